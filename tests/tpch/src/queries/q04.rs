//! How many orders of each priority had a line that came late.

use tenant::{
    Result,
    expr::{Interval, count, exists, value},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem, Orders},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let first = day(1993, 7, 1);
    Orders::of(tenant)
        .filter(|order| {
            let end = value(first).plus(Interval::months(3));
            order.o_orderdate.ge(first).and(order.o_orderdate.lt(end))
        })
        .filter(|order| {
            exists(Lineitem::of(tenant).filter(|line| {
                let is_late = line.l_commitdate.lt(line.l_receiptdate);
                line.l_orderkey.eq(order.o_orderkey).and(is_late)
            }))
        })
        .select(|order| (order.o_orderpriority, count()))
        .group_by(|order| order.o_orderpriority)
        .order_by(|order| order.o_orderpriority.asc())
        .fetch_all(db)
        .await
        .map(answer)
}
