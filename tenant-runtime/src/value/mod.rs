//! Which Rust types a column stores, and as which SQL type.
//!
//! `Value` adds to tokio-postgres's `ToSql` and `FromSql` what a table needs to know: the type's
//! name for the DDL, its nullability, and the type to declare parameters as.

mod builtin;
mod features;
mod fit;
#[cfg(feature = "json")]
mod json;
#[cfg(not(feature = "json"))]
pub(crate) mod no_json;
mod text_enum;

use bytes::BytesMut;
use postgres_types::{FromSqlOwned, IsNull, ToSql, Type, WrongType};

use crate::{Result, params::Given, row::RowRef};

pub use self::fit::{check_generated, check_key, check_set_default, check_set_null, check_version};
#[cfg(feature = "json")]
pub use self::json::{Json, JsonContent};
pub use self::text_enum::{TextEnum, enum_accepts, enum_from_sql, enum_to_sql};

/// A Rust type that a PostgreSQL column stores.
///
/// | Rust | SQL | feature |
/// |---|---|---|
/// | `i16`, `i32`, `i64` | `smallint`, `integer`, `bigint` | |
/// | `f32`, `f64` | `real`, `double precision` | |
/// | `bool`, `String`, `Vec<u8>` | `boolean`, `text`, `bytea` | |
/// | `IpAddr` | `inet` | |
/// | `SystemTime` | `timestamp with time zone` | |
/// | `Option<T>` | the same, nullable | |
/// | `Vec<T>`, `[T; N]` | an array of it | |
/// | `uuid::Uuid` | `uuid` | `uuid` |
/// | `chrono`, `time`, `jiff` types | `timestamp…`, `date`, `time` | of the same name |
/// | `Json<T>`, `serde_json::Value` | `jsonb` | `json` |
/// | `rust_decimal::Decimal` | `numeric` | `rust_decimal` |
///
/// PostgreSQL has no unsigned integers: store a `u32` as `i64`. A newtype or a fieldless enum of
/// your own becomes a value with `#[derive(Value)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a PostgreSQL column",
    label = "no column stores this type",
    note = "columns store integers (i16, i32, i64), floats, `bool`, `String`, `Vec<u8>`, `IpAddr`, and `Option` and arrays of them",
    note = "dates and times, uuids, decimals and json come with the features `chrono`, `time`, `jiff`, `uuid`, `rust_decimal` and `json`",
    note = "for a type of your own: `#[derive(Value)]` on a newtype or fieldless enum, `#[tenant(json)]` on the field for any serde type, or `#[tenant(skip)]`"
)]
pub trait Value: ToSql + FromSqlOwned + Send + Sync + 'static {
    /// The type without `Option`: what a comparison with the column takes.
    type NotNull: Value<NotNull = Self::NotNull>;

    /// The type of another value that is null where this one is: an `Option` of it if this is one.
    type Lift<U: Value>: Value<NotNull = U::NotNull>;

    /// The SQL type of the column.
    const TYPE: SqlType;

    /// The type that parameters are declared as.
    fn pg_type() -> Type;

    #[doc(hidden)]
    #[inline]
    fn decode(row: RowRef<'_>, index: usize) -> Result<Self> {
        row.get(index)
    }

    #[doc(hidden)]
    #[inline]
    fn param(value: &Self) -> Given<'_> {
        Some(value)
    }

    #[doc(hidden)]
    fn param_or_default(value: Option<&Self>) -> Given<'_> {
        value.and_then(Self::param)
    }
}

/// A value that can be an element of an array column, and so of a list in a filter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of a PostgreSQL array",
    label = "no array of this type",
    note = "arrays hold single values: not options, arrays or bytes"
)]
pub trait Element: Value {}

/// A value that the pattern operators take (`like`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not text; patterns are for text columns",
    label = "not a text column"
)]
pub trait TextValue: Value {}

/// The SQL type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlType {
    /// The type's name in SQL; for an array, that of its elements.
    pub name: &'static str,
    /// Whether the column holds arrays of it.
    pub array: bool,
    /// Whether the column may be null.
    pub nullable: bool,
    /// The only texts that the column may hold, if it stores a fieldless enum.
    pub texts: &'static [&'static str],
}

