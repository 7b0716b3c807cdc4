#[path = "../model.rs"]
mod model;

use model::*;

#[derive(FromRow)]
struct Summary {
    id: i64,
    kind: String,
}

async fn wrong(db: &Database) -> Result<Vec<Summary>> {
    Client1Foo::all()
        .select(|foo| SelectSummary { id: foo.id, kind: "foo" })
        .fetch_all(db)
        .await
}

fn main() {}
