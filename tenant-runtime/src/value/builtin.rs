//! The types of the standard library.

use std::{net::IpAddr, time::SystemTime};

use postgres_types::Type;

use super::{SqlType, TextValue, Value};

/// Implements [`Value`] for types that tokio-postgres encodes itself.
macro_rules! impl_value {
    ($($rust:ty => $sql:literal, $pg:ident;)*) => {$(
        impl $crate::value::Value for $rust {
            type NotNull = Self;
            type Lift<U: $crate::value::Value> = U;
            const TYPE: $crate::value::SqlType = $crate::value::SqlType::new($sql);

            fn pg_type() -> ::postgres_types::Type {
                ::postgres_types::Type::$pg
            }
        }
        impl $crate::value::Element for $rust {}
    )*};
}

impl_value! {
    bool => "boolean", BOOL;
    i16 => "smallint", INT2;
    i32 => "integer", INT4;
    i64 => "bigint", INT8;
    f32 => "real", FLOAT4;
    f64 => "double precision", FLOAT8;
    String => "text", TEXT;
    IpAddr => "inet", INET;
    SystemTime => "timestamp with time zone", TIMESTAMPTZ;
}

#[allow(unused_imports)] // used by the feature-gated types only
pub(super) use impl_value;

impl TextValue for String {}

/// Bytes are one value, not an array of numbers, and no element either: `Vec<Vec<u8>>` would
/// need `ToSql` to tell the two apart.
impl Value for Vec<u8> {
    type NotNull = Self;
    type Lift<U: Value> = U;
    const TYPE: SqlType = SqlType::new("bytea");

    fn pg_type() -> Type {
        Type::BYTEA
    }
}
