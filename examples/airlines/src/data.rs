//! The files: where they are, and how their texts become values.
//!
//! In all of them `NA` stands for what is not known. Times are local and written as a number:
//! `517` is 05:17.

use std::{
    collections::BTreeMap,
    fmt::Display,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    str::FromStr,
};

use anyhow::{Context, Result, bail, ensure};
use flate2::read::MultiGzDecoder;
use indicatif::ProgressBar;
use jiff::civil::Time;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, Error as _},
};
use tenant::TenantSet as _;

use crate::{carriers::Carrier, model::Flight};

/// The flights of January, which come with this example.
pub const JANUARY: &str = "flights-january.csv.gz";

/// The names under which flights are looked for in a directory.
const FLIGHTS: [&str; 3] = ["flights.csv.gz", "flights.csv", JANUARY];

/// A file that comes with this example.
pub fn committed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(name)
}

/// The file of flights that the user means: a file, or one in a directory; January if none.
///
/// # Errors
///
/// When there is no file at that place.
pub fn flights_file(given: Option<&Path>) -> Result<PathBuf> {
    let Some(given) = given else {
        return Ok(committed(JANUARY));
    };
    let mut files = FLIGHTS.iter().map(|name| given.join(name));
    if given.is_file() {
        Ok(given.to_owned())
    } else if let Some(file) = files.find(|file| file.is_file()) {
        Ok(file)
    } else {
        let (place, names) = (given.display(), FLIGHTS.join("`, `"));
        bail!("`{place}` is neither a file nor a directory with one of `{names}`")
    }
}

/// Opens a CSV file, compressed if its name ends in `.gz`, and reads its header.
///
/// # Errors
///
/// When that is not possible.
pub fn open(path: &Path) -> Result<csv::Reader<Box<dyn Read>>> {
    let context = || format!("cannot read `{}`", path.display());
    let file = File::open(path).with_context(context)?;
    let compressed = path.extension().is_some_and(|extension| extension == "gz");
    let mut reader = csv::Reader::from_reader(if compressed {
        Box::new(MultiGzDecoder::new(file)) as Box<dyn Read>
    } else {
        Box::new(file)
    });
    // The iterators over rows pass over an error in the header: the file would seem to be empty.
    reader.headers().with_context(context)?;
    Ok(reader)
}

/// Reads every row of a file.
///
/// # Errors
///
/// When the file cannot be read, or a row of it is not an `R`; the error names the line.
pub fn read<R: DeserializeOwned>(path: &Path) -> Result<Vec<R>> {
    let rows: csv::Result<_> = open(path)?.into_deserialize().collect();
    rows.with_context(|| format!("cannot read `{}`", path.display()))
}

/// Reads the flights of a file, each carrier's apart.
///
/// # Errors
///
/// As [`read`], when there are none, and when the carrier of a flight is not one of the set.
pub fn read_flights(path: &Path, progress: &ProgressBar) -> Result<BTreeMap<Carrier, Vec<Flight>>> {
    let mut flights: BTreeMap<_, Vec<_>> = Carrier::all().map(|one| (one, Vec::new())).collect();
    for (row, flight) in open(path)?.into_deserialize().enumerate() {
        let flight: Flight = flight.with_context(|| format!("cannot read `{}`", path.display()))?;
        let carrier = Carrier::from_code(&flight.carrier)
            .with_context(|| format!("row {} of `{}`", row + 1, path.display()))?;
        flights.entry(carrier).or_default().push(flight);
        progress.inc(1);
    }
    ensure!(
        progress.position() > 0,
        "no flights in `{}`",
        path.display()
    );
    Ok(flights)
}

/// Reads a value, or null where `NA` is written.
pub(crate) fn na<'de, D, V>(deserializer: D) -> Result<Option<V>, D::Error>
where
    D: Deserializer<'de>,
    V: FromStr<Err: Display>,
{
    match <&str>::deserialize(deserializer)? {
        "NA" => Ok(None),
        text => text.parse().map(Some).map_err(D::Error::custom),
    }
}

/// Reads a local time.
pub(crate) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
    let text = <&str>::deserialize(deserializer)?;
    let Clock(time) = text.parse().map_err(D::Error::custom)?;
    Ok(time)
}

/// Reads a local time, or null where `NA` is written.
pub(crate) fn na_or_time<'de, D>(deserializer: D) -> Result<Option<Time>, D::Error>
where
    D: Deserializer<'de>,
{
    Ok(na(deserializer)?.map(|Clock(time)| time))
}

