//! One query for many tenants: one statement, with a part for each schema.
//!
//! The query is written once, of [`Each`] tenant; its pieces and parameters are those of every part.

use std::{fmt, marker::PhantomData};

use futures_util::{StreamExt, stream::BoxStream};

use crate::{
    Error, ErrorKind, Executor, FromRow, Result,
    def::TableDef,
    home::Each,
    query::{
        Parts, Rows, Select, Values,
        build::{Built, Plan, Want},
        explain::{SqlText, explain_from, text_in},
        job::{self, Start},
    },
    row::RowRef,
    set::TenantSet,
    sql::{Listed, Piece, Purpose, Spread, Sql},
    tables::Tables,
    tenant::Tenant,
};

/// A query that runs for many tenants `T` of set `S` at once, and returns an `R` for each row; made by
/// [`TenantSet::across`].
#[must_use = "a query does nothing until a verb such as `fetch_all` runs it"]
pub struct Across<S, T, R> {
    tenants: Vec<T>,
    query: Parts,
    read: fn(T, RowRef<'_>, usize) -> Result<R>,
    set: PhantomData<fn() -> S>,
}

/// A query of [`Each`] tenant of set `S`, and what its rows are for a tenant `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a query of each tenant of `{S}`",
    note = "return one of `Foo::of(tenant)`, with the tenant that the closure is given"
)]
pub trait EachQuery<S: TenantSet, T: Tenant> {
    /// What becomes of a row: the scoped rows of a [`Select`]; of [`Values`], the tenant and what was selected.
    type Row: Send;

    #[doc(hidden)]
    fn into_parts(self) -> Parts;

    #[doc(hidden)]
    fn read(tenant: T, row: RowRef<'_>, at: usize) -> Result<Self::Row>;
}

#[diagnostic::do_not_recommend]
impl<S, T, X, State> EachQuery<S, T> for Select<Each<S>, X, State>
where
    S: TenantSet,
    T: Tenant,
    X: Tables<T, Row: FromRow<T>>,
{
    type Row = X::Row;

    fn into_parts(self) -> Parts {
        self.plan
    }

    fn read(tenant: T, row: RowRef<'_>, mut at: usize) -> Result<X::Row> {
        FromRow::read(tenant, row, &mut at)
    }
}

#[diagnostic::do_not_recommend]
impl<S, T, X, R> EachQuery<S, T> for Values<Each<S>, X, R>
where
    S: TenantSet,
    T: Tenant,
    R: FromRow<T>,
{
    type Row = (T, R);

    fn into_parts(self) -> Parts {
        self.plan
    }

    fn read(tenant: T, row: RowRef<'_>, mut at: usize) -> Result<(T, R)> {
        Ok((tenant, R::read(tenant, row, &mut at)?))
    }
}

impl<S: TenantSet, T: Tenant, R: Send> Across<S, T, R> {
    pub(crate) fn new<Q: EachQuery<S, T, Row = R>>(tenants: Vec<T>, query: Q) -> Self {
        Self {
            tenants,
            query: query.into_parts(),
            read: Q::read,
            set: PhantomData,
        }
    }

    /// Runs the statement and returns every row, in the order of the tenants; those of one tenant are in the
    /// order that the query asks for.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::TenantMismatch`] when a value of another tenant met the query; SQLSTATE 42P01 when a tenant
    /// lacks the table, 42501 when the user of the connection may not read it, 53200 when there are more tables
    /// and indexes than the server has room for locks; and any other error of the server.
    pub async fn fetch_all(self, executor: &dyn Executor<Each<S>>) -> Result<Vec<R>> {
        let (plan, decode) = self.into_plan();
        let (start, locate) = plan.start(executor);
        let mut rows = job::every(plan, start, decode).await.map_err(locate)?;
        // The server is free to mix the parts; few statements make it do so.
        if !rows.is_sorted_by_key(|(part, _)| *part) {
            rows.sort_by_key(|(part, _)| *part);
        }
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// Runs the statement and returns its rows as they come, for the most part in the order of the tenants.
    ///
    /// Errors come as items of the stream; they are those of `fetch_all`.
    pub fn fetch<'x>(self, executor: &'x dyn Executor<Each<S>>) -> BoxStream<'x, Result<R>>
    where
        R: 'x,
    {
        let (plan, decode) = self.into_plan();
        let (start, locate) = plan.start(executor);
        let rows = Rows::new(plan, start, decode);
        rows.map(move |row| row.map(|(_, row)| row).map_err(&locate))
            .boxed()
    }

