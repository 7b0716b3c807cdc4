#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong<T: StaticTenant<Set = Client>>(executor: &dyn Executor<T>) {
    let _ = Client1Foo::find(7).fetch_one(executor).await;
}

fn main() {}
