#[doc(hidden)]
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type __FooOf<const __N: ::tenant::__private::usize> = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<__N>>::Tenant,
    Foo,
>;
::tenant::__private::aliases! {
    (dead_code) pub type __FooOf Client1Foo 0
    " A row of [`Foo`] that belongs to tenant `Client1`, and its table handle."
    Client2Foo 1
    " A row of [`Foo`] that belongs to tenant `Client2`, and its table handle."
}
