/// The columns of table `foo`, as the closures of `filter`, `order_by` and `set` receive them.
#[allow(dead_code, missing_debug_implementations, missing_docs, non_camel_case_types)]
pub struct FooColumns<__T, __N = ::tenant::__private::Inner> {
    pub id: ::tenant::__private::Column<__T, i64, __N>,
    pub name: ::tenant::__private::Column<__T, String, __N>,
    pub email: ::tenant::__private::Column<__T, Option<String>, __N>,
    pub age: ::tenant::__private::Column<__T, i32, __N>,
    pub active: ::tenant::__private::Column<__T, bool, __N>,
    pub(crate) note: ::tenant::__private::Column<__T, Option<String>, __N>,
}
/// The unique constraints of table `foo`, as the closure of `on_conflict` receives them.
#[allow(dead_code, missing_debug_implementations, non_camel_case_types)]
pub struct FooUniques {
    /// Of `id`.
    pub id: ::tenant::__private::Unique<Foo>,
    /// Of `email`.
    pub email: ::tenant::__private::Unique<Foo>,
}
#[allow(deprecated)]
const _: () = {
    use ::tenant::__private as __tenant;
    static __TABLE: __tenant::TableDef = __tenant::TableDef {
        entity: "Foo",
        name: "foo",
        columns: &[
            __tenant::ColumnDef::new("id", "id", <i64 as __tenant::Value>::TYPE),
            __tenant::ColumnDef::new("name", "name", <String as __tenant::Value>::TYPE),
            __tenant::ColumnDef::new(
                "email",
                "email",
                <Option<String> as __tenant::Value>::TYPE,
            ),
            __tenant::ColumnDef::new("age", "age", <i32 as __tenant::Value>::TYPE),
            __tenant::ColumnDef::new(
                "active",
                "active",
                <bool as __tenant::Value>::TYPE,
            ),
            __tenant::ColumnDef::new(
                "note",
                "note",
                <Option<String> as __tenant::Value>::TYPE,
            ),
        ],
        key: &[0],
        uniques: &[&[2]],
        ..__tenant::TableDef::PLAIN
    };
    static __STATEMENTS: __tenant::Statements = {
        use __tenant::Piece::{Param, Table, Text};
        __tenant::Statements {
            find: &[
                Text(
                    "SELECT \"id\", \"name\", \"email\", \"age\", \"active\", \"note\" FROM ",
                ),
                Table("foo"),
                Text(" WHERE \"id\" = "),
                Param,
            ],
            insert: &[
                Text("INSERT INTO "),
                Table("foo"),
                Text(
                    " (\"id\", \"name\", \"email\", \"age\", \"active\", \"note\") VALUES (",
                ),
                __tenant::Piece::Params(6),
                Text(")"),
                Text(
                    " RETURNING \"id\", \"name\", \"email\", \"age\", \"active\", \"note\"",
                ),
            ],
            update: &[
                Text("UPDATE "),
                Table("foo"),
                Text(" SET \"name\" = "),
                Param,
                Text(", \"email\" = "),
                Param,
                Text(", \"age\" = "),
                Param,
                Text(", \"active\" = "),
                Param,
                Text(", \"note\" = "),
                Param,
                Text(" WHERE \"id\" = "),
                Param,
                Text(
                    " RETURNING \"id\", \"name\", \"email\", \"age\", \"active\", \"note\"",
                ),
            ],
            delete: &[
                Text("DELETE FROM "),
                Table("foo"),
                Text(" WHERE \"id\" = "),
                Param,
                Text(
                    " RETURNING \"id\", \"name\", \"email\", \"age\", \"active\", \"note\"",
                ),
            ],
        }
    };
    const _: () = __tenant::check_key(<i64 as __tenant::Value>::TYPE);
    #[automatically_derived]
    impl __tenant::Entity for Foo {
        type Home = Client;
        type Set = Client;
        type Key = i64;
        type New = Foo;
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
                name: __of.at(1),
                email: __of.at(2),
                age: __of.at(3),
                active: __of.at(4),
                note: __of.at(5),
            }
        }
        fn uniques() -> Self::Uniques {
            FooUniques {
                id: __tenant::Unique::new(&[0]),
                email: __tenant::Unique::new(&[2]),
            }
        }
        fn from_row(
            __row: __tenant::RowRef<'_>,
            __at: __tenant::usize,
        ) -> __tenant::Result<Self, __tenant::Error> {
            __tenant::Ok(Self {
                id: <i64 as __tenant::Value>::decode(__row, __at + 0)?,
                name: <String as __tenant::Value>::decode(__row, __at + 1)?,
                email: <Option<String> as __tenant::Value>::decode(__row, __at + 2)?,
                age: <i32 as __tenant::Value>::decode(__row, __at + 3)?,
                active: <bool as __tenant::Value>::decode(__row, __at + 4)?,
                note: <Option<String> as __tenant::Value>::decode(__row, __at + 5)?,
            })
        }
        fn bind_key<'a>(__key: &'a Self::Key, __to: &mut __tenant::Params<'a>) {
            __to.extend([<i64 as __tenant::Value>::param(__key)]);
        }
        fn bind_own_key<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([<i64 as __tenant::Value>::param(&self.id)]);
        }
        fn bind_changes<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <String as __tenant::Value>::param(&self.name),
                <Option<String> as __tenant::Value>::param(&self.email),
                <i32 as __tenant::Value>::param(&self.age),
                <bool as __tenant::Value>::param(&self.active),
                <Option<String> as __tenant::Value>::param(&self.note),
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
    impl __tenant::NewRow for Foo {
        type Entity = Foo;
        fn bind<'a>(&'a self, __to: &mut __tenant::Params<'a>) {
            __to.extend([
                <i64 as __tenant::Value>::param(&self.id),
                <String as __tenant::Value>::param(&self.name),
                <Option<String> as __tenant::Value>::param(&self.email),
                <i32 as __tenant::Value>::param(&self.age),
                <bool as __tenant::Value>::param(&self.active),
                <Option<String> as __tenant::Value>::param(&self.note),
            ]);
        }
    }
    __tenant::inventory::submit! {
        __tenant::Registration::new:: < Foo > ()
    }
};
Client! {
    [::tenant] Client, pub Foo
}
