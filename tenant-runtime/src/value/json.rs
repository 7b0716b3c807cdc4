//! Typed JSON columns: any serde type, stored as `jsonb`.

use std::fmt;

use bytes::BytesMut;
use postgres_types::{IsNull, ToSql, Type, to_sql_checked};
use ref_cast::RefCast;
use serde::{Serialize, de::DeserializeOwned};

use super::{Element, SqlType, Value};
use crate::{
    Result,
    params::{Given, Param},
    row::RowRef,
};

pub use postgres_types::Json;

/// A type that a `jsonb` column stores: any that serde reads and writes.
///
/// It provides what the derive on an entity needs for a `#[tenant(json)]` field, whose type is the
/// content itself, not a [`Json`] of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored as JSON",
    label = "not a serde type",
    note = "derive `Serialize`, `Deserialize` and `Debug` for it"
)]
pub trait JsonContent: Sized + Send + Sync + 'static {
    /// The SQL type of the column.
    const TYPE: SqlType;

    /// The SQL type of the column of an `Option` of it; none is SQL's NULL, not JSON's.
    const OPTION_TYPE: SqlType;

    /// Decodes the content.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when the document is no `Self`.
    fn decode(row: RowRef<'_>, index: usize) -> Result<Self>;

    /// Decodes the content of a column that may be null.
    ///
    /// # Errors
    ///
    /// As [`JsonContent::decode`].
    fn decode_option(row: RowRef<'_>, index: usize) -> Result<Option<Self>>;

    /// The content as a parameter.
    fn param(content: &Self) -> Given<'_>;

    /// The content of a field that has a default.
    fn param_or_default(content: Option<&Self>) -> Given<'_> {
        content.and_then(Self::param)
    }

    /// The content of an optional field.
    fn param_option(content: &Option<Self>) -> Given<'_> {
        content
            .as_ref()
            .map_or(Some(&None::<serde_json::Value>), Self::param)
    }

    /// The content of an optional field that has a default.
    fn param_option_or_default(content: Option<&Option<Self>>) -> Given<'_> {
        content.and_then(Self::param_option)
    }
}

// What serde asks for is asked for here and not by the trait, so that a type that lacks it is one
// error, in the trait's own words.
#[diagnostic::do_not_recommend]
impl<C: Serialize + DeserializeOwned + fmt::Debug + Send + Sync + 'static> JsonContent for C {
    const TYPE: SqlType = SqlType::new("jsonb");
    const OPTION_TYPE: SqlType = <Option<Json<Self>> as Value>::TYPE;

    fn decode(row: RowRef<'_>, index: usize) -> Result<Self> {
        <Json<Self> as Value>::decode(row, index).map(|document| document.0)
    }

    fn decode_option(row: RowRef<'_>, index: usize) -> Result<Option<Self>> {
        <Option<Json<Self>> as Value>::decode(row, index)
            .map(|document| document.map(|json| json.0))
    }

    fn param(content: &Self) -> Given<'_> {
        Some(Document::ref_cast(content))
    }
}

impl<C: Serialize + DeserializeOwned + fmt::Debug + Send + Sync + 'static> Value for Json<C> {
    type NotNull = Self;
    type Lift<U: Value> = U;
    const TYPE: SqlType = SqlType::new("jsonb");

    fn pg_type() -> Type {
        Type::JSONB
    }
}

impl<C: JsonContent> Element for Json<C> where Self: Value {}

/// A document as it is sent: `#[tenant(json)]` fields hold the content itself, not a `Json` of it.
#[derive(RefCast, Debug)]
#[repr(transparent)]
struct Document<C>(C);

impl<C: Serialize + fmt::Debug> ToSql for Document<C> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        Json(&self.0).to_sql(ty, out)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::JSON | Type::JSONB)
    }

    to_sql_checked!();
}

impl<C: Serialize + fmt::Debug + Send + Sync> Param for Document<C> {
    fn sql_type(&self) -> Type {
        Type::JSONB
    }
}
