//! Pages by key: each begins after the last row of the one before, found by its values instead of by
//! counting, so that a page far down is as fast as the first, and rows that come or go in between move
//! none of the others.

use std::{fmt, marker::PhantomData};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    Error, ErrorKind, Executor, Result, Scoped,
    entity::Entity,
    expr::{BoolExpression, Draft, Expr, Inner, Order, Orders, value},
    query::{
        Select, SqlText,
        build::Want,
        explain,
        job::{self, Start},
        parts::Parts,
        select::Open,
    },
    row::RowRef,
    sql::Piece,
    tenant::Tenant,
    value::SqlType,
};

/// A page of the rows of entity `E`, in an order.
#[must_use = "a query does nothing until `fetch` runs it"]
pub struct Keyset<T, E> {
    tenant: T,
    plan: Parts,
    orders: Vec<Order<T>>,
    rows: u32,
    /// The values of the last row before, or why there are none.
    after: Option<Result<Cursor>>,
    entity: PhantomData<fn() -> E>,
}

/// Rows of a page, and where the next begins.
#[derive(Debug)]
pub struct KeysetPage<R> {
    /// The rows, in order.
    pub rows: Vec<R>,
    /// What [`Keyset::after`] takes for the next page; nothing if this was the last.
    pub next: Option<String>,
}

impl<T: Tenant, E: Entity, State: Open> Select<T, E, State> {
    /// A page of at most so many rows in an order, whose ties the primary key breaks.
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
    /// let new = |name: &str| NewFoo { name: name.into() };
    /// Client1Foo::insert_many([new("Bob"), new("Ada"), new("Ada")]).execute(&db).await?;
    ///
    /// let page = || Client1Foo::all().keyset(2, |foo| foo.name.asc());
    /// let first = page().fetch(&db).await?;
    /// assert_eq!(first.rows.iter().map(|foo| foo.id).collect::<Vec<_>>(), [2, 3]);
    ///
    /// let cursor = first.next.expect("there are more"); // a text, as for a link
    /// let second = page().after(&cursor).fetch(&db).await?;
    /// assert_eq!((second.rows[0].name.as_str(), second.next), ("Bob", None));
    /// # Ok(())
    /// # }
    /// ```
    pub fn keyset<O: Orders<T>>(
        self,
        rows: u32,
        order: impl FnOnce(E::Columns<T, Inner>) -> O,
    ) -> Keyset<T, E> {
        let mut orders = Vec::new();
        order(self.columns()).collect(&mut orders);
        let table = E::table();
        for column in table.key {
            let column = &table.columns[*column];
            let mut key = Draft::new();
            key.own(self.tenant);
            key.push(Piece::Of(self.plan.alias(), column.name));
            orders.push(Order::of_type(Expr::new(key), column.ty));
        }
        Keyset {
            tenant: self.tenant,
            plan: self.plan,
            orders,
            rows,
            after: None,
            entity: PhantomData,
        }
    }
}

impl<T: Tenant, E: Entity> Keyset<T, E> {
    /// The page after the one that had this as [`KeysetPage::next`].
    ///
    /// The text is no secret, and can be changed by whoever has it: it says where to begin, and nothing
    /// else. One that is not of a query with this order is an error, before anything is sent.
    pub fn after(mut self, cursor: &str) -> Self {
        self.after = Some(Cursor::read(cursor, self.order_id(), self.orders.len()));
        self
    }

    /// Runs the query.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`] for a cursor that is none of such a query's, or a value in it that is none of
    /// its column's (SQLSTATE 22P02); and as `fetch_all`.
    pub async fn fetch(self, executor: &dyn Executor<T>) -> Result<KeysetPage<Scoped<T, E>>> {
        let (tenant, order_id, keys) = (self.tenant, self.order_id(), self.orders.len());
        let rows = usize::try_from(self.rows).unwrap_or(usize::MAX);
        let start = Start::with(executor, tenant, Want::Rows);
        let columns = E::table().columns.len();
        let decode = move |row: RowRef<'_>| {
            let key: Result<Vec<Option<String>>> = (columns..columns + keys)
                .map(|index| row.get(index))
                .collect();
            let row = E::from_row(row, 0)?;
            Ok((Scoped { tenant, row }, key?))
        };
        let mut found = job::every(self.into_parts()?, start, decode).await?;
        let is_last = found.len() <= rows;
        found.truncate(rows);
        let next = match found.last() {
            Some((_, key)) if !is_last => Some(Cursor::write(order_id, key)),
            _ => None,
        };
        Ok(KeysetPage {
            rows: found.into_iter().map(|(row, _)| row).collect(),
            next,
        })
    }

    /// How the server would run the query (`EXPLAIN`), line by line. It is not run.
    ///
    /// # Errors
    ///
    /// As [`Keyset::fetch`].
    pub async fn explain(self, executor: &dyn Executor<T>) -> Result<String> {
        let tenant = self.tenant;
        explain::explain(tenant, self.into_parts()?, executor).await
    }

    /// The query as it is sent where tables are named with their schema, and the types of its
    /// parameters.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the query before it is sent.
    pub fn to_sql(self) -> Result<SqlText> {
        explain::text(self.tenant, self.into_parts()?)
    }

    fn into_parts(self) -> Result<Parts> {
        let Self {
            tenant,
            mut plan,
            orders,
            rows,
            after,
            ..
        } = self;
        if let Some(cursor) = after {
            let after = after_row(&orders, &cursor?.0).into_draft();
            plan.filter(after.into_fragment(tenant));
        }
        let mut list = Draft::new();
        list.push(Piece::Row(plan.alias(), E::table().columns));
        for order in &orders {
            list.text(", ");
            list.absorb(order.by.again().cast_to::<String, bool>().into_draft());
            // Otherwise it would be named as the column, and the order by that ambiguous.
            list.text(" AS \"tenant key\"");
        }
        plan.rare().list = Some(list.into_fragment(tenant));
        let mut by = Draft::default();
        orders.write(&mut by);
        plan.order(by.into_fragment(tenant));
        plan.limit(i64::from(rows) + 1); // one more tells whether there is a next page
        Ok(plan)
    }

    /// A number that differs for another order.
    fn order_id(&self) -> u64 {
        let mut id = fnv(0, E::table().name);
        for order in &self.orders {
            id = fnv(id, order.direction());
            id = fnv(id, order.ty.name);
            for name in order.by.names() {
                id = fnv(id, name);
            }
        }
        id
    }
}

