//! From what was written to the model: derives the names and looks up the fields. Reports what
//! refers to nothing; whether the result makes sense is for `valid`.

use proc_macro2::{Ident, Span};
use syn::{GenericArgument, LitStr, Path, PathArguments, Type, parse_quote};

use crate::{
    ast,
    attr::{
        self, CHECK, COLUMN, CRATE, DEFAULT, GENERATED, INDEX, JSON, KEY, NEW, ON_DELETE, Options,
        REFERENCES, RENAME, RENAME_ALL, SCHEMA, SET, SHARED, SKIP, TABLE, UNIQUE, VERSION,
    },
    diag::Errors,
    model::{
        Check, Column, Entity, Group, Home, Name, Reference, Row, Set, Shape, Source, Storage,
        Tenant, Text, Value,
    },
    names::{self, Case},
};

/// The values of `on_delete` and the variants of `OnDelete` that they mean.
const ACTIONS: [(&str, &str); 5] = [
    ("cascade", "Cascade"),
    ("restrict", "Restrict"),
    ("set_null", "SetNull"),
    ("set_default", "SetDefault"),
    ("no_action", "NoAction"),
];

impl Name {
    /// What was written, or else what follows from an identifier.
    fn resolve(written: Option<&LitStr>, ident: &Ident, derive: impl Fn(&Ident) -> String) -> Self {
        match written {
            Some(text) => Self {
                text: text.value(),
                span: text.span(),
                derived: false,
            },
            None => Self {
                text: derive(ident),
                span: ident.span(),
                derived: true,
            },
        }
    }
}

impl Set {
    pub(crate) fn resolve(ast: &ast::Set) -> Self {
        let resolve_tenant = |variant: &ast::Variant| Tenant {
            ident: variant.ident.clone(),
            schema: Name::resolve(
                variant.options.text(SCHEMA),
                &variant.ident,
                names::snake_case,
            ),
        };
        Self {
            krate: resolve_krate(&ast.item.options),
            ident: ast.item.ident.clone(),
            vis: ast.item.vis.clone(),
            shared: Name::resolve(ast.item.options.text(SHARED), &ast.item.ident, |_| {
                "public".to_owned()
            }),
            tenants: ast.variants.iter().map(resolve_tenant).collect(),
            complete: ast.complete,
        }
    }
}

impl Entity {
    pub(crate) fn resolve(ast: &ast::Entity, errors: &Errors) -> Self {
        let options = &ast.item.options;
        let ident = ast.item.ident.clone();
        let case = resolve_case(options, errors);
        let columns: Vec<Column> = ast
            .fields
            .iter()
            .filter(|field| !field.options.has(SKIP))
            .map(|field| Column::resolve(field, case, errors))
            .collect();
        let skipped = ast.fields.iter().filter(|field| field.options.has(SKIP));
        let key = columns.iter().enumerate().filter(|(_, column)| column.key);
        Self {
            krate: resolve_krate(options),
            vis: ast.item.vis.clone(),
            set: options
                .path(SET)
                .cloned()
                .unwrap_or_else(|| ident.clone().into()),
            home: Home::resolve(options, &ident),
            table: Name::resolve(options.text(TABLE), &ident, names::snake_case),
            skipped: skipped.map(|field| field.ident.clone()).collect(),
            key: key.map(|(index, _)| index).collect(),
            uniques: resolve_groups(UNIQUE, ast, &columns, errors),
            indexes: resolve_groups(INDEX, ast, &columns, errors),
            checks: resolve_checks(ast, &columns),
            new_derives: options.derives(NEW).to_vec(),
            columns,
            ident,
        }
    }
}

impl Home {
    fn resolve(options: &Options, ident: &Ident) -> Self {
        if options.has(SHARED) {
            Self::Shared
        } else if let Some(schema) = options.text(SCHEMA) {
            Self::Fixed(Name::resolve(Some(schema), ident, names::plain))
        } else {
            Self::Tenant
        }
    }
}

impl Column {
    fn resolve(field: &ast::Field, case: Option<Case>, errors: &Errors) -> Self {
        let options = &field.options;
        let source = if options.has(VERSION) {
            Source::Version
        } else if options.has(GENERATED) {
            Source::Generated
        } else if let Some(sql) = options.text(DEFAULT) {
            Source::Default(sql.clone())
        } else {
            Source::Given
        };
        Self {
            ident: field.ident.clone(),
            vis: field.vis.clone(),
            docs: field.docs.clone(),
            ty: field.ty.clone(),
            name: Name::resolve(options.text(COLUMN), &field.ident, |ident| match case {
                Some(case) => case.apply(ident),
                None => names::plain(ident),
            }),
            storage: Storage::resolve(options, &field.ty),
            source,
            key: options.has(KEY),
            reference: Reference::resolve(options, errors),
        }
    }
}

impl Storage {
    fn resolve(options: &Options, ty: &Type) -> Self {
        if !options.has(JSON) {
            return Self::Plain;
        }
        match option_content(ty) {
            Some(content) => Self::JsonOption(Box::new(content.clone())),
            None => Self::Json,
        }
    }
}

