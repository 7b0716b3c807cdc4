#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    const _: __tenant::SqlType = <i64 as __tenant::Value>::TYPE;
    #[automatically_derived]
    impl __tenant::Value for UserId
    where
        for<'x> i64: __tenant::Value,
    {
        type NotNull = Self;
        type Lift<__U: __tenant::Value> = __U;
        const TYPE: __tenant::SqlType = <i64 as __tenant::Value>::TYPE;
        fn pg_type() -> __tenant::Type {
            <i64 as __tenant::Value>::pg_type()
        }
    }
    #[automatically_derived]
    impl __tenant::Element for UserId
    where
        for<'x> i64: __tenant::Element,
    {}
    #[automatically_derived]
    impl __tenant::TextValue for UserId
    where
        for<'x> i64: __tenant::TextValue,
    {}
    #[automatically_derived]
    impl __tenant::ToSql for UserId
    where
        for<'x> i64: __tenant::Value,
    {
        fn to_sql(
            &self,
            __ty: &__tenant::Type,
            __out: &mut __tenant::BytesMut,
        ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> {
            __tenant::ToSql::to_sql(&self.0, __ty, __out)
        }
        fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
            <i64 as __tenant::ToSql>::accepts(__ty)
        }
        fn to_sql_checked(
            &self,
            __ty: &__tenant::Type,
            __out: &mut __tenant::BytesMut,
        ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> {
            __tenant::to_sql_checked(self, __ty, __out)
        }
    }
    #[automatically_derived]
    impl<'a> __tenant::FromSql<'a> for UserId
    where
        for<'x> i64: __tenant::Value,
    {
        fn from_sql(
            __ty: &__tenant::Type,
            __raw: &'a [__tenant::u8],
        ) -> __tenant::Result<Self, __tenant::BoxError> {
            __tenant::Ok(Self {
                0: __tenant::FromSql::from_sql(__ty, __raw)?,
            })
        }
        fn from_sql_null(
            __ty: &__tenant::Type,
        ) -> __tenant::Result<Self, __tenant::BoxError> {
            __tenant::Ok(Self {
                0: __tenant::FromSql::from_sql_null(__ty)?,
            })
        }
        fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
            <i64 as __tenant::FromSql<'a>>::accepts(__ty)
        }
    }
};
