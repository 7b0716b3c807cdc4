#[path = "../shop.rs"]
mod shop;

use shop::*;

fn comparison() {
    let _ = Client1Order::filter(|order| order.price.lt("3"));
}

fn between() {
    let _ = Client1Order::filter(|order| order.price.between(1, "9"));
}

fn in_list() {
    let _ = Client1Order::filter(|order| order.price.in_list([1.5, 2.5]));
}

fn column_in_a_list() {
    let _ = Client1Order::filter(|order| order.price.in_list([order.id]));
}

fn like() {
    let _ = Client1Person::filter(|person| person.name.like(7));
}

fn ilike_of_a_number() {
    let _ = Client1Order::filter(|order| order.price.ilike("7%"));
}

fn regular_expression() {
    let _ = Client1Person::filter(|person| person.name.matches(person.id));
}

fn null_safe_equality() {
    let _ = Client1Person::filter(|person| person.email.is_distinct_from(7));
}

fn arithmetic() {
    let _ = Client1Order::all().select(|order| order.price + 1.5);
}

fn arithmetic_of_a_text() {
    let _ = Client1Person::all().select(|person| person.name + 1);
}

fn negative_text() {
    let _ = Client1Person::all().select(|person| -person.name);
}

fn condition_of_a_case() {
    let _ = Client1Person::all().select(|person| case(person.id, person.name).otherwise("none"));
}

fn value_of_a_case() {
    let _ = Client1Person::all().select(|person| case(person.active, person.name).otherwise(7));
}

fn coalesce() {
    let _ = Client1Person::all().select(|person| person.email.coalesce(person.id));
}

fn cast_to_no_type_of_a_column() {
    let _ = Client1Person::all().select(|person| person.id.cast::<u64>());
}

fn cast_compared() {
    let _ = Client1Person::filter(|person| person.id.cast::<String>().eq(7));
}

fn text_function_of_a_number() {
    let _ = Client1Person::all().select(|person| person.id.lower());
}

fn argument_of_a_text_function() {
    let _ = Client1Person::all().select(|person| person.name.left("3"));
}

fn time_function_of_a_text() {
    let _ = Client1Person::all().select(|person| person.name.extract(Field::Year));
}

fn argument_of_a_time_function() {
    let _ = Client1Order::all().select(|order| order.at.plus(7));
}

fn today_of_a_moment() {
    let _ = Client1Order::filter(|order| order.at.gt(tenant::expr::today::<_, SystemTime>()));
}

fn json_path_of_a_text() {
    let _ = Client1Person::all().select(|person| person.name.path_text(["a"]));
}

fn json_key() {
    let _ = Client1Order::all().select(|order| order.data.get(1.5));
}

fn json_containment() {
    let _ = Client1Order::filter(|order| order.data.contains("{}"));
}

fn array_operator_of_a_text() {
    let _ = Client1Person::filter(|person| person.name.overlaps(vec![person.name]));
}

fn array_operator() {
    let _ = Client1Order::filter(|order| order.tags.overlaps(vec![1, 2]));
}

fn element_of_an_array() {
    let _ = Client1Order::filter(|order| order.tags.has(7));
}

fn full_text_search_of_a_number() {
    let _ = Client1Order::filter(|order| order.price.search("english", "ship"));
}

fn argument_of_a_full_text_search() {
    let _ = Client1Person::filter(|person| person.name.search("english", person.name));
}

fn function_of_the_users() {
    let _ = Client1Person::all().select(|person| repeat(person.name, "2"));
}

fn column_in_a_function_of_the_users() {
    let _ = Client1Person::all().select(|person| greeting(person.id));
}

fn main() {}
