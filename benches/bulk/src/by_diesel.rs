//! The same by diesel, on tokio-postgres and, with the feature `libpq`, on libpq; on a connection whose path leads to
//! the schema.

use anyhow::Result;
use diesel::{ExpressionMethods, insert_into};
use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use tenant::Schema;

use crate::model::NewReading;

diesel::table! {
    reading (id) {
        id -> BigInt,
        device -> BigInt,
        name -> Text,
        note -> Nullable<Text>,
        amount -> Integer,
        active -> Bool,
        score -> Double,
    }
}

/// The rows as `values` takes them; a macro, as their type has no name.
macro_rules! values {
    ($rows:expr) => {
        $rows
            .iter()
            .map(|row| {
                (
                    reading::device.eq(row.device),
                    reading::name.eq(&row.name),
                    reading::note.eq(row.note.as_deref()),
                    reading::amount.eq(row.amount),
                    reading::active.eq(row.active),
                    reading::score.eq(row.score),
                )
            })
            .collect::<Vec<_>>()
    };
}

/// Sets the path.
pub(crate) async fn set_path(connection: &mut AsyncPgConnection, schema: Schema) -> Result<()> {
    let text = format!("SET search_path TO {schema}");
    Ok(connection.batch_execute(&text).await?)
}

/// In statements of at most so many rows.
pub(crate) async fn values(
    connection: &mut AsyncPgConnection,
    rows: &[NewReading],
    most: usize,
) -> Result<u64> {
    let mut count = 0;
    for chunk in rows.chunks(most) {
        let insert = insert_into(reading::table).values(values!(chunk));
        count += u64::try_from(insert.execute(connection).await?)?;
    }
    Ok(count)
}

#[cfg(feature = "libpq")]
pub(crate) fn connect_libpq(url: &str, schema: Schema) -> Result<diesel::PgConnection> {
    let mut connection: diesel::PgConnection = diesel::Connection::establish(url)?;
    let text = format!("SET search_path TO {schema}");
    diesel::connection::SimpleConnection::batch_execute(&mut connection, &text)?;
    Ok(connection)
}

#[cfg(feature = "libpq")]
pub(crate) fn on_libpq(
    connection: &mut diesel::PgConnection,
    rows: &[NewReading],
    most: usize,
) -> Result<u64> {
    let mut count = 0;
    for chunk in rows.chunks(most) {
        let insert = insert_into(reading::table).values(values!(chunk));
        count += u64::try_from(diesel::RunQueryDsl::execute(insert, connection)?)?;
    }
    Ok(count)
}
