//! What would be lost in a year without small orders of some parts.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{scalar, value},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Lineitem},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Lineitem::of(tenant)
        .all()
        .join(|line| line.l_partkey)
        .filter(|(_, part)| part.p_brand.eq("Brand#23"))
        .filter(|(_, part)| part.p_container.eq("MED BOX"))
        .filter(|(line, part)| {
            let small = Lineitem::of(tenant)
                .filter(|other| other.l_partkey.eq(part.p_partkey))
                .select(|other| value(Decimal::new(2, 1)) * other.l_quantity.avg());
            line.l_quantity.lt(scalar(small))
        })
        .select(|(line, _)| (line.l_extendedprice.sum() / Decimal::new(70, 1),))
        .fetch_all(db)
        .await
        .map(answer)
}
