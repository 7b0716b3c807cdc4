//! How many customers have how many orders.
//!
//! The text counts the rows of a query in `FROM` that has a row for each customer. Here each customer is a
//! group, the customers with as many orders are counted by a window over the groups, and of rows that are
//! equal one is left.

use tenant::{
    Result,
    expr::{Window, count},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Customer, Orders},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Customer::of(tenant)
        .all()
        .left_join_on::<Orders, _>(|(customer, order)| {
            let is_usual = order.o_comment.not_like("%special%requests%");
            customer.c_custkey.eq(order.o_custkey).and(is_usual)
        })
        .select(|(_, order)| {
            let alike = Window::new().partition_by(order.o_orderkey.count());
            (order.o_orderkey.count(), count().over(alike))
        })
        .group_by(|(customer, _)| customer.c_custkey)
        .distinct()
        .order_by(|(_, order)| {
            let alike = Window::new().partition_by(order.o_orderkey.count());
            (count().over(alike).desc(), order.o_orderkey.count().desc())
        })
        .fetch_all(db)
        .await
        .map(answer)
}
