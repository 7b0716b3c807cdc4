//! Joins: along a reference that an entity declares, by any condition, and with a query for each row.

use std::marker::PhantomData;

use crate::{
    alias::Alias,
    entity::Entity,
    expr::{Column, Draft, Expr, Expression, Predicate, Side},
    home::Locate,
    query::{
        Select,
        build::Want,
        parts::{self, INNER, LATERAL, Right},
        select::Open,
    },
    sql::Piece,
    tables::{Joinable, Joined, Maybe, TableRef, Tables},
    tenant::Tenant,
    value::Value,
};

/// A column that references another entity, as the derive declares it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` references no entity in a query of tenant `{T}`",
    label = "not a column of tenant `{T}` with `#[tenant(references = …)]`",
    note = "to join by another condition, name the entity: `.join_on::<Bar>(|(foo, bar)| foo.bar.eq(bar.id))`"
)]
pub trait References<T: Tenant> {
    /// The entity whose key it holds.
    type Target: Entity<Home: Locate<T>>;

    #[doc(hidden)]
    fn condition(self, target: Alias) -> Expr<T, bool>;
}

#[diagnostic::do_not_recommend]
impl<T, V, N, E> References<T> for Column<T, V, N, E>
where
    T: Tenant,
    V: Value,
    N: Side,
    E: Entity<Home: Locate<T>>,
{
    type Target = E;

    fn condition(self, target: Alias) -> Expr<T, bool> {
        let table = E::table();
        let key = table.columns[table.key[0]].name;
        let mut equal: Expr<T, bool> = self.into_expr().postfix(" = ");
        equal.draft_mut().push(Piece::Of(target, key));
        equal
    }
}

/// A query of several tables, of which the last is `R`.
pub type Join<T, S, R, State> = Select<T, Joined<S, R>, State>;

