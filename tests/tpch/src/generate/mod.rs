//! The data: made from a seed, another one for each tenant, and loaded by `insert_many`.
//!
//! It is TPC-H's at a scale of [`SCALE`], by rules of our own. Values come from the specification's lists
//! and ranges, dates and prices depend on each other as there, and a third of the customers never order.
//! What differs:
//!
//! - The queries' constants select little, at a small scale often nothing. So some rows are made to fit: of
//!   twenty parts in a row six ([`parts`]), of ten suppliers one, which has complaints, of 250 orders one,
//!   which is large ([`orders`]), and of twenty orders one, whose comment has special requests.
//! - Suppliers are dealt out to the nations in turn, so that each has two.
//! - Keys of orders have no gaps, and comments are of few words.

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
const SUPPLIERS: i64 = 10_000 / SCALE;
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
        let (regions, nations) = (Region::of(tenant), Nation::of(tenant));
        regions.insert_many(self.regions).execute(db).await?;
        nations.insert_many(self.nations).execute(db).await?;
        let (parts, suppliers) = (Part::of(tenant), Supplier::of(tenant));
        parts.insert_many(self.parts).execute(db).await?;
        suppliers.insert_many(self.suppliers).execute(db).await?;
        let (supplies, customers) = (Partsupp::of(tenant), Customer::of(tenant));
        supplies.insert_many(self.supplies).execute(db).await?;
        customers.insert_many(self.customers).execute(db).await?;
        let (orders, lines) = (Orders::of(tenant), Lineitem::of(tenant));
        orders.insert_many(self.orders).execute(db).await?;
        lines.insert_many(self.lines).execute(db).await?;
        Ok(())
    }
}

/// Of a part's four suppliers one.
fn supplier_of(part: i64, number: i64) -> i64 {
    (part + part / SUPPLIERS + number * (SUPPLIERS / 4)) % SUPPLIERS + 1
}
