//! A parameter that a query holds until its statement is made.

use std::{any::Any, fmt, sync::Arc};

use crate::params::Param;

/// A value to be sent: everyday ones in place, any other behind a pointer.
#[derive(Clone)]
pub(crate) enum Slot {
    Bool(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    Other(Arc<dyn Param>),
}

impl Slot {
    #[inline]
    pub(crate) fn new<P: Param + 'static>(value: P) -> Self {
        let any: &dyn Any = &value; // of a type that the compiler knows: one branch is left
        let simple = None
            .or_else(|| any.downcast_ref().copied().map(Self::Bool))
            .or_else(|| any.downcast_ref().copied().map(Self::I32))
            .or_else(|| any.downcast_ref().copied().map(Self::I64))
            .or_else(|| any.downcast_ref().copied().map(Self::F64));
        simple.unwrap_or_else(|| Self::Other(Arc::new(value)))
    }

    #[inline]
    pub(crate) fn param(&self) -> &dyn Param {
        self.typed().0
    }

    /// The value, and the number of its type. The numbers are the server's, in `pg_type.dat`; to ask
    /// `Type` for those of everyday ones would cost more than the rest.
    #[inline]
    pub(crate) fn typed(&self) -> (&dyn Param, u32) {
        match self {
            Self::Bool(value) => (value, 16),
            Self::I32(value) => (value, 23),
            Self::I64(value) => (value, 20),
            Self::F64(value) => (value, 701),
            Self::Other(value) => (&**value, value.sql_type().oid()),
        }
    }
}

impl fmt::Debug for Slot {
    /// Without the value, which may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slot")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyday_values_have_the_number_of_their_type() {
        for slot in [
            Slot::new(true),
            Slot::new(1_i32),
            Slot::new(1_i64),
            Slot::new(0.5_f64),
            Slot::new("text".to_owned()),
        ] {
            let (param, ty) = slot.typed();
            assert_eq!(ty, param.sql_type().oid());
        }
    }
}
