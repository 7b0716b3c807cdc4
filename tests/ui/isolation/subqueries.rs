#[path = "../shop.rs"]
mod shop;

use shop::*;

fn in_exists() {
    let _ = Client2Person::filter(|_| exists(Client1Order::all()));
}

fn in_exists_beside_a_condition() {
    let _ = Client2Person::filter(|person| person.active.and(exists(Client1Order::all())));
}

fn in_in() {
    let buyers = Client1Order::all().select(|order| order.buyer);
    let _ = Client2Person::filter(|person| person.id.in_query(buyers));
}

fn in_not_in() {
    let buyers = Client1Order::all().select(|order| order.buyer);
    let _ = Client2Person::filter(|person| person.id.not_in_query(buyers));
}

fn as_a_value() {
    let dearest = Client1Order::all().select(|order| order.price.max());
    let _ = Client2Order::filter(|order| order.price.eq(scalar(dearest)));
}

fn as_a_selected_value() {
    let dearest = Client1Order::all().select(|order| order.price.max());
    let _ = Client2Person::all().select(|person| (person.name, scalar(dearest)));
}

fn column_around_it() {
    let _ = Client2Person::filter(|person| {
        exists(Client1Order::filter(|order| order.buyer.eq(person.id)))
    });
}

fn of_a_tenant_in_a_shared_table() {
    let _ = SharedCountry::filter(|_| exists(Client1Person::all()));
}

fn of_another_set() {
    let _ = Client2Person::filter(|_| exists(Vendor1Part::all()));
}

fn main() {}
