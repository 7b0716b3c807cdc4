//! The children of many rows in one query, instead of one for each.

use std::{fmt, marker::PhantomData};

use postgres_types::Type;

use crate::{
    Executor, Result, Scoped,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Column, Draft, Expr, Inner, Orders, Predicate},
    home::Locate,
    params::Params,
    query::{
        array::Array,
        build::Want,
        job::{self, Start},
        parts::{self, INNER, Parts, Right},
        verbs::impl_verbs,
    },
    row::RowRef,
    sql::Piece,
    table::Table,
    tenant::Tenant,
    value::Value,
};

/// The rows of entity `E` that belong to each of some rows.
#[must_use = "a query does nothing until `fetch` runs it"]
pub struct Children<T, E> {
    tenant: T,
    plan: Parts,
    parents: usize,
    entity: PhantomData<fn() -> E>,
}

impl<T: Tenant, E: Entity> Table<T, E> {
    /// The rows that reference each of these, by a column that is declared so.
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
    /// let new = |name: &str| NewPerson { name: name.into() };
    /// let people = Client1Person::insert_many([new("Ada"), new("Bob")]).fetch_all(&db).await?;
    /// let order = |buyer| NewOrder { buyer };
    /// Client1Order::insert_many([order(1), order(1)]).execute(&db).await?;
    ///
    /// let orders: Vec<Vec<Client1Order>> = Client1Order::children_of(&people, |order| order.buyer)
    ///     .order_by(|order| order.id.desc())
    ///     .fetch(&db) // one query, however many people
    ///     .await?;
    /// for (person, orders) in people.iter().zip(&orders) {
    ///     println!("{}: {} orders", person.name, orders.len());
    /// }
    /// assert_eq!((orders[0].len(), orders[0][0].id, orders[1].len()), (2, 2, 0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn children_of<'p, U, P, V>(
        self,
        parents: impl IntoIterator<Item = &'p Scoped<U, P>>,
        reference: impl FnOnce(E::Columns<T, Inner>) -> Column<T, V, Inner, P>,
    ) -> Children<T, E>
    where
        U: Tenant,
        P: Entity<Home: Locate<T, Tenant = U>>,
        V: Value,
    {
        let select = self.all();
        let reference = reference(select.columns());
        let mut keys = None;
        let alias = Alias::fresh();
        let mut table = Draft::new();
        let mut parents_count = 0;
        for parent in parents {
            table.own_visible(parent.tenant);
            let mut params = Params::new();
            parent.row.bind_own_key(&mut params);
            // A key that a column references is a single one; a version may come after it.
            if let Some(Some(key)) = params.as_slice().first() {
                keys.get_or_insert_with(|| Array::of_elements(&key.sql_type()))
                    .push(Some(*key));
            }
            parents_count += 1;
        }
        table.text("unnest(");
        table.param(keys.unwrap_or_else(|| Array::of_elements(&Type::TEXT)));
        table.text("::");
        table.text(key_type(P::table()));
        table.text("[]) WITH ORDINALITY");
        table.push(Piece::As(alias));
        table.text("(\"key\", \"number\")");
        let mut condition = Draft::new();
        reference.write(&mut condition);
        condition.text(" = ");
        condition.push(Piece::Of(alias, "key"));
        let mut list = Draft::new();
        list.push(Piece::Row(select.plan.alias(), E::table().columns));
        list.text(", ");
        list.push(Piece::Of(alias, "number"));
        let mut order = Draft::new();
        order.push(Piece::Of(alias, "number"));
        let (tenant, mut plan) = (select.tenant, select.plan);
        let join = parts::Join {
            keyword: INNER,
            right: Right::Query(table.into_fragment(tenant), None),
            alias,
            condition: Some(condition.into_fragment(tenant)),
        };
        plan.join(join);
        plan.rare().list = Some(list.into_fragment(tenant));
        plan.order(order.into_fragment(tenant));
        Children {
            tenant,
            plan,
            parents: parents_count,
            entity: PhantomData,
        }
    }
}

impl_verbs!(explain: [T, E] Children<T, E>, T);

/// The SQL type of a key that a single column can reference.
fn key_type(table: &'static TableDef) -> &'static str {
    table.columns[table.key[0]].ty.name
}

impl<T: Tenant, E: Entity> Children<T, E> {
    /// Keeps the rows that the condition holds for.
    pub fn filter<P: Predicate<T>>(
        mut self,
        condition: impl FnOnce(E::Columns<T, Inner>) -> P,
    ) -> Self {
        let condition: Expr<T, P::Value> = condition(self.columns()).into_condition();
        self.plan
            .filter(condition.into_draft().into_fragment(self.tenant));
        self
    }

    /// Orders the rows that belong to one.
    pub fn order_by<O: Orders<T>>(mut self, order: impl FnOnce(E::Columns<T, Inner>) -> O) -> Self {
        let mut by = Draft::default();
        order(self.columns()).write(&mut by);
        self.plan.order(by.into_fragment(self.tenant));
        self
    }

    /// Runs the query: for each of the given rows, in their order, those that belong to it.
    ///
    /// # Errors
    ///
    /// As `fetch_all`.
    pub async fn fetch(self, executor: &dyn Executor<T>) -> Result<Vec<Vec<Scoped<T, E>>>> {
        let mut families: Vec<Vec<_>> = (0..self.parents).map(|_| Vec::new()).collect();
        if families.is_empty() {
            return Ok(families);
        }
        let tenant = self.tenant;
        let start = Start::with(executor, tenant, Want::Rows);
        let columns = E::table().columns.len();
        let decode = move |row: RowRef<'_>| {
            let number: i64 = row.get(columns)?;
            let row = E::from_row(row, 0)?;
            Ok((number, Scoped { tenant, row }))
        };
        for (number, child) in job::every(self.plan, start, decode).await? {
            let family = usize::try_from(number - 1).ok();
            if let Some(family) = family.and_then(|number| families.get_mut(number)) {
                family.push(child);
            }
        }
        Ok(families)
    }

    fn columns(&self) -> E::Columns<T, Inner> {
        E::columns(self.tenant, self.plan.alias())
    }
}

impl<T: fmt::Debug, E> fmt::Debug for Children<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Children")
            .field("tenant", &self.tenant)
            .field("parents", &self.parents)
            .finish_non_exhaustive()
    }
}
