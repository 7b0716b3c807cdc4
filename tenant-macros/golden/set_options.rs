/// Tenant `Acme` of [`Client`], in schema `acme-corp`.
#[allow(non_camel_case_types)]
pub(crate) struct Acme;
/// Tenant `Async` of [`Client`], in schema `async`.
#[allow(non_camel_case_types)]
pub(crate) struct r#Async;
#[allow(deprecated)]
const _: () = {
    use crate::reexports::tenant::__private as __tenant;
    #[allow(dead_code, trivial_bounds)]
    struct __Required
    where
        Client: __tenant::Clone + __tenant::Copy + __tenant::Debug + __tenant::Eq;
    impl __tenant::Copy for Acme {}
    #[automatically_derived]
    impl __tenant::Clone for Acme {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Acme {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Acme")
        }
    }
    impl __tenant::Eq for Acme {}
    #[automatically_derived]
    impl __tenant::PartialEq for Acme {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Acme {}
    impl __tenant::StaticTenant for Acme {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Acme, 0);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I0 {
        type Tenant = Acme;
    }
    impl __tenant::Copy for r#Async {}
    #[automatically_derived]
    impl __tenant::Clone for r#Async {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for r#Async {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Async")
        }
    }
    impl __tenant::Eq for r#Async {}
    #[automatically_derived]
    impl __tenant::PartialEq for r#Async {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for r#Async {}
    impl __tenant::StaticTenant for r#Async {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (r#Async, 1);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I1 {
        type Tenant = r#Async;
    }
    #[automatically_derived]
    impl __tenant::TenantSet for Client {
        const NAME: &'static __tenant::str = "Client";
        const ALL: &'static [Self] = &[Self::Acme, Self::r#Async];
        const SCHEMAS: &'static [&'static __tenant::str] = &["acme-corp", "async"];
        const SHARED: &'static __tenant::str = "common";
        fn index(self) -> __tenant::usize {
            match self {
                Self::Acme => 0,
                Self::r#Async => 1,
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
#[allow(non_local_definitions, unused_macros)]
macro_rules! __tenant_set_Client {
    ([$($krate:tt)*] $($entity:tt)*) => {
        $($krate)* ::__private::handles! { [Acme r#Async] [$($krate)*] $($entity)* }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub(crate) use __tenant_set_Client as Client;
