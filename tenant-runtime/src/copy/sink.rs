//! Rows in.

use std::{fmt, pin::Pin};

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::{SinkExt, Stream, StreamExt};
use tokio_postgres::CopyInSink;

use super::open::Open;
use crate::{
    Error, ErrorKind, Executor, Result,
    alias::Alias,
    def::{ColumnDef, TableDef},
    entity::{Entity, NewRow},
    params::{Given, Params, encode},
    sql::{Lists, Piece, Sink as _, Sql, Wording},
    table::Table,
    tables::Place,
    tenant::Tenant,
};

/// When the buffer goes to the server.
const FULL: usize = 1 << 16;

/// What a binary `COPY` begins with: a signature, no flags, no extension.
/// Source: <https://www.postgresql.org/docs/current/sql-copy.html>.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// Rows of entity `E` on their way into the table of tenant `T`.
///
/// Nothing is in the table before [`CopyIn::finish`]. Dropped before that, the copy is undone.
///
/// From its first row to its end a copy has its connection for itself. Another statement on the same
/// session or transaction waits until then, so one that is awaited in between waits for ever; run it
/// before or after, or on the `Database`, which takes another connection.
#[must_use = "rows are in the table when it was finished"]
pub struct CopyIn<'a, T, E> {
    tenant: T,
    executor: &'a dyn Executor<T>,
    /// Absent before the first row.
    running: Option<Running<'a>>,
    entity: std::marker::PhantomData<fn() -> E>,
}

struct Running<'a> {
    /// Dropped first: it tells the server that the copy failed.
    sink: Pin<Box<CopyInSink<Bytes>>>,
    buffer: BytesMut,
    /// For each column that rows have values for, whether it is copied, or left to its default.
    given: Vec<bool>,
    /// Whether a part of the rows may be lost, as their future was dropped while they were sent.
    is_torn: bool,
    open: Open<'a>,
}

impl<T: Tenant, E: Entity> Table<T, E> {
    /// Copies rows into the table, in binary: the fastest way for many of them, with a buffer of 64 KB
    /// whatever their number.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// use futures_util::TryStreamExt;
    ///
    /// let mut copy = Client1Foo::copy_in(&db);
    /// for number in 0..1_000 {
    ///     copy.send(NewFoo { name: number.to_string() }).await?;
    /// }
    /// assert_eq!(copy.finish().await?, 1_000);
    ///
    /// let names: Vec<Client1Foo> = Client1Foo::all().copy_out(&db).try_collect().await?;
    /// assert_eq!(names.len(), 1_000);
    /// # Ok(())
    /// # }
    /// ```
    pub fn copy_in(self, executor: &dyn Executor<T>) -> CopyIn<'_, T, E> {
        CopyIn {
            tenant: self.tenant(),
            executor,
            running: None,
            entity: std::marker::PhantomData,
        }
    }
}

impl<T: Tenant, E: Entity> CopyIn<'_, T, E> {
    /// Sends a row; it waits where the server is slower than its rows come.
    ///
    /// # Errors
    ///
    /// Any error of the server, after which nothing of the copy is kept;
    /// [`ErrorKind::InvalidInput`] when the row leaves other columns to their default than the first did.
    /// A row that was refused here was not sent; the copy can go on without it.
    pub async fn send(&mut self, row: E::New) -> Result<()> {
        let mut params = Params::new();
        row.bind(&mut params);
        let running = match &mut self.running {
            Some(running) => running,
            none => {
                let given = params.as_slice().iter().map(Option::is_some).collect();
                none.insert(start::<T, E>(self.executor, self.tenant, given).await?)
            }
        };
        running
            .encode(params.as_slice())
            .map_err(|error| running.open.locate(error))?;
        if running.buffer.len() >= FULL {
            running.flush().await?;
        }
        Ok(())
    }

    /// Sends rows as they come from a stream.
    ///
    /// # Errors
    ///
    /// As [`CopyIn::send`].
    pub async fn send_all(&mut self, rows: impl Stream<Item = E::New>) -> Result<()> {
        let mut rows = std::pin::pin!(rows);
        while let Some(row) = rows.next().await {
            self.send(row).await?;
        }
        Ok(())
    }

    /// Ends the copy, and returns how many rows it had.
    ///
    /// # Errors
    ///
    /// Any error of the server, after which nothing of the copy is kept.
    pub async fn finish(mut self) -> Result<u64> {
        let Some(running) = &mut self.running else {
            return Ok(0);
        };
        running.buffer.put_i16(-1); // the end
        running.flush().await?;
        let finished = running.sink.as_mut().finish().await;
        let rows = finished.map_err(|error| running.fail(error))?;
        running.open.finish().await?;
        Ok(rows)
    }
}

