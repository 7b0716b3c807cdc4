/// Tenant `Client1` of [`Client`], in schema `client1`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client1;
/// Tenant `Client2` of [`Client`], in schema `client2`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client2;
/// Tenant `Client3` of [`Client`], in schema `client3`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client3;
/// Tenant `Client4` of [`Client`], in schema `client4`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client4;
/// Tenant `Client5` of [`Client`], in schema `client5`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client5;
/// Tenant `Client6` of [`Client`], in schema `client6`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client6;
/// Tenant `Client7` of [`Client`], in schema `client7`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client7;
/// Tenant `Client8` of [`Client`], in schema `client8`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client8;
/// Tenant `Client9` of [`Client`], in schema `client9`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client9;
/// Tenant `Client10` of [`Client`], in schema `client10`.
#[derive(
    ::tenant::__private::Clone,
    ::tenant::__private::Copy,
    ::tenant::__private::Debug,
    ::tenant::__private::PartialEq,
)]
#[allow(non_camel_case_types)]
pub struct Client10;
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    #[allow(dead_code, trivial_bounds)]
    struct __Required
    where
        Client: __tenant::Clone + __tenant::Copy + __tenant::Debug + __tenant::Eq;
    #[automatically_derived]
    impl __tenant::Eq for Client1 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client1 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client1 {
        type Set = Client;
        const INSTANCE: Self = Client1;
        const MEMBER: Client = Client::Client1;
        const SCHEMA: &'static __tenant::str = "client1";
    }
    #[automatically_derived]
    impl __tenant::Variant<0> for Client {
        type Tenant = Client1;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client2 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client2 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client2 {
        type Set = Client;
        const INSTANCE: Self = Client2;
        const MEMBER: Client = Client::Client2;
        const SCHEMA: &'static __tenant::str = "client2";
    }
    #[automatically_derived]
    impl __tenant::Variant<1> for Client {
        type Tenant = Client2;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client3 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client3 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client3 {
        type Set = Client;
        const INSTANCE: Self = Client3;
        const MEMBER: Client = Client::Client3;
        const SCHEMA: &'static __tenant::str = "client3";
    }
    #[automatically_derived]
    impl __tenant::Variant<2> for Client {
        type Tenant = Client3;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client4 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client4 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client4 {
        type Set = Client;
        const INSTANCE: Self = Client4;
        const MEMBER: Client = Client::Client4;
        const SCHEMA: &'static __tenant::str = "client4";
    }
    #[automatically_derived]
    impl __tenant::Variant<3> for Client {
        type Tenant = Client4;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client5 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client5 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client5 {
        type Set = Client;
        const INSTANCE: Self = Client5;
        const MEMBER: Client = Client::Client5;
        const SCHEMA: &'static __tenant::str = "client5";
    }
    #[automatically_derived]
    impl __tenant::Variant<4> for Client {
        type Tenant = Client5;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client6 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client6 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client6 {
        type Set = Client;
        const INSTANCE: Self = Client6;
        const MEMBER: Client = Client::Client6;
        const SCHEMA: &'static __tenant::str = "client6";
    }
    #[automatically_derived]
    impl __tenant::Variant<5> for Client {
        type Tenant = Client6;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client7 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client7 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client7 {
        type Set = Client;
        const INSTANCE: Self = Client7;
        const MEMBER: Client = Client::Client7;
        const SCHEMA: &'static __tenant::str = "client7";
    }
    #[automatically_derived]
    impl __tenant::Variant<6> for Client {
        type Tenant = Client7;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client8 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client8 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client8 {
        type Set = Client;
        const INSTANCE: Self = Client8;
        const MEMBER: Client = Client::Client8;
        const SCHEMA: &'static __tenant::str = "client8";
    }
    #[automatically_derived]
    impl __tenant::Variant<7> for Client {
        type Tenant = Client8;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client9 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client9 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client9 {
        type Set = Client;
        const INSTANCE: Self = Client9;
        const MEMBER: Client = Client::Client9;
        const SCHEMA: &'static __tenant::str = "client9";
    }
    #[automatically_derived]
    impl __tenant::Variant<8> for Client {
        type Tenant = Client9;
    }
    #[automatically_derived]
    impl __tenant::Eq for Client10 {}
    #[automatically_derived]
    impl __tenant::MemberOf<Client> for Client10 {}
    #[automatically_derived]
    impl __tenant::StaticTenant for Client10 {
        type Set = Client;
        const INSTANCE: Self = Client10;
        const MEMBER: Client = Client::Client10;
        const SCHEMA: &'static __tenant::str = "client10";
    }
    #[automatically_derived]
    impl __tenant::Variant<9> for Client {
        type Tenant = Client10;
    }
    #[automatically_derived]
    impl __tenant::TenantSet for Client {
        const NAME: &'static __tenant::str = "Client";
        const ALL: &'static [Self] = &[
            Self::Client1,
            Self::Client2,
            Self::Client3,
            Self::Client4,
            Self::Client5,
            Self::Client6,
            Self::Client7,
            Self::Client8,
            Self::Client9,
            Self::Client10,
        ];
        const SCHEMAS: &'static [&'static __tenant::str] = &[
            "client1",
            "client2",
            "client3",
            "client4",
            "client5",
            "client6",
            "client7",
            "client8",
            "client9",
            "client10",
        ];
        const SHARED: &'static __tenant::str = "public";
        fn index(self) -> __tenant::usize {
            match self {
                Self::Client1 => 0,
                Self::Client2 => 1,
                Self::Client3 => 2,
                Self::Client4 => 3,
                Self::Client5 => 4,
                Self::Client6 => 5,
                Self::Client7 => 6,
                Self::Client8 => 7,
                Self::Client9 => 8,
                Self::Client10 => 9,
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
        $($krate)* ::__private::handles! { [Client1 Client2 Client3 Client4 Client5
        Client6 Client7 Client8 Client9 Client10] [$($krate)*] $($entity)* }
    };
}
#[doc(hidden)]
#[allow(unused_imports)]
pub use __tenant_set_Client as Client;
