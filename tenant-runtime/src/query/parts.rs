//! The parts of a `SELECT`, whatever its tenant and its tables.

use smallvec::{SmallVec, smallvec};

use crate::{
    Error, ErrorKind, Result,
    alias::Alias,
    def::TableDef,
    expr::{Binding, Fragment},
    query::{
        build::{Built, Plan, Want},
        merged::Merged,
    },
    slot::Slot,
    sql::{Listed, Lists, Piece, Sink},
    tables::TableRef,
};

/// What a query is made of. What is empty is left out; what many queries lack is behind a pointer, since
/// a query is moved from step to step.
#[derive(Debug)]
pub struct Parts {
    /// The first table.
    source: TableRef,
    /// What each table is called, in order.
    pub(crate) aliases: SmallVec<[Alias; 2]>,
    filter: Fragment,
    page: Option<Box<Page>>,
    /// What few queries have.
    rare: Option<Box<Rare>>,
}

/// Which of the rows a query has, and in which order.
#[derive(Debug, Default)]
struct Page {
    order: Fragment,
    limit: Option<Slot>,
    offset: Option<Slot>,
}

/// What few queries have.
#[derive(Debug, Default)]
pub(crate) struct Rare {
    pub(crate) distinct: Distinct,
    /// What is selected; absent for every column of every table.
    pub(crate) list: Option<Fragment>,
    joins: SmallVec<[Join; 1]>,
    pub(crate) group: Fragment,
    having: Fragment,
    pub(crate) lock: Option<Lock>,
    pub(crate) wait: Wait,
    around: Around,
}

impl Rare {
    /// Whether the server has to find expressions of one clause again in another.
    fn compares_expressions(&self) -> bool {
        !self.group.is_empty() || !matches!(self.distinct, Distinct::None)
    }

    /// Whether it matters which columns there are: not where rows are only counted, unless those are left
    /// out that equal another.
    fn needs_columns(&self) -> bool {
        self.around == Around::Nothing || matches!(self.distinct, Distinct::All)
    }
}

/// The keyword of a join that leaves out rows without a match.
pub(crate) const INNER: &str = " JOIN ";

/// The keyword of a join with a query for each row.
pub(crate) const LATERAL: &str = " CROSS JOIN LATERAL ";

/// A further table.
#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) keyword: &'static str,
    pub(crate) right: Right,
    pub(crate) alias: Alias,
    /// Absent for each row of it.
    pub(crate) condition: Option<Fragment>,
}

/// What is joined.
#[derive(Debug)]
pub(crate) enum Right {
    Table(TableRef),
    /// With what it is called; and the table whose rows it has, if they are part of the whole row.
    Query(Fragment, Option<&'static TableDef>),
}

/// Which rows are left out as equal to others.
#[derive(Debug, Default)]
pub(crate) enum Distinct {
    #[default]
    None,
    All,
    /// Equal in these.
    On(Fragment),
}

/// How rows are locked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lock {
    Update,
    Share,
}

/// What is done about rows that someone else has locked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Wait {
    #[default]
    Block,
    Skip,
    Fail,
}

/// What is asked about the rows, if not for them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Around {
    #[default]
    Nothing,
    Count,
    Exists,
}

impl Parts {
    /// Every row of a table.
    #[inline]
    pub(crate) fn of(source: TableRef) -> Self {
        Self {
            source,
            aliases: smallvec![Alias::fresh()],
            filter: Fragment::default(),
            page: None,
            rare: None,
        }
    }

    fn page(&mut self) -> &mut Page {
        self.page.get_or_insert_default()
    }

    pub(crate) fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Adds a condition.
    #[inline]
    pub(crate) fn filter(&mut self, condition: Fragment) {
        and(&mut self.filter, condition);
    }

    /// Adds a condition on groups.
    pub(crate) fn having(&mut self, condition: Fragment) {
        and(&mut self.rare().having, condition);
    }

    /// Adds an order.
    pub(crate) fn order(&mut self, by: Fragment) {
        let order = &mut self.page().order;
        if !order.is_empty() && !by.is_empty() {
            order.text(", ");
        }
        order.append(by);
    }

    /// At most so many rows.
    pub(crate) fn limit(&mut self, rows: i64) {
        self.page().limit = Some(Slot::I64(rows));
    }

