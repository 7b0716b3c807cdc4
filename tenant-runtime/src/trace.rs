//! Spans around statements, with the attributes of OpenTelemetry's semantic conventions for
//! databases (<https://opentelemetry.io/docs/specs/semconv/database/postgresql/>) and the tenant.
//!
//! Texts and parameters are left out: the text is not built for a prepared statement, and
//! parameters are personal. Without the feature `tracing` all of this compiles to nothing.

#[cfg(feature = "tracing")]
pub(crate) use self::enabled::Span;

#[cfg(not(feature = "tracing"))]
pub(crate) use self::disabled::Span;

/// Reports that a connection of the pool ended with an error.
pub(crate) fn connection_lost(error: &tokio_postgres::Error) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "tenant", error = error as &dyn std::error::Error, "connection lost");
    #[cfg(not(feature = "tracing"))]
    let _ = error;
}

#[cfg(feature = "tracing")]
mod enabled {
    use tracing::field;

    use crate::{Error, executor::Held, run::Call};

    /// The span of one statement; disabled where nobody listens.
    ///
    /// It is open from its making to its drop, and never entered: nothing inside a statement makes
    /// spans or events of its own, and entering would wrap every statement in one more future.
    pub(crate) struct Span(tracing::Span);

    impl Span {
        pub(crate) fn of(held: Held<'_>, call: &Call<'_>) -> Self {
            let span = tracing::info_span!(
                target: "tenant",
                "statement",
                otel.name = field::Empty,
                otel.kind = "client",
                otel.status_code = field::Empty,
                db.system.name = "postgresql",
                db.namespace = field::Empty,
                db.collection.name = call.table,
                db.operation.name = call.operation,
                db.response.status_code = field::Empty,
                error.type = field::Empty,
                tenant = call.schema,
            );
            if !span.is_disabled() {
                let name = format_args!("{} {}", call.operation, call.table);
                span.record("otel.name", field::display(name));
                let database = held.state.map_or("", |state| &*state.database);
                let namespace = format_args!("{database}|{}", call.schema);
                span.record("db.namespace", field::display(namespace));
            }
            Self(span)
        }

        pub(crate) fn record(&self, error: &Error) {
            self.0.record("otel.status_code", "ERROR");
            self.0.record("error.type", field::debug(error.kind()));
            if let Some(code) = error.code() {
                self.0.record("db.response.status_code", code.code());
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod disabled {
    use crate::{Error, executor::Held, run::Call};

    pub(crate) struct Span;

    impl Span {
        pub(crate) fn of(_: Held<'_>, _: &Call<'_>) -> Self {
            Self
        }

        pub(crate) fn record(&self, _: &Error) {}
    }
}
