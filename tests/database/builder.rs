//! What queries can be built of: joins, subqueries, groups, windows, locks, pages by key, upserts.

use std::collections::BTreeSet;

use futures_util::TryStreamExt;
use proptest::prelude::*;
use tenant::{
    expr::{Window, count, exists, rank, scalar, value},
    prelude::*,
};
use tokio::runtime::Runtime;

use crate::{
    TestResult,
    model::{
        Cents, Client, Client1, Client1Login, Client1Person, Client2, Client2Person, Country,
        Extra, Login, Person, PersonColumns, SharedCountry, Standing, database, extra_database,
        person, plain_client,
    },
};

/// Two people with logins, one without, and a country.
async fn people(db: &Database) -> Result<Vec<Client1Person>> {
    let norway = Country {
        code: "NO".into(),
        name: "Norway".into(),
    };
    SharedCountry::insert(norway).execute(db).await?;
    let mut ada = person("Ada");
    ada.country = Some("NO".into());
    let rows = [ada, person("Bob"), person("Cy")];
    let people = Client1Person::insert_many(rows).fetch_all(db).await?;
    let login = |person, day, count| Login { person, day, count };
    Client1Login::insert_many([login(1, 1, 5), login(1, 2, 7), login(2, 1, 1)])
        .execute(db)
        .await?;
    Ok(people)
}

#[tokio::test]
async fn rows_are_joined_along_references_and_by_conditions() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let joined: Vec<(Client1Login, Client1Person, Option<SharedCountry>)> = Client1Login::all()
        .join(|login| login.person)
        .left_join(|(_, person)| person.country)
        .order_by(|(login, person, _)| (person.name.asc(), login.day.desc()))
        .fetch_all(&db)
        .await?;
    let seen: Vec<_> = joined
        .iter()
        .map(|(login, person, country)| {
            let country = country.as_ref().map(|country| country.name.as_str());
            (login.day, person.name.as_str(), country)
        })
        .collect();
    assert_eq!(
        seen,
        [
            (2, "Ada", Some("Norway")),
            (1, "Ada", Some("Norway")),
            (1, "Bob", None)
        ]
    );
    let without = Client1Person::all()
        .left_join_on::<Login, _>(|(person, login)| login.person.eq(person.id))
        .filter(|(_, login)| login.day.is_null())
        .fetch_all(&db)
        .await?;
    assert_eq!(without.len(), 1);
    assert_eq!(
        (without[0].0.name.as_str(), without[0].1.is_none()),
        ("Cy", true)
    );
    let streamed: Vec<(Client1Login, Client1Person)> = Client1Login::all()
        .join(|login| login.person)
        .fetch(&db)
        .try_collect()
        .await?;
    assert_eq!(streamed.len(), 3);
    // A column of the outer side may be null, though that of the table may not.
    let counts: Vec<(String, Option<i32>)> = Client1Person::all()
        .left_join_on::<Login, _>(|(person, login)| login.person.eq(person.id).and(login.day.eq(2)))
        .select(|(person, login)| (person.name, login.count))
        .order_by(|(person, _)| person.id.asc())
        .fetch_all(&db)
        .await?;
    assert_eq!(
        counts,
        [
            ("Ada".into(), Some(7)),
            ("Bob".into(), None),
            ("Cy".into(), None)
        ]
    );
    Ok(())
}

