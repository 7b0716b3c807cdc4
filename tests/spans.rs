//! Every statement is a span with OpenTelemetry's attributes and the tenant.

use std::{
    collections::BTreeMap,
    fmt::Debug,
    sync::{Arc, Mutex as StdMutex},
};

use tenant::{embedded::TestDatabase, prelude::*};
use tokio::sync::Mutex;
use tracing::{
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{Layer, layer::Context, prelude::*, registry::LookupSpan};

/// What tests return, so that they can use `?` on any error.
type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Person {
    #[tenant(key, generated)]
    id: i64,
    name: String,
    #[tenant(references = Person)]
    friend: Option<i64>,
}

/// One test at a time: whether anybody listens is a setting of the process, which a thread that begins
/// to listen while another runs a statement can miss.
static ALONE: Mutex<()> = Mutex::const_new(());

async fn database() -> Result<(TestDatabase, Database), Box<dyn std::error::Error + Send + Sync>> {
    let server = TestDatabase::create().await?;
    let db = Database::connect(server.url()).await?;
    Client::create_all(&db).await?;
    Ok((server, db))
}

type Fields = BTreeMap<&'static str, String>;

/// Keeps the fields of every span of this library.
#[derive(Clone, Default)]
struct Spans(Arc<StdMutex<BTreeMap<u64, Fields>>>);

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
    let _alone = ALONE.lock().await;
    let (_server, db) = database().await?;
    let spans = Spans::default();
    let _guard = tracing_subscriber::registry()
        .with(spans.clone())
        .set_default();

    Client1Person::insert(NewPerson {
        name: "Ada".into(),
        friend: None,
    })
    .execute(&db)
    .await?;
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
    let _alone = ALONE.lock().await;
    let (_server, db) = database().await?;
    let spans = Spans::default();
    let _guard = tracing_subscriber::registry()
        .with(spans.clone())
        .set_default();

    let eve = NewPerson {
        name: "Eve".into(),
        friend: Some(-1),
    };
    Client1Person::insert(eve).execute(&db).await.unwrap_err();
    let [span] = &spans.take()[..] else {
        panic!("one statement, one span")
    };
    assert_eq!(span["db.response.status_code"], "23503");
    assert_eq!(span["error.type"], "ForeignKeyViolation");
    assert_eq!(span["otel.status_code"], "ERROR");
    Ok(())
}
