//! toasty, which names no schema: a `Db` for each tenant, whose connections have the path from the start.

use anyhow::Result;
use bench_report::Address;
use toasty::{Db, Executor, stmt::IntoStatement};

use crate::{
    by_hand::limit,
    job::{Peer, Workload},
    model::{GIVEN, JOINED, key, schema},
};

#[derive(Debug, toasty::Model)]
#[table = "account"]
#[allow(dead_code)] // decoding it is what is measured
struct Account {
    #[key]
    id: i64,
    name: String,
    email: Option<String>,
    city: String,
    age: i32,
    active: bool,
    score: f64,
    balance: i64,
    visits: i32,
    note: Option<String>,
}

#[derive(Debug, toasty::Model)]
#[table = "purchase"]
#[allow(dead_code)] // decoding it is what is measured
struct Purchase {
    #[key]
    id: i64,
    #[index]
    account: i64,
    #[belongs_to(key = account, references = id)]
    buyer: toasty::Deferred<Account>,
    label: String,
}

#[derive(Debug, toasty::Model)]
#[table = "event"]
#[allow(dead_code)] // decoding it is what is measured
struct Event {
    #[key]
    #[auto]
    id: i64,
    name: String,
    email: Option<String>,
    city: String,
    age: i32,
    active: bool,
    score: f64,
    balance: i64,
    visits: i32,
    note: Option<String>,
}

/// Does what the `exec` of an update does, and counts the rows, of which that tells nothing: the server says how
/// many there were, and toasty makes as many values.
async fn changed(
    update: impl IntoStatement<Returning = ()>,
    db: &mut dyn Executor,
) -> Result<usize> {
    let statement = update.into_statement().into_untyped();
    let returned = db.exec_untyped(statement).await?.values;
    Ok(returned.collect_as_value().await?.into_list_unwrap().len())
}

/// By tenant.
pub(crate) struct ByToasty(Vec<Db>);

impl ByToasty {
    pub(crate) async fn connect(url: &str, tenants: usize, connections: usize) -> Result<Self> {
        let address = Address::of(url)?;
        let mut dbs = Vec::new();
        for tenant in 0..tenants {
            let db = Db::builder()
                .models(toasty::models!(Account, Purchase, Event))
                .max_pool_size(connections)
                .connect(&address.url_with_path(&schema(tenant)))
                .await?;
            dbs.push(db);
        }
        Ok(Self(dbs))
    }
}

impl Peer for ByToasty {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let mut db = self.0[tenant].clone();
        Ok(match workload {
            Workload::Select => {
                let query = Account::filter_by_id(key(operation)).first();
                query.exec(&mut db).await?.iter().count()
            }
            Workload::Insert => {
                let event = toasty::create!(Event {
                    name: GIVEN.name,
                    email: GIVEN.email.map(str::to_owned),
                    city: GIVEN.city,
                    age: GIVEN.age,
                    active: GIVEN.active,
                    score: GIVEN.score,
                    balance: key(operation),
                    visits: GIVEN.visits,
                    note: GIVEN.note.map(str::to_owned),
                })
                .exec(&mut db)
                .await?;
                usize::from(event.id > 0)
            }
            Workload::Update => {
                let update = Account::filter_by_id(key(operation)).update();
                let update = update.age(41).balance(key(operation));
                changed(update, &mut db).await?
            }
            Workload::List100 | Workload::List1000 => {
                let limit = usize::try_from(limit(workload))?;
                let query = Account::all()
                    .order_by(Account::fields().id().asc())
                    .limit(limit);
                query.exec(&mut db).await?.len()
            }
            Workload::Join => {
                // With the rows that belong to them, which is a second statement.
                let query = Purchase::filter(Purchase::fields().id().le(JOINED))
                    .order_by(Purchase::fields().id().asc())
                    .include(Purchase::fields().buyer());
                let purchases = query.exec(&mut db).await?;
                let pairs: Vec<(&str, &str)> = purchases
                    .iter()
                    .map(|purchase| (purchase.label.as_str(), purchase.buyer.get().name.as_str()))
                    .collect();
                pairs.len()
            }
        })
    }
}
