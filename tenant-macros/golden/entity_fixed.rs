/// A row of `entry` to insert: no generated columns, defaults optional.
#[allow(dead_code, missing_debug_implementations, missing_docs)]
struct NewEntry {}
/// The columns of table `entry`, as the closures of `filter`, `order_by` and `set` receive them.
#[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types)]
struct EntryColumns<__T, __N = ::tenant::__private::Inner> {
    id: ::tenant::__private::Column<__T, i64, __N>,
}
/// The unique constraints of table `entry`, as the closure of `on_conflict` receives them.
#[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
struct EntryUniques {
    /// Of `id`.
    id: ::tenant::__private::Unique<Entry>,
}
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    static __TABLE: __tenant::TableDef = __tenant::TableDef {
        entity: "Entry",
        name: "entry",
        columns: &[
            __tenant::ColumnDef::new("id", "id", <i64 as __tenant::Value>::TYPE)
                .generated(),
        ],
        key: &[0],
        home: __tenant::HomeDef::Fixed("audit"),
        ..__tenant::TableDef::PLAIN
    };
    static __STATEMENTS: __tenant::Statements = {
        use __tenant::Piece::{Param, Table, Text};
        __tenant::Statements {
            find: &[
                Text("SELECT \"id\" FROM "),
                Table("entry"),
                Text(" WHERE \"id\" = "),
                Param,
            ],
            insert: &[
                Text("INSERT INTO "),
                Table("entry"),
                Text(" DEFAULT VALUES"),
                Text(" RETURNING \"id\""),
            ],
            update: &[
                Text("UPDATE "),
                Table("entry"),
                Text(" SET \"id\" = \"id\" WHERE \"id\" = "),
                Param,
                Text(" RETURNING \"id\""),
            ],
            delete: &[
                Text("DELETE FROM "),
                Table("entry"),
                Text(" WHERE \"id\" = "),
                Param,
                Text(" RETURNING \"id\""),
            ],
        }
    };
    const _: () = __tenant::check_generated(<i64 as __tenant::Value>::TYPE);
    #[automatically_derived]
    impl __tenant::Entity for Entry {
        type Home = __tenant::Fixed<Entry>;
        type Set = Client;
        type Key = i64;
        type New = NewEntry;
        type Columns<__T: __tenant::Tenant, __N: __tenant::Side> = EntryColumns<
            __T,
            __N,
        >;
        type Uniques = EntryUniques;
        fn table() -> &'static __tenant::TableDef {
            &__TABLE
        }
        fn statements() -> &'static __tenant::Statements {
            &__STATEMENTS
        }
        fn columns<__T: __tenant::Tenant, __N: __tenant::Side>(
            __owner: __T,
            __alias: __tenant::Alias,
        ) -> EntryColumns<__T, __N> {
            let __of = __tenant::ColumnsOf::new(&__TABLE, __alias, __owner);
            EntryColumns { id: __of.at(0) }
        }
        fn uniques() -> Self::Uniques {
            EntryUniques {
                id: __tenant::Unique::new(&[0]),
            }
        }
        fn from_row(
            __row: __tenant::RowRef<'_>,
            __at: __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                id: <i64 as __tenant::Value>::decode(__row, __at + 0)?,
            })
        }
        fn bind_key<'a>(__key: &'a Self::Key, __to: &mut __tenant::Params<'a>) {
            __to.extend([<i64 as __tenant::Value>::param(__key)]);
        }
        fn bind_own_key<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([<i64 as __tenant::Value>::param(&self.id)]);
        }
        fn bind_changes<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([]);
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Clone for EntryColumns<__T, __N> {
        fn clone(&self) -> Self {
            *self
        }
    }
    #[automatically_derived]
    impl<__T: __tenant::Copy, __N> __tenant::Copy for EntryColumns<__T, __N> {}
    #[automatically_derived]
    impl<__T: __tenant::Tenant, __N: __tenant::Side> __tenant::Selection<__T>
    for EntryColumns<__T, __N>
    where
        <Entry as __tenant::Entity>::Home: __tenant::Locate<__T>,
    {
        type Output = __N::Row<__T, Entry>;
        fn write(self, __list: &mut __tenant::Draft<__T>) {
            __tenant::write_row(self.id.alias(), &__TABLE, __list);
        }
    }
    #[automatically_derived]
    impl __tenant::NewRow for NewEntry {
        type Entity = Entry;
        fn bind<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([]);
        }
    }
    #[automatically_derived]
    impl __tenant::FixedEntity for Entry {
        const SCHEMA: &'static __tenant::str = "audit";
    }
    __tenant::inventory::submit! {
        __tenant::Registration::new:: < Entry > ()
    }
};
/// A row of [`Entry`] in its own schema, and its table handle.
#[allow(dead_code, deprecated, non_camel_case_types)]
type FixedEntry = ::tenant::__private::Scoped<::tenant::__private::Fixed<Entry>, Entry>;
