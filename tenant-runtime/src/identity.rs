//! What tells a statement from every other without its text: where its pieces are. A query is put
//! together anew each time that it runs, of the same constant parts; so a hash of their addresses is
//! enough to find what was prepared for it, and its text is joined no more.

#![expect(
    clippy::inline_always,
    reason = "most pieces are constants, of which few instructions are left where they are pushed"
)]

use std::{
    hash::{BuildHasher, RandomState},
    sync::LazyLock,
};

use crate::{alias::Alias, def::TableDef, sql::Piece};

/// What tells the pieces of a statement from those of every other: a hash of 128 bits.
///
/// Equal pieces at equal places have equal hashes, and the same place always has the same text. What is
/// hashed are addresses, lengths and kinds, which nobody from outside can choose, so that two statements
/// of one program with one hash are as good as impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

/// A hash while the pieces come.
#[derive(Debug)]
pub(crate) struct Identifier {
    hash: Identity,
    /// The alias of the first table, and those of the others.
    table: Option<Table>,
    tables: Vec<Table>,
    /// How many of them were used, but not declared yet.
    open: usize,
}

/// A table whose alias was seen. It counts by its place in the order: the next query of this text has
/// other aliases.
#[derive(Clone, Copy, Debug)]
struct Table {
    alias: Alias,
    declared: bool,
}

impl Identity {
    /// Of no piece: the digits of pi, as good as any.
    const EMPTY: Self = Self(0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344);

    /// One half, where there is something to compare with.
    #[inline]
    pub(crate) fn short(self) -> u64 {
        self.1
    }

    /// Mixes in two numbers: every bit of the product depends on many of its factors.
    #[inline(always)]
    fn mix(&mut self, what: u64, place: u64) {
        let (low, high) = (self.0 ^ place).carrying_mul(self.1 ^ what, 0);
        *self = Self(low, high);
    }
}

impl Identifier {
    #[inline]
    pub(crate) fn new() -> Self {
        Self {
            hash: Identity::EMPTY,
            table: None,
            tables: Vec::new(),
            open: 0,
        }
    }

    /// `WHERE` each column of a table's key is a parameter.
    #[inline]
    pub(crate) fn key(&mut self, table: &'static TableDef, alias: Alias) {
        let alias = self.number(alias, false);
        self.note(13, alias, std::ptr::from_ref(table).addr(), 0);
    }

    /// Whether it has a column of a table that is not in it.
    #[inline]
    pub(crate) fn is_stray(&self) -> bool {
        self.open > 0
    }

    #[inline]
    pub(crate) fn identity(&self) -> Identity {
        self.hash
    }

    /// Pieces that stay where they are.
    #[inline]
    pub(crate) fn fixed(&mut self, pieces: &'static [Piece]) {
        self.note(8, 0, pieces.as_ptr().addr(), pieces.len());
    }

    /// `SELECT`, every column of a table, and `FROM` it.
    #[inline]
    pub(crate) fn every(&mut self, table: &'static TableDef, alias: Alias) {
        let alias = self.number(alias, true);
        self.note(9, alias, std::ptr::from_ref(table).addr(), 0);
    }

    /// A parameter of a type: a text is prepared for the types of its parameters.
    #[inline]
    pub(crate) fn param(&mut self, ty: u32) {
        self.note(3, ty.into(), 0, 0);
    }

    /// A table, and what it is called.
    #[inline]
    pub(crate) fn table(&mut self, table: &'static TableDef, alias: Alias) {
        let alias = self.number(alias, true);
        self.note(11, alias, std::ptr::from_ref(table).addr(), 0);
    }

    /// The schemas that a query is for. Their names come from outside, where somebody could look for two lists
    /// of one hash: so it is one with a key that nobody knows.
    pub(crate) fn schemas(&mut self, names: &[String]) {
        static KEYS: LazyLock<[RandomState; 2]> = LazyLock::new(Default::default);
        let [one, other] = KEYS.each_ref().map(|key| key.hash_one(names));
        self.hash.mix(one, other);
    }

    #[inline(always)]
    pub(crate) fn push(&mut self, piece: Piece) {
        let named = |name: &str| (name.as_ptr().addr(), name.len());
        let (kind, alias, (address, length)) = match piece {
            Piece::Text(part) => (0, 0, named(part)),
            Piece::Table(table) => (1, 0, named(table)),
            Piece::Column(column) => (2, 0, named(column)),
            Piece::Param => (3, 0, (0, 0)),
            Piece::Params(count) => (15, 0, (count, 0)),
            Piece::Again(after) => (10, 0, (after, 0)),
            Piece::Qualified => (12, 0, (0, 0)),
            Piece::As(alias) => (4, self.number(alias, true), (0, 0)),
            Piece::Of(alias, column) => (5, self.number(alias, false), named(column)),
            Piece::Row(alias, columns) => {
                let address = columns.as_ptr().addr();
                (6, self.number(alias, false), (address, columns.len()))
            }
            Piece::Target(alias, column) => (7, self.number(alias, false), named(column)),
            Piece::Set(alias, column) => (14, self.number(alias, false), named(column)),
        };
        self.note(kind, alias, address, length);
    }

    #[inline(always)]
    fn note(&mut self, kind: u64, alias: u64, address: usize, length: usize) {
        // A kind has 4 bits, an alias 32; no constant has the 2^28 bytes that a length would need.
        let what = kind | alias << 4 | (length as u64) << 36;
        self.hash.mix(what, address as u64);
    }

    /// The place of an alias in the order.
    #[inline]
    fn number(&mut self, alias: Alias, declares: bool) -> u64 {
        match &self.table {
            Some(table) if table.alias == alias && (table.declared || !declares) => 0,
            None if declares => {
                self.table = Some(Table {
                    alias,
                    declared: true,
                });
                0
            }
            Some(_)
                if !declares
                    && self
                        .tables
                        .first()
                        .is_some_and(|table| table.alias == alias) =>
            {
                1
            }
            _ => self.number_of_other(alias, declares),
        }
    }

    fn number_of_other(&mut self, alias: Alias, declares: bool) -> u64 {
        let mut number = 0;
        for table in self.table.iter_mut().chain(&mut self.tables) {
            if table.alias == alias {
                if declares && !table.declared {
                    table.declared = true;
                    self.open -= 1;
                }
                return number;
            }
            number += 1;
        }
        self.open += usize::from(!declares);
        let new = Table {
            alias,
            declared: declares,
        };
        if self.table.is_none() {
            self.table = Some(new);
        } else {
            self.tables.push(new);
        }
        number
    }
}
