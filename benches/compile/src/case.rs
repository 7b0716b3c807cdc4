//! What is compiled: which code, for how many tenants and tables.

use std::{fmt, str::FromStr};

use clap::ValueEnum;
use serde::{Serialize, Serializer};

/// A generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    pub(crate) code: Code,
    pub(crate) size: Size,
}

/// The code of a generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    /// Nothing but the dependencies: what no crate can be faster than.
    Empty(Library),
    /// A set and its entities, unused.
    Declared,
    /// The recipe literally: a struct with methods of its own per tenant and table, unused.
    Naive,
    /// As many aliases of empty types, and nothing else: what the compiler takes for their names alone.
    Aliases,
    /// The same tables as a peer has them, for each tenant, unused.
    Peer(Library),
    /// A call on every handle.
    Used(Calls),
    /// The same calls, written with tokio-postgres.
    ByHand(Calls),
    /// The same calls, on the tables as a peer has them.
    ByPeer(Library, Calls),
}

/// What generated code is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Library {
    Tenant,
    TokioPostgres,
    Diesel,
    SeaOrm,
}

/// Which calls are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Calls {
    /// Only finds by key: constant SQL and one parameter, the least that a call can be.
    Find,
    /// Finds, filtered pages, inserts, updates and deletes by turns.
    Mixed,
}

/// How many tenants, and tables of each; every pair is a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) tenants: usize,
    pub(crate) tables: usize,
}

impl Size {
    pub(crate) fn handles(self) -> usize {
        self.tenants * self.tables
    }
}

impl Case {
    pub(crate) fn new(code: Code, size: Size) -> Self {
        Self { code, size }
    }

    pub(crate) fn empty(library: Library) -> Self {
        let size = Size {
            tenants: 0,
            tables: 0,
        };
        Self::new(Code::Empty(library), size)
    }

    /// The name of its package.
    pub(crate) fn package(&self) -> String {
        let code = match self.code {
            Code::Empty(Library::Tenant) => "empty-tenant",
            Code::Empty(Library::TokioPostgres) => "empty-tokio-postgres",
            Code::Empty(Library::Diesel) => "empty-diesel",
            Code::Empty(Library::SeaOrm) => "empty-sea-orm",
            Code::Peer(Library::Diesel) => "diesel",
            Code::Peer(_) => "sea-orm",
            Code::Declared => "declared",
            Code::Naive => "naive",
            Code::Aliases => "aliases",
            Code::Used(Calls::Find) => "used-find",
            Code::Used(Calls::Mixed) => "used-mixed",
            Code::ByHand(Calls::Find) => "by-hand-find",
            Code::ByHand(Calls::Mixed) => "by-hand-mixed",
            Code::ByPeer(Library::Diesel, Calls::Find) => "diesel-find",
            Code::ByPeer(Library::Diesel, Calls::Mixed) => "diesel-mixed",
            Code::ByPeer(_, Calls::Find) => "sea-orm-find",
            Code::ByPeer(_, Calls::Mixed) => "sea-orm-mixed",
        };
        format!("{code}-{}x{}", self.size.tenants, self.size.tables)
    }

    /// The name of its library, as code has it.
    pub(crate) fn crate_name(&self) -> String {
        self.package().replace('-', "_")
    }

    /// The calls that its program makes, if it is one.
    pub(crate) fn calls(&self) -> Option<Calls> {
        match self.code {
            Code::Used(calls) | Code::ByHand(calls) | Code::ByPeer(_, calls) => Some(calls),
            Code::Empty(_) | Code::Declared | Code::Naive | Code::Aliases | Code::Peer(_) => None,
        }
    }

    pub(crate) fn library(&self) -> Library {
        match self.code {
            Code::Empty(library) | Code::Peer(library) | Code::ByPeer(library, _) => library,
            Code::Declared | Code::Used(_) => Library::Tenant,
            Code::Naive | Code::Aliases | Code::ByHand(_) => Library::TokioPostgres,
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Code::Empty(_) => write!(f, "{}", self.code),
            _ => write!(f, "{}, {}", self.code, self.size),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(library) => write!(f, "empty, with {library}"),
            Self::Peer(library) => write!(f, "{library}, declared"),
            Self::Declared => f.write_str("tenant, declared"),
            Self::Naive => f.write_str("naive expansion"),
            Self::Aliases => f.write_str("nothing but aliases"),
            Self::Used(calls) => write!(f, "tenant, {calls} calls"),
            Self::ByHand(calls) => write!(f, "by hand, {calls} calls"),
            Self::ByPeer(library, calls) => write!(f, "{library}, {calls} calls"),
        }
    }
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tenant => "tenant",
            Self::TokioPostgres => "tokio-postgres",
            Self::Diesel => "diesel",
            Self::SeaOrm => "sea-orm",
        })
    }
}

impl Serialize for Library {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Size {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Case {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Find => "find",
            Self::Mixed => "mixed",
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}", self.tenants, self.tables)
    }
}

impl FromStr for Size {
    type Err = String;

    /// Reads `100x50`: tenants, then tables.
    fn from_str(text: &str) -> Result<Self, String> {
        let form = || format!("`{text}` is not TENANTSxTABLES; write for instance `100x50`");
        let (tenants, tables) = text.split_once('x').ok_or_else(form)?;
        let count = |text: &str| {
            text.parse()
                .ok()
                .filter(|count| *count > 0)
                .ok_or_else(form)
        };
        Ok(Self {
            tenants: count(tenants)?,
            tables: count(tables)?,
        })
    }
}
