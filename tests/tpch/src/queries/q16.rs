//! How many suppliers without complaints offer parts of some kinds.

use tenant::{Result, prelude::*};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Partsupp, Supplier},
};

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let complained = Supplier::of(tenant)
        .filter(|supplier| supplier.s_comment.like("%Customer%Complaints%"))
        .select(|supplier| supplier.s_suppkey);
    Partsupp::of(tenant)
        .all()
        .join(|supply| supply.ps_partkey)
        .filter(|(_, part)| part.p_brand.ne("Brand#45"))
        .filter(|(_, part)| part.p_type.not_like("MEDIUM POLISHED%"))
        .filter(|(_, part)| part.p_size.in_list([49, 14, 23, 45, 19, 3, 36, 9]))
        .filter(|(supply, _)| supply.ps_suppkey.not_in_query(complained))
        .select(|(supply, part)| {
            (
                part.p_brand,
                part.p_type,
                part.p_size,
                supply.ps_suppkey.count_distinct(),
            )
        })
        .group_by(|(_, part)| (part.p_brand, part.p_type, part.p_size))
        .order_by(|(supply, part)| {
            (
                supply.ps_suppkey.count_distinct().desc(),
                part.p_brand.asc(),
                part.p_type.asc(),
                part.p_size.asc(),
            )
        })
        .fetch_all(db)
        .await
        .map(answer)
}
