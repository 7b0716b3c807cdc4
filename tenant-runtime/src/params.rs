//! The parameters of a statement: borrowed from the row or key they come from, so that binding
//! a statement of a known shape allocates nothing.

use std::fmt;

use bytes::{BufMut, BytesMut};
use postgres_types::{IsNull, ToSql, Type};
use smallvec::SmallVec;

use crate::value::Value;

/// A value that can be sent, together with the type to declare it as.
pub trait Param: ToSql + Send + Sync {
    /// The type of the parameter, which the statement is parsed with.
    fn sql_type(&self) -> Type;
}

impl<V: Value> Param for V {
    fn sql_type(&self) -> Type {
        V::pg_type()
    }
}

/// A parameter; none where the statement says `DEFAULT`.
pub type Given<'a> = Option<&'a dyn Param>;

/// The parameters of a statement, in order.
///
/// All are borrowed, from the query or what it keeps: there is nothing to drop.
#[derive(Default)]
pub struct Params<'a>(SmallVec<[Given<'a>; 8]>);

impl<'a> Params<'a> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// With room for so many.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self(SmallVec::with_capacity(count))
    }

    #[inline]
    pub(crate) fn push(&mut self, param: &'a dyn Param) {
        self.0.push(Some(param));
    }

    pub(crate) fn push_default(&mut self) {
        self.0.push(None);
    }

    /// Appends those of a row or a key.
    #[inline]
    pub fn extend<const N: usize>(&mut self, params: [Given<'a>; N]) {
        for param in params {
            self.0.push(param);
        }
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[Given<'a>] {
        &self.0
    }

    /// Takes out the places where the statement says `DEFAULT`.
    pub(crate) fn drop_defaults(&mut self) {
        self.0.retain(|param| param.is_some());
    }
}

/// What is sent. Builders take the defaults out before they hand the parameters over; NULL is what the server
/// would see if one did not.
#[inline]
pub(crate) fn to_send<'a>(params: &'a [Given<'a>]) -> impl ExactSizeIterator<Item = &'a dyn Param> {
    params.iter().map(|param| param.unwrap_or(&None::<i64>))
}

/// Appends a value with its length in front, as arrays and `COPY` have it; a default is a null.
pub(crate) fn encode(
    param: Given<'_>,
    out: &mut BytesMut,
) -> Result<(), Box<dyn std::error::Error + Sync + Send>> {
    let ty = param.map_or(Type::UNKNOWN, Param::sql_type);
    encode_as(&ty, param, out)
}

/// The same, where the type is known already, as many values share it.
pub(crate) fn encode_as(
    ty: &Type,
    param: Given<'_>,
    out: &mut BytesMut,
) -> Result<(), Box<dyn std::error::Error + Sync + Send>> {
    let start = out.len();
    out.put_i32(-1); // a null, unless there is more to say
    let Some(param) = param else {
        return Ok(());
    };
    if let IsNull::No = param.to_sql_checked(ty, out)? {
        let length = i32::try_from(out.len() - start - 4)?;
        out[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}

impl fmt::Debug for Params<'_> {
    /// Shows how many there are; values may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Params({})", self.0.len())
    }
}
