//! Has the server prepare every text of a program, for every tenant: what the compiler cannot know of
//! a text, a test finds without running it.

use std::{any::TypeId, fmt::Write};

use tokio_postgres::error::ErrorPosition;

use super::text::Written;
use crate::{
    Database, Error, ErrorKind, Result,
    executor::{Link, Source},
    home::Shared,
    set::TenantSet,
    sql::{Sql, Wording},
    tenant::Tenant,
};

/// One text's entry in the registry of a program.
#[derive(Debug)]
pub struct Registered(pub(super) &'static Written);

inventory::collect!(Registered);

/// Has the server prepare every `sql!` of the program that names tables of set `S`, for each of its
/// tenants, without running any; a wrong one then fails in `cargo test`.
///
/// The texts are those of every crate of the program. A crate that the program depends on but never
/// names is not linked into it: name one of its items. Returns how many texts there are.
///
/// # Errors
///
/// [`ErrorKind::Database`] with everything that the server refused: the place in the source, the tenant,
/// and what the server said; and any error of taking a connection.
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
/// async fn wrong(db: &Database) -> Result<Vec<i64>> {
///     tenant::sql!("SELECT sum({foo.name}) FROM {Foo}").of(Client1).fetch_all(db).await
/// }
///
/// let server = tenant::embedded::TestDatabase::create().await?;
/// let db = Database::connect(server.url()).await?;
/// Client::create_all(&db).await?;
/// let error = tenant::check_queries::<Client>(&db).await.unwrap_err().to_string();
/// assert!(error.contains("function sum(text) does not exist"), "{error}");
/// # let _ = wrong;
/// # Ok(())
/// # }
/// ```
pub async fn check_queries<S: TenantSet>(db: &Database) -> Result<usize> {
    let set = TypeId::of::<S>();
    let mut texts: Vec<&'static Written> = inventory::iter::<Registered>()
        .map(|entry| entry.0)
        .filter(|written| (written.set)() == set)
        .collect();
    // The linker decides the order of the registry; a place does not change between builds.
    texts.sort_by_key(|written| written.place);
    let (tenants, once): (Vec<_>, Vec<_>) = texts
        .iter()
        .copied()
        .partition(|written| written.is_tenants());
    let mut refused = String::new();
    for tenant in S::all() {
        prepare(db, tenant, &tenants, &mut refused).await?;
    }
    prepare(db, Shared::<S>::INSTANCE, &once, &mut refused).await?;
    if refused.is_empty() {
        return Ok(texts.len());
    }
    let message = format!("the server refuses these statements:{refused}");
    Err(Error::new(ErrorKind::Database, message))
}

/// Prepares texts for one tenant, each in a transaction: one that is refused ends it.
async fn prepare<T: Tenant>(
    db: &Database,
    tenant: T,
    texts: &[&'static Written],
    refused: &mut String,
) -> Result<()> {
    for written in texts {
        let text = db
            .transaction(tenant, async |transaction| -> Result<_> {
                let Link::Held(held) = transaction.link() else {
                    return Ok(None); // a transaction holds its connection
                };
                if let Some(fate) = held.fate {
                    // The connection stands still behind an answer that nobody takes.
                    fate.opening().seen().await?;
                }
                let target = tenant.target();
                let way = held.way(&target)?;
                let sql = Sql::Fixed(written.pieces());
                let text = Wording {
                    sql: &sql,
                    schema: way.schema,
                    qualified: way.qualified || written.qualified,
                }
                .text();
                let types = written.types();
                let prepared = held.client.prepare_typed(&text, &types).await;
                Ok(prepared.err().map(|error| (text, error)))
            })
            .await?;
        if let Some((text, error)) = text {
            describe(written, &tenant, &text, error, refused);
        }
    }
    Ok(())
}

fn describe<T: Tenant>(
    written: &Written,
    tenant: &T,
    text: &str,
    error: tokio_postgres::Error,
    refused: &mut String,
) {
    let place = error.as_db_error().and_then(|error| error.position());
    let line = match place {
        Some(ErrorPosition::Original(position)) => marked(text, *position as usize),
        _ => String::new(),
    };
    // Writing to a `String` cannot fail.
    let _ = write!(
        refused,
        "\n{}, tenant `{}`: {}{line}",
        written.place,
        tenant.schema(),
        Error::from(error)
    );
}

/// The line of a text that has its `position`th character, and a mark below it.
fn marked(text: &str, position: usize) -> String {
    let mut before = position.saturating_sub(1);
    for line in text.split('\n') {
        let length = line.chars().count();
        if before <= length {
            return format!("\n  | {line}\n  | {:before$}^", "");
        }
        before -= length + 1;
    }
    String::new()
}
