//! Expressions: what the closures of `filter`, `order_by`, `set` and `select` build from the columns
//! that they receive. An expression is a list of SQL pieces, the parameters in it, the tenant whose
//! columns it names, and the Rust type of its value, which is an `Option` where that may be null.
//!
//! [`Expression`] is what columns and everything that is built from them have in common; its methods
//! come by topic, each topic a trait in a file of its own.

#![expect(
    clippy::type_complexity,
    clippy::wrong_self_convention,
    reason = "types say whether a value may be null; and an expression is part of what it is built into"
)]

mod aggregate;
mod arithmetic;
mod array;
mod assign;
mod case;
mod cast;
mod column;
mod comparison;
mod draft;
mod fragment;
mod function;
#[cfg(feature = "json")]
mod json;
mod list;
mod logic;
mod null;
mod operand;
mod order;
mod search;
mod selection;
mod subquery;
mod text;
mod time;
mod window;

use std::{fmt, marker::PhantomData};

use crate::{tenant::Tenant, value::Value};

#[doc(hidden)]
pub use self::column::ColumnsOf;
pub use self::draft::Draft;
pub(crate) use self::fragment::{Binding, Fragment};
#[doc(hidden)]
pub use self::function::Call;
#[cfg(feature = "json")]
pub use self::json::{Document, JsonExpression, Key};
pub(crate) use self::selection::separate;
pub use self::{
    aggregate::{Aggregate, AggregateExpression, Average, Sum, count},
    arithmetic::{Number, NumberExpression},
    array::{Array, ArrayExpression},
    assign::{Assignable, Assigned, Assignment, Assignments},
    case::{Case, case},
    cast::CastExpression,
    column::{Column, Inner, Outer, Side},
    comparison::Comparison,
    logic::{BoolExpression, Both, Predicate},
    null::NullExpression,
    operand::{Operand, value},
    order::{Order, Ordering, Orders},
    search::SearchExpression,
    selection::Selection,
    subquery::{QueryExpression, Subquery, exists, scalar},
    text::TextExpression,
    time::{
        CalendarDate, Field, Interval, Precision, Temporal, TimeExpression, Timestamp, now, today,
    },
    window::{Window, WindowExpression, dense_rank, rank, row_number},
};

/// Something that has a value in SQL: a column, or what is built from columns.
///
/// Its methods are those of the traits beside it: [`Comparison`], [`BoolExpression`],
/// [`NumberExpression`], [`TextExpression`] and the others. The prelude brings them all.
pub trait Expression: Sized {
    /// Whose columns it names.
    type Tenant: Tenant;

    /// The Rust type of its value; an `Option` if it may be null.
    type Value: Value;

    /// The expression, whatever it was built by.
    fn into_expr(self) -> Expr<Self::Tenant, Self::Value>;
}

/// The type of an expression's value, without `Option`.
pub type NotNull<X> = <<X as Expression>::Value as Value>::NotNull;

/// A value of type `U` that is null where the value of expression `X` is.
pub type Lifted<X, U> = <<X as Expression>::Value as Value>::Lift<U>;

/// The value of an operator on `X` and an operand `R`, which is null where either is.
pub type Joint<X, R, U> =
    Lifted<X, <<R as Operand<<X as Expression>::Tenant, NotNull<X>>>::Value as Value>::Lift<U>>;

/// An expression of tenant `T` with a value of type `V`.
#[must_use = "an expression does nothing until a statement uses it"]
pub struct Expr<T, V> {
    draft: Draft<T>,
    value: PhantomData<fn() -> V>,
}

impl<T: Tenant, V: Value> Expr<T, V> {
    pub(crate) fn new(draft: Draft<T>) -> Self {
        Self {
            draft,
            value: PhantomData,
        }
    }

    /// Every text and name in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.draft.names()
    }

    /// The same again.
    pub(crate) fn again(&self) -> Self {
        Self::new(self.draft.clone())
    }

    /// What does not depend on any column.
    pub(crate) fn constant(text: &'static str) -> Self {
        Self::new(Draft::new()).then(text)
    }

    pub(crate) fn draft_mut(&mut self) -> &mut Draft<T> {
        &mut self.draft
    }

    pub(crate) fn into_draft(self) -> Draft<T> {
        self.draft
    }

    /// The same pieces with a value of another type.
    pub(crate) fn typed<W: Value>(self) -> Expr<T, W> {
        Expr::new(self.draft)
    }

    /// With more text.
    pub(crate) fn then(mut self, text: &'static str) -> Self {
        self.draft.text(text);
        self
    }

    /// With more text, and an operand.
    pub(crate) fn extended<X: Value, W: Value>(
        mut self,
        text: &'static str,
        operand: impl Operand<T, X>,
    ) -> Expr<T, W> {
        self.draft.text(text);
        operand.write(&mut self.draft);
        self.typed()
    }

    /// With the parenthesis that was opened.
    pub(crate) fn closed(self) -> Self {
        self.then(")")
    }

    /// With the SQL name of a type.
    pub(crate) fn of_type<W: Value>(self) -> Self {
        let named = self.then(W::TYPE.name);
        if W::TYPE.array {
            return named.then("[]");
        }
        named
    }

    /// `text self`.
    pub(crate) fn after<W: Value>(self, text: &'static str) -> Expr<T, W> {
        let mut whole = Draft::new();
        whole.text(text);
        whole.absorb(self.draft);
        Expr::new(whole)
    }

    /// `self operator operand`.
    #[inline]
    pub(crate) fn infix<X: Value, W: Value>(
        mut self,
        operator: &'static str,
        operand: impl Operand<T, X>,
    ) -> Expr<T, W> {
        self.draft.operate(operator);
        operand.write(&mut self.draft);
        self.typed()
    }

    /// `self operator`, with what may follow.
    #[inline]
    pub(crate) fn postfix<W: Value>(mut self, operator: &'static str) -> Expr<T, W> {
        self.draft.operate(operator);
        self.typed()
    }

    /// `operator self`.
    pub(crate) fn prefix<W: Value>(mut self, operator: &'static str) -> Expr<T, W> {
        self.draft.wrap_below(Binding::Atom);
        let mut whole = self.after(operator);
        whole.draft.bind(Binding::Operator);
        whole
    }

    /// `function(self)`.
    pub(crate) fn call<W: Value>(self, function: &'static str) -> Expr<T, W> {
        self.after(function).closed()
    }

    /// `function(self, operand)`.
    pub(crate) fn call_with<X: Value, W: Value>(
        self,
        function: &'static str,
        operand: impl Operand<T, X>,
    ) -> Expr<T, W> {
        let begun: Expr<T, W> = self.after(function);
        begun.extended::<X, W>(", ", operand).closed()
    }

    /// `CAST(self AS …)`.
    pub(crate) fn cast_to<W: Value, R: Value>(self) -> Expr<T, R> {
        let begun: Expr<T, R> = self.after("CAST(");
        begun.then(" AS ").of_type::<W>().closed()
    }
}

impl<T: Tenant, V: Value> Expression for Expr<T, V> {
    type Tenant = T;
    type Value = V;

    fn into_expr(self) -> Self {
        self
    }
}

impl<T: fmt::Debug, V> fmt::Debug for Expr<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expr").field("draft", &self.draft).finish()
    }
}
