//! How many round trips statements take, and which messages of the protocol: `Q`uery, `P`arse,
//! `D`escribe, `B`ind, `E`xecute, `S`ync.

use tenant::{embedded::TestDatabase, prelude::*};

use crate::{
    TestResult,
    model::{Client, Client1, Client1Person, Client2Person, database_behind_socket},
    proxy::{Proxy, Trips},
    routes::{create_roles, route},
    statements::prepared,
};

/// The text, and nothing that stays on the server.
const UNPREPARED: &str = "PBDES";

const PREPARE: &str = "PDS";

/// No text.
const PREPARED: &str = "BES";

const REPETITIONS: usize = 3;

/// The database of a test, and a proxy in front of it.
async fn database() -> (TestDatabase, Proxy) {
    let (database, socket) = database_behind_socket().await;
    let owner = Database::connect(database.url()).await;
    Client::create_all(&owner.expect("the server accepts connections"))
        .await
        .expect("the tables of the set can be made");
    create_roles(&database).await;
    let proxy = Proxy::start(socket).await.expect("a port");
    (database, proxy)
}

/// One connection, by way of the proxy.
fn connect(database: &TestDatabase, proxy: &Proxy, name: &str) -> Result<Database> {
    Database::builder(&proxy.url(database.name()))
        .max_connections(1)
        .route(route(name))
        .build()
}

/// What a statement takes when nothing disturbs: on a busy machine its messages can be further
/// apart than the time for which answers are held back. They are the same each time.
fn least(repetitions: &[Trips]) -> &[String] {
    assert_eq!(repetitions.len(), REPETITIONS);
    for trips in repetitions {
        assert_eq!(trips.concat(), repetitions[0].concat());
    }
    let least = repetitions.iter().min_by_key(|trips| trips.len());
    least.expect("there are some")
}

async fn find(executor: &impl Executor<Client1>) -> Result<()> {
    Client1Person::find(1).fetch_optional(executor).await?;
    Ok(())
}

async fn find_other(db: &Database) -> Result<()> {
    Client2Person::find(1).fetch_optional(db).await?;
    Ok(())
}

/// A statement as a route that sets each transaction sends it: `BEGIN`, the settings, the statement
/// and `COMMIT`.
fn wrapped(statement: &str) -> String {
    format!("QQ{statement}Q")
}

