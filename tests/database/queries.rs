//! Statements as text: `sql!`.

use futures_util::TryStreamExt;
use tenant::{Route, check_queries, prelude::*};

use crate::{
    TestResult,
    model::{
        Cents, Client, Client1, Client1Person, Client2, Client2Person, Country, Event, Login,
        NewEvent, NewPerson, Person, SharedCountry, Standing, database, person, plain_client,
    },
    statements::prepared,
};

async fn people(db: &Database) -> Result<()> {
    let country = |code: &str, name: &str| Country {
        code: code.into(),
        name: name.into(),
    };
    let countries = [country("gb", "Britain"), country("fr", "France")];
    Country::of(Shared::INSTANCE)
        .insert_many(countries)
        .execute(db)
        .await?;
    let rows = [
        NewPerson {
            email: Some("ada@a.org".into()),
            country: Some("gb".into()),
            balance: Some(Cents(30)),
            ..person("Ada")
        },
        NewPerson {
            country: Some("fr".into()),
            balance: Some(Cents(10)),
            admin: true,
            ..person("Bob")
        },
        NewPerson {
            email: Some("cy@c.org".into()),
            balance: Some(Cents(20)),
            standing: Some(Standing::OnHold),
            ..person("Cy")
        },
    ];
    Client1Person::insert_many(rows).execute(db).await?;
    Client2Person::insert(person("Zoe")).execute(db).await?;
    Ok(())
}

/// One text for every tenant.
async fn names<T: StaticTenant<Set = Client>>(
    tenant: T,
    db: &Database,
    pattern: &str,
) -> Result<Vec<(i64, String)>> {
    sql!("SELECT {person.id}, {person.name}"
         "FROM {Person} AS person"
         "WHERE {person.name} LIKE {pattern}"
         "ORDER BY {person.id}")
    .of(tenant)
    .fetch_all(db)
    .await
}

#[tokio::test]
async fn one_text_serves_every_tenant() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let all = names(Client1, &db, "%").await?;
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].1, "Ada");
    assert_eq!(names(Client1, &db, "A%").await?.len(), 1);
    assert_eq!(names(Client2, &db, "%").await?, [(1, "Zoe".to_owned())]);
    Ok(())
}

#[tokio::test]
async fn tenants_of_run_time_too() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let count = sql!("SELECT count(*) FROM {Person}");
    assert_eq!(count.of(Client::Client1).fetch_one::<i64>(&db).await?, 3);
    let schema = Schema::new("client2")?;
    assert_eq!(count.of(schema).fetch_one::<i64>(&db).await?, 1);
    let session = db.session(Client1).await?;
    assert_eq!(count.of(Client1).fetch_one::<i64>(&session).await?, 3);
    let renamed = db
        .transaction(Client2, async |tx| -> Result<u64> {
            sql!("UPDATE {Person} SET {person.name} = upper({person.name})")
                .of(Client2)
                .execute(tx)
                .await
        })
        .await?;
    assert_eq!(renamed, 1);
    Ok(())
}

#[tokio::test]
async fn values_are_typed_by_their_columns() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let (low, high) = (Cents(15), Cents(40));
    let names = [String::from("Ada"), String::from("Cy")];
    let standing = Standing::Active;
    let email: Option<&str> = None;
    let found: Vec<String> = sql!(
        "SELECT {p.name} FROM {Person} AS p"
        "WHERE {p.balance} BETWEEN {low} AND {high}"
        "AND {p.name} = ANY({names}) AND {p.standing} IN ({standing}, {Standing::OnHold})"
        "AND ({p.admin}, {p.name}) <> ({true}, {\"Bob\"})"
        "AND {p.email} IS DISTINCT FROM {email}"
        "AND ({p.id} + {1: i64}) > {0}::int"
        "ORDER BY 1 DESC LIMIT {10} OFFSET {i64::from(low > high)}"
    )
    .of(Client1)
    .fetch_all(&db)
    .await?;
    assert_eq!(found, ["Cy", "Ada"]);
    assert_eq!(names.len(), 2, "what is borrowed is still there");
    Ok(())
}

#[tokio::test]
async fn a_statement_can_be_kept() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let by_name =
        sql!("SELECT {person.id} FROM {Person} WHERE {person.name} = {String::from(\"Ada\")}");
    let id: i64 = by_name.of(Client1).fetch_one(&db).await?;
    assert_eq!(id, 1);
    assert_eq!(by_name.of(Client2).fetch_optional::<i64>(&db).await?, None);
    Ok(())
}

