//! What is compared: the same statements, by hand and through the handles.

use anyhow::{Context, Result};
use tenant::prelude::*;
use tokio_postgres::NoTls;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Client1,
}

/// Six columns of everyday types.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Account {
    #[tenant(key)]
    id: i64,
    name: String,
    email: Option<String>,
    age: i32,
    active: bool,
    score: f64,
}

/// A second table of the same columns, for statements that come in turn.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Contact {
    #[tenant(key)]
    id: i64,
    name: String,
    email: Option<String>,
    age: i32,
    active: bool,
    score: f64,
}

/// A table to insert into.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
struct Event {
    #[tenant(key, generated)]
    id: i64,
    name: String,
    email: Option<String>,
    age: i32,
    active: bool,
    score: f64,
}

/// Decoded by hand, as `Account` is by the derive.
#[derive(Debug)]
#[allow(dead_code)] // decoding it is what is measured
struct ByHand {
    id: i64,
    name: String,
    email: Option<String>,
    age: i32,
    active: bool,
    score: f64,
}

impl ByHand {
    fn from_row(row: &tokio_postgres::Row) -> Self {
        Self {
            id: row.get(0),
            name: row.get(1),
            email: row.get(2),
            age: row.get(3),
            active: row.get(4),
            score: row.get(5),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contender {
    FindByHand,
    FindStatic,
    FindOfValue,
    FindOfSchema,
    FindPooled,
    InTurnByHand,
    InTurnStatic,
    FilterByHand,
    FilterStatic,
    PageByHand,
    PageStatic,
    JoinByHand,
    JoinStatic,
    SetByHand,
    SetStatic,
    InsertByHand,
    InsertStatic,
    UpdateByHand,
    UpdateStatic,
    ListByHand,
    ListStatic,
}

impl Contender {
    pub(crate) const ALL: [Self; 21] = [
        Self::FindByHand,
        Self::FindStatic,
        Self::FindOfValue,
        Self::FindOfSchema,
        Self::FindPooled,
        Self::InTurnByHand,
        Self::InTurnStatic,
        Self::FilterByHand,
        Self::FilterStatic,
        Self::PageByHand,
        Self::PageStatic,
        Self::JoinByHand,
        Self::JoinStatic,
        Self::SetByHand,
        Self::SetStatic,
        Self::InsertByHand,
        Self::InsertStatic,
        Self::UpdateByHand,
        Self::UpdateStatic,
        Self::ListByHand,
        Self::ListStatic,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FindByHand => "find: by hand",
            Self::FindStatic => "find: Client1Account",
            Self::FindOfValue => "find: of a value of the set",
            Self::FindOfSchema => "find: of a runtime schema",
            Self::FindPooled => "find: Client1Account, from the pool",
            Self::InTurnByHand => "find in two tables in turn: by hand",
            Self::InTurnStatic => "find in two tables in turn: handles",
            Self::FilterByHand => "filter: by hand",
            Self::FilterStatic => "filter: Client1Account",
            Self::PageByHand => "page of 10: by hand",
            Self::PageStatic => "page of 10: Client1Account",
            Self::JoinByHand => "join of 10: by hand",
            Self::JoinStatic => "join of 10: Client1Account",
            Self::SetByHand => "set a column: by hand",
            Self::SetStatic => "set a column: Client1Account",
            Self::InsertByHand => "insert returning: by hand",
            Self::InsertStatic => "insert returning: Client1Event",
            Self::UpdateByHand => "update: by hand",
            Self::UpdateStatic => "update: Client1Account",
            Self::ListByHand => "list of 100: by hand",
            Self::ListStatic => "list of 100: Client1Account",
        }
    }

    /// The most that it may take, in times of the instructions by hand; none for by hand, with which the
    /// contenders after it are compared.
    pub(crate) fn goal(self) -> Option<f64> {
        match self {
            _ if self.is_reference() => None,
            Self::FindOfValue | Self::FindOfSchema => Some(1.08),
            Self::FilterStatic | Self::PageStatic | Self::JoinStatic | Self::SetStatic => {
                Some(1.10)
            }
            _ => Some(1.03),
        }
    }

    /// Whether it selects one row by its key.
    pub(crate) fn is_point_select(self) -> bool {
        matches!(
            self,
            Self::FindStatic | Self::FindOfValue | Self::FindOfSchema | Self::InTurnStatic
        )
    }

    /// Whether the contenders after it are compared with it.
    fn is_reference(self) -> bool {
        matches!(
            self,
            Self::FindByHand
                | Self::InTurnByHand
                | Self::FilterByHand
                | Self::PageByHand
                | Self::JoinByHand
                | Self::SetByHand
                | Self::InsertByHand
                | Self::UpdateByHand
                | Self::ListByHand
        )
    }
}

/// Makes the tables and their rows.
///
/// Returns the server's version.
pub(crate) fn prepare(url: &str) -> Result<String> {
    runtime()?.block_on(async {
        let db = Database::connect(url).await?;
        Client::create_all(&db).await?;
        let rows = (0..100).map(|id| Account {
            id,
            name: format!("name {id}"),
            email: (id % 2 == 0).then(|| format!("{id}@example.org")),
            age: 40,
            active: true,
            score: 0.5,
        });
        Client1Account::insert_many(rows).execute(&db).await?;
        let contacts = (0..100).map(|id| Contact {
            id,
            name: format!("name {id}"),
            email: (id % 2 == 0).then(|| format!("{id}@example.org")),
            age: 40,
            active: true,
            score: 0.5,
        });
        Client1Contact::insert_many(contacts).execute(&db).await?;
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let version = client.query_one("SHOW server_version", &[]).await?;
        Ok(version.try_get(0)?)
    })
}

/// Runs one contender so many times; each repetition is one round trip once it is warm.
pub(crate) fn run(name: &str, url: &str, repetitions: u32) -> Result<()> {
    let contender = Contender::ALL
        .into_iter()
        .find(|contender| contender.name() == name)
        .with_context(|| format!("no contender `{name}`"))?;
    runtime()?.block_on(async {
        match contender {
            _ if contender.is_reference() => by_hand(contender, url, repetitions).await,
            _ => by_handle(contender, url, repetitions).await,
        }
    })
}

const FIND: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account" WHERE "id" = $1"#;
const FIND_OTHER: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."contact" WHERE "id" = $1"#;
const FILTER: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account" WHERE "id" = $1 LIMIT 1"#;
const PAGE: &str = r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account" WHERE "active" AND "age" > $1 ORDER BY "id" DESC LIMIT $2 OFFSET $3"#;
const JOIN: &str = r#"SELECT t0."name", t1."score" FROM "client1"."account" AS t0 JOIN "client1"."account" AS t1 ON t0."id" = t1."id" WHERE t0."id" < $1 ORDER BY t1."id" ASC"#;
const SET: &str = r#"UPDATE "client1"."account" SET "age" = $1 WHERE "id" = $2"#;
const LIST: &str =
    r#"SELECT "id", "name", "email", "age", "active", "score" FROM "client1"."account""#;
const INSERT: &str = r#"INSERT INTO "client1"."event" ("name", "email", "age", "active", "score") VALUES ($1, $2, $3, $4, $5) RETURNING "id", "name", "email", "age", "active", "score""#;
const UPDATE: &str = r#"UPDATE "client1"."account" SET "name" = $1, "email" = $2, "age" = $3, "active" = $4, "score" = $5 WHERE "id" = $6"#;

async fn by_hand(contender: Contender, url: &str, repetitions: u32) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(async move {
        // As the documentation of tokio-postgres has it.
        if let Err(error) = connection.await {
            eprintln!("connection error: {error}");
        }
    });
    let text = match contender {
        Contender::InsertByHand => INSERT,
        Contender::UpdateByHand => UPDATE,
        Contender::ListByHand => LIST,
        Contender::FilterByHand => FILTER,
        Contender::PageByHand => PAGE,
        Contender::JoinByHand => JOIN,
        Contender::SetByHand => SET,
        _ => FIND,
    };
    let statement = client.prepare(text).await?;
    let other = client.prepare(FIND_OTHER).await?;
    for repetition in 0..repetitions {
        let id = i64::from(repetition % 100);
        match contender {
            Contender::UpdateByHand => {
                let (name, email) = (String::from("name"), Some(String::from("e@example.org")));
                let changed = client
                    .execute(&statement, &[&name, &email, &41_i32, &true, &0.25_f64, &id])
                    .await?;
                assert_eq!(changed, 1);
            }
            Contender::InsertByHand => {
                let (name, email) = (String::from("name"), Some(String::from("e@example.org")));
                let row = client
                    .query_one(&statement, &[&name, &email, &41_i32, &true, &0.25_f64])
                    .await?;
                assert!(ByHand::from_row(&row).id > 0);
            }
            Contender::PageByHand => {
                let rows = client
                    .query(&statement, &[&30_i32, &10_i64, &10_i64])
                    .await?;
                let rows: Vec<ByHand> = rows.iter().map(ByHand::from_row).collect();
                assert_eq!(rows.len(), 10);
            }
            Contender::JoinByHand => {
                let rows = client.query(&statement, &[&10_i64]).await?;
                let rows: Vec<(String, f64)> =
                    rows.iter().map(|row| (row.get(0), row.get(1))).collect();
                assert_eq!(rows.len(), 10);
            }
            Contender::SetByHand => {
                assert_eq!(client.execute(&statement, &[&41_i32, &id]).await?, 1);
            }
            Contender::ListByHand => {
                let rows = client.query(&statement, &[]).await?;
                let rows: Vec<ByHand> = rows.iter().map(ByHand::from_row).collect();
                assert_eq!(rows.len(), 100);
            }
            _ => {
                let is_other = contender == Contender::InTurnByHand && repetition % 2 == 1;
                let statement = if is_other { &other } else { &statement };
                let row = client.query_opt(statement, &[&id]).await?;
                assert_eq!(
                    row.as_ref().map(ByHand::from_row).map(|row| row.id),
                    Some(id)
                );
            }
        }
    }
    Ok(())
}

async fn by_handle(contender: Contender, url: &str, repetitions: u32) -> Result<()> {
    let db = Database::builder(url).max_connections(1).build()?;
    let (session, by_value) = (db.session(Client1).await?, Client::Client1);
    // One connection: the sessions of the other kinds of tenant take it in turn.
    match contender {
        Contender::FindOfValue => {
            drop(session);
            let session = db.session(by_value).await?;
            find_all(Account::of(by_value), &session, repetitions).await
        }
        Contender::FindOfSchema => {
            drop(session);
            let schema = Schema::new("client1")?;
            let session = db.session(schema).await?;
            find_all(Account::of(schema), &session, repetitions).await
        }
        Contender::InTurnStatic => in_turn_all(&session, repetitions).await,
        Contender::FindPooled => {
            drop(session);
            for repetition in 0..repetitions {
                let id = i64::from(repetition % 100);
                let row = Client1Account::find(id).fetch_optional(&db).await?;
                assert_eq!(row.map(|row| row.id), Some(id));
            }
            Ok(())
        }
        Contender::InsertStatic => insert_all(&session, repetitions).await,
        Contender::UpdateStatic => update_all(&session, repetitions).await,
        Contender::ListStatic => list_all(&session, repetitions).await,
        Contender::SetStatic => {
            for repetition in 0..repetitions {
                let id = i64::from(repetition % 100);
                let older = Client1Account::find(id).set(|account| account.age.to(41));
                assert_eq!(older.execute(&session).await?, 1);
            }
            Ok(())
        }
        Contender::JoinStatic => join_all(&session, repetitions).await,
        Contender::PageStatic => {
            for _ in 0..repetitions {
                let page = Client1Account::filter(|account| account.active.and(account.age.gt(30)));
                let page = page
                    .order_by(|account| account.id.desc())
                    .limit(10)
                    .offset(10);
                assert_eq!(page.fetch_all(&session).await?.len(), 10);
            }
            Ok(())
        }
        Contender::FilterStatic => {
            for repetition in 0..repetitions {
                let id = i64::from(repetition % 100);
                let row = Client1Account::filter(|account| account.id.eq(id));
                let row = row.fetch_optional(&session).await?;
                assert_eq!(row.map(|row| row.id), Some(id));
            }
            Ok(())
        }
        _ => {
            for repetition in 0..repetitions {
                let id = i64::from(repetition % 100);
                let row = Client1Account::find(id).fetch_optional(&session).await?;
                assert_eq!(row.map(|row| row.id), Some(id));
            }
            Ok(())
        }
    }
}

async fn find_all<T: Tenant>(
    accounts: Table<T, Account>,
    session: &dyn Executor<T>,
    repetitions: u32,
) -> Result<()> {
    for repetition in 0..repetitions {
        let id = i64::from(repetition % 100);
        let row = accounts.find(id).fetch_optional(session).await?;
        assert_eq!(row.map(|row| row.id), Some(id));
    }
    Ok(())
}

async fn update_all(session: &Session<Client1>, repetitions: u32) -> Result<()> {
    for repetition in 0..repetitions {
        let account = Account {
            id: i64::from(repetition % 100),
            name: "name".into(),
            email: Some("e@example.org".into()),
            age: 41,
            active: true,
            score: 0.25,
        };
        let account = Scoped::new(Client1, account);
        assert_eq!(Client1Account::update(&account).execute(session).await?, 1);
    }
    Ok(())
}

async fn list_all(session: &Session<Client1>, repetitions: u32) -> Result<()> {
    for _ in 0..repetitions {
        assert_eq!(Client1Account::all().fetch_all(session).await?.len(), 100);
    }
    Ok(())
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?)
}

