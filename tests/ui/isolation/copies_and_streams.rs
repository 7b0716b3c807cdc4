#[path = "../shop.rs"]
mod shop;

use shop::*;

fn copy_in(session: &Session<Client1>) {
    let _ = Client2Person::copy_in(session);
}

fn copy_in_of_a_transaction(transaction: &Transaction<'_, Client1>) {
    let _ = Client2Person::copy_in(transaction);
}

fn copy_out(session: &Session<Client1>) {
    let _ = Client2Person::all().copy_out(session);
}

fn condition_of_a_copy(db: &Database) {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|_| other.active).copy_out(db);
}

fn stream_of_values(session: &Session<Client1>) {
    let _ = Client2Person::all()
        .select(|person| person.name)
        .fetch(session);
}

fn stream_of_a_join(session: &Session<Client1>) {
    let _ = Client2Order::all().join(|order| order.buyer).fetch(session);
}

fn stream_of_an_update(transaction: &Transaction<'_, Client1>) {
    let _ = Client2Person::update_all(|person| person.active.to(true)).fetch(transaction);
}

fn stream_of_what_is_returned(session: &Session<Client1>) {
    let _ = Client2Person::delete_all()
        .returning(|person| person.id)
        .fetch(session);
}

async fn keyset(session: &Session<Client1>) {
    let _ = Client2Person::all()
        .keyset(10, |person| person.name.asc())
        .fetch(session)
        .await;
}

async fn explain(session: &Session<Client1>) {
    let _ = Client2Person::all().explain(session).await;
}

async fn count_of_rows(session: &Session<Client1>) {
    let _ = Client2Person::all().count(session).await;
}

async fn any_row(session: &Session<Client1>) {
    let _ = Client2Person::all().exists(session).await;
}

fn main() {}
