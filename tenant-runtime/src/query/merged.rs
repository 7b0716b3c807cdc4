//! Equal parameters of one query as one. The server takes two expressions for the same only where their
//! parameters are: `GROUP BY price / $2` is not what `price / $1` was selected by.

use bytes::BytesMut;

use crate::{
    Error,
    params::{Param, encode},
    slot::Slot,
    sql::{Piece, Sink},
};

/// Passes a query on, with one parameter where it has the same value several times.
pub(super) struct Merged<'s, 'a, S> {
    sink: &'s mut S,
    /// The parameters that were passed on.
    passed: Vec<&'a Slot>,
    /// For each parameter of the query, which of those it is.
    places: Vec<usize>,
}

impl<'s, S> Merged<'s, '_, S> {
    pub(super) fn new(sink: &'s mut S) -> Self {
        Self {
            sink,
            passed: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl<'a, S: Sink<'a>> Merged<'_, 'a, S> {
    /// One of those that were passed on, by how many came after it.
    fn again(&mut self, place: usize) {
        let after = self.passed.len() - 1 - place;
        self.sink.push(Piece::Again(after));
    }
}

impl<'a, S: Sink<'a>> Sink<'a> for Merged<'_, 'a, S> {
    fn push(&mut self, piece: Piece) {
        match piece {
            // Of a query within this one.
            Piece::Again(after) => self.again(self.places[self.places.len() - 1 - after]),
            piece => self.sink.push(piece),
        }
    }

    fn value(&mut self, value: &'a Slot) {
        let known = self.passed.iter().position(|passed| equal(passed, value));
        if let Some(place) = known {
            self.again(place);
        } else {
            self.sink.value(value);
            self.passed.push(value);
        }
        self.places.push(known.unwrap_or(self.passed.len() - 1));
    }

    fn fail(&mut self, error: Error) {
        self.sink.fail(error);
    }
}

/// Whether they have the same type, and are sent as the same bytes.
fn equal(one: &Slot, other: &Slot) -> bool {
    let (one, other) = (one.param(), other.param());
    let encoded = |param: &dyn Param| {
        let mut bytes = BytesMut::new();
        encode(Some(param), &mut bytes).ok().map(|()| bytes)
    };
    one.sql_type() == other.sql_type()
        && encoded(one).is_some_and(|bytes| encoded(other) == Some(bytes))
}
