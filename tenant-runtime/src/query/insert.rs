//! Inserts: one row, or many in one statement.

use std::fmt;

use crate::{
    Result,
    alias::Alias,
    def::{ColumnDef, TableDef},
    entity::{Entity, NewRow, Statements},
    expr::Fragment,
    params::{Given, Params},
    query::{
        build::{Built, Plan, Want},
        conflict::{Conflict, Unique},
        unnest::{self, Arrays},
        verbs::impl_verbs,
    },
    sql::{Lists, Piece, Sink as _},
    tables::TableRef,
    tenant::Tenant,
};

/// An insert of one row, or of many.
#[must_use = "a statement does nothing until a verb such as `fetch_one` runs it"]
pub struct Insert<T, E: Entity> {
    pub(super) tenant: T,
    pub(super) plan: InsertPlan<E::New>,
}

impl<T: Tenant, E: Entity> Insert<T, E> {
    pub(crate) fn one(tenant: T, row: E::New) -> Self {
        Self {
            tenant,
            plan: InsertPlan {
                rows: Rows::One(row),
                tail: None,
            },
        }
    }

    pub(crate) fn many(tenant: T, rows: Vec<E::New>) -> Self {
        Self {
            tenant,
            plan: InsertPlan {
                rows: Rows::Many(rows, Arrays::default()),
                tail: None,
            },
        }
    }

    /// Says that a row with the same unique value may be there, and of which constraint; then what
    /// happens to it. Without it, that is an error (SQLSTATE 23505).
    ///
    /// A constraint is named by the fields that it is of, joined by `_`: `unique.email`, and
    /// `unique.order_line` of a key, or a `unique(order, line)`, of two.
    ///
    /// # Examples
    ///
    /// ```
    /// # use tenant::prelude::*;
    /// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    /// # pub enum Client { Client1, Client2 }
    /// # #[derive(Entity, Debug)]
    /// # #[tenant(set = Client)]
    /// # pub struct Page { #[tenant(key, generated)] pub id: i64, #[tenant(unique)] pub url: String, pub visits: i64 }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    /// # let server = tenant::embedded::TestDatabase::create().await?;
    /// # let db = Database::connect(server.url()).await?;
    /// # Client::create_all(&db).await?;
    /// let visit = |visits| NewPage { url: "/home".into(), visits };
    /// Client1Page::insert(visit(1)).execute(&db).await?;
    ///
    /// let page = Client1Page::insert(visit(2))
    ///     .on_conflict(|unique| unique.url)
    ///     .do_update(|there, new| there.visits.to(there.visits + new.visits))
    ///     .fetch_one(&db)
    ///     .await?;
    /// assert_eq!(page.visits, 3);
    ///
    /// let kept = Client1Page::insert_many([visit(9)]).on_conflict(|unique| unique.url).do_nothing();
    /// assert_eq!(kept.execute(&db).await?, 0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_conflict(self, unique: impl FnOnce(E::Uniques) -> Unique<E>) -> Conflict<T, E> {
        Conflict::new(self.tenant, self.plan, &unique(E::uniques()))
    }
}

/// What remains of an [`Insert`].
pub(crate) struct InsertPlan<N> {
    rows: Rows<N>,
    tail: Option<Box<Tail>>,
}

enum Rows<N> {
    One(N),
    /// With what is sent in their place.
    Many(Vec<N>, Arrays),
}

/// What comes after the values of an insert.
pub(crate) struct Tail {
    /// What the table is called in it.
    pub(crate) alias: Alias,
    pub(crate) conflict: Fragment,
    /// What it returns, if rows are wanted.
    pub(crate) returning: Fragment,
}

impl Tail {
    /// Returns every column, as an insert without a tail does.
    pub(crate) fn of<E: Entity>(alias: Alias, conflict: Fragment) -> Self {
        let mut returning = Fragment::default();
        returning.push(Piece::Row(alias, E::table().columns));
        Self {
            alias,
            conflict,
            returning,
        }
    }
}

impl<N> InsertPlan<N> {
    pub(crate) fn with_tail(self, tail: Tail) -> Self {
        Self {
            tail: Some(Box::new(tail)),
            ..self
        }
    }

    /// What the table is called in what is returned.
    pub(crate) fn alias<E: Entity<New = N>>(&mut self) -> Alias {
        self.tail::<E>().alias
    }

    pub(crate) fn return_these<E: Entity<New = N>>(&mut self, list: Fragment) {
        self.tail::<E>().returning = list;
    }

    /// What comes after the values; every column, if nothing was said.
    fn tail<E: Entity<New = N>>(&mut self) -> &mut Tail {
        self.tail
            .get_or_insert_with(|| Box::new(Tail::of::<E>(Alias::fresh(), Fragment::default())))
    }
}

