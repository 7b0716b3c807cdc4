//! The least that a program with `tenant` is: it finds one row of one tenant.

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Client1,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Account {
    #[tenant(key)]
    pub id: i64,
    pub name: String,
}

#[tokio::main]
async fn main() -> Result<()> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let db = Database::connect(&url).await?;
    let found = Client1Account::find(1).fetch_optional(&db).await?;
    println!("{found:?}");
    Ok(())
}
