//! Sets and entities within the bodies of functions, closures and blocks.

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Outer {
    North,
    South,
}

#[test]
fn an_entity_in_a_function() {
    #[derive(Entity, Debug)]
    #[tenant(set = Outer)]
    struct Foo {
        #[tenant(key, generated)]
        id: i64,
        name: String,
    }

    let _ = NorthFoo::insert(NewFoo {
        name: String::new(),
    });
    let _ = SouthFoo::filter(|foo| foo.id.eq(1));
    let ddl = Outer::ddl(&South).expect("the tables do not clash");
    assert!(ddl.contains("\"south\".\"foo\""), "{ddl}");
}

#[test]
fn a_set_in_a_function() {
    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    enum Inner {
        East,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Inner)]
    struct Bar {
        #[tenant(key)]
        id: i64,
    }

    let _ = EastBar::find(1);
    assert_eq!("east".parse(), Ok(Inner::East));
}

#[test]
fn a_value_in_a_closure() {
    let texts = || {
        #[derive(Value, Clone, Copy, Debug)]
        enum Status {
            Open,
        }
        <Status as Value>::TYPE.texts
    };
    assert_eq!(texts(), ["open"]);
}
