#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: &Database) {
    let _ = Client::create_schema(db, &Vendor1).await;
}

fn main() {}
