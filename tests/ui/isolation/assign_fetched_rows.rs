#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: &Database) -> Result<Vec<Client2Foo>> {
    Client1Foo::all().fetch_all(db).await
}

fn main() {}
