#[path = "../model.rs"]
mod model;

use model::*;

#[derive(FromRow)]
struct Summary {
    id: i64,
    email: String,
}

async fn wrong(db: &Database) -> Result<Vec<Summary>> {
    Client1Foo::all()
        .select(|foo| SelectSummary { id: foo.id, email: foo.email })
        .fetch_all(db)
        .await
}

fn main() {}
