#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    #[automatically_derived]
    impl __tenant::TextEnum for Status {
        const ALL: &'static [Self] = &[Self::Open, Self::InProgress, Self::Closed];
        const TEXTS: &'static [&'static __tenant::str] = &[
            "open",
            "in_progress",
            "done",
        ];
        fn index(&self) -> __tenant::usize {
            match self {
                Self::Open => 0,
                Self::InProgress => 1,
                Self::Closed => 2,
            }
        }
    }
    #[automatically_derived]
    impl __tenant::Value for Status {
        type NotNull = Self;
        type Lift<__U: __tenant::Value> = __U;
        const TYPE: __tenant::SqlType = __tenant::SqlType::text_enum(
            <Self as __tenant::TextEnum>::TEXTS,
        );
        fn pg_type() -> __tenant::Type {
            __tenant::Type::TEXT
        }
    }
    #[automatically_derived]
    impl __tenant::Element for Status {}
    #[automatically_derived]
    impl __tenant::ToSql for Status {
        fn to_sql(
            &self,
            __ty: &__tenant::Type,
            __out: &mut __tenant::BytesMut,
        ) -> __tenant::Result<__tenant::IsNull, __tenant::BoxError> {
            __tenant::enum_to_sql(self, __ty, __out)
        }
        fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
            __tenant::enum_accepts(__ty)
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
    impl<'a> __tenant::FromSql<'a> for Status {
        fn from_sql(
            __ty: &__tenant::Type,
            __raw: &'a [__tenant::u8],
        ) -> __tenant::Result<Self, __tenant::BoxError> {
            __tenant::enum_from_sql(__ty, __raw)
        }
        fn accepts(__ty: &__tenant::Type) -> __tenant::bool {
            __tenant::enum_accepts(__ty)
        }
    }
};