/// A `real` has as many bytes as the `integer` that it is read as.
#[tokio::test]
async fn a_column_of_another_type_is_an_error_whichever_row_it_is_read_from_first() -> TestResult {
    let (server, db) = database().await;
    people(&db).await?;
    let alter = "ALTER TABLE client1.login ALTER COLUMN count TYPE real";
    plain_client(&server).await.batch_execute(alter).await?;
    let error = Client1Person::all()
        .left_join_on::<Login, _>(|(person, login)| login.person.eq(person.id))
        .order_by(|(person, _)| person.id.desc()) // Cy, who has no login, is the first
        .fetch_all(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let mut logins = Client1Login::all().fetch(&db);
    for _ in 0..2 {
        let error = logins.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    Ok(())
}

#[tokio::test]
async fn a_table_is_joined_with_itself_and_with_a_query_for_each_row() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let pairs: Vec<(String, String)> = Client1Person::all()
        .join_on::<Person, _>(|(one, other)| one.id.lt(other.id))
        .select(|(one, other)| (one.name, other.name))
        .order_by(|(one, other)| (one.id.asc(), other.id.asc()))
        .fetch_all(&db)
        .await?;
    let expected = [("Ada", "Bob"), ("Ada", "Cy"), ("Bob", "Cy")];
    assert_eq!(
        pairs,
        expected.map(|(one, other)| (one.into(), other.into()))
    );
    let latest: Vec<(Client1Person, Client1Login)> = Client1Person::all()
        .join_lateral(|person| {
            Client1Login::filter(|login| login.person.eq(person.id))
                .order_by(|login| login.day.desc())
                .limit(1)
        })
        .order_by(|(person, _)| person.id.asc())
        .fetch_all(&db)
        .await?;
    assert_eq!(
        latest
            .iter()
            .map(|(_, login)| login.count)
            .collect::<Vec<_>>(),
        [7, 1]
    );
    Ok(())
}

#[tokio::test]
async fn queries_inside_queries_name_the_columns_around_them() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let names = |query: Vec<Client1Person>| -> Vec<String> {
        query
            .into_iter()
            .map(|person| person.name.clone())
            .collect()
    };
    let often = Client1Person::filter(|person| {
        exists(Client1Login::filter(|login| {
            login.person.eq(person.id).and(login.count.gt(4))
        }))
    });
    assert_eq!(names(often.fetch_all(&db).await?), ["Ada"]);
    let least = Client1Login::all().select(|login| login.count.min());
    let rarely = Client1Person::filter(|person| {
        person.id.in_query(
            Client1Login::filter(|login| login.count.eq(scalar(least)))
                .select(|login| login.person),
        )
    });
    assert_eq!(names(rarely.fetch_all(&db).await?), ["Bob"]);
    // A query of shared tables stands in one of a tenant's.
    let northern = SharedCountry::filter(|country| country.name.like("Nor%"));
    let northerners = Client1Person::filter(|person| {
        person
            .country
            .in_query(northern.select(|country| country.code))
    });
    assert_eq!(names(northerners.fetch_all(&db).await?), ["Ada"]);
    // A query that was begun outside, and names the columns around it in the end.
    let logins = Client1Login::all();
    let with_login =
        Client1Person::filter(|person| exists(logins.filter(|login| login.person.eq(person.id))));
    assert_eq!(with_login.count(&db).await?, 2);
    let totals: Vec<(String, Option<i64>)> = Client1Person::all()
        .select(|person| {
            let logins = Client1Login::filter(|login| login.person.eq(person.id));
            (
                person.name,
                scalar(logins.select(|login| login.count.sum())),
            )
        })
        .order_by(|person| person.id.asc())
        .fetch_all(&db)
        .await?;
    assert_eq!(
        totals,
        [
            ("Ada".into(), Some(12)),
            ("Bob".into(), Some(1)),
            ("Cy".into(), None)
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_column_of_another_statement_is_refused_before_anything_is_sent() -> TestResult {
    let (_server, db) = database().await;
    let stranger = Client1Login::all();
    let mut smuggled = None;
    let _ = stranger.filter(|login| {
        smuggled = Some(login.person);
        login.day.eq(1)
    });
    let smuggled = smuggled.expect("the closure ran");
    for error in [
        Client1Person::filter(|person| person.id.eq(smuggled))
            .fetch_all(&db)
            .await
            .unwrap_err(),
        Client1Person::filter(|_| smuggled.gt(0))
            .delete()
            .execute(&db)
            .await
            .unwrap_err(),
        Client1Person::all()
            .order_by(|_| smuggled.asc())
            .fetch_optional(&db)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(
            error
                .to_string()
                .contains("column `person` is of another statement"),
            "{error}"
        );
    }
    assert_eq!(db.connections(), (0, 0), "no connection was taken");
    Ok(())
}

#[tokio::test]
async fn tenants_that_meet_in_a_query_are_an_error_before_anything_is_sent() -> TestResult {
    let (_server, db) = database().await;
    let (one, two) = (Client::Client1, Client::Client2);
    let logins = || Login::of(two).all();
    let mixed = [
        Person::of(one)
            .filter(|_| exists(logins()))
            .count(&db)
            .await
            .unwrap_err(),
        Person::of(one)
            .filter(|person| person.id.in_query(logins().select(|login| login.person)))
            .count(&db)
            .await
            .unwrap_err(),
        Person::of(one)
            .all()
            .join_lateral(|_| logins())
            .count(&db)
            .await
            .unwrap_err(),
        Person::of(one)
            .all()
            .select(|_| scalar(logins().select(|login| login.count.sum())))
            .fetch_all(&db)
            .await
            .map(drop)
            .unwrap_err(),
        Login::of(one)
            .insert_from(
                |login| (login.person, login.day, login.count),
                logins().select(|login| (login.person, login.day, login.count)),
            )
            .execute(&db)
            .await
            .unwrap_err(),
    ];
    for error in mixed {
        assert_eq!(error.kind(), ErrorKind::TenantMismatch, "{error}");
    }
    assert_eq!(db.connections(), (0, 0));
    Ok(())
}

#[tokio::test]
async fn groups_windows_and_distinct_rows() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let groups = Client1Login::all()
        .select(|login| {
            (
                login.person,
                count(),
                login.count.sum(),
                login.count.avg(),
                login.count.count().filter(login.count.gt(5)),
            )
        })
        .group_by(|login| login.person)
        .having(|login| login.count.max().ge(1))
        .order_by(|login| login.person.asc())
        .fetch_all(&db)
        .await?;
    assert_eq!(
        groups,
        [
            (1, 2, Some(12), Some(6.0), 1),
            (2, 1, Some(1), Some(1.0), 0)
        ]
    );
    let ranks: Vec<(i64, i64, Option<i32>)> = Client1Login::all()
        .select(|login| {
            let best = || Window::new().order_by(login.count.desc());
            (
                login.person,
                rank().over(best()),
                login.count.lag(1).over(best()),
            )
        })
        .order_by(|login| login.count.desc())
        .fetch_all(&db)
        .await?;
    assert_eq!(ranks, [(1, 1, None), (1, 2, Some(7)), (2, 3, Some(5))]);
    let mean: Option<i64> = Client1Login::all()
        .select(|login| login.count.sum() / login.count.count())
        .fetch_one(&db)
        .await?;
    assert_eq!(mean, Some(4));
    let days = Client1Login::all().select(|login| login.day).distinct();
    assert_eq!(days.count(&db).await?, 2);
    let first: Vec<(i64, i32)> = Client1Login::all()
        .select(|login| (login.person, login.day))
        .distinct_on(|login| login.person)
        .order_by(|login| (login.person.asc(), login.day.desc()))
        .fetch_all(&db)
        .await?;
    assert_eq!(first, [(1, 2), (2, 1)]);
    Ok(())
}

#[tokio::test]
async fn what_is_grouped_by_may_have_parameters() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let by_length = |least: i32| {
        Client1Person::all()
            .select(move |person| (person.name.length() / 2 * 2, count(), person.name.max()))
            .group_by(|person| person.name.length() / 2 * 2)
            .having(move |person| (person.name.length() / 2 * 2).ge(least))
            .order_by(|person| (person.name.length() / 2 * 2).desc())
    };
    let sql = by_length(2).to_sql()?;
    assert_eq!(sql.text.matches("/ $1) * $1").count(), 4, "{sql}");
    assert_eq!(sql.types.len(), 1);
    let groups = by_length(2).fetch_all(&db).await?;
    assert_eq!(groups, [(2, 3, Some("Cy".into()))]);
    // Values that differ are sent apart: the same text would mean another thing.
    assert_eq!(by_length(3).to_sql()?.types.len(), 2);
    assert!(by_length(3).fetch_all(&db).await?.is_empty());

    let first = Client1Login::all()
        .select(|login| (login.day % 2, login.day))
        .distinct_on(|login| login.day % 2)
        .order_by(|login| ((login.day % 2).asc(), login.day.desc()))
        .fetch_all(&db)
        .await?;
    assert!(
        first.windows(2).all(|pair| pair[0].0 < pair[1].0),
        "{first:?}"
    );

    // A query in a query: what is one parameter there stays so, and may be one of the whole.
    let outer = || {
        Client1Person::all()
            .select(|person| {
                let rest =
                    Client1Login::filter(|login| login.person.eq(person.id).and(login.count.ne(5)))
                        .select(|login| login.count % 4 + 7)
                        .group_by(|login| login.count % 4 + 7)
                        .limit(1);
                (person.name.length() + 5, scalar(rest))
            })
            .group_by(|person| (person.name.length() + 5, person.id))
            .order_by(|person| person.id.asc())
    };
    let sql = outer().to_sql()?;
    assert_eq!(sql.types.len(), 4, "{sql}");
    let rows = outer().fetch_all(&db).await?;
    assert_eq!(rows, [(8, Some(10)), (8, Some(8)), (7, None)]);
    Ok(())
}

#[tokio::test]
async fn updates_and_deletes_look_at_other_tables() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let changed = Client1Person::all()
        .join_on::<Login, _>(|(person, login)| login.person.eq(person.id))
        .filter(|(_, login)| login.day.eq(1).or(login.day.eq(9)))
        .set(|(person, login)| {
            person
                .balance
                .to((login.count.cast::<i64>() * 100).cast::<Cents>())
        })
        .fetch_all(&db)
        .await?;
    let mut balances: Vec<_> = changed.iter().map(|row| (row.id, row.balance.0)).collect();
    balances.sort_unstable();
    assert_eq!(balances, [(1, 500), (2, 100)]);
    let deleted = Client1Login::all()
        .join(|login| login.person)
        .filter(|(_, person)| person.name.eq("Ada"))
        .delete()
        .execute(&db)
        .await?;
    assert_eq!((deleted, Client1Login::all().count(&db).await?), (2, 1));
    // The condition of each join names the table that is changed.
    let both = Client1Login::all()
        .join(|login| login.person)
        .join_on::<Person, _>(|(login, _, other)| other.id.gt(login.person))
        .filter(|(login, person, other)| {
            person
                .name
                .eq("Bob")
                .and(other.name.ne(""))
                .or(login.day.lt(0))
        });
    let changed = both.set(|(login, _, other)| login.count.to(other.id.cast::<i32>() * 10));
    assert_eq!(changed.fetch_one(&db).await?.count, 30);
    let error = Client1Login::all()
        .left_join(|login| login.person)
        .filter(|(login, _)| login.day.eq(1))
        .delete()
        .execute(&db)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(Client1Login::all().count(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn parameters_keep_their_order_around_a_key() -> TestResult {
    let (_server, db) = database().await;
    let people = people(&db).await?;
    let id = people[1].id;
    let changed = Client1Person::find(id)
        .set(|person| person.balance.to(Cents(7)))
        .returning(|person| (person.id * 100, person.name.concat("!")))
        .fetch_all(&db)
        .await?;
    assert_eq!(changed, [(200, "Bob!".into())]);
    let deleted = Client1Person::find(id)
        .delete()
        .returning(|person| (person.id + 3, person.balance))
        .fetch_all(&db)
        .await?;
    assert_eq!(deleted, [(5, Cents(7))]);
    assert_eq!(Client1Person::all().count(&db).await?, 2);
    Ok(())
}

#[tokio::test]
async fn an_assignment_to_another_row_than_the_changed_is_refused() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let before = Client1Person::all().fetch_all(&db).await?;
    let joined = Client1Person::all()
        .join_on::<Person, _>(|(person, other)| person.id.lt(other.id))
        .filter(|(person, _)| person.admin);
    let update = joined.set(|(_, other)| other.name.to("changed"));
    let error = update.execute(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(
        error.to_string().contains("`name` is set on another row"),
        "{error}"
    );
    let upsert = Client1Person::insert(person("Ada"))
        .on_conflict(|unique| unique.email)
        .do_update(|_, new| new.name.to("changed"));
    let error = upsert.execute(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(Client1Person::all().fetch_all(&db).await?, before);
    Ok(())
}

#[tokio::test]
async fn upserts_of_many_rows_choose_column_by_column() -> TestResult {
    let (_server, db) = database().await;
    let with_email = |name: &str, email: &str| {
        let mut new = person(name);
        new.email = Some(email.into());
        new
    };
    let rows = [
        with_email("Ada", "a@example.org"),
        with_email("Bob", "b@example.org"),
    ];
    Client1Person::insert_many(rows).execute(&db).await?;
    let rows = [
        with_email("Ada Lovelace", "a@example.org"),
        with_email("Cy", "c@example.org"),
    ];
    let mut upserted: Vec<(i64, String, bool)> = Client1Person::insert_many(rows)
        .on_conflict(|unique| unique.email)
        .do_update(|there, new| (there.name.to(new.name), there.admin.to(true)))
        .returning(|person| (person.id, person.name, person.admin))
        .fetch_all(&db)
        .await?;
    upserted.sort_unstable();
    assert_eq!(upserted[0], (1, "Ada Lovelace".into(), true));
    assert_eq!((upserted[1].1.as_str(), upserted[1].2), ("Cy", false));
    let kept = Client1Person::insert(with_email("Eve", "b@example.org"))
        .on_conflict(|unique| unique.email)
        .do_update_if(|there, _| there.admin, |there, new| there.name.to(new.name))
        .fetch_optional(&db)
        .await?;
    assert!(kept.is_none());
    Ok(())
}

#[tokio::test]
async fn locked_rows_are_waited_for_passed_over_or_an_error() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    db.transaction(Client1, async |tx| {
        let locked = Client1Person::filter(|person| person.id.eq(1))
            .for_update()
            .fetch_one(tx)
            .await?;
        assert_eq!(locked.name, "Ada");
        let others = Client1Person::all()
            .for_update()
            .skip_locked()
            .fetch_all(&db)
            .await?;
        assert_eq!(others.len(), 2);
        let error = Client1Person::all()
            .for_share()
            .no_wait()
            .fetch_all(&db)
            .await
            .unwrap_err();
        assert_eq!(
            error.code().map(|code| code.code().to_owned()).as_deref(),
            Some("55P03")
        );
        Ok::<_, tenant::Error>(())
    })
    .await?;
    Ok(())
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Extra)]
pub struct Draft {
    #[tenant(key, generated)]
    pub id: i64,
    pub text: String,
    #[tenant(version)]
    pub version: i32,
}

#[tokio::test]
async fn a_row_that_someone_else_changed_is_a_conflict() -> TestResult {
    let (_server, db) = extra_database().await;
    let new = NewDraft { text: "one".into() };
    let mut mine = Extra1Draft::insert(new).fetch_one(&db).await?;
    let mut theirs = Extra1Draft::find(mine.id).fetch_one(&db).await?;
    assert_eq!(mine.version, 1);
    theirs.text = "theirs".into();
    let theirs = Extra1Draft::update(&theirs).fetch_one(&db).await?;
    assert_eq!(theirs.version, 2);
    mine.text = "mine".into();
    for error in [
        Extra1Draft::update(&mine).execute(&db).await.unwrap_err(),
        Extra1Draft::update(&mine).fetch_one(&db).await.unwrap_err(),
        Extra1Draft::update(&mine)
            .fetch_optional(&db)
            .await
            .unwrap_err(),
        Extra1Draft::delete(&mine).execute(&db).await.unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::VersionConflict);
        assert!(
            error
                .to_string()
                .contains("changed or deleted since it was read"),
            "{error}"
        );
    }
    // Other ways to change it count as well.
    let set = Extra1Draft::find(mine.id)
        .set(|draft| draft.text.to("set"))
        .fetch_one(&db)
        .await?;
    assert_eq!((set.version, set.text.as_str()), (3, "set"));
    let set = Extra1Draft::filter(|draft| draft.text.eq("set")).set(|draft| draft.version.to(9));
    assert_eq!(set.fetch_one(&db).await?.version, 9);
    assert_eq!(
        Extra1Draft::delete(&theirs)
            .execute(&db)
            .await
            .unwrap_err()
            .kind(),
        ErrorKind::VersionConflict
    );
    let last = Extra1Draft::find(mine.id).fetch_one(&db).await?;
    assert_eq!(Extra1Draft::delete(&last).execute(&db).await?, 1);
    Ok(())
}

#[tokio::test]
async fn parentheses_are_where_the_operators_need_them() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let text = |query: tenant::query::Select<Client1, Person, tenant::query::Filtered>| {
        let text = query.to_sql().expect("it is one statement").text;
        text.split_once(" WHERE ")
            .expect("it has a condition")
            .1
            .to_owned()
    };
    let query = Client1Person::filter(|p| {
        (p.id + 1)
            .eq((p.id * 2) - 1)
            .and(p.admin.or(!p.admin.and(p.name.like("A%"))))
    });
    assert_eq!(
        text(query),
        r#"("id" + $1) = (("id" * $2) - $3) AND ("admin" OR NOT ("admin" AND "name" LIKE $4))"#
    );
    let query = Client1Person::filter(|p| p.admin.or(p.id.eq(1)))
        .filter(|p| p.id.gt(0).is_null().eq(false));
    assert_eq!(
        text(query),
        r#"("admin" OR "id" = $1) AND (("id" > $2) IS NULL) = $3"#
    );
    let five: i64 = Client1Person::all()
        .select(|_| {
            (value::<_, i64>(1) + 2).eq(3).cast::<i32>().cast::<i64>() + (-value::<_, i64>(-4))
        })
        .fetch_one(&db)
        .await?;
    assert_eq!(five, 5);
    Ok(())
}