    /// How the server would run the statement (`EXPLAIN`), line by line. It is not run.
    ///
    /// # Errors
    ///
    /// As `fetch_all`.
    pub async fn explain(self, executor: &dyn Executor<Each<S>>) -> Result<String> {
        let (plan, _) = self.into_plan();
        let (start, locate) = plan.start(executor);
        explain_from(start, plan).await.map_err(locate)
    }

    /// The statement as it is sent, and the types of its parameters; empty without a tenant.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the statement before it is sent.
    pub fn to_sql(self) -> Result<SqlText> {
        let (plan, _) = self.into_plan();
        text_in(S::SHARED, &plan)
    }

    /// What is left of it, and what reads a row with the number of its tenant.
    fn into_plan(self) -> (Branches, impl Fn(RowRef<'_>) -> Result<(usize, R)> + Send) {
        let Self { tenants, read, .. } = self;
        let branches = Branches::new(self.query, &tenants);
        let table = branches.query.table().name;
        let decode = move |row: RowRef<'_>| {
            let part: i32 = row.get(0)?;
            let part = usize::try_from(part).unwrap_or(usize::MAX);
            let tenant = *tenants.get(part).ok_or_else(strange)?;
            let row = read(tenant, row, 1);
            let row =
                row.map_err(|error| error.in_statement(tenant.schema(), table, "decoding"))?;
            Ok((part, row))
        };
        (branches, decode)
    }
}

#[cold]
fn strange() -> Error {
    Error::new(
        ErrorKind::Decode,
        "a row is of no tenant that was asked for",
    )
}

/// The statement: a query, and the schemas that it is for.
struct Branches {
    query: Parts,
    /// None if one of the tenants has no schema that is known here.
    schemas: Option<Vec<String>>,
    /// What errors and spans say of them.
    named: String,
}

impl Branches {
    fn new<T: Tenant>(query: Parts, tenants: &[T]) -> Self {
        let schema = |tenant: &T| tenant.target().schema().map(ToOwned::to_owned);
        let schemas: Option<Vec<_>> = tenants.iter().map(schema).collect();
        let first = tenants.first().map_or("", Tenant::schema);
        let named = match tenants.len() {
            0 | 1 => first.to_owned(),
            many => format!("{first} and {} more", many - 1),
        };
        Self {
            query,
            schemas,
            named,
        }
    }

    /// How it starts, and what its errors become.
    fn start<'x, S: TenantSet>(
        &self,
        executor: &'x dyn Executor<Each<S>>,
    ) -> (Start<'x>, impl Fn(Error) -> Error + Send + use<S>) {
        let start = Start::across(executor, self.schemas());
        let named = self.named.clone();
        (start, move |error: Error| {
            error.of_schemas(S::SHARED, &named)
        })
    }
}

impl Plan for Branches {
    fn operation(&self) -> &'static str {
        self.query.operation()
    }

    fn table(&self) -> &'static TableDef {
        self.query.table()
    }

    fn is_qualified(&self) -> bool {
        true
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        let schemas = self.schemas.as_ref().ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidInput,
                "a query across tenants is for tenants whose schemas are known: values of a set, or schemas",
            )
        })?;
        if schemas.is_empty() {
            built.idle = true;
            return Ok(());
        }
        self.query.build(want, built)?;
        built.identifier.schemas(schemas);
        built.sql = Sql::Across(self, Purpose::Run);
        Ok(())
    }
}

impl Listed for Branches {
    fn pieces(&self, want: Want) -> Vec<Piece> {
        self.query.pieces(want)
    }
}

impl Spread for Branches {
    fn schemas(&self) -> &[String] {
        self.schemas.as_deref().unwrap_or_default()
    }

    fn named(&self) -> &str {
        &self.named
    }
}

impl<S, T: fmt::Debug, R> fmt::Debug for Across<S, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Across")
            .field("tenants", &self.tenants)
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}