#[tokio::test]
async fn changes() -> TestResult {
    struct Form {
        name: String,
        email: Option<String>,
    }

    let (_server, db) = database().await;
    people(&db).await?;
    let form = Form {
        name: "Dora".into(),
        email: Some("dora@d.org".into()),
    };
    let dora: Client1Person = sql!(
        "INSERT INTO {Person} ({person.name}, {person.email}, {person.admin})"
        "VALUES ({form.name}, {form.email}, {false})"
        "RETURNING {person.*}"
    )
    .of(Client1)
    .fetch_one(&db)
    .await?;
    assert_eq!((&*dora.name, dora.balance), ("Dora", Cents(0)));
    let again: (i64, String) = sql!(
        "INSERT INTO {Person} AS person ({person.name}, {person.email}, {person.admin})"
        "VALUES ({\"Theodora\"}, {form.email}, {true})"
        "ON CONFLICT ({person.email}) DO UPDATE"
        "SET {person.name} = {excluded.name}, {person.admin} = {person.admin} OR {excluded.admin}"
        "RETURNING {person.id}, {person.name}"
    )
    .of(Client1)
    .fetch_one(&db)
    .await?;
    assert_eq!(again, (dora.id, "Theodora".to_owned()));
    let changed = sql!(
        "UPDATE {Person} AS person"
        "SET {person.balance} = {Cents(5)}, {person.country} = coalesce({person.country}, {\"fr\"})"
        "WHERE {person.id} = {dora.id}"
    );
    assert_eq!(changed.of(Client1).execute(&db).await?, 1);
    let copied = sql!(
        "INSERT INTO {Person} ({person.name}, {person.admin})"
        "SELECT {other.name} || {\"!\": String}, {true} FROM {Person} AS other WHERE {other.admin}"
    );
    assert_eq!(copied.of(Client1).execute(&db).await?, 2);
    let gone: Vec<String> = sql!(
        "DELETE FROM {Person} AS person USING {Country} AS country"
        "WHERE {country.code} = {person.country} AND {country.name} = {\"France\"}"
        "RETURNING {person.name}"
    )
    .of(Client1)
    .fetch_all(&db)
    .await?;
    assert_eq!(gone, ["Bob", "Theodora"]);
    Ok(())
}

#[tokio::test]
async fn tables_of_different_homes() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let rows: Vec<(Client1Person, Option<SharedCountry>)> = sql!(
        "SELECT {person.*}, {country.*} FROM {Person} AS person"
        "LEFT JOIN {Country} AS country ON {country.code} = {person.country}"
        "ORDER BY {person.id}"
    )
    .of(Client1)
    .fetch_all(&db)
    .await?;
    assert_eq!(rows.len(), 3);
    assert_eq!(rows[0].1.as_ref().map(|row| &*row.name), Some("Britain"));
    assert!(rows[2].1.is_none());
    Event::of(tenant::Fixed::INSTANCE)
        .insert(NewEvent { text: "gb".into() })
        .execute(&db)
        .await?;
    let once: Vec<(String, String)> = sql!(
        "SELECT {event.text}, {country.name} FROM {Event}"
        "JOIN {Country} ON {country.code} = {event.text}"
    )
    .of(Shared::INSTANCE)
    .fetch_all(&db)
    .await?;
    assert_eq!(once, [("gb".to_owned(), "Britain".to_owned())]);
    Ok(())
}

#[tokio::test]
async fn a_text_in_a_file() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let (limit, rows) = (Cents(25), 10);
    let debts: Vec<(Option<String>, i64)> = sql!(file = "queries/top.sql")
        .of(Client1)
        .fetch_all(&db)
        .await?;
    assert_eq!(debts, [(Some("France".to_owned()), 10), (None, 20)]);
    Ok(())
}

/// A `WITH` may have the name of a table, whatever the route: the table keeps its schema.
#[tokio::test]
async fn a_name_of_the_text_hides_no_table() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let both: (i64, i64) = sql!(
        "WITH person AS (SELECT 1 AS one)"
        "SELECT count(*), count(person.one) FROM {Person} AS p LEFT JOIN person ON {p.id} = person.one"
    )
    .of(Client1)
    .fetch_one(&db)
    .await?;
    assert_eq!(both, (3, 1));
    Ok(())
}

#[tokio::test]
async fn nothing_is_sent_for_another_tenant() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client::Client1).await?;
    let gone = sql!("DELETE FROM {Person}").of(Client::Client2);
    let error = gone.execute(&session).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TenantMismatch);
    let error = gone.fetch_optional::<i64>(&session).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TenantMismatch);
    let streamed: Result<Vec<i64>> = gone.fetch::<i64>(&session).try_collect().await;
    assert_eq!(streamed.unwrap_err().kind(), ErrorKind::TenantMismatch);
    Ok(())
}

#[tokio::test]
async fn the_tenant_of_the_process() -> TestResult {
    let (server, db) = database().await;
    people(&db).await?;
    let route = Route::fixed(Schema::new("client2")?);
    let here = Database::builder(server.url()).route(route).build()?;
    let name: String = sql!("SELECT {person.name} FROM {Person}")
        .here()
        .fetch_one(&here)
        .await?;
    assert_eq!(name, "Zoe");
    Ok(())
}

