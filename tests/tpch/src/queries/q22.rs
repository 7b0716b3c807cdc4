//! Where customers live who could buy and do not.
//!
//! The text groups by the first two characters of a phone number. PostgreSQL takes an expression that has
//! parameters for another one wherever they are sent again, so it cannot both be selected and be grouped
//! by. Here it is joined with the nation that it stands for, whose number it is and ten (4.2.2.9), and the
//! nation is grouped by.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{count, exists, scalar},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Customer, Nation, Orders},
};

const CODES: [&str; 7] = ["13", "31", "23", "29", "30", "18", "17"];

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let listed = || {
        let customers = Customer::of(tenant);
        customers.filter(|customer| customer.c_phone.substring(1, 2).in_list(CODES))
    };
    let average = listed()
        .filter(|customer| customer.c_acctbal.gt(Decimal::ZERO))
        .select(|customer| customer.c_acctbal.avg());
    listed()
        .filter(|customer| customer.c_acctbal.gt(scalar(average)))
        .filter(|customer| {
            !exists(Orders::of(tenant).filter(|order| order.o_custkey.eq(customer.c_custkey)))
        })
        .join_on::<Nation, _>(|(customer, nation)| {
            let code = (nation.n_nationkey + 10).cast::<String>();
            customer.c_phone.substring(1, 2).eq(code)
        })
        .select(|(customer, nation)| {
            (
                (nation.n_nationkey + 10).cast::<String>(),
                count(),
                customer.c_acctbal.sum(),
            )
        })
        .group_by(|(_, nation)| nation.n_nationkey)
        .order_by(|(_, nation)| nation.n_nationkey.asc())
        .fetch_all(db)
        .await
        .map(answer)
}
