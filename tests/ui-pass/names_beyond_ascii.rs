//! Identifiers that are not ASCII: snake case folds them, SQL keeps them.

use tenant::prelude::*;

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
enum Kunde {
    Äpfel,
    ÖdeStraße,
    顧客,
    #[tenant(schema = "🦀")]
    Krabbe,
}

#[derive(Value, Clone, Copy, Debug, PartialEq)]
enum Zustand {
    Geöffnet,
    #[tenant(rename = "zu 🔒")]
    Geschlossen,
}

#[derive(Entity, Debug)]
#[tenant(set = Kunde, unique(straße, größe))]
struct Größe {
    #[tenant(key, generated)]
    schlüssel: i64,
    straße: String,
    größe: f64,
    価格: Option<i64>,
    #[tenant(default = "'geöffnet'", check = "zustand <> 'ß'")]
    zustand: Zustand,
}

#[test]
fn names_are_kept() {
    assert_eq!(Kunde::SCHEMAS, ["äpfel", "öde_straße", "顧客", "🦀"]);
    let ddl = Kunde::ddl(&顧客).expect("the tables do not clash");
    for name in [
        "\"顧客\".\"größe\"",
        "\"schlüssel\"",
        "\"価格\"",
        "'geöffnet'",
        "'zu 🔒'",
    ] {
        assert!(ddl.contains(name), "{name} in {ddl}");
    }
}

#[test]
fn handles_are_used() {
    let neu = NewGröße {
        straße: "Öde Straße".into(),
        größe: 1.0,
        価格: None,
        zustand: Some(Zustand::Geschlossen),
    };
    let _ = ÄpfelGröße::insert(neu);
    let _ = ÖdeStraßeGröße::filter(|größe| {
        größe
            .価格
            .is_null()
            .and(größe.zustand.ne(Zustand::Geöffnet))
    });
    let _ = 顧客Größe::find(1);
    let _ = KrabbeGröße::all();
}
