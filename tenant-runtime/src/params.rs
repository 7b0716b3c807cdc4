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

/// The parameters of a statement, in order.
#[derive(Default)]
pub struct Params<'a>(SmallVec<[Arg<'a>; 8]>);

/// One parameter.
pub(crate) enum Arg<'a> {
    Borrowed(&'a dyn Param),
    /// A value that was wrapped to be sent.
    Owned(Box<dyn Param + 'a>),
    /// Not sent: the statement has `DEFAULT` in this place.
    Default,
}

impl<'a> Params<'a> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    #[inline]
    pub(crate) fn push(&mut self, param: &'a dyn Param) {
        self.0.push(Arg::Borrowed(param));
    }

    pub(crate) fn push_owned(&mut self, param: impl Param + 'a) {
        self.0.push(Arg::Owned(Box::new(param)));
    }

    pub(crate) fn push_default(&mut self) {
        self.0.push(Arg::Default);
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[Arg<'a>] {
        &self.0
    }

    pub(crate) fn into_args(self) -> Vec<Arg<'a>> {
        self.0.into_vec()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes out the places where the statement says `DEFAULT`.
    pub(crate) fn drop_defaults(&mut self) {
        self.0.retain(|arg| !arg.is_default());
    }
}

impl Arg<'_> {
    pub(crate) fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }

    fn param(&self) -> &dyn Param {
        match self {
            Self::Borrowed(param) => *param,
            Self::Owned(param) => &**param,
            // Builders take the defaults out before they hand the parameters over; NULL is what
            // the server would see if one did not.
            Self::Default => &None::<i64>,
        }
    }

    /// Appends the value with its length in front, as arrays and `COPY` have it; a default is a null.
    pub(crate) fn encode(
        &self,
        out: &mut BytesMut,
    ) -> Result<(), Box<dyn std::error::Error + Sync + Send>> {
        let start = out.len();
        out.put_i32(-1); // a null, unless there is more to say
        if self.is_default() {
            return Ok(());
        }
        if let IsNull::No = self.to_sql().to_sql_checked(&self.sql_type(), out)? {
            let length = i32::try_from(out.len() - start - 4)?;
            out[start..start + 4].copy_from_slice(&length.to_be_bytes());
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn to_sql(&self) -> &(dyn ToSql + Sync) {
        self.param()
    }

    pub(crate) fn sql_type(&self) -> Type {
        self.param().sql_type()
    }
}

impl fmt::Debug for Params<'_> {
    /// Shows how many there are; values may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Params({})", self.0.len())
    }
}
