//! The same by toasty's `create_many`, which returns the rows.

use anyhow::Result;
use bench_report::Address;
use tenant::Schema;
use toasty::Db;

use crate::model::NewReading;

#[derive(Debug, toasty::Model)]
#[table = "reading"]
#[allow(dead_code)] // what the rows are read into
struct Reading {
    #[key]
    #[auto]
    id: i64,
    device: i64,
    name: String,
    note: Option<String>,
    amount: i32,
    active: bool,
    score: f64,
}

/// With the path from the start: one for each schema.
pub(crate) async fn connect(url: &str, schema: Schema) -> Result<Db> {
    let db = Db::builder()
        .models(toasty::models!(Reading))
        .max_pool_size(1)
        .connect(&Address::of(url)?.url_with_path(schema.name()))
        .await?;
    Ok(db)
}

/// In statements of at most so many rows.
pub(crate) async fn values(db: &mut Db, rows: &[NewReading], most: usize) -> Result<u64> {
    let mut count = 0;
    for chunk in rows.chunks(most) {
        let mut many = Reading::create_many();
        for row in chunk {
            let new = Reading::create()
                .device(row.device)
                .name(row.name.as_str())
                .note(row.note.clone())
                .amount(row.amount)
                .active(row.active)
                .score(row.score);
            many = many.item(new);
        }
        count += u64::try_from(many.exec(db).await?.len())?;
    }
    Ok(count)
}
