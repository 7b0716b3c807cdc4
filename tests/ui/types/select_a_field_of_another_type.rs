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
        .select(|foo| SelectSummary { id: foo.id, name: foo.admin })
        .fetch_all(db)
        .await
}

fn main() {}
