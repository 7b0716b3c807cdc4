#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: Database) {
    let _ = Client1Foo::find(7).fetch_one(db).await;
}

fn main() {}
