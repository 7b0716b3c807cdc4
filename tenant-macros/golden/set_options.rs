/// Tenant `Acme` of [`Client`], in schema `acme-corp`.
#[derive(
    crate::reexports::tenant::__private::Clone,
    crate::reexports::tenant::__private::Copy,
    crate::reexports::tenant::__private::Debug,
    crate::reexports::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub(crate) struct Acme;
/// Tenant `Async` of [`Client`], in schema `async`.
#[derive(
    crate::reexports::tenant::__private::Clone,
    crate::reexports::tenant::__private::Copy,
    crate::reexports::tenant::__private::Debug,
    crate::reexports::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub(crate) struct r#Async;
#[allow(deprecated)]
const _: () = {
    use crate::reexports::tenant::__private as __tenant;
    #[allow(dead_code, trivial_bounds)]
    struct __Required
    where
        Client: __tenant::Clone + __tenant::Copy + __tenant::Debug + __tenant::Eq;
    #[automatically_derived]
    impl __tenant::Eq for Acme {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Acme {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Acme {
        type Set = Client;
        const INSTANCE: Self = Acme;
        const MEMBER: Client = Client::Acme;
        const SCHEMA: &'static __tenant::str = "acme-corp";
    }
    #[automatically_derived]
    impl __tenant::Variant<0> for Client {
        type Tenant = Acme;
    }
    #[automatically_derived]
    impl __tenant::Eq for r#Async {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for r#Async {}
    #[automatically_derived]
    impl __tenant::StaticTenant for r#Async {
        type Set = Client;
        const INSTANCE: Self = r#Async;
        const MEMBER: Client = Client::r#Async;
        const SCHEMA: &'static __tenant::str = "async";
    }
    #[automatically_derived]
    impl __tenant::Variant<1> for Client {
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
