#[path = "../shop.rs"]
mod shop;

use shop::*;

fn new() -> NewPerson {
    NewPerson {
        name: "Ada".into(),
        email: None,
        active: true,
        boss: None,
        country: None,
    }
}

fn insert_many_of_another_entity(order: NewOrder) {
    let _ = Client1Person::insert_many([order]);
}

fn insert_many_of_one() {
    let _ = Client1Person::insert_many(new());
}

fn conflict_of_no_constraint() {
    let _ = Client1Person::insert(new()).on_conflict(|unique| unique.email);
}

fn conflict_of_a_column() {
    let person = Client1Person::table().columns();
    let _ = Client1Person::insert(new()).on_conflict(|_| person.name);
}

fn conflict_of_another_entity() {
    let _ = Client1Person::insert(new()).on_conflict(|_| <Part as Entity>::uniques().name);
}

async fn conflict_without_an_end(db: &Database) {
    let _ = Client1Person::insert(new())
        .on_conflict(|unique| unique.name)
        .execute(db)
        .await;
}

fn value_of_an_upsert() {
    let _ = Client1Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update(|there, new| there.name.to(new.active));
}

fn condition_of_an_upsert() {
    let _ = Client1Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update_if(|there, _| there.id, |there, new| there.name.to(new.name));
}

fn insert_of_other_types() {
    let query = Client1Order::all().select(|order| (order.price, order.id));
    let _ = Client1Person::insert_from(|person| (person.name, person.boss), query);
}

fn insert_of_more_columns() {
    let query = Client1Person::all().select(|person| (person.name, person.active));
    let _ = Client1Person::insert_from(|person| (person.name,), query);
}

fn insert_of_whole_rows() {
    let _ = Client1Person::insert_from(|person| (person.name,), Client1Person::all());
}

fn update_from_another_table() {
    let _ = Client1Order::all()
        .join(|order| order.buyer)
        .filter(|(_, buyer)| buyer.active)
        .set(|(order, buyer)| order.price.to(buyer.name));
}

fn update_from_another_table_of_every_row() {
    let _ = Client1Order::all()
        .join(|order| order.buyer)
        .set(|(order, buyer)| order.price.to(buyer.id));
}

fn returned_value() {
    let _ = Client1Person::insert(new()).returning(|_| 7);
}

fn returned_twice() {
    let _ = Client1Person::find(7)
        .delete()
        .returning(|person| person.id)
        .returning(|person| person.name);
}

async fn type_of_what_is_returned(db: &Database) -> Result<String> {
    Client1Person::insert(new())
        .returning(|person| person.id)
        .fetch_one(db)
        .await
}

fn version() {
    let _ = Client1Order::find(7).set(|order| order.version.to(order.version.cast::<i64>() + 1));
}

fn new_row_with_a_version() {
    let _ = |order: &mut NewOrder| order.version = 7;
}

fn lock_before_a_condition() {
    let _ = Client1Order::all()
        .for_update()
        .filter(|order| order.price.gt(3));
}

fn lock_of_values() {
    let _ = Client1Order::all().select(|order| order.price).for_update();
}

fn update_of_locked_rows() {
    let _ = Client1Order::filter(|order| order.price.gt(3))
        .for_update()
        .skip_locked()
        .set(|order| order.price.to(0));
}

fn delete_of_rows_without_waiting() {
    let _ = Client1Order::filter(|order| order.price.gt(3))
        .for_update()
        .no_wait()
        .delete();
}

async fn copy_in_of_another_entity(db: &Database, order: NewOrder) {
    let _ = Client1Person::copy_in(db).send(order).await;
}

async fn copy_in_of_a_stream(db: &Database) {
    let _ = Client1Person::copy_in(db).send_all([new()]).await;
}

fn copy_out_of_values(db: &Database) {
    let _ = Client1Person::all()
        .select(|person| person.name)
        .copy_out(db);
}

fn copy_out_of_a_join(db: &Database) {
    let _ = Client1Order::all().join(|order| order.buyer).copy_out(db);
}

fn items_of_a_stream(db: &Database) -> tenant::query::Rows<'_, i64> {
    Client1Person::all().select(|person| person.name).fetch(db)
}

fn rows_of_a_copy(db: &Database) -> tenant::copy::CopyOut<'_, Client1Order> {
    Client1Person::all().copy_out(db)
}

fn main() {}
