//! SQL in the making, with the tenant whose columns it names.

use std::any::Any;

use crate::{
    expr::{Binding, Fragment},
    params::Param,
    slot::Slot,
    sql::Piece,
    tenant::Tenant,
};

/// A part of a statement of tenant `T`.
#[derive(Clone, Debug)]
pub struct Draft<T> {
    /// Absent where no column is named.
    tenant: Option<T>,
    fragment: Fragment,
}

impl<T> Default for Draft<T> {
    fn default() -> Self {
        Self {
            tenant: None,
            fragment: Fragment::default(),
        }
    }
}

impl<T: Tenant> Draft<T> {
    /// An empty one with room for an ordinary expression, so that it grows at most once.
    pub(crate) fn new() -> Self {
        Self {
            tenant: None,
            fragment: Fragment::new(),
        }
    }

    pub(crate) fn text(&mut self, text: &'static str) {
        self.fragment.text(text);
    }

    pub(crate) fn push(&mut self, piece: Piece) {
        self.fragment.push(piece);
    }

    pub(crate) fn param(&mut self, value: impl Param + 'static) {
        self.fragment.param(value);
    }

    /// Notes whose columns it names; two tenants in it are an error of the statement.
    #[inline]
    pub(crate) fn own(&mut self, tenant: T) {
        match self.tenant {
            Some(own) => self.fragment.require(&own, &tenant),
            None => self.tenant = Some(tenant),
        }
    }

    /// The same for a tenant that this one sees: tables that live once are anybody's.
    pub(crate) fn own_visible<U: Tenant>(&mut self, tenant: U) {
        if let Some(tenant) = (&tenant as &dyn Any).downcast_ref::<T>() {
            self.own(*tenant);
        }
    }

    /// Appends another, as it is.
    #[expect(clippy::inline_always, reason = "into an empty one it is a move")]
    #[inline(always)]
    pub(crate) fn absorb(&mut self, other: Self) {
        if let Some(tenant) = other.tenant {
            self.own(tenant);
        }
        self.fragment.append(other.fragment);
    }

    pub(crate) fn value(&mut self, value: Slot) {
        self.fragment.value(value);
    }

    pub(crate) fn fragment(&mut self) -> &mut Fragment {
        &mut self.fragment
    }

    /// Puts an operator after what it operates on.
    #[inline]
    pub(crate) fn operate(&mut self, operator: &'static str) {
        self.wrap_below(Binding::Atom);
        self.bind(Binding::Operator);
        self.text(operator);
    }

    pub(crate) fn bind(&mut self, binding: Binding) {
        self.fragment.binding = binding;
    }

    #[inline]
    pub(crate) fn wrap_below(&mut self, binding: Binding) {
        self.fragment.wrap_below(binding);
    }

    /// Every text and name in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.fragment.names()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fragment.is_empty()
    }

    /// The same for a statement of a tenant, which is erased.
    #[inline]
    pub(crate) fn into_fragment(mut self, tenant: T) -> Fragment {
        if let Some(own) = self.tenant {
            self.fragment.require(&tenant, &own);
        }
        self.fragment
    }
}
