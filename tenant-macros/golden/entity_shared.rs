/// The columns of table `country`, as the closures of `filter`, `order_by` and `set` receive them.
#[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types)]
pub struct CountryColumns<__T, __N = ::tenant::__private::Inner> {
    pub code: ::tenant::__private::Column<__T, String, __N>,
}
/// The unique constraints of table `country`, as the closure of `on_conflict` receives them.
#[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
pub struct CountryUniques {
    /// Of `code`.
    pub code: ::tenant::__private::Unique<Country>,
}
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    static __TABLE: __tenant::TableDef = __tenant::TableDef {
        entity: "Country",
        name: "country",
        columns: &[
            __tenant::ColumnDef::new("code", "code", <String as __tenant::Value>::TYPE),
        ],
        key: &[0],
        home: __tenant::HomeDef::Shared,
        ..__tenant::TableDef::PLAIN
    };
    static __STATEMENTS: __tenant::Statements = {
        use __tenant::Piece::{Param, Table, Text};
        __tenant::Statements {
            find: &[
                Text("SELECT \"code\" FROM "),
                Table("country"),
                Text(" WHERE \"code\" = "),
                Param,
            ],
            insert: &[
                Text("INSERT INTO "),
                Table("country"),
                Text(" (\"code\") VALUES ("),
                __tenant::Piece::Params(1),
                Text(")"),
                Text(" RETURNING \"code\""),
            ],
            update: &[
                Text("UPDATE "),
                Table("country"),
                Text(" SET \"code\" = \"code\" WHERE \"code\" = "),
                Param,
                Text(" RETURNING \"code\""),
            ],
            delete: &[
                Text("DELETE FROM "),
                Table("country"),
                Text(" WHERE \"code\" = "),
                Param,
                Text(" RETURNING \"code\""),
            ],
        }
    };
    const _: () = __tenant::check_key(<String as __tenant::Value>::TYPE);
    #[automatically_derived]
    impl __tenant::Entity for Country {
        type Home = __tenant::Shared<Client>;
        type Set = Client;
        type Key = String;
        type New = Country;
        type Columns<__T: __tenant::Tenant, __N: __tenant::Side> = CountryColumns<
            __T,
            __N,
        >;
        type Uniques = CountryUniques;
        fn table() -> &'static __tenant::TableDef {
            &__TABLE
        }
        fn statements() -> &'static __tenant::Statements {
            &__STATEMENTS
        }
        fn columns<__T: __tenant::Tenant, __N: __tenant::Side>(
            __owner: __T,
            __alias: __tenant::Alias,
        ) -> CountryColumns<__T, __N> {
            let __of = __tenant::ColumnsOf::new(&__TABLE, __alias, __owner);
            CountryColumns { code: __of.at(0) }
        }
        fn uniques() -> Self::Uniques {
            CountryUniques {
                code: __tenant::Unique::new(&[0]),
            }
        }
        fn from_row(
            __row: __tenant::RowRef<'_>,
            __at: __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                code: <String as __tenant::Value>::decode(__row, __at + 0)?,
            })
        }
        fn bind_key<'a>(__key: &'a Self::Key, __to: &mut __tenant::Params<'a>) {
            __to.extend([<String as __tenant::Value>::param(__key)]);
        }
        fn bind_own_key<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([<String as __tenant::Value>::param(&self.code)]);
        }
        fn bind_changes<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([]);
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Clone for CountryColumns<__T, __N> {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Copy for CountryColumns<__T, __N> {}
    #[automatically_derived]
    impl<__T: __tenant::Tenant, __N: __tenant::Side> __tenant::Selection<__T>
    for CountryColumns<__T, __N>
    where
        <Country as __tenant::Entity>::Home: __tenant::Locate<__T>,
    {
        type Output = __N::Row<__T, Country>;
        fn write(self, __list: &mut __tenant::Draft<__T>) {
            __tenant::write_row(self.code.alias(), &__TABLE, __list);
        }
    }
    #[automatically_derived]
    impl __tenant::NewRow for Country {
        type Entity = Country;
        fn bind<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([<String as __tenant::Value>::param(&self.code)]);
        }
    }
    __tenant::inventory::submit! {
        __tenant::Registration::new:: < Country > ()
    }
};
/// A row of [`Country`] in the shared schema, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
pub type SharedCountry = ::tenant::__private::Scoped<
    ::tenant::__private::Shared<Client>,
    Country,
>;
