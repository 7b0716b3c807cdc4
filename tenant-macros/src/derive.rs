//! The pipeline of each derive.

use proc_macro2::TokenStream;

use crate::{ast, diag::Errors, expand, fallback, model, valid};

pub(crate) fn derive_set(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(ast) = ast::Set::from_syn(input, &errors) else {
        return errors.check().err().unwrap_or_default();
    };
    let set = model::Set::resolve(&ast);
    valid::check_set(&set, &errors);
    match errors.check() {
        Ok(()) => expand::expand_set(&set),
        Err(errors) => fallback::expand_set(&ast, set, &errors),
    }
}

pub(crate) fn derive_entity(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(ast) = ast::Entity::from_syn(input, &errors) else {
        return errors.check().err().unwrap_or_default();
    };
    let entity = model::Entity::resolve(&ast, &errors);
    valid::check_entity(&ast, &entity, &errors);
    match errors.check() {
        Ok(()) => expand::expand_entity(&entity),
        Err(errors) => fallback::expand_entity(&ast, &entity, &errors),
    }
}

pub(crate) fn derive_value(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(ast) = ast::Value::from_syn(input, &errors) else {
        return errors.check().err().unwrap_or_default();
    };
    let value = model::Value::resolve(&ast, &errors);
    valid::check_value(&ast, &value, &errors);
    match errors.check() {
        Ok(()) => expand::expand_value(&value),
        Err(errors) => fallback::expand_value(&ast, &value, &errors),
    }
}

pub(crate) fn derive_row(input: TokenStream) -> TokenStream {
    let errors = Errors::new();
    let Some(ast) = ast::Row::from_syn(input, &errors) else {
        return errors.check().err().unwrap_or_default();
    };
    let row = model::Row::resolve(&ast);
    match errors.check() {
        Ok(()) => expand::expand_row(&row),
        Err(errors) => fallback::expand_row(&row, &errors),
    }
}
