/// A row of `foos` to insert: no generated columns, defaults optional.
#[derive(Debug)]
#[allow(dead_code, missing_debug_implementations, missing_docs)]
pub struct NewFoo {
    pub region: Region,
    pub author: Option<i64>,
    /// Column `type`.
    pub kind: ::tenant::__private::Option<String>,
    /// Column `createdAt`.
    pub created_at: ::tenant::__private::Option<SystemTime>,
    pub settings: Option<Settings>,
}
/// The columns of table `foos`, as the closures of `filter`, `order_by` and `set` receive them.
#[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types)]
pub struct FooColumns<__T, __N = ::tenant::__private::Inner> {
    pub id: ::tenant::__private::Column<__T, i64, __N>,
    pub region: ::tenant::__private::Column<__T, Region, __N>,
    pub author: ::tenant::__private::Column<__T, Option<i64>, __N, Author>,
    /// Column `type`.
    pub kind: ::tenant::__private::Column<__T, String, __N>,
    /// Column `createdAt`.
    pub created_at: ::tenant::__private::Column<__T, SystemTime, __N>,
    pub settings: ::tenant::__private::Column<
        __T,
        ::tenant::__private::Option<::tenant::__private::Json<Settings>>,
        __N,
    >,
}
/// The unique constraints of table `foos`, as the closure of `on_conflict` receives them.
#[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
pub struct FooUniques {
    /// Of `id`, `region`.
    pub id_region: ::tenant::__private::Unique<Foo>,
    /// Of `author`, `type`.
    pub author_kind: ::tenant::__private::Unique<Foo>,
}
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    static __TABLE: __tenant::TableDef = __tenant::TableDef {
        entity: "Foo",
        name: "foos",
        columns: &[
            __tenant::ColumnDef::new("id", "id", <i64 as __tenant::Value>::TYPE)
                .generated(),
            __tenant::ColumnDef::new(
                "region",
                "region",
                <Region as __tenant::Value>::TYPE,
            ),
            __tenant::ColumnDef::new(
                "author",
                "author",
                <Option<i64> as __tenant::Value>::TYPE,
            ),
            __tenant::ColumnDef::new("type", "kind", <String as __tenant::Value>::TYPE)
                .default("'open'"),
            __tenant::ColumnDef::new(
                    "createdAt",
                    "created_at",
                    <SystemTime as __tenant::Value>::TYPE,
                )
                .default("now()"),
            __tenant::ColumnDef::new(
                "settings",
                "settings",
                <Settings as __tenant::JsonContent>::OPTION_TYPE,
            ),
        ],
        key: &[0, 1],
        uniques: &[&[2, 3]],
        indexes: &[&[2], &[4]],
        references: &[
            __tenant::ReferenceDef {
                column: 2,
                target: __tenant::reference::<
                    Foo,
                    Author,
                    <Option<i64> as __tenant::Value>::NotNull,
                >(),
                on_delete: __tenant::OnDelete::Cascade,
            },
        ],
        checks: &[
            __tenant::CheckDef {
                column: __tenant::Some(3),
                expression: "kind <> ''",
            },
            __tenant::CheckDef {
                column: __tenant::None,
                expression: "id > 0",
            },
        ],
        ..__tenant::TableDef::PLAIN
    };
    static __STATEMENTS: __tenant::Statements = {
        use __tenant::Piece::{Param, Table, Text};
        __tenant::Statements {
            find: &[
                Text(
                    "SELECT \"id\", \"region\", \"author\", \"type\", \"createdAt\", \"settings\" FROM ",
                ),
                Table("foos"),
                Text(" WHERE \"id\" = "),
                Param,
                Text(" AND \"region\" = "),
                Param,
            ],
            insert: &[
                Text("INSERT INTO "),
                Table("foos"),
                Text(
                    " (\"region\", \"author\", \"type\", \"createdAt\", \"settings\") VALUES (",
                ),
                __tenant::Piece::Params(5),
                Text(")"),
                Text(
                    " RETURNING \"id\", \"region\", \"author\", \"type\", \"createdAt\", \"settings\"",
                ),
            ],
            update: &[
                Text("UPDATE "),
                Table("foos"),
                Text(" SET \"author\" = "),
                Param,
                Text(", \"type\" = "),
                Param,
                Text(", \"createdAt\" = "),
                Param,
                Text(", \"settings\" = "),
                Param,
                Text(" WHERE \"id\" = "),
                Param,
                Text(" AND \"region\" = "),
                Param,
                Text(
                    " RETURNING \"id\", \"region\", \"author\", \"type\", \"createdAt\", \"settings\"",
                ),
            ],
            delete: &[
                Text("DELETE FROM "),
                Table("foos"),
                Text(" WHERE \"id\" = "),
                Param,
                Text(" AND \"region\" = "),
                Param,
                Text(
                    " RETURNING \"id\", \"region\", \"author\", \"type\", \"createdAt\", \"settings\"",
                ),
            ],
        }
    };
    const _: () = __tenant::check_generated(<i64 as __tenant::Value>::TYPE);
    const _: () = __tenant::check_key(<Region as __tenant::Value>::TYPE);
    #[automatically_derived]
    impl __tenant::Entity for Foo {
        type Home = crate::tenants::Client;
        type Set = crate::tenants::Client;
        type Key = (i64, Region);
        type New = NewFoo;
        type Columns<__T: __tenant::Tenant, __N: __tenant::Side> = FooColumns<__T, __N>;
        type Uniques = FooUniques;
        fn table() -> &'static __tenant::TableDef {
            &__TABLE
        }
        fn statements() -> &'static __tenant::Statements {
            &__STATEMENTS
        }
        fn columns<__T: __tenant::Tenant, __N: __tenant::Side>(
            __owner: __T,
            __alias: __tenant::Alias,
        ) -> FooColumns<__T, __N> {
            let __of = __tenant::ColumnsOf::new(&__TABLE, __alias, __owner);
            FooColumns {
                id: __of.at(0),
                region: __of.at(1),
                author: __of.at(2),
                kind: __of.at(3),
                created_at: __of.at(4),
                settings: __of.at(5),
            }
        }
        fn uniques() -> Self::Uniques {
            FooUniques {
                id_region: __tenant::Unique::new(&[0, 1]),
                author_kind: __tenant::Unique::new(&[2, 3]),
            }
        }
        fn from_row(
            __row: __tenant::RowRef<'_>,
            __at: __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                id: <i64 as __tenant::Value>::decode(__row, __at + 0)?,
                region: <Region as __tenant::Value>::decode(__row, __at + 1)?,
                author: <Option<i64> as __tenant::Value>::decode(__row, __at + 2)?,
                kind: <String as __tenant::Value>::decode(__row, __at + 3)?,
                created_at: <SystemTime as __tenant::Value>::decode(__row, __at + 4)?,
                settings: <Settings as __tenant::JsonContent>::decode_option(
                    __row,
                    __at + 5,
                )?,
                cache: __tenant::Default::default(),
            })
        }
        fn bind_key<'a>(__key: &'a Self::Key, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <i64 as __tenant::Value>::param(&__key.0),
                <Region as __tenant::Value>::param(&__key.1),
            ]);
        }
        fn bind_own_key<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <i64 as __tenant::Value>::param(&self.id),
                <Region as __tenant::Value>::param(&self.region),
            ]);
        }
        fn bind_changes<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <Option<i64> as __tenant::Value>::param(&self.author),
                <String as __tenant::Value>::param(&self.kind),
                <SystemTime as __tenant::Value>::param(&self.created_at),
                <Settings as __tenant::JsonContent>::param_option(&self.settings),
            ]);
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Clone for FooColumns<__T, __N> {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Copy for FooColumns<__T, __N> {}
    #[automatically_derived]
    impl<__T: __tenant::Tenant, __N: __tenant::Side> __tenant::Selection<__T>
    for FooColumns<__T, __N>
    where
        <Foo as __tenant::Entity>::Home: __tenant::Locate<__T>,
    {
        type Output = __N::Row<__T, Foo>;
        fn write(self, __list: &mut __tenant::Draft<__T>) {
            __tenant::write_row(self.id.alias(), &__TABLE, __list);
        }
    }
    #[automatically_derived]
    impl __tenant::NewRow for NewFoo {
        type Entity = Foo;
        fn bind<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <Region as __tenant::Value>::param(&self.region),
                <Option<i64> as __tenant::Value>::param(&self.author),
                <String as __tenant::Value>::param_or_default(self.kind.as_ref()),
                <SystemTime as __tenant::Value>::param_or_default(
                    self.created_at.as_ref(),
                ),
                <Settings as __tenant::JsonContent>::param_option(&self.settings),
            ]);
        }
    }
    __tenant::inventory::submit! {
        __tenant::Registration::new:: < Foo > ()
    }
};
crate::tenants::Client! {
    [::tenant] crate ::tenants::Client, pub Foo
}
