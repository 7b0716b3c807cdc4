#[path = "../shop.rs"]
mod shop;

use shop::*;

fn parents(people: &[Client1Person]) {
    let _ = Client2Order::children_of(people, |order| order.buyer);
}

fn reference(people: &[Client2Person]) {
    let other = Client1Order::table().columns();
    let _ = Client2Order::children_of(people, |_| other.buyer);
}

fn filter(people: &[Client2Person]) {
    let other = Client1Order::table().columns();
    let _ = Client2Order::children_of(people, |order| order.buyer).filter(|_| other.price.gt(3));
}

fn order(people: &[Client2Person]) {
    let other = Client1Order::table().columns();
    let _ = Client2Order::children_of(people, |order| order.buyer).order_by(|_| other.price.asc());
}

async fn session(people: &[Client2Person], session: &Session<Client1>) {
    let _ = Client2Order::children_of(people, |order| order.buyer)
        .fetch(session)
        .await;
}

fn main() {}
