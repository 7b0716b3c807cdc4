//! One query for many tenants.

use futures_util::TryStreamExt;
use tenant::{
    ErrorKind, Route, Schema, Session, expr::count, prelude::*, tokio_postgres::error::SqlState,
};

use crate::{
    TestResult,
    model::{
        Client, Client1Login, Client1Person, Client2Person, Country, Login, NewPerson, Person,
        database, person, plain_client,
    },
    statements::prepared,
};

/// Ada and Bob of `Client1`, Zoe of `Client2`, nobody of `Acme`.
async fn people(db: &Database) -> Result<()> {
    let britain = Country {
        code: "gb".into(),
        name: "Britain".into(),
    };
    Country::of(Shared::INSTANCE)
        .insert(britain)
        .execute(db)
        .await?;
    let ada = NewPerson {
        country: Some("gb".into()),
        admin: true,
        ..person("Ada")
    };
    Client1Person::insert_many([person("Bob"), ada])
        .execute(db)
        .await?;
    Client2Person::insert(person("Zoe")).execute(db).await?;
    Ok(())
}

#[tokio::test]
async fn rows_belong_to_the_tenant_that_they_are_of() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let everybody = || {
        Client::across(Client::all(), |client| {
            Person::of(client)
                .all()
                .order_by(|person| person.name.asc())
        })
    };
    let rows = everybody().fetch_all(&db).await?;
    let found: Vec<_> = rows
        .iter()
        .map(|row| (Scoped::tenant(row), row.name.as_str()))
        .collect();
    let (one, two) = (Client::Client1, Client::Client2);
    assert_eq!(found, [(one, "Ada"), (one, "Bob"), (two, "Zoe")]);

    let streamed: Vec<_> = everybody().fetch(&db).try_collect().await?;
    assert_eq!(streamed, rows);

    // What came so is written back where it is from.
    let mut zoe = rows.into_iter().next_back().expect("three rows");
    zoe.name = "Zoë".into();
    Person::of(Client::Client2)
        .update(&zoe)
        .execute(&db)
        .await?;
    let zoe = Client2Person::all().fetch_one(&db).await?;
    assert_eq!(zoe.name, "Zoë");
    Ok(())
}

#[tokio::test]
async fn values_come_with_their_tenant_in_the_order_that_was_asked_for() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let tenants = [Client::Acme, Client::Client2, Client::Client1];
    let counts = Client::across(tenants, |client| {
        Person::of(client).all().select(|_| count())
    });
    let counts = counts.fetch_all(&db).await?;
    assert_eq!(
        counts,
        [
            (Client::Acme, 0),
            (Client::Client2, 1),
            (Client::Client1, 2)
        ]
    );

    let top = Client::across(Client::all(), |client| {
        Person::of(client)
            .filter(|person| person.admin.or(person.name.gt("T")))
            .order_by(|person| person.id.desc())
            .limit(1)
            .select(|person| (person.name, person.id))
    });
    let top = top.fetch_all(&db).await?;
    let expected = [
        (Client::Client1, ("Ada".to_owned(), 2)),
        (Client::Client2, ("Zoe".to_owned(), 1)),
    ];
    assert_eq!(top, expected);
    Ok(())
}

#[tokio::test]
async fn its_text_and_its_plan_have_a_part_for_each_tenant() -> TestResult {
    let (_server, db) = database().await;
    let of = |tenants: Vec<Client>| {
        Client::across(tenants, |client| {
            Person::of(client)
                .filter(|person| person.name.eq("Ada"))
                .select(|person| person.id)
        })
    };
    let both = || of(vec![Client::Client1, Client::Client2]);
    let sql = both().to_sql()?;
    assert_eq!(
        sql.text,
        r#"SELECT 0, * FROM (SELECT "id" FROM "client1"."person" WHERE "name" = $1) AS part UNION ALL SELECT 1, * FROM (SELECT "id" FROM "client2"."person" WHERE "name" = $1) AS part"#
    );
    assert_eq!(sql.types.len(), 1);
    let plan = both().explain(&db).await?;
    assert!(plan.starts_with("Append"), "{plan}");
    assert_eq!(plan.matches(" on person").count(), 2, "{plan}");

    assert_eq!(of(Vec::new()).to_sql()?.text, "");
    assert_eq!(of(Vec::new()).explain(&db).await?, "");
    Ok(())
}