/// The `X` of a type that is written `Option<X>`. An alias of it is not seen; its null would
/// be JSON's.
fn option_content(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Group(group) => option_content(&group.elem),
        Type::Paren(paren) => option_content(&paren.elem),
        Type::Path(path) if path.qself.is_none() => {
            let option = path.path.segments.last()?;
            if option.ident != "Option" {
                return None;
            }
            let PathArguments::AngleBracketed(given) = &option.arguments else {
                return None;
            };
            match given.args.first()? {
                GenericArgument::Type(content) => Some(content),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Reference {
    fn resolve(options: &Options, errors: &Errors) -> Option<Self> {
        let target = options.path(REFERENCES)?.clone();
        let word = options.word(ON_DELETE);
        let name = word.map_or_else(|| "no_action".to_owned(), Ident::to_string);
        let variant = ACTIONS.iter().find(|(known, _)| *known == name);
        if let (None, Some(word)) = (variant, word) {
            let message = match attr::closest(&name, ACTIONS.map(|(known, _)| known)) {
                Some(close) => format!("unknown action `{name}`; did you mean `{close}`?"),
                None => format!(
                    "unknown action `{name}`\nhelp: actions are `{}`",
                    ACTIONS.map(|(known, _)| known).join("`, `")
                ),
            };
            errors.push(word.span(), message);
        }
        let variant = variant.map_or("NoAction", |(_, variant)| variant);
        Some(Self {
            target,
            on_delete: Ident::new(variant, Span::mixed_site()),
        })
    }
}

impl Value {
    pub(crate) fn resolve(ast: &ast::Value, errors: &Errors) -> Self {
        let case = resolve_case(&ast.item.options, errors).unwrap_or(Case::Snake);
        let resolve_text = |variant: &ast::Variant| Text {
            ident: variant.ident.clone(),
            text: Name::resolve(variant.options.text(RENAME), &variant.ident, |ident| {
                case.apply(ident)
            }),
        };
        let shape = match &ast.shape {
            Some(ast::Shape::Newtype(field, ty)) => Shape::Newtype(field.clone(), ty.clone()),
            Some(ast::Shape::Enum(variants)) => {
                Shape::Enum(variants.iter().map(resolve_text).collect())
            }
            None => Shape::Unknown,
        };
        Self {
            krate: resolve_krate(&ast.item.options),
            ident: ast.item.ident.clone(),
            shape,
        }
    }
}

impl Row {
    pub(crate) fn resolve(ast: &ast::Row) -> Self {
        Self {
            krate: resolve_krate(&ast.item.options),
            ident: ast.item.ident.clone(),
            vis: ast.item.vis.clone(),
            generics: ast.generics.clone(),
            fields: ast.fields.clone(),
        }
    }
}

fn resolve_krate(options: &Options) -> Path {
    match options.path(CRATE) {
        Some(path) => path.clone(),
        None => parse_quote!(::tenant),
    }
}

fn resolve_case(options: &Options, errors: &Errors) -> Option<Case> {
    let text = options.text(RENAME_ALL)?;
    let rule = text.value();
    let case = Case::from_name(&rule);
    if case.is_none() {
        let message = match attr::closest(&rule, Case::ALL.map(|(name, _)| name)) {
            Some(close) => format!("unknown rule `{rule}`; did you mean `{close}`?"),
            None => format!(
                "unknown rule `{rule}`\nhelp: rules are `{}`",
                Case::ALL.map(|(name, _)| name).join("`, `")
            ),
        };
        errors.push(text.span(), message);
    }
    case
}

/// The groups of `unique` or `index`: each field that says so, then each list of the struct.
fn resolve_groups(
    option: &str,
    ast: &ast::Entity,
    columns: &[Column],
    errors: &Errors,
) -> Vec<Group> {
    let single = ast.fields.iter().filter_map(|field| {
        let given = field.options.get(option)?;
        Some(Group {
            columns: vec![position(columns, &field.ident)?],
            span: given.span,
        })
    });
    let listed = ast.item.options.all(option).map(|given| {
        // All of them are looked up before the first unknown one ends the group.
        let found: Vec<Option<usize>> = given
            .fields()
            .iter()
            .map(|name| {
                let index = position(columns, name);
                if index.is_none() {
                    errors.push(name.span(), unknown_field(name, ast, columns));
                }
                index
            })
            .collect();
        Group {
            columns: found.into_iter().collect::<Option<_>>().unwrap_or_default(),
            span: given.span,
        }
    });
    single.chain(listed).collect()
}

fn position(columns: &[Column], field: &Ident) -> Option<usize> {
    let name = names::plain(field);
    let mut columns = columns.iter();
    columns.position(|column| names::plain(&column.ident) == name)
}

fn unknown_field(name: &Ident, ast: &ast::Entity, columns: &[Column]) -> String {
    let entity = &ast.item.ident;
    let text = names::plain(name);
    let fields: Vec<String> = ast
        .fields
        .iter()
        .map(|field| names::plain(&field.ident))
        .collect();
    if fields.contains(&text) {
        return format!("field `{text}` is skipped and has no column; remove it here");
    }
    if let Some(column) = columns.iter().find(|column| column.name.text == text) {
        let field = names::plain(&column.ident);
        return format!("`{text}` is the column of field `{field}`; name the field");
    }
    match attr::closest(&text, fields.iter().map(String::as_str)) {
        Some(close) => format!("`{entity}` has no field `{text}`; did you mean `{close}`?"),
        None => format!("`{entity}` has no field `{text}`; name one of its fields"),
    }
}

fn resolve_checks(ast: &ast::Entity, columns: &[Column]) -> Vec<Check> {
    let of_fields = ast.fields.iter().filter_map(|field| {
        Some(Check {
            column: Some(position(columns, &field.ident)?),
            expression: field.options.text(CHECK)?.clone(),
        })
    });
    let of_struct = ast.item.options.all(CHECK).filter_map(|given| {
        Some(Check {
            column: None,
            expression: given.text()?.clone(),
        })
    });
    of_fields.chain(of_struct).collect()
}
