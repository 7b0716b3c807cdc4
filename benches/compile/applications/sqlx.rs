//! The same with sqlx.

use sqlx::{FromRow, PgPool};

#[derive(FromRow, Debug)]
#[allow(dead_code)]
struct Account {
    id: i64,
    name: String,
}

#[tokio::main]
async fn main() -> Result<(), sqlx::Error> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let pool = PgPool::connect(&url).await?;
    let text = "SELECT id, name FROM client1.account WHERE id = $1";
    let found: Option<Account> = sqlx::query_as(text)
        .bind(1_i64)
        .fetch_optional(&pool)
        .await?;
    println!("{found:?}");
    Ok(())
}
