//! What reads the rows of a text, once the types of their columns were compared.

use tokio_postgres::Row;

use crate::{Error, ErrorKind, FromRow, Result, from_row::Reader, row::RowRef, tenant::Tenant};

/// What reads the rows of one run.
///
/// The columns are compared with what is read until a row of the run was read: a comparison of numbers
/// per column, where to remember which statement was compared on which connection would cost more.
pub(super) fn decoder<T: Tenant, R: FromRow<T>>(
    tenant: T,
) -> impl Fn(RowRef<'_>) -> Result<R> + Send {
    move |row| {
        if let RowRef::First(row) = row {
            check::<T, R>(row)?;
        }
        R::read(tenant, row, &mut 0)
    }
}

fn check<T, R: FromRow<T>>(row: &Row) -> Result<()> {
    let columns = row.columns();
    let width = R::width();
    if columns.len() != width {
        let message = format!(
            "the statement returns {} columns, but {width} are read: `{}`; change either",
            columns.len(),
            std::any::type_name::<R>()
        );
        return Err(Error::new(ErrorKind::Decode, message));
    }
    R::check(&mut Reader { columns, at: 0 })
}
