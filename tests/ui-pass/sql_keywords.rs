//! Reserved words of SQL as schemas, tables and columns, and names that only quotes make names.

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(shared = "default")]
enum Client {
    Select,
    From,
    #[tenant(schema = "drop schema \"x\"; --")]
    Mischief,
    #[tenant(schema = "User")]
    Upper,
}

#[derive(Entity, Debug)]
#[tenant(set = Client, unique(user, group))]
struct Order {
    #[tenant(key, generated)]
    all: i64,
    user: String,
    group: i32,
    #[tenant(column = "where")]
    place: Option<String>,
    #[tenant(column = "a \"b\" $1")]
    quoted: bool,
    desc: String,
    limit: i64,
    offset: i64,
    table: String,
    order: i64,
    #[tenant(references = Table)]
    references: Option<i64>,
}

#[derive(Entity, Debug)]
#[tenant(set = Client, shared, table = "table; drop")]
struct Table {
    #[tenant(key)]
    primary: i64,
}

#[test]
fn every_name_is_quoted() {
    let ddl = Client::ddl(&Mischief).expect("the tables do not clash");
    for name in [
        r#""drop schema ""x""; --"."order""#,
        r#""all""#,
        r#""user""#,
        r#""where""#,
        r#""a ""b"" $1""#,
        r#""default"."table; drop""#,
    ] {
        assert!(ddl.contains(name), "{name} in {ddl}");
    }
}

#[test]
fn schemas_keep_their_case() {
    assert_eq!(
        Client::SCHEMAS,
        ["select", "from", "drop schema \"x\"; --", "User"]
    );
    assert_eq!("User".parse(), Ok(Client::Upper));
    assert!("user".parse::<Client>().is_err());
}

#[test]
fn handles_are_used() {
    let _ = SelectOrder::filter(|order| order.limit.gt(order.offset).and(order.quoted))
        .order_by(|order| (order.order.asc(), order.desc.desc().nulls_last()))
        .limit(1);
    let _ = FromOrder::all().offset(1);
    let _ = UpperOrder::find(1).set(|order| (order.all.to(2), order.table.to("x")));
    let _ = MischiefOrder::delete_all();
}
