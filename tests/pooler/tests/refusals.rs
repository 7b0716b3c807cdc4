//! What cannot work through a pooler is refused with the reason: by `build()` where it was told of the
//! pooler, and on the first use where it was not.

use pooler::{
    Failure, inspect,
    model::{Client, Client1, Client1Note, Client2, Client2Note, NewNote, note},
    routes::login_role,
    stage::{Stage, USER},
};
use tenant::{Route, prelude::*};
use uuid::Uuid;

const UNDECLARED: &str = "a pooler stands before the server; build the `Database` with \
    `transaction_pooler()`, or with `session_pooler()` if the pooler is in session mode";

#[test]
fn routes_that_need_a_session_are_refused_by_build() {
    let path = "a transaction-mode pooler hands a session's `search_path` to other clients; use `Route::search_path_local`";
    let role = "a transaction-mode pooler hands a session's role to other clients; use `Route::set_local_role`";
    let options = "a pooler ignores or refuses `options=-c search_path=…`; ";
    let refused = [
        (Route::search_path::<Client>(), path.to_owned()),
        (Route::set_role::<Client>(), role.to_owned()),
        (Route::set_role::<Client>().unqualified(), role.to_owned()),
        (
            Route::connect_options::<Client>(),
            format!("{options}use `Route::search_path_local`"),
        ),
        (
            login_role().unqualified(),
            format!("{options}leave out `unqualified`"),
        ),
    ];
    for (route, reason) in refused {
        let builder = Database::builder("postgresql://app@localhost/app").route(route);
        let error = builder.transaction_pooler().build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.to_string(), reason);
    }
}

#[test]
fn a_path_that_is_set_on_connecting_is_refused_before_any_pooler() {
    for route in [
        Route::connect_options::<Client>(),
        login_role().unqualified(),
    ] {
        let builder = Database::builder("postgresql://app@localhost/app").route(route);
        let error = builder.session_pooler().build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
    }
}

/// Routes that a program could have while nobody says a word of the pooler.
fn undeclared() -> [Route; 7] {
    [
        Route::qualified(),
        Route::search_path::<Client>(),
        Route::search_path_local::<Client>(),
        Route::set_role::<Client>(),
        Route::set_role::<Client>().unqualified(),
        Route::set_local_role::<Client>(),
        login_role(),
    ]
}

#[tokio::test]
async fn a_pooler_that_was_not_declared_is_refused_on_the_first_use() -> Result<(), Failure> {
    for mode in ["transaction", "session"] {
        let stage = Stage::with_tables(mode, 2).await?;
        let error = Database::connect(&stage.url()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert_eq!(error.to_string(), UNDECLARED);
        for route in undeclared() {
            let db = Database::builder(&stage.url()).route(route).build()?;
            for _ in 0..3 {
                let error = Client1Note::all().count(&db).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::InvalidInput);
                assert!(error.to_string().ends_with(UNDECLARED), "{error}");
            }
            assert_eq!(db.connections(), (0, 0));
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_options_of_a_connection_are_refused_by_the_pooler_itself() -> Result<(), Failure> {
    let stage = Stage::with_tables("transaction", 2).await?;
    let builder = Database::builder(&stage.url()).route(Route::connect_options::<Client>());
    let error = Client1Note::all()
        .count(&builder.build()?)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("options"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_server_without_a_pooler_is_not_refused() -> Result<(), Failure> {
    let stage = Stage::with_tables("transaction", 2).await?;
    for route in undeclared() {
        let db = Database::builder(stage.direct_url()).route(route).build()?;
        assert_eq!(Client1Note::all().count(&db).await?, 0);
    }
    Ok(())
}

#[tokio::test]
async fn a_pooler_in_session_mode_serves_routes_that_need_a_session() -> Result<(), Failure> {
    let stage = Stage::with_tables("session", 4).await?;
    for route in undeclared() {
        let builder = Database::builder(&stage.url()).route(route);
        let db = builder.session_pooler().max_connections(2).build()?;
        for _ in 0..4 {
            let (one, two) = (new(Client::Client1), new(Client::Client2));
            let one = Client1Note::insert(one).fetch_one(&db).await?;
            let two = Client2Note::insert(two).fetch_one(&db).await?;
            assert_eq!((&*one.tenant, &*two.tenant), ("client1", "client2"));
        }
        let one = Client1Note::all().fetch_all(&db).await?;
        assert!(one.iter().all(|row| row.tenant == "client1"));
        db.close();
    }
    Ok(())
}

/// Why nobody should say that a pooler in transaction mode is in session mode, and why silence is
/// refused: this is what happens, without any error.
#[tokio::test]
async fn a_path_of_a_session_reaches_another_client_through_a_pooler() -> Result<(), Failure> {
    let stage = Stage::with_tables("transaction", 1).await?;
    let owner = Database::connect(stage.direct_url()).await?;
    Client2Note::insert(new(Client::Client2))
        .execute(&owner)
        .await?;
    let builder = Database::builder(&stage.url()).route(Route::search_path::<Client>());
    let db = builder.session_pooler().build()?;
    let one = db.session(Client1).await?;
    let two = db.session(Client2).await?;
    let wrong = Client1Note::all().fetch_one(&one).await?;
    assert_eq!(wrong.tenant, "client2");
    drop(two);
    Ok(())
}

/// The same for prepared statements, also where statements name their schema: every program that
/// uses tokio-postgres names its first ones alike.
#[tokio::test]
async fn a_statement_that_another_client_prepared_is_run_through_a_pooler() -> Result<(), Failure> {
    let stage = Stage::with_tables("transaction", 2).await?;
    let db = Database::builder(&stage.url()).session_pooler().build()?;
    let session = db.session(Client1).await?;
    for _ in 0..3 {
        assert_eq!(Client1Note::all().count(&session).await?, 0);
    }
    let holder = stage.connect(USER).await?;
    holder.batch_execute("BEGIN").await?;
    let names = "SELECT name FROM pg_prepared_statements WHERE statement LIKE '%count(*)%'";
    let name = inspect::first_row(&holder, names).await?.remove(0);
    // Another program, on the connection that the session gets now.
    let other = stage.connect(USER).await?;
    let prepare = format!("PREPARE {name} AS SELECT count(*) + 7 FROM client2.note");
    other.batch_execute(&prepare).await?;
    assert_eq!(Client1Note::all().count(&session).await?, 7);
    holder.batch_execute("COMMIT").await?;
    Ok(())
}

fn new(client: Client) -> NewNote {
    note(client, Uuid::nil())
}
