#[path = "../model.rs"]
mod model;

use model::*;

#[derive(FromRow)]
struct Summary<T: Tenant> {
    id: i64,
    bar: Scoped<T, Bar>,
}

async fn wrong(db: &Database) -> Result<Vec<Summary<Client2>>> {
    Client1Foo::all()
        .join_on::<Bar, _>(|(foo, bar)| foo.name.eq(bar.name))
        .select(|(foo, bar)| SelectSummary { id: foo.id, bar })
        .fetch_all(db)
        .await
}

fn main() {}
