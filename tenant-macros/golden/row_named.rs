/// What a query selects to have a `Summary` of each row.
#[allow(dead_code, missing_debug_implementations)]
pub struct SelectSummary<__S0, __S1, __S2> {
    /// What becomes `author`.
    pub author: __S0,
    /// What becomes `books`.
    books: __S1,
    /// What becomes `r#type`.
    pub(crate) r#type: __S2,
}
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    #[automatically_derived]
    impl<T: Tenant, __T: __tenant::Tenant> __tenant::FromRow<__T> for Summary<T>
    where
        T: Member,
        Scoped<T, Author>: __tenant::FromRow<__T>,
        i64: __tenant::FromRow<__T>,
        Option<String>: __tenant::FromRow<__T>,
    {
        fn width() -> __tenant::usize {
            0 + <Scoped<T, Author> as __tenant::FromRow<__T>>::width()
                + <i64 as __tenant::FromRow<__T>>::width()
                + <Option<String> as __tenant::FromRow<__T>>::width()
        }
        fn check(
            __reader: &mut __tenant::Reader<'_>,
        ) -> __tenant::Result<(), __tenant::Error> {
            <Scoped<T, Author> as __tenant::FromRow<__T>>::check(__reader)?;
            <i64 as __tenant::FromRow<__T>>::check(__reader)?;
            <Option<String> as __tenant::FromRow<__T>>::check(__reader)?;
            __tenant::Ok(())
        }
        fn read(
            __tenant: __T,
            __row: __tenant::RowRef<'_>,
            __at: &mut __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                author: <Scoped<
                    T,
                    Author,
                > as __tenant::FromRow<__T>>::read(__tenant, __row, __at)?,
                books: <i64 as __tenant::FromRow<__T>>::read(__tenant, __row, __at)?,
                r#type: <Option<
                    String,
                > as __tenant::FromRow<__T>>::read(__tenant, __row, __at)?,
            })
        }
    }
    #[automatically_derived]
    impl<T: Tenant, __T: __tenant::Tenant, __S0, __S1, __S2> __tenant::Selection<__T>
    for SelectSummary<__S0, __S1, __S2>
    where
        T: Member,
        __S0: __tenant::Selection<__T, Output = Scoped<T, Author>>,
        __S1: __tenant::Selection<__T, Output = i64>,
        __S2: __tenant::Selection<__T, Output = Option<String>>,
        Summary<T>: __tenant::FromRow<__T>,
    {
        type Output = Summary<T>;
        fn write(self, __list: &mut __tenant::Draft<__T>) {
            __tenant::Selection::write(self.author, __list);
            __tenant::Selection::write(self.books, __list);
            __tenant::Selection::write(self.r#type, __list);
        }
    }
};
