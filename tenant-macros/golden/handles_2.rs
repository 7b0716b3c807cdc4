#[doc(hidden)]
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type __FooOf<__I> = ::tenant::__private::Scoped<
    <__I as ::tenant::__private::Variant<crate::tenants::Client>>::Tenant,
    Foo,
>;
#[doc(hidden)]
#[allow(unused_imports)]
use ::tenant::__private::index::b0 as __FooAt0;
::tenant::__private::aliases! {
    " The tenant's table of [`Foo`], and a row of it." pub type __FooOf __FooAt0
    Client1Foo I0 Client2Foo I1
}
