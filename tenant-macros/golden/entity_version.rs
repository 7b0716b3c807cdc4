/// A row of `draft` to insert: no generated columns, defaults optional.
#[allow(dead_code, missing_debug_implementations, missing_docs)]
pub struct NewDraft {
    pub text: String,
}
/// The columns of table `draft`, as the closures of `filter`, `order_by` and `set` receive them.
#[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types)]
pub struct DraftColumns<__T, __N = ::tenant::__private::Inner> {
    pub id: ::tenant::__private::Column<__T, i64, __N>,
    pub text: ::tenant::__private::Column<__T, String, __N>,
    pub version: ::tenant::__private::Column<__T, i32, __N>,
}
/// The unique constraints of table `draft`, as the closure of `on_conflict` receives them.
#[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
pub struct DraftUniques {
    /// Of `id`.
    pub id: ::tenant::__private::Unique<Draft>,
}
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    static __TABLE: __tenant::TableDef = __tenant::TableDef {
        entity: "Draft",
        name: "draft",
        columns: &[
            __tenant::ColumnDef::new("id", "id", <i64 as __tenant::Value>::TYPE)
                .generated(),
            __tenant::ColumnDef::new("text", "text", <String as __tenant::Value>::TYPE),
            __tenant::ColumnDef::new(
                    "version",
                    "version",
                    <i32 as __tenant::Value>::TYPE,
                )
                .default("1"),
        ],
        key: &[0],
        version: __tenant::Some(2),
        ..__tenant::TableDef::PLAIN
    };
    static __STATEMENTS: __tenant::Statements = {
        use __tenant::Piece::{Param, Table, Text};
        __tenant::Statements {
            find: &[
                Text("SELECT \"id\", \"text\", \"version\" FROM "),
                Table("draft"),
                Text(" WHERE \"id\" = "),
                Param,
            ],
            insert: &[
                Text("INSERT INTO "),
                Table("draft"),
                Text(" (\"text\") VALUES ("),
                __tenant::Piece::Params(1),
                Text(")"),
                Text(" RETURNING \"id\", \"text\", \"version\""),
            ],
            update: &[
                Text("UPDATE "),
                Table("draft"),
                Text(" SET \"text\" = "),
                Param,
                Text(", \"version\" = \"version\" + 1 WHERE \"id\" = "),
                Param,
                Text(" AND \"version\" = "),
                Param,
                Text(" RETURNING \"id\", \"text\", \"version\""),
            ],
            delete: &[
                Text("DELETE FROM "),
                Table("draft"),
                Text(" WHERE \"id\" = "),
                Param,
                Text(" AND \"version\" = "),
                Param,
                Text(" RETURNING \"id\", \"text\", \"version\""),
            ],
        }
    };
    const _: () = __tenant::check_generated(<i64 as __tenant::Value>::TYPE);
    const _: () = __tenant::check_version(<i32 as __tenant::Value>::TYPE);
    #[automatically_derived]
    impl __tenant::Entity for Draft {
        type Home = Client;
        type Set = Client;
        type Key = i64;
        type New = NewDraft;
        type Columns<__T: __tenant::Tenant, __N: __tenant::Side> = DraftColumns<
            __T,
            __N,
        >;
        type Uniques = DraftUniques;
        fn table() -> &'static __tenant::TableDef {
            &__TABLE
        }
        fn statements() -> &'static __tenant::Statements {
            &__STATEMENTS
        }
        fn columns<__T: __tenant::Tenant, __N: __tenant::Side>(
            __owner: __T,
            __alias: __tenant::Alias,
        ) -> DraftColumns<__T, __N> {
            let __of = __tenant::ColumnsOf::new(&__TABLE, __alias, __owner);
            DraftColumns {
                id: __of.at(0),
                text: __of.at(1),
                version: __of.at(2),
            }
        }
        fn uniques() -> Self::Uniques {
            DraftUniques {
                id: __tenant::Unique::new(&[0]),
            }
        }
        fn from_row(
            __row: __tenant::RowRef<'_>,
            __at: __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                id: <i64 as __tenant::Value>::decode(__row, __at + 0)?,
                text: <String as __tenant::Value>::decode(__row, __at + 1)?,
                version: <i32 as __tenant::Value>::decode(__row, __at + 2)?,
            })
        }
        fn bind_key<'a>(__key: &'a Self::Key, __to: &mut __tenant::Params<'a>) {
            __to.extend([<i64 as __tenant::Value>::param(__key)]);
        }
        fn bind_own_key<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <i64 as __tenant::Value>::param(&self.id),
                <i32 as __tenant::Value>::param(&self.version),
            ]);
        }
        fn bind_changes<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([<String as __tenant::Value>::param(&self.text)]);
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Clone for DraftColumns<__T, __N> {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Copy for DraftColumns<__T, __N> {}
    #[automatically_derived]
    impl<__T: __tenant::Tenant, __N: __tenant::Side> __tenant::Selection<__T>
    for DraftColumns<__T, __N>
    where
        <Draft as __tenant::Entity>::Home: __tenant::Locate<__T>,
    {
        type Output = __N::Row<__T, Draft>;
        fn write(self, __list: &mut __tenant::Draft<__T>) {
            __tenant::write_row(self.id.alias(), &__TABLE, __list);
        }
    }
    #[automatically_derived]
    impl __tenant::NewRow for NewDraft {
        type Entity = Draft;
        fn bind<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([<String as __tenant::Value>::param(&self.text)]);
        }
    }
    __tenant::inventory::submit! {
        __tenant::Registration::new:: < Draft > ()
    }
};
Client! {
    [::tenant] Client, pub Draft
}