    /// Without the first so many rows.
    pub(crate) fn offset(&mut self, rows: i64) {
        self.page().offset = Some(Slot::I64(rows));
    }

    /// Adds a table.
    pub(crate) fn join(&mut self, join: Join) {
        self.aliases.push(join.alias);
        self.rare().joins.push(join);
    }

    /// How many rows it has.
    pub(crate) fn count(&mut self) {
        self.rare().around = Around::Count;
    }

    /// Whether it has a row.
    pub(crate) fn exists(&mut self) {
        self.rare().around = Around::Exists;
    }

    /// The alias of the first table.
    pub(crate) fn alias(&self) -> Alias {
        self.aliases[0]
    }

    /// Writes the first table, and what it is called.
    fn write_table<'a>(&self, sink: &mut impl Sink<'a>) {
        sink.table(self.source, self.alias());
    }

    /// Writes the query, with what is asked about its rows.
    fn write_asked<'a>(&'a self, want: Want, sink: &mut impl Sink<'a>) {
        let around = self.rare.as_ref().map(|rare| rare.around);
        let (before, after) = match around.unwrap_or_default() {
            Around::Nothing => return self.write(want, sink),
            Around::Count => ("SELECT count(*) FROM (", ") AS page"),
            Around::Exists => ("SELECT EXISTS (", ")"),
        };
        sink.text(before);
        self.write(Want::Rows, sink);
        sink.text(after);
    }

    /// Writes the query.
    pub(crate) fn write<'a>(&'a self, want: Want, sink: &mut impl Sink<'a>) {
        match &self.rare {
            Some(rare) if rare.compares_expressions() => {
                self.write_each(want, &mut Merged::new(sink));
            }
            _ => self.write_each(want, sink),
        }
    }

    #[inline]
    fn write_each<'a>(&'a self, want: Want, sink: &mut impl Sink<'a>) {
        if let Some(rare) = &self.rare {
            sink.text("SELECT ");
            self.write_list(rare, sink);
            sink.text(" FROM ");
            self.write_table(sink);
            for join in &rare.joins {
                join.write(sink);
            }
        } else {
            sink.every(self.source, self.alias());
        }
        write_part(" WHERE ", &self.filter, sink);
        if let Some(rare) = &self.rare {
            write_part(" GROUP BY ", &rare.group, sink);
            write_part(" HAVING ", &rare.having, sink);
        }
        match &self.page {
            Some(page) => page.write(want, sink),
            None if want == Want::First => sink.text(ONE),
            None => {}
        }
        if let Some(rare) = &self.rare
            && let Some(lock) = rare.lock
        {
            sink.text(match lock {
                Lock::Update => " FOR UPDATE",
                Lock::Share => " FOR SHARE",
            });
            sink.text(match rare.wait {
                Wait::Block => "",
                Wait::Skip => " SKIP LOCKED",
                Wait::Fail => " NOWAIT",
            });
        }
    }

    /// Writes what is selected.
    fn write_list<'a>(&'a self, rare: &'a Rare, sink: &mut impl Sink<'a>) {
        // In an order, a bare name is what is selected by that name, if anything is: a cast of the column.
        let is_ordered = self
            .page
            .as_ref()
            .is_some_and(|page| !page.order.is_empty());
        if rare.list.is_some() && (is_ordered || matches!(rare.distinct, Distinct::On(_))) {
            sink.push(Piece::Qualified);
        }
        match &rare.distinct {
            Distinct::None => {}
            Distinct::All => sink.text("DISTINCT "),
            Distinct::On(list) => {
                sink.text("DISTINCT ON (");
                list.write(sink);
                sink.text(") ");
            }
        }
        match &rare.list {
            Some(list) => list.write(sink),
            None if rare.needs_columns() => {
                sink.push(Piece::Row(self.alias(), self.source.table.columns));
                for join in &rare.joins {
                    if let Some(table) = join.right.row() {
                        sink.text(", ");
                        sink.push(Piece::Row(join.alias, table.columns));
                    }
                }
            }
            None => {}
        }
    }

    /// Writes what makes it the rows of an update or delete: its further tables, after a keyword, and its
    /// conditions.
    ///
    /// The first table is named before, and the condition of a join here cannot name it. Those of inner
    /// joins are conditions of the whole as well; an outer one is refused by the server if it does.
    pub(crate) fn write_target<'a>(&'a self, further: &'static str, sink: &mut impl Sink<'a>) {
        let joins = self.rare.as_ref().map_or(&[][..], |rare| &rare.joins);
        for (position, join) in joins.iter().enumerate() {
            let is_inner = join.keyword == INNER;
            if position == 0 && !is_inner {
                sink.fail(Error::new(
                    ErrorKind::InvalidInput,
                    "the first join of an update or delete has to be an inner one, along a reference or by a condition",
                ));
            }
            sink.text(match (position, is_inner) {
                (0, _) => further,
                (_, true) => " CROSS JOIN ",
                (_, false) => join.keyword,
            });
            join.write_right(sink);
            if !is_inner {
                join.write_condition(sink);
            }
        }
        let inner = joins.iter().filter(|join| join.keyword == INNER);
        let conditions = inner.filter_map(|join| join.condition.as_ref());
        let given = Some(&self.filter).filter(|filter| !filter.is_empty());
        let mut keyword = " WHERE ";
        let binding = if joins.is_empty() {
            Binding::Or
        } else {
            Binding::And
        };
        for condition in given.into_iter().chain(conditions) {
            sink.text(keyword);
            condition.write_within(binding, sink);
            keyword = " AND ";
        }
    }
}

