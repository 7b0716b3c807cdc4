//! Where customers live who could buy and do not.

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Expr, count, exists, scalar},
    prelude::*,
};

use crate::{
    answer::{Answer, answer},
    tables::{Client, Customer, CustomerColumns, Orders},
};

const CODES: [&str; 7] = ["13", "31", "23", "29", "30", "18", "17"];

pub(super) async fn run<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &dyn Executor<T>,
) -> Result<Answer> {
    let listed = || Customer::of(tenant).filter(|customer| code(&customer).in_list(CODES));
    let average = listed()
        .filter(|customer| customer.c_acctbal.gt(Decimal::ZERO))
        .select(|customer| customer.c_acctbal.avg());
    listed()
        .filter(|customer| customer.c_acctbal.gt(scalar(average)))
        .filter(|customer| {
            !exists(Orders::of(tenant).filter(|order| order.o_custkey.eq(customer.c_custkey)))
        })
        .select(|customer| (code(&customer), count(), customer.c_acctbal.sum()))
        .group_by(|customer| code(&customer))
        .order_by(|customer| code(&customer).asc())
        .fetch_all(db)
        .await
        .map(answer)
}

/// The code of the country, which a phone number begins with.
fn code<T: Tenant>(customer: &CustomerColumns<T>) -> Expr<T, String> {
    customer.c_phone.substring(1, 2)
}