impl<T: Tenant, S: Tables<T>, State: Open> Select<T, S, State> {
    /// Joins the entity that a column references, along that reference: each row with the one that it
    /// refers to. Rows that refer to none are left out.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64, #[tenant(references = Person)] pub seller: Option<i64> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let ada = Client1Person::insert(NewPerson { name: "Ada".into() }).fetch_one(&db).await?;
    /// Client1Order::insert(NewOrder { buyer: ada.id, seller: None }).execute(&db).await?;
    ///
    /// let orders: Vec<(Client1Order, Client1Person, Option<Client1Person>)> = Client1Order::all()
    ///     .join(|order| order.buyer)
    ///     .left_join(|(order, _buyer)| order.seller)
    ///     .filter(|(_order, buyer, _seller)| buyer.name.eq("Ada"))
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(orders[0].1.name, "Ada");
    /// assert!(orders[0].2.is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub fn join<X: References<T>>(
        self,
        reference: impl FnOnce(S::Columns) -> X,
    ) -> Join<T, S, X::Target, State>
    where
        Joined<S, X::Target>: Tables<T>,
    {
        let reference = reference(self.columns());
        self.joined(INNER, |_, alias| reference.condition(alias).into_draft())
    }

    /// The same, with the rows that refer to none as well.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client, shared)]
    /// # pub struct Country { #[tenant(key)] pub code: String, pub name: String }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String, #[tenant(references = Country)] pub country: Option<String> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// SharedCountry::insert(Country { code: "NO".into(), name: "Norway".into() }).execute(&db).await?;
    /// let new = |name: &str, country: Option<&str>| NewPerson { name: name.into(), country: country.map(Into::into) };
    /// Client1Person::insert_many([new("Ada", Some("NO")), new("Bob", None)]).execute(&db).await?;
    ///
    /// // A table that all tenants share; where there is no row of it, there is none of its columns.
    /// let origins: Vec<(String, Option<String>)> = Client1Person::all()
    ///     .left_join(|person| person.country)
    ///     .select(|(person, country)| (person.name, country.name))
    ///     .order_by(|(person, _)| person.id.asc())
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(origins, [("Ada".to_owned(), Some("Norway".to_owned())), ("Bob".to_owned(), None)]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn left_join<X: References<T>>(
        self,
        reference: impl FnOnce(S::Columns) -> X,
    ) -> Join<T, S, Maybe<X::Target>, State>
    where
        Joined<S, Maybe<X::Target>>: Tables<T>,
    {
        let reference = reference(self.columns());
        self.joined(" LEFT JOIN ", |_, alias| {
            reference.condition(alias).into_draft()
        })
    }

    /// Joins an entity by a condition: each row with every one that the condition holds for.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String, pub boss: Option<i64> }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let ada = Client1Person::insert(NewPerson { name: "Ada".into(), boss: None }).fetch_one(&db).await?;
    /// Client1Person::insert(NewPerson { name: "Bob".into(), boss: Some(ada.id) }).execute(&db).await?;
    ///
    /// let pairs: Vec<(String, String)> = Client1Person::all()
    ///     .join_on::<Person, _>(|(person, boss)| person.boss.eq(boss.id)) // with itself
    ///     .select(|(person, boss)| (person.name, boss.name))
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(pairs, [("Bob".to_owned(), "Ada".to_owned())]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn join_on<R, P>(
        self,
        condition: impl FnOnce(<Joined<S, R> as Tables<T>>::Columns) -> P,
    ) -> Join<T, S, R, State>
    where
        R: Joinable<T> + Entity,
        P: Predicate<T>,
        Joined<S, R>: Tables<T>,
    {
        self.joined(INNER, |columns, _| {
            condition(columns).into_condition().into_draft()
        })
    }

    /// The same, with the rows that it holds for none with as well.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64, pub price: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let new = |name: &str| NewPerson { name: name.into() };
    /// Client1Person::insert_many([new("Ada"), new("Bob")]).execute(&db).await?;
    /// Client1Order::insert(NewOrder { buyer: 1, price: 5 }).execute(&db).await?;
    ///
    /// let without: Vec<(Client1Person, Option<Client1Order>)> = Client1Person::all()
    ///     .left_join_on::<Order, _>(|(person, order)| order.buyer.eq(person.id))
    ///     .filter(|(_, order)| order.id.is_null())
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(without.len(), 1);
    /// assert_eq!(without[0].0.name, "Bob");
    /// # Ok(())
    /// # }
    /// ```
    pub fn left_join_on<R, P>(
        self,
        condition: impl FnOnce(<Joined<S, Maybe<R>> as Tables<T>>::Columns) -> P,
    ) -> Join<T, S, Maybe<R>, State>
    where
        R: Entity,
        Maybe<R>: Joinable<T, Entity = R>,
        P: Predicate<T>,
        Joined<S, Maybe<R>>: Tables<T>,
    {
        self.joined(" LEFT JOIN ", |columns, _| {
            condition(columns).into_condition().into_draft()
        })
    }

    /// Joins each row with the rows of a query of its own, which may name its columns: its newest three
    /// children, say. Rows whose query has none are left out.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Person { #[tenant(key, generated)] pub id: i64, pub name: String }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Order { #[tenant(key, generated)] pub id: i64, #[tenant(references = Person)] pub buyer: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let ada = Client1Person::insert(NewPerson { name: "Ada".into() }).fetch_one(&db).await?;
    /// let order = || NewOrder { buyer: ada.id };
    /// Client1Order::insert_many([order(), order(), order()]).execute(&db).await?;
    ///
    /// let newest: Vec<(Client1Person, Client1Order)> = Client1Person::all()
    ///     .join_lateral(|person| {
    ///         Client1Order::filter(|order| order.buyer.eq(person.id))
    ///             .order_by(|order| order.id.desc())
    ///             .limit(2)
    ///     })
    ///     .fetch_all(&db)
    ///     .await?;
    /// assert_eq!(newest.iter().map(|(_, order)| order.id).collect::<Vec<_>>(), [3, 2]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn join_lateral<R, Inner>(
        self,
        query: impl FnOnce(S::Columns) -> Select<T, R, Inner>,
    ) -> Join<T, S, R, State>
    where
        R: Joinable<T> + Entity,
        Joined<S, R>: Tables<T>,
    {
        let query = query(self.columns());
        let alias = Alias::fresh();
        let mut table = Draft::new();
        table.own(query.tenant);
        table.text("(");
        query.plan.write(Want::Rows, table.fragment());
        table.text(")");
        table.push(Piece::As(alias));
        let join = parts::Join {
            keyword: LATERAL,
            right: Right::Query(table.into_fragment(self.tenant), Some(R::table())),
            alias,
            condition: None,
        };
        self.with(join)
    }

    fn joined<R>(
        self,
        keyword: &'static str,
        condition: impl FnOnce(<Joined<S, R> as Tables<T>>::Columns, Alias) -> Draft<T>,
    ) -> Join<T, S, R, State>
    where
        R: Joinable<T>,
        Joined<S, R>: Tables<T>,
    {
        let alias = Alias::fresh();
        let mut aliases = self.plan.aliases.clone();
        aliases.push(alias);
        let columns = <Joined<S, R> as Tables<T>>::columns(self.tenant, &aliases);
        let join = parts::Join {
            keyword,
            right: Right::Table(TableRef::of::<R::Entity>()),
            alias,
            condition: Some(condition(columns, alias).into_fragment(self.tenant)),
        };
        self.with(join)
    }

    /// With one table more.
    fn with<R>(mut self, join: parts::Join) -> Join<T, S, R, State>
    where
        R: Joinable<T>,
        Joined<S, R>: Tables<T>,
    {
        self.plan.join(join);
        Select {
            tenant: self.tenant,
            plan: self.plan,
            state: PhantomData,
        }
    }
}

