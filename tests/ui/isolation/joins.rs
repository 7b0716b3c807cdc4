#[path = "../shop.rs"]
mod shop;

use shop::*;

fn condition_of_a_join() {
    let other = Client1Order::table().columns();
    let _ = Client2Person::all().join_on::<Order, _>(|(person, _)| other.buyer.eq(person.id));
}

fn condition_of_a_left_join() {
    let other = Client1Order::table().columns();
    let _ = Client2Person::all().left_join_on::<Order, _>(|(person, _)| person.id.eq(other.buyer));
}

fn reference() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().join(|_| other.buyer);
}

fn reference_of_a_left_join() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().left_join(|_| other.boss);
}

fn join_with_itself() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().join_on::<Person, _>(|(person, _)| person.boss.eq(other.id));
}

fn join_with_a_handle() {
    let _ = Client2Person::all()
        .join_on::<Client1Order, _>(|(person, order)| order.buyer.eq(person.id));
}

fn join_with_another_set() {
    let _ = Client2Person::all().join_on::<Part, _>(|(person, part)| part.id.eq(person.id));
}

fn left_join_with_another_set() {
    let _ = Client2Person::all().left_join_on::<Part, _>(|(person, part)| part.id.eq(person.id));
}

fn shared_table_with_a_tenants() {
    let _ = SharedCountry::all()
        .join_on::<Person, _>(|(country, person)| person.country.eq(country.code));
}

fn condition_with_a_shared_table() {
    let other = Client1Person::table().columns();
    let _ =
        Client2Person::all().join_on::<Country, _>(|(_, country)| country.code.eq(other.country));
}

fn lateral() {
    let _ = Client2Person::all().join_lateral(|_| {
        Client1Order::all()
            .order_by(|order| order.id.desc())
            .limit(3)
    });
}

fn condition_in_a_lateral() {
    let _ = Client2Person::all()
        .join_lateral(|person| Client1Order::filter(|order| order.buyer.eq(person.id)));
}

fn filter_of_a_join() {
    let other = Client1Person::table().columns();
    let _ = Client2Order::all()
        .join(|order| order.buyer)
        .filter(|(_, buyer)| buyer.name.eq(other.name));
}

fn main() {}
