//! The result of a query as rows of cells, to be compared with what `psql` printed.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// The fraction's digits that are compared. Sums have no more; averages and quotients do, and a
/// `Decimal` keeps fewer of them than the server.
const DIGITS: u32 = 6;

/// The rows of a result.
pub type Answer = Vec<Vec<Cell>>;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Number(Decimal),
}

impl Cell {
    /// Whether `psql` printed this value; null it prints as `null`.
    pub fn is(&self, printed: &str, null: &str) -> bool {
        match self {
            Self::Null => printed == null,
            Self::Text(text) => printed == text,
            Self::Number(number) => printed
                .parse::<Decimal>()
                .is_ok_and(|printed| printed.round_dp(DIGITS) == number.round_dp(DIGITS)),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Text(day.to_string())
    }
}

impl From<Decimal> for Cell {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number.into())
    }
}

impl<X: Into<Cell>> From<Option<X>> for Cell {
    fn from(value: Option<X>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row that a query returned: a tuple.
pub trait Cells {
    fn cells(self) -> Vec<Cell>;
}

macro_rules! impl_cells {
    ($($item:ident)+) => {
        impl<$($item: Into<Cell>),+> Cells for ($($item,)+) {
            fn cells(self) -> Vec<Cell> {
                #[allow(non_snake_case)] // the type parameters' names serve as variables
                let ($($item,)+) = self;
                vec![$($item.into()),+]
            }
        }
    };
}

impl_cells!(A);
impl_cells!(A B);
impl_cells!(A B C);
impl_cells!(A B C D);
impl_cells!(A B C D E);
impl_cells!(A B C D E F);
impl_cells!(A B C D E F G);
impl_cells!(A B C D E F G H);
impl_cells!(A B C D E F G H I);
impl_cells!(A B C D E F G H I J);

/// The rows as cells.
pub fn answer<R: Cells>(rows: Vec<R>) -> Answer {
    rows.into_iter().map(Cells::cells).collect()
}