#[tokio::test]
async fn children_come_in_one_query_in_the_order_of_their_parents() -> TestResult {
    let (_server, db) = database().await;
    let mut people = people(&db).await?;
    people.reverse();
    let logins = Client1Login::children_of(&people, |login| login.person)
        .filter(|login| login.count.gt(0))
        .order_by(|login| login.day.desc())
        .fetch(&db)
        .await?;
    let days: Vec<Vec<i32>> = logins
        .iter()
        .map(|of| of.iter().map(|login| login.day).collect())
        .collect();
    assert_eq!(days, [vec![], vec![1], vec![2, 1]]);
    assert!(
        Client1Login::children_of(&people[..0], |login| login.person)
            .fetch(&db)
            .await?
            .is_empty()
    );
    // Parents that live once, by a column that may be null.
    let countries = SharedCountry::all().fetch_all(&db).await?;
    let natives = Client1Person::children_of(&countries, |person| person.country)
        .fetch(&db)
        .await?;
    assert_eq!(natives.len(), 1);
    assert_eq!(
        natives[0]
            .iter()
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>(),
        ["Ada"]
    );
    Ok(())
}

#[derive(Clone, Debug)]
struct Ordered {
    name: u8,
    email: Option<u8>,
}

/// Every page, one after the other.
async fn all_pages(
    db: &Database,
    page: impl Fn() -> tenant::query::Keyset<Client2, Person>,
) -> Result<Vec<i64>> {
    let mut seen = Vec::new();
    let mut next: Option<String> = None;
    loop {
        let page = match &next {
            None => page(),
            Some(cursor) => page().after(cursor),
        };
        let page = page.fetch(db).await?;
        seen.extend(page.rows.iter().map(|row| row.id));
        next = page.next;
        if next.is_none() {
            return Ok(seen);
        }
    }
}

