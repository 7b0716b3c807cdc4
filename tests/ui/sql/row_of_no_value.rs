#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(db: &Database) -> Result<(i64, u32)> {
    sql!("SELECT {foo.id}, 1 FROM {Foo}").of(Client1).fetch_one(db).await
}

fn main() {}
