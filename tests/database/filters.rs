//! Conditions, orders and pages.

use tenant::prelude::*;

use crate::{
    TestResult,
    model::{Cents, Client1, Client1Person, NewPerson, Standing, database, person},
};

async fn people(db: &Database) -> Result<()> {
    let rows = [
        NewPerson {
            email: Some("ada@a.org".into()),
            balance: Some(Cents(30)),
            ..person("Ada")
        },
        NewPerson {
            balance: Some(Cents(10)),
            admin: true,
            ..person("Bob")
        },
        NewPerson {
            email: Some("cy@c.org".into()),
            balance: Some(Cents(20)),
            ..person("Cy")
        },
        NewPerson {
            standing: Some(Standing::OnHold),
            ..person("100%_Dora")
        },
    ];
    Client1Person::insert_many(rows).execute(db).await?;
    Ok(())
}

/// The names that a condition selects, in the order of the ids.
macro_rules! names {
    ($db:expr, $condition:expr) => {{
        let rows = Client1Person::filter($condition).order_by(|person| person.id.asc());
        let rows = rows.fetch_all(&$db).await?;
        rows.into_iter()
            .map(|row| Scoped::into_inner(row).name)
            .collect::<Vec<_>>()
    }};
}

#[tokio::test]
async fn comparisons() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    assert_eq!(names!(db, |person| person.name.eq("Ada")), ["Ada"]);
    assert_eq!(
        names!(db, |person| person.name.ne("Ada")),
        ["Bob", "Cy", "100%_Dora"]
    );
    assert_eq!(
        names!(db, |person| person.balance.lt(Cents(20))),
        ["Bob", "100%_Dora"]
    );
    assert_eq!(
        names!(db, |person| person.balance.le(Cents(20))),
        ["Bob", "Cy", "100%_Dora"]
    );
    assert_eq!(names!(db, |person| person.balance.gt(Cents(20))), ["Ada"]);
    assert_eq!(
        names!(db, |person| person.balance.ge(Cents(20))),
        ["Ada", "Cy"]
    );
    assert_eq!(
        names!(db, |person| person.standing.eq(Standing::OnHold)),
        ["100%_Dora"]
    );
    assert_eq!(names!(db, |person| person.id.eq(person.id)).len(), 4);
    Ok(())
}

#[tokio::test]
async fn nulls() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    assert_eq!(
        names!(db, |person| person.email.is_null()),
        ["Bob", "100%_Dora"]
    );
    assert_eq!(
        names!(db, |person| person.email.is_not_null()),
        ["Ada", "Cy"]
    );
    assert_eq!(
        names!(db, |person| person.email.ne("ada@a.org")),
        ["Cy"],
        "null is not unequal"
    );
    Ok(())
}

#[tokio::test]
async fn lists() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    assert_eq!(
        names!(db, |person| person.name.in_list(["Ada", "Cy", "Eve"])),
        ["Ada", "Cy"]
    );
    assert_eq!(
        names!(db, |person| person.name.not_in_list(["Ada", "Cy"])),
        ["Bob", "100%_Dora"]
    );
    assert!(names!(db, |person| person.id.in_list(Vec::<i64>::new())).is_empty());
    assert_eq!(
        names!(db, |person| person.id.not_in_list(Vec::<i64>::new())).len(),
        4
    );
    assert_eq!(
        names!(db, |person| person.balance.in_list([Cents(10)])),
        ["Bob"]
    );
    assert_eq!(
        names!(db, |person| person.standing.in_list([Standing::OnHold])),
        ["100%_Dora"]
    );
    Ok(())
}

#[tokio::test]
async fn patterns() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    assert_eq!(names!(db, |person| person.name.like("%b")), ["Bob"]);
    assert_eq!(
        names!(db, |person| person.name.like(r"100\%\_%")),
        ["100%_Dora"]
    );
    assert_eq!(
        names!(db, |person| person.name.not_like("%o%")),
        ["Ada", "Cy"]
    );
    assert_eq!(names!(db, |person| person.name.ilike("ADA")), ["Ada"]);
    assert_eq!(
        names!(db, |person| person.name.not_ilike("%A%")),
        ["Bob", "Cy"]
    );
    Ok(())
}

#[tokio::test]
async fn boolean_operators_keep_their_grouping() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let either = names!(db, |person| person
        .name
        .eq("Ada")
        .or(person.name.eq("Bob"))
        .and(person.admin));
    assert_eq!(either, ["Bob"]);
    let last = names!(db, |person| person
        .name
        .eq("Ada")
        .or(person.name.eq("Bob").and(person.admin)));
    assert_eq!(last, ["Ada", "Bob"]);
    assert_eq!(
        names!(db, |person| (!person.admin.eq(false))
            .and(person.name.like("B%"))),
        ["Bob"]
    );
    assert_eq!(names!(db, |person| person.admin), ["Bob"]);
    let twice = Client1Person::filter(|person| person.name.eq("Ada").or(person.admin))
        .filter(|person| person.email.is_null())
        .fetch_one(&db)
        .await?;
    assert_eq!(twice.name, "Bob");
    Ok(())
}

#[tokio::test]
async fn orders_and_pages() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let page = Client1Person::all()
        .order_by(|person| (person.email.asc().nulls_first(), person.name.desc()))
        .offset(1)
        .limit(2)
        .fetch_all(&db)
        .await?;
    let names: Vec<_> = page.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["100%_Dora", "Ada"]);
    let last = Client1Person::all().order_by(|person| person.email.desc().nulls_last());
    assert_eq!(last.fetch_one(&db).await?.name, "Cy");
    let page = Client1Person::filter(|person| person.balance.gt(Cents(0))).limit(2);
    assert_eq!(page.count(&db).await?, 2);
    assert!(!Client1Person::all().offset(4).exists(&db).await?);
    assert_eq!(
        Client1Person::filter(|person| person.admin)
            .count(&db)
            .await?,
        1
    );
    Ok(())
}

#[tokio::test]
async fn an_optional_row_is_the_first_one() -> TestResult {
    let (_server, db) = database().await;
    people(&db).await?;
    let session = db.session(Client1).await?;
    let first = Client1Person::all()
        .order_by(|person| person.id.asc())
        .fetch_optional(&session);
    assert_eq!(first.await?.map(|row| row.id), Some(1));
    let none = Client1Person::filter(|person| person.name.eq("Zoe")).fetch_optional(&session);
    assert_eq!(none.await?, None);
    Ok(())
}
