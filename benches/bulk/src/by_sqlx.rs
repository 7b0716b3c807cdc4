//! The same by sqlx: its builder of many rows, and the arrays that its list of questions advises.

use anyhow::Result;
use sqlx::{AssertSqlSafe, PgConnection, Postgres, QueryBuilder};

use crate::model::{INSERTED, NewReading, TABLE};

/// In statements of at most so many rows.
pub(crate) async fn values(
    connection: &mut PgConnection,
    rows: &[NewReading],
    most: usize,
) -> Result<u64> {
    let mut count = 0;
    for chunk in rows.chunks(most) {
        let mut query = QueryBuilder::<Postgres>::new(format!("INSERT INTO {TABLE} {INSERTED} "));
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

pub(crate) async fn arrays(connection: &mut PgConnection, rows: &[NewReading]) -> Result<u64> {
    let text = format!(
        "INSERT INTO {TABLE} {INSERTED} SELECT * FROM UNNEST($1::bigint[], $2::text[], $3::text[], \
         $4::integer[], $5::boolean[], $6::double precision[])"
    );
    let devices: Vec<i64> = rows.iter().map(|row| row.device).collect();
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let notes: Vec<Option<&str>> = rows.iter().map(|row| row.note.as_deref()).collect();
    let amounts: Vec<i32> = rows.iter().map(|row| row.amount).collect();
    let actives: Vec<bool> = rows.iter().map(|row| row.active).collect();
    let scores: Vec<f64> = rows.iter().map(|row| row.score).collect();
    let done = sqlx::query(AssertSqlSafe(text))
        .bind(devices)
        .bind(names)
        .bind(notes)
        .bind(amounts)
        .bind(actives)
        .bind(scores)
        .execute(connection)
        .await?;
    Ok(done.rows_affected())
}
