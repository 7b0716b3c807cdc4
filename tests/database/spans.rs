//! Every statement is a span with OpenTelemetry's attributes and the tenant.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex},
};

use tracing::{
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*, registry::LookupSpan};

use crate::{
    TestResult,
    model::{Client1Person, database, person},
};

type Fields = BTreeMap<&'static str, String>;

/// Keeps the fields of every span of this library.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<BTreeMap<u64, Fields>>>);

struct Collect<'a>(&'a mut Fields);

impl Visit for Collect<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

impl<S: tracing::Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if attributes.metadata().target() == "tenant" {
            let mut spans = self.0.lock().unwrap();
            attributes.record(&mut Collect(spans.entry(id.into_u64()).or_default()));
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        if let Some(fields) = self.0.lock().unwrap().get_mut(&id.into_u64()) {
            values.record(&mut Collect(fields));
        }
    }
}

impl Spans {
    fn take(&self) -> Vec<Fields> {
        std::mem::take(&mut *self.0.lock().unwrap())
            .into_values()
            .collect()
    }
}

#[tokio::test]
async fn spans_name_the_statement_and_the_tenant() -> TestResult {
    let (_server, db) = database().await;
    let spans = Spans::default();
    let _guard = tracing_subscriber::registry()
        .with(spans.clone())
        .set_default();

    Client1Person::insert(person("Ada")).execute(&db).await?;
    let [span] = &spans.take()[..] else {
        panic!("one statement, one span")
    };
    assert_eq!(span["otel.name"], "INSERT person");
    assert_eq!(span["otel.kind"], "client");
    assert_eq!(span["db.system.name"], "postgresql");
    assert_eq!(span["db.collection.name"], "person");
    assert_eq!(span["db.operation.name"], "INSERT");
    assert_eq!(span["tenant"], "client1");
    assert!(
        span["db.namespace"].ends_with("|client1"),
        "{}",
        span["db.namespace"]
    );
    assert!(
        !format!("{span:?}").contains("Ada"),
        "no parameter is recorded"
    );
    Ok(())
}

#[tokio::test]
async fn spans_of_failed_statements_carry_the_sqlstate() -> TestResult {
    let (_server, db) = database().await;
    let spans = Spans::default();
    let _guard = tracing_subscriber::registry()
        .with(spans.clone())
        .set_default();

    let mut eve = person("Eve");
    eve.country = Some("XX".into());
    Client1Person::insert(eve).execute(&db).await.unwrap_err();
    let [span] = &spans.take()[..] else {
        panic!("one statement, one span")
    };
    assert_eq!(span["db.response.status_code"], "23503");
    assert_eq!(span["error.type"], "ForeignKeyViolation");
    assert_eq!(span["otel.status_code"], "ERROR");
    Ok(())
}
