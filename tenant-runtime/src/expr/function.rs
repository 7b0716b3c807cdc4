//! Functions of the user's in SQL, declared once with their types.

use crate::{
    expr::{Draft, Expr, Operand},
    sql::Piece,
    tenant::Tenant,
    value::Value,
};

/// Declares functions in SQL, with the types of their arguments and result, as functions in Rust whose
/// calls are expressions.
///
/// A function is named by its schema and name, which are quoted; one that exists in each tenant's schema by
/// `in tenant`. A result is null where an argument may be, since most functions are strict; declare an
/// `Option` for one that can be null by itself.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String, pub email: Option<String> }
/// tenant::sql_functions! {
///     /// The text, so many times.
///     pub fn repeat(text: String, times: i32) -> String = "pg_catalog"."repeat";
///     /// A greeting, which each tenant words its own way.
///     pub fn greeting(name: String) -> String = in tenant "greeting";
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// # let session = db.session(Client1).await?;
/// # session.client().batch_execute("CREATE FUNCTION client1.greeting(text) RETURNS text LANGUAGE sql AS $$ SELECT 'Hi, ' || $1 $$").await?;
/// # drop(session);
/// Client1Foo::insert(NewFoo { name: "Ada".into(), email: None }).execute(&db).await?;
/// let row: (String, Option<String>, String) = Client1Foo::all()
///     .select(|foo| (repeat(foo.name, 2), repeat(foo.email, 2), greeting(foo.name)))
///     .fetch_one(&db)
///     .await?;
/// assert_eq!(row, ("AdaAda".into(), None, "Hi, Ada".into()));
/// # Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! sql_functions {
    () => {};
    (
        $(#[$attribute:meta])*
        $visibility:vis fn $function:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ty
            = in tenant $name:literal;
        $($rest:tt)*
    ) => {
        $crate::sql_functions!(@function [$(#[$attribute])* $visibility] $function
            [$($argument: $type),*] [$result] $crate::expr::Call::of_tenant($name));
        $crate::sql_functions!($($rest)*);
    };
    (
        $(#[$attribute:meta])*
        $visibility:vis fn $function:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ty
            = $schema:literal.$name:literal;
        $($rest:tt)*
    ) => {
        $crate::sql_functions!(@function [$(#[$attribute])* $visibility] $function
            [$($argument: $type),*] [$result] $crate::expr::Call::of_schema($schema, $name));
        $crate::sql_functions!($($rest)*);
    };
    // The type of each argument is a parameter that is named as the argument.
    (@function [$($head:tt)*] $function:ident [$($argument:ident: $type:ty),*] [$result:ty] $call:expr) => {
        #[allow(non_camel_case_types)]
        $($head)* fn $function<__T, $($argument),*>(
            $($argument: $argument),*
        ) -> $crate::expr::Expr<__T, $crate::sql_functions!(@lifted __T [$result] $($argument: $type),*)>
        where
            __T: $crate::Tenant,
            $($argument: $crate::expr::Operand<__T, $type>,)*
        {
            let call = $call;
            $(let call = call.with::<$type>($argument);)*
            call.end()
        }
    };
    (@lifted $tenant:ident [$result:ty]) => { $result };
    (@lifted $tenant:ident [$result:ty] $argument:ident: $type:ty $(, $arguments:ident: $types:ty)*) => {
        <<$argument as $crate::expr::Operand<$tenant, $type>>::Value as $crate::Value>::Lift<
            $crate::sql_functions!(@lifted $tenant [$result] $($arguments: $types),*)
        >
    };
}

/// A call of a function in the making.
#[doc(hidden)]
#[derive(Debug)]
#[must_use]
pub struct Call<T> {
    draft: Draft<T>,
    is_begun: bool,
}

impl<T: Tenant> Call<T> {
    /// Of a function that each tenant's schema has.
    pub fn of_tenant(name: &'static str) -> Self {
        Self::of([Piece::Table(name)])
    }

    /// Of a function in a schema.
    pub fn of_schema(schema: &'static str, name: &'static str) -> Self {
        Self::of([Piece::Column(schema), Piece::Text("."), Piece::Column(name)])
    }

    fn of(name: impl IntoIterator<Item = Piece>) -> Self {
        let mut draft = Draft::new();
        for piece in name {
            draft.push(piece);
        }
        draft.text("(");
        Self {
            draft,
            is_begun: false,
        }
    }

    pub fn with<V>(mut self, argument: impl Operand<T, V>) -> Self {
        if self.is_begun {
            self.draft.text(", ");
        }
        argument.write(&mut self.draft);
        self.is_begun = true;
        self
    }

    pub fn end<V: Value>(mut self) -> Expr<T, V> {
        self.draft.text(")");
        Expr::new(self.draft)
    }
}