/// One row is enough for whoever wants the first.
const ONE: &str = " LIMIT 1";

impl Page {
    fn write<'a>(&'a self, want: Want, sink: &mut impl Sink<'a>) {
        write_part(" ORDER BY ", &self.order, sink);
        match &self.limit {
            // But none if none was asked for.
            None | Some(Slot::I64(1..)) if want == Want::First => sink.text(ONE),
            Some(limit) => {
                sink.text(" LIMIT ");
                sink.value(limit);
            }
            None => {}
        }
        if let Some(offset) = &self.offset {
            sink.text(" OFFSET ");
            sink.value(offset);
        }
    }
}

/// Adds a condition to others, all of which have to hold.
#[inline]
fn and(all: &mut Fragment, condition: Fragment) {
    if all.is_empty() {
        *all = condition;
    } else {
        and_further(all, condition);
    }
}

fn and_further(all: &mut Fragment, mut condition: Fragment) {
    all.wrap_below(Binding::And);
    condition.wrap_below(Binding::And);
    all.text(" AND ");
    all.append(condition);
    all.binding = Binding::And;
}

/// Writes a part after its keyword, if there is any.
#[inline]
fn write_part<'a>(keyword: &'static str, part: &'a Fragment, sink: &mut impl Sink<'a>) {
    if !part.is_empty() {
        sink.text(keyword);
    }
    part.write(sink); // also what is wrong with none
}

impl Join {
    fn write<'a>(&'a self, sink: &mut impl Sink<'a>) {
        sink.text(self.keyword);
        self.write_right(sink);
        self.write_condition(sink);
    }

    fn write_right<'a>(&'a self, sink: &mut impl Sink<'a>) {
        match &self.right {
            Right::Table(source) => sink.table(*source, self.alias),
            Right::Query(query, _) => query.write(sink),
        }
    }

    fn write_condition<'a>(&'a self, sink: &mut impl Sink<'a>) {
        if let Some(condition) = &self.condition {
            sink.text(" ON ");
            condition.write(sink);
        }
    }
}

impl Right {
    /// The table whose rows are part of the whole row.
    fn row(&self) -> Option<&'static TableDef> {
        match self {
            Self::Table(source) => Some(source.table),
            Self::Query(_, row) => *row,
        }
    }
}

impl Plan for Parts {
    fn operation(&self) -> &'static str {
        "SELECT"
    }

    fn table(&self) -> &'static TableDef {
        self.source.table
    }

    fn build<'a>(&'a self, want: Want, built: &mut Built<'a>) -> Result<()> {
        self.write_asked(want, built);
        built.query(self, want)
    }
}

impl Listed for Parts {
    fn pieces(&self, want: Want) -> Vec<Piece> {
        let mut lists = Lists::default();
        self.write_asked(want, &mut lists);
        lists.pieces
    }
}
