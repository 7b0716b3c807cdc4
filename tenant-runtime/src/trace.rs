//! Spans around statements, with the attributes of OpenTelemetry's semantic conventions for
//! databases (<https://opentelemetry.io/docs/specs/semconv/database/postgresql/>) and the tenant.
//!
//! Texts and parameters are left out: the text is not built for a prepared statement, and
//! parameters are personal. Without the feature `tracing` all of this compiles to nothing.

use crate::{Result, executor::Held, run::Call};

/// Runs the future of a statement inside its span.
#[cfg(feature = "tracing")]
pub(crate) async fn statement<R>(
    held: Held<'_>,
    call: &Call<'_>,
    work: impl Future<Output = Result<R>>,
) -> Result<R> {
    use tracing::{Instrument, field};

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
    if span.is_disabled() {
        return work.await;
    }
    span.record(
        "otel.name",
        field::display(format_args!("{} {}", call.operation, call.table)),
    );
    let database = held.state.map_or("", |state| &*state.database);
    span.record(
        "db.namespace",
        field::display(format_args!("{database}|{}", call.schema)),
    );
    let result = work.instrument(span.clone()).await;
    if let Err(error) = &result {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", field::debug(error.kind()));
        if let Some(code) = error.code() {
            span.record("db.response.status_code", code.code());
        }
    }
    result
}

#[cfg(not(feature = "tracing"))]
pub(crate) async fn statement<R>(
    _: Held<'_>,
    _: &Call<'_>,
    work: impl Future<Output = Result<R>>,
) -> Result<R> {
    work.await
}

/// Reports that a connection of the pool ended with an error.
pub(crate) fn connection_lost(error: &tokio_postgres::Error) {
    #[cfg(feature = "tracing")]
    tracing::warn!(target: "tenant", error = error as &dyn std::error::Error, "connection lost");
    #[cfg(not(feature = "tracing"))]
    let _ = error;
}
