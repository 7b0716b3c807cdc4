//! Beside other derives and attributes, in any order.

use std::{collections::HashSet, marker::PhantomData};

use serde::{Deserialize, Serialize};
use tenant::prelude::*;

/// A set that is also a value, so that a column can name a tenant.
#[derive(
    Serialize,
    Deserialize,
    TenantSet,
    Value,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
)]
#[serde(rename_all = "UPPERCASE")]
#[repr(u8)]
#[non_exhaustive]
#[tenant(shared = "common")]
enum Client {
    #[default]
    #[serde(rename = "ONE")]
    #[tenant(schema = "one")]
    Client1 = 7,
    Client2 = 9,
}

#[derive(
    Clone, Copy, Debug, Value, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
#[repr(transparent)]
#[must_use]
struct Cents(i64);

#[derive(
    Serialize, Entity, Deserialize, Hash, PartialOrd, Ord, Default, Clone, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
#[tenant(set = Client)]
#[tenant(new(derive(Serialize, Deserialize, Clone, Debug, Default)))]
#[non_exhaustive]
#[must_use = "it is"]
struct Foo {
    #[serde(rename = "key")]
    #[tenant(key)]
    #[tenant(generated)]
    id: i64,
    #[tenant(default = "''")]
    #[serde(default)]
    name: String,
    #[deprecated = "use the other"]
    old: Option<bool>,
    home: Option<Client>,
    #[serde(skip)]
    #[tenant(skip)]
    marker: PhantomData<u8>,
}

#[test]
#[expect(deprecated, reason = "the field is")]
fn each_derive_does_its_own() {
    let foo = Client1Foo::default();
    let text = serde_json::to_string(&foo).expect("a row is an object");
    assert_eq!(text, r#"{"key":0,"name":"","old":null,"home":null}"#);
    let same: Client1Foo = serde_json::from_str(&text).expect("it is what was written");
    assert_eq!(HashSet::from([foo.clone(), same]).len(), 1);
    assert!(foo.old.is_none() && foo <= foo.clone());

    let new: NewFoo =
        serde_json::from_str(r#"{"name":"Ada"}"#).expect("what is optional may be missing");
    assert_eq!(new.name.as_deref(), Some("Ada"));
    let _ = Client2Foo::insert(new);

    assert_eq!(
        serde_json::to_string(&Client::Client1).expect("a unit variant"),
        "\"ONE\""
    );
    assert_eq!(
        (Client::default(), Client::Client2 as u8),
        (Client::Client1, 9)
    );
    assert_eq!(<Client as Value>::TYPE.texts, ["client1", "client2"]);
    assert_eq!(<Cents as Value>::TYPE.name, "bigint");
    let _ = Cents(1);
}
