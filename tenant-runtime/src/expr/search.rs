//! Full-text search.

use crate::{
    expr::{Expr, Expression, Lifted},
    value::{TextValue, Value},
};

/// Search in texts, by PostgreSQL's configuration of a language (`english`, `german`, `simple`, …).
///
/// What is searched for is written as people do in search engines: words, `"phrases"`, `or`, `-not`.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Post { #[tenant(key, generated)] pub id: i64, pub text: String }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// Client1Post::insert(NewPost { text: "The ships were sailing".into() }).execute(&db).await?;
///
/// let found = Client1Post::filter(|post| post.text.search("english", "ship sail -plane"));
/// assert_eq!(found.count(&db).await?, 1);
/// let ranks = Client1Post::all().select(|post| post.text.search_rank("english", "ship"));
/// assert!(ranks.fetch_one(&db).await? > 0.0);
/// # Ok(())
/// # }
/// ```
pub trait SearchExpression: Expression<Value: Value<NotNull: TextValue>> {
    /// The text matches. An unknown configuration is an error (SQLSTATE 42704).
    fn search(self, configuration: &str, query: &str) -> Expr<Self::Tenant, Lifted<Self, bool>> {
        let vector: Expr<_, bool> = vector(self.into_expr(), configuration);
        let begun: Expr<_, bool> = vector.infix(" @@ websearch_to_tsquery(CAST(", configuration);
        begun.extended(" AS regconfig), ", query).closed()
    }

    /// How well the text matches.
    fn search_rank(
        self,
        configuration: &str,
        query: &str,
    ) -> Expr<Self::Tenant, Lifted<Self, f32>> {
        let vector: Expr<_, bool> = vector(self.into_expr(), configuration);
        let begun: Expr<_, bool> = vector.after("ts_rank(");
        let begun: Expr<_, bool> = begun.extended(", websearch_to_tsquery(CAST(", configuration);
        begun.extended(" AS regconfig), ", query).then("))")
    }
}

impl<X: Expression<Value: Value<NotNull: TextValue>>> SearchExpression for X {}

fn vector<T: crate::tenant::Tenant, V: Value>(
    text: Expr<T, V>,
    configuration: &str,
) -> Expr<T, bool> {
    let begun: Expr<T, bool> = Expr::constant("to_tsvector(CAST(");
    let begun: Expr<T, bool> = begun.extended("", configuration);
    let mut whole = begun.then(" AS regconfig), ");
    whole.draft.absorb(text.into_draft());
    whole.closed()
}
