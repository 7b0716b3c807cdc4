//! Arrays that are encoded as their elements come, so that nothing of the rows has to be kept for them.

use std::error::Error;

use bytes::{BufMut, BytesMut};
use postgres_types::{IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::{
    params::{Given, Param, encode, encode_as},
    value::array_of,
};

type BoxError = Box<dyn Error + Sync + Send>;

/// An array of one dimension.
#[derive(Debug)]
pub(super) struct Array {
    ty: Type,
    /// The elements as they are sent, each with its length.
    elements: BytesMut,
    count: i32,
    /// What could not be encoded; the statement fails with it before anything is sent.
    error: Option<BoxError>,
}

impl Array {
    /// An empty one.
    pub(super) fn of_elements(element: &Type) -> Self {
        Self::of(array_of(element))
    }

    /// An empty one of a type that is one of arrays.
    pub(super) fn of(ty: Type) -> Self {
        Self {
            ty,
            elements: BytesMut::new(),
            count: 0,
            error: None,
        }
    }

    /// Of elements of one type, about so many.
    pub(super) fn of_all<'a>(
        element: &Type,
        count: usize,
        params: impl Iterator<Item = Given<'a>>,
    ) -> Self {
        const ABOUT_AN_ELEMENT: usize = 12; // a number and its length

        let mut array = Self::of_elements(element);
        array
            .elements
            .reserve(count.saturating_mul(ABOUT_AN_ELEMENT));
        for param in params {
            let encoded = encode_as(element, param, &mut array.elements);
            array.add(encoded);
        }
        array
    }

    /// Adds an element; a default is a null.
    pub(super) fn push(&mut self, param: Given<'_>) {
        let encoded = encode(param, &mut self.elements);
        self.add(encoded);
    }

    #[inline]
    fn add(&mut self, encoded: Result<(), BoxError>) {
        self.count += 1;
        if let Err(error) = encoded {
            self.error.get_or_insert(error);
        }
    }

    /// Adds the elements of an array, and returns how many those are; none for a null or a default.
    pub(super) fn push_all(&mut self, param: Given<'_>) -> Option<usize> {
        self.try_push_all(param).unwrap_or_else(|error| {
            self.error.get_or_insert(error);
            None
        })
    }

    /// An array is sent as the number of its dimensions, whether there are nulls, and the type of its
    /// elements; for the dimension, its length and first position; then the elements.
    /// Source: `array_recv` of the server, `src/backend/utils/adt/arrayfuncs.c`.
    fn try_push_all(&mut self, param: Given<'_>) -> Result<Option<usize>, BoxError> {
        const LENGTH: usize = 4; // which every value has in front
        const HEADER: usize = LENGTH + 12;
        const DIMENSION: usize = 8;

        let mut encoded = BytesMut::new();
        encode(param, &mut encoded)?;
        let number = |at: usize| -> Result<i32, BoxError> {
            let bytes = encoded
                .get(at..at + 4)
                .ok_or("an array without its header")?;
            Ok(i32::from_be_bytes(bytes.try_into()?))
        };
        if number(0)? < 0 {
            return Ok(None);
        }
        if number(LENGTH)? == 0 {
            return Ok(Some(0));
        }
        let count = number(HEADER)?;
        self.count += count;
        self.elements
            .extend_from_slice(&encoded[HEADER + DIMENSION..]);
        Ok(Some(usize::try_from(count)?))
    }
}

impl ToSql for Array {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxError> {
        if let Some(error) = &self.error {
            return Err(error.to_string().into());
        }
        let Kind::Array(element) = ty.kind() else {
            return Err(format!("`{ty}` is no array").into());
        };
        out.put_i32(i32::from(self.count > 0));
        out.put_i32(1); // there may be nulls
        out.put_u32(element.oid());
        if self.count > 0 {
            out.put_i32(self.count);
            out.put_i32(1);
        }
        out.extend_from_slice(&self.elements);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl Param for Array {
    fn sql_type(&self) -> Type {
        self.ty.clone()
    }
}
