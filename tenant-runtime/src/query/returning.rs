//! What an insert, update or delete returns, if that is not the whole rows.

use std::{fmt, marker::PhantomData};

use crate::{
    Result,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Draft, Fragment, Inner, Selection},
    query::{
        Delete, Insert, Update, Upsert,
        build::{Built, IntoPlan, Plan, Want},
        verbs::impl_verbs,
    },
    tenant::Tenant,
};

/// A statement that changes rows, and returns an `R` for each.
#[must_use = "a statement does nothing until a verb such as `fetch_all` runs it"]
pub struct Returning<T, R> {
    tenant: T,
    plan: Erased,
    row: PhantomData<fn() -> R>,
}

/// A plan, whatever it is one of. It always returns rows.
struct Erased(Box<dyn Plan>);

impl Plan for Erased {
    fn operation(&self) -> &'static str {
        self.0.operation()
    }

    fn table(&self) -> &'static TableDef {
        self.0.table()
    }

    fn build<'a>(&'a self, _: Want, built: &mut Built<'a>) -> Result<()> {
        self.0.build(Want::Rows, built)
    }
}

impl<T: Tenant, R> Returning<T, R> {
    fn new(tenant: T, query: impl IntoPlan<Plan: 'static>) -> Self {
        Self {
            tenant,
            plan: Erased(Box::new(query.into_plan(Want::Rows))),
            row: PhantomData,
        }
    }
}

fn selected<T: Tenant, E: Entity, X: Selection<T>>(
    tenant: T,
    alias: Alias,
    selection: impl FnOnce(E::Columns<T, Inner>) -> X,
) -> Fragment {
    let mut list = Draft::new();
    selection(E::columns(tenant, alias)).write(&mut list);
    list.into_fragment(tenant)
}

/// Gives a statement the method.
macro_rules! impl_returning {
    ($statement:ident $(<$entity:ident>)?) => {
        impl<T: Tenant, E: Entity<Key: 'static>> $statement<T, E> {
            /// Returns expressions of the rows, instead of the rows as a whole.
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
            /// let new = NewFoo { name: "Ada".into() };
            /// let id: i64 = Client1Foo::insert(new).returning(|foo| foo.id).fetch_one(&db).await?;
            /// let renamed = Client1Foo::find(id)
            ///     .set(|foo| foo.name.to(foo.name.concat(" Lovelace")))
            ///     .returning(|foo| (foo.id, foo.name.length()))
            ///     .fetch_one(&db)
            ///     .await?;
            /// assert_eq!(renamed, (id, 12));
            /// # Ok(())
            /// # }
            /// ```
            pub fn returning<X: Selection<T>>(
                mut self,
                selection: impl FnOnce(E::Columns<T, Inner>) -> X,
            ) -> Returning<T, X::Output> {
                let alias = self.plan.alias$(::<$entity>)?();
                self.plan
                    .return_these$(::<$entity>)?(selected::<T, E, X>(self.tenant, alias, selection));
                Returning::new(self.tenant, self.plan)
            }
        }
    };
}

impl_returning!(Insert<E>);
impl_returning!(Upsert<E>);
impl_returning!(Update);
impl_returning!(Delete);

impl_verbs!(values: [T, R] Returning<T, R>, T, R);
impl_verbs!(explain: [T, R] Returning<T, R>, T);

impl<T: fmt::Debug, R> fmt::Debug for Returning<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Returning")
            .field("tenant", &self.tenant)
            .field("operation", &self.plan.operation())
            .finish_non_exhaustive()
    }
}
