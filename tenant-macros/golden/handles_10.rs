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
    Client3Foo 2
    " A row of [`Foo`] that belongs to tenant `Client3`, and its table handle."
    Client4Foo 3
    " A row of [`Foo`] that belongs to tenant `Client4`, and its table handle."
    Client5Foo 4
    " A row of [`Foo`] that belongs to tenant `Client5`, and its table handle."
    Client6Foo 5
    " A row of [`Foo`] that belongs to tenant `Client6`, and its table handle."
    Client7Foo 6
    " A row of [`Foo`] that belongs to tenant `Client7`, and its table handle."
    Client8Foo 7
    " A row of [`Foo`] that belongs to tenant `Client8`, and its table handle."
    Client9Foo 8
    " A row of [`Foo`] that belongs to tenant `Client9`, and its table handle."
    Client10Foo 9
    " A row of [`Foo`] that belongs to tenant `Client10`, and its table handle."
}
