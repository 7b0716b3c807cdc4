#[path = "../model.rs"]
mod model;

use model::{Client1, Vendor};
use tenant::prelude::*;

#[derive(Entity)]
#[tenant(set = Vendor, schema = "audit")]
struct Entry {
    #[tenant(key)]
    id: i64,
}

fn main() {}

async fn mixed(session: &Session<Client1>) {
    let _ = Entry::of(tenant::Fixed::<Entry>::INSTANCE)
        .find(1)
        .fetch_optional(session)
        .await;
}
