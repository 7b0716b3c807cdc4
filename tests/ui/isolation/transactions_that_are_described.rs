#[path = "../shop.rs"]
mod shop;

use shop::*;

async fn read_only(db: &Database) -> Result<u64> {
    db.build_transaction(Client1)
        .repeatable_read()
        .read_only()
        .run(async |transaction| Client2Person::all().count(transaction).await)
        .await
}

async fn of_a_session(session: &mut Session<Client1>) -> Result<u64> {
    session
        .build_transaction()
        .serializable()
        .run(async |transaction| Client2Person::all().count(transaction).await)
        .await
}

async fn savepoint(transaction: &mut Transaction<'_, Client1>) -> Result<u64> {
    transaction
        .transaction(async |savepoint| Client2Person::all().count(savepoint).await)
        .await
}

async fn retried_in_a_session(session: &mut Session<Client1>) -> Result<u64> {
    session
        .build_transaction()
        .retry(3)
        .run(async |transaction| Client2Person::all().count(transaction).await)
        .await
}

fn main() {}
