//! The resolved model: everything that the expansions need, with names derived and fields
//! looked up. `resolve` makes it. After an error it holds the best guess, so that the fallback
//! can expand it.

use proc_macro2::{Ident, Span};
use syn::{Attribute, Fields, Generics, LitStr, Path, Type, Visibility};

/// A name in SQL, unquoted, and where it was written or derived from.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Whether it follows from an identifier.
    pub(crate) derived: bool,
}

/// A tenant set.
pub(crate) struct Set {
    /// The library, as the generated code reaches it.
    pub(crate) krate: Path,
    /// The enum.
    pub(crate) ident: Ident,
    /// Its visibility, which everything generated shares.
    pub(crate) vis: Visibility,
    /// The schema of the tables that all tenants read.
    pub(crate) shared: Name,
    /// The tenants, in the order of the variants.
    pub(crate) tenants: Vec<Tenant>,
    /// Whether the tenants are all variants; only after an error they are not.
    pub(crate) complete: bool,
}

/// A tenant of a set.
pub(crate) struct Tenant {
    /// The variant, and the marker type of the same name.
    pub(crate) ident: Ident,
    /// The schema that its tables live in.
    pub(crate) schema: Name,
}

/// An entity.
pub(crate) struct Entity {
    /// The library, as the generated code reaches it.
    pub(crate) krate: Path,
    /// The struct.
    pub(crate) ident: Ident,
    /// Its visibility, which everything generated shares.
    pub(crate) vis: Visibility,
    /// The tenant set; after an error perhaps a path to nothing.
    pub(crate) set: Path,
    /// Where its tables live.
    pub(crate) home: Home,
    /// The name of its tables.
    pub(crate) table: Name,
    /// The columns, in the order of the fields.
    pub(crate) columns: Vec<Column>,
    /// The fields without a column.
    pub(crate) skipped: Vec<Ident>,
    /// The primary key, as indices into `columns`.
    pub(crate) key: Vec<usize>,
    /// The unique constraints: of fields first, then of the struct.
    pub(crate) uniques: Vec<Group>,
    /// The indexes, in the same order.
    pub(crate) indexes: Vec<Group>,
    /// The check constraints, in the same order.
    pub(crate) checks: Vec<Check>,
    /// What `NewFoo` derives.
    pub(crate) new_derives: Vec<Path>,
}

/// Where the tables of an entity live.
pub(crate) enum Home {
    /// In each tenant's schema.
    Tenant,
    /// Once, in the shared schema of the set.
    Shared,
    /// Once, in this schema.
    Fixed(Name),
}

/// A column.
pub(crate) struct Column {
    /// The field.
    pub(crate) ident: Ident,
    /// The field's visibility.
    pub(crate) vis: Visibility,
    /// The field's documentation.
    pub(crate) docs: Vec<Attribute>,
    /// The field's type.
    pub(crate) ty: Type,
    /// The name of the column.
    pub(crate) name: Name,
    /// Whether and how the value is wrapped in JSON.
    pub(crate) storage: Storage,
    /// Where the value comes from when a row is inserted.
    pub(crate) source: Source,
    /// Whether it is part of the primary key.
    pub(crate) key: bool,
    /// The foreign key.
    pub(crate) reference: Option<Reference>,
}

/// How a field's value is stored.
#[derive(Clone)]
pub(crate) enum Storage {
    /// As it is.
    Plain,
    /// As JSON.
    Json,
    /// As JSON of what the `Option` holds; none is SQL's null.
    JsonOption(Box<Type>),
}

/// Where the value of a column comes from when a row is inserted.
pub(crate) enum Source {
    /// It is given.
    Given,
    /// It may be left to this SQL expression.
    Default(LitStr),
    /// The server numbers it.
    Generated,
    /// It counts the changes of its row, from 1.
    Version,
}

/// A foreign key.
pub(crate) struct Reference {
    /// The entity whose key the field holds.
    pub(crate) target: Path,
    /// The variant of `OnDelete`.
    pub(crate) on_delete: Ident,
}

/// Columns of one unique constraint or index.
pub(crate) struct Group {
    /// Indices into the columns of the entity.
    pub(crate) columns: Vec<usize>,
    /// The option that asked for it.
    pub(crate) span: Span,
}

/// A check constraint.
pub(crate) struct Check {
    /// The column that it was written at.
    pub(crate) column: Option<usize>,
    /// The SQL expression.
    pub(crate) expression: LitStr,
}

/// A value of one column.
pub(crate) struct Value {
    /// The library, as the generated code reaches it.
    pub(crate) krate: Path,
    /// The type.
    pub(crate) ident: Ident,
    /// What it wraps or lists.
    pub(crate) shape: Shape,
}

/// What a value is made of.
pub(crate) enum Shape {
    /// One value of another type, in a field that may have a name.
    Newtype(Option<Ident>, Box<Type>),
    /// One of these.
    Enum(Vec<Text>),
    /// Neither, after an error.
    Unknown,
}

/// A variant of a value enum.
pub(crate) struct Text {
    /// The variant.
    pub(crate) ident: Ident,
    /// What the column holds.
    pub(crate) text: Name,
}

/// A struct that a row is read into.
pub(crate) struct Row {
    /// The library, as the generated code reaches it.
    pub(crate) krate: Path,
    /// The struct.
    pub(crate) ident: Ident,
    /// Its visibility, which everything generated shares.
    pub(crate) vis: Visibility,
    /// Its parameters.
    pub(crate) generics: Generics,
    /// Its fields, of which there is one at least.
    pub(crate) fields: Fields,
}

impl Entity {
    /// Whether rows are inserted as `NewFoo`, and not as the entity itself.
    pub(crate) fn has_new_row(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| !matches!(column.source, Source::Given))
    }

    /// The columns that an insert names, in order.
    pub(crate) fn inserted(&self) -> impl Iterator<Item = &Column> {
        let columns = self.columns.iter();
        columns.filter(|column| !matches!(column.source, Source::Generated | Source::Version))
    }

    /// The columns that an update of a whole row sets, in order.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Column> {
        self.inserted().filter(|column| !column.key)
    }

    /// The column that counts the changes of a row, and its index.
    pub(crate) fn version(&self) -> Option<(usize, &Column)> {
        let mut columns = self.columns.iter().enumerate();
        columns.find(|(_, column)| matches!(column.source, Source::Version))
    }

    /// The columns of the key, in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &Column> {
        self.key.iter().map(|index| &self.columns[*index])
    }
}
