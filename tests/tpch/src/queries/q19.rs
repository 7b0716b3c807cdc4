//! What was earned with parts of three kinds that were flown in and delivered in person.

use rust_decimal::Decimal;
use tenant::{Result, expr::Expr, prelude::*};

use super::discounted;
use crate::{
    answer::{Answer, answer},
    tables::{Client, Lineitem, LineitemColumns, PartColumns},
};

/// A brand, its containers, the least quantity, and the greatest size.
type Kind = (&'static str, [&'static str; 4], i64, i32);

const KINDS: [Kind; 3] = [
    ("Brand#12", ["SM CASE", "SM BOX", "SM PACK", "SM PKG"], 1, 5),
    (
        "Brand#23",
        ["MED BAG", "MED BOX", "MED PKG", "MED PACK"],
        10,
        10,
    ),
    (
        "Brand#34",
        ["LG CASE", "LG BOX", "LG PACK", "LG PKG"],
        20,
        15,
    ),
];

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_partkey)
        .filter(|(line, part)| {
            let [first, second, third] = KINDS.map(|kind| is_of(kind, &line, &part));
            first.or(second).or(third)
        })
        .select(|(line, _)| (discounted(&line).sum(),))
        .fetch_all(db)
        .await
        .map(answer)
}

fn is_of<T: Tenant>(
    (brand, containers, least, size): Kind,
    line: &LineitemColumns<T>,
    part: &PartColumns<T>,
) -> Expr<T, bool> {
    let least = Decimal::from(least);
    let is_of_part = part
        .p_brand
        .eq(brand)
        .and(part.p_container.in_list(containers))
        .and(part.p_size.between(1, size));
    let is_enough = line.l_quantity.ge(least);
    let is_few = line.l_quantity.le(least + Decimal::TEN);
    is_of_part
        .and(is_enough.and(is_few))
        .and(line.l_shipmode.in_list(["AIR", "AIR REG"]))
        .and(line.l_shipinstruct.eq("DELIVER IN PERSON"))
}
