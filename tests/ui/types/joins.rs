#[path = "../shop.rs"]
mod shop;

use shop::*;

fn condition_of_a_join() {
    let _ = Client1Person::all().join_on::<Order, _>(|(_, order)| order.price);
}

fn comparison_in_a_join() {
    let _ = Client1Person::all().join_on::<Order, _>(|(person, order)| order.buyer.eq(person.name));
}

fn comparison_in_a_left_join() {
    let _ = Client1Person::all()
        .left_join_on::<Order, _>(|(person, order)| person.name.eq(order.buyer));
}

fn no_reference() {
    let _ = Client1Order::all().join(|order| order.price);
}

fn no_reference_in_a_left_join() {
    let _ = Client1Order::all().left_join(|order| order.price);
}

fn comparison_in_a_join_with_itself() {
    let _ = Client1Person::all().join_on::<Person, _>(|(person, boss)| person.boss.eq(boss.name));
}

fn comparison_with_a_shared_table() {
    let _ =
        Client1Person::all().join_on::<Country, _>(|(person, country)| country.code.eq(person.id));
}

fn lateral_of_values() {
    let _ = Client1Person::all().join_lateral(|_| Client1Order::all().select(|order| order.price));
}

fn join_after_a_limit() {
    let _ = Client1Order::all().limit(3).join(|order| order.buyer);
}

fn columns_of_one_table() {
    let _ = Client1Order::all()
        .join(|order| order.buyer)
        .filter(|order| order.price.gt(3));
}

fn row_of_a_join() -> Values<Client1, Order, (Client1Order, Client1Order)> {
    Client1Order::all().select(|order| (order, order.id))
}

fn exists_of_a_condition() {
    let _ = Client1Person::filter(|person| exists(person.active));
}

fn query_of_another_type() {
    let prices = Client1Order::all().select(|order| order.price);
    let _ = Client1Person::filter(|person| person.name.in_query(prices));
}

fn query_of_whole_rows() {
    let _ = Client1Person::filter(|person| person.id.in_query(Client1Order::all()));
}

fn query_of_two_values() {
    let pairs = Client1Order::all().select(|order| (order.id, order.buyer));
    let _ = Client1Person::filter(|person| person.id.not_in_query(pairs));
}

fn scalar_of_another_type() {
    let prices = Client1Order::all().select(|order| order.price.max());
    let _ = Client1Person::filter(|person| person.name.eq(scalar(prices)));
}

fn scalar_of_two_values() {
    let pairs = Client1Order::all().select(|order| (order.id, order.buyer));
    let _ = Client1Person::all().select(|_| scalar(pairs));
}

fn children_by_no_reference(people: &[Client1Person]) {
    let _ = Client1Order::children_of(people, |order| order.price);
}

fn children_of_another_entity(orders: &[Client1Order]) {
    let _ = Client1Order::children_of(orders, |order| order.buyer);
}

fn filter_of_children(people: &[Client1Person]) {
    let _ = Client1Order::children_of(people, |order| order.buyer).filter(|order| order.price);
}

fn order_of_children(people: &[Client1Person]) {
    let _ = Client1Order::children_of(people, |order| order.buyer).order_by(|order| order.price);
}

fn main() {}
