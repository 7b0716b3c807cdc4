#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(session: &Session<Client2>) -> Result<Vec<i64>> {
    sql!("SELECT {foo.id} FROM {Foo}").of(Client1).fetch_all(session).await
}

fn main() {}
