//! A connection on which a `COPY` runs, for as long as that takes.

use crate::{
    Error, Executor, Result,
    connection::{Doubt, Unread},
    executor::{Line, Link},
    query::located,
    run,
    tenant::{Target, Tenant},
    trace::{Span, Statement},
};

/// A connection that is set for a tenant, in a transaction where its route sets each.
pub(super) struct Open<'a> {
    line: Line<'a>,
    target: Target,
    pub(super) table: &'static str,
    span: Span,
    /// Whether a transaction was begun for it.
    wrapped: bool,
    /// Whether the server has said all there is to say.
    pub(super) settled: bool,
}

impl<'a> Open<'a> {
    pub(super) async fn new<T: Tenant>(
        executor: &'a dyn Executor<T>,
        tenant: T,
        table: &'static str,
    ) -> Result<Self> {
        let target = tenant.target();
        let line = match executor.lease(&tenant)?.link() {
            Link::Held(held) => Line::Held(held),
            Link::Pool(pool) => Line::Pooled(match pool.checkout(target) {
                Ok(connection) => connection,
                Err(connection) => connection
                    .await
                    .map_err(|error| located(error, &target, table, "COPY"))?,
            }),
        };
        let held = line.held();
        let schema = held.way(&target)?.schema;
        let span = Span::of(|| Statement {
            database: held.state.map_or("", |state| &*state.database),
            schema,
            table,
            operation: "COPY",
        });
        let mut open = Self {
            line,
            target,
            table,
            span,
            wrapped: false,
            settled: true,
        };
        open.set().await?;
        Ok(open)
    }

    /// Begins a transaction that is set for the tenant, where a statement by itself would be; waits for
    /// one that has just begun.
    async fn set(&mut self) -> Result<()> {
        let held = self.line.held();
        if let Some(fate) = held.fate {
            // What is copied is not to stay behind where the transaction did not begin.
            let opened = fate.opening().seen().await;
            return opened.map_err(|error| self.fail(error));
        }
        let Some(state) = held.state else {
            return Ok(());
        };
        let tenant = state.route.tenant(&self.target)?;
        // Where the user had the client, the session may be in a transaction of the user's own.
        let Some(setup) = state
            .route
            .local_setup(tenant)
            .filter(|_| !state.is_touched())
        else {
            return Ok(());
        };
        state.begin();
        let doubt = Doubt::about(state);
        let script = format!("BEGIN; {setup}");
        let result = held.client.batch_execute(&script).await;
        doubt.settle();
        result.map_err(|error| self.fail(error))?;
        self.wrapped = true;
        Ok(())
    }

    pub(super) fn client(&self) -> &tokio_postgres::Client {
        self.line.held().client
    }

    /// The schema, by name: `COPY` names its tables whatever the route.
    pub(super) fn schema(&self) -> Result<&str> {
        Ok(self.line.held().way(&self.target)?.schema)
    }

    /// Ends the transaction, if one was begun.
    pub(super) async fn finish(&mut self) -> Result<()> {
        self.settled = true;
        if !self.wrapped {
            return Ok(());
        }
        let held = self.line.held();
        let result = held.client.batch_execute("COMMIT").await;
        result.map_err(|error| self.fail(error))?;
        if let Some(state) = held.state {
            state.end();
        }
        self.wrapped = false;
        Ok(())
    }

    /// The error of the server, noted where it has to be.
    pub(super) fn fail(&self, error: impl Into<Error>) -> Error {
        let error = run::failure(self.line.held(), &self.span, error);
        located(error, &self.target, self.table, "COPY")
    }

    /// An error of ours, which says where.
    pub(super) fn locate(&self, error: Error) -> Error {
        located(error, &self.target, self.table, "COPY")
    }
}

/// What was begun and not finished ends on the server by itself; its answer is still to come, and the
/// transaction around it is undone before the connection's next user.
impl Drop for Open<'_> {
    fn drop(&mut self) {
        if !self.settled {
            let held = self.line.held();
            drop(Unread::on(held.state, held.fate));
        }
    }
}
