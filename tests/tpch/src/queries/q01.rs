//! The pricing summary report.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Interval, count, value},
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
    Lineitem::of(tenant)
        .filter(|line| {
            let last = value(day(1998, 12, 1)).minus(Interval::days(90));
            line.l_shipdate.le(last)
        })
        .select(|line| {
            (
                line.l_returnflag,
                line.l_linestatus,
                line.l_quantity.sum(),
                line.l_extendedprice.sum(),
                discounted(&line).sum(),
                (discounted(&line) * (value(Decimal::ONE) + line.l_tax)).sum(),
                line.l_quantity.avg(),
                line.l_extendedprice.avg(),
                line.l_discount.avg(),
                count(),
            )
        })
        .group_by(|line| (line.l_returnflag, line.l_linestatus))
        .order_by(|line| (line.l_returnflag.asc(), line.l_linestatus.asc()))
        .fetch_all(db)
        .await
        .map(answer)
}
