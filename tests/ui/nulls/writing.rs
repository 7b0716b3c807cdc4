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

fn insert_many() {
    let _ = Client1Person::insert_many([NewPerson {
        name: None,
        ..new()
    }]);
}

fn insert_many_of_a_bare_value() {
    let _ = Client1Person::insert_many([NewPerson { boss: 7, ..new() }]);
}

fn none_in_an_upsert() {
    let _ = Client1Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update(|there, _| there.name.to(None));
}

fn nullable_column_in_an_upsert() {
    let _ = Client1Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update(|there, new| there.name.to(new.email));
}

fn condition_of_an_upsert() {
    let _ = Client1Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update_if(
            |there, _| there.email.eq(None),
            |there, new| there.email.to(new.email),
        );
}

fn insert_of_a_nullable_column() {
    let query = Client1Person::all().select(|person| (person.email, person.active));
    let _ = Client1Person::insert_from(|person| (person.name, person.active), query);
}

fn insert_of_a_left_join() {
    let query = Client1Person::all()
        .left_join(|person| person.boss)
        .select(|(_, boss)| boss.name);
    let _ = Client1Person::insert_from(|person| person.name, query);
}

fn update_from_another_table() {
    let _ = Client1Order::all()
        .join(|order| order.buyer)
        .filter(|(_, buyer)| buyer.active)
        .set(|(order, buyer)| order.price.to(buyer.boss));
}

fn update_of_the_outer_side() {
    let _ = Client1Person::all()
        .left_join(|person| person.boss)
        .filter(|(person, _)| person.active)
        .set(|(_, boss)| boss.name.to("Ada"));
}

fn update_with_arithmetic() {
    let _ = Client1Order::find(7).set(|order| order.price.to(order.price - order.discount));
}

async fn returned_by_an_insert(db: &Database) -> Result<String> {
    Client1Person::insert(new())
        .returning(|person| person.email)
        .fetch_one(db)
        .await
}

async fn returned_by_an_update(db: &Database) -> Result<i64> {
    Client1Order::find(7)
        .set(|order| order.price.to(3))
        .returning(|order| order.discount)
        .fetch_one(db)
        .await
}

async fn returned_by_a_delete(db: &Database) -> Result<Vec<(i64, String)>> {
    Client1Person::delete_all()
        .returning(|person| (person.id, person.email))
        .fetch_all(db)
        .await
}

fn version() {
    let _ = Client1Order::find(7).set(|order| order.version.to(None));
}

async fn locked_row(db: &Database) -> Result<Client1Order> {
    Client1Order::all()
        .for_update()
        .skip_locked()
        .fetch_optional(db)
        .await
}

async fn copy_in(db: &Database) {
    let _ = Client1Person::copy_in(db)
        .send(NewPerson {
            active: None,
            ..new()
        })
        .await;
}

fn copy_out(db: &Database) -> tenant::copy::CopyOut<'_, Option<Client1Person>> {
    Client1Person::all().copy_out(db)
}

fn stream_of_values(db: &Database) -> tenant::query::Rows<'_, String> {
    Client1Person::all().select(|person| person.email).fetch(db)
}

fn stream_of_a_left_join(db: &Database) -> tenant::query::Rows<'_, (Client1Person, Client1Person)> {
    Client1Person::all()
        .left_join(|person| person.boss)
        .fetch(db)
}

async fn result_of_a_transaction(db: &Database) -> Result<String> {
    db.transaction(Client1, async |transaction| {
        Client1Person::all()
            .select(|person| person.email)
            .fetch_one(transaction)
            .await
    })
    .await
}

async fn result_of_a_savepoint(
    transaction: &mut Transaction<'_, Client1>,
) -> Result<Client1Person> {
    transaction
        .transaction(async |savepoint| Client1Person::find(7).fetch_optional(savepoint).await)
        .await
}

async fn result_of_a_retried_transaction(db: &Database) -> Result<Client1Person> {
    db.build_transaction(Client1)
        .retry(3)
        .run(async |transaction| Client1Person::find(7).fetch_optional(transaction).await)
        .await
}

fn main() {}
