//! A piece of a statement in the making: its SQL, and the parameters in it.

use std::mem;

use crate::{
    Error,
    alias::Alias,
    params::Param,
    slot::Slot,
    sql::{Piece, Sink},
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

/// SQL with its parameters, and the first mismatch of tenants that was found in them.
#[derive(Debug, Default)]
pub(crate) struct Fragment {
    items: Vec<Item>,
    pub(crate) binding: Binding,
    /// What is wrong with it, such as two tenants that met: the statement fails with this before
    /// anything is sent.
    wrong: Option<Error>,
}

/// An item of a fragment: a parameter stands where its place is in the text.
#[derive(Clone, Debug)]
enum Item {
    Piece(Piece),
    Param(Slot),
}

impl Fragment {
    /// An empty one with room for an ordinary expression, so that it grows at most once.
    #[inline]
    pub(crate) fn new() -> Self {
        Self::with_capacity(8)
    }

    #[inline]
    pub(crate) fn with_capacity(items: usize) -> Self {
        Self {
            items: Vec::with_capacity(items),
            // Not from a default, whose list would have to be dropped.
            binding: Binding::default(),
            wrong: None,
        }
    }

    #[inline]
    pub(crate) fn push(&mut self, piece: Piece) {
        self.items.push(Item::Piece(piece));
    }

    #[inline]
    pub(crate) fn text(&mut self, text: &'static str) {
        self.push(Piece::Text(text));
    }

    #[inline]
    pub(crate) fn param(&mut self, value: impl Param + 'static) {
        self.value(Slot::new(value));
    }

    #[inline]
    pub(crate) fn value(&mut self, value: Slot) {
        self.items.push(Item::Param(value));
    }

    /// Appends another, which is moved into one that never had anything.
    #[expect(clippy::inline_always, reason = "a move is less than the call")]
    #[inline(always)]
    pub(crate) fn append(&mut self, other: Self) {
        if self.items.capacity() == 0 && self.wrong.is_none() {
            // Nothing of that one is to be dropped, which only a call would find out.
            let Self {
                items,
                binding: _,
                wrong,
            } = mem::replace(self, other);
            mem::forget((items, wrong));
        } else {
            self.append_further(other);
        }
    }

    fn append_further(&mut self, mut other: Self) {
        if self.items.is_empty() {
            self.binding = other.binding;
        }
        self.items.append(&mut other.items);
        if let Some(wrong) = other.wrong {
            self.wrong.get_or_insert(wrong);
        }
    }

    /// Puts it in parentheses, if it binds less tightly than where it is to stand asks for.
    #[inline]
    pub(crate) fn wrap_below(&mut self, binding: Binding) {
        if self.binding < binding {
            self.wrap();
        }
    }

    fn wrap(&mut self) {
        self.items.insert(0, Item::Piece(Piece::Text("(")));
        self.text(")");
        self.binding = Binding::Atom;
    }

    /// Every column that it sets.
    pub(crate) fn assigned(&self) -> impl Iterator<Item = (Alias, &'static str)> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Set(alias, column) => Some((alias, column)),
            _ => None,
        })
    }

    /// Every text and name in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.pieces().filter_map(|piece| match piece {
            Piece::Text(name)
            | Piece::Table(name)
            | Piece::Column(name)
            | Piece::Of(_, name)
            | Piece::Target(_, name)
            | Piece::Set(_, name) => Some(name),
            Piece::Param
            | Piece::Params(_)
            | Piece::Again(_)
            | Piece::As(_)
            | Piece::Row(..)
            | Piece::Qualified => None,
        })
    }

    fn pieces(&self) -> impl Iterator<Item = Piece> {
        self.items.iter().map(|item| match item {
            Item::Piece(piece) => *piece,
            Item::Param(_) => Piece::Param,
        })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Notes an error if the tenants differ, which only values of one type can.
    pub(crate) fn require<T: Tenant>(&mut self, required: &T, given: &T) {
        if required != given && self.wrong.is_none() {
            self.wrong = check_same(required, given).err();
        }
    }

    /// Writes it, in parentheses if it binds less tightly than where it stands asks for.
    pub(crate) fn write_within<'a>(&'a self, binding: Binding, sink: &mut impl Sink<'a>) {
        let needs_parentheses = self.binding < binding;
        if needs_parentheses {
            sink.text("(");
        }
        self.write(sink);
        if needs_parentheses {
            sink.text(")");
        }
    }

    /// Writes it, and what is wrong with it.
    #[inline]
    pub(crate) fn write<'a>(&'a self, sink: &mut impl Sink<'a>) {
        for item in &self.items {
            match item {
                Item::Piece(piece) => sink.push(*piece),
                Item::Param(value) => sink.value(value),
            }
        }
        if let Some(error) = &self.wrong {
            sink.fail(error.again());
        }
    }
}

impl Sink<'_> for Fragment {
    fn push(&mut self, piece: Piece) {
        self.push(piece);
    }

    fn value(&mut self, value: &Slot) {
        self.items.push(Item::Param(value.clone()));
    }

    fn fail(&mut self, error: Error) {
        self.wrong.get_or_insert(error);
    }
}

impl Clone for Fragment {
    fn clone(&self) -> Self {
        Self {
            items: self.items.clone(),
            binding: self.binding,
            wrong: self.wrong.as_ref().map(Error::again),
        }
    }
}
