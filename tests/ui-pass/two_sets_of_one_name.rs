//! Sets of one name in several modules of a crate, public ones too, whose hidden macros all meet
//! at its root; and entities of one name beside them.

pub mod first {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Client {
        Client1,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Client)]
    pub struct Foo {
        #[tenant(key)]
        pub id: i64,
    }
}

pub mod second {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Client {
        Client1,
        Client2,
    }

    /// Of the other module's set, beside one of this.
    #[derive(Entity, Debug)]
    #[tenant(set = super::first::Client)]
    pub struct Bar {
        #[tenant(key)]
        pub id: i64,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Client)]
    pub struct Foo {
        #[tenant(key)]
        pub id: i64,
    }
}

/// From one place of the source.
macro_rules! third {
    ($($module:ident)*) => {
        $(
            pub mod $module {
                use tenant::prelude::*;

                #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
                pub enum Client {
                    $module,
                }

                #[derive(Entity, Debug)]
                #[tenant(set = Client)]
                pub struct Foo {
                    #[tenant(key)]
                    pub id: i64,
                }
            }
        )*
    };
}

#[allow(non_camel_case_types)]
mod from_a_macro {
    third!(third fourth);
}

#[test]
fn each_has_its_own_tables() {
    use tenant::TenantSet;

    let first = first::Client::ddl(&first::Client1).expect("the tables do not clash");
    assert!(
        first.contains("\"foo\"") && first.contains("\"bar\""),
        "{first}"
    );
    let second = second::Client::ddl(&second::Client2).expect("the tables do not clash");
    assert!(
        second.contains("\"foo\"") && !second.contains("\"bar\""),
        "{second}"
    );
    let _ = first::Client1Foo::find(1);
    let _ = second::Client1Bar::find(1);
    let _ = second::Client2Foo::find(1);
    let _ = from_a_macro::third::thirdFoo::find(1);
    let _ = from_a_macro::fourth::fourthFoo::find(1);
}
