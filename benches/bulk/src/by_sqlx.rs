//! The same by sqlx: its builder of many rows, and the arrays that its list of questions advises.

use anyhow::Result;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, QueryBuilder};
use tenant::Schema;

use crate::model::{Arrays, INSERTED, NewReading, table};

/// In statements of at most so many rows.
pub(crate) async fn values(
    connection: &mut PgConnection,
    schema: Schema,
    rows: &[NewReading],
    most: usize,
) -> Result<u64> {
    let (mut count, table) = (0, table(schema));
    for chunk in rows.chunks(most) {
        let mut query = QueryBuilder::<Postgres>::new(format!("INSERT INTO {table} {INSERTED} "));
        query.push_values(chunk, |mut values, row| {
            values
                .push_bind(row.device)
                .push_bind(row.name.as_str())
                .push_bind(row.note.as_deref())
                .push_bind(row.amount)
                .push_bind(row.active)
                .push_bind(row.score);
        });
        count += query
            .build()
            .execute(&mut *connection)
            .await?
            .rows_affected();
    }
    Ok(count)
}

pub(crate) async fn arrays(
    connection: &mut PgConnection,
    schema: Schema,
    rows: &[NewReading],
) -> Result<u64> {
    let arrays = Arrays::of(rows);
    let done = sqlx::query(AssertSqlSafe(Arrays::text(schema)))
        .bind(arrays.devices)
        .bind(arrays.names)
        .bind(arrays.notes)
        .bind(arrays.amounts)
        .bind(arrays.actives)
        .bind(arrays.scores)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}
