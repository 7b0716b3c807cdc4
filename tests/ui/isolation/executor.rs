#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(executor: &dyn Executor<Client2>) {
    let _ = Client1Foo::find(7).fetch_one(executor).await;
}

fn main() {}
