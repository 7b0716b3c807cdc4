//! The orders that were not shipped yet and are worth most.

use tenant::{Result, prelude::*};

use super::discounted;
use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let then = day(1995, 3, 15);
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_orderkey)
        .join(|(_, order)| order.o_custkey)
        .filter(|(_, _, customer)| customer.c_mktsegment.eq("BUILDING"))
        .filter(|(line, order, _)| order.o_orderdate.lt(then).and(line.l_shipdate.gt(then)))
        .select(|(line, order, _)| {
            (
                line.l_orderkey,
                discounted(&line).sum(),
                order.o_orderdate,
                order.o_shippriority,
            )
        })
        .group_by(|(line, order, _)| (line.l_orderkey, order.o_orderdate, order.o_shippriority))
        .order_by(|(line, order, _)| (discounted(&line).sum().desc(), order.o_orderdate.asc()))
        .limit(10)
        .fetch_all(db)
        .await
        .map(answer)
}
