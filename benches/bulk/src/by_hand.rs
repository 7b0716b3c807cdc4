//! The same on tokio-postgres.

use std::{hint::black_box, pin::pin};

use anyhow::Result;
use futures_util::TryStreamExt;
use tenant::Schema;
use tokio_postgres::{
    Client, Statement,
    binary_copy::{BinaryCopyInWriter, BinaryCopyOutStream},
    types::{ToSql, Type},
};

use crate::model::{Arrays, INSERTED, NewReading, READ, Reading, table};

const TYPES: [Type; 7] = [
    Type::INT8,
    Type::INT8,
    Type::TEXT,
    Type::TEXT,
    Type::INT4,
    Type::BOOL,
    Type::FLOAT8,
];

/// By a statement that is held; one that numbers the rows, as ours does, is given how many there are.
pub(crate) async fn arrays(
    client: &Client,
    statement: &Statement,
    rows: &[NewReading],
) -> Result<u64> {
    let Arrays {
        devices,
        names,
        notes,
        amounts,
        actives,
        scores,
    } = Arrays::of(rows);
    let count = i32::try_from(rows.len())?;
    let values: [&(dyn ToSql + Sync); 7] = [
        &devices, &names, &notes, &amounts, &actives, &scores, &count,
    ];
    let wanted = statement.params().len();
    Ok(client.execute(statement, &values[..wanted]).await?)
}

pub(crate) async fn copy_in(client: &Client, schema: Schema, rows: Vec<NewReading>) -> Result<u64> {
    let table = table(schema);
    let text = format!("COPY {table} {INSERTED} FROM STDIN (FORMAT binary)");
    let sink = client.copy_in(&text).await?;
    let mut writer = pin!(BinaryCopyInWriter::new(sink, &TYPES[1..]));
    for row in rows {
        let values: [&(dyn ToSql + Sync); 6] = [
            &row.device,
            &row.name,
            &row.note,
            &row.amount,
            &row.active,
            &row.score,
        ];
        writer.as_mut().write(&values).await?;
    }
    Ok(writer.finish().await?)
}

pub(crate) async fn copy_out(client: &Client) -> Result<u64> {
    let text = format!("COPY ({READ}) TO STDOUT (FORMAT binary)");
    let stream = client.copy_out(&text).await?;
    let mut rows = pin!(BinaryCopyOutStream::new(stream, &TYPES));
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        let row = Reading {
            id: row.try_get(0)?,
            device: row.try_get(1)?,
            name: row.try_get(2)?,
            note: row.try_get(3)?,
            amount: row.try_get(4)?,
            active: row.try_get(5)?,
            score: row.try_get(6)?,
        };
        count += u64::from(!black_box(row).name.is_empty());
    }
    Ok(count)
}

pub(crate) async fn stream(client: &Client) -> Result<u64> {
    let mut rows = pin!(client.query_raw(READ, [0_i32; 0]).await?);
    let mut count = 0;
    while let Some(row) = rows.try_next().await? {
        let row = Reading {
            id: row.try_get(0)?,
            device: row.try_get(1)?,
            name: row.try_get(2)?,
            note: row.try_get(3)?,
            amount: row.try_get(4)?,
            active: row.try_get(5)?,
            score: row.try_get(6)?,
        };
        count += u64::from(!black_box(row).name.is_empty());
    }
    Ok(count)
}
