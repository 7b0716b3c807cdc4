#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(session: &mut Session<Client2>) -> Result<Client1Foo> {
    session
        .transaction(async |transaction| Client1Foo::find(7).fetch_one(transaction).await)
        .await
}

fn main() {}
