/// Tenant `Client1` of [`Client`], in schema `client1`.
#[allow(non_camel_case_types)]
pub struct Client1;
/// Tenant `Client2` of [`Client`], in schema `client2`.
#[allow(non_camel_case_types)]
pub struct Client2;
/// Tenant `Client3` of [`Client`], in schema `client3`.
#[allow(non_camel_case_types)]
pub struct Client3;
/// Tenant `Client4` of [`Client`], in schema `client4`.
#[allow(non_camel_case_types)]
pub struct Client4;
/// Tenant `Client5` of [`Client`], in schema `client5`.
#[allow(non_camel_case_types)]
pub struct Client5;
/// Tenant `Client6` of [`Client`], in schema `client6`.
#[allow(non_camel_case_types)]
pub struct Client6;
/// Tenant `Client7` of [`Client`], in schema `client7`.
#[allow(non_camel_case_types)]
pub struct Client7;
/// Tenant `Client8` of [`Client`], in schema `client8`.
#[allow(non_camel_case_types)]
pub struct Client8;
/// Tenant `Client9` of [`Client`], in schema `client9`.
#[allow(non_camel_case_types)]
pub struct Client9;
/// Tenant `Client10` of [`Client`], in schema `client10`.
#[allow(non_camel_case_types)]
pub struct Client10;
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
    impl __tenant::Copy for Client3 {}
    #[automatically_derived]
    impl __tenant::Clone for Client3 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client3 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client3")
        }
    }
    impl __tenant::Eq for Client3 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client3 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client3 {}
    impl __tenant::StaticTenant for Client3 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client3, 2);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I2 {
        type Tenant = Client3;
    }
    impl __tenant::Copy for Client4 {}
    #[automatically_derived]
    impl __tenant::Clone for Client4 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client4 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client4")
        }
    }
    impl __tenant::Eq for Client4 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client4 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client4 {}
    impl __tenant::StaticTenant for Client4 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client4, 3);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I3 {
        type Tenant = Client4;
    }
    impl __tenant::Copy for Client5 {}
    #[automatically_derived]
    impl __tenant::Clone for Client5 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client5 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client5")
        }
    }
    impl __tenant::Eq for Client5 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client5 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client5 {}
    impl __tenant::StaticTenant for Client5 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client5, 4);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I4 {
        type Tenant = Client5;
    }
    impl __tenant::Copy for Client6 {}
    #[automatically_derived]
    impl __tenant::Clone for Client6 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client6 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client6")
        }
    }
    impl __tenant::Eq for Client6 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client6 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client6 {}
    impl __tenant::StaticTenant for Client6 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client6, 5);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I5 {
        type Tenant = Client6;
    }
    impl __tenant::Copy for Client7 {}
    #[automatically_derived]
    impl __tenant::Clone for Client7 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client7 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client7")
        }
    }
    impl __tenant::Eq for Client7 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client7 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client7 {}
    impl __tenant::StaticTenant for Client7 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client7, 6);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I6 {
        type Tenant = Client7;
    }
    impl __tenant::Copy for Client8 {}
    #[automatically_derived]
    impl __tenant::Clone for Client8 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client8 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client8")
        }
    }
    impl __tenant::Eq for Client8 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client8 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client8 {}
    impl __tenant::StaticTenant for Client8 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client8, 7);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I7 {
        type Tenant = Client8;
    }
    impl __tenant::Copy for Client9 {}
    #[automatically_derived]
    impl __tenant::Clone for Client9 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client9 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client9")
        }
    }
    impl __tenant::Eq for Client9 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client9 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client9 {}
    impl __tenant::StaticTenant for Client9 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client9, 8);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I8 {
        type Tenant = Client9;
    }
    impl __tenant::Copy for Client10 {}
    #[automatically_derived]
    impl __tenant::Clone for Client10 {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl __tenant::Debug for Client10 {
        fn fmt(&self, __f: &mut __tenant::Formatter<'_>) -> __tenant::fmt::Result {
            __f.write_str("Client10")
        }
    }
    impl __tenant::Eq for Client10 {}
    #[automatically_derived]
    impl __tenant::PartialEq for Client10 {
        fn eq(&self, _: &Self) -> __tenant::bool {
            true
        }
    }
    impl __tenant::MemberOf<Client> for Client10 {}
    impl __tenant::StaticTenant for Client10 {
        type Set = Client;
        const PLACE: (Self, __tenant::usize) = (Client10, 9);
    }
    impl __tenant::Variant<Client> for __tenant::index::b0::I9 {
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
