#[path = "../shop.rs"]
mod shop;

use shop::*;

async fn row_of_a_left_join(db: &Database) -> Result<Vec<(Client1Person, Client1Person)>> {
    Client1Person::all()
        .left_join(|person| person.boss)
        .fetch_all(db)
        .await
}

async fn option_of_an_inner_join(
    db: &Database,
) -> Result<Vec<(Client1Order, Option<Client1Person>)>> {
    Client1Order::all()
        .join(|order| order.buyer)
        .fetch_all(db)
        .await
}

async fn row_of_a_left_join_by_a_condition(
    db: &Database,
) -> Result<Vec<(Client1Person, Client1Order)>> {
    Client1Person::all()
        .left_join_on::<Order, _>(|(person, order)| order.buyer.eq(person.id))
        .fetch_all(db)
        .await
}

async fn row_of_a_shared_table(db: &Database) -> Result<Vec<(Client1Person, SharedCountry)>> {
    Client1Person::all()
        .left_join(|person| person.country)
        .fetch_all(db)
        .await
}

async fn column_of_a_left_join(db: &Database) -> Result<Vec<(String, String)>> {
    Client1Person::all()
        .left_join(|person| person.boss)
        .select(|(person, boss)| (person.name, boss.name))
        .fetch_all(db)
        .await
}

async fn selected_row_of_a_left_join(db: &Database) -> Result<Vec<Client1Person>> {
    Client1Person::all()
        .left_join(|person| person.boss)
        .select(|(_, boss)| boss)
        .fetch_all(db)
        .await
}

async fn nullable_column_of_a_join(db: &Database) -> Result<Vec<String>> {
    Client1Order::all()
        .join(|order| order.buyer)
        .select(|(_, buyer)| buyer.email)
        .fetch_all(db)
        .await
}

async fn option_of_a_lateral(db: &Database) -> Result<Vec<(Client1Person, Option<Client1Order>)>> {
    Client1Person::all()
        .join_lateral(|person| Client1Order::filter(|order| order.buyer.eq(person.id)).limit(3))
        .fetch_all(db)
        .await
}

fn comparison_with_none() {
    let _ = Client1Person::all().join_on::<Person, _>(|(person, _)| person.boss.eq(None::<i64>));
}

fn in_query() -> Values<Client1, Person, bool> {
    let countries = Client1Person::all().select(|person| person.country);
    Client1Person::all().select(|person| person.name.in_query(countries))
}

fn scalar_without_a_row() -> Values<Client1, Person, i64> {
    let count = Client1Order::all().select(|_| count());
    Client1Person::all().select(|_| scalar(count))
}

fn exists_as_an_option() -> Values<Client1, Person, Option<bool>> {
    Client1Person::all().select(|_| exists(Client1Order::all()))
}

fn scalar_set_to_a_required_column() {
    let dearest = Client1Order::all().select(|order| order.price.max());
    let _ = Client1Order::find(7).set(|order| order.price.to(scalar(dearest)));
}

async fn option_of_children(
    db: &Database,
    people: &[Client1Person],
) -> Result<Vec<Option<Client1Order>>> {
    Client1Order::children_of(people, |order| order.buyer)
        .fetch(db)
        .await
}

fn children_of_a_left_join(pairs: &[(Client1Person, Option<Client1Person>)]) {
    let bosses = pairs.iter().map(|(_, boss)| boss);
    let _ = Client1Order::children_of(bosses, |order| order.buyer);
}

fn filter_of_children(people: &[Client1Person]) {
    let _ = Client1Order::children_of(people, |order| order.buyer)
        .filter(|order| order.discount.eq(None::<i64>));
}

fn main() {}
