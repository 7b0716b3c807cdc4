//! Fields, functions, constants and traits of the user whose names the generated code uses too.

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
    Client2,
}

/// Each field is also a parameter, a local or an item of some generated function.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Foo {
    #[tenant(key)]
    key: i64,
    #[tenant(key)]
    row: i64,
    params: i64,
    tenant: String,
    table: String,
    __tenant: String,
    index: i64,
    columns: i64,
    f: bool,
    a: bool,
    value: Option<i64>,
    #[tenant(skip)]
    skipped: i64,
}

/// Inherent items win over those of traits, so that generated code may not rely on method syntax.
impl Foo {
    const SCHEMA: u8 = 0;
    const INSTANCE: u8 = 0;

    fn table() {}
    fn statements() {}
    fn columns() {}
    fn from_row() {}
    fn bind_key() {}
    fn bind_own_key(&self) {}
    fn bind_changes(&self) {}
    fn of() {}
}

/// The same of the set.
impl Client {
    const ALL: u8 = 0;
    const SCHEMAS: u8 = 0;
    const SHARED: u8 = 0;
    const NAME: u8 = 0;

    fn index(self) {}
    fn schema(&self) {}
    fn from_str() {}
    fn fmt(&self) {}
    fn check(&self) {}
}

/// A trait for everything, with the same names again.
trait Everything {
    const TYPE: u8 = 0;
    const TEXTS: u8 = 0;

    fn decode(&self) {}
    fn bind(&self) {}
    fn encode(&self) {}
    fn to_sql(&self) {}
    fn as_ref(&self) {}
    fn clone(&self) {}
    fn eq(&self) {}
    fn default() {}
}

impl<X: ?Sized> Everything for X {}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
enum Status {
    Open,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
struct Cents {
    ty: i64,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Bar {
    #[tenant(key, generated)]
    id: i64,
    #[tenant(default = "'open'")]
    status: Status,
    cents: Cents,
}

/// A tenant may be called like a method or an item of the trait.
mod lower_case {
    #![allow(non_camel_case_types)]

    #[derive(tenant::TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum set {
        index,
        schema,
        name,
        row,
        params,
        key,
        other,
        f,
        out,
        ty,
        raw,
    }

    #[derive(tenant::Entity, Debug)]
    #[tenant(set = set)]
    pub(super) struct foo {
        #[tenant(key)]
        pub(super) id: i64,
    }
}

#[test]
fn the_traits_are_meant() {
    assert_eq!(<Client as TenantSet>::SCHEMAS, ["client1", "client2"]);
    assert_eq!(Tenant::schema(&Client::Client2), "client2");
    let _ = <Foo as Entity>::of(Client1).find((1, 2));
    let _ = Client2Foo::filter(|foo| And::and(foo.f, foo.a));
    let _ = Client1Bar::insert(NewBar {
        status: None,
        cents: Cents { ty: 1 },
    });
    let _ = lower_case::schemafoo::find(1);
    assert_eq!(lower_case::set::name.to_string(), "name");
}

/// A condition of one boolean column and another.
trait And {
    fn and(self, other: Self) -> tenant::expr::Expr<Client2, bool>;
}

impl And for tenant::expr::Column<Client2, bool> {
    fn and(self, other: Self) -> tenant::expr::Expr<Client2, bool> {
        tenant::expr::BoolExpression::and(self, other)
    }
}
