//! The tables: a carrier's flights in its own schema; airlines, airports and planes once.
//!
//! A row of a file and a row of a table are the same struct: nothing here is generated or has a
//! default, so an entity is what is inserted, and serde reads it from CSV.

use jiff::{Timestamp, civil::Time};
use serde::Deserialize;
use tenant::prelude::*;

use crate::{
    carriers::Carrier,
    data::{na, na_or_time, time},
};

/// A carrier's name.
#[derive(Entity, Deserialize, Clone, Debug, PartialEq)]
#[tenant(set = Carrier, shared)]
pub struct Airline {
    /// Its IATA code, such as `9E`.
    #[tenant(key)]
    pub carrier: String,
    /// Its name.
    pub name: String,
}

/// An airport.
#[derive(Entity, Deserialize, Clone, Debug, PartialEq)]
#[tenant(set = Carrier, shared)]
pub struct Airport {
    /// The code that the Federal Aviation Administration gave it.
    #[tenant(key)]
    pub faa: String,
    /// Its usual name.
    pub name: String,
    /// Degrees north.
    #[tenant(check = "lat BETWEEN -90 AND 90")]
    pub lat: f64,
    /// Degrees east.
    #[tenant(check = "lon BETWEEN -180 AND 180")]
    pub lon: f64,
    /// Feet above sea level.
    pub alt: i32,
    /// Hours ahead of UTC in winter.
    pub tz: i16,
    /// When its clocks change.
    pub dst: DaylightSaving,
    /// Its time zone in the IANA database.
    #[serde(deserialize_with = "na")]
    pub tzone: Option<String>,
}

/// When the clocks of an airport change.
#[derive(Value, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DaylightSaving {
    /// From the second Sunday of March to the first of November.
    #[serde(rename = "A")]
    #[tenant(rename = "A")]
    American,
    /// Never.
    #[serde(rename = "N")]
    #[tenant(rename = "N")]
    Never,
    /// Nobody knows.
    #[serde(rename = "U")]
    #[tenant(rename = "U")]
    Unknown,
}

/// A plane in the register of the Federal Aviation Administration.
#[derive(Entity, Deserialize, Clone, Debug, PartialEq)]
#[tenant(set = Carrier, shared)]
pub struct Plane {
    /// The number on its tail.
    #[tenant(key)]
    pub tailnum: String,
    /// The year in which it was built.
    #[serde(deserialize_with = "na")]
    pub year: Option<i16>,
    /// Its kind of wings, and one engine or several.
    pub r#type: String,
    /// Who built it.
    pub manufacturer: String,
    /// The builder's name for it.
    pub model: String,
    /// How many engines it has.
    pub engines: i16,
    /// How many seats it has.
    pub seats: i16,
    /// Its cruising speed in miles per hour, known of few.
    #[serde(deserialize_with = "na")]
    pub speed: Option<i16>,
    /// Its kind of engine.
    pub engine: String,
}

/// A flight from New York City; each carrier has a table of them.
///
/// The data set's key is carrier, hour and number. The carrier is the schema, so two columns are
/// left; the column `carrier` is kept all the same, for [`verify`](crate::verify) to group by.
///
/// Two columns are no references although they look like it. `tailnum`: for a seventh of the
/// flights there is a number that is not in the table of planes, as some carriers report numbers of
/// their own. `dest`: the airports of Puerto Rico and the Virgin Islands (`SJU`, `BQN`, `PSE`,
/// `STT`) are not in the table of airports.
#[derive(Entity, Deserialize, Clone, Debug, PartialEq)]
#[tenant(set = Carrier)]
pub struct Flight {
    /// The year of its day, which is the local one in New York: 2013.
    pub year: i16,
    /// The month of its day.
    #[tenant(check = "month BETWEEN 1 AND 12")]
    pub month: i16,
    /// The day of the month.
    #[tenant(check = "day BETWEEN 1 AND 31")]
    pub day: i16,
    /// When it left, in local time; null if it was cancelled.
    #[serde(deserialize_with = "na_or_time")]
    pub dep_time: Option<Time>,
    /// When it was to leave, in local time.
    #[serde(deserialize_with = "time")]
    pub sched_dep_time: Time,
    /// How many minutes too late it left; negative if too early.
    #[serde(deserialize_with = "na")]
    pub dep_delay: Option<i16>,
    /// When it arrived, in the destination's local time.
    #[serde(deserialize_with = "na_or_time")]
    pub arr_time: Option<Time>,
    /// When it was to arrive, in the destination's local time.
    #[serde(deserialize_with = "time")]
    pub sched_arr_time: Time,
    /// How many minutes too late it arrived; null also if it was diverted.
    #[serde(deserialize_with = "na")]
    pub arr_delay: Option<i16>,
    /// The code of the carrier, which is also the schema.
    #[tenant(references = Airline)]
    pub carrier: String,
    /// Its number.
    #[tenant(key)]
    pub flight: i16,
    /// The plane; indexed, as a plane's flights are what one asks for from the table of planes.
    #[serde(deserialize_with = "na")]
    #[tenant(index)]
    pub tailnum: Option<String>,
    /// The airport that it left from: `EWR`, `JFK` or `LGA`.
    #[tenant(references = Airport)]
    pub origin: String,
    /// The airport that it was to arrive at.
    pub dest: String,
    /// How many minutes it was in the air.
    #[serde(deserialize_with = "na")]
    pub air_time: Option<i16>,
    /// How many miles the two airports are apart.
    pub distance: i16,
    /// The hour of `sched_dep_time`.
    pub hour: i16,
    /// The minute of `sched_dep_time`.
    pub minute: i16,
    /// The hour in which it was to leave, in UTC.
    #[tenant(key)]
    pub time_hour: Timestamp,
}
