//! Orders and their lines.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::{
    CUSTOMERS, ORDERS, PARTS, SCALE,
    random::Random,
    supplier_of,
    words::{COMMENTS, INSTRUCTIONS, MODES, PRIORITIES},
};
use crate::{
    day,
    tables::{Lineitem, Orders, Part},
};

pub(super) fn orders(random: &mut Random, parts: &[Part]) -> (Vec<Orders>, Vec<Lineitem>) {
    let mut orders = Vec::new();
    let mut lines = Vec::new();
    for key in 1..=ORDERS {
        let order = Ordered {
            key,
            // From the first day of 1992 on, and early enough for all to arrive before 1999.
            date: later(random, day(1992, 1, 1), 0, 2_405),
            is_large: key % 250 == 0,
        };
        let number = if order.is_large {
            7
        } else {
            random.between(1, 7)
        };
        let own: Vec<_> = (1..=number)
            .map(|number| line(random, parts, &order, number))
            .collect();
        orders.push(head(random, &order, &own));
        lines.extend(own);
    }
    (orders, lines)
}

/// What an order's lines depend on.
struct Ordered {
    key: i64,
    date: NaiveDate,
    /// Whether it is of more than 300 pieces, as Q18 wants it.
    is_large: bool,
}

fn head(random: &mut Random, order: &Ordered, lines: &[Lineitem]) -> Orders {
    let shipped = lines.iter().filter(|line| line.l_linestatus == "F").count();
    let status = match shipped {
        0 => "O",
        all if all == lines.len() => "F",
        _ => "P",
    };
    let price = |line: &Lineitem| {
        line.l_extendedprice * (Decimal::ONE + line.l_tax) * (Decimal::ONE - line.l_discount)
    };
    let total: Decimal = lines.iter().map(price).sum();
    let comment = random.sentence(&COMMENTS, 3);
    Orders {
        o_orderkey: order.key,
        o_custkey: customer(random),
        o_orderstatus: status.into(),
        o_totalprice: total.round_dp(2),
        o_orderdate: order.date,
        o_orderpriority: random.pick(&PRIORITIES).into(),
        o_clerk: format!("Clerk#{:09}", random.between::<i64>(1, 1_000 / SCALE)),
        o_shippriority: 0,
        o_comment: if random.one_in(20) {
            format!("special {comment} requests")
        } else {
            comment
        },
    }
}

/// One that orders: of three customers in a row the last never does.
fn customer(random: &mut Random) -> i64 {
    let key: i64 = random.between(1, CUSTOMERS - 1);
    if key % 3 == 0 { key + 1 } else { key }
}

fn line(random: &mut Random, parts: &[Part], order: &Ordered, number: i32) -> Lineitem {
    let today = day(1995, 6, 17);
    let part: i64 = random.between(1, PARTS);
    let price = parts[usize::try_from(part - 1).unwrap_or_default()].p_retailprice;
    let pieces: i64 = random.between(if order.is_large { 44 } else { 1 }, 50);
    let shipped = later(random, order.date, 1, 121);
    let received = later(random, shipped, 1, 30);
    Lineitem {
        l_orderkey: order.key,
        l_partkey: part,
        l_suppkey: supplier_of(part, random.between(0, 3)),
        l_linenumber: number,
        l_quantity: Decimal::new(pieces * 100, 2),
        l_extendedprice: Decimal::from(pieces) * price,
        l_discount: Decimal::new(random.between(0, 10), 2),
        l_tax: Decimal::new(random.between(0, 8), 2),
        l_returnflag: if received <= today {
            random.pick(&["R", "A"]).into()
        } else {
            "N".into()
        },
        l_linestatus: if shipped > today { "O" } else { "F" }.into(),
        l_shipdate: shipped,
        l_commitdate: later(random, order.date, 30, 90),
        l_receiptdate: received,
        l_shipinstruct: random.pick(&INSTRUCTIONS).into(),
        l_shipmode: random.pick(&MODES).into(),
        l_comment: random.sentence(&COMMENTS, 2),
    }
}

/// A day that is so many days later, at least and at most.
fn later(random: &mut Random, from: NaiveDate, least: i64, most: i64) -> NaiveDate {
    from + Days::new(random.between(least, most))
}
