//! Typed JSON columns: any serde type, stored as `jsonb`.

use std::fmt;

use bytes::BytesMut;
use postgres_types::{IsNull, ToSql, Type, to_sql_checked};
use serde::{Serialize, de::DeserializeOwned};
use tokio_postgres::Row;

use super::{Element, SqlType, Value};
use crate::{
    Result,
    params::{Param, Params},
};

pub use postgres_types::Json;

/// A type that a `jsonb` column stores.
pub trait JsonContent: Serialize + DeserializeOwned + fmt::Debug + Send + Sync + 'static {}
impl<C: Serialize + DeserializeOwned + fmt::Debug + Send + Sync + 'static> JsonContent for C {}

impl<C: JsonContent> Value for Json<C> {
    type NotNull = Self;
    const TYPE: SqlType = SqlType::new("jsonb");

    fn pg_type() -> Type {
        Type::JSONB
    }
}

impl<C: JsonContent> Element for Json<C> {}

/// A borrowed document: `#[tenant(json)]` fields hold the content itself, not a `Json` of it.
#[derive(Debug)]
struct JsonRef<'a, C>(Json<&'a C>);

impl<C: Serialize + fmt::Debug> ToSql for JsonRef<'_, C> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        self.0.to_sql(ty, out)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    to_sql_checked!();
}

impl<C: JsonContent> Param for JsonRef<'_, C> {
    fn sql_type(&self) -> Type {
        Type::JSONB
    }
}

/// Binds the content of a `#[tenant(json)]` field.
pub fn bind_json<'a, C: JsonContent>(content: &'a C, params: &mut Params<'a>) {
    params.push_owned(JsonRef(Json(content)));
}

/// Binds the content of an optional `#[tenant(json)]` field; none is SQL's NULL, not JSON's.
pub fn bind_json_option<'a, C: JsonContent>(content: &'a Option<C>, params: &mut Params<'a>) {
    match content {
        Some(content) => bind_json(content, params),
        None => params.push(&None::<serde_json::Value>),
    }
}

/// Binds the content of a `#[tenant(json)]` field that has a default.
pub fn bind_json_or_default<'a, C: JsonContent>(content: Option<&'a C>, params: &mut Params<'a>) {
    match content {
        Some(content) => bind_json(content, params),
        None => params.push_default(),
    }
}

/// Binds the content of an optional `#[tenant(json)]` field that has a default.
pub fn bind_json_option_or_default<'a, C: JsonContent>(
    content: Option<&'a Option<C>>,
    params: &mut Params<'a>,
) {
    match content {
        Some(content) => bind_json_option(content, params),
        None => params.push_default(),
    }
}

/// Decodes the content of a `#[tenant(json)]` field.
///
/// # Errors
///
/// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when the document is not a `C`.
pub fn decode_json<C: JsonContent>(row: &Row, index: usize) -> Result<C> {
    <Json<C> as Value>::decode(row, index).map(|document| document.0)
}

/// Decodes the content of an optional `#[tenant(json)]` field.
///
/// # Errors
///
/// As [`decode_json`].
pub fn decode_json_option<C: JsonContent>(row: &Row, index: usize) -> Result<Option<C>> {
    <Option<Json<C>> as Value>::decode(row, index).map(|document| document.map(|json| json.0))
}
