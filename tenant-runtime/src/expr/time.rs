//! Dates and times.

use crate::{
    expr::{Expr, Expression, Lifted, Operand},
    tenant::Tenant,
    value::Value,
};

/// A value that is a date, a time of day, or a moment.
#[diagnostic::on_unimplemented(message = "`{Self}` is no date or time", label = "no date or time")]
pub trait Temporal: Value<NotNull = Self> {}

/// A value that is a moment: a timestamp with or without a time zone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no timestamp with time zone",
    label = "no timestamp with time zone"
)]
pub trait Timestamp: Temporal {}

/// A value that is a date.
#[diagnostic::on_unimplemented(message = "`{Self}` is no date", label = "no date")]
pub trait CalendarDate: Temporal {}

impl Temporal for std::time::SystemTime {}
impl Timestamp for std::time::SystemTime {}

macro_rules! impl_temporal {
    ($feature:literal: [$($timestamp:ty)*] [$date:ty] [$($other:ty)*]) => {$(
        #[cfg(feature = $feature)]
        impl Temporal for $timestamp {}
        #[cfg(feature = $feature)]
        impl Timestamp for $timestamp {}
    )*
        #[cfg(feature = $feature)]
        impl Temporal for $date {}
        #[cfg(feature = $feature)]
        impl CalendarDate for $date {}
    $(
        #[cfg(feature = $feature)]
        impl Temporal for $other {}
    )*};
}

impl_temporal!("chrono":
    [chrono::DateTime<chrono::Utc> chrono::DateTime<chrono::FixedOffset>]
    [chrono::NaiveDate] [chrono::NaiveDateTime chrono::NaiveTime]);
impl_temporal!("time": [time::OffsetDateTime] [time::Date] [time::PrimitiveDateTime time::Time]);
impl_temporal!("jiff":
    [jiff::Timestamp] [jiff::civil::Date] [jiff::civil::DateTime jiff::civil::Time]);

/// The moment at which the transaction began.
///
/// # Examples
///
/// ```
/// # use tenant::prelude::*;
/// # #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// # pub enum Client { Client1, Client2 }
/// # #[derive(Entity, Debug)]
/// # #[tenant(set = Client)]
/// # pub struct Event { #[tenant(key, generated)] pub id: i64, pub at: std::time::SystemTime }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
/// # let server = tenant::embedded::TestDatabase::create().await?;
/// # let db = Database::connect(server.url()).await?;
/// # Client::create_all(&db).await?;
/// use std::time::{Duration, SystemTime};
/// use tenant::expr::{Field, Interval, now};
///
/// let at = SystemTime::UNIX_EPOCH + Duration::from_secs(90 * 86_400); // 1 April 1970
/// Client1Event::insert(NewEvent { at }).execute(&db).await?;
/// let (month, old): (f64, bool) = Client1Event::all()
///     .select(|event| (event.at.extract(Field::Month), event.at.plus(Interval::years(1)).lt(now::<_, SystemTime>())))
///     .fetch_one(&db)
///     .await?;
/// assert_eq!((month, old), (4.0, true));
/// # Ok(())
/// # }
/// ```
pub fn now<T: Tenant, V: Timestamp>() -> Expr<T, V> {
    Expr::constant("now()")
}

/// The day on which the transaction began, in the session's time zone.
pub fn today<T: Tenant, V: CalendarDate>() -> Expr<T, V> {
    Expr::constant("CURRENT_DATE")
}

/// A part of a date or time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The year.
    Year,
    /// The quarter of the year, from 1.
    Quarter,
    /// The month of the year, from 1.
    Month,
    /// The week of the year, by ISO 8601.
    Week,
    /// The day of the month, from 1.
    Day,
    /// The day of the year, from 1.
    DayOfYear,
    /// The day of the week, from 1 for Monday.
    DayOfWeek,
    /// The hour, from 0.
    Hour,
    /// The minute, from 0.
    Minute,
    /// The second, with its fraction.
    Second,
    /// Seconds since 1970, with their fraction.
    Epoch,
}

