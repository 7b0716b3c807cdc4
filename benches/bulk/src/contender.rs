//! What is compared.

use serde::{Serialize, Serializer};

/// A way to write or to read rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contender {
    OneByOne,
    OneByOneInATransaction,
    InsertMany,
    OrderedByHand,
    ArraysByHand,
    SqlxValues,
    SqlxThousands,
    SqlxArrays,
    DieselValues,
    DieselThousands,
    #[cfg(feature = "libpq")]
    LibpqValues,
    #[cfg(feature = "libpq")]
    LibpqThousands,
    SeaOrmValues,
    SeaOrmThousands,
    ToastyValues,
    ToastyThousands,
    CopyIn,
    CopyInByHand,
    CopyOut,
    CopyOutByHand,
    Stream,
    StreamByHand,
}

/// What a contender's time is held against, and how many times as long it has to take at least, if
/// there is a goal.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Against {
    pub(crate) ours: Contender,
    pub(crate) goal: Option<f64>,
}

impl Serialize for Contender {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Contender {
    /// Those that insert.
    pub(crate) const INSERTS: &[Self] = &[
        Self::OneByOne,
        Self::OneByOneInATransaction,
        Self::InsertMany,
        Self::OrderedByHand,
        Self::ArraysByHand,
        Self::SqlxValues,
        Self::SqlxThousands,
        Self::SqlxArrays,
        Self::DieselValues,
        Self::DieselThousands,
        #[cfg(feature = "libpq")]
        Self::LibpqValues,
        #[cfg(feature = "libpq")]
        Self::LibpqThousands,
        Self::SeaOrmValues,
        Self::SeaOrmThousands,
        Self::ToastyValues,
        Self::ToastyThousands,
        Self::CopyIn,
        Self::CopyInByHand,
    ];

    /// Those that are made for more rows than fit into memory.
    pub(crate) const COPIES: &[Self] = &[
        Self::CopyIn,
        Self::CopyInByHand,
        Self::CopyOut,
        Self::CopyOutByHand,
        Self::Stream,
        Self::StreamByHand,
    ];

    /// Those that insert for tenants in rotation: of each library its fastest ways.
    pub(crate) const ROTATED: &[Self] = &[
        Self::InsertMany,
        Self::OrderedByHand,
        Self::ArraysByHand,
        Self::SqlxThousands,
        Self::SqlxArrays,
        Self::DieselThousands,
        Self::SeaOrmThousands,
        Self::ToastyThousands,
        Self::CopyIn,
        Self::CopyInByHand,
    ];

    /// Whether it has a connection for each tenant.
    pub(crate) fn connects_per_tenant(self) -> bool {
        matches!(self, Self::ToastyValues | Self::ToastyThousands)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OneByOne => "`insert`, one by one",
            Self::OneByOneInATransaction => "`insert`, one by one in a transaction",
            Self::InsertMany => "`insert_many`",
            Self::OrderedByHand => "arrays by hand, as ours",
            Self::ArraysByHand => "arrays by hand, `FROM unnest`",
            Self::SqlxValues => "sqlx, `push_values`, one statement",
            Self::SqlxThousands => "sqlx, `push_values`, 1,000 rows each",
            Self::SqlxArrays => "sqlx, arrays, `FROM unnest`",
            Self::DieselValues => "diesel-async, one statement",
            Self::DieselThousands => "diesel-async, 1,000 rows each",
            #[cfg(feature = "libpq")]
            Self::LibpqValues => "diesel on libpq, one statement",
            #[cfg(feature = "libpq")]
            Self::LibpqThousands => "diesel on libpq, 1,000 rows each",
            Self::SeaOrmValues => "sea-orm, `insert_many`, one statement",
            Self::SeaOrmThousands => "sea-orm, `insert_many`, 1,000 rows each",
            Self::ToastyValues => "toasty, `create_many`, one statement",
            Self::ToastyThousands => "toasty, `create_many`, 1,000 rows each",
            Self::CopyIn => "`copy_in`",
            Self::CopyInByHand => "`BinaryCopyInWriter` by hand",
            Self::CopyOut => "`copy_out`",
            Self::CopyOutByHand => "`BinaryCopyOutStream` by hand",
            Self::Stream => "`fetch`, a stream",
            Self::StreamByHand => "`query_raw` by hand, a stream",
        }
    }

    pub(crate) fn writes(self) -> bool {
        !matches!(
            self,
            Self::CopyOut | Self::CopyOutByHand | Self::Stream | Self::StreamByHand
        )
    }

    /// Nothing for the library's own ways that the others are held against.
    pub(crate) fn against(self) -> Option<Against> {
        let (ours, goal) = match self {
            Self::InsertMany | Self::CopyIn | Self::CopyOut | Self::Stream => return None,
            Self::OneByOne => (Self::InsertMany, Some(20.0)),
            Self::OneByOneInATransaction => (Self::InsertMany, None),
            // The same statement, written by hand for one table.
            Self::OrderedByHand => (Self::InsertMany, Some(0.9)),
            Self::ArraysByHand => (Self::InsertMany, Some(1.0)),
            Self::SqlxValues | Self::SqlxThousands => (Self::InsertMany, Some(1.0)),
            Self::SqlxArrays => (Self::InsertMany, Some(1.0)),
            Self::DieselValues | Self::DieselThousands => (Self::InsertMany, Some(1.0)),
            #[cfg(feature = "libpq")]
            Self::LibpqValues | Self::LibpqThousands => (Self::InsertMany, Some(1.0)),
            Self::SeaOrmValues | Self::SeaOrmThousands => (Self::InsertMany, Some(1.0)),
            Self::ToastyValues | Self::ToastyThousands => (Self::InsertMany, Some(1.0)),
            Self::CopyInByHand => (Self::CopyIn, Some(0.9)),
            Self::CopyOutByHand => (Self::CopyOut, None),
            Self::StreamByHand => (Self::Stream, None),
        };
        Some(Against { ours, goal })
    }
}