#[tokio::test]
async fn schemas_of_run_time_joins_and_shared_tables() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let ada = Client1Person::filter(|person| person.admin)
        .fetch_one(&db)
        .await?;
    let login = Login {
        person: ada.id,
        day: 3,
        count: 5,
    };
    Client1Login::insert(login).execute(&db).await?;
    let tenants = ["client2", "client1", "acme-corp", "client1"].map(Schema::new);
    let tenants = tenants.into_iter().collect::<Result<Vec<_>>>()?;

    let logins = Client::across(tenants.clone(), |client| {
        Login::of(client)
            .all()
            .join(|login| login.person)
            .join(|(_, person)| person.country)
            .filter(|(login, ..)| login.count.gt(4))
    });
    let logins = logins.fetch_all(&db).await?;
    assert_eq!(logins.len(), 2); // a tenant that is asked twice answers twice
    for (login, person, country) in &logins {
        assert_eq!(
            (login.day, person.name.as_str(), country.name.as_str()),
            (3, "Ada", "Britain")
        );
        assert_eq!(Scoped::tenant(person).name(), "client1");
    }

    let admins = Client::across(tenants, |client| {
        let people = Person::of(client).filter(|person| person.admin);
        Login::of(client)
            .filter(|login| login.person.in_query(people.select(|person| person.id)))
            .select(|login| login.count.sum())
    });
    let sums: Vec<_> = admins
        .fetch_all(&db)
        .await?
        .into_iter()
        .map(|(_, sum)| sum)
        .collect();
    assert_eq!(sums, [None, Some(5), None, Some(5)]);
    Ok(())
}

#[tokio::test]
async fn the_second_use_of_the_same_tenants_is_prepared() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let session: Session<Shared<Client>> = db.session(Shared::INSTANCE).await?;
    let find = async |tenants: &[Client], name: &str| {
        let found = Client::across(tenants.iter().copied(), |client| {
            Person::of(client).filter(|person| person.name.eq(name))
        });
        found.fetch_all(&session).await.map(|rows| rows.len())
    };
    for (name, expected) in [("Ada", 1), ("Zoe", 1), ("Bob", 1), ("Cy", 0)] {
        assert_eq!(find(&Client::ALL[..2], name).await?, expected);
    }
    // Other tenants are another statement, of which nothing is mixed up.
    for (name, expected) in [("Ada", 0), ("Zoe", 1), ("Bob", 0)] {
        assert_eq!(find(&Client::ALL[1..], name).await?, expected);
    }
    let texts = prepared(&session).await?;
    assert_eq!(texts.len(), 2);
    assert!(
        texts
            .iter()
            .all(|text| text.contains(r#"FROM "client2"."person""#)),
        "{texts:?}"
    );
    Ok(())
}

#[tokio::test]
async fn a_transaction_sees_all_tenants_at_one_moment() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let names = || {
        Client::across(Client::all(), |client| {
            Person::of(client).all().select(|person| person.name)
        })
    };
    db.build_transaction(Shared::<Client>::INSTANCE)
        .repeatable_read()
        .run(async |tx| {
            let before = names().fetch_all(tx).await?;
            Client2Person::insert(person("Yan")).execute(&db).await?;
            assert_eq!(names().fetch_all(tx).await?, before);
            Ok::<_, tenant::Error>(())
        })
        .await?;
    assert_eq!(names().fetch_all(&db).await?.len(), 4);
    Ok(())
}

#[tokio::test]
async fn nothing_is_asked_of_nobody() -> TestResult {
    let (_server, db) = database().await;
    let rows = Client::across(Vec::<Client>::new(), |client| Person::of(client).all());
    assert_eq!(rows.fetch_all(&db).await?, []);
    Ok(())
}

