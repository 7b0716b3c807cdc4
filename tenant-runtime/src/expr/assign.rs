//! Assignments: what the closure of `set` returns.

use crate::{
    expr::{Column, Fragment, list::impl_lists},
    sql::Piece,
    tenant::Tenant,
    value::Value,
};

/// A column and the value that it gets.
#[derive(Debug)]
#[must_use = "an assignment does nothing until a statement uses it"]
pub struct Assignment<T> {
    tenant: T,
    column: &'static str,
    value: Fragment,
}

impl<T: Tenant> Assignment<T> {
    pub(crate) fn new(tenant: T, column: &'static str, value: Fragment) -> Self {
        Self {
            tenant,
            column,
            value,
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
    fn into_fragment(self, tenant: &T) -> Fragment;
}

impl<T, V: Value> Assignable<T, V> for V {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self)
    }
}

/// A nullable column takes a plain value as well.
impl<T, V: Value> Assignable<T, Option<V>> for V {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self)
    }
}

impl<T> Assignable<T, String> for &str {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self.to_owned())
    }
}

impl<T> Assignable<T, Option<String>> for &str {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self.to_owned())
    }
}

impl<T> Assignable<T, String> for &String {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self.clone())
    }
}

impl<T> Assignable<T, Option<String>> for &String {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self.clone())
    }
}

/// A JSON column takes its content as it is.
#[cfg(feature = "json")]
impl<T, C: crate::JsonContent> Assignable<T, crate::Json<C>> for C
where
    crate::Json<C>: Value,
{
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(crate::Json(self))
    }
}

impl<T: Tenant, V: Value> Assignable<T, V> for Column<T, V> {
    fn into_fragment(self, tenant: &T) -> Fragment {
        let mut fragment = self.fragment();
        fragment.require(tenant, &self.tenant());
        fragment
    }
}

impl<T: Tenant, V: Value> Assignable<T, Option<V>> for Column<T, V> {
    fn into_fragment(self, tenant: &T) -> Fragment {
        Assignable::<T, V>::into_fragment(self, tenant)
    }
}

/// One assignment, or a tuple, array or vector of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not set columns of tenant `{T}`",
    label = "not an assignment for tenant `{T}`",
    note = "set a column with `to`, such as `|foo| foo.name.to(\"Ada\")`, or return a tuple of them"
)]
pub trait Assignments<T> {
    #[doc(hidden)]
    fn write(self, tenant: &T, list: &mut Fragment);
}

impl<T: Tenant> Assignments<T> for Assignment<T> {
    fn write(self, tenant: &T, list: &mut Fragment) {
        if !list.is_empty() {
            list.push(Piece::Text(", "));
        }
        list.require(tenant, &self.tenant);
        list.push(Piece::Column(self.column));
        list.push(Piece::Text(" = "));
        list.append(self.value);
    }
}

impl_lists!(Assignments);