#[test]
fn pages_by_key_are_the_whole_in_order_with_ties_and_nulls() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(database());
    let rows = prop::collection::vec(
        (0_u8..4, prop::option::of(0_u8..3)).prop_map(|(name, email)| Ordered { name, email }),
        0..12,
    );
    proptest!(ProptestConfig::with_cases(60), |(rows in rows)| {
        runtime.block_on(async {
            Client2Person::delete_all().execute(&db).await?;
            let new = rows.iter().map(|row| {
                let mut new = person(&format!("{}", row.name));
                new.standing = Some(Standing::Active);
                new.balance = Some(Cents(i64::from(row.email.unwrap_or_default())));
                new.country = None;
                new
            });
            Client2Person::insert_many(new).execute(&db).await?;
            // An email is unique, so a nullable expression stands for a nullable column.
            let orders: [fn() -> tenant::query::Keyset<Client2, Person>; 4] = [
                || Client2Person::all().keyset(1, |p| p.name.asc()),
                || Client2Person::all().keyset(2, |p| (p.name.desc(), p.balance.asc())),
                || Client2Person::all().keyset(3, |p| p.name.null_if("1").asc()),
                || Client2Person::all().keyset(2, |p| (p.name.null_if("2").desc().nulls_last(), p.balance.desc())),
            ];
            let wholes = [
                Client2Person::all().order_by(|p| (p.name.asc(), p.id.asc())),
                Client2Person::all().order_by(|p| (p.name.desc(), p.balance.asc(), p.id.asc())),
                Client2Person::all().order_by(|p| (p.name.null_if("1").asc(), p.id.asc())),
                Client2Person::all().order_by(|p| (p.name.null_if("2").desc().nulls_last(), p.balance.desc(), p.id.asc())),
            ];
            for (page, whole) in orders.into_iter().zip(wholes) {
                let whole: Vec<_> = whole.fetch_all(&db).await?.iter().map(|row| row.id).collect();
                let paged = all_pages(&db, page).await?;
                prop_assert_eq!(&paged, &whole);
                prop_assert_eq!(paged.iter().collect::<BTreeSet<_>>().len(), rows.len());
            }
            Ok(())
        })?;
    });
}

