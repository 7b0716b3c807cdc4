//! A file for each query, generic over the tenant, with what several of them say.
//!
//! Joins follow the references that the entities declare, in an order that allows it. The constants are the
//! specification's validation parameters, as in the texts.

mod q01;
mod q02;
mod q03;
mod q04;
mod q05;
mod q06;
mod q07;
mod q08;
mod q09;
mod q10;
mod q11;
mod q12;
mod q13;
mod q14;
mod q15;
mod q16;
mod q17;
mod q18;
mod q19;
mod q20;
mod q21;
mod q22;

use std::pin::Pin;

use rust_decimal::Decimal;
use tenant::{
    Result,
    expr::{Expr, value},
    prelude::*,
};

use crate::{
    answer::Answer,
    tables::{Client, LineitemColumns},
};

/// A query of tenant `T`.
pub struct Query<T> {
    /// Such as `q01`.
    pub name: &'static str,
    /// Its plain text, for `psql`.
    pub text: &'static str,
    /// Runs it by the builder.
    pub run: Run<T>,
}

/// Runs a query by the builder.
pub type Run<T> = for<'x> fn(T, &'x dyn Executor<T>) -> Running<'x>;

/// A query that runs.
pub type Running<'x> = Pin<Box<dyn Future<Output = Result<Answer>> + Send + 'x>>;

macro_rules! queries {
    ($($query:ident)*) => {
        /// All of them, in order.
        pub fn all<T: StaticTenant<Set = Client>>() -> Vec<Query<T>> {
            vec![$(
                Query {
                    name: stringify!($query),
                    text: include_str!(concat!("../../sql/", stringify!($query), ".sql")),
                    run: |tenant, db| Box::pin($query::run(tenant, db)),
                }
            ),*]
        }
    };
}

queries! { q01 q02 q03 q04 q05 q06 q07 q08 q09 q10 q11 q12 q13 q14 q15 q16 q17 q18 q19 q20 q21 q22 }

/// What a line's price is after the discount.
fn discounted<T: Tenant>(line: &LineitemColumns<T>) -> Expr<T, Decimal> {
    line.l_extendedprice * (value(Decimal::ONE) - line.l_discount)
}
