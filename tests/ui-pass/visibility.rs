//! Every visibility that an item can have; what is generated is as visible as what was written.

/// Private within its module, and enough there.
mod private {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    enum Client {
        Client1,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Client)]
    struct Foo {
        #[tenant(key, generated)]
        id: i64,
        name: String,
    }

    #[test]
    fn it_is_used_here() {
        let _ = Client1Foo::insert(NewFoo {
            name: String::new(),
        });
        let _ = Client1Foo::filter(|foo| foo.id.eq(1));
        assert_eq!(Client::ALL.len(), 1);
    }
}

mod restricted {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Client {
        Client1,
    }

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum Vendor {
        Vendor1,
    }

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::ui_pass) enum Partner {
        Partner1,
    }

    /// Of a set that is less visible than the entity itself may be.
    #[derive(Entity, Debug)]
    #[tenant(set = Vendor)]
    pub(super) struct Part {
        #[tenant(key)]
        pub(super) id: i64,
        pub(crate) name: String,
        secret: bool,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Client, shared)]
    pub(crate) struct Country {
        #[tenant(key)]
        pub(in crate::ui_pass::visibility) code: String,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Partner, schema = "fixed")]
    pub(in crate::ui_pass) struct Event {
        #[tenant(key, generated)]
        pub id: i64,
        text: String,
    }

    pub(super) fn event() -> NewEvent {
        NewEvent {
            text: String::new(),
        }
    }

    pub(super) fn secrets() -> impl Sized {
        Vendor1Part::filter(|part| part.secret)
    }
}

pub mod public {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Client {
        Client1,
    }

    /// Less visible than its set.
    #[derive(Entity, Debug)]
    #[tenant(set = Client)]
    struct Hidden {
        #[tenant(key)]
        id: i64,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Client)]
    pub struct Shown {
        #[tenant(key)]
        pub id: i64,
    }

    pub fn hidden() -> impl Sized {
        Client1Hidden::find(1)
    }
}

#[test]
fn restricted_items_are_used_where_they_are_visible() {
    use restricted::{Client, Country, Partner1, SharedCountry, Vendor1Part, event, secrets};
    use tenant::prelude::*;

    let _ = Vendor1Part::filter(|part| part.id.eq(1).and(part.name.eq("a")));
    let _ = secrets();
    let _ = Country::of(Shared::<Client>::INSTANCE).filter(|country| country.code.eq("de"));
    let _: Option<SharedCountry> = None;
    let _: Option<restricted::FixedEvent> = None;
    let _ = event();
    assert_eq!(Partner1.schema(), "partner1");
    assert_eq!(restricted::Client1.schema(), "client1");
}

#[test]
fn public_items_are_used() {
    use tenant::expr::Comparison as _;

    let _ = public::Client1Shown::filter(|shown| shown.id.eq(1));
    let _ = public::hidden();
}
