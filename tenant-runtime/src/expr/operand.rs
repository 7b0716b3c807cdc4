//! What a column can be compared with: a value of its type, or another column of the tenant.

use crate::{
    expr::{Column, Fragment},
    tenant::Tenant,
    value::Value,
};

/// Something that can stand beside a column that holds a `V`, in a statement of tenant `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with a column of type `{V}` of tenant `{T}`",
    label = "expected a `{V}`, or a column of tenant `{T}` that holds one",
    note = "to compare with null, use `is_null()` or `is_not_null()`"
)]
pub trait Operand<T, V> {
    #[doc(hidden)]
    fn into_fragment(self, tenant: &T) -> Fragment;
}

impl<T, V: Value> Operand<T, V> for V {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self)
    }
}

impl<T> Operand<T, String> for &str {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self.to_owned())
    }
}

impl<T> Operand<T, String> for &String {
    fn into_fragment(self, _: &T) -> Fragment {
        Fragment::param(self.clone())
    }
}

impl<T: Tenant, V: Value, W: Value<NotNull = V>> Operand<T, V> for Column<T, W> {
    fn into_fragment(self, tenant: &T) -> Fragment {
        let mut fragment = self.fragment();
        fragment.require(tenant, &self.tenant());
        fragment
    }
}
