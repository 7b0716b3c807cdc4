//! Inserting, finding, updating and deleting rows.

use futures_util::TryStreamExt;
use tenant::prelude::*;

use crate::{
    TestResult,
    model::{
        Cents, Client, Client1, Client1Login, Client1Person, Client2Person, Country, Extra,
        FixedEvent, Login, NewEvent, NewPerson, Person, SharedCountry, Standing, database,
        extra_database, person,
    },
    statements::prepared,
};

#[tokio::test]
async fn an_inserted_row_comes_back_with_what_the_server_filled_in() -> TestResult {
    let (_server, db) = database().await;
    let ada: Client1Person = Client1Person::insert(person("Ada")).fetch_one(&db).await?;
    assert_eq!(
        (ada.id, ada.standing, ada.balance),
        (1, Standing::Active, Cents(0))
    );
    let found = Client1Person::find(ada.id).fetch_optional(&db).await?;
    assert_eq!(found.as_ref(), Some(&ada));
    assert_eq!(Client2Person::find(ada.id).fetch_optional(&db).await?, None);
    Ok(())
}

#[tokio::test]
async fn given_defaults_are_kept() -> TestResult {
    let (_server, db) = database().await;
    let row = NewPerson {
        standing: Some(Standing::OnHold),
        balance: Some(Cents(7)),
        ..person("Ada")
    };
    let ada = Client1Person::insert(row.clone()).fetch_one(&db).await?;
    assert_eq!((ada.standing, ada.balance), (Standing::OnHold, Cents(7)));
    assert_eq!(Client1Person::insert(row).execute(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn many_rows_go_in_with_one_statement_and_come_back_in_order() -> TestResult {
    let (_server, db) = database().await;
    let mixed = NewPerson {
        balance: Some(Cents(5)),
        ..person("b")
    };
    let rows = Client1Person::insert_many([person("a"), mixed, person("c")])
        .fetch_all(&db)
        .await?;
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.balance.0))
        .collect();
    assert_eq!(seen, [("a", 0), ("b", 5), ("c", 0)]);
    assert_eq!(Client1Person::insert_many([]).execute(&db).await?, 0);
    assert!(
        Client1Person::insert_many([])
            .fetch_all(&db)
            .await?
            .is_empty()
    );
    assert_eq!(Client1Person::all().count(&db).await?, 3);
    Ok(())
}

#[tokio::test]
async fn the_text_for_many_rows_does_not_depend_on_their_number() -> TestResult {
    let (_server, db) = database().await;
    Client1Person::insert(person("Ada")).execute(&db).await?;
    let login = |day| Login {
        person: 1,
        day,
        count: 1,
    };
    let session = db.session(Client1).await?;
    let mut first = 0;
    for rows in [1, 2, 3, 100_000] {
        let logins = (first..first + rows).map(login);
        let inserted = Client1Login::insert_many(logins).execute(&session).await?;
        assert_eq!(inserted, u64::try_from(rows)?);
        first += rows;
    }
    assert_eq!(prepared(&session).await?.len(), 1);
    Ok(())
}

/// Numbered by the server, and otherwise left to defaults.
#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Extra, new(derive(Clone)))]
pub struct Mixed {
    #[tenant(key, generated)]
    pub id: i64,
    #[tenant(default = "7")]
    pub number: Option<i32>,
    #[tenant(default = "'{a,b}'")]
    pub tags: Vec<String>,
}

/// Checks that rows came back as they were given, with their defaults, in their order.
fn assert_inserted(inserted: &[Extra1Mixed], rows: &[NewMixed]) {
    assert_eq!(inserted.len(), rows.len());
    assert!(inserted.is_sorted_by_key(|row| row.id));
    for (inserted, row) in inserted.iter().zip(rows) {
        assert_eq!(inserted.number, row.number.unwrap_or(Some(7)));
        let default = || vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(inserted.tags, row.tags.clone().unwrap_or_else(default));
    }
}

#[tokio::test]
async fn defaults_are_left_to_the_server_row_by_row() -> TestResult {
    let (_server, db) = extra_database().await;
    let new = |number, tags: Option<&[&str]>| NewMixed {
        number,
        tags: tags.map(|tags| tags.iter().map(ToString::to_string).collect()),
    };
    for rows in [
        vec![new(None, None), new(None, None)],
        vec![new(Some(None), Some(&[])), new(Some(Some(1)), Some(&["x"]))],
        vec![
            new(None, Some(&["x", "y"])),
            new(Some(None), None),
            new(Some(Some(3)), Some(&[])),
        ],
    ] {
        let inserted = Extra1Mixed::insert_many(rows.clone())
            .fetch_all(&db)
            .await?;
        assert_inserted(&inserted, &rows);
    }
    Ok(())
}

/// So many that the server joins and sorts them in another way than a few.
#[tokio::test]
async fn thousands_of_rows_come_back_in_order() -> TestResult {
    let (_server, db) = extra_database().await;
    let rows: Vec<_> = (0..30_000)
        .map(|number| NewMixed {
            number: (number % 3 > 0).then_some(Some(number)),
            tags: (number % 5 > 0).then(|| {
                let tags = 0..number % 4;
                tags.map(|tag| format!("{number} {tag}")).collect()
            }),
        })
        .collect();
    let inserted = Extra1Mixed::insert_many(rows.clone())
        .fetch_all(&db)
        .await?;
    assert_inserted(&inserted, &rows);
    Ok(())
}

#[tokio::test]
async fn a_row_is_written_back_by_its_key() -> TestResult {
    let (_server, db) = database().await;
    let mut ada = Client1Person::insert(person("Ada")).fetch_one(&db).await?;
    ada.name = "Ada Lovelace".into();
    ada.admin = true;
    assert_eq!(Client1Person::update(&ada).execute(&db).await?, 1);
    let updated = Client1Person::update(&ada).fetch_one(&db).await?;
    assert_eq!(updated, ada);
    assert_eq!(Client1Person::delete(&ada).execute(&db).await?, 1);
    let error = Client1Person::update(&ada)
        .fetch_one(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(
        error.to_string(),
        r#"UPDATE on "client1"."person": no row was found"#
    );
    Ok(())
}

#[tokio::test]
async fn composite_keys_find_update_and_delete() -> TestResult {
    let (_server, db) = database().await;
    let ada = Client1Person::insert(person("Ada")).fetch_one(&db).await?;
    for day in 1..=3 {
        let row = Login {
            person: ada.id,
            day,
            count: day * 10,
        };
        assert_eq!(Client1Login::insert(row).execute(&db).await?, 1);
    }
    let mut second = Client1Login::find((ada.id, 2)).fetch_one(&db).await?;
    assert_eq!(second.count, 20);
    second.count = 21;
    Client1Login::update(&second).execute(&db).await?;
    Client1Login::find((ada.id, 3))
        .set(|login| login.count.to(31))
        .execute(&db)
        .await?;
    assert_eq!(
        Client1Login::find((ada.id, 1))
            .delete()
            .execute(&db)
            .await?,
        1
    );
    let left = Client1Login::all()
        .order_by(|login| login.day.asc())
        .fetch_all(&db)
        .await?;
    let counts: Vec<_> = left.iter().map(|login| (login.day, login.count)).collect();
    assert_eq!(counts, [(2, 21), (3, 31)]);
    Client1Person::delete(&ada).execute(&db).await?;
    assert!(
        !Client1Login::all().exists(&db).await?,
        "logins are deleted with the person"
    );
    Ok(())
}

#[tokio::test]
async fn partial_updates_and_deletes_return_their_rows() -> TestResult {
    let (_server, db) = database().await;
    Client1Person::insert_many(["a", "b", "c"].map(person))
        .execute(&db)
        .await?;
    let held = Client1Person::filter(|person| person.name.in_list(["a", "b"]))
        .set(|person| {
            (
                person.standing.to(Standing::OnHold),
                person.email.to("x@y.z"),
            )
        })
        .execute(&db)
        .await;
    assert_eq!(held.unwrap_err().kind(), ErrorKind::UniqueViolation);
    let changed = Client1Person::filter(|person| person.name.eq("a"))
        .set(|person| (person.email.to("a@y.z"), person.balance.to(Cents(3))))
        .fetch_all(&db)
        .await?;
    assert_eq!(changed[0].email.as_deref(), Some("a@y.z"));
    let cleared = Client1Person::find(changed[0].id).set(|person| person.email.to(None));
    assert_eq!(cleared.fetch_one(&db).await?.email, None);
    let deleted = Client1Person::filter(|person| person.name.ne("c"))
        .delete()
        .fetch_all(&db)
        .await?;
    assert_eq!(deleted.len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_whole_table_is_changed_only_by_name() -> TestResult {
    let (_server, db) = database().await;
    Client1Person::insert_many(["a", "b"].map(person))
        .execute(&db)
        .await?;
    Client2Person::insert(person("other")).execute(&db).await?;
    let raised = Client1Person::update_all(|person| person.balance.to(Cents(1)));
    assert_eq!(raised.execute(&db).await?, 2);
    assert_eq!(Client1Person::delete_all().execute(&db).await?, 2);
    assert_eq!(Client2Person::all().fetch_one(&db).await?.balance, Cents(0));
    Ok(())
}

#[tokio::test]
async fn an_update_that_sets_nothing_is_refused() -> TestResult {
    let (_server, db) = database().await;
    let nothing = Client1Person::update_all(|_| Vec::<tenant::expr::Assignment<Client1>>::new());
    assert_eq!(
        nothing.execute(&db).await.unwrap_err().kind(),
        ErrorKind::InvalidInput
    );
    Ok(())
}

#[tokio::test]
async fn tables_that_live_once_are_seen_from_every_tenant() -> TestResult {
    let (_server, db) = database().await;
    let norway = Country {
        code: "NO".into(),
        name: "Norway".into(),
    };
    let norway: SharedCountry = db
        .transaction(Shared::INSTANCE, async |tx| {
            SharedCountry::insert(norway).fetch_one(tx).await
        })
        .await?;
    let session = db.session(Client1).await?;
    let seen = SharedCountry::find("NO".into()).fetch_one(&session).await?;
    assert_eq!(seen, norway);
    let event = NewEvent {
        text: "start".into(),
    };
    let event: FixedEvent = FixedEvent::insert(event).fetch_one(&session).await?;
    assert_eq!(event.id, 1);
    let abroad = NewPerson {
        country: Some("XX".into()),
        ..person("Eve")
    };
    let error = Client1Person::insert(abroad)
        .execute(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ForeignKeyViolation);
    assert_eq!(error.constraint(), Some("person_country_fkey"));
    Ok(())
}

#[tokio::test]
async fn streams_yield_every_row_and_may_be_left_early() -> TestResult {
    let (_server, db) = database().await;
    let ada = Client1Person::insert(person("Ada")).fetch_one(&db).await?;
    let logins = (0..5_000).map(|day| Login {
        person: ada.id,
        day,
        count: 1,
    });
    Client1Login::insert_many(logins).execute(&db).await?;
    let sum = Client1Login::all()
        .fetch(&db)
        .try_fold(0, async |sum, login| Ok(sum + login.count))
        .await?;
    assert_eq!(sum, 5_000);
    let session = db.session(Client1).await?;
    let mut rows = Client1Login::all().fetch(&session);
    assert!(rows.try_next().await?.is_some());
    drop(rows);
    assert_eq!(Client1Login::all().count(&session).await?, 5_000);
    Ok(())
}

#[tokio::test]
async fn every_kind_of_tenant_reaches_the_same_table() -> TestResult {
    let (_server, db) = database().await;
    let ada = Client1Person::insert(person("Ada")).fetch_one(&db).await?;
    let chosen: Client = "client1".parse()?;
    let by_value = Person::of(chosen).find(ada.id).fetch_one(&db).await?;
    let by_schema = Person::of(Schema::new("client1")?)
        .find(ada.id)
        .fetch_one(&db)
        .await?;
    assert_eq!(*by_value, *ada);
    assert_eq!(*by_schema, *ada);
    assert_eq!(Scoped::tenant(&by_value), Client::Client1);
    Ok(())
}
