//! The suppliers of a nation that have more of a part than they can expect to sell.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Interval, scalar, value},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    day,
    tables::{Client, Lineitem, Part, Partsupp, Supplier},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let first = day(1994, 1, 1);
    let forest = Part::of(tenant)
        .filter(|part| part.p_name.like("forest%"))
        .select(|part| part.p_partkey);
    let plenty = Partsupp::of(tenant)
        .filter(|supply| supply.ps_partkey.in_query(forest))
        .filter(|supply| {
            let half = Lineitem::of(tenant)
                .filter(|line| line.l_partkey.eq(supply.ps_partkey))
                .filter(|line| line.l_suppkey.eq(supply.ps_suppkey))
                .filter(|line| {
                    let end = value(first).plus(Interval::years(1));
                    line.l_shipdate.ge(first).and(line.l_shipdate.lt(end))
                })
                .select(|line| value(Decimal::new(5, 1)) * line.l_quantity.sum());
            supply.ps_availqty.cast::<Decimal>().gt(scalar(half))
        })
        .select(|supply| supply.ps_suppkey);
    Supplier::of(tenant)
        .filter(|supplier| supplier.s_suppkey.in_query(plenty))
        .join(|supplier| supplier.s_nationkey)
        .filter(|(_, nation)| nation.n_name.eq("CANADA"))
        .select(|(supplier, _)| (supplier.s_name, supplier.s_address))
        .order_by(|(supplier, _)| supplier.s_name.asc())
        .fetch_all(db)
        .await
        .map(answer)
}
