/// What a query selects to have a `Pair` of each row.
#[allow(dead_code, missing_debug_implementations)]
struct SelectPair<__S0, __S1>(
    /// What becomes `0`.
    pub __S0,
    /// What becomes `1`.
    __S1,
);
#[allow(deprecated)]
const _: () = {
    use crate::reexports::tenant::__private as __tenant;
    #[automatically_derived]
    impl<__T: __tenant::Tenant> __tenant::FromRow<__T> for Pair
    where
        i64: __tenant::FromRow<__T>,
        String: __tenant::FromRow<__T>,
    {
        fn width() -> __tenant::usize {
            0 + <i64 as __tenant::FromRow<__T>>::width()
                + <String as __tenant::FromRow<__T>>::width()
        }
        fn check(
            __reader: &mut __tenant::Reader<'_>,
        ) -> __tenant::Result<(), __tenant::Error> {
            <i64 as __tenant::FromRow<__T>>::check(__reader)?;
            <String as __tenant::FromRow<__T>>::check(__reader)?;
            __tenant::Ok(())
        }
        fn read(
            __tenant: __T,
            __row: __tenant::RowRef<'_>,
            __at: &mut __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                0: <i64 as __tenant::FromRow<__T>>::read(__tenant, __row, __at)?,
                1: <String as __tenant::FromRow<__T>>::read(__tenant, __row, __at)?,
            })
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Tenant, __S0, __S1> __tenant::Selection<__T>
    for SelectPair<__S0, __S1>
    where
        __S0: __tenant::Selection<__T, Output = i64>,
        __S1: __tenant::Selection<__T, Output = String>,
        Pair: __tenant::FromRow<__T>,
    {
        type Output = Pair;
        fn write(self, __list: &mut __tenant::Draft<__T>) {
            __tenant::Selection::write(self.0, __list);
            __tenant::Selection::write(self.1, __list);
        }
    }
};