#[tokio::test]
async fn an_error_says_whose_tables_were_asked() -> TestResult {
    let (_server, db) = database().await;
    let schemas = ["client1", "nobody"].map(Schema::new);
    let schemas = schemas.into_iter().collect::<Result<Vec<_>>>()?;
    let rows = Client::across(schemas, |client| Person::of(client).all());
    let error = rows.fetch_all(&db).await.unwrap_err();
    assert_eq!(error.code().map(SqlState::code), Some("42P01"));
    assert_eq!(error.schema(), Some("client1 and 1 more"));
    assert!(error.to_string().contains("nobody"), "{error}");
    Ok(())
}

#[tokio::test]
async fn each_tenant_is_no_tenant_to_run_on() -> TestResult {
    let (_server, db) = database().await;
    let mut alone = None;
    let _ = Client::across([Client::Client1], |client| {
        alone = Some(client);
        Person::of(client).all()
    });
    let each = alone.expect("the closure was called");
    let error = Person::of(each).all().fetch_all(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("TenantSet::across"), "{error}");

    // And a tenant without a name is none to ask across.
    let here = Client::across([tenant::Here::<Client>::INSTANCE], |client| {
        Person::of(client).all()
    });
    let error = here.fetch_all(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    Ok(())
}

#[tokio::test]
async fn groups_parameters_and_outer_joins() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let groups = || {
        Client::across(Client::all(), |client| {
            Person::of(client)
                .filter(|person| person.id.lt(100))
                .select(|person| (person.id % 2, count()))
                .group_by(|person| person.id % 2)
                .order_by(|person| (person.id % 2).asc())
        })
    };
    let (one, two) = (Client::Client1, Client::Client2);
    for _ in 0..3 {
        // Unprepared, prepared, and found again.
        let found = groups().fetch_all(&db).await?;
        assert_eq!(found, [(one, (0, 1)), (one, (1, 1)), (two, (1, 1))]);
    }
    let homes = Client::across(Client::all(), |client| {
        Person::of(client)
            .all()
            .left_join(|person| person.country)
            .order_by(|(person, _)| person.id.asc())
    });
    let homes = homes.fetch_all(&db).await?;
    let homes: Vec<_> = homes
        .iter()
        .map(|(person, country)| {
            (
                &*person.name,
                country.as_ref().map(|country| &*country.name),
            )
        })
        .collect();
    assert_eq!(
        homes,
        [("Bob", None), ("Ada", Some("Britain")), ("Zoe", None)]
    );
    Ok(())
}

#[tokio::test]
async fn a_client_of_the_users_own_and_a_stream_that_is_dropped() -> TestResult {
    let (server, db) = database().await;
    people(&db).await?;
    let client = plain_client(&server).await;
    let names = || {
        Client::across(Client::all(), |client| {
            Person::of(client).all().select(|person| person.name)
        })
    };
    assert_eq!(names().fetch_all(&client).await?.len(), 3);

    let mut some = names().fetch(&db);
    assert!(some.try_next().await?.is_some());
    drop(some);
    assert_eq!(names().fetch_all(&db).await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn who_serves_one_tenant_asks_no_other() -> TestResult {
    let (server, db) = database().await;
    people(&db).await?;
    let only = Database::builder(server.url())
        .route(Route::fixed(Schema::new("client2")?))
        .build()?;
    let names = |tenants: &[Client]| {
        Client::across(tenants.to_vec(), |client| {
            Person::of(client).all().select(|person| person.name)
        })
    };
    let zoe = names(&[Client::Client2]).fetch_all(&only).await?;
    assert_eq!(zoe, [(Client::Client2, "Zoe".to_owned())]);
    for refused in [
        names(&Client::ALL[..2]).fetch_all(&only).await.map(drop),
        names(&Client::ALL[..2])
            .fetch(&only)
            .try_next()
            .await
            .map(drop),
    ] {
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::TenantMismatch);
    }
    Ok(())
}

#[tokio::test]
async fn errors_of_a_stream_say_the_same() -> TestResult {
    let (_server, db) = database().await;
    let schemas = ["client1", "nobody"].map(Schema::new);
    let schemas = schemas.into_iter().collect::<Result<Vec<_>>>()?;
    let mut rows = Client::across(schemas, |client| Person::of(client).all()).fetch(&db);
    let error = rows.try_next().await.unwrap_err();
    assert_eq!(error.schema(), Some("client1 and 1 more"));
    Ok(())
}