#[tokio::test]
async fn a_find_is_one_round_trip_that_sends_no_text() -> TestResult {
    let (database, proxy) = database().await;
    for (name, messages) in [
        ("qualified", PREPARED.to_owned()),
        ("search_path", PREPARED.to_owned()),
        ("search_path_local", wrapped(PREPARED)),
        ("connect_options", PREPARED.to_owned()),
        ("set_role", PREPARED.to_owned()),
        ("set_local_role", wrapped(PREPARED)),
        ("login_role", PREPARED.to_owned()),
    ] {
        let db = connect(&database, &proxy, name)?;
        for _ in 0..3 {
            find(&db).await?;
        }
        let mut repetitions = Vec::new();
        for _ in 0..REPETITIONS {
            repetitions.push(proxy.trips(find(&db)).await?);
        }
        assert_eq!(least(&repetitions), [messages], "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn the_first_use_is_one_round_trip_and_the_second_prepares() -> TestResult {
    let (database, proxy) = database().await;
    let (mut first, mut second, mut third) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..REPETITIONS {
        let db = connect(&database, &proxy, "qualified")?;
        let session = db.session(Client1).await?;
        first.push(proxy.trips(find(&session)).await?);
        assert!(prepared(&session).await?.is_empty());
        second.push(proxy.trips(find(&session)).await?);
        assert_eq!(prepared(&session).await?.len(), 1);
        third.push(proxy.trips(find(&session)).await?);
    }
    assert_eq!(least(&first), [UNPREPARED]);
    assert_eq!(least(&second), [PREPARE, PREPARED]);
    assert_eq!(least(&third), [PREPARED]);
    Ok(())
}

#[tokio::test]
async fn a_first_use_with_local_settings_is_one_round_trip() -> TestResult {
    let (database, proxy) = database().await;
    for name in ["search_path_local", "set_local_role"] {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for _ in 0..REPETITIONS {
            let db = connect(&database, &proxy, name)?;
            let session = db.session(Client1).await?;
            first.push(proxy.trips(find(&session)).await?);
            second.push(proxy.trips(find(&session)).await?);
            assert_eq!(prepared(&session).await?.len(), 1, "{name}");
        }
        assert_eq!(least(&first), [wrapped(UNPREPARED)], "{name}");
        assert_eq!(
            least(&second),
            [wrapped(PREPARE), wrapped(PREPARED)],
            "{name}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_session_is_set_only_when_the_tenant_changes() -> TestResult {
    let (database, proxy) = database().await;
    for name in ["search_path", "set_role"] {
        let db = connect(&database, &proxy, name)?;
        for _ in 0..3 {
            find(&db).await?;
            find_other(&db).await?;
        }
        let mut changed = [Vec::new(), Vec::new()];
        let mut same = [Vec::new(), Vec::new()];
        for _ in 0..REPETITIONS {
            changed[0].push(proxy.trips(find(&db)).await?);
            same[0].push(proxy.trips(find(&db)).await?);
            changed[1].push(proxy.trips(find_other(&db)).await?);
            same[1].push(proxy.trips(find_other(&db)).await?);
        }
        for trips in &changed {
            assert_eq!(least(trips), ["Q", PREPARED], "{name}");
        }
        for trips in &same {
            assert_eq!(least(trips), [PREPARED], "{name}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_reset_of_every_connection_is_one_round_trip_more() -> TestResult {
    let (database, proxy) = database().await;
    for (name, set) in [("qualified", None), ("search_path", Some("Q"))] {
        let db = Database::builder(&proxy.url(database.name()))
            .max_connections(1)
            .route(route(name))
            .reset_always()
            .build()?;
        for _ in 0..3 {
            find(&db).await?;
        }
        let mut repetitions = Vec::new();
        for _ in 0..REPETITIONS {
            repetitions.push(proxy.trips(find(&db)).await?);
        }
        let due: Vec<_> = ["Q"].into_iter().chain(set).chain([PREPARED]).collect();
        assert_eq!(least(&repetitions), due, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn joined_statements_share_a_round_trip() -> TestResult {
    let (database, proxy) = database().await;
    for (name, messages) in [
        ("qualified", PREPARED.to_owned()),
        ("search_path", PREPARED.to_owned()),
        ("search_path_local", wrapped(PREPARED)),
        ("set_local_role", wrapped(PREPARED)),
    ] {
        let db = connect(&database, &proxy, name)?;
        let session = db.session(Client1).await?;
        let both = || async {
            tokio::try_join!(find(&session), Client1Person::all().count(&session)).map(drop)
        };
        for _ in 0..3 {
            both().await?;
        }
        let mut repetitions = Vec::new();
        for _ in 0..REPETITIONS {
            repetitions.push(proxy.trips(both()).await?);
        }
        assert_eq!(least(&repetitions), [messages.repeat(2)], "{name}");
    }
    Ok(())
}

/// `BEGIN`, with what the route sets where it sets each transaction.
fn begin(name: &str) -> &'static str {
    if name.contains("local") { "QQ" } else { "Q" }
}

/// What a transaction takes whose statements are prepared by now.
async fn trips_of<F: Future<Output = Result<()>>>(
    proxy: &Proxy,
    transaction: impl Fn() -> F,
) -> Result<Vec<Trips>> {
    for _ in 0..3 {
        transaction().await?;
    }
    let mut repetitions = Vec::new();
    for _ in 0..REPETITIONS {
        repetitions.push(proxy.trips(transaction()).await?);
    }
    Ok(repetitions)
}

#[tokio::test]
async fn a_transaction_of_two_statements_is_three_round_trips() -> TestResult {
    let (database, proxy) = database().await;
    for name in crate::routes::ROUTES {
        let db = connect(&database, &proxy, name)?;
        let two = || {
            db.transaction(Client1, async |tx| {
                find(tx).await?;
                Client1Person::all().count(tx).await.map(drop)
            })
        };
        let first = begin(name).to_owned() + PREPARED;
        let due = [&*first, PREPARED, "Q"];
        assert_eq!(least(&trips_of(&proxy, two).await?), due, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn statements_that_are_joined_in_a_transaction_share_a_round_trip() -> TestResult {
    let (database, proxy) = database().await;
    for name in crate::routes::ROUTES {
        let db = connect(&database, &proxy, name)?;
        let both = async |tx: &Transaction<'_, Client1>| {
            tokio::try_join!(find(tx), Client1Person::all().count(tx)).map(drop)
        };
        let twice = || {
            db.transaction(Client1, async |tx| {
                both(tx).await?;
                both(tx).await
            })
        };
        let joined = PREPARED.repeat(2);
        let first = begin(name).to_owned() + &joined;
        let due = [&*first, &joined, "Q"];
        assert_eq!(least(&trips_of(&proxy, twice).await?), due, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_savepoint_is_one_round_trip_for_its_statement_and_one_for_its_end() -> TestResult {
    let (database, proxy) = database().await;
    for name in ["qualified", "search_path_local"] {
        let db = connect(&database, &proxy, name)?;
        let nested = || {
            db.transaction(Client1, async |tx| {
                tx.transaction(async |tx| find(tx).await).await?;
                tx.transaction(async |tx| find(tx).await).await
            })
        };
        let (first, second) = (
            format!("{}Q{PREPARED}", begin(name)),
            format!("Q{PREPARED}"),
        );
        let due = [&*first, "Q", &*second, "Q", "Q"];
        assert_eq!(least(&trips_of(&proxy, nested).await?), due, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_transaction_of_nothing_is_one_round_trip() -> TestResult {
    let (database, proxy) = database().await;
    for name in ["qualified", "set_local_role"] {
        let db = connect(&database, &proxy, name)?;
        let nothing = || db.transaction(Client1, async |_| Ok::<_, Error>(()));
        let due = begin(name).to_owned() + "Q";
        assert_eq!(least(&trips_of(&proxy, nothing).await?), [due], "{name}");
    }
    Ok(())
}
