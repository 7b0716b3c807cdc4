#[path = "../model.rs"]
mod model;

use model::*;

async fn save(_: &Session<Client2>) {}

async fn wrong(session: &Session<Client1>) {
    save(session).await;
}

fn main() {}
