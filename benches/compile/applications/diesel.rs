//! The same with diesel-async and its pool.

use diesel::prelude::*;
use diesel_async::{
    AsyncPgConnection, RunQueryDsl,
    pooled_connection::{AsyncDieselConnectionManager, deadpool::Pool},
};

diesel::table! {
    client1.account (id) {
        id -> Int8,
        name -> Text,
    }
}

#[derive(Queryable, Selectable, Debug)]
#[diesel(table_name = account, check_for_backend(diesel::pg::Pg))]
#[allow(dead_code)]
struct Account {
    id: i64,
    name: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
    let pool = Pool::builder(manager).build()?;
    let mut connection = pool.get().await?;
    let found = account::table
        .find(1_i64)
        .select(Account::as_select())
        .first(&mut connection)
        .await
        .optional()?;
    println!("{found:?}");
    Ok(())
}