async fn start<T: Tenant, E: Entity>(
    executor: &dyn Executor<T>,
    tenant: T,
    given: Vec<bool>,
) -> Result<Running<'_>> {
    let table = E::table();
    let mut open = Open::new(executor, tenant, table.name).await?;
    let text = text::<E>(table, &given, open.schema()?)?;
    open.settled = false;
    let sink = open.client().copy_in(&text).await;
    let sink = sink.map_err(|error| open.fail(error))?;
    let mut buffer = BytesMut::with_capacity(FULL + FULL / 8);
    buffer.extend_from_slice(HEADER);
    Ok(Running {
        sink: Box::pin(sink),
        buffer,
        given,
        is_torn: false,
        open,
    })
}

fn text<E: Entity>(table: &'static TableDef, given: &[bool], schema: &str) -> Result<String> {
    let columns: Vec<&ColumnDef> = table
        .inserted()
        .zip(given)
        .filter(|(_, given)| **given)
        .map(|(column, _)| column)
        .collect();
    if columns.is_empty() {
        return Err(Error::new(
            ErrorKind::InvalidInput,
            "the rows give no column a value; `COPY` needs one at least",
        ));
    }
    let mut whole = Lists::default();
    whole.text("COPY ");
    Place::of::<E>().write(Alias::fresh(), &mut whole);
    for (position, column) in columns.iter().enumerate() {
        whole.text(if position == 0 { " (" } else { ", " });
        whole.push(Piece::Column(column.name));
    }
    whole.text(") FROM STDIN (FORMAT binary)");
    let wording = Wording {
        sql: &Sql::List(whole.pieces),
        schema,
        qualified: true,
    };
    Ok(wording.text())
}

impl Running<'_> {
    /// Appends a row to the buffer; all of it, or nothing.
    fn encode(&mut self, params: &[Given<'_>]) -> Result<()> {
        let start = self.buffer.len();
        let result = self.try_encode(params);
        if result.is_err() {
            self.buffer.truncate(start);
        }
        result
    }

    fn try_encode(&mut self, params: &[Given<'_>]) -> Result<()> {
        let columns = self.given.iter().filter(|given| **given).count();
        self.buffer
            .put_i16(i16::try_from(columns).unwrap_or(i16::MAX));
        for (param, given) in params.iter().zip(&self.given) {
            if param.is_some() != *given {
                return Err(Error::new(
                    ErrorKind::InvalidInput,
                    "a row leaves another column to its default than the first did; copy such rows by themselves",
                ));
            }
            if *given {
                encode(*param, &mut self.buffer).map_err(Error::encode)?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<()> {
        if self.is_torn {
            let message = "an earlier `send` was dropped before its end; begin the copy anew";
            let error = Error::new(ErrorKind::InvalidInput, message);
            return Err(self.open.locate(error));
        }
        self.is_torn = true;
        let full = self.buffer.split().freeze();
        let sent = self.sink.send(full).await;
        self.is_torn = false;
        sent.map_err(|error| self.fail(error))
    }

    fn fail(&mut self, error: tokio_postgres::Error) -> Error {
        if error.as_db_error().is_some() {
            self.open.settled = true; // with its error, the server has said all
        }
        self.open.fail(error)
    }
}

impl<T: fmt::Debug, E> fmt::Debug for CopyIn<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyIn")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
