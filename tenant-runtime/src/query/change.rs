//! A change of rows that are chosen: an update, a delete, or an insert of what a query selects.

use crate::{
    Result,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::Fragment,
    query::{
        build::{Built, Plan, Want},
        find::Key,
        parts::Parts,
    },
    sql::{Listed, Lists, Piece, Statement},
    tables::TableRef,
};

/// A change of rows of a table with key `K`. What many lack is behind a pointer, as in a query.
pub(crate) struct Change<K> {
    verb: Verb<K>,
    alias: Alias,
    /// What it returns, if rows are wanted; absent for every column.
    returning: Option<Box<Fragment>>,
    source: TableRef,
}

enum Verb<K> {
    /// With the query, up to what it returns.
    Insert(Fragment),
    /// With the assignments.
    Update(Fragment, Rows<K>),
    Delete(Rows<K>),
}

/// The rows that are changed.
enum Rows<K> {
    OfKey(Key<K>),
    Selected(Box<Parts>),
}

impl<K> Change<K> {
    pub(crate) fn insert<E: Entity<Key = K>>(whole: Fragment, alias: Alias) -> Self {
        Self::of::<E>(Verb::Insert(whole), alias)
    }

    pub(crate) fn update_key<E: Entity<Key = K>>(
        assignments: Fragment,
        key: Key<K>,
        alias: Alias,
    ) -> Self {
        Self::of::<E>(Verb::Update(assignments, Rows::OfKey(key)), alias)
    }

    /// Of the rows of the first table of a query.
    pub(crate) fn update_selected<E: Entity<Key = K>>(assignments: Fragment, parts: Parts) -> Self {
        let alias = parts.alias();
        Self::of::<E>(
            Verb::Update(assignments, Rows::Selected(Box::new(parts))),
            alias,
        )
    }

    pub(crate) fn delete_key<E: Entity<Key = K>>(key: Key<K>) -> Self {
        let rows = Rows::OfKey(key);
        Self::of::<E>(Verb::Delete(rows), Alias::fresh())
    }

    /// Of the rows of the first table of a query.
    pub(crate) fn delete_selected<E: Entity<Key = K>>(parts: Parts) -> Self {
        let alias = parts.alias();
        Self::of::<E>(Verb::Delete(Rows::Selected(Box::new(parts))), alias)
    }

    fn of<E: Entity<Key = K>>(verb: Verb<K>, alias: Alias) -> Self {
        Self {
            verb,
            alias,
            returning: None,
            source: TableRef::of::<E>(),
        }
    }

    /// What the table is called in what is returned.
    pub(crate) fn alias(&self) -> Alias {
        self.alias
    }

    pub(crate) fn return_these(&mut self, list: Fragment) {
        self.returning = Some(Box::new(list));
    }

    fn write<'a>(&'a self, want: Want, sink: &mut impl Statement<'a>) {
        match &self.verb {
            Verb::Insert(whole) => whole.write(sink),
            Verb::Update(assignments, rows) => {
                sink.text("UPDATE ");
                sink.table(self.source, self.alias);
                sink.text(" SET ");
                assignments.write(sink);
                rows.write_conditions(self.alias, " FROM ", sink);
            }
            Verb::Delete(rows) => {
                sink.text("DELETE FROM ");
                sink.table(self.source, self.alias);
                rows.write_conditions(self.alias, " USING ", sink);
            }
        }
        if want != Want::Count {
            sink.text(" RETURNING ");
            match &self.returning {
                Some(list) => list.write(sink),
                None => sink.push(Piece::Row(self.alias, self.source.table.columns)),
            }
        }
    }
}

impl<K> Rows<K> {
    /// Writes what says which rows of the table these are; what stands before further tables is given.
    #[inline]
    fn write_conditions<'a>(
        &'a self,
        alias: Alias,
        further: &'static str,
        sink: &mut impl Statement<'a>,
    ) {
        match self {
            Self::OfKey(key) => key.write(alias, sink),
            Self::Selected(parts) => parts.write_target(further, sink),
        }
    }
}

impl<K: Send + Sync> Plan for Change<K> {
    fn operation(&self) -> &'static str {
        match &self.verb {
            Verb::Insert(_) => "INSERT",
            Verb::Update(..) => "UPDATE",
            Verb::Delete(_) => "DELETE",
        }
    }

    fn table(&self) -> &'static TableDef {
        self.source.table
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        self.write(want, built);
        built.query(self, want)
    }
}

impl<K: Send + Sync> Listed for Change<K> {
    fn pieces(&self, want: Want) -> Vec<Piece> {
        let mut lists = Lists::default();
        self.write(want, &mut lists);
        lists.pieces
    }
}