/// A time that is written as a number of up to four digits.
#[derive(Debug)]
struct Clock(Time);

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let error = || format!("`{text}` is not a time such as 517 or 2359");
        let number: u16 = text.parse().map_err(|_| error())?;
        // Midnight is the end of a day here; no file says 0 for it, so nothing gets lost.
        let number = if number == 2400 { 0 } else { number };
        let [hour, minute] = [number / 100, number % 100].map(i8::try_from);
        let (Ok(hour), Ok(minute)) = (hour, minute) else {
            return Err(error());
        };
        Time::new(hour, minute, 0, 0).map(Self).map_err(|_| error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Airline, Airport, Plane};

    #[test]
    fn times_are_numbers() {
        let time = |text: &str| text.parse::<Clock>().map(|Clock(time)| time.to_string());
        assert_eq!(time("517").unwrap(), "05:17:00");
        assert_eq!(time("1").unwrap(), "00:01:00");
        assert_eq!(time("2359").unwrap(), "23:59:00");
        assert_eq!(time("2400").unwrap(), "00:00:00");
        for wrong in ["2401", "1260", "65535", "-1", "", "NA", "5:17"] {
            assert!(time(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_row_of_the_committed_files_is_read() {
        let hidden = ProgressBar::hidden();
        let flights = read_flights(&committed(JANUARY), &hidden).unwrap();
        assert_eq!(flights.values().map(Vec::len).sum::<usize>(), 27_004);
        assert_eq!(hidden.position(), 27_004);
        assert_eq!(flights[&Carrier::OO].len(), 1);
        let airlines: Vec<Airline> = read(&committed("airlines.csv")).unwrap();
        let airports: Vec<Airport> = read(&committed("airports.csv")).unwrap();
        let planes: Vec<Plane> = read(&committed("planes.csv")).unwrap();
        assert_eq!(
            (airlines.len(), airports.len(), planes.len()),
            (16, 1_458, 3_322)
        );
    }

    #[test]
    fn a_row_becomes_a_flight() {
        let hidden = ProgressBar::hidden();
        let flights = read_flights(&committed(JANUARY), &hidden).unwrap();
        let first = &flights[&Carrier::UA][0];
        assert_eq!((first.year, first.month, first.day), (2013, 1, 1));
        assert_eq!(first.dep_time, Some(jiff::civil::time(5, 17, 0, 0)));
        assert_eq!(first.tailnum.as_deref(), Some("N14228"));
        assert_eq!(first.time_hour, "2013-01-01T10:00:00Z".parse().unwrap());
        let cancelled = |flight: &&Flight| flight.dep_time.is_none();
        let without = flights[&Carrier::UA].iter().find(cancelled).unwrap();
        assert_eq!(
            (without.dep_delay, without.arr_delay, without.air_time),
            (None, None, None)
        );
    }

    #[test]
    fn a_place_without_flights_is_an_error() {
        for place in ["src", "no-such-place"] {
            let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
            let error = flights_file(Some(&place)).unwrap_err().to_string();
            assert!(error.contains("neither a file nor"), "{error}");
        }
        assert_eq!(
            flights_file(Some(&committed(""))).unwrap(),
            committed(JANUARY)
        );
        assert_eq!(flights_file(None).unwrap(), committed(JANUARY));
    }

    /// Reads texts as files of flights; returns the errors, causes included.
    fn error_of(name: &str, bytes: &[u8]) -> String {
        let path = std::env::temp_dir().join(format!("airlines-{}-{name}", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let result = read_flights(&path, &ProgressBar::hidden());
        std::fs::remove_file(&path).unwrap();
        format!("{:#}", result.unwrap_err())
    }

    #[test]
    fn a_file_that_is_broken_is_an_error() {
        let mut text = String::new();
        let mut january = MultiGzDecoder::new(File::open(committed(JANUARY)).unwrap());
        january.read_to_string(&mut text).unwrap();
        let lines: Vec<&str> = text.lines().take(2).collect();
        let file = |row: String| format!("{}\n{row}\n", lines[0]).into_bytes();

        assert!(error_of("empty.csv", b"").contains("no flights in"));
        assert!(error_of("header.csv", lines[0].as_bytes()).contains("no flights in"));
        let error = error_of("broken.csv.gz", b"abc");
        assert!(error.contains("cannot read"), "{error}");
        let error = error_of("time.csv", &file(lines[1].replace(",517,", ",577,")));
        assert!(error.contains("line: 2"), "{error}");
        assert!(
            error.ends_with("`577` is not a time such as 517 or 2359"),
            "{error}"
        );
        let error = error_of("carrier.csv", &file(lines[1].replace(",UA,", ",LH,")));
        assert!(
            error.ends_with("no tenant of `Carrier` has the schema `lh`"),
            "{error}"
        );
    }
}
