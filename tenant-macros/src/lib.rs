//! The macros of the `tenant` crate. Use them from there: what they expand to names its items.
//!
//! Each derive is one pipeline (`derive`): parse (`ast`, `attr`), resolve (`resolve` to `model`),
//! validate (`valid`); stop if there are errors (`diag`, `fallback`); expand (`expand`). `sql!` is a
//! pipeline of its own (`query`).

mod ast;
mod attr;
mod derive;
mod diag;
mod expand;
mod fallback;
mod model;
mod names;
#[cfg(feature = "sql")]
mod query;
mod resolve;
mod sql;
#[cfg(test)]
mod tests;
mod valid;

use proc_macro::TokenStream;

/// Implements `TenantSet`: the enum that lists the fixed tenants of a program.
///
/// Each variant gets a marker type of the same name, beside the enum and as visible as it is, and
/// a schema. The enum must also derive `Clone`, `Copy`, `Debug`, `PartialEq` and `Eq`. It gets
/// `FromStr` and `Display`, by the name of the schema.
///
/// ```text
/// #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// #[tenant(shared = "common")]
/// pub enum Client {
///     Client1,                            // schema "client1"
///     #[tenant(schema = "acme-corp")]
///     Acme,
/// }
/// ```
///
/// # Options of the enum
///
/// | option | meaning | default |
/// |---|---|---|
/// | `shared = "common"` | the schema of the tables that all tenants read | `public` |
/// | `crate = "my_app::tenant"` | where the generated code finds this library | `::tenant` |
///
/// # Options of a variant
///
/// | option | meaning | default |
/// |---|---|---|
/// | `schema = "acme-corp"` | the schema of its tables, of at most 63 bytes | the name in `snake_case` |
///
/// # How entities find the set
///
/// The derive also defines a hidden macro of the set's name, through which `#[derive(Entity)]`
/// learns the tenants; a `use` of the set, or a re-export, brings both. Within a function body, a
/// set must not have the name of one outside of it: rustc calls the macro ambiguous (E0659).
#[proc_macro_derive(TenantSet, attributes(tenant))]
pub fn derive_tenant_set(input: TokenStream) -> TokenStream {
    derive::derive_set(input.into()).into()
}

/// Implements `Entity`: a struct whose rows live in a table in each tenant's schema.
///
/// ```text
/// #[derive(Entity, Debug)]
/// #[tenant(set = Client)]
/// pub struct Foo {
///     #[tenant(key, generated)]
///     pub id: i64,
///     pub name: String,
///     #[tenant(unique)]
///     pub email: Option<String>,
/// }
/// ```
///
/// For a struct `Foo` and a set of `Client1` and `Client2` it generates, as visible as `Foo`:
///
/// - `Client1Foo` and `Client2Foo`: the handle on the tenant's table, and the type of its rows;
///   or only `SharedFoo` or `FixedFoo`, if the table lives once;
/// - `NewFoo`: a row to insert, without generated columns and with optional defaults; only if
///   there are any, as otherwise `Foo` itself is inserted;
/// - `FooColumns`: what the closures of `filter`, `order_by` and `set` receive.
///
/// # Options of the struct
///
/// | option | meaning | default |
/// |---|---|---|
/// | `set = path::to::Client` | the tenant set | required |
/// | `table = "foos"` | the name of the table | the struct's in `snake_case` |
/// | `shared` | the table lives once, in the shared schema of the set | |
/// | `schema = "audit"` | the table lives once, in this schema | |
/// | `unique(author, title)` | these fields together are unique; repeatable | |
/// | `index(author, created)` | an index on these fields; repeatable | |
/// | `check = "low < high"` | an SQL condition of every row; repeatable | |
/// | `rename_all = "camelCase"` | how fields become columns: `snake_case`, `camelCase`, `PascalCase`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `lowercase` or `UPPERCASE` | as written |
/// | `new(derive(Clone, Debug))` | what `NewFoo` derives | nothing |
/// | `crate = "my_app::tenant"` | where the generated code finds this library | `::tenant` |
///
/// # Options of a field
///
/// | option | meaning |
/// |---|---|
/// | `key` | part of the primary key; one field at least |
/// | `generated` | the server numbers it; not in `NewFoo` |
/// | `version` | counts the changes of its row, from 1, so that an update or delete of a row that someone else changed is an error (`VersionConflict`); an `i16`, `i32` or `i64`, not in `NewFoo` |
/// | `default = "now()"` | the SQL expression of its default; an `Option` in `NewFoo` |
/// | `unique` | its value is unique in the table |
/// | `index` | an index on it |
/// | `references = path::to::Author` | a foreign key to that entity |
/// | `on_delete = cascade` | what follows when the referenced row is deleted: `cascade`, `restrict`, `set_null`, `set_default` or `no_action` (the default) |
/// | `check = "price > 0"` | an SQL condition of its value |
/// | `column = "type"` | the name of the column |
/// | `json` | any serde type, stored as `jsonb` (feature `json`) |
/// | `skip` | no column; `Default` when a row is read |
///
/// Every other field is a column `NOT NULL` unless it is an `Option`. A type that no column can
/// store is an error at the field; `#[derive(Value)]` makes one of your own storable.
#[proc_macro_derive(Entity, attributes(tenant))]
pub fn derive_entity(input: TokenStream) -> TokenStream {
    derive::derive_entity(input.into()).into()
}

