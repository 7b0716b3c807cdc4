#[path = "../shop.rs"]
mod shop;

use shop::*;

fn isolation_of_a_retried_transaction(db: &Database) {
    let _ = db.build_transaction(Client1).retry(3).serializable();
}

fn attempts(db: &Database) {
    let _ = db.build_transaction(Client1).retry("3");
}

async fn work_without_a_result(db: &Database) {
    db.build_transaction(Client1)
        .read_only()
        .run(async |_| 7)
        .await;
}

async fn savepoint_without_a_result(transaction: &mut Transaction<'_, Client1>) {
    transaction.transaction(async |_| ()).await;
}

async fn result_of_the_work(db: &Database) -> Result<String> {
    db.transaction(Client1, async |transaction| {
        Client1Person::all().count(transaction).await
    })
    .await
}

async fn transaction_of_no_tenant(db: &Database) -> Result<u64> {
    db.transaction(Client::Client1, async |transaction| {
        Client1Person::all().count(transaction).await
    })
    .await
}

async fn explained_twice(db: &Database) {
    let _ = Client1Person::all().explain(db).await.explain(db);
}

fn text_of_half_an_upsert(new: NewPerson) {
    let _ = Client1Person::insert(new)
        .on_conflict(|unique| unique.name)
        .to_sql();
}

fn text_as_a_string() -> Result<String> {
    Client1Person::all().to_sql()
}

async fn explain_without_a_database() {
    let _ = Client1Person::all().explain().await;
}

fn main() {}
