//! Fieldless enums of the user, stored as text with a CHECK: no type per schema that every
//! connection would have to look up, and a new variant is a changed constraint.

use std::{error::Error as StdError, fmt};

use bytes::BytesMut;
use postgres_types::{FromSql, IsNull, ToSql, Type};

/// A fieldless enum that is stored as text; derived with `#[derive(Value)]`.
pub trait TextEnum: Copy + 'static {
    /// Every variant.
    const ALL: &'static [Self];
    /// The text of every variant, in the same order.
    const TEXTS: &'static [&'static str];

    /// The position of this variant in both lists.
    fn index(&self) -> usize;
}

/// The column holds a text that is no variant of the enum.
#[derive(Debug)]
struct UnknownText {
    text: String,
    texts: &'static [&'static str],
}

impl fmt::Display for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is none of `{}`",
            self.text,
            self.texts.join("`, `")
        )
    }
}

impl StdError for UnknownText {}

type BoxError = Box<dyn StdError + Sync + Send>;

/// Encodes a variant as its text.
///
/// # Errors
///
/// None that can be reached: any text is encoded.
pub fn enum_to_sql<E: TextEnum>(
    value: &E,
    ty: &Type,
    out: &mut BytesMut,
) -> Result<IsNull, BoxError> {
    E::TEXTS[value.index()].to_sql(ty, out)
}

/// Decodes a variant from its text.
///
/// # Errors
///
/// When the text is not of a variant.
pub fn enum_from_sql<E: TextEnum>(ty: &Type, raw: &[u8]) -> Result<E, BoxError> {
    let text = <&str>::from_sql(ty, raw)?;
    match E::TEXTS.iter().position(|known| *known == text) {
        Some(index) => Ok(E::ALL[index]),
        None => Err(UnknownText {
            text: text.to_owned(),
            texts: E::TEXTS,
        }
        .into()),
    }
}

/// Says which types a text enum is read from and written to.
pub fn enum_accepts(ty: &Type) -> bool {
    <&str as FromSql<'_>>::accepts(ty)
}
