//! The same with deadpool and its cache of statements, which is what clorinde's generated crate consists of, too.

use deadpool_postgres::{Manager, Pool};
use tokio_postgres::NoTls;

#[derive(Debug)]
#[allow(dead_code)]
struct Account {
    id: i64,
    name: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let pool = Pool::builder(Manager::new(url.parse()?, NoTls)).build()?;
    let client = pool.get().await?;
    let statement = client
        .prepare_cached("SELECT id, name FROM client1.account WHERE id = $1")
        .await?;
    let found = client.query_opt(&statement, &[&1_i64]).await?;
    let found = found.map(|row| Account {
        id: row.get(0),
        name: row.get(1),
    });
    println!("{found:?}");
    Ok(())
}
