#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: &Database) -> Result<Client1Foo> {
    db.build_transaction(Client2)
        .serializable()
        .retry(3)
        .run(async |transaction| Client1Foo::find(7).fetch_one(transaction).await)
        .await
}

fn main() {}
