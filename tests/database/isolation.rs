//! Tenants that are only known at run time: mixing two is an error, and nothing is sent.
//! What is known to the compiler is tested in `tests/ui/isolation`.

use tenant::prelude::*;

use crate::{
    TestResult,
    model::{Client, Client1Person, Login, Person, database, person},
};

/// A database that counts as untouched as long as no connection was made.
async fn untouched() -> (tenant::embedded::TestDatabase, Database) {
    let (server, db) = crate::model::empty_database().await;
    assert_eq!(db.connections(), (0, 0));
    (server, db)
}

#[track_caller]
fn assert_mismatch<R: std::fmt::Debug>(db: &Database, result: Result<R>) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TenantMismatch);
    let text = error.to_string();
    assert!(
        text.contains("`client1`") && text.contains("`client2`"),
        "{text}"
    );
    assert_eq!(db.connections(), (0, 0), "nothing was sent");
}

fn row_of(tenant: Client) -> Scoped<Client, Login> {
    Scoped::new(
        tenant,
        Login {
            person: 1,
            day: 1,
            count: 1,
        },
    )
}

#[tokio::test]
async fn a_row_of_another_tenant_is_not_written() -> TestResult {
    let (_server, db) = untouched().await;
    let (one, other) = (Login::of(Client::Client1), row_of(Client::Client2));
    assert_mismatch(&db, one.update(&other).execute(&db).await);
    assert_mismatch(&db, one.update(&other).fetch_one(&db).await);
    assert_mismatch(&db, one.delete(&other).execute(&db).await);
    Ok(())
}

#[tokio::test]
async fn a_column_of_another_tenant_is_not_compared_set_or_ordered_by() -> TestResult {
    let (_server, db) = untouched().await;
    let one = Person::of(Client::Client1);
    let other = Person::of(Client::Client2).columns();
    assert_mismatch(
        &db,
        one.filter(|_| other.name.eq("Ada")).fetch_all(&db).await,
    );
    assert_mismatch(
        &db,
        one.filter(|person| person.name.eq(other.name))
            .fetch_all(&db)
            .await,
    );
    let mixed = one.filter(|person| person.admin.eq(true).and(other.admin));
    assert_mismatch(&db, mixed.count(&db).await);
    assert_mismatch(
        &db,
        one.filter(|person| !person.name.eq(other.name))
            .exists(&db)
            .await,
    );
    assert_mismatch(
        &db,
        one.all()
            .order_by(|_| other.id.asc())
            .fetch_optional(&db)
            .await,
    );
    assert_mismatch(
        &db,
        one.find(1).set(|_| other.name.to("Ada")).execute(&db).await,
    );
    assert_mismatch(
        &db,
        one.find(1)
            .set(|person| person.name.to(other.name))
            .execute(&db)
            .await,
    );
    assert_mismatch(&db, one.filter(|_| other.admin).delete().execute(&db).await);
    Ok(())
}

#[tokio::test]
async fn schemas_that_were_made_at_run_time_are_kept_apart_too() -> TestResult {
    let (_server, db) = untouched().await;
    let (one, two) = (Schema::new("client1")?, Schema::new("client2")?);
    let other = Person::of(two).columns();
    assert_mismatch(
        &db,
        Person::of(one).filter(|_| other.admin).fetch_all(&db).await,
    );
    Ok(())
}

#[tokio::test]
async fn a_session_of_another_tenant_runs_nothing() -> TestResult {
    let (_server, db) = database().await;
    Client1Person::insert(person("Ada")).execute(&db).await?;
    let mut session = db.session(Client::Client2).await?;
    let error = Person::of(Client::Client1)
        .delete_all()
        .execute(&session)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TenantMismatch);
    let result = session
        .transaction(async |tx| Person::of(Client::Client1).delete_all().execute(tx).await)
        .await;
    assert_eq!(result.unwrap_err().kind(), ErrorKind::TenantMismatch);
    assert_eq!(Client1Person::all().count(&db).await?, 1);
    Ok(())
}

#[test]
fn names_of_tenants_parse_and_the_close_ones_are_named() {
    assert_eq!("acme-corp".parse(), Ok(Client::Acme));
    assert_eq!(Client::Acme.to_string(), "acme-corp");
    assert_eq!(Client::ALL.len(), 3);
    assert_eq!(
        Client::all()
            .map(|client| client.schema().len())
            .sum::<usize>(),
        23
    );
    let error = "acme_corp".parse::<Client>().unwrap_err();
    assert_eq!(error.close(), ["acme-corp"]);
    assert_eq!(
        error.to_string(),
        "no tenant of `Client` has the schema `acme_corp`; did you mean `acme-corp`?"
    );
    let error = "zzz".parse::<Client>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "no tenant of `Client` has the schema `zzz`"
    );
}
