#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(url: &String) {
    let _ = Client1Foo::find(7).fetch_one(url).await;
}

fn main() {}