async fn in_turn_all(session: &Session<Client1>, repetitions: u32) -> Result<()> {
    for repetition in 0..repetitions {
        let id = i64::from(repetition % 100);
        let found = if repetition % 2 == 1 {
            let row = Client1Contact::find(id).fetch_optional(session).await?;
            row.map(|row| row.id)
        } else {
            let row = Client1Account::find(id).fetch_optional(session).await?;
            row.map(|row| row.id)
        };
        assert_eq!(found, Some(id));
    }
    Ok(())
}

async fn join_all(session: &Session<Client1>, repetitions: u32) -> Result<()> {
    for _ in 0..repetitions {
        let pairs: Vec<(String, f64)> = Client1Account::all()
            .join_on::<Account, _>(|(one, other)| one.id.eq(other.id))
            .filter(|(one, _)| one.id.lt(10))
            .select(|(one, other)| (one.name, other.score))
            .order_by(|(_, other)| other.id.asc())
            .fetch_all(session)
            .await?;
        assert_eq!(pairs.len(), 10);
    }
    Ok(())
}

async fn insert_all(session: &Session<Client1>, repetitions: u32) -> Result<()> {
    for _ in 0..repetitions {
        let new = NewEvent {
            name: "name".into(),
            email: Some("e@example.org".into()),
            age: 41,
            active: true,
            score: 0.25,
        };
        let event = Client1Event::insert(new).fetch_one(session).await?;
        assert!(event.id > 0);
    }
    Ok(())
}
