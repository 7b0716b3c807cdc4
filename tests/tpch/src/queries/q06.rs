//! What some discounts cost in a year.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Interval, value},
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
    let (discount, step) = (Decimal::new(6, 2), Decimal::new(1, 2));
    Lineitem::of(tenant)
        .filter(|line| {
            let end = value(first).plus(Interval::years(1));
            line.l_shipdate.ge(first).and(line.l_shipdate.lt(end))
        })
        .filter(|line| line.l_discount.between(discount - step, discount + step))
        .filter(|line| line.l_quantity.lt(Decimal::from(24)))
        .select(|line| ((line.l_extendedprice * line.l_discount).sum(),))
        .fetch_all(db)
        .await
        .map(answer)
}
