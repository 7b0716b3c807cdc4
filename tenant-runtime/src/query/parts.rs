//! The parts of a `SELECT`, whatever its tenant and its tables.

use smallvec::{SmallVec, smallvec};

use crate::{
    Error, ErrorKind,
    alias::Alias,
    def::TableDef,
    entity::Entity,
    expr::{Binding, Fragment},
    query::{
        build::{IntoPlan, Want},
        statement::Statement,
    },
    sql::Piece,
    tables::Place,
};

/// What a query is made of. What is empty is left out.
#[derive(Debug)]
pub(crate) struct Parts {
    /// The first table.
    table: &'static TableDef,
    place: Place,
    /// What each table is called, in order.
    pub(crate) aliases: SmallVec<[Alias; 2]>,
    filter: Fragment,
    order: Fragment,
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
    /// What few queries have, behind a pointer, since queries are moved from step to step.
    rare: Option<Box<Rare>>,
}

/// What few queries have.
#[derive(Debug, Default)]
pub(crate) struct Rare {
    pub(crate) distinct: Distinct,
    /// What is selected; absent for every column of the first table.
    pub(crate) list: Option<Fragment>,
    joins: Vec<Join>,
    pub(crate) group: Fragment,
    having: Fragment,
    pub(crate) lock: Option<Lock>,
    pub(crate) wait: Wait,
    around: Around,
}

/// The keyword of a join that leaves out rows without a match.
pub(crate) const INNER: &str = " JOIN ";

/// The keyword of a join with a query for each row.
pub(crate) const LATERAL: &str = " CROSS JOIN LATERAL ";

/// A further table.
#[derive(Debug)]
pub(crate) struct Join {
    pub(crate) keyword: &'static str,
    /// The table, or a query, and what it is called.
    pub(crate) table: Fragment,
    /// Absent for each row of it.
    pub(crate) condition: Option<Fragment>,
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
    pub(crate) fn of<E: Entity>() -> Self {
        Self {
            table: E::table(),
            place: Place::of::<E>(),
            aliases: smallvec![Alias::fresh()],
            filter: Fragment::default(),
            order: Fragment::default(),
            limit: None,
            offset: None,
            rare: None,
        }
    }

