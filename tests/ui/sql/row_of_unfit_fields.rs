#[path = "../model.rs"]
mod model;

use model::*;

#[derive(FromRow)]
struct Unfit {
    id: u32,
    name: String,
}

#[derive(FromRow)]
enum Choice {
    One,
}

#[derive(FromRow)]
struct Nothing;

async fn wrong(db: &Database) -> Result<Vec<Unfit>> {
    sql!("SELECT {foo.id}, {foo.name} FROM {Foo}").of(Client1).fetch_all(db).await
}

fn main() {}