/// Implements `Value`: a type of your own in a column.
///
/// A struct of one field is stored as that field is, and can be an element of an array or take
/// part in `like` if the field can. It must also derive `Debug`.
///
/// ```text
/// #[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
/// pub struct UserId(i64);                 // bigint
/// ```
///
/// An enum without data is stored as text, with a `CHECK` that the text is one of its variants'.
/// It must also derive `Clone`, `Copy` and `Debug`.
///
/// ```text
/// #[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
/// #[tenant(rename_all = "kebab-case")]
/// pub enum Status {
///     InProgress,                         // 'in-progress'
///     #[tenant(rename = "done")]
///     Closed,
/// }
/// ```
///
/// # Options
///
/// | option | of | meaning | default |
/// |---|---|---|---|
/// | `rename_all = "kebab-case"` | the enum | how variants become texts | `snake_case` |
/// | `rename = "done"` | a variant | its text | by `rename_all` |
/// | `crate = "my_app::tenant"` | the type | where the generated code finds this library | `::tenant` |
#[proc_macro_derive(Value, attributes(tenant))]
pub fn derive_value(input: TokenStream) -> TokenStream {
    derive::derive_value(input.into()).into()
}

/// Implements `FromRow`: a struct that a row of a query is read into.
///
/// ```text
/// #[derive(FromRow)]
/// pub struct Summary<T: Tenant> {
///     pub author: Scoped<T, Author>,
///     pub books: i64,
/// }
/// ```
///
/// For a struct `Summary` it also generates `SelectSummary`, as visible and with the same fields: what a query
/// selects to have a `Summary` of each row. Each field takes what becomes the type of that of `Summary`: an
/// expression a value, and the columns that a closure received a row. So it does with a tuple, and with another
/// struct by its `Select…`.
///
/// ```text
/// .select(|(author, book)| SelectSummary { author, books: book.id.count() })
/// ```
///
/// A row of a `sql!` statement is read by position: each field takes the columns that its type does, one for a
/// value, as many as `{foo.*}` for a row of an entity. The names of fields and columns need not agree.
///
/// # Options
///
/// | option | meaning | default |
/// |---|---|---|
/// | `crate = "my_app::tenant"` | where the generated code finds this library | `::tenant` |
#[proc_macro_derive(FromRow, attributes(tenant))]
pub fn derive_from_row(input: TokenStream) -> TokenStream {
    derive::derive_row(input.into()).into()
}

/// Writes the handles of an entity; called by what `#[derive(Entity)]` expands to.
#[doc(hidden)]
#[proc_macro]
pub fn handles(input: TokenStream) -> TokenStream {
    expand::expand_handles(input.into()).into()
}

#[cfg(feature = "sql")]
#[proc_macro]
pub fn sql(input: TokenStream) -> TokenStream {
    query::expand_sql(input.into()).into()
}
