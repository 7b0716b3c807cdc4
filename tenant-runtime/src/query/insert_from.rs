//! Rows that a query makes, inserted without coming to the client.

use std::fmt;

use crate::{
    alias::Alias,
    entity::Entity,
    expr::{Assigned, Column, Draft, Fragment, Inner, Subquery},
    query::{change::Change, verbs::impl_verbs},
    sql::Piece,
    table::Table,
    tables::Place,
    tenant::Tenant,
    value::Value,
};

/// An insert of the rows of a query.
#[must_use = "a statement does nothing until a verb such as `execute` runs it"]
pub struct InsertFrom<T, E: Entity> {
    tenant: T,
    plan: Change<E::Key>,
}

impl<T: Tenant, E: Entity> Table<T, E> {
    /// Inserts what a query selects, in the order of these columns. Columns that are not among them get
    /// their default.
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
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Archived { #[tenant(key)] pub id: i64, pub name: Option<String> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// Client1Foo::insert(NewFoo { name: "Ada".into() }).execute(&db).await?;
    /// let old = Client1Foo::filter(|foo| foo.id.lt(9)).select(|foo| (foo.id, foo.name));
    /// let archived = Client1Archived::insert_from(|archived| (archived.id, archived.name), old)
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(archived[0].name.as_deref(), Some("Ada"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn insert_from<C, Q>(
        self,
        columns: impl FnOnce(E::Columns<T, Inner>) -> C,
        query: Q,
    ) -> InsertFrom<T, E>
    where
        Q: Subquery<T>,
        C: Targets<T, Q::Row>,
    {
        let (tenant, alias) = (self.tenant(), Alias::fresh());
        let mut draft = Draft::new();
        draft.text("INSERT INTO ");
        Place::of::<E>().write(alias, draft.fragment());
        draft.text(" (");
        columns(E::columns(tenant, alias)).write(&mut draft);
        draft.text(") ");
        query.write(&mut draft);
        let whole: Fragment = draft.into_fragment(tenant);
        InsertFrom {
            tenant,
            plan: Change::insert::<E>(whole, alias),
        }
    }
}

/// Columns of tenant `T` that values of type `R` can be put into: a column for one value, a tuple of
/// columns for a tuple.
#[diagnostic::on_unimplemented(
    message = "rows of `{R}` cannot be inserted into `{Self}` of tenant `{T}`",
    label = "these columns do not fit what the query selects",
    note = "select one expression for each column, of its type; a column that cannot be null takes none that may be"
)]
pub trait Targets<T, R> {
    #[doc(hidden)]
    fn write(self, list: &mut Draft<T>);
}

impl<T: Tenant, V: Value, X, R: Assigned<V>> Targets<T, R> for Column<T, V, Inner, X> {
    fn write(self, list: &mut Draft<T>) {
        list.own(self.tenant());
        list.push(Piece::Target(self.alias(), self.name()));
    }
}

macro_rules! impl_targets {
    ($first:ident $first_row:ident $($column:ident $row:ident)*) => {
        impl<T, $first, $first_row, $($column, $row),*> Targets<T, ($first_row, $($row,)*)> for ($first, $($column,)*)
        where
            T: Tenant,
            $first: Targets<T, $first_row>,
            $($column: Targets<T, $row>,)*
        {
            fn write(self, list: &mut Draft<T>) {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($first, $($column,)*) = self;
                $first.write(list);
                $(
                    list.text(", ");
                    $column.write(list);
                )*
            }
        }
        impl_targets!($($column $row)*);
    };
    () => {};
}

impl_targets!(A RA B RB C RC D RD E RE F RF G RG H RH I RI J RJ K RK L RL);

impl_verbs!(changes: [T, E] InsertFrom<T, E>, T, E);
impl_verbs!(explain: [T, E: Entity] InsertFrom<T, E>, T);

impl<T: fmt::Debug, E: Entity> fmt::Debug for InsertFrom<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InsertFrom")
            .field("tenant", &self.tenant)
            .finish_non_exhaustive()
    }
}
