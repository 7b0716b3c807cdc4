#[path = "../shop.rs"]
mod shop;

use shop::*;

fn tuple() -> Values<Client1, Person, (i64, String)> {
    Client1Person::all().select(|person| (person.id, person.email))
}

fn sum() -> Values<Client1, Order, i64> {
    Client1Order::all().select(|order| order.price.sum())
}

fn greatest_of_a_group() -> Values<Client1, Order, (i64, i64)> {
    Client1Order::all()
        .select(|order| (order.buyer, order.price.max()))
        .group_by(|order| order.buyer)
}

fn filtered_average() -> Values<Client1, Order, f64> {
    Client1Order::all().select(|order| order.price.avg().filter(order.price.gt(3)))
}

fn array_of_values() -> Values<Client1, Order, Vec<i64>> {
    Client1Order::all().select(|order| order.price.array_agg())
}

fn condition_on_a_group() {
    let _ = Client1Order::all()
        .select(|order| order.buyer)
        .group_by(|order| order.buyer)
        .having(|order| order.price.sum().gt(None::<i64>));
}

fn distinct() -> Values<Client1, Person, String> {
    Client1Person::all()
        .select(|person| person.country)
        .distinct()
}

fn distinct_on() -> Values<Client1, Person, String> {
    Client1Person::all()
        .select(|person| person.email)
        .distinct_on(|person| person.country)
}

fn sum_over_a_window() -> Values<Client1, Order, i64> {
    Client1Order::all().select(|order| order.price.sum().over(Window::new()))
}

fn value_of_another_row() -> Values<Client1, Order, i64> {
    Client1Order::all().select(|order| {
        order
            .price
            .lag(1)
            .over(Window::new().order_by(order.id.asc()))
    })
}

fn first_value() -> Values<Client1, Order, i64> {
    Client1Order::all().select(|order| order.discount.first_value().over(Window::new()))
}

fn order() {
    let _ = Client1Person::all().order_by(|_| None::<i64>);
}

fn limit() {
    let _ = Client1Person::all().limit(None);
}

fn offset() {
    let _ = Client1Person::all().offset(Some(10));
}

fn rows_of_a_keyset() {
    let _ = Client1Person::all().keyset(None, |person| person.email.asc());
}

fn cursor(page: &tenant::query::KeysetPage<Client1Person>) {
    let _ = Client1Person::all()
        .keyset(10, |person| person.email.asc())
        .after(page.next.as_deref());
}

fn main() {}
