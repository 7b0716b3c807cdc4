//! Documentation of every form, on every item.
//!
//! A second line, with `{braces}`, "quotes", \ and {}.

use tenant::prelude::*;

/// One line.
///
/// ```text
/// {} "quoted" \n `ticks`
/// ```
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
#[doc = "An attribute."]
#[doc(alias = "customer")]
enum Client {
    /// Before.
    Client1,
    /** A block
     * of lines. */
    #[doc(hidden)]
    #[tenant(schema = "`ticks` {} \\ [link]")]
    Client2,
}

/// { unbalanced
#[doc = concat!("An ", "expression.")]
#[derive(Entity, Debug)]
/// Between the attributes.
#[tenant(set = Client, table = "`foo` {} [bar](baz)")]
#[doc = include_str!("docs.md")]
struct Foo {
    /// Before.
    #[tenant(key, generated)]
    /// After.
    id: i64,
    #[doc = "\"escaped\" \\ {}"]
    #[doc(alias = "label")]
    #[tenant(default = "''", column = "`name` {} \u{7}")]
    name: String,
    /** A block. */
    #[doc(hidden)]
    note: Option<String>,
}

/// A status.
#[derive(Value, Clone, Copy, Debug, PartialEq)]
enum Status {
    /// Open.
    Open,
}

/// A number.
#[derive(Value, Clone, Copy, Debug, PartialEq)]
struct Number(
    /// What it holds.
    i64,
);

/// A row.
#[derive(FromRow)]
#[doc(alias = "summary")]
struct Summary {
    /// `ticks` {}
    #[doc(hidden)]
    number: i64,
}

#[test]
fn they_change_nothing() {
    let _ = Client1Foo::insert(NewFoo {
        name: None,
        note: None,
    });
    let _ =
        Client2Foo::filter(|foo| foo.name.eq("a")).select(|foo| SelectSummary { number: foo.id });
    assert_eq!(<Status as Value>::TYPE.texts, ["open"]);
    assert_eq!(<Number as Value>::TYPE.name, "bigint");
}
