fn expanded() {
    ::tenant::__private::Statement {
        text: {
            use ::tenant::__private as __tenant;
            fn __pieces(__pieces: &mut __tenant::Pieces) {
                __pieces.text("SELECT ");
                __pieces.column::<Foo, _, _>("foo", |__columns| __columns.id);
                __pieces.text(", ");
                __pieces.every::<models::Bar>("bar");
                __pieces.text("\nFROM ");
                __pieces.table_as::<Foo>("foo");
                __pieces.text(" JOIN ");
                __pieces.table::<models::Bar>();
                __pieces.text(" AS bar ON ");
                __pieces.column::<models::Bar, _, _>("bar", |__columns| __columns.foo);
                __pieces.text(" = ");
                __pieces.column::<Foo, _, _>("foo", |__columns| __columns.id);
                __pieces.text("\nWHERE ");
                __pieces.column::<Foo, _, _>("foo", |__columns| __columns.name);
                __pieces.text(" LIKE ");
                __pieces.value();
                __pieces.text(" AND ");
                __pieces.column::<Foo, _, _>("foo", |__columns| __columns.id);
                __pieces.text(" = ANY(");
                __pieces.value();
                __pieces.text(")\nAND ");
                __pieces.column::<Foo, _, _>("foo", |__columns| __columns.email);
                __pieces.text(" IS DISTINCT FROM ");
                __pieces.value();
                __pieces.text(" AND length(");
                __pieces.column::<Foo, _, _>("foo", |__columns| __columns.name);
                __pieces.text(") > ");
                __pieces.value();
                __pieces.text("\nLIMIT ");
                __pieces.value();
            }
            fn __types(__types: &mut __tenant::Types) {
                __types.typed::<::std::string::String>();
                __types.listed::<Foo, _, _>(|__columns| __columns.id);
                __types.column::<Foo, _, _>(|__columns| __columns.email);
                __types.typed::<i32>();
                __types.typed::<::core::primitive::i64>();
            }
            static __TEXT: __tenant::TextOf<
                <<Foo as __tenant::Entity>::Home as __tenant::Meet<
                    <models::Bar as __tenant::Entity>::Home,
                >>::Home,
            > = __tenant::TextOf::new::<
                Foo,
            >(
                ::core::concat!(::core::file!(), ":", ::core::line!()),
                "SELECT",
                false,
                __pieces,
                __types,
            );
            __tenant::inventory::submit! {
                __TEXT.register()
            }
            &__TEXT
        },
        values: &[
            &::tenant::__private::typed::<::std::string::String>().lend(&pattern)
                as &dyn ::tenant::__private::Param,
            &::tenant::__private::listed::<Foo, _, _>(|__columns| __columns.id)
                .keep(ids.to_vec()) as &dyn ::tenant::__private::Param,
            &::tenant::__private::distinct::<Foo, _, _>(|__columns| __columns.email)
                .lend(&form.email) as &dyn ::tenant::__private::Param,
            &::tenant::__private::typed::<i32>().lend(&least)
                as &dyn ::tenant::__private::Param,
            &::tenant::__private::typed::<::core::primitive::i64>().lend(&MAX)
                as &dyn ::tenant::__private::Param,
        ],
    }
}
