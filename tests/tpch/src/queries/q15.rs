//! The suppliers that earned the most in a quarter.
//!
//! The text makes a view and asks it twice. Here suppliers are groups, and the greatest sum of a group is
//! the first in descending order.

use tenant::{
    Result,
    expr::{Interval, scalar, value},
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
    let first = day(1996, 1, 1);
    let quarter = || {
        Lineitem::of(tenant).filter(|line| {
            let end = value(first).plus(Interval::months(3));
            line.l_shipdate.ge(first).and(line.l_shipdate.lt(end))
        })
    };
    let greatest = quarter()
        .select(|line| discounted(&line).sum())
        .group_by(|line| line.l_suppkey)
        .order_by(|line| discounted(&line).sum().desc())
        .limit(1);
    quarter()
        .join(|line| line.l_suppkey)
        .select(|(line, supplier)| {
            (
                supplier.s_suppkey,
                supplier.s_name,
                supplier.s_address,
                supplier.s_phone,
                discounted(&line).sum(),
            )
        })
        .group_by(|(_, supplier)| supplier.s_suppkey)
        .having(|(line, _)| discounted(&line).sum().eq(scalar(greatest)))
        .order_by(|(_, supplier)| supplier.s_suppkey.asc())
        .fetch_all(db)
        .await
        .map(answer)
}
