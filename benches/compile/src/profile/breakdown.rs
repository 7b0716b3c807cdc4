//! What something consists of, by the generic item that the parts were made of, and by the crate that defines it.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use bench_report::grouped;
use comfy_table::Table;
use serde::Serialize;

use crate::report;

/// How many items are listed.
const ROWS: usize = 15;

/// A crate whose share is smaller on both sides is listed with others.
const SHARE: f64 = 0.005;

/// What the generated crate is called here, whose modules and not itself are in the names of its items.
const GENERATED: &str = "generated";

/// What the names of generated items have before their numbers.
const NUMBERED: [&str; 5] = ["table", "Table", "Client", "call_", "run_"];

/// How many parts, and how large they are together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Amount {
    pub(crate) count: u64,
    pub(crate) size: u64,
}

/// Amounts, by name.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Breakdown(BTreeMap<String, Amount>);

impl Breakdown {
    /// Adds parts of an item that is named as the compiler or a symbol does, in a crate.
    pub(crate) fn add_item(&mut self, name: &str, of_crate: &str, amount: Amount) {
        let name = name.replace(&format!("{of_crate}::"), "");
        self.add(&without_numbers(&without_arguments(&name)), amount);
    }

    pub(crate) fn add(&mut self, name: &str, more: Amount) {
        let amount = self.0.entry(name.to_owned()).or_default();
        *amount = amount.plus(more);
    }

    pub(crate) fn total(&self) -> Amount {
        let amounts = self.0.values().copied();
        amounts.fold(Amount::default(), Amount::plus)
    }

    pub(crate) fn by_crate(&self) -> Self {
        let mut crates = Self::default();
        for (item, amount) in &self.0 {
            crates.add(of_crate(item), *amount);
        }
        crates
    }

    /// A table of the largest items.
    pub(crate) fn largest(&self, counted: &str, unit: &str) -> Table {
        let mut items: Vec<_> = self.0.iter().collect();
        items.sort_by_key(|(_, amount)| Reverse(amount.size));
        let total = self.total();
        let mut table = report::table(&["item", counted, unit, "of all"], 1..4);
        for (item, amount) in items.into_iter().take(ROWS) {
            table.add_row([
                format!("`{item}`"),
                grouped(&amount.count),
                grouped(&amount.size),
                format!("{:.1}%", 100.0 * share(*amount, total)),
            ]);
        }
        table
    }
}

/// A table of ours and by hand, first what differs most: their sizes in a unit and, if that has a name, how many.
pub(crate) fn compared(
    ours: &Breakdown,
    by_hand: &Breakdown,
    counted: Option<&str>,
    unit: &str,
) -> Table {
    let mut header = vec![String::new()];
    for what in counted.into_iter().chain([unit]) {
        header.extend(["with tenant", "by hand"].map(|side| format!("{what} {side}")));
    }
    header.push("difference".into());
    let header: Vec<_> = header.iter().map(String::as_str).collect();
    let mut table = report::table(&header, 1..header.len());
    for (name, ours, by_hand) in rows(ours, by_hand) {
        let mut row = vec![name.to_owned()];
        if counted.is_some() {
            row.extend([ours, by_hand].map(|amount| grouped(&amount.count)));
        }
        row.extend([ours, by_hand].map(|amount| grouped(&amount.size)));
        row.push(difference(ours.size, by_hand.size));
        table.add_row(row);
    }
    table
}

/// What is large enough to be named, the others, and all.
fn rows<'a>(ours: &'a Breakdown, by_hand: &'a Breakdown) -> Vec<(&'a str, Amount, Amount)> {
    let (all, all_by_hand) = (ours.total(), by_hand.total());
    let names: BTreeSet<_> = ours.0.keys().chain(by_hand.0.keys()).collect();
    let of = |breakdown: &Breakdown, name: &str| breakdown.0.get(name).copied();
    let amounts = names.into_iter().map(|name| {
        let (ours, by_hand) = (of(ours, name), of(by_hand, name));
        let name = name.as_str();
        (name, ours.unwrap_or_default(), by_hand.unwrap_or_default())
    });
    let is_large = |(_, ours, by_hand): &(&str, Amount, Amount)| {
        share(*ours, all).max(share(*by_hand, all_by_hand)) >= SHARE
    };
    let (mut rows, others): (Vec<_>, Vec<_>) = amounts.partition(is_large);
    rows.sort_by_key(|(_, ours, by_hand)| Reverse(ours.size.abs_diff(by_hand.size)));
    let none = (Amount::default(), Amount::default());
    let (other, other_by_hand) = others.iter().fold(none, |sum, (_, ours, by_hand)| {
        (sum.0.plus(*ours), sum.1.plus(*by_hand))
    });
    rows.push(("others", other, other_by_hand));
    rows.push(("all", all, all_by_hand));
    rows
}