#[tokio::test]
async fn errors_name_the_statement() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let ada = "ada@a.org";
    let error = sql!("UPDATE {Person} SET {person.email} = {ada}")
        .of(Client1)
        .execute(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UniqueViolation);
    assert_eq!(
        (error.schema(), error.table(), error.operation()),
        (Some("client1"), Some("person"), Some("UPDATE"))
    );
    Ok(())
}

#[tokio::test]
async fn rows_as_they_come() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let session = db.session(Client1).await?;
    let statement = sql!("SELECT {person.name} FROM {Person} ORDER BY {person.id}").of(Client1);
    let names: Vec<String> = statement.fetch(&session).try_collect().await?;
    assert_eq!(names, ["Ada", "Bob", "Cy"]);
    Ok(())
}

#[tokio::test]
async fn a_result_is_compared_with_what_it_is_read_into() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let two =
        sql!("SELECT {person.id}, {person.email} FROM {Person} ORDER BY {person.id}").of(Client1);
    let error = two.fetch_all::<i64>(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error
            .to_string()
            .contains("returns 2 columns, but 1 are read: `i64`"),
        "{error}"
    );
    let error = two
        .fetch_all::<(i32, Option<String>)>(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().contains(
            "column 1 `id` is `int8` on the server, but is read as `i32`, which is `int4`"
        ),
        "{error}"
    );
    let error = two.fetch_all::<(i64, String)>(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error.to_string().contains("column 2 `email` is null"),
        "{error}"
    );
    let streamed: Result<Vec<(i64, String)>> = two.fetch(&db).try_collect().await;
    assert_eq!(streamed.unwrap_err().kind(), ErrorKind::Decode);
    let rows: Vec<(i64, Option<String>)> = two.fetch_all(&db).await?;
    assert_eq!(rows.len(), 3);
    let none = sql!("SELECT {person.id} FROM {Person} WHERE {person.id} = {77}");
    assert_eq!(
        none.of(Client1)
            .fetch_one::<i64>(&db)
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::NotFound
    );
    Ok(())
}

#[tokio::test]
async fn a_text_is_prepared_once() -> TestResult {
    let (_server, db) = database().await;
    let session = db.session(Client1).await?;
    for day in 0..4 {
        sql!("SELECT {login.count} FROM {Login} WHERE {login.day} = {day}")
            .of(Client1)
            .fetch_optional::<i32>(&session)
            .await?;
    }
    let texts = prepared(&session).await?;
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(
        texts[0].ends_with(r#""login" AS "login" WHERE "login"."day" = $1"#),
        "{texts:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_test_finds_wrong_texts() -> TestResult {
    let (server, db) = database().await;
    assert!(check_queries::<Client>(&db).await? > 15);
    plain_client(&server)
        .await
        .batch_execute("ALTER TABLE client2.login RENAME COLUMN day TO weekday")
        .await?;
    let error = check_queries::<Client>(&db).await.unwrap_err().to_string();
    assert!(error.contains("tests/database/queries.rs:"), "{error}");
    assert!(error.contains("tenant `client2`: "), "{error}");
    assert!(error.contains("column login.day does not exist"), "{error}");
    assert!(!error.contains("tenant `client1`"), "{error}");
    Ok(())
}

#[tokio::test]
async fn rows_become_structs() -> TestResult {
    #[derive(FromRow, Debug)]
    struct Resident<T: Tenant> {
        person: Scoped<T, Person>,
        country: Option<SharedCountry>,
        letters: i32,
    }

    #[derive(FromRow, Debug, PartialEq)]
    struct Name(String, Option<String>);

    let (_server, db) = database().await;
    people(&db).await?;
    let residents: Vec<Resident<Client1>> = sql!(
        "SELECT {person.*}, {country.*}, length({person.name}) FROM {Person}"
        "LEFT JOIN {Country} ON {country.code} = {person.country} ORDER BY {person.id}"
    )
    .of(Client1)
    .fetch_all(&db)
    .await?;
    assert_eq!(residents[1].person.name, "Bob");
    assert_eq!(
        residents[1].country.as_ref().map(|row| &*row.name),
        Some("France")
    );
    assert!(residents[2].country.is_none());
    assert_eq!(residents[2].letters, 2);
    let two = sql!("SELECT {person.name}, {person.email} FROM {Person} ORDER BY {person.id}");
    let (name, one): (Name, Name) = (
        two.of(Client1).fetch_one(&db).await?,
        two.of(Client2).fetch_one(&db).await?,
    );
    assert_eq!(name, Name("Ada".into(), Some("ada@a.org".into())));
    assert_eq!(one, Name("Zoe".into(), None));
    let error = two.of(Client1).fetch_one::<Resident<Client1>>(&db).await;
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("returns 2 columns, but 10 are read")
    );
    Ok(())
}
