//! The verbs of a text: those of every other statement, and what a row is read into.

use super::{row::decoder, statement::StatementOf};
use crate::{
    Executor, FromRow, Result,
    query::{
        Rows, SqlText,
        build::Want,
        explain,
        job::{self, Start},
    },
    tenant::Tenant,
};

impl<'q, T: Tenant> StatementOf<'q, T> {
    /// Runs the statement and returns its first row.
    ///
    /// Say `LIMIT 1` where there may be more: the others are read, and thrown away.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) when there is none, and those of
    /// [`StatementOf::fetch_all`].
    pub fn fetch_one<R: FromRow<T>>(
        self,
        executor: &dyn Executor<T>,
    ) -> impl Future<Output = Result<R>> + Send {
        let start = Start::with(executor, self.tenant, Want::First);
        job::one(self.plan, start, decoder(self.tenant))
    }

    /// Runs the statement and returns its first row, if there is one.
    ///
    /// # Errors
    ///
    /// As [`StatementOf::fetch_all`].
    pub fn fetch_optional<R: FromRow<T>>(
        self,
        executor: &dyn Executor<T>,
    ) -> impl Future<Output = Result<Option<R>>> + Send {
        let start = Start::with(executor, self.tenant, Want::First);
        job::first(self.plan, start, decoder(self.tenant))
    }

    /// Runs the statement and returns every row.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when its columns are not those that are read, or
    /// one is null that must not be; and any error of the server.
    pub fn fetch_all<R: FromRow<T>>(
        self,
        executor: &dyn Executor<T>,
    ) -> impl Future<Output = Result<Vec<R>>> + Send {
        let start = Start::with(executor, self.tenant, Want::Rows);
        job::every(self.plan, start, decoder(self.tenant))
    }

    /// Runs the statement and returns its rows as they come.
    ///
    /// Errors come as items of the stream; they are those of [`StatementOf::fetch_all`].
    pub fn fetch<'x, R: FromRow<T> + 'x>(self, executor: &'x dyn Executor<T>) -> Rows<'x, R>
    where
        'q: 'x,
    {
        let start = Start::with(executor, self.tenant, Want::Rows);
        Rows::new(self.plan, start, decoder(self.tenant))
    }

    /// Runs the statement and returns the number of rows that it changed, or returned.
    ///
    /// # Errors
    ///
    /// Any error of the server.
    pub fn execute(self, executor: &dyn Executor<T>) -> impl Future<Output = Result<u64>> + Send {
        let start = Start::with(executor, self.tenant, Want::Count);
        job::affected(self.plan, start)
    }

    /// The statement as text, with its schema, without running it.
    ///
    /// # Errors
    ///
    /// None so far; as of every other statement.
    pub fn to_sql(self) -> Result<SqlText> {
        explain::text(self.tenant, self.plan)
    }

    /// How the server would run the statement, which it does not.
    ///
    /// # Errors
    ///
    /// As [`StatementOf::execute`].
    pub fn explain(
        self,
        executor: &dyn Executor<T>,
    ) -> impl Future<Output = Result<String>> + Send {
        explain::explain(self.tenant, self.plan, executor)
    }
}