impl Field {
    fn begin(self) -> &'static str {
        match self {
            Self::Year => "EXTRACT(year FROM ",
            Self::Quarter => "EXTRACT(quarter FROM ",
            Self::Month => "EXTRACT(month FROM ",
            Self::Week => "EXTRACT(week FROM ",
            Self::Day => "EXTRACT(day FROM ",
            Self::DayOfYear => "EXTRACT(doy FROM ",
            Self::DayOfWeek => "EXTRACT(isodow FROM ",
            Self::Hour => "EXTRACT(hour FROM ",
            Self::Minute => "EXTRACT(minute FROM ",
            Self::Second => "EXTRACT(second FROM ",
            Self::Epoch => "EXTRACT(epoch FROM ",
        }
    }
}

/// How much of a moment is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Its year.
    Year,
    /// Its quarter.
    Quarter,
    /// Its month.
    Month,
    /// Its week, which begins on Monday.
    Week,
    /// Its day.
    Day,
    /// Its hour.
    Hour,
    /// Its minute.
    Minute,
    /// Its second.
    Second,
}

impl Precision {
    fn begin(self) -> &'static str {
        match self {
            Self::Year => "date_trunc('year', ",
            Self::Quarter => "date_trunc('quarter', ",
            Self::Month => "date_trunc('month', ",
            Self::Week => "date_trunc('week', ",
            Self::Day => "date_trunc('day', ",
            Self::Hour => "date_trunc('hour', ",
            Self::Minute => "date_trunc('minute', ",
            Self::Second => "date_trunc('second', ",
        }
    }
}

/// A span of time by the calendar: months and days are as long as they are where they begin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    months: i32,
    days: i32,
    seconds: f64,
}

impl Interval {
    /// Twelve months each.
    pub fn years(years: i32) -> Self {
        Self::months(years.saturating_mul(12))
    }

    /// Months.
    pub fn months(months: i32) -> Self {
        Self {
            months,
            ..Self::default()
        }
    }

    /// Days.
    pub fn days(days: i32) -> Self {
        Self {
            days,
            ..Self::default()
        }
    }

    /// Seconds, with a fraction of up to six digits.
    pub fn seconds(seconds: f64) -> Self {
        Self {
            seconds,
            ..Self::default()
        }
    }
}

/// Functions of dates and times.
pub trait TimeExpression: Expression<Value: Value<NotNull: Temporal>> {
    /// A part of it. An infinite one, which only other programs store, has no month: for such columns,
    /// make it nullable first, with [`nullable`](crate::expr::NullExpression::nullable).
    fn extract(self, field: Field) -> Expr<Self::Tenant, Lifted<Self, f64>> {
        let part: Expr<_, f64> = self.into_expr().call(field.begin());
        part.cast_to::<f64, _>()
    }

    /// The beginning of its year, month, …, in the session's time zone.
    fn truncate(self, to: Precision) -> Expr<Self::Tenant, Self::Value> {
        let begun: Expr<_, Self::Value> = self.into_expr().call(to.begin());
        begun.cast_to::<Self::Value, _>()
    }

    /// So much later.
    fn plus(self, interval: Interval) -> Expr<Self::Tenant, Self::Value> {
        shifted(self.into_expr(), " + ", interval)
    }

    /// So much earlier.
    fn minus(self, interval: Interval) -> Expr<Self::Tenant, Self::Value> {
        shifted(self.into_expr(), " - ", interval)
    }

    /// How many seconds it is after the other.
    fn seconds_since<R: Operand<Self::Tenant, super::NotNull<Self>>>(
        self,
        other: R,
    ) -> Expr<Self::Tenant, Lifted<Self, <R::Value as Value>::Lift<f64>>> {
        let since: Expr<_, f64> = self.into_expr().infix(" - ", other);
        let seconds: Expr<_, f64> = since.call("EXTRACT(epoch FROM ");
        seconds.cast_to::<f64, _>()
    }
}

impl<X: Expression<Value: Value<NotNull: Temporal>>> TimeExpression for X {}

fn shifted<T: Tenant, V: Value>(
    moment: Expr<T, V>,
    operator: &'static str,
    interval: Interval,
) -> Expr<T, V> {
    let begun: Expr<T, V> = moment.postfix(operator);
    let begun: Expr<T, V> = begun.extended("make_interval(months => ", interval.months);
    let begun: Expr<T, V> = begun.extended(", days => ", interval.days);
    let whole: Expr<T, V> = begun.extended(", secs => ", interval.seconds);
    // A date and an interval make a timestamp.
    whole.closed().cast_to::<V, _>()
}
