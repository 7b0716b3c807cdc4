//! One struct, one table per tenant: the whole of `tenant` in two minutes.
//!
//! `cargo run --example quickstart` starts a throwaway PostgreSQL of its own. With `DATABASE_URL`
//! set, it makes a database of its own on that server, and drops it at the end.

use futures_util::TryStreamExt;
use tenant::{embedded::TestDatabase, prelude::*};

/// The customers this build serves. Each variant is a tenant with a schema of its own, and a
/// marker type of the same name: `Client1`, `Client2`, `Acme`.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    Client1, // schema "client1"
    Client2, // schema "client2"
    #[tenant(schema = "acme-corp")]
    Acme,
}

/// One definition. The derive makes `Client1Foo`, `Client2Foo` and `AcmeFoo` of it: different
/// types to the compiler, one implementation.
#[derive(Entity, Debug)]
#[tenant(set = Client)]
pub struct Foo {
    /// The key; the server numbers it.
    #[tenant(key, generated)]
    pub id: i64,
    pub name: String,
    #[tenant(unique)]
    pub email: Option<String>,
}

/// One function for every tenant: `T` is `Client1`, `Client2` or `Acme`.
async fn rename<T: StaticTenant<Set = Client>>(db: &Database, id: i64, to: &str) -> Result<u64> {
    Foo::of(T::INSTANCE)
        .find(id)
        .set(|foo| foo.name.to(to))
        .execute(db)
        .await
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // An application would say `Database::connect(&url)` with a URL of its own.
    let database = TestDatabase::create().await?;
    let db = Database::connect(database.url()).await?;

    println!("1. Three schemas, each with a table `foo` (run again, it changes nothing):");
    Client::create_all(&db).await?;
    println!("{}", indent(&Client::ddl(&Client1)?));

    println!("2. A row for client 1, and a row for client 2:");
    // `NewFoo` is what an insert takes: without the generated id.
    let ada: Client1Foo = Client1Foo::insert(NewFoo {
        name: "Ada".into(),
        email: None,
    })
    .fetch_one(&db)
    .await?;
    let bob: Client2Foo = Client2Foo::insert(NewFoo {
        name: "Bob".into(),
        email: Some("bob@example.org".into()),
    })
    .fetch_one(&db)
    .await?;
    println!("   {ada:?}\n   {bob:?}\n");

    // A row of one tenant where another's is expected does not compile:
    //
    //     Client2Foo::update(&ada);
    //     //                 ^^^^ expected `&Scoped<Client2, Foo>`, found `&Scoped<Client1, Foo>`

    println!("3. Client 1's rows that start with A (client 2's are out of reach):");
    let page: Vec<Client1Foo> = Client1Foo::filter(|foo| foo.name.like("A%"))
        .order_by(|foo| foo.id.desc())
        .limit(10)
        .fetch_all(&db)
        .await?;
    println!("   {page:?}\n");

    println!("4. One generic function, run for a tenant:");
    let renamed = rename::<Client1>(&db, ada.id, "Ada Lovelace").await?;
    println!("   {renamed} row renamed\n");

    println!("5. A transaction that fails leaves nothing behind:");
    let failed = db
        .transaction(Client2, async |tx| {
            Client2Foo::insert(NewFoo {
                name: "Eve".into(),
                email: None,
            })
            .execute(tx)
            .await?;
            // The same address a second time: a unique violation.
            Client2Foo::insert(NewFoo {
                name: "Bob's twin".into(),
                email: Some("bob@example.org".into()),
            })
            .execute(tx)
            .await
        })
        .await;
    if let Err(error) = failed {
        println!("   {error}");
    }
    println!(
        "   client 2 has {} row\n",
        Client2Foo::all().count(&db).await?
    );

    println!("6. A tenant that is known only at run time, such as from a host name:");
    let client: Client = "client1".parse()?;
    let mut rows = Foo::of(client).all().fetch(&db);
    while let Some(row) = rows.try_next().await? {
        println!("   {}: {}", client, row.name);
    }
    if let Err(error) = "client_1".parse::<Client>() {
        println!("   {error}\n");
    }

    println!("7. A schema that did not exist when this program was built:");
    let fresh = Schema::new("client_2041")?;
    Client::create_schema(&db, &fresh).await?;
    let nobody = Foo::of(fresh).find(7).fetch_optional(&db).await?;
    println!("   {fresh}: {nobody:?}");
    Ok(())
}

fn indent(text: &str) -> String {
    format!("   {}\n", text.trim_end().replace('\n', "\n   "))
}
