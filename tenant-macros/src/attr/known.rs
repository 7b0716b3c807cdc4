//! Which option stands where and how it is written: one table, and the lookup of a name in it.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// The attribute of all derives.
pub(crate) const TENANT: &str = "tenant";

pub(crate) const CHECK: &str = "check";
pub(crate) const COLUMN: &str = "column";
pub(crate) const CRATE: &str = "crate";
pub(crate) const DEFAULT: &str = "default";
pub(crate) const DERIVE: &str = "derive";
pub(crate) const GENERATED: &str = "generated";
pub(crate) const VERSION: &str = "version";
pub(crate) const INDEX: &str = "index";
pub(crate) const JSON: &str = "json";
pub(crate) const KEY: &str = "key";
pub(crate) const NEW: &str = "new";
pub(crate) const ON_DELETE: &str = "on_delete";
pub(crate) const REFERENCES: &str = "references";
pub(crate) const RENAME: &str = "rename";
pub(crate) const RENAME_ALL: &str = "rename_all";
pub(crate) const SCHEMA: &str = "schema";
pub(crate) const SET: &str = "set";
pub(crate) const SHARED: &str = "shared";
pub(crate) const SKIP: &str = "skip";
pub(crate) const TABLE: &str = "table";
pub(crate) const UNIQUE: &str = "unique";

/// What an attribute stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The enum of `#[derive(TenantSet)]`.
    Set,
    /// A variant of it.
    Tenant,
    /// The struct of `#[derive(Entity)]`.
    Entity,
    /// A field of it.
    Field,
    /// The newtype or enum of `#[derive(Value)]`.
    Value,
    /// A variant of that enum.
    Text,
    /// The struct of `#[derive(FromRow)]`.
    Row,
}

/// How the value of an option is written.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// `key`
    Flag,
    /// `column = "…"`
    Text,
    /// `set = path::Client`
    Path,
    /// `crate = "path"`, or the path itself
    Crate,
    /// `on_delete = cascade`
    Word,
    /// `unique(a, b)`
    Fields,
    /// `new(derive(Debug))`
    Derives,
}

/// An option: where it stands and how it is written.
pub(super) struct Spec {
    pub(super) place: Place,
    pub(super) name: &'static str,
    pub(super) form: Form,
    /// Whether it may be given more than once.
    pub(super) repeats: bool,
}

const fn once(place: Place, name: &'static str, form: Form) -> Spec {
    let repeats = false;
    Spec {
        place,
        name,
        form,
        repeats,
    }
}

const fn repeated(place: Place, name: &'static str, form: Form) -> Spec {
    let repeats = true;
    Spec {
        place,
        name,
        form,
        repeats,
    }
}

/// Every option of every place.
const OPTIONS: &[Spec] = &[
    once(Place::Set, SHARED, Form::Text),
    once(Place::Set, CRATE, Form::Crate),
    once(Place::Tenant, SCHEMA, Form::Text),
    once(Place::Entity, SET, Form::Path),
    once(Place::Entity, TABLE, Form::Text),
    once(Place::Entity, SHARED, Form::Flag),
    once(Place::Entity, SCHEMA, Form::Text),
    repeated(Place::Entity, UNIQUE, Form::Fields),
    repeated(Place::Entity, INDEX, Form::Fields),
    repeated(Place::Entity, CHECK, Form::Text),
    once(Place::Entity, RENAME_ALL, Form::Text),
    once(Place::Entity, NEW, Form::Derives),
    once(Place::Entity, CRATE, Form::Crate),
    once(Place::Field, KEY, Form::Flag),
    once(Place::Field, GENERATED, Form::Flag),
    once(Place::Field, VERSION, Form::Flag),
    once(Place::Field, DEFAULT, Form::Text),
    once(Place::Field, UNIQUE, Form::Flag),
    once(Place::Field, INDEX, Form::Flag),
    once(Place::Field, REFERENCES, Form::Path),
    once(Place::Field, ON_DELETE, Form::Word),
    once(Place::Field, CHECK, Form::Text),
    once(Place::Field, COLUMN, Form::Text),
    once(Place::Field, SKIP, Form::Flag),
    once(Place::Field, JSON, Form::Flag),
    once(Place::Value, RENAME_ALL, Form::Text),
    once(Place::Value, CRATE, Form::Crate),
    once(Place::Text, RENAME, Form::Text),
    once(Place::Row, CRATE, Form::Crate),
];

/// What other libraries call an option.
const SYNONYMS: &[(Place, &str, &str)] = &[
    (Place::Tenant, "name", SCHEMA),
    (Place::Tenant, "rename", SCHEMA),
    (Place::Entity, "name", TABLE),
    (Place::Entity, "rename", TABLE),
    (Place::Entity, "table_name", TABLE),
    (Place::Field, "auto", GENERATED),
    (Place::Field, "column_name", COLUMN),
    (Place::Field, "lock_version", VERSION),
    (Place::Field, "foreign_key", REFERENCES),
    (Place::Field, "id", KEY),
    (Place::Field, "ignore", SKIP),
    (Place::Field, "name", COLUMN),
    (Place::Field, "primary", KEY),
    (Place::Field, "primary_key", KEY),
    (Place::Field, "rename", COLUMN),
    (Place::Text, "name", RENAME),
];

/// Why a name is not an option of a place.
pub(super) struct Unknown {
    pub(super) message: String,
    /// The option that was probably meant.
    pub(super) meant: Option<&'static Spec>,
}

