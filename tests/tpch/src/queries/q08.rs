//! The share that the suppliers of a nation have in a market, by year.
//!
//! The text groups the rows of a query in `FROM`; here its expressions are grouped by.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Field, case},
    prelude::*,
};

use super::discounted;
use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem, Nation},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_partkey)
        .join(|(line, ..)| line.l_orderkey)
        .join(|(.., order)| order.o_custkey)
        .join(|(.., customer)| customer.c_nationkey)
        .join(|(.., nation)| nation.n_regionkey)
        .join(|(line, ..)| line.l_suppkey)
        .join_on::<Nation, _>(|(.., supplier, nation)| supplier.s_nationkey.eq(nation.n_nationkey))
        .filter(|(_, part, ..)| part.p_type.eq("ECONOMY ANODIZED STEEL"))
        .filter(|(_, _, order, ..)| {
            order
                .o_orderdate
                .between(day(1995, 1, 1), day(1996, 12, 31))
        })
        .filter(|(_, _, _, _, _, region, ..)| region.r_name.eq("AMERICA"))
        .select(|(line, _, order, .., nation)| {
            let own = case(nation.n_name.eq("BRAZIL"), discounted(&line)).otherwise(Decimal::ZERO);
            (
                order.o_orderdate.extract(Field::Year).cast::<i32>(),
                own.sum() / discounted(&line).sum(),
            )
        })
        .group_by(|(_, _, order, ..)| order.o_orderdate.extract(Field::Year))
        .order_by(|(_, _, order, ..)| order.o_orderdate.extract(Field::Year).asc())
        .fetch_all(db)
        .await
        .map(answer)
}
