//! Assignments: what the closure of `set` returns.

use crate::{
    alias::Alias,
    expr::{Aggregate, Column, Draft, Expr, Expression, Side, list::impl_lists},
    params::Param,
    slot::Slot,
    sql::Piece,
    tenant::Tenant,
    value::Value,
};

/// A column and the value that it gets.
#[derive(Debug)]
#[must_use = "an assignment does nothing until a statement uses it"]
pub struct Assignment<T> {
    tenant: T,
    alias: Alias,
    column: &'static str,
    source: Source<T>,
}

/// Where what a column is set to comes from.
#[derive(Debug)]
pub struct Source<T>(Kind<T>);

/// A value, as most are, needs no list of its own.
#[derive(Debug)]
enum Kind<T> {
    Value(Slot),
    Expression(Draft<T>),
}

impl<T> Source<T> {
    #[inline]
    fn value(value: impl Param + 'static) -> Self {
        Self(Kind::Value(Slot::new(value)))
    }

    fn expression(draft: Draft<T>) -> Self {
        Self(Kind::Expression(draft))
    }
}

impl<T: Tenant> Assignment<T> {
    #[inline]
    pub(crate) fn new<V>(
        tenant: T,
        alias: Alias,
        column: &'static str,
        value: impl Assignable<T, V>,
    ) -> Self {
        Self {
            tenant,
            alias,
            column,
            source: value.into_source(),
        }
    }
}

/// Something that a column which holds a `V` can be set to, in a statement of tenant `T`.
#[diagnostic::on_unimplemented(
    message = "a column of type `{V}` of tenant `{T}` cannot be set to `{Self}`",
    label = "expected a `{V}`, or a column of tenant `{T}` that holds one"
)]
pub trait Assignable<T, V> {
    #[doc(hidden)]
    fn into_source(self) -> Source<T>;
}

impl<T: Tenant, V: Value> Assignable<T, V> for V {
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(self)
    }
}

/// A nullable column takes a plain value as well.
impl<T: Tenant, V: Value> Assignable<T, Option<V>> for V {
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(self)
    }
}

impl<T: Tenant> Assignable<T, String> for &str {
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(self.to_owned())
    }
}

impl<T: Tenant> Assignable<T, Option<String>> for &str {
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(self.to_owned())
    }
}

impl<T: Tenant> Assignable<T, String> for &String {
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(self.clone())
    }
}

impl<T: Tenant> Assignable<T, Option<String>> for &String {
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(self.clone())
    }
}

/// A JSON column takes its content as it is.
#[cfg(feature = "json")]
impl<T: Tenant, C: crate::JsonContent> Assignable<T, crate::Json<C>> for C
where
    crate::Json<C>: Value,
{
    #[inline]
    fn into_source(self) -> Source<T> {
        Source::value(crate::Json(self))
    }
}

impl<T: Tenant, V: Value, W: Value, N: Side<Of<W>: Assigned<V>>, R> Assignable<T, V>
    for Column<T, W, N, R>
{
    fn into_source(self) -> Source<T> {
        let mut draft = Draft::new();
        self.write(&mut draft);
        Source::expression(draft)
    }
}

impl<T: Tenant, V: Value, W: Assigned<V>> Assignable<T, V> for Expr<T, W> {
    fn into_source(self) -> Source<T> {
        Source::expression(self.into_draft())
    }
}

impl<T: Tenant, V: Value, W: Assigned<V>> Assignable<T, V> for Aggregate<T, W> {
    fn into_source(self) -> Source<T> {
        Source::expression(self.into_expr().into_draft())
    }
}

/// A value that a column which holds a `V` can be set to: a `V`, or where it may be null, what an
/// `Option` holds.
#[diagnostic::on_unimplemented(
    message = "a column of type `{V}` cannot be set to a value of type `{Self}`",
    note = "where it may be null, say what is set then: `coalesce`"
)]
pub trait Assigned<V>: Value {}

impl<V: Value> Assigned<V> for V {}
impl<V: Value> Assigned<Option<V>> for V {}

/// One assignment, or a tuple, array or vector of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not set columns of tenant `{T}`",
    label = "not an assignment for tenant `{T}`",
    note = "set a column with `to`, such as `|foo| foo.name.to(\"Ada\")`, or return a tuple of them"
)]
pub trait Assignments<T> {
    #[doc(hidden)]
    fn write(self, list: &mut Draft<T>);
}

impl<T: Tenant> Assignments<T> for Assignment<T> {
    fn write(self, list: &mut Draft<T>) {
        if !list.is_empty() {
            list.text(", ");
        }
        list.own(self.tenant);
        list.push(Piece::Set(self.alias, self.column));
        match self.source.0 {
            Kind::Value(value) => list.value(value),
            Kind::Expression(draft) => list.absorb(draft),
        }
    }
}

impl_lists!(Assignments { write(Draft<T>) });