    pub(crate) fn rare(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// Adds a condition.
    pub(crate) fn filter(&mut self, condition: Fragment) {
        and(&mut self.filter, condition);
    }

    /// Adds a condition on groups.
    pub(crate) fn having(&mut self, condition: Fragment) {
        and(&mut self.rare().having, condition);
    }

    /// Adds an order.
    pub(crate) fn order(&mut self, by: Fragment) {
        if !self.order.is_empty() && !by.is_empty() {
            self.order.text(", ");
        }
        self.order.append(by);
    }

    /// Adds a table.
    pub(crate) fn join(&mut self, join: Join, alias: Alias) {
        self.rare().joins.push(join);
        self.aliases.push(alias);
    }

    /// How many rows it has.
    pub(crate) fn counted(mut self) -> Self {
        self.rare().around = Around::Count;
        self
    }

    /// Whether it has a row.
    pub(crate) fn checked(mut self) -> Self {
        self.rare().around = Around::Exists;
        self
    }

    /// The alias of the first table.
    pub(crate) fn alias(&self) -> Alias {
        self.aliases[0]
    }

    /// Appends the first table, and what it is called.
    pub(crate) fn push_table(&self, whole: &mut Fragment) {
        self.place.write(self.alias(), whole);
    }

    /// The query, as a part of a statement or all of it.
    pub(crate) fn into_fragment(self) -> Fragment {
        let mut whole = Fragment::with_capacity(16);
        self.append_to(Want::Rows, &mut whole);
        whole
    }

    fn append_to(self, want: Want, whole: &mut Fragment) {
        let (alias, mut joins) = (self.alias(), Vec::new());
        let (mut group, mut having) = (Fragment::default(), Fragment::default());
        let (mut lock, mut blocking) = (None, Wait::Block);
        whole.text("SELECT ");
        match self.rare {
            None => whole.push(Piece::Row(alias, self.table.columns)),
            Some(rare) => {
                let rare = *rare;
                rare.distinct.append_to(whole);
                match rare.list {
                    Some(list) => whole.append(list),
                    // Where rows are only counted, there need be none of their columns.
                    None if rare.around == Around::Nothing => {
                        whole.push(Piece::Row(alias, self.table.columns));
                    }
                    None => {}
                }
                (joins, group, having) = (rare.joins, rare.group, rare.having);
                (lock, blocking) = (rare.lock, rare.wait);
            }
        }
        whole.text(" FROM ");
        self.place.write(alias, whole);
        for join in joins {
            join.append_to(whole);
        }
        for (keyword, part) in [
            (" WHERE ", self.filter),
            (" GROUP BY ", group),
            (" HAVING ", having),
            (" ORDER BY ", self.order),
        ] {
            if !part.is_empty() {
                whole.text(keyword);
                whole.append(part);
            }
        }
        match (self.limit, want) {
            // One row is enough, but none if none was asked for.
            (None, Want::First) => whole.text(" LIMIT 1"),
            (Some(limit), Want::First) => limited(limit.min(1), whole),
            (Some(limit), _) => limited(limit, whole),
            (None, _) => {}
        }
        if let Some(offset) = self.offset {
            whole.text(" OFFSET ");
            whole.param(offset);
        }
        if let Some(lock) = lock {
            whole.text(match lock {
                Lock::Update => " FOR UPDATE",
                Lock::Share => " FOR SHARE",
            });
            whole.text(match blocking {
                Wait::Block => "",
                Wait::Skip => " SKIP LOCKED",
                Wait::Fail => " NOWAIT",
            });
        }
    }

    /// Appends what makes it the rows of an update or delete: its further tables, after a keyword, and
    /// its conditions.
    ///
    /// The first table is named before, and the condition of a join here cannot name it. Those of inner
    /// joins are conditions of the whole as well; an outer one is refused by the server if it does.
    pub(crate) fn append_target(mut self, further: &'static str, whole: &mut Fragment) {
        let joins = self.rare.map(|rare| rare.joins).unwrap_or_default();
        for (position, mut join) in joins.into_iter().enumerate() {
            if join.keyword == INNER
                && let Some(condition) = join.condition.take()
            {
                join.keyword = " CROSS JOIN ";
                and(&mut self.filter, condition);
            }
            if position == 0 {
                if join.condition.is_some() || join.keyword == LATERAL {
                    whole.fail(Error::new(
                        ErrorKind::InvalidInput,
                        "the first join of an update or delete has to be an inner one, along a reference or by a condition",
                    ));
                }
                join.keyword = further;
            }
            join.append_to(whole);
        }
        if !self.filter.is_empty() {
            whole.text(" WHERE ");
            whole.append(self.filter);
        }
    }
}

fn limited(rows: i64, whole: &mut Fragment) {
    whole.text(" LIMIT ");
    whole.param(rows);
}

impl Join {
    fn append_to(self, whole: &mut Fragment) {
        whole.text(self.keyword);
        whole.append(self.table);
        if let Some(condition) = self.condition {
            whole.text(" ON ");
            whole.append(condition);
        }
    }
}

impl Distinct {
    fn append_to(self, whole: &mut Fragment) {
        match self {
            Self::None => {}
            Self::All => whole.text("DISTINCT "),
            Self::On(list) => {
                whole.text("DISTINCT ON (");
                whole.append(list);
                whole.text(") ");
            }
        }
    }
}

/// Adds a condition to others, all of which have to hold.
fn and(all: &mut Fragment, mut condition: Fragment) {
    if all.is_empty() {
        *all = condition;
        return;
    }
    all.wrap_below(Binding::And);
    condition.wrap_below(Binding::And);
    all.text(" AND ");
    all.append(condition);
    all.binding = Binding::And;
}

impl IntoPlan for Parts {
    type Plan = Statement<()>;

    fn into_plan(self, want: Want) -> Statement<()> {
        let table = self.table;
        let around = self
            .rare
            .as_ref()
            .map_or(Around::Nothing, |rare| rare.around);
        let (before, after) = match around {
            Around::Nothing => ("", ""),
            Around::Count => ("SELECT count(*) FROM (", ") AS page"),
            Around::Exists => ("SELECT EXISTS (", ")"),
        };
        let mut whole = Fragment::with_capacity(16);
        if before.is_empty() {
            self.append_to(want, &mut whole);
        } else {
            whole.text(before);
            self.append_to(Want::Rows, &mut whole);
            whole.text(after);
        }
        Statement::new(whole, None, table, "SELECT")
    }
}