/// The condition for what comes after a row with such values.
fn after_row<T: Tenant>(orders: &[Order<T>], key: &[Option<String>]) -> Expr<T, Option<bool>> {
    let mut all: Option<Expr<T, Option<bool>>> = None;
    for (last, order) in orders.iter().enumerate() {
        let Some(after) = after_value(order, key[last].as_deref()) else {
            continue; // nothing comes after it in this order
        };
        let mut equal = after;
        for (order, key) in orders[..last].iter().zip(key).rev() {
            equal = same_value(order, key.as_deref()).and(equal);
        }
        all = Some(match all {
            None => equal,
            Some(all) => all.or(equal),
        });
    }
    all.unwrap_or_else(|| Expr::constant("false"))
}

fn after_value<T: Tenant>(order: &Order<T>, key: Option<&str>) -> Option<Expr<T, Option<bool>>> {
    let by = || order.by.again();
    let nulls_follow = order.ty.nullable && !order.has_nulls_first();
    let Some(key) = key else {
        return order
            .has_nulls_first()
            .then(|| by().postfix(" IS NOT NULL"));
    };
    let operator = if order.descending { " < " } else { " > " };
    let after = by().compared_with_text(operator, key, order.ty);
    Some(if nulls_follow {
        after.or(by().postfix::<Option<bool>>(" IS NULL"))
    } else {
        after
    })
}

fn same_value<T: Tenant>(order: &Order<T>, key: Option<&str>) -> Expr<T, Option<bool>> {
    let by = order.by.again();
    match key {
        None => by.postfix(" IS NULL"),
        Some(key) => by.compared_with_text(" = ", key, order.ty),
    }
}

impl<T: Tenant> Expr<T, bool> {
    /// Compares it with a value of its type that is given as text.
    fn compared_with_text(
        self,
        operator: &'static str,
        text: &str,
        ty: SqlType,
    ) -> Expr<T, Option<bool>> {
        let text: Expr<T, String> = value(text.to_owned());
        let text: Expr<T, bool> = text.after("CAST(");
        let mut text = text.then(" AS ").then(ty.name);
        if ty.array {
            text = text.then("[]");
        }
        let mut whole: Expr<T, Option<bool>> = self.postfix(operator);
        whole.draft_mut().absorb(text.closed().into_draft());
        whole
    }
}

/// The values of a row by which it is ordered, as texts.
struct Cursor(Vec<Option<String>>);

impl Cursor {
    fn write(order_id: u64, key: &[Option<String>]) -> String {
        let mut bytes = order_id.to_be_bytes().to_vec();
        for value in key {
            match value {
                None => bytes.push(0),
                Some(value) => {
                    bytes.push(1);
                    let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
                    bytes.extend_from_slice(&length.to_be_bytes());
                    bytes.extend_from_slice(value.as_bytes());
                }
            }
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn read(cursor: &str, order_id: u64, keys: usize) -> Result<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok();
        let key = bytes.and_then(|bytes| {
            let mut rest = bytes.strip_prefix(&order_id.to_be_bytes())?;
            let mut key = Vec::with_capacity(keys);
            for _ in 0..keys {
                let (is_given, after) = rest.split_first()?;
                rest = after;
                if is_given == &0 {
                    key.push(None);
                    continue;
                }
                let (length, after) = rest.split_first_chunk()?;
                let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
                let (value, after) = after.split_at_checked(length)?;
                rest = after;
                key.push(Some(String::from_utf8(value.to_vec()).ok()?));
            }
            rest.is_empty().then_some(key)
        });
        key.map(Self).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidInput,
                "the cursor is none of a page in this order; begin with the first page",
            )
        })
    }
}

/// FNV-1a, which is the same in every build.
fn fnv(seed: u64, text: &str) -> u64 {
    let mut hash = seed ^ 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes().chain([0]) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

impl<T: fmt::Debug, E> fmt::Debug for Keyset<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyset")
            .field("tenant", &self.tenant)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}
