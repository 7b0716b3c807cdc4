//! Through the handles.

use anyhow::Result;
use futures_util::{Stream, TryStreamExt, stream};
use tenant::prelude::*;

use crate::model::{Client1, Client1Reading, Client2Reading, NewReading};

pub(crate) async fn one_by_one(db: &Database, rows: Vec<NewReading>) -> Result<u64> {
    let session = db.session(Client1).await?;
    let mut count = 0;
    for row in rows {
        count += Client1Reading::insert(row).execute(&session).await?;
    }
    Ok(count)
}

pub(crate) async fn in_a_transaction(db: &Database, rows: Vec<NewReading>) -> Result<u64> {
    let count: tenant::Result<u64> = db
        .transaction(Client1, async |tx| {
            let mut count = 0;
            for row in rows {
                count += Client1Reading::insert(row).execute(tx).await?;
            }
            Ok(count)
        })
        .await;
    Ok(count?)
}

pub(crate) async fn insert_many(db: &Database, rows: Vec<NewReading>) -> Result<u64> {
    Ok(Client1Reading::insert_many(rows).execute(db).await?)
}

pub(crate) async fn copy_in(
    db: &Database,
    rows: impl IntoIterator<Item = NewReading>,
) -> Result<u64> {
    let mut copy = Client1Reading::copy_in(db);
    copy.send_all(stream::iter(rows)).await?;
    Ok(copy.finish().await?)
}

pub(crate) async fn copy_out(db: &Database) -> Result<u64> {
    count(Client2Reading::all().copy_out(db)).await
}

pub(crate) async fn stream(db: &Database) -> Result<u64> {
    count(Client2Reading::all().fetch(db)).await
}

pub(crate) async fn fetch_all(db: &Database) -> Result<u64> {
    let rows = Client2Reading::all().fetch_all(db).await?;
    Ok(u64::try_from(std::hint::black_box(rows).len())?)
}

/// Looks at each row, and keeps none.
async fn count(rows: impl Stream<Item = tenant::Result<Client2Reading>>) -> Result<u64> {
    let mut rows = std::pin::pin!(rows);
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        count += u64::from(!std::hint::black_box(row).name.is_empty());
    }
    Ok(count)
}