impl SqlType {
    /// A type by its name in SQL, not null.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            array: false,
            nullable: false,
            texts: &[],
        }
    }

    /// Text that is one of these.
    pub const fn text_enum(texts: &'static [&'static str]) -> Self {
        Self {
            name: "text",
            array: false,
            nullable: false,
            texts,
        }
    }

    const fn nullable(self) -> Self {
        assert!(
            !self.nullable,
            "a column cannot tell `Some(None)` from `None`; leave out one `Option`"
        );
        Self {
            nullable: true,
            ..self
        }
    }

    const fn array(self) -> Self {
        Self {
            array: true,
            nullable: false,
            ..self
        }
    }
}

impl<V: Value> Value for Option<V> {
    type NotNull = V::NotNull;
    type Lift<U: Value> = Option<U::NotNull>;
    const TYPE: SqlType = V::TYPE.nullable();

    fn pg_type() -> Type {
        V::pg_type()
    }
}

impl<V: Element> Value for Vec<V> {
    type NotNull = Self;
    type Lift<U: Value> = U;
    const TYPE: SqlType = V::TYPE.array();

    fn pg_type() -> Type {
        array_of(&V::pg_type())
    }
}

impl<V: Element, const N: usize> Value for [V; N] {
    type NotNull = Self;
    type Lift<U: Value> = U;
    const TYPE: SqlType = V::TYPE.array();

    fn pg_type() -> Type {
        array_of(&V::pg_type())
    }
}

/// Encodes a value unless the server expects another type; what `ToSql::to_sql_checked` of a
/// derived value calls.
///
/// # Errors
///
/// [`WrongType`] when the types differ, and what the encoding fails with.
pub fn to_sql_checked<V: ToSql>(
    value: &V,
    ty: &Type,
    out: &mut BytesMut,
) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
    if !V::accepts(ty) {
        return Err(WrongType::new::<V>(ty.clone()).into());
    }
    value.to_sql(ty, out)
}

/// The array type of a base type.
///
/// `postgres_types` knows the element of an array type, but not the way back.
pub(crate) fn array_of(element: &Type) -> Type {
    const ARRAYS: [Type; 22] = [
        Type::BOOL_ARRAY,
        Type::INT2_ARRAY,
        Type::INT4_ARRAY,
        Type::INT8_ARRAY,
        Type::FLOAT4_ARRAY,
        Type::FLOAT8_ARRAY,
        Type::TEXT_ARRAY,
        Type::VARCHAR_ARRAY,
        Type::BYTEA_ARRAY,
        Type::INET_ARRAY,
        Type::CIDR_ARRAY,
        Type::TIMESTAMPTZ_ARRAY,
        Type::TIMESTAMP_ARRAY,
        Type::DATE_ARRAY,
        Type::TIME_ARRAY,
        Type::TIMETZ_ARRAY,
        Type::INTERVAL_ARRAY,
        Type::UUID_ARRAY,
        Type::JSON_ARRAY,
        Type::JSONB_ARRAY,
        Type::NUMERIC_ARRAY,
        Type::OID_ARRAY,
    ];
    ARRAYS
        .into_iter()
        .find(|array| matches!(array.kind(), postgres_types::Kind::Array(of) if of == element))
        // A user's own `Element` over a type that is not listed; OID 0 has the server infer it.
        .unwrap_or_else(|| {
            let kind = postgres_types::Kind::Array(element.clone());
            Type::new(format!("_{}", element.name()), 0, kind, "pg_catalog".into())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_declared_as_arrays_of_their_elements() {
        assert_eq!(Vec::<String>::pg_type(), Type::TEXT_ARRAY);
        assert_eq!(<[i64; 2]>::pg_type(), Type::INT8_ARRAY);
        assert_eq!(Vec::<u8>::pg_type(), Type::BYTEA);
    }

    #[test]
    fn nullability_is_the_columns_not_the_elements() {
        let nullable_array = <Option<Vec<i32>> as Value>::TYPE;
        assert!(nullable_array.nullable && nullable_array.array);
        const { assert!(!<Vec<i32> as Value>::TYPE.nullable) };
    }
}
