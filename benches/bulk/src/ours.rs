//! Through the handles.

use anyhow::Result;
use futures_util::{Stream, TryStreamExt, stream};
use tenant::{Schema, prelude::*};

use crate::model::{Client2Reading, NewReading, Reading};

pub(crate) async fn one_by_one(
    db: &Database,
    schema: Schema,
    rows: Vec<NewReading>,
) -> Result<u64> {
    let session = db.session(schema).await?;
    let mut count = 0;
    for row in rows {
        count += Reading::of(schema).insert(row).execute(&session).await?;
    }
    Ok(count)
}

pub(crate) async fn in_a_transaction(
    db: &Database,
    schema: Schema,
    rows: Vec<NewReading>,
) -> Result<u64> {
    let count: tenant::Result<u64> = db
        .transaction(schema, async |tx| {
            let mut count = 0;
            for row in rows {
                count += Reading::of(schema).insert(row).execute(tx).await?;
            }
            Ok(count)
        })
        .await;
    Ok(count?)
}

pub(crate) async fn insert_many(
    db: &Database,
    schema: Schema,
    rows: Vec<NewReading>,
) -> Result<u64> {
    let insert = Reading::of(schema).insert_many(rows);
    Ok(insert.execute(db).await?)
}

pub(crate) async fn copy_in(
    db: &Database,
    schema: Schema,
    rows: impl IntoIterator<Item = NewReading>,
) -> Result<u64> {
    let mut copy = Reading::of(schema).copy_in(db);
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
