/// Tenant `Client1` of [`Client`], in schema `client1`.
#[allow(non_camel_case_types)]
pub struct Client1;
/// Tenant `Client2` of [`Client`], in schema `client2`.
#[allow(non_camel_case_types)]
pub struct Client2;
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    #[allow(dead_code, trivial_bounds)]
    struct __Required
    where
        Client: __tenant::Clone + __tenant::Copy + __tenant::Debug + __tenant::Eq;
    impl __tenant::Copy for Client1 {}
    #[automatically_derived]
    impl __tenant::Clone for Client1 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client1 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client1")
        }
    }
    impl __tenant::Eq for Client1 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client1 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client1 {}
    impl __tenant::StaticTenant for Client1 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client1, 0);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I0 {
        type Tenant = Client1;
    }
    impl __tenant::Copy for Client2 {}
    #[automatically_derived]
    impl __tenant::Clone for Client2 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client2 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client2")
        }
    }
    impl __tenant::Eq for Client2 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client2 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client2 {}
    impl __tenant::StaticTenant for Client2 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client2, 1);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I1 {
        type Tenant = Client2;
    }
    #[automatically_derived]
    impl __tenant::TenantSet for Client {
        const NAME: &'static __tenant::str = "Client";
        const ALL: &'static [Self] = &[Self::Client1, Self::Client2];
        const SCHEMAS: &'static [&'static __tenant::str] = &["client1", "client2"];
        const SHARED: &'static __tenant::str = "public";
        fn index(self) -> __tenant::usize {
            match self {
                Self::Client1 => 0,
                Self::Client2 => 1,
            }
        }
    }
    #[automatically_derived]
    impl __tenant::Tenant for Client {
        fn schema(&self) -> &__tenant::str {
            __tenant::schema_of(*self)
        }
        fn target(&self) -> __tenant::Target {
            __tenant::Target::Tenant(__tenant::schema_of(*self))
        }
    }
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client {}
    #[automatically_derived]
    impl __tenant::Admits<Client> for Client {
        fn check(&self, __other: &Client) -> __tenant::Result<(), __tenant::Error> {
            __tenant::check_same(self, __other)
        }
    }
    #[automatically_derived]
    impl __tenant::Admits<__tenant::Shared<Client>> for Client {}
    #[automatically_derived]
    impl __tenant::FromStr for Client {
        type Err = __tenant::UnknownTenant;
        fn from_str(
            __name: &__tenant::str,
        ) -> __tenant::Result<Self, __tenant::UnknownTenant> {
            __tenant::parse_tenant(__name)
        }
    }
    #[automatically_derived]
    impl __tenant::Display for Client {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __tenant::Display::fmt(__tenant::schema_of(*self), __f)
        }
    }
};
#[doc(hidden)]
#[macro_export]
#[allow(non_local_definitions, unused_macros)]
macro_rules! __tenant_set_Client {
    ([$($krate:tt)*] $($entity:tt)*) => {
        $($krate)* ::__private::handles! { [Client1 Client2] [$($krate)*] $($entity)* }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub use __tenant_set_Client as Client;
