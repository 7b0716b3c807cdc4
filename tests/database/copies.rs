//! `COPY`, in and out.

use futures_util::{TryStreamExt, stream};
use tenant::prelude::*;

use crate::{
    TestResult,
    model::{
        Cents, Client1, Client1Login, Client1Person, Client2Login, Client2Person, Login, Standing,
        database, person, plain_client,
    },
    routes::{ROUTES, database_by},
};

fn login(day: i32) -> Login {
    Login {
        person: 1,
        day,
        count: day,
    }
}

#[tokio::test]
async fn rows_are_copied_in_and_out_by_every_route() -> TestResult {
    for name in ROUTES {
        let (_server, db) = database_by(name).await;
        Client1Person::insert(person("Ada")).execute(&db).await?;
        let mut copy = Client1Login::copy_in(&db);
        copy.send_all(stream::iter((0..5_000).map(login))).await?;
        assert_eq!(copy.finish().await?, 5_000, "{name}");
        let copied = Client1Login::all()
            .order_by(|login| login.day.asc())
            .copy_out(&db);
        let copied: Vec<Client1Login> = copied.try_collect().await?;
        assert_eq!(copied.len(), 5_000, "{name}");
        assert!(
            (0..).zip(&copied).all(|(day, row)| **row == login(day)),
            "{name}"
        );
        assert_eq!(Client2Login::all().count(&db).await?, 0, "{name}");
        let session = db.session(Client1).await?;
        let busy: Vec<_> = Client1Login::all().copy_out(&session).try_collect().await?;
        assert_eq!(busy.len(), 5_000, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_copy_that_was_not_finished_leaves_nothing_and_a_usable_connection() -> TestResult {
    for name in ["qualified", "search_path_local", "set_local_role"] {
        let (server, _db) = database_by(name).await;
        let db = Database::builder(server.url())
            .max_connections(1)
            .route(crate::routes::route(name))
            .build()?;
        Client1Person::insert(person("Ada")).execute(&db).await?;
        let mut copy = Client1Login::copy_in(&db);
        for day in 0..20_000 {
            copy.send(login(day)).await?;
        }
        drop(copy);
        assert_eq!(Client1Login::all().count(&db).await?, 0, "{name}");
        // Out, as well.
        let mut copy = Client1Login::copy_in(&db);
        copy.send_all(stream::iter((0..20_000).map(login))).await?;
        copy.finish().await?;
        let mut rows = Client1Login::all().copy_out(&db);
        assert!(rows.try_next().await?.is_some());
        drop(rows);
        assert_eq!(Client1Login::all().count(&db).await?, 20_000, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_copy_in_a_transaction_goes_with_it() -> TestResult {
    let (_server, db) = database().await;
    Client1Person::insert(person("Ada")).execute(&db).await?;
    let undone: Result<()> = db
        .transaction(Client1, async |tx| {
            let mut copy = Client1Login::copy_in(tx);
            copy.send(login(1)).await?;
            assert_eq!(copy.finish().await?, 1);
            assert_eq!(Client1Login::all().count(tx).await?, 1);
            Client1Login::find((1, 9)).fetch_one(tx).await.map(drop)
        })
        .await;
    assert_eq!(undone.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(Client1Login::all().count(&db).await?, 0);
    let aborted: Result<()> = db
        .transaction(Client1, async |tx| {
            let mut copy = Client1Login::copy_in(tx);
            copy.send(login(1)).await?;
            drop(copy); // fails on the server, which aborts the transaction
            Ok(())
        })
        .await;
    assert_eq!(aborted.unwrap_err().kind(), ErrorKind::TransactionAborted);
    Ok(())
}

#[tokio::test]
async fn errors_of_a_copy_say_what_is_wrong() -> TestResult {
    let (_server, db) = database().await;
    let mut copy = Client1Login::copy_in(&db);
    copy.send(login(1)).await?;
    let error = copy.finish().await.unwrap_err(); // there is no such person
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
    assert!(
        error.to_string().contains(r#"COPY on "client1"."login""#),
        "{error}"
    );
    assert_eq!(Client1Login::copy_in(&db).finish().await?, 0);
    let filtered = Client1Login::filter(|login| login.day.gt(1)).copy_out(&db);
    let error = filtered.try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("takes no parameters"), "{error}");
    assert!(
        error.to_string().contains(r#"COPY on "client1"."login""#),
        "{error}"
    );
    Ok(())
}

#[tokio::test]
async fn a_row_that_does_not_fit_its_entity_is_an_error_which_says_where() -> TestResult {
    let (server, db) = database().await;
    Client1Person::insert(person("Ada")).execute(&db).await?;
    Client1Login::insert(login(1)).execute(&db).await?;
    let alter = r#"ALTER TABLE "client1"."login" ALTER COLUMN "count" TYPE bigint"#;
    plain_client(&server).await.batch_execute(alter).await?;
    let mut rows = Client1Login::all().copy_out(&db);
    let error = rows.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.schema(), Some("client1"));
    assert!(
        error
            .to_string()
            .contains(r#"decoding on "client1"."login""#),
        "{error}"
    );
    Ok(())
}

#[tokio::test]
async fn rows_are_copied_with_the_defaults_of_the_first() -> TestResult {
    let (_server, db) = database().await;
    let mut copy = Client2Person::copy_in(&db);
    copy.send(person("Ada")).await?;
    let mut other = person("Bob");
    other.balance = Some(Cents(7));
    let error = copy.send(other.clone()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    copy.send(person("Cy")).await?; // the copy goes on without the row that was refused
    assert_eq!(copy.finish().await?, 2);
    let mut copy = Client2Person::copy_in(&db);
    copy.send(other).await?;
    assert_eq!(copy.finish().await?, 1);
    let people = Client2Person::all()
        .order_by(|person| person.id.asc())
        .fetch_all(&db)
        .await?;
    let seen: Vec<_> = people
        .iter()
        .map(|row| (row.name.as_str(), row.balance.0, row.standing))
        .collect();
    let active = Standing::Active;
    assert_eq!(
        seen,
        [("Ada", 0, active), ("Cy", 0, active), ("Bob", 7, active)]
    );
    Ok(())
}
