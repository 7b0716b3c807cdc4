//! An application: its tenants come from one crate, its tables from another and from itself.

use models::{Client1Person, Person, person};
use tenant::{Result, prelude::*};
use tenants::{Acme, Client, Client1};

/// A table of its own, of the set as the models re-export it.
#[derive(Entity, Debug)]
#[tenant(set = models::Client)]
struct Visit {
    #[tenant(key, generated)]
    id: i64,
    #[tenant(references = Person, on_delete = cascade)]
    person: i64,
    #[tenant(references = models::Country)]
    country: Option<String>,
}

/// A table of a set whose crate knows `tenant` by another name than this one.
#[derive(Entity, Debug)]
#[tenant(set = models::bare::Partner)]
struct Deal {
    #[tenant(key)]
    id: i64,
}

/// Generic over tenants that another crate lists and tables that a third one has.
fn rename<T: StaticTenant<Set = Client>>(id: i64, name: &str) -> tenant::query::Update<T, Person> {
    Person::of(T::INSTANCE)
        .find(id)
        .set(|person| person.name.to(name))
}

fn main() -> Result<()> {
    print!("{}{}", Client::shared_ddl()?, Client::ddl(&Client1)?);
    let insert = Client1Person::insert(person("Ada"));
    let visit = AcmeVisit::insert(NewVisit {
        person: 1,
        country: None,
    });
    let visits =
        Client1Visit::filter(|visit| visit.person.eq(visit.id).and(visit.country.is_null()));
    println!(
        "{insert:?}\n{visit:?}\n{visits:?}\n{:?}",
        rename::<Acme>(1, "Ada")
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_finds_the_tables_of_every_crate() {
        let ddl = Client::ddl(&Client1).expect("the tables do not clash");
        for table in ["person", "place", "visit", "forgotten"] {
            let create = format!("CREATE TABLE IF NOT EXISTS \"client1\".\"{table}\"");
            assert!(ddl.contains(&create), "{create} in {ddl}");
        }
        assert_eq!(ddl.matches("CREATE TABLE").count(), 4, "{ddl}");

        let acme = Client::ddl(&Acme).expect("the tables do not clash");
        assert_eq!(acme, ddl.replace("\"client1\"", "\"acme-corp\""));
    }

    /// That of the models, which nothing here calls.
    #[tokio::test]
    async fn the_texts_of_every_crate_are_checked()
    -> std::result::Result<(), Box<dyn std::error::Error>> {
        let server = tenant::embedded::TestDatabase::create().await?;
        let db = Database::connect(server.url()).await?;
        Client::create_all(&db).await?;
        assert_eq!(tenant::check_queries::<Client>(&db).await?, 1);
        Ok(())
    }

    #[test]
    fn tables_that_live_once_are_apart() {
        let ddl = Client::shared_ddl().expect("the tables do not clash");
        assert!(
            ddl.contains("\"common\".\"country\"") && ddl.contains("\"audit\".\"event\""),
            "{ddl}"
        );
        assert_eq!(ddl.matches("CREATE TABLE").count(), 2, "{ddl}");
    }

    #[test]
    fn references_cross_crates() {
        let ddl = Client::ddl(&Client1).expect("the tables do not clash");
        let person = ddl
            .find("\"client1\".\"person\" (")
            .expect("its table is made");
        let visit = ddl
            .find("\"client1\".\"visit\" (")
            .expect("its table is made");
        assert!(
            person < visit,
            "a table is made after those that it references: {ddl}"
        );
        assert!(
            ddl.contains("REFERENCES \"common\".\"country\" (\"code\")"),
            "{ddl}"
        );
    }

    #[test]
    fn sets_of_one_name_are_apart() {
        let ddl = tenants::others::Client::ddl(&tenants::others::Other1)
            .expect("the tables do not clash");
        assert!(
            ddl.contains("\"other1\".\"thing\"") && !ddl.contains("person"),
            "{ddl}"
        );
        let _ = models::Other1Thing::find(1);
    }

    #[test]
    fn a_set_without_its_markers_has_handles() {
        let vendor: tenants::others::Vendor = "vendor1".parse().expect("it is listed");
        let _ = models::Part::of(vendor).find(1);
        let _ = models::Vendor1Part::find(1);
    }

    #[test]
    fn crates_may_know_the_library_by_other_names() {
        let ddl =
            models::bare::Partner::ddl(&models::bare::Partner1).expect("the tables do not clash");
        assert!(ddl.contains("\"partner1\".\"deal\""), "{ddl}");
        let _ = Partner1Deal::filter(|deal| deal.id.eq(1));
    }
}