fn difference(ours: u64, theirs: u64) -> String {
    let sign = if ours < theirs { "-" } else { "+" };
    format!("{sign}{}", grouped(&ours.abs_diff(theirs)))
}

#[expect(clippy::cast_precision_loss, reason = "nothing here has 2^53 bytes")]
fn share(amount: Amount, total: Amount) -> f64 {
    amount.size as f64 / total.size.max(1) as f64
}

impl Amount {
    fn plus(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            size: self.size + other.size,
        }
    }
}

/// The crate that defines an item: of its type or, where that is a parameter, of its trait.
fn of_crate(item: &str) -> &str {
    let path = item.trim_start_matches(|character: char| !is_of_name(character));
    let (name, rest) = path.split_at(path.find(|c| !is_of_name(c)).unwrap_or(path.len()));
    match name {
        "core" | "alloc" | "std" => "std",
        // Of the same code, the compiler names the crate that users do, and symbols the one that has it.
        "tenant" | "tenant_runtime" => "tenant",
        _ if NUMBERED.iter().any(|numbered| name.starts_with(numbered)) => GENERATED,
        "mut" | "dyn" | "const" | "impl" => of_crate(rest),
        _ if rest.starts_with("::") => name,
        _ => rest.find(" as ").map_or("others", |trait_at| {
            of_crate(&rest[trait_at + " as ".len()..])
        }),
    }
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `Vec::<T, A>::push` is `Vec::push`, and `drop_in_place<Foo>` is `drop_in_place`; `<T as Trait>::f` stays, and
/// `_::<impl Trait for Foo>::f`, too.
fn without_arguments(name: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for (at, character) in name.char_indices() {
        let rest = &name[at..];
        let is_arrow = character == '>' && name[..at].ends_with('-');
        match character {
            '<' if depth > 0 => depth += 1,
            '<' if is_argument(&out, rest) => {
                let without = out.trim_end_matches("::").len();
                out.truncate(without);
                depth = 1;
            }
            '>' if depth > 0 && !is_arrow => depth -= 1,
            _ if depth == 0 => out.push(character),
            _ => {}
        }
    }
    out
}

/// Whether a `<` after this text opens arguments, and not a path.
fn is_argument(before: &str, rest: &str) -> bool {
    let follows = before.trim_end_matches("::").ends_with(is_of_name);
    follows && !rest.starts_with("<impl ")
}

fn without_numbers(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(character) = rest.chars().next() {
        let is_numbered = NUMBERED.iter().any(|numbered| out.ends_with(numbered));
        let without = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if is_numbered && without.len() < rest.len() {
            out.push('N');
            rest = without;
        } else {
            out.push(character);
            rest = &rest[character.len_utf8()..];
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_of_generic_items() {
        let names = [
            ("std::vec::Vec::<T, A>::push_mut", "std::vec::Vec::push_mut"),
            (
                "core::ptr::drop_in_place<fn(A) -> Vec<B>>",
                "core::ptr::drop_in_place",
            ),
            (
                "<std::result::Result<T, E> as std::ops::Try>::branch",
                "<std::result::Result as std::ops::Try>::branch",
            ),
            (
                "used::table12::call_3::{closure#0}",
                "tableN::call_N::{closure#0}",
            ),
            (
                "table0::_::<impl tenant::Entity for table0::Table0>::from_row",
                "tableN::_::<impl tenant::Entity for tableN::TableN>::from_row",
            ),
        ];
        for (name, expected) in names {
            let mut items = Breakdown::default();
            items.add_item(name, "used", Amount::default());
            assert_eq!(items.0.keys().collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn an_item_is_of_the_crate_of_its_type_or_trait() {
        let crates = [
            ("tenant::query::job::every", "tenant"),
            ("<tenant_runtime::Select>::limit", "tenant"),
            ("<alloc::vec::Vec as core::ops::Drop>::drop", "std"),
            ("<F as std::future::IntoFuture>::into_future", "std"),
            ("<&mut dyn tokio::Run as core::fmt::Debug>::fmt", "tokio"),
            ("<&T as tokio::Run>::run", "tokio"),
            ("tableN::run", GENERATED),
            ("main", "others"),
            ("", "others"),
            ("<", "others"),
        ];
        for (item, expected) in crates {
            assert_eq!(of_crate(item), expected, "{item}");
        }
    }

    #[test]
    fn parts_of_one_item_add_up() {
        let mut items = Breakdown::default();
        let amount = Amount { count: 1, size: 3 };
        items.add_item("table0::run", "used", amount);
        items.add_item("table1::run", "used", amount);
        assert_eq!(items.total(), Amount { count: 2, size: 6 });
        assert_eq!(items.by_crate().0[GENERATED].size, 6);
        let table = compared(&items.by_crate(), &Breakdown::default(), None, "size").to_string();
        assert!(table.contains("+6"), "{table}");
        assert!(
            items
                .largest("functions", "size")
                .to_string()
                .contains("100.0%")
        );
    }
}
