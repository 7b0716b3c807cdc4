#[path = "../shop.rs"]
mod shop;

use shop::*;

fn column() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|_| other.name);
}

fn tuple() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| (person.id, other.name));
}

fn row() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| (person.id, other));
}

fn aggregate() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().select(|_| other.price.sum());
}

fn filter_of_an_aggregate() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| person.id.count().filter(other.active));
}

fn group() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all()
        .select(|_| count())
        .group_by(|_| other.name);
}

fn condition_on_a_group() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all()
        .select(|order| order.buyer)
        .group_by(|order| order.buyer)
        .having(|_| other.price.sum().gt(3));
}

fn distinct_on() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all()
        .select(|order| order.id)
        .distinct_on(|_| other.buyer);
}

fn partition_of_a_window() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().select(|order| {
        order
            .price
            .sum()
            .over(Window::new().partition_by(other.buyer))
    });
}

fn order_of_a_window() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all()
        .select(|_| row_number().over(Window::new().order_by(other.price.desc())));
}

fn value_of_another_row() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().select(|_| other.price.lag(1).over(Window::new()));
}

fn order() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().order_by(|person| (person.id.asc(), other.email.asc()));
}

fn order_with_nulls_first() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().order_by(|_| other.email.asc().nulls_first());
}

fn order_of_what_is_selected() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all()
        .select(|person| person.name)
        .distinct()
        .order_by(|_| other.email.desc().nulls_last());
}

fn keyset() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().keyset(10, |_| other.name.asc());
}

fn main() {}