#[tokio::test]
async fn pages_and_children_are_explained() -> TestResult {
    let (_server, db) = database().await;
    let people = people(&db).await?;
    let page = || Client1Person::all().keyset(1, |person| person.name.asc());
    let next = page().fetch(&db).await?.next.expect("there are more");
    let sql = page().after(&next).to_sql()?;
    assert!(sql.text.contains(r#""name" > CAST("#), "{sql}");
    assert!(page().after(&next).explain(&db).await?.contains("Limit"));
    let children = || Client1Login::children_of(&people, |login| login.person);
    assert!(children().to_sql()?.text.contains("unnest($1::bigint[])"));
    assert!(children().explain(&db).await?.contains("Scan"));
    Ok(())
}

#[tokio::test]
async fn equal_rows_of_a_join_are_counted_once() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let pairs = || {
        Client1Person::all()
            .join_on::<Person, _>(|(one, other)| one.id.le(other.id))
            .distinct()
    };
    assert_eq!(pairs().fetch_all(&db).await?.len(), 6);
    assert_eq!(pairs().count(&db).await?, 6);
    Ok(())
}

#[tokio::test]
async fn conditions_on_groups_hold_together() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let groups = Client1Login::all()
        .select(|login| (login.person, count()))
        .group_by(|login| login.person)
        .having(|login| login.person.eq(1).or(login.person.eq(2)))
        .having(|_| count().gt(1));
    assert_eq!(groups.fetch_all(&db).await?, [(1, 2)]);
    // A further group is one more, as a further order is.
    let days = Client1Login::all()
        .select(|login| (login.person, login.day, count()))
        .group_by(|login| login.person)
        .group_by(|login| login.day);
    assert_eq!(days.fetch_all(&db).await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn an_order_is_by_the_column_whatever_is_selected_by_its_name() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let login = |day| Login {
        person: 3,
        day,
        count: 1,
    };
    Client1Login::insert_many([login(9), login(10), login(100)])
        .execute(&db)
        .await?;
    let days = Client1Login::filter(|login| login.person.eq(3))
        .select(|login| login.day.cast::<String>())
        .order_by(|login| login.day.asc());
    assert_eq!(days.fetch_all(&db).await?, ["9", "10", "100"]);
    let first = Client1Login::filter(|login| login.person.eq(3))
        .select(|login| login.day.cast::<String>())
        .distinct_on(|login| login.day)
        .order_by(|login| login.day.asc());
    assert_eq!(first.fetch_all(&db).await?, ["9", "10", "100"]);
    Ok(())
}

tenant::sql_functions! {
    /// Of a number of either type.
    fn label_of_int(number: i32) -> String = "public"."label";
    fn label_of_bigint(number: i64) -> String = "public"."label";
}

#[tokio::test]
async fn a_statement_is_another_with_parameters_of_other_types() -> TestResult {
    let (server, db) = database().await;
    people(&db).await?;
    let functions = "
        CREATE FUNCTION public.label(int) RETURNS text LANGUAGE sql AS $$ SELECT 'int' $$;
        CREATE FUNCTION public.label(bigint) RETURNS text LANGUAGE sql AS $$ SELECT 'bigint' $$;
    ";
    plain_client(&server).await.batch_execute(functions).await?;
    let one = || Client1Person::filter(|person| person.id.eq(1));
    for _ in 0..3 {
        let labels = one().select(|_| label_of_int(5)).fetch_all(&db).await?;
        assert_eq!(labels, ["int"]);
        let labels = one().select(|_| label_of_bigint(5)).fetch_all(&db).await?;
        assert_eq!(labels, ["bigint"]);
    }
    let new = || Client1Person::insert(person("Dan"));
    for _ in 0..3 {
        let label = new().returning(|_| label_of_int(5)).fetch_one(&db).await?;
        assert_eq!(label, "int");
        let label = new()
            .returning(|_| label_of_bigint(5))
            .fetch_one(&db)
            .await?;
        assert_eq!(label, "bigint");
    }
    Ok(())
}

#[tokio::test]
async fn a_column_of_the_excluded_row_is_of_its_upsert_alone() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let mut kept = None;
    let _ = Client1Person::insert(person("Ada"))
        .on_conflict(|unique| unique.email)
        .do_update(|there, new| {
            kept = Some(new.name);
            there.name.to(new.name)
        });
    let kept = kept.expect("the closure ran");
    let stray = Client1Person::filter(|_| kept.eq("Ada"))
        .fetch_all(&db)
        .await;
    assert_eq!(stray.unwrap_err().kind(), ErrorKind::InvalidInput);
    Ok(())
}

