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
/// A row of [`Foo`] that belongs to tenant `Client3`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client3Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<2>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client4`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client4Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<3>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client5`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client5Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<4>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client6`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client6Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<5>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client7`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client7Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<6>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client8`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client8Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<7>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client9`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client9Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<8>>::Tenant,
    Foo,
>;
/// A row of [`Foo`] that belongs to tenant `Client10`, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type Client10Foo = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<9>>::Tenant,
    Foo,
>;
