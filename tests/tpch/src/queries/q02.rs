//! The suppliers that offer a part at the least cost in a region.

use tenant::{Result, expr::scalar, prelude::*};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Partsupp},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    Partsupp::of(tenant)
        .all()
        .join(|supply| supply.ps_partkey)
        .join(|(supply, _)| supply.ps_suppkey)
        .join(|(_, _, supplier)| supplier.s_nationkey)
        .join(|(_, _, _, nation)| nation.n_regionkey)
        .filter(|(_, part, ..)| part.p_size.eq(15).and(part.p_type.like("%BRASS")))
        .filter(|(.., region)| region.r_name.eq("EUROPE"))
        .filter(|(supply, part, ..)| {
            let least = Partsupp::of(tenant)
                .all()
                .join(|other| other.ps_suppkey)
                .join(|(_, supplier)| supplier.s_nationkey)
                .join(|(_, _, nation)| nation.n_regionkey)
                .filter(|(other, ..)| other.ps_partkey.eq(part.p_partkey))
                .filter(|(.., region)| region.r_name.eq("EUROPE"))
                .select(|(other, ..)| other.ps_supplycost.min());
            supply.ps_supplycost.eq(scalar(least))
        })
        .select(|(_, part, supplier, nation, _)| {
            (
                supplier.s_acctbal,
                supplier.s_name,
                nation.n_name,
                part.p_partkey,
                part.p_mfgr,
                supplier.s_address,
                supplier.s_phone,
                supplier.s_comment,
            )
        })
        .order_by(|(_, part, supplier, nation, _)| {
            (
                supplier.s_acctbal.desc(),
                nation.n_name.asc(),
                supplier.s_name.asc(),
                part.p_partkey.asc(),
            )
        })
        .limit(100)
        .fetch_all(db)
        .await
        .map(answer)
}
