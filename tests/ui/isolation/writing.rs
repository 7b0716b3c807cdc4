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

async fn insert_many(session: &Session<Client1>) {
    let _ = Client2Person::insert_many([new(), new()])
        .execute(session)
        .await;
}

fn column_of_an_upsert() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update(|_, new| other.email.to(new.email));
}

fn value_of_an_upsert() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update(|there, _| there.email.to(other.email));
}

fn condition_of_an_upsert() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_update_if(|_, _| other.active, |there, new| there.email.to(new.email));
}

fn query_of_an_insert() {
    let people = Client1Person::all().select(|person| person.name);
    let _ = Client2Person::insert_from(|person| person.name, people);
}

fn column_of_an_insert() {
    let other = Client1Person::table().columns();
    let people = Client2Person::all().select(|person| (person.name,));
    let _ = Client2Person::insert_from(|_| (other.name,), people);
}

fn value_of_an_update_from_another_table() {
    let other = Client1Person::table().columns();
    let _ = Client2Order::all()
        .join(|order| order.buyer)
        .filter(|(_, buyer)| buyer.active)
        .set(|(order, _)| order.price.to(other.id));
}

fn column_of_an_update_from_another_table() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::all()
        .join(|order| order.buyer)
        .filter(|(_, buyer)| buyer.active)
        .set(|(_, buyer)| other.price.to(buyer.id));
}

fn expression_of_an_update() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::find(7).set(|order| order.price.to(other.price + 1));
}

fn query_of_an_update() {
    let dearest = Client1Order::all().select(|order| order.price.max());
    let _ = Client2Order::find(7).set(|order| order.discount.to(scalar(dearest)));
}

fn returned_by_an_insert() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::insert(new()).returning(|_| other.id);
}

fn returned_by_an_upsert() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::insert(new())
        .on_conflict(|unique| unique.name)
        .do_nothing()
        .returning(|_| other.id);
}

fn returned_by_an_update() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::find(7)
        .set(|person| person.active.to(true))
        .returning(|_| other.id);
}

fn returned_by_a_delete() {
    let other = Client1Person::table().columns();
    let _ = Client2Person::find(7)
        .delete()
        .returning(|person| (person.id, other.name));
}

fn row_with_a_version(order: &Client1Order) {
    let _ = Client2Order::update(order);
    let _ = Client2Order::delete(order);
}

fn version() {
    let other = Client1Order::table().columns();
    let _ = Client2Order::find(7).set(|order| order.version.to(other.version));
}

async fn for_update(transaction: &Transaction<'_, Client1>) {
    let _ = Client2Order::filter(|order| order.price.gt(3))
        .for_update()
        .fetch_all(transaction)
        .await;
}

async fn skip_locked(transaction: &Transaction<'_, Client1>) {
    let _ = Client2Order::all()
        .for_update()
        .skip_locked()
        .limit(1)
        .fetch_optional(transaction)
        .await;
}

async fn no_wait(transaction: &Transaction<'_, Client1>) {
    let _ = Client2Order::all()
        .for_share()
        .no_wait()
        .fetch_all(transaction)
        .await;
}

fn main() {}
