//! The handle on one entity's table in one tenant's schema: where every query begins.

use std::{fmt, marker::PhantomData};

use crate::{
    alias::Alias,
    entity::Entity,
    expr::{Assignments, Inner, Predicate},
    query::{All, Delete, DeleteRow, Filtered, Find, Insert, Key, Select, Update, UpdateRow},
    scoped::Scoped,
    tenant::Tenant,
};

/// The table of entity `E` in the schema of tenant `T`; zero-sized for a static tenant.
///
/// Made by [`Entity::of`]. For a static tenant, the alias (`Client1Foo`) has the same functions.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String, pub email: Option<String> }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// # let new = |name: &str| NewFoo { name: name.into(), email: None };
/// let foos = Foo::of(Client::Client1);
/// foos.insert_many([new("Ada"), new("Bob")]).execute(&db).await?;
///
/// let ada = foos.filter(|foo| foo.name.eq("Ada")).fetch_one(&db).await?;
/// assert_eq!(foos.find(ada.id).fetch_one(&db).await?.name, "Ada");
/// assert_eq!(foos.update_all(|foo| foo.email.to("all@example.org")).execute(&db).await?, 2);
/// assert_eq!(Foo::of(Client::Client2).all().count(&db).await?, 0);
/// # Ok(())
/// # }
/// ```
pub struct Table<T, E> {
    tenant: T,
    entity: PhantomData<fn() -> E>,
}

impl<T: Copy, E> Clone for Table<T, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy, E> Copy for Table<T, E> {}

impl<T: Tenant, E: Entity> Table<T, E> {
    pub(crate) fn new(tenant: T) -> Self {
        Self {
            tenant,
            entity: PhantomData,
        }
    }

    /// The tenant whose table this is.
    pub fn tenant(&self) -> T {
        self.tenant
    }

    /// The table's columns, of no query: a query takes those that its closure receives, which know the
    /// table's place in it, and refuses these ([`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput)).
    pub fn columns(&self) -> E::Columns<T, Inner> {
        E::columns(self.tenant, Alias::fresh())
    }

    /// The row with this key.
    pub fn find(self, key: E::Key) -> Find<T, E> {
        Find {
            tenant: self.tenant,
            plan: Key::of::<E>(key),
        }
    }

    /// Every row.
    pub fn all(self) -> Select<T, E, All> {
        Select::new(self.tenant)
    }

    /// The rows for which the condition holds.
    pub fn filter<P: Predicate<T>>(
        self,
        condition: impl FnOnce(E::Columns<T, Inner>) -> P,
    ) -> Select<T, E, Filtered> {
        Select::new(self.tenant).filter(condition)
    }

    /// Inserts one row.
    pub fn insert(self, row: E::New) -> Insert<T, E> {
        Insert::one(self.tenant, row)
    }

    /// Inserts many rows in one statement.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String, pub email: Option<String> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let new = |name: &str| NewFoo { name: name.into(), email: None };
    /// let foos = Client1Foo::insert_many([new("Ada"), new("Bob")]).fetch_all(&db).await?;
    /// assert_eq!((foos[1].id, foos[1].name.as_str()), (2, "Bob"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn insert_many(self, rows: impl IntoIterator<Item = E::New>) -> Insert<T, E> {
        Insert::many(self.tenant, rows.into_iter().collect())
    }

    /// Writes a row back: every column that is neither key nor generated, by its key.
    ///
    /// # Examples
    ///
    /// With a version column, the row has to be as it was read:
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Page { #[tenant(key, generated)] pub id: i64, pub title: String, #[tenant(version)] pub version: i32 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let mut mine = Client1Page::insert(NewPage { title: "Home".into() }).fetch_one(&db).await?;
    /// let mut theirs = Client1Page::find(mine.id).fetch_one(&db).await?;
    ///
    /// theirs.title = "Welcome".into();
    /// let theirs = Client1Page::update(&theirs).fetch_one(&db).await?;
    /// assert_eq!(theirs.version, 2);
    ///
    /// mine.title = "Start".into(); // of a row that has changed since
    /// let error = Client1Page::update(&mine).execute(&db).await.unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::VersionConflict);
    /// # Ok(())
    /// # }
    /// ```
    pub fn update(self, row: &Scoped<T, E>) -> UpdateRow<'_, T, E> {
        UpdateRow::new(self.tenant, row)
    }

    /// Deletes a row, by its key.
    pub fn delete(self, row: &Scoped<T, E>) -> DeleteRow<'_, T, E> {
        DeleteRow::new(self.tenant, row)
    }

    /// Sets columns of **every** row of the table.
    pub fn update_all<A: Assignments<T>>(
        self,
        assign: impl FnOnce(E::Columns<T, Inner>) -> A,
    ) -> Update<T, E> {
        self.all().into_state::<Filtered>().set(assign)
    }

    /// Deletes **every** row of the table.
    pub fn delete_all(self) -> Delete<T, E> {
        self.all().into_state::<Filtered>().delete()
    }
}

impl<T: fmt::Debug, E: Entity> fmt::Debug for Table<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Table")
            .field(&self.tenant)
            .field(&E::table().name)
            .finish()
    }
}
