#[path = "../shop.rs"]
mod shop;

use shop::*;

fn comparison() -> Values<Client1, Order, bool> {
    Client1Order::all().select(|order| order.price.lt(order.discount))
}

fn comparison_with_none() {
    let _ = Client1Order::filter(|order| order.discount.lt(None::<i64>));
}

fn between() -> Values<Client1, Order, bool> {
    Client1Order::all().select(|order| order.price.between(0, order.discount))
}

fn between_none() {
    let _ = Client1Order::filter(|order| order.price.between(None::<i64>, 9));
}

fn in_list() -> Values<Client1, Order, bool> {
    Client1Order::all().select(|order| order.discount.in_list([1, 2]))
}

fn none_in_a_list() {
    let _ = Client1Order::filter(|order| order.discount.in_list([Some(1), None]));
}

fn like() -> Values<Client1, Person, bool> {
    Client1Person::all().select(|person| person.email.like("%@example.org"))
}

fn ilike() -> Values<Client1, Person, bool> {
    Client1Person::all().select(|person| person.name.ilike(person.email))
}

fn regular_expression() {
    let _ = Client1Person::filter(|person| person.name.matches(None::<String>));
}

fn null_safe_equality() -> Values<Client1, Person, Option<bool>> {
    Client1Person::all().select(|person| person.email.is_distinct_from("ada@example.org"))
}

fn null_safe_equality_with_none() {
    let _ = Client1Person::filter(|person| person.email.is_not_distinct_from(None::<String>));
}

fn arithmetic() -> Values<Client1, Order, i64> {
    Client1Order::all().select(|order| order.price - order.discount)
}

fn arithmetic_with_none() {
    let _ = Client1Order::all().select(|order| order.price - None::<i64>);
}

fn case_with_a_null() -> Values<Client1, Person, String> {
    Client1Person::all().select(|person| case(person.active, person.name).otherwise(person.email))
}

fn case_without_an_end() -> Values<Client1, Person, String> {
    Client1Person::all().select(|person| case(person.active, person.name).end())
}

fn coalesce() -> Values<Client1, Person, String> {
    Client1Person::all().select(|person| person.email.coalesce(person.country))
}

fn null_if() -> Values<Client1, Person, String> {
    Client1Person::all().select(|person| person.name.null_if("Ada"))
}

fn cast() -> Values<Client1, Order, f64> {
    Client1Order::all().select(|order| order.discount.cast::<f64>())
}

fn cast_to_an_option() {
    let _ = Client1Order::all().select(|order| order.price.cast::<Option<f64>>());
}

fn text_function() -> Values<Client1, Person, i32> {
    Client1Person::all().select(|person| person.email.length())
}

fn text_function_of_a_null() -> Values<Client1, Person, String> {
    Client1Person::all().select(|person| person.name.concat(person.email))
}

fn time_function() -> Values<Client1, Order, f64> {
    Client1Order::all().select(|order| order.at.seconds_since(order.sent))
}

fn time_later() -> Values<Client1, Order, SystemTime> {
    Client1Order::all().select(|order| order.sent.plus(Interval::days(1)))
}

fn json_path() -> Values<Client1, Order, String> {
    Client1Order::all().select(|order| order.data.path_text(["user", "name"]))
}

fn json_member() -> Values<Client1, Order, serde_json::Value> {
    Client1Order::all().select(|order| order.data.get("user"))
}

fn json_containment() -> Values<Client1, Order, bool> {
    Client1Order::all().select(|order| order.extra.contains(serde_json::json!({})))
}

fn array_operator() -> Values<Client1, Order, bool> {
    Client1Order::all().select(|order| order.tags.overlaps(order.marks))
}

fn element_of_an_array() -> Values<Client1, Order, String> {
    Client1Order::all().select(|order| order.tags.element(1))
}

fn none_in_an_array() {
    let _ = Client1Order::filter(|order| order.tags.has(None::<String>));
}

fn full_text_search() -> Values<Client1, Person, bool> {
    Client1Person::all().select(|person| person.email.search("simple", "ada"))
}

fn function_of_the_users() -> Values<Client1, Person, String> {
    Client1Person::all().select(|person| repeat(person.email, 2))
}

fn none_in_a_function_of_the_users() {
    let _ = Client1Person::all().select(|_| greeting(None::<String>));
}

fn main() {}
