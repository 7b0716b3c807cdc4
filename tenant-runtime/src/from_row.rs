//! What a row of a statement is read into: values, rows of entities, and tuples and structs of them, by
//! position.

use std::error::Error as _;

use postgres_types::{FromSql, Type};
use tokio_postgres::Column;

use crate::{
    Error, ErrorKind, Result, Scoped, entity::Entity, home::Locate, row::RowRef, tenant::Tenant,
    value::Value,
};

/// Something that a row of a statement of tenant `T` can be read into.
///
/// | it | takes | is |
/// |---|---|---|
/// | a [`Value`], or an `Option` of one | a column | its value |
/// | `Scoped<T, Foo>`, or `Client1Foo`; `SharedBar` | every column of its table | a row of the entity |
/// | `Option<Scoped<T, Foo>>` | the same | none where all of it is null, as after a left join |
/// | a tuple of up to twelve of these | theirs, one after another | all of them |
/// | a struct with `#[derive(FromRow)]` | those of its fields | a field for each |
///
/// What a query reads follows from what it selects ([`Selection`](crate::expr::Selection)): the derive on
/// `Summary` makes `SelectSummary` beside it, of the same fields, to select one from expressions. A text of
/// `sql!` is read by position, into whatever its verb is asked for.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Author { #[tenant(key, generated)] pub id: i64, pub name: String }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Book { #[tenant(key, generated)] pub id: i64, #[tenant(references = Author)] pub author: i64 }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// #[derive(FromRow, Debug, PartialEq)]
/// struct Summary {
///     name: String,
///     books: i64,
/// }
///
/// let ada = Client1Author::insert(NewAuthor { name: "Ada".into() }).fetch_one(&db).await?;
/// Client1Book::insert(NewBook { author: ada.id }).execute(&db).await?;
///
/// let selected: Vec<Summary> = Client1Author::all()
///     .left_join_on::<Book, _>(|(author, book)| book.author.eq(author.id))
///     .select(|(author, book)| SelectSummary { name: author.name, books: book.id.count() })
///     .group_by(|(author, _)| author.id)
///     .fetch_all(&db)
///     .await?;
/// assert_eq!(selected, [Summary { name: "Ada".into(), books: 1 }]);
///
/// let written: Vec<Summary> = sql!(
///     "SELECT {author.name}, count({book.id})"
///     "FROM {Author} LEFT JOIN {Book} ON {book.author} = {author.id} GROUP BY {author.id}"
/// )
/// .of(Client1)
/// .fetch_all(&db)
/// .await?;
/// assert_eq!(written, selected);
/// # Ok(())
/// # }
/// ```
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

    /// Reads it from a row, beginning with a column, and goes on to the next. It reads every column that it takes,
    /// or from the row `anew`: types are compared until one was read.
    #[doc(hidden)]
    fn read(tenant: T, row: RowRef<'_>, at: &mut usize) -> Result<Self>;
}

/// The columns of a result while their types are compared.
#[derive(Debug)]
pub struct Reader<'r> {
    pub(crate) columns: &'r [Column],
    pub(crate) at: usize,
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
    let Some(column) = row.result().and_then(|row| row.columns().get(at)) else {
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
        let first = *at;
        *at += <Self as FromRow<T>>::width();
        let row = E::from_row(row, first)?;
        Ok(Self {
            tenant: E::Home::locate(tenant),
            row,
        })
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

    /// None where all of it is null, its key as well.
    fn read(tenant: T, row: RowRef<'_>, at: &mut usize) -> Result<Self> {
        let row = row.anew(); // of those before, it may have been read from none
        let end = *at + <Self as FromRow<T>>::width();
        for index in *at..end {
            if !row.is_null(index)? {
                return FromRow::read(tenant, row, at).map(Some);
            }
        }
        *at = end;
        Ok(None)
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
