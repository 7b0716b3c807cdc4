#[path = "../model.rs"]
mod model;

use model::*;

async fn on_a_session_of_one(session: &Session<Client1>) {
    let all = Client::across(Client::all(), |client| Foo::of(client).all());
    let _ = all.fetch_all(session).await;
}

async fn tenants_of_another_set(db: &Database) {
    let all = Client::across(Vendor::all(), |client| Foo::of(client).all());
    let _ = all.fetch_all(db).await;
}

async fn of_one_tenant(db: &Database) {
    let all = Client::across(Client::all(), |_| Client1Foo::all());
    let _ = all.fetch_all(db).await;
}

async fn rows_of_each_among_values(db: &Database) {
    let all = Client::across(Client::all(), |client| Foo::of(client).all().select(|foo| (foo.id, foo)));
    let _ = all.fetch_all(db).await;
}

fn main() {}
