//! Spans around the statements of handles, with the attributes of OpenTelemetry's semantic conventions for
//! databases (<https://opentelemetry.io/docs/specs/semconv/database/postgresql/>) and the tenant.
//!
//! Texts and parameters are left out: the text is not built for a prepared statement, and
//! parameters are personal. Without the feature `tracing` all of this compiles to nothing.

#[cfg(feature = "tracing")]
pub(crate) use self::enabled::Span;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::disabled::Span;

/// What a span says of its statement.
#[cfg_attr(not(feature = "tracing"), expect(dead_code, reason = "nobody listens"))]
#[derive(Clone, Copy)]
pub(crate) struct Statement<'a> {
    /// The name of the database; empty for a connection that is not of this library's pool.
    pub(crate) database: &'a str,
    pub(crate) schema: &'a str,
    pub(crate) table: &'static str,
    pub(crate) operation: &'static str,
}

/// Reports that a connection of the pool ended with an error.
pub(crate) fn connection_lost(error: &tokio_postgres::Error) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "tenant", error = error as &dyn std::error::Error, "connection lost");
    #[cfg(not(feature = "tracing"))]
    let _ = error;
}

#[cfg(feature = "tracing")]
mod enabled {
    use tracing::{field, level_filters::LevelFilter};

    use super::Statement;
    use crate::Error;

    /// The span of one statement; absent where no subscriber listens. So statements are not forwarded to `log`,
    /// as tracing's feature of that name does with spans: to offer each would cost those who want none.
    ///
    /// It is open from its making to its drop, and never entered: nothing inside a statement makes
    /// spans or events of its own, and entering would wrap every statement in one more future.
    pub(crate) struct Span(Option<Box<tracing::Span>>);

    impl Span {
        #[inline]
        pub(crate) fn of<'a>(statement: impl FnOnce() -> Statement<'a>) -> Self {
            if LevelFilter::current() < LevelFilter::INFO {
                return Self(None);
            }
            Self::listened(statement())
        }

        /// Where somebody listens to something.
        #[inline(never)]
        fn listened(statement: Statement<'_>) -> Self {
            let span = tracing::info_span!(
                target: "tenant",
                "statement",
                otel.name = field::Empty,
                otel.kind = "client",
                otel.status_code = field::Empty,
                db.system.name = "postgresql",
                db.namespace = field::Empty,
                db.collection.name = statement.table,
                db.operation.name = statement.operation,
                db.response.status_code = field::Empty,
                error.type = field::Empty,
                tenant = statement.schema,
            );
            if span.is_disabled() {
                return Self(None);
            }
            let Statement {
                database,
                schema,
                table,
                operation,
            } = statement;
            span.record(
                "otel.name",
                field::display(format_args!("{operation} {table}")),
            );
            if database.is_empty() {
                span.record("db.namespace", schema);
            } else {
                span.record(
                    "db.namespace",
                    field::display(format_args!("{database}|{schema}")),
                );
            }
            Self(Some(Box::new(span)))
        }

        pub(crate) fn record(&self, error: &Error) {
            let Some(span) = &self.0 else {
                return;
            };
            span.record("otel.status_code", "ERROR");
            span.record("error.type", field::debug(error.kind()));
            if let Some(code) = error.code() {
                span.record("db.response.status_code", code.code());
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod disabled {
    use super::Statement;
    use crate::Error;

    pub(crate) struct Span;

    impl Span {
        pub(crate) fn of<'a>(_: impl FnOnce() -> Statement<'a>) -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "as the enabled span takes it")]
        pub(crate) fn record(&self, _: &Error) {}
    }
}
