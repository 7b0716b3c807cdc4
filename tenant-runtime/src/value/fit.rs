//! What a column's type must be for what its field says. The derive calls these in constants, at
//! the place of the type: a trait could not look into `Option`, an alias or a newtype.

use crate::value::SqlType;

/// Fails to compile unless the server can number a column of this type.
///
/// Source: `CREATE TABLE`, `GENERATED … AS IDENTITY`:
/// <https://www.postgresql.org/docs/current/ddl-identity-columns.html>.
///
/// # Panics
///
/// Unless the type is `smallint`, `integer` or `bigint`, and not null.
#[track_caller]
pub const fn check_generated(ty: SqlType) {
    let numbered = matches!(
        ty.name.as_bytes(),
        b"smallint" | b"integer" | b"bigint" // text cannot be compared in a constant
    );
    assert!(
        numbered && !ty.array,
        "the server cannot number a column of this type; make the field an `i16`, `i32` or `i64`, or leave out `generated`"
    );
    assert!(
        !ty.nullable,
        "a generated column is never null; make the field what its `Option` holds"
    );
}

/// Fails to compile unless a column of this type can count.
///
/// # Panics
///
/// Unless the type is `smallint`, `integer` or `bigint`, and not null.
#[track_caller]
pub const fn check_version(ty: SqlType) {
    let counts = matches!(ty.name.as_bytes(), b"smallint" | b"integer" | b"bigint");
    assert!(
        counts && !ty.array && !ty.nullable,
        "a version is counted; make the field an `i16`, `i32` or `i64`"
    );
}

/// Fails to compile if a column of a key can be null.
///
/// # Panics
///
/// If the type is nullable.
#[track_caller]
pub const fn check_key(ty: SqlType) {
    assert!(
        !ty.nullable,
        "a key is never null; make the field what its `Option` holds, or make it `unique` instead"
    );
}

/// Fails to compile unless a column can be set to null.
///
/// # Panics
///
/// Unless the type is nullable.
#[track_caller]
pub const fn check_set_null(ty: SqlType) {
    assert!(
        ty.nullable,
        "`on_delete = set_null` needs a column that can be null; make the field an `Option`"
    );
}

/// Fails to compile if a column without a default cannot be null, as that is its default then.
///
/// # Panics
///
/// If the type is not nullable.
#[track_caller]
pub const fn check_set_default(ty: SqlType) {
    assert!(
        ty.nullable,
        "`on_delete = set_default` needs a default; give the field one, or make it an `Option`"
    );
}
