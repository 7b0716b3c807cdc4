//! Sets and entities that a `macro_rules!` of the user writes, from fragments of every kind; and
//! many of them in one module.

use tenant::prelude::*;

macro_rules! set {
    ($(#[$attr:meta])* $vis:vis $set:ident { $($tenant:ident = $schema:literal),* $(,)? }) => {
        $(#[$attr])*
        #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $set {
            $(#[tenant(schema = $schema)] $tenant),*
        }
    };
}

set! {
    /// The set.
    pub(crate) Client { Client1 = "one", Client2 = "two" }
}

macro_rules! table {
    ($entity:ident of $set:path { $key:ident: $key_ty:ty $(, $field:ident: $ty:ty)* $(,)? }) => {
        #[derive(Entity, Debug)]
        #[tenant(set = $set)]
        struct $entity {
            #[tenant(key)]
            $key: $key_ty,
            $($field: $ty,)*
            optional: Option<$key_ty>,
            #[tenant(json)]
            settings: Option<Vec<$key_ty>>,
        }
    };
}

table!(Person of Client { id: i64, name: String, scores: Vec<i32> });
table!(Country of crate::ui_pass::entities_from_macros::Client { code: String });

macro_rules! tables {
    ($($entity:ident)*) => {
        $(
            #[derive(Entity, Debug)]
            #[tenant(set = self::Client)]
            struct $entity {
                #[tenant(key, generated)]
                id: i64,
                #[tenant(references = Person)]
                person: i64,
            }
        )*
    };
}

tables! {
    T01 T02 T03 T04 T05 T06 T07 T08 T09 T10 T11 T12 T13 T14 T15 T16 T17 T18 T19 T20
    T21 T22 T23 T24 T25 T26 T27 T28 T29 T30 T31 T32 T33 T34 T35 T36 T37 T38 T39 T40
}

macro_rules! value {
    ($name:ident($ty:ty)) => {
        #[derive(Value, Clone, Copy, Debug, PartialEq)]
        struct $name($ty);
    };
    ($name:ident { $($variant:ident => $text:expr),* }) => {
        #[derive(Value, Clone, Copy, Debug, PartialEq)]
        enum $name {
            $(#[tenant(rename = $text)] $variant),*
        }
    };
}

value!(Cents(i64));
value!(Status { Open => "o", Closed => "c" });

#[test]
fn the_tables_are_there() {
    let ddl = Client::ddl(&Client2).expect("the tables do not clash");
    assert_eq!(ddl.matches("CREATE TABLE").count(), 42, "{ddl}");
    assert!(
        ddl.contains("\"two\".\"t40\"") && ddl.contains("\"scores\" integer[]"),
        "{ddl}"
    );
    assert_eq!(<Status as Value>::TYPE.texts, ["o", "c"]);
    assert_eq!(<Cents as Value>::TYPE.name, "bigint");
    let _ = Client1T40::find(1);
    let _ = Client1Person::filter(|person| person.optional.is_null());
    let _ = Client2Country::find("de".into());
}