/// The rows of a join, which are tuples.
pub(super) type JoinedValues<T, L, R> =
    super::Values<T, Joined<L, R>, <Joined<L, R> as Tables<T>>::Row>;

/// Rows of a join, which are tuples.
impl<T: Tenant, L: 'static, R: 'static, State> Select<T, Joined<L, R>, State>
where
    Joined<L, R>: Tables<T, Row: crate::FromRow<T>>,
{
    fn rows(self) -> JoinedValues<T, L, R> {
        super::Values::new(self.tenant, self.plan)
    }

    /// Without rows that equal another.
    pub fn distinct(self) -> JoinedValues<T, L, R> {
        self.rows().distinct()
    }

    /// Runs the query and returns its first row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is none,
    /// [`ErrorKind::TenantMismatch`](crate::ErrorKind::TenantMismatch) when two tenants met in the
    /// statement, and any error of the server.
    #[cfg_attr(not(debug_assertions), inline(always))] // as of the other verbs
    pub fn fetch_one(
        self,
        executor: &dyn crate::Executor<T>,
    ) -> impl Future<Output = crate::Result<<Joined<L, R> as Tables<T>>::Row>> + Send {
        self.rows().fetch_one(executor)
    }

    /// Runs the query and returns its first row, if there is one.
    ///
    /// # Errors
    ///
    /// As `fetch_one`, but for `NotFound`.
    #[cfg_attr(not(debug_assertions), inline(always))] // as of the other verbs
    pub fn fetch_optional(
        self,
        executor: &dyn crate::Executor<T>,
    ) -> impl Future<Output = crate::Result<Option<<Joined<L, R> as Tables<T>>::Row>>> + Send {
        self.rows().fetch_optional(executor)
    }

    /// Runs the query and returns every row.
    ///
    /// # Errors
    ///
    /// As `fetch_optional`.
    #[cfg_attr(not(debug_assertions), inline(always))] // as of the other verbs
    pub fn fetch_all(
        self,
        executor: &dyn crate::Executor<T>,
    ) -> impl Future<Output = crate::Result<Vec<<Joined<L, R> as Tables<T>>::Row>>> + Send {
        self.rows().fetch_all(executor)
    }

    /// Runs the query and returns its rows as they come.
    ///
    /// Errors come as items of the stream; they are those of `fetch_optional`.
    pub fn fetch<'x>(
        self,
        executor: &'x dyn crate::Executor<T>,
    ) -> super::Rows<'x, <Joined<L, R> as Tables<T>>::Row>
    where
        Self: 'x,
    {
        self.rows().fetch(executor)
    }
}
