//! The data: made from a seed, another one for each tenant, and loaded by `insert_many`.
//!
//! It is TPC-H's at a scale of 1/[`SCALE`], by rules of our own. Values come from the specification's lists
//! and ranges, dates and prices depend on each other as there, and a third of the customers never order.
//! What differs:
//!
//! - The queries' constants select little, at a small scale often nothing. So some rows are made to fit: of
//!   twenty parts eleven, of ten suppliers one, which has complaints, of 250 orders one, which is large, and of
//!   twenty orders about one, whose comment has special requests.
//! - Suppliers are four times as many, and dealt out to the nations in turn, so that each has eight.
//! - Keys of orders have no gaps, comments are of few words, and a part that is made to fit Q20 has six words
//!   in its name, and little stock.
//!
//! The data was chosen so that each query gives something else without any one of its conditions, for one
//! tenant at least. Only Q2 names twice what the second time follows from the first, as no two costs of a part
//! are the same.

mod orders;
mod parties;
mod parts;
mod random;
mod words;

use tenant::{MemberOf, prelude::*};

use self::random::Random;
use crate::tables::{Client, Customer, Lineitem, Nation, Orders, Part, Partsupp, Region, Supplier};

/// The denominator of the scale: TPC-H's counts at scale 1, divided by 200, are those below.
pub const SCALE: i64 = 200;

const PARTS: i64 = 200_000 / SCALE;
const SUPPLIERS: i64 = 4 * 10_000 / SCALE;
const CUSTOMERS: i64 = 150_000 / SCALE;
const ORDERS: i64 = 1_500_000 / SCALE;

/// The rows of one tenant.
#[derive(Debug)]
pub struct Data {
    regions: Vec<Region>,
    nations: Vec<Nation>,
    parts: Vec<Part>,
    suppliers: Vec<Supplier>,
    supplies: Vec<Partsupp>,
    customers: Vec<Customer>,
    orders: Vec<Orders>,
    lines: Vec<Lineitem>,
}

impl Data {
    /// The same for the same seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let parts = parts::parts(&mut random);
        let supplies = parts::supplies(&mut random);
        let (orders, lines) = orders::orders(&mut random, &parts);
        Self {
            regions: parties::regions(&mut random),
            nations: parties::nations(&mut random),
            suppliers: parties::suppliers(&mut random),
            customers: parties::customers(&mut random),
            parts,
            supplies,
            orders,
            lines,
        }
    }

    /// Inserts it into a tenant's tables, those first that others refer to.
    pub async fn load<T: MemberOf<Client>>(
        self,
        tenant: T,
        db: &dyn Executor<T>,
    ) -> tenant::Result<()> {
        Region::of(tenant)
            .insert_many(self.regions)
            .execute(db)
            .await?;
        Nation::of(tenant)
            .insert_many(self.nations)
            .execute(db)
            .await?;
        Part::of(tenant).insert_many(self.parts).execute(db).await?;
        Supplier::of(tenant)
            .insert_many(self.suppliers)
            .execute(db)
            .await?;
        Partsupp::of(tenant)
            .insert_many(self.supplies)
            .execute(db)
            .await?;
        Customer::of(tenant)
            .insert_many(self.customers)
            .execute(db)
            .await?;
        Orders::of(tenant)
            .insert_many(self.orders)
            .execute(db)
            .await?;
        Lineitem::of(tenant)
            .insert_many(self.lines)
            .execute(db)
            .await?;
        Ok(())
    }
}

/// Of a part's four suppliers one. They are of different nations.
fn supplier_of(part: i64, number: i64) -> i64 {
    (part + part / SUPPLIERS + number * (SUPPLIERS / 4 + 3)) % SUPPLIERS + 1
}
