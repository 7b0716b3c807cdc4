#[doc(hidden)]
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type __FooOf<const __N: ::tenant::__private::usize> = ::tenant::__private::Scoped<
    <crate::tenants::Client as ::tenant::__private::Variant<__N>>::Tenant,
    Foo,
>;
::tenant::__private::aliases! {
    " The tenant's table of [`Foo`], and a row of it."(dead_code) pub type __FooOf
    Client1Foo 0
}
