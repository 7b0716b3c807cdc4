#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(session: &Session<Vendor1>) {
    let _ = Airport::of(Shared::INSTANCE).all().fetch_all(session).await;
}

fn main() {}
