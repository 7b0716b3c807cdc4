//! The same with toasty, which names no schema: the address has it.

#[derive(Debug, toasty::Model)]
#[table = "account"]
#[allow(dead_code)]
struct Account {
    #[key]
    id: i64,
    name: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("DATABASE_URL").expect("DATABASE_URL");
    let mut db = toasty::Db::builder()
        .models(toasty::models!(Account))
        .connect(&url)
        .await?;
    let found = Account::filter_by_id(1).first().exec(&mut db).await?;
    println!("{found:?}");
    Ok(())
}
