#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(transaction: &Transaction<'_, Client2>) {
    let _ = Client1Foo::find(7).fetch_one(transaction).await;
}

fn main() {}