#[tokio::test]
async fn columns_are_handed_to_functions_again_and_again() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let initial = |person: PersonColumns<Client1>| person.name.left(1);
    let by_initial = Client1Person::all()
        .select(|person| (initial(person), person.id.count(), initial(person).lower()))
        .group_by(initial)
        .order_by(|person| initial(person).desc());
    let rows = by_initial.fetch_all(&db).await?;
    let row = |initial: &str| (initial.to_owned(), 1, initial.to_lowercase());
    assert_eq!(rows, ["C", "B", "A"].map(row));
    Ok(())
}

/// Known whenever: what one function needs to serve every kind of tenant.
async fn logged_in<T: TenantOf<Client>>(tenant: T, db: &Database) -> Result<u64> {
    db.transaction(tenant, async |tx| {
        let people = Person::of(tenant)
            .all()
            .left_join(|person| person.country)
            .filter(|(person, _)| {
                let logins = Login::of(tenant).filter(|login| login.person.eq(person.id));
                exists(logins)
            });
        people.count(tx).await
    })
    .await
}

#[tokio::test]
async fn one_function_serves_tenants_of_every_kind() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    assert_eq!(logged_in(Client1, &db).await?, 2);
    assert_eq!(logged_in(Client::Client1, &db).await?, 2);
    assert_eq!(logged_in(Client::Client2, &db).await?, 0);
    Ok(())
}

