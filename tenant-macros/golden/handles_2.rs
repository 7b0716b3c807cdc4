/// A row of [`Foo`] that belongs to tenant `Client1`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client1Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<0>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client2`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client2Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<1>>::Tenant,
    Foo,
>;
