//! Statements as text, and how the server would run them.

use std::fmt;

use postgres_types::Type;

use crate::{
    Executor, Result,
    def::TableDef,
    params::{Param, to_send},
    query::{
        build::{Built, IntoPlan, Plan, Want},
        job::{self, Start},
    },
    route::nowhere,
    row::RowRef,
    sql::Wording,
    tenant::{Target, Tenant},
};

/// A statement as text.
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
/// # fn main() -> Result<()> {
/// let sql = Client1Foo::filter(|foo| foo.name.eq("Ada")).select(|foo| foo.id).to_sql()?;
/// assert_eq!(sql.text, r#"SELECT "id" FROM "client1"."foo" WHERE "name" = $1"#);
/// assert_eq!(sql.types.iter().map(ToString::to_string).collect::<Vec<_>>(), ["text"]);
/// # Ok(())
/// # }
/// ```
///
/// What the server makes of it:
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
/// let plan = Client1Foo::find(7).delete().explain(&db).await?; // nothing is deleted
/// assert!(plan.starts_with("Delete on foo"), "{plan}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlText {
    /// The SQL.
    pub text: String,
    /// The types of `$1`, `$2`, ….
    pub types: Vec<Type>,
}

/// The text, and a line for each parameter.
impl fmt::Display for SqlText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        for (number, ty) in (1..).zip(&self.types) {
            write!(f, "\n-- ${number}: {ty}")?;
        }
        Ok(())
    }
}

pub(super) fn text<T: Tenant>(tenant: T, query: impl IntoPlan) -> Result<SqlText> {
    if let Target::Each = tenant.target() {
        return Err(nowhere(&Target::Each));
    }
    text_in(tenant.schema(), &query.into_plan(Want::Rows))
}

/// The text of a plan; that of one across schemas is in no schema.
pub(super) fn text_in(schema: &str, plan: &dyn Plan) -> Result<SqlText> {
    let mut built = Built::new();
    plan.build(Want::Rows, &mut built)?;
    let wording = Wording {
        sql: &built.sql,
        schema,
        qualified: true,
    };
    Ok(SqlText {
        text: wording.text(),
        types: to_send(built.params.as_slice())
            .map(Param::sql_type)
            .collect(),
    })
}

pub(super) async fn explain<T: Tenant>(
    tenant: T,
    query: impl IntoPlan,
    executor: &dyn Executor<T>,
) -> Result<String> {
    let start = Start::with(executor, tenant, Want::Rows);
    explain_from(start, query.into_plan(Want::Rows)).await
}

pub(super) async fn explain_from(start: Start<'_>, plan: impl Plan) -> Result<String> {
    let line = |row: RowRef<'_>| row.get(0);
    let lines: Vec<String> = job::every(Explained(plan), start, line).await?;
    Ok(lines.join("\n"))
}

/// A plan whose statement is explained instead of run.
struct Explained<P>(P);

impl<P: Plan> Plan for Explained<P> {
    fn operation(&self) -> &'static str {
        "EXPLAIN"
    }

    fn table(&self) -> &'static TableDef {
        self.0.table()
    }

    fn is_qualified(&self) -> bool {
        self.0.is_qualified()
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        self.0.build(want, built)?;
        built.sql = built.sql.explained();
        built.reuse = false;
        Ok(())
    }
}
