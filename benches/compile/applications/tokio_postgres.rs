//! The same with tokio-postgres and nothing else, not even a pool.

use tokio_postgres::{Error, NoTls};

#[derive(Debug)]
#[allow(dead_code)]
struct Account {
    id: i64,
    name: String,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let (client, connection) = tokio_postgres::connect(&url, NoTls).await?;
    tokio::spawn(connection);
    let text = "SELECT id, name FROM client1.account WHERE id = $1";
    let found = client.query_opt(text, &[&1_i64]).await?;
    let found = found.map(|row| Account {
        id: row.get(0),
        name: row.get(1),
    });
    println!("{found:?}");
    Ok(())
}
