#[path = "../shop.rs"]
mod shop;

use shop::*;

fn comparison() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|order| order.price.lt(other.price));
}

fn between() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|order| order.price.between(0, other.price));
}

fn in_list() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|_| other.price.in_list([1, 2]));
}

fn like() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|person| person.name.like(other.name));
}

fn ilike() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|person| person.name.ilike(other.name));
}

fn regular_expression() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|person| person.name.matches(other.name));
}

fn null_safe_equality() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|person| person.email.is_not_distinct_from(other.email));
}

fn arithmetic() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().select(|order| order.price + other.price);
}

fn greatest() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().select(|order| order.price.greatest(other.price));
}

fn condition_of_a_case() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| {
        case(person.active, person.name)
            .when(other.active, "Ada")
            .otherwise("none")
    });
}

fn value_of_a_case() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all()
        .select(|person| case(person.active, person.name).otherwise(other.name));
}

fn coalesce() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| person.email.coalesce(other.name));
}

fn null_if() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| person.name.null_if(other.name));
}

fn cast() {
    let other = Client1Order::table().columns();
    let _ = Client2Person::filter(|person| person.name.eq(other.price.cast::<String>()));
}

fn text_function() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|person| person.name.replace(" ", other.name));
}

fn time_function() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all().select(|order| order.at.seconds_since(other.at));
}

fn date_of_another() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|order| order.at.lt(other.at.plus(Interval::days(1))));
}

fn json_path() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|order| order.data.get_text("a").eq(other.data.path_text(["b"])));
}

fn json_containment() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|_| other.data.contains(serde_json::json!({})));
}

fn array_operator() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::filter(|order| order.tags.overlaps(other.tags));
}

fn element_of_an_array() {
    let other = Client1Person::table().columns();
    let _ = Client2Order::filter(|order| order.tags.has(other.name));
}

fn full_text_search() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|_| other.name.search("english", "ship"));
}

fn rank_of_a_search() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().order_by(|_| other.name.search_rank("english", "ship").desc());
}

fn function_of_the_users() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::filter(|person| person.name.eq(repeat(other.name, 2)));
}

fn function_of_each_tenant() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::all().select(|_| greeting(other.name));
}

fn main() {}
