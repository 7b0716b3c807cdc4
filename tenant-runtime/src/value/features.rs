//! The types of other crates, each behind the feature that is named after it.

#[allow(unused_imports)] // unused when every feature is off
use super::builtin::impl_value;

#[cfg(feature = "uuid")]
impl_value! {
    uuid::Uuid => "uuid", UUID;
}

#[cfg(feature = "chrono")]
impl_value! {
    chrono::DateTime<chrono::Utc> => "timestamp with time zone", TIMESTAMPTZ;
    chrono::DateTime<chrono::FixedOffset> => "timestamp with time zone", TIMESTAMPTZ;
    chrono::NaiveDateTime => "timestamp without time zone", TIMESTAMP;
    chrono::NaiveDate => "date", DATE;
    chrono::NaiveTime => "time without time zone", TIME;
}

#[cfg(feature = "time")]
impl_value! {
    time::OffsetDateTime => "timestamp with time zone", TIMESTAMPTZ;
    time::PrimitiveDateTime => "timestamp without time zone", TIMESTAMP;
    time::Date => "date", DATE;
    time::Time => "time without time zone", TIME;
}

#[cfg(feature = "jiff")]
impl_value! {
    jiff::Timestamp => "timestamp with time zone", TIMESTAMPTZ;
    jiff::civil::DateTime => "timestamp without time zone", TIMESTAMP;
    jiff::civil::Date => "date", DATE;
    jiff::civil::Time => "time without time zone", TIME;
}

#[cfg(feature = "rust_decimal")]
impl_value! {
    rust_decimal::Decimal => "numeric", NUMERIC;
}

#[cfg(feature = "json")]
impl_value! {
    serde_json::Value => "jsonb", JSONB;
}
