//! The suppliers that alone kept orders of several suppliers waiting.

use tenant::{
    Result,
    expr::{count, exists},
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
        .filter(|line| line.l_receiptdate.gt(line.l_commitdate))
        .filter(|line| {
            exists(Lineitem::of(tenant).filter(|other| {
                let is_others = other.l_suppkey.ne(line.l_suppkey);
                other.l_orderkey.eq(line.l_orderkey).and(is_others)
            }))
        })
        .filter(|line| {
            !exists(Lineitem::of(tenant).filter(|other| {
                let is_others = other.l_suppkey.ne(line.l_suppkey);
                let is_late = other.l_receiptdate.gt(other.l_commitdate);
                let is_of_order = other.l_orderkey.eq(line.l_orderkey);
                is_of_order.and(is_others).and(is_late)
            }))
        })
        .join(|line| line.l_suppkey)
        .join(|(line, _)| line.l_orderkey)
        .join(|(_, supplier, _)| supplier.s_nationkey)
        .filter(|(_, _, order, _)| order.o_orderstatus.eq("F"))
        .filter(|(.., nation)| nation.n_name.eq("SAUDI ARABIA"))
        .select(|(_, supplier, ..)| (supplier.s_name, count()))
        .group_by(|(_, supplier, ..)| supplier.s_name)
        .order_by(|(_, supplier, ..)| (count().desc(), supplier.s_name.asc()))
        .limit(100)
        .fetch_all(db)
        .await
        .map(answer)
}
