//! What can be sent as a value of a text: a value of the type that its place has, or something that
//! is sent as one without a copy, such as `&str` for `String`.

use std::{error::Error, fmt, marker::PhantomData};

use bytes::BytesMut;
use postgres_types::{Format, IsNull, ToSql, Type};

use super::text::{ColumnOf, Columns};
use crate::{
    entity::Entity,
    params::Param,
    value::{Element, Value},
};

/// Says that a value can be sent where a statement has a `V`.
///
/// `How` tells the ways apart and is always inferred: as it is, by reference, as text, as an array, or
/// into what may be null.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent where the statement has a `{V}`",
    label = "expected a `{V}`",
    note = "a comparison with null never holds: compare an `Option` with `IS NOT DISTINCT FROM`",
    note = "a list is compared with `= ANY({{list}})`"
)]
pub trait SendAs<V: Value, How>: ToSql + Send + Sync {}

/// The value itself.
#[derive(Debug)]
pub struct Itself;
/// What is borrowed.
#[derive(Debug)]
pub struct Lent;
/// A value that is there, where it may be null.
#[derive(Debug)]
pub struct Present<How>(PhantomData<How>);
/// A value that may be null, borrowed inside.
#[derive(Debug)]
pub struct Inside<How>(PhantomData<How>);
/// Text.
#[derive(Debug)]
pub struct Text;
/// A list as an array.
#[derive(Debug)]
pub struct List<How>(PhantomData<How>);
/// A list of a fixed length as an array.
#[derive(Debug)]
pub struct Fixed<How>(PhantomData<How>);

// Listed one by one, and not by reference to each other: the error of a value that none takes then
// names the value as it was written. Nor are they recommended: the note says what to write.
#[diagnostic::do_not_recommend]
impl<V: Value> SendAs<V, Itself> for V {}
#[diagnostic::do_not_recommend]
impl<V: Value> SendAs<V, Lent> for &V {}
#[diagnostic::do_not_recommend]
impl<V: Value> SendAs<Option<V>, Present<Itself>> for V {}
#[diagnostic::do_not_recommend]
impl<V: Value> SendAs<Option<V>, Present<Lent>> for &V {}
#[diagnostic::do_not_recommend]
impl<V: Value> SendAs<Option<V>, Inside<Lent>> for Option<&V> {}
#[diagnostic::do_not_recommend]
impl SendAs<String, Text> for &str {}
#[diagnostic::do_not_recommend]
impl SendAs<String, Inside<Text>> for &&str {}
#[diagnostic::do_not_recommend]
impl SendAs<Option<String>, Present<Text>> for &str {}
#[diagnostic::do_not_recommend]
impl SendAs<Option<String>, Inside<Text>> for Option<&str> {}

/// Lists: each is sent as an array, and where the array may be null too.
macro_rules! impl_lists {
    ($([$($generics:tt)*] $list:ty, $element:ty, $how:ty;)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<$($generics)*> SendAs<Vec<$element>, $how> for $list {}
            #[diagnostic::do_not_recommend]
            impl<$($generics)*> SendAs<Option<Vec<$element>>, Present<$how>> for $list {}
        )*
    };
}

impl_lists! {
    [V: Element] &[V], V, List<Itself>;
    [V: Element, const N: usize] [V; N], V, Fixed<Itself>;
    [V: Element, const N: usize] &[V; N], V, Fixed<Lent>;
    [] &[&str], String, List<Text>;
    [const N: usize] [&str; N], String, Fixed<Text>;
    [const N: usize] &[&str; N], String, Fixed<Inside<Text>>;
    [] Vec<&str>, String, Text;
    [] &Vec<&str>, String, Inside<Text>;
}

/// A value on its way, as a `V`.
pub struct Sent<V, X> {
    value: X,
    ty: PhantomData<fn() -> V>,
}

impl<V, X> Sent<V, X> {
    fn new(value: X) -> Self {
        Self {
            value,
            ty: PhantomData,
        }
    }
}

impl<V: Value, X: ToSql + Send + Sync> Param for Sent<V, X> {
    fn sql_type(&self) -> Type {
        V::pg_type()
    }
}

impl<V, X: ToSql> ToSql for Sent<V, X> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.value.to_sql(ty, out)
    }

    fn accepts(ty: &Type) -> bool {
        X::accepts(ty)
    }

    fn encode_format(&self, ty: &Type) -> Format {
        self.value.encode_format(ty)
    }

    fn to_sql_checked(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        self.value.to_sql_checked(ty, out)
    }
}

impl<V, X> fmt::Debug for Sent<V, X> {
    /// Not the value: it may be personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sent")
    }
}

/// What a place of a text expects.
#[derive(Debug)]
pub struct Expected<V>(PhantomData<fn() -> V>);

#[expect(clippy::unused_self, reason = "its type says what is expected")]
impl<V: Value> Expected<V> {
    /// Sends a value that is kept.
    pub fn keep<X: SendAs<V, How>, How>(self, value: X) -> Sent<V, X> {
        Sent::new(value)
    }

    /// Sends a value that is borrowed.
    pub fn lend<X: SendAs<V, How>, How>(self, value: &X) -> Sent<V, &X> {
        Sent::new(value)
    }
}

/// What is compared with a column.
pub fn compared<E: Entity, V: Value, R>(
    _: fn(Columns<E>) -> ColumnOf<E, V, R>,
) -> Expected<V::NotNull> {
    Expected(PhantomData)
}

/// What is stored in a column.
pub fn assigned<E: Entity, V: Value, R>(_: fn(Columns<E>) -> ColumnOf<E, V, R>) -> Expected<V> {
    Expected(PhantomData)
}

/// What is perhaps a column's value, and perhaps null.
pub fn distinct<E: Entity, V: Value, R>(
    _: fn(Columns<E>) -> ColumnOf<E, V, R>,
) -> Expected<Option<V::NotNull>> {
    Expected(PhantomData)
}

/// A list whose elements are compared with a column.
pub fn listed<E: Entity, V: Value<NotNull: Element>, R>(
    _: fn(Columns<E>) -> ColumnOf<E, V, R>,
) -> Expected<Vec<V::NotNull>> {
    Expected(PhantomData)
}

/// What the text says the type of.
pub fn typed<V: Value>() -> Expected<V> {
    Expected(PhantomData)
}

/// What is sent as its own type, which the text casts.
pub fn own() -> Own {
    Own
}

/// A place of a text where only the value says its type.
#[derive(Debug)]
pub struct Own;

#[expect(clippy::unused_self, reason = "its type says what is expected")]
impl Own {
    /// Sends a value that is kept.
    pub fn keep<V: Value, X: OwnType<V, How>, How>(self, value: X) -> Sent<V, X> {
        Sent::new(value)
    }

    /// Sends a value that is borrowed.
    pub fn lend<V: Value, X: OwnType<V, How>, How>(self, value: &X) -> Sent<V, &X> {
        Sent::new(value)
    }
}

/// Something that is sent as the type that it is.
#[diagnostic::on_unimplemented(
    message = "the type that `{Self}` is sent as is not known",
    label = "say it in the braces: `{{value: Type}}`"
)]
pub trait OwnType<V, How>: ToSql + Send + Sync {}

impl<V: Value> OwnType<V, Itself> for V {}
impl<V: Value> OwnType<V, Lent> for &V {}
impl OwnType<String, Text> for &str {}
