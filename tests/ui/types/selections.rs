#[path = "../shop.rs"]
mod shop;

use shop::*;

fn value() {
    let _ = Client1Person::all().select(|_| 7);
}

fn tuple() -> Values<Client1, Person, (i64, i64)> {
    Client1Person::all().select(|person| (person.id, person.name))
}

fn sum_of_a_text() {
    let _ = Client1Person::all().select(|person| person.name.sum());
}

fn average_of_a_text() {
    let _ = Client1Person::all().select(|person| person.name.avg());
}

fn texts_of_numbers() {
    let _ = Client1Person::all().select(|person| person.id.string_agg(", "));
}

fn every_of_a_number() {
    let _ = Client1Person::all().select(|person| person.id.every());
}

fn type_of_a_count() -> Values<Client1, Person, i32> {
    Client1Person::all().select(|_| count())
}

fn filter_of_an_aggregate() {
    let _ = Client1Order::all().select(|order| order.price.sum().filter(order.price));
}

fn filter_of_no_aggregate() {
    let _ = Client1Order::all().select(|order| order.price.filter(order.price.gt(3)));
}

fn group() {
    let _ = Client1Order::all()
        .select(|_| count())
        .group_by(|_| "buyer");
}

fn condition_on_a_group() {
    let _ = Client1Order::all()
        .select(|order| order.buyer)
        .group_by(|order| order.buyer)
        .having(|order| order.price.sum());
}

fn group_of_whole_rows() {
    let _ = Client1Order::all().group_by(|order| order.buyer);
}

fn distinct() {
    let _ = Client1Person::all()
        .select(|person| person.name)
        .distinct(|person| person.name);
}

fn distinct_on() {
    let _ = Client1Order::all()
        .select(|order| order.id)
        .distinct_on(|_| 1);
}

fn partition_of_a_window() {
    let _ = Client1Order::all()
        .select(|order| order.price.sum().over(Window::new().partition_by("buyer")));
}

fn order_of_a_window() {
    let _ = Client1Order::all().select(|order| rank().over(Window::new().order_by(order.price)));
}

fn value_of_another_row() {
    let _ = Client1Order::all().select(|order| order.price.lag("1").over(Window::new()));
}

fn window_of_no_aggregate() {
    let _ = Client1Order::all().select(|order| order.price.over(Window::new()));
}

fn order() {
    let _ = Client1Person::all().order_by(|person| person.name);
}

fn nulls_first_without_a_direction() {
    let _ = Client1Person::all().order_by(|person| person.email.nulls_first());
}

fn limit() {
    let _ = Client1Person::all().limit("10");
}

fn limit_of_values() {
    let _ = Client1Person::all().select(|person| person.name).limit(2.5);
}

fn offset() {
    let _ = Client1Person::all().offset(10_i64);
}

fn order_of_a_keyset() {
    let _ = Client1Person::all().keyset(10, |person| person.name);
}

fn rows_of_a_keyset() {
    let _ = Client1Person::all().keyset("10", |person| person.name.asc());
}

fn cursor() {
    let _ = Client1Person::all()
        .keyset(10, |person| person.name.asc())
        .after(7);
}

fn keyset_of_a_page() {
    let _ = Client1Person::all()
        .limit(3)
        .keyset(10, |person| person.name.asc());
}

fn main() {}
