#[path = "../model.rs"]
mod model;

use model::*;

async fn wrong(session: &Session<Client2>) {
    let _ = Client1Foo::all().fetch(session);
}

fn main() {}
