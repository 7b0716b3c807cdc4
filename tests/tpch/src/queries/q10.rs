//! The customers who sent the most back.

use tenant::{
    Result,
    expr::{Interval, value},
    prelude::*,
};

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
    let first = day(1993, 10, 1);
    Lineitem::of(tenant)
        .filter(|line| line.l_returnflag.eq("R"))
        .join(|line| line.l_orderkey)
        .join(|(_, order)| order.o_custkey)
        .join(|(_, _, customer)| customer.c_nationkey)
        .filter(|(_, order, ..)| {
            let end = value(first).plus(Interval::months(3));
            order.o_orderdate.ge(first).and(order.o_orderdate.lt(end))
        })
        .select(|(line, _, customer, nation)| {
            (
                customer.c_custkey,
                customer.c_name,
                discounted(&line).sum(),
                customer.c_acctbal,
                nation.n_name,
                customer.c_address,
                customer.c_phone,
                customer.c_comment,
            )
        })
        .group_by(|(_, _, customer, nation)| {
            (
                customer.c_custkey,
                customer.c_name,
                customer.c_acctbal,
                customer.c_phone,
                nation.n_name,
                customer.c_address,
                customer.c_comment,
            )
        })
        .order_by(|(line, ..)| discounted(&line).sum().desc())
        .limit(20)
        .fetch_all(db)
        .await
        .map(answer)
}
