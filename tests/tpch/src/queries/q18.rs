//! The customers who placed large orders.

use rust_decimal::Decimal;
use tenant::{Result, prelude::*};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Lineitem},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let large = Lineitem::of(tenant)
        .all()
        .select(|line| line.l_orderkey)
        .group_by(|line| line.l_orderkey)
        .having(|line| line.l_quantity.sum().gt(Decimal::from(300)));
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_orderkey)
        .join(|(_, order)| order.o_custkey)
        .filter(|(_, order, _)| order.o_orderkey.in_query(large))
        .select(|(line, order, customer)| {
            (
                customer.c_name,
                customer.c_custkey,
                order.o_orderkey,
                order.o_orderdate,
                order.o_totalprice,
                line.l_quantity.sum(),
            )
        })
        .group_by(|(_, order, customer)| {
            (
                customer.c_name,
                customer.c_custkey,
                order.o_orderkey,
                order.o_orderdate,
                order.o_totalprice,
            )
        })
        .order_by(|(_, order, _)| (order.o_totalprice.desc(), order.o_orderdate.asc()))
        .limit(100)
        .fetch_all(db)
        .await
        .map(answer)
}
