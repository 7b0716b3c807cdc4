//! Text.

use crate::{
    expr::{Expr, Expression, Joint, Lifted, NotNull, Operand},
    value::{TextValue, Value},
};

/// Patterns and functions of text. Positions and lengths count characters, from 1.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Foo { #[tenant(key, generated)] pub id: i64, pub name: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// Client1Foo::insert(NewFoo { name: "Ada Lovelace".into() }).execute(&db).await?;
///
/// let (first, length, loud): (String, i32, String) = Client1Foo::filter(|foo| foo.name.matches("^A.*e$"))
///     .select(|foo| (foo.name.split_part(" ", 1), foo.name.length(), foo.name.upper().concat("!")))
///     .fetch_one(&db)
///     .await?;
/// assert_eq!((first.as_str(), length, loud.as_str()), ("Ada", 12, "ADA LOVELACE!"));
/// let ada = Client1Foo::filter(|foo| foo.name.ilike("ada%").and(foo.name.not_like("ada%")));
/// assert_eq!(ada.count(&db).await?, 1);
/// # Ok(())
/// # }
/// ```
pub trait TextExpression: Expression<Value: Value<NotNull: TextValue>> {
    /// It matches the pattern, in which `%` stands for any text and `_` for one character.
    fn like<R: Operand<Self::Tenant, String>>(
        self,
        pattern: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" LIKE ", pattern)
    }

    /// It does not match the pattern.
    fn not_like<R: Operand<Self::Tenant, String>>(
        self,
        pattern: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" NOT LIKE ", pattern)
    }

    /// It matches the pattern, whatever the case of the letters.
    fn ilike<R: Operand<Self::Tenant, String>>(
        self,
        pattern: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" ILIKE ", pattern)
    }

    /// It does not match the pattern, whatever the case of the letters.
    fn not_ilike<R: Operand<Self::Tenant, String>>(
        self,
        pattern: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" NOT ILIKE ", pattern)
    }

    /// It matches the POSIX regular expression somewhere; one that is not valid is an error (SQLSTATE
    /// 2201B).
    fn matches<R: Operand<Self::Tenant, String>>(
        self,
        pattern: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" ~ ", pattern)
    }

    /// It matches the regular expression somewhere, whatever the case of the letters.
    fn imatches<R: Operand<Self::Tenant, String>>(
        self,
        pattern: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().infix(" ~* ", pattern)
    }

    /// It begins with the text.
    fn starts_with<R: Operand<Self::Tenant, String>>(
        self,
        prefix: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<bool>>> {
        self.into_expr().call_with("starts_with(", prefix)
    }

    /// In lower case.
    fn lower(self) -> Expr<Self::Tenant, Lifted<Self, String>> {
        self.into_expr().call("lower(")
    }

    /// In upper case.
    fn upper(self) -> Expr<Self::Tenant, Lifted<Self, String>> {
        self.into_expr().call("upper(")
    }

    /// Without spaces at either end.
    fn trim(self) -> Expr<Self::Tenant, Lifted<Self, String>> {
        self.into_expr().call("btrim(")
    }

    /// The number of characters.
    fn length(self) -> Expr<Self::Tenant, Lifted<Self, i32>> {
        self.into_expr().call("length(")
    }

    /// Both, one after the other; null where either is.
    fn concat<R: Operand<Self::Tenant, NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Joint<Self, R, String>> {
        self.into_expr().infix(" || ", other)
    }

    /// So many characters from a position on.
    fn substring(self, position: i32, characters: i32) -> Expr<Self::Tenant, Lifted<Self, String>> {
        let whole: Expr<_, String> = self.into_expr().after("substr(");
        let whole: Expr<_, String> = whole.extended(", ", position);
        whole.extended(", ", characters).closed()
    }

    /// The first characters; of a negative number, all but so many of the last.
    fn left(self, characters: i32) -> Expr<Self::Tenant, Lifted<Self, String>> {
        self.into_expr().call_with("\"left\"(", characters)
    }

    /// The last characters; of a negative number, all but so many of the first.
    fn right(self, characters: i32) -> Expr<Self::Tenant, Lifted<Self, String>> {
        self.into_expr().call_with("\"right\"(", characters)
    }

    /// With one text in place of another, wherever it occurs.
    fn replace<F, W>(
        self,
        from: F,
        with: W,
    ) -> Expr<Self::Tenant, Lifted<Self, <F::Value as Value>::Lift<W::Value>>>
    where
        F: Operand<Self::Tenant, String>,
        W: Operand<Self::Tenant, String>,
    {
        let whole: Expr<_, String> = self.into_expr().after("replace(");
        let whole: Expr<_, String> = whole.extended(", ", from);
        whole.extended(", ", with).closed()
    }

    /// The part at a position of those that the separator parts; empty if there are fewer.
    fn split_part(
        self,
        separator: &str,
        position: i32,
    ) -> Expr<Self::Tenant, Lifted<Self, String>> {
        let whole: Expr<_, String> = self.into_expr().after("split_part(");
        let whole: Expr<_, String> = whole.extended(", ", separator);
        whole.extended(", ", position).closed()
    }

    /// Where the other begins in it; 0 if nowhere.
    fn position<R: Operand<Self::Tenant, String>>(
        self,
        of: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<i32>>> {
        self.into_expr().call_with("strpos(", of)
    }
}

impl<X: Expression<Value: Value<NotNull: TextValue>>> TextExpression for X {}
