#[path = "../model.rs"]
mod model;

use model::*;

#[derive(FromRow)]
struct Summary {
    id: i64,
    name: String,
}

async fn wrong(db: &Database) -> Result<Vec<Summary>> {
    Client1Foo::all()
        .select(|foo| Summary { id: foo.id, name: foo.name })
        .fetch_all(db)
        .await
}

fn main() {}
