//! Raw identifiers everywhere; in SQL, and in the names of generated items, they are plain.

#![allow(non_camel_case_types)]

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum r#enum {
    r#async,
    r#match,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
enum r#mod {
    r#true,
    r#dyn,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
struct r#ref {
    r#in: i64,
}

#[derive(Entity, Debug)]
#[tenant(set = r#enum, unique(r#type, r#where), index(r#loop))]
struct r#struct {
    #[tenant(key, generated)]
    r#fn: i64,
    r#type: String,
    r#where: r#ref,
    #[tenant(default = "'dyn'")]
    r#loop: r#mod,
    #[tenant(references = r#struct, column = "return")]
    r#return: Option<i64>,
    #[tenant(skip)]
    r#static: bool,
}

#[test]
fn names_are_plain() {
    let ddl = r#enum::ddl(&r#async).expect("the tables do not clash");
    for name in [
        "\"async\".\"struct\"",
        "\"fn\"",
        "\"type\"",
        "\"where\"",
        "\"loop\"",
        "\"return\"",
    ] {
        assert!(ddl.contains(name), "{name} in {ddl}");
    }
    assert!(!ddl.contains("r#") && !ddl.contains("static"), "{ddl}");
    assert_eq!("match".parse(), Ok(r#enum::r#match));
}

#[test]
fn handles_are_used() {
    let new = Newstruct {
        r#type: String::new(),
        r#where: r#ref { r#in: 1 },
        r#loop: None,
        r#return: None,
    };
    let _ = asyncstruct::insert(new);
    let _ = asyncstruct::filter(|row| row.r#type.eq("a").and(row.r#loop.eq(r#mod::r#true)))
        .order_by(|row| row.r#fn.asc());
    let _ = matchstruct::find(1).set(|row| row.r#where.to(r#ref { r#in: 2 }));
}

#[derive(FromRow)]
struct r#enum_<r#trait> {
    r#type: String,
    r#fn: r#trait,
}

#[derive(FromRow)]
struct r#union(i64);

#[test]
fn structs_are_selected() {
    let _ = asyncstruct::all().select(|row| Selectenum_ {
        r#type: row.r#type,
        r#fn: Selectunion(row.r#fn),
    });
}
