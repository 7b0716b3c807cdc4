//! How much of a month's revenue came from promoted parts, in percent.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Interval, case, value},
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
    let first = day(1995, 9, 1);
    Lineitem::of(tenant)
        .filter(|line| {
            let end = value(first).plus(Interval::months(1));
            line.l_shipdate.ge(first).and(line.l_shipdate.lt(end))
        })
        .join(|line| line.l_partkey)
        .select(|(line, part)| {
            let promoted = case(part.p_type.like("PROMO%"), discounted(&line));
            let promoted = promoted.otherwise(Decimal::ZERO).sum();
            (value(Decimal::new(10_000, 2)) * promoted / discounted(&line).sum(),)
        })
        .fetch_all(db)
        .await
        .map(answer)
}
