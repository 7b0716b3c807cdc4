#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: &Database) {
    let _ = Client1Foo::find(7).execute(db).await;
}

fn main() {}
