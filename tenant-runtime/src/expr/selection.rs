//! What a query selects: an expression, a whole row, or a tuple or struct of them.

use crate::{
    FromRow,
    expr::{Aggregate, Column, Draft, Expr, Expression, Side},
    tenant::Tenant,
    value::Value,
};

/// Something that can be selected in a query of tenant `T`: an expression, the columns of a table as a
/// closure receives them, which are its whole row, or a tuple of these. A struct of yours can be, with
/// `#[derive(FromRow)]`: to a `Summary` it adds the `SelectSummary` that one is selected by (see [`FromRow`]).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be selected in a query of tenant `{T}`",
    label = "no expression or row of tenant `{T}`",
    note = "select columns that the closure received, expressions of them, or a tuple: `|foo| (foo.id, foo.name.lower())`",
    note = "for a struct of your own, `Summary`: `#[derive(FromRow)]`, and `|foo| SelectSummary {{ name: foo.name }}`"
)]
pub trait Selection<T> {
    /// What a row becomes.
    type Output: FromRow<T>;

    /// Appends it to a list.
    #[doc(hidden)]
    fn write(self, list: &mut Draft<T>);
}

/// Implements it for what is one expression.
macro_rules! impl_selection {
    ([$($generics:tt)*] $expression:ty, $tenant:ident) => {
        impl<$($generics)*> Selection<$tenant> for $expression {
            type Output = <Self as Expression>::Value;

            fn write(self, list: &mut Draft<$tenant>) {
                separate(list);
                list.absorb(self.into_expr().into_draft());
            }
        }
    };
}

impl_selection!([T: Tenant, V: Value] Expr<T, V>, T);
impl_selection!([T: Tenant, V: Value] Aggregate<T, V>, T);

impl<T: Tenant, V: Value, N: Side, R> Selection<T> for Column<T, V, N, R> {
    type Output = N::Of<V>;

    fn write(self, list: &mut Draft<T>) {
        separate(list);
        self.write(list);
    }
}

/// Begins the next item of a list.
pub(crate) fn separate<T: Tenant>(list: &mut Draft<T>) {
    if !list.is_empty() {
        list.text(", ");
    }
}

/// Implements it for tuples.
macro_rules! impl_tuples {
    ($($item:ident)+) => {
        impl<T: Tenant, $($item: Selection<T>),+> Selection<T> for ($($item,)+) {
            type Output = ($($item::Output,)+);

            fn write(self, list: &mut Draft<T>) {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($($item,)+) = self;
                $($item.write(list);)+
            }
        }
    };
}

impl_tuples!(A);
impl_tuples!(A B);
impl_tuples!(A B C);
impl_tuples!(A B C D);
impl_tuples!(A B C D E);
impl_tuples!(A B C D E F);
impl_tuples!(A B C D E F G);
impl_tuples!(A B C D E F G H);
impl_tuples!(A B C D E F G H I);
impl_tuples!(A B C D E F G H I J);
impl_tuples!(A B C D E F G H I J K);
impl_tuples!(A B C D E F G H I J K L);
