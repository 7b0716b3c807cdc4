//! Whether cheaper ways of shipping make urgent orders come late.

use tenant::{
    Result,
    expr::{Interval, case, value},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let first = day(1994, 1, 1);
    Lineitem::of(tenant)
        .filter(|line| line.l_shipmode.in_list(["MAIL", "SHIP"]))
        .filter(|line| line.l_commitdate.lt(line.l_receiptdate))
        .filter(|line| line.l_shipdate.lt(line.l_commitdate))
        .filter(|line| {
            let end = value(first).plus(Interval::years(1));
            line.l_receiptdate.ge(first).and(line.l_receiptdate.lt(end))
        })
        .join(|line| line.l_orderkey)
        .select(|(line, order)| {
            let priority = order.o_orderpriority;
            let is_high = priority.eq("1-URGENT").or(priority.eq("2-HIGH"));
            let is_low = priority.ne("1-URGENT").and(priority.ne("2-HIGH"));
            (
                line.l_shipmode,
                case(is_high, 1_i64).otherwise(0_i64).sum(),
                case(is_low, 1_i64).otherwise(0_i64).sum(),
            )
        })
        .group_by(|(line, _)| line.l_shipmode)
        .order_by(|(line, _)| line.l_shipmode.asc())
        .fetch_all(db)
        .await
        .map(answer)
}
