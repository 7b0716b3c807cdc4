//! A piece of a statement in the making: its SQL, and the parameters in it.

use std::{fmt, sync::Arc};

use crate::{
    Error, Result,
    params::{Param, Params},
    sql::Piece,
    tenant::{Tenant, check_same},
};

/// How tightly the outermost operator of an expression binds, which says where it needs parentheses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Binding {
    Or,
    And,
    Operator,
    /// A name, a parameter, a call: needs none anywhere.
    #[default]
    Atom,
}

/// SQL pieces with their parameters, and the first mismatch of tenants that was found in them.
#[derive(Default)]
pub(crate) struct Fragment {
    pieces: Vec<Piece>,
    params: Vec<Arc<dyn Param>>,
    pub(crate) binding: Binding,
    /// What is wrong with it, such as two tenants that met: the statement fails with this before
    /// anything is sent.
    wrong: Option<Error>,
}

impl Fragment {
    /// An empty one with room for an ordinary expression, so that it grows at most once.
    pub(crate) fn new() -> Self {
        Self::with_capacity(8)
    }

    pub(crate) fn with_capacity(pieces: usize) -> Self {
        Self {
            pieces: Vec::with_capacity(pieces),
            ..Self::default()
        }
    }

    pub(crate) fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    pub(crate) fn text(&mut self, text: &'static str) {
        self.pieces.push(Piece::Text(text));
    }

    pub(crate) fn param(&mut self, value: impl Param + 'static) {
        self.pieces.push(Piece::Param);
        self.params.push(Arc::new(value));
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        if self.pieces.is_empty() && self.params.is_empty() {
            std::mem::swap(&mut self.pieces, &mut other.pieces);
            std::mem::swap(&mut self.params, &mut other.params);
        }
        self.pieces.append(&mut other.pieces);
        self.params.append(&mut other.params);
        self.wrong = self.wrong.take().or(other.wrong);
    }

    /// Puts it in parentheses, if it binds less tightly than where it is to stand asks for.
    pub(crate) fn wrap_below(&mut self, binding: Binding) {
        if self.binding < binding {
            self.pieces.insert(0, Piece::Text("("));
            self.text(")");
            self.binding = Binding::Atom;
        }
    }

    /// Whether it sets a column.
    pub(crate) fn sets(&self, column: &str) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| matches!(piece, Piece::Target(_, name) if *name == column))
    }

    /// Every text and name in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.pieces.iter().filter_map(|piece| match *piece {
            Piece::Text(name)
            | Piece::Table(name)
            | Piece::Column(name)
            | Piece::Of(_, name)
            | Piece::Target(_, name) => Some(name),
            Piece::Param | Piece::As(_) | Piece::Row(..) => None,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Notes an error if the tenants differ, which only values of one type can.
    pub(crate) fn require<T: Tenant>(&mut self, required: &T, given: &T) {
        if required != given && self.wrong.is_none() {
            self.wrong = check_same(required, given).err();
        }
    }

    /// Notes an error, if nothing went wrong before.
    pub(crate) fn fail(&mut self, error: Error) {
        self.wrong.get_or_insert(error);
    }

    /// The pieces, of what has no parameters.
    pub(crate) fn pieces(self) -> Vec<Piece> {
        debug_assert!(self.params.is_empty());
        self.pieces
    }

    /// Appends it to a statement, which borrows its parameters.
    pub(crate) fn write<'a>(
        &'a self,
        pieces: &mut Vec<Piece>,
        params: &mut Params<'a>,
    ) -> Result<()> {
        if let Some(error) = &self.wrong {
            return Err(error.again());
        }
        pieces.extend_from_slice(&self.pieces);
        for param in &self.params {
            params.push(&**param);
        }
        Ok(())
    }

    /// The pieces and the parameters, unless something went wrong.
    pub(crate) fn into_parts(self) -> Result<(Vec<Piece>, Vec<Arc<dyn Param>>)> {
        match self.wrong {
            Some(error) => Err(error),
            None => Ok((self.pieces, self.params)),
        }
    }
}

impl Clone for Fragment {
    fn clone(&self) -> Self {
        Self {
            pieces: self.pieces.clone(),
            params: self.params.clone(),
            binding: self.binding,
            wrong: self.wrong.as_ref().map(Error::again),
        }
    }
}

impl fmt::Debug for Fragment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fragment")
            .field("pieces", &self.pieces)
            .finish_non_exhaustive()
    }
}