impl<N: NewRow> Plan for InsertPlan<N> {
    fn operation(&self) -> &'static str {
        "INSERT"
    }

    fn table(&self) -> &'static TableDef {
        N::Entity::table()
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        let target = Target {
            source: TableRef::of::<N::Entity>(),
            statements: N::Entity::statements(),
            tail: self.tail.as_deref(),
        };
        match &self.rows {
            Rows::One(row) => {
                row.bind(&mut built.params);
                target.one(want, built)
            }
            Rows::Many(rows, arrays) => {
                let mut all = target.room_for(rows.len());
                // Not an iterator, which is compiled for each entity, and is more than all of this.
                let mut left = rows.as_slice();
                while let [row, others @ ..] = left {
                    row.bind(&mut all);
                    left = others;
                }
                target.many(
                    want,
                    &ManyRows {
                        rows: rows.len(),
                        values: all.as_slice(),
                        arrays,
                    },
                    built,
                )
            }
        }
    }
}

/// What rows go into, and what comes after them. It knows no entity, so that it is compiled once.
struct Target<'a> {
    source: TableRef,
    statements: &'static Statements,
    tail: Option<&'a Tail>,
}

/// Many rows.
struct ManyRows<'v, 'a> {
    rows: usize,
    /// Their values, row by row.
    values: &'v [Given<'v>],
    arrays: &'a Arrays,
}

impl<'a> Target<'a> {
    #[inline]
    fn one(&self, want: Want, built: &mut Built<'a>) -> Result<()> {
        if self.tail.is_none() && built.params.as_slice().iter().all(Option::is_some) {
            built.returning(self.statements.insert, want);
            return Ok(());
        }
        self.with_defaults(want, built)
    }

    fn with_defaults(&self, want: Want, built: &mut Built<'a>) -> Result<()> {
        let columns = self.source.table.inserted().collect();
        let values = std::mem::take(&mut built.params);
        let lists = self.values(columns, values);
        self.finish(want, lists, true, built)
    }

    /// For the values of so many rows.
    fn room_for(&self, rows: usize) -> Params<'a> {
        let columns = self.source.table.inserted().count();
        Params::with_capacity(rows.saturating_mul(columns))
    }

    fn many(&self, want: Want, given: &ManyRows<'_, 'a>, built: &mut Built<'a>) -> Result<()> {
        if given.rows == 0 {
            built.idle = true;
            return Ok(());
        }
        let columns: Vec<_> = self.source.table.inserted().collect();
        let mut lists = self.head();
        if unnest::write(&columns, given.values, given.arrays, &mut lists) {
            return self.finish(want, lists, true, built);
        }
        // Nothing is given, and a row without values is none to unnest.
        let mut defaults = Params::new();
        for _ in 0..given.rows {
            defaults.push_default();
        }
        let lists = self.values(Vec::new(), defaults);
        // The text depends on their number, so it is not worth preparing.
        self.finish(want, lists, false, built)
    }

    /// `INSERT INTO table`
    fn head(&self) -> Lists<'a> {
        let mut head = Lists::default();
        head.text("INSERT INTO ");
        let alias = self.tail.map(|tail| tail.alias);
        self.source.place().write_as(alias, &mut head);
        head
    }

    /// `(a, b) VALUES ($1, DEFAULT), ($2, $3)`; a list cannot be empty, so where no column is given, one of
    /// them is named all the same.
    fn values(&self, mut columns: Vec<&'static ColumnDef>, mut values: Params<'a>) -> Lists<'a> {
        let mut lists = self.head();
        if columns.is_empty() {
            columns = self.source.table.columns.iter().take(1).collect();
        }
        write_names(&columns, &mut lists.pieces);
        lists.text(" VALUES ");
        if values.as_slice().is_empty() {
            values.push_default();
        }
        for (position, param) in values.as_slice().iter().enumerate() {
            lists.text(match (position, position % columns.len()) {
                (0, _) => "(",
                (_, 0) => "), (",
                _ => ", ",
            });
            lists.push(if param.is_none() {
                Piece::Text("DEFAULT")
            } else {
                Piece::Param
            });
        }
        lists.text(")");
        values.drop_defaults();
        lists.params = values;
        lists
    }

    fn finish(
        &self,
        want: Want,
        mut lists: Lists<'a>,
        reuse: bool,
        built: &mut Built<'a>,
    ) -> Result<()> {
        if let Some(tail) = self.tail {
            tail.conflict.write(&mut lists);
        }
        if want != Want::Count {
            match (self.tail, self.statements.insert.last()) {
                (Some(tail), _) => {
                    lists.text(" RETURNING ");
                    tail.returning.write(&mut lists);
                }
                (None, Some(returning)) => lists.push(*returning),
                (None, None) => {}
            }
        }
        built.reuse = reuse;
        built.lists(lists)
    }
}

/// `(a, b)`
pub(super) fn write_names(columns: &[&'static ColumnDef], pieces: &mut Vec<Piece>) {
    for (position, column) in columns.iter().enumerate() {
        pieces.push(Piece::Text(if position == 0 { " (" } else { ", " }));
        pieces.push(Piece::Column(column.name));
    }
    pieces.push(Piece::Text(")"));
}

impl_verbs!(changes: [T, E] Insert<T, E>, T, E);
impl_verbs!(explain: [T, E: Entity] Insert<T, E>, T);

impl<T: fmt::Debug, E: Entity> fmt::Debug for Insert<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = match &self.plan.rows {
            Rows::One(_) => 1,
            Rows::Many(rows, _) => rows.len(),
        };
        f.debug_struct("Insert")
            .field("tenant", &self.tenant)
            .field("rows", &rows)
            .finish_non_exhaustive()
    }
}