#[tokio::test]
async fn one_function_serves_a_schema_as_well() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    assert_eq!(logged_in(Schema::new("client1")?, &db).await?, 2);
    Ok(())
}

#[tokio::test]
async fn a_cursor_of_another_order_or_a_broken_one_is_refused() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let first = Client1Person::all()
        .keyset(1, |p| p.name.asc())
        .fetch(&db)
        .await?;
    let cursor = first.next.expect("there are more");
    let refused = [
        Client1Person::all()
            .keyset(1, |p| p.name.desc())
            .after(&cursor),
        Client1Person::all()
            .keyset(1, |p| p.email.asc())
            .after(&cursor),
        Client1Person::all()
            .keyset(1, |p| p.name.asc())
            .after("nonsense"),
        Client1Person::all()
            .keyset(1, |p| p.name.asc())
            .after(&cursor[1..]),
        Client1Person::all().keyset(1, |p| p.name.asc()).after(""),
    ];
    for page in refused {
        let error = page.fetch(&db).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
    }
    Ok(())
}

#[tokio::test]
async fn a_statement_is_explained_without_being_run() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let plan = Client1Person::filter(|p| p.name.eq("Ada"))
        .explain(&db)
        .await?;
    assert!(plan.contains("Scan") && plan.contains("person"), "{plan}");
    let plan = Client1Person::filter(|p| p.name.eq("Ada"))
        .delete()
        .explain(&db)
        .await?;
    assert!(plan.starts_with("Delete on person"), "{plan}");
    assert_eq!(Client1Person::all().count(&db).await?, 3);
    let sql = Client1Person::find(1).to_sql()?;
    assert!(
        sql.to_string().ends_with("WHERE \"id\" = $1\n-- $1: int8"),
        "{sql}"
    );
    Ok(())
}