/// Finds an option by its name.
pub(super) fn find_spec(name: &Ident, place: Place) -> Result<&'static Spec, Unknown> {
    let name = name.unraw().to_string();
    let spec_at = |place| specs(place).find(|spec| spec.name == name);
    let tolerated = || place.tolerates().and_then(spec_at);
    if let Some(spec) = spec_at(place).or_else(tolerated) {
        return Ok(spec);
    }
    let meant = meant_by(&name, place);
    if let (None, Some(home)) = (meant, home_of(&name, place)) {
        let (home, here) = (home.describe(), place.describe());
        return Err(Unknown {
            message: format!("`{name}` belongs on {home}, not on {here}; move it there"),
            meant: None,
        });
    }
    let message = match meant {
        Some(spec) => format!("unknown option `{name}`; did you mean `{}`?", spec.name),
        None => format!("unknown option `{name}`\nhelp: {}", describe_options(place)),
    };
    Err(Unknown { message, meant })
}

/// The option that a wrong name stands for: by another library's name for it, or misspelt, unless
/// the name is right elsewhere.
fn meant_by(name: &str, place: Place) -> Option<&'static Spec> {
    let mut synonyms = SYNONYMS.iter();
    let synonym = synonyms.find(|(at, known, _)| *at == place && *known == name);
    let meant = match synonym {
        Some((_, _, meant)) => *meant,
        None if home_of(name, place).is_some() => return None,
        None => closest(name, specs(place).map(|spec| spec.name))?,
    };
    specs(place).find(|spec| spec.name == meant)
}

fn specs(place: Place) -> impl Iterator<Item = &'static Spec> {
    OPTIONS.iter().filter(move |spec| spec.place == place)
}

/// The place that an option belongs on when it stands on the wrong one: preferably one that the
/// same derive reads.
fn home_of(name: &str, place: Place) -> Option<Place> {
    let homes = OPTIONS.iter().filter(|spec| spec.name == name);
    homes
        .map(|spec| spec.place)
        .min_by_key(|home| *home != place.partner())
}

/// Finds the known name that a misspelt one is close to.
pub(crate) fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters wrong is what rustc and clap still call a misspelling.
    let limit = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The options of a place, as a part of an error.
pub(super) fn describe_options(place: Place) -> String {
    let names: Vec<&str> = specs(place).map(|spec| spec.name).collect();
    format!("{} takes `{}`", place.describe(), names.join("`, `"))
}

/// The error of an option whose value has another form.
pub(super) fn wrong_form(span: Span, spec: &Spec) -> syn::Error {
    let name = spec.name;
    let (takes, template) = match spec.form {
        Form::Flag => ("no value", name.to_owned()),
        Form::Text => ("a string", format!("{name} = \"…\"")),
        Form::Path if name == SET => ("a plain path", format!("{name} = path::to::Client")),
        Form::Path => ("a plain path", format!("{name} = path::to::Entity")),
        Form::Crate => ("a plain path", format!("{name} = \"path::to::tenant\"")),
        Form::Word => ("a bare word", format!("{name} = cascade")),
        Form::Fields => ("a list of fields", format!("{name}(first, second)")),
        Form::Derives => (
            "a list of derives",
            format!("{name}({DERIVE}(Clone, Debug))"),
        ),
    };
    let message = format!("option `{name}` takes {takes}; write `{template}`");
    syn::Error::new(span, message)
}

impl Place {
    fn describe(self) -> &'static str {
        match self {
            Self::Set => "a tenant set",
            Self::Tenant => "a tenant",
            Self::Entity => "an entity",
            Self::Field => "a field",
            Self::Value => "a value",
            Self::Text => "a variant of a value",
            Self::Row => "a row",
        }
    }

    /// The other place that the same derive reads.
    fn partner(self) -> Self {
        match self {
            Self::Set => Self::Tenant,
            Self::Tenant => Self::Set,
            Self::Entity => Self::Field,
            Self::Field => Self::Entity,
            Self::Value => Self::Text,
            Self::Text => Self::Value,
            Self::Row => Self::Row,
        }
    }

    /// The place of another derive whose options are passed over here: a tenant set may be a
    /// value too, for a column that names a tenant.
    fn tolerates(self) -> Option<Self> {
        match self {
            Self::Value => Some(Self::Set),
            Self::Text => Some(Self::Tenant),
            Self::Set | Self::Tenant | Self::Entity | Self::Field | Self::Row => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_options_are_recognized() {
        for (written, meant) in [
            ("colum", "column"),
            ("colunm", "column"),
            ("ky", "key"),
            ("generatd", "generated"),
            ("reference", "references"),
            ("ondelete", "on_delete"),
        ] {
            let found = closest(written, specs(Place::Field).map(|spec| spec.name));
            assert_eq!(found, Some(meant), "{written}");
        }
        for written in ["x", "nullable", ""] {
            let found = closest(written, specs(Place::Field).map(|spec| spec.name));
            assert_eq!(found, None, "{written}");
        }
    }

    #[test]
    fn synonyms_stand_for_options() {
        for (place, name, _) in SYNONYMS {
            assert!(meant_by(name, *place).is_some(), "{name}");
        }
    }

    #[test]
    fn an_option_stands_once_in_a_place() {
        for (index, spec) in OPTIONS.iter().enumerate() {
            let mut earlier = OPTIONS[..index].iter();
            let clash = |other: &Spec| other.place == spec.place && other.name == spec.name;
            assert!(!earlier.any(clash), "{}", spec.name);
        }
    }
}
