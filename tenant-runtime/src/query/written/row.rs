//! What a row of a text is read into: values, rows of entities, and tuples of them, by position.

use std::{cell::Cell, error::Error as _};

use postgres_types::{FromSql, Type};
use tokio_postgres::Column;

use crate::{
    Error, ErrorKind, Result, Scoped,
    entity::Entity,
    home::Locate,
    row::RowRef,
    tables::{decode_optional, decode_row},
    tenant::Tenant,
    value::Value,
};

/// Something that a row of a statement of tenant `T` can be read into.
///
/// | it | takes | is |
/// |---|---|---|
/// | a [`Value`], or an `Option` of one | a column | its value |
/// | `Scoped<T, Foo>`, or `Client1Foo`; `SharedBar` | as many as `{foo.*}` | a row of the entity |
/// | `Option<Scoped<T, Foo>>` | the same | none where all of it is null, as after a `LEFT JOIN` |
/// | a tuple of up to twelve of these | theirs, one after another | all of them |
/// | a struct with `#[derive(FromRow)]` | those of its fields | a field for each |
#[diagnostic::on_unimplemented(
    message = "a row of a statement of tenant `{T}` cannot be read into `{Self}`",
    label = "not a value, a row of `{T}`, or a tuple of these",
    note = "every column is a value (`i64`, `Option<String>`), every `{{alias.*}}` a row (`Scoped<{T}, Foo>`)",
    note = "for a struct of your own: `#[derive(FromRow)]`"
)]
pub trait FromRow<T>: Sized + Send {
    /// The number of columns that it takes.
    #[doc(hidden)]
    fn width() -> usize;

    /// Compares the types of the columns with those that it is made of.
    #[doc(hidden)]
    fn check(reader: &mut Reader<'_>) -> Result<()>;

    /// Reads it from a row, beginning with a column, and goes on to the next.
    #[doc(hidden)]
    fn read(tenant: T, row: RowRef<'_>, at: &mut usize) -> Result<Self>;
}

/// The columns of a result while their types are compared.
#[derive(Debug)]
pub struct Reader<'r> {
    columns: &'r [Column],
    at: usize,
}

/// What reads the rows of one run.
///
/// The columns are compared with what is read before the first row of each run: a comparison of numbers
/// per column, where to remember which statement was compared on which connection would cost more.
pub(super) fn decoder<T: Tenant, R: FromRow<T>>(
    tenant: T,
) -> impl Fn(RowRef<'_>) -> Result<R> + Send {
    let checked = Cell::new(false);
    move |row| {
        if !checked.replace(true) {
            check::<T, R>(row)?;
        }
        R::read(tenant, row, &mut 0)
    }
}

fn check<T, R: FromRow<T>>(row: RowRef<'_>) -> Result<()> {
    let RowRef::Result(row) = row else {
        return Ok(()); // what is copied is read as it was written
    };
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

impl Reader<'_> {
    fn next<V: Value>(&mut self) -> Result<()> {
        self.expect(
            <V as FromSql<'_>>::accepts,
            &V::pg_type(),
            std::any::type_name::<V>(),
        )
    }

    fn expect(&mut self, accepts: fn(&Type) -> bool, expected: &Type, name: &str) -> Result<()> {
        let at = self.at;
        self.at += 1;
        let Some(column) = self.columns.get(at) else {
            return Ok(()); // their number was compared
        };
        if accepts(column.type_()) {
            return Ok(());
        }
        let message = format!(
            "column {} `{}` is `{}` on the server, but is read as `{name}`, which is `{}`; change the type or cast the column",
            at + 1,
            column.name(),
            column.type_().name(),
            expected.name()
        );
        Err(Error::new(ErrorKind::Decode, message))
    }
}

impl<T, V: Value> FromRow<T> for V {
    fn width() -> usize {
        1
    }

    fn check(reader: &mut Reader<'_>) -> Result<()> {
        reader.next::<V>()
    }

    fn read(_: T, row: RowRef<'_>, at: &mut usize) -> Result<Self> {
        let index = *at;
        *at += 1;
        V::decode(row, index).map_err(|error| named(error, row, index, std::any::type_name::<V>()))
    }
}

/// The error of a column that is null and must not be, in words.
#[cold]
fn named(error: Error, row: RowRef<'_>, at: usize, ty: &str) -> Error {
    let RowRef::Result(result) = row else {
        return error;
    };
    let Some(column) = result.columns().get(at) else {
        return error;
    };
    let message = match row.is_null(at) {
        Ok(true) => format!(
            "column {} `{}` is null, but is read as `{ty}`; read an `Option` of it",
            at + 1,
            column.name()
        ),
        _ => format!(
            "column {} `{}` cannot be read as `{ty}`: {}",
            at + 1,
            column.name(),
            error
                .source()
                .map_or_else(|| error.to_string(), ToString::to_string)
        ),
    };
    Error::new(ErrorKind::Decode, message)
}

impl<T, U, E> FromRow<T> for Scoped<U, E>
where
    T: Tenant,
    U: Tenant,
    E: Entity<Home: Locate<T, Tenant = U>>,
{
    fn width() -> usize {
        E::table().columns.len()
    }

    /// Each column of the struct decodes itself, and names itself if it cannot.
    fn check(reader: &mut Reader<'_>) -> Result<()> {
        reader.at += E::table().columns.len();
        Ok(())
    }

    fn read(tenant: T, row: RowRef<'_>, at: &mut usize) -> Result<Self> {
        decode_row::<T, E>(tenant, row, at)
    }
}

impl<T, U, E> FromRow<T> for Option<Scoped<U, E>>
where
    T: Tenant,
    U: Tenant,
    E: Entity<Home: Locate<T, Tenant = U>>,
{
    fn width() -> usize {
        <Scoped<U, E> as FromRow<T>>::width()
    }

    fn check(reader: &mut Reader<'_>) -> Result<()> {
        <Scoped<U, E> as FromRow<T>>::check(reader)
    }

    fn read(tenant: T, row: RowRef<'_>, at: &mut usize) -> Result<Self> {
        decode_optional::<T, E>(tenant, row, at)
    }
}

macro_rules! impl_tuples {
    ($($name:ident)*) => {
        impl<T: Copy, $($name: FromRow<T>),*> FromRow<T> for ($($name,)*) {
            fn width() -> usize {
                0 $(+ $name::width())*
            }

            fn check(reader: &mut Reader<'_>) -> Result<()> {
                $($name::check(reader)?;)*
                Ok(())
            }

            fn read(tenant: T, row: RowRef<'_>, at: &mut usize) -> Result<Self> {
                Ok(($($name::read(tenant, row, at)?,)*))
            }
        }
    };
}

impl_tuples!(A);
impl_tuples!(A B);
impl_tuples!(A B C);
impl_tuples!(A B C D);
impl_tuples!(A B C D E);
impl_tuples!(A B C D E F);
impl_tuples!(A B C D E F G);
impl_tuples!(A B C D E F G H);
impl_tuples!(A B C D E F G H I);
impl_tuples!(A B C D E F G H I J);
impl_tuples!(A B C D E F G H I J K);
impl_tuples!(A B C D E F G H I J K L);
