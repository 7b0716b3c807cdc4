//! Expressions: what the closures of `filter`, `order_by` and `set` build. An expression is a
//! list of SQL pieces, the parameters in it, and the tenant whose columns it names.

mod assign;
mod column;
mod list;
mod operand;
mod order;

use crate::{
    Error, Result,
    params::{Param, Params},
    sql::Piece,
    tenant::{Tenant, check_same},
};

pub use self::{
    assign::{Assignable, Assignment, Assignments},
    column::Column,
    operand::Operand,
    order::{Order, Orders},
};

/// A condition on the rows of tenant `T`.
#[derive(Debug)]
#[must_use = "an expression does nothing until a statement uses it"]
pub struct Expr<T> {
    tenant: T,
    fragment: Fragment,
}

/// The part of an expression that does not depend on the tenant's type.
#[derive(Default)]
pub struct Fragment {
    pieces: Vec<Piece>,
    params: Vec<Box<dyn Param>>,
    /// Two tenants met in it; reported by the statement, before anything is sent.
    mixed: Option<Error>,
}

impl<T: Tenant> Expr<T> {
    pub(crate) fn new(tenant: T, fragment: Fragment) -> Self {
        Self { tenant, fragment }
    }

    /// Both conditions hold.
    pub fn and(self, other: impl Predicate<T>) -> Self {
        self.joined(" AND ", other.into_expr())
    }

    /// At least one of the conditions holds.
    pub fn or(self, other: impl Predicate<T>) -> Self {
        self.joined(" OR ", other.into_expr())
    }

    pub(crate) fn into_fragment(mut self, tenant: &T) -> Fragment {
        self.fragment.require(tenant, &self.tenant);
        self.fragment
    }

    fn joined(self, operator: &'static str, other: Self) -> Self {
        let mut fragment = Fragment::text("(");
        let (tenant, rest) = (self.tenant, other.into_fragment(&self.tenant));
        fragment.append(self.fragment);
        fragment.push(Piece::Text(operator));
        fragment.append(rest);
        fragment.push(Piece::Text(")"));
        Self::new(tenant, fragment)
    }
}

/// The condition does not hold.
impl<T: Tenant> std::ops::Not for Expr<T> {
    type Output = Self;

    fn not(self) -> Self {
        let mut fragment = Fragment::text("(NOT ");
        fragment.append(self.fragment);
        fragment.push(Piece::Text(")"));
        Self::new(self.tenant, fragment)
    }
}

/// The column does not hold. Where it is null, neither this nor the column itself holds.
impl<T: Tenant, V> std::ops::Not for Column<T, V>
where
    Self: Predicate<T>,
{
    type Output = Expr<T>;

    fn not(self) -> Expr<T> {
        !self.into_expr()
    }
}

/// A condition that a statement of tenant `T` can use: an [`Expr`] or a boolean column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition on rows of tenant `{T}`",
    label = "not a condition for tenant `{T}`",
    note = "a condition compares the columns that the closure received, such as `|foo| foo.name.eq(\"Ada\")`"
)]
pub trait Predicate<T> {
    /// The condition as an expression.
    fn into_expr(self) -> Expr<T>;
}

impl<T: Tenant> Predicate<T> for Expr<T> {
    fn into_expr(self) -> Self {
        self
    }
}

impl<T: Tenant> Predicate<T> for Column<T, bool> {
    fn into_expr(self) -> Expr<T> {
        Expr::new(self.tenant(), self.fragment())
    }
}

/// Where it is null, it does not hold.
impl<T: Tenant> Predicate<T> for Column<T, Option<bool>> {
    fn into_expr(self) -> Expr<T> {
        Expr::new(self.tenant(), self.fragment())
    }
}

impl Fragment {
    pub(crate) fn text(text: &'static str) -> Self {
        Self::piece(Piece::Text(text))
    }

    pub(crate) fn piece(piece: Piece) -> Self {
        Self {
            pieces: vec![piece],
            ..Self::default()
        }
    }

    pub(crate) fn param(value: impl Param + 'static) -> Self {
        Self {
            pieces: vec![Piece::Param],
            params: vec![Box::new(value)],
            mixed: None,
        }
    }

    pub(crate) fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    pub(crate) fn append(&mut self, mut other: Self) {
        self.pieces.append(&mut other.pieces);
        self.params.append(&mut other.params);
        self.mixed = self.mixed.take().or(other.mixed);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Notes a mismatch between the tenant that is required here and the one that was given.
    pub(crate) fn require<T: Tenant>(&mut self, required: &T, given: &T) {
        if required != given && self.mixed.is_none() {
            self.mixed = check_same(required, given).err();
        }
    }

    /// Writes the fragment into a statement.
    pub(crate) fn write<'a>(
        &'a self,
        pieces: &mut Vec<Piece>,
        params: &mut Params<'a>,
    ) -> Result<()> {
        if let Some(mixed) = &self.mixed {
            return Err(mixed.again());
        }
        pieces.extend_from_slice(&self.pieces);
        for param in &self.params {
            params.push(&**param);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Fragment {
    /// Shows the shape; values may be personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fragment")
            .field("pieces", &self.pieces)
            .finish_non_exhaustive()
    }
}
