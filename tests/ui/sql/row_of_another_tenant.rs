#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: &Database) -> Result<Vec<Client2Foo>> {
    sql!("SELECT {foo.*} FROM {Foo}").of(Client1).fetch_all(db).await
}

fn main() {}
