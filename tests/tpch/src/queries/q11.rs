//! The parts whose stock in a nation is worth much of all stock there.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Expr, scalar},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    generate::SCALE,
    tables::{Client, Partsupp, PartsuppColumns},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let fraction = Decimal::new(SCALE, 4);
    let stock = || {
        Partsupp::of(tenant)
            .all()
            .join(|supply| supply.ps_suppkey)
            .join(|(_, supplier)| supplier.s_nationkey)
            .filter(|(.., nation)| nation.n_name.eq("GERMANY"))
    };
    let enough = stock().select(|(supply, ..)| worth(&supply).sum() * fraction);
    stock()
        .select(|(supply, ..)| (supply.ps_partkey, worth(&supply).sum()))
        .group_by(|(supply, ..)| supply.ps_partkey)
        .having(|(supply, ..)| worth(&supply).sum().gt(scalar(enough)))
        .order_by(|(supply, ..)| worth(&supply).sum().desc())
        .fetch_all(db)
        .await
        .map(answer)
}

fn worth<T: Tenant>(supply: &PartsuppColumns<T>) -> Expr<T, Decimal> {
    supply.ps_supplycost * supply.ps_availqty.cast::<Decimal>()
}