#[derive(FromRow, Debug, PartialEq)]
struct Visits {
    name: String,
    days: i64,
    most: Option<i32>,
}

/// Who logged in how often, for any tenant.
async fn visits<T: StaticTenant<Set = Client>>(tenant: T, db: &Database) -> Result<Vec<Visits>> {
    Person::of(tenant)
        .all()
        .left_join_on::<Login, _>(|(person, login)| login.person.eq(person.id))
        .select(|(person, login)| SelectVisits {
            most: login.count.max(),
            name: person.name,
            days: login.day.count(),
        })
        .group_by(|(person, _)| person.id)
        .order_by(|(person, _)| person.id.asc())
        .fetch_all(db)
        .await
}

#[tokio::test]
async fn structs_are_selected_by_the_names_of_their_fields() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let row = |name: &str, days, most| Visits {
        name: name.into(),
        days,
        most,
    };
    let expected = [
        row("Ada", 2, Some(7)),
        row("Bob", 1, Some(1)),
        row("Cy", 0, None),
    ];
    assert_eq!(visits(Client1, &db).await?, expected);
    assert!(visits(Client2, &db).await?.is_empty());
    let ada = |tenant| {
        Person::of(tenant)
            .filter(|person| person.name.eq("Ada"))
            .select(|person| SelectVisits {
                name: person.name.upper(),
                days: count(),
                most: person.name.length().max(),
            })
            .group_by(|person| person.name)
    };
    let found = ada(Client::Client1).fetch_one(&db).await?;
    assert_eq!(found, row("ADA", 1, Some(3)));
    assert!(ada(Client::Acme).fetch_optional(&db).await?.is_none());
    let schema = Schema::new("client1")?;
    let streamed: Vec<Visits> = Person::of(schema)
        .all()
        .select(|person| SelectVisits {
            name: person.name,
            days: person.id,
            most: value(None::<i32>),
        })
        .having(|person| person.id.gt(2))
        .group_by(|person| person.id)
        .fetch(&db)
        .try_collect()
        .await?;
    assert_eq!(streamed, [row("Cy", 3, None)]);
    Ok(())
}

#[tokio::test]
async fn structs_hold_rows_tuples_and_other_structs() -> TestResult {
    #[derive(FromRow, Debug, PartialEq)]
    struct Pair<A, B>(A, B);

    #[derive(FromRow)]
    struct Visit<T: Tenant> {
        person: Scoped<T, Person>,
        login: Option<Scoped<T, Login>>,
        country: Option<SharedCountry>,
        names: (String, Pair<Option<String>, i32>),
        visits: Visits,
    }

    async fn visit<T: StaticTenant<Set = Client>>(
        tenant: T,
        db: &Database,
    ) -> Result<Vec<Visit<T>>> {
        Person::of(tenant)
            .all()
            .left_join(|person| person.country)
            .left_join_on::<Login, _>(|(person, _, login)| {
                login.person.eq(person.id).and(login.day.eq(1))
            })
            .select(|(person, country, login)| SelectVisit {
                names: (person.name, SelectPair(country.name, person.name.length())),
                visits: SelectVisits {
                    name: person.name,
                    days: person.id,
                    most: login.count,
                },
                person,
                login,
                country,
            })
            .order_by(|(person, ..)| person.id.asc())
            .fetch_all(db)
            .await
    }

    let (_server, db) = database().await;
    let people = people(&db).await?;
    let found = visit(Client1, &db).await?;
    assert_eq!(found.len(), 3);
    assert!(found.iter().map(|visit| &visit.person).eq(&people));
    let (ada, cy) = (&found[0], &found[2]);
    assert_eq!(ada.login.as_ref().map(|login| login.count), Some(5));
    assert_eq!(ada.names, ("Ada".into(), Pair(Some("Norway".into()), 3)));
    assert_eq!((ada.visits.days, ada.visits.most), (1, Some(5)));
    assert_eq!((&*cy.visits.name, cy.visits.most), ("Cy", None));
    assert!(cy.login.is_none() && cy.country.is_none());
    assert_eq!(cy.names, ("Cy".into(), Pair(None, 2)));

    let renamed = Client1Person::find(3)
        .set(|person| person.name.to("Cyd"))
        .returning(|person| SelectPair(person.id, SelectPair(person.name, person)))
        .fetch_one(&db)
        .await?;
    let Pair(id, Pair(name, row)) = renamed;
    assert_eq!((id, &name, &row.name), (3, &"Cyd".to_owned(), &name));
    let grouped: Vec<i64> = Client1Login::all()
        .select(|_| count())
        .group_by(|login| SelectPair(login.person, login.day.gt(5)))
        .order_by(|login| login.person.asc())
        .fetch_all(&db)
        .await?;
    assert_eq!(grouped, [2, 1]);
    Ok(())
}
