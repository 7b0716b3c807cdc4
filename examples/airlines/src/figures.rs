//! The figures of the report. Sums and counts are kept instead of means, so that figures that
//! were computed in different ways can be compared exactly.

use std::collections::BTreeMap;

use crate::carriers::Carrier;

/// What the report says: per carrier, and of all flights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The figures of each carrier.
    pub carriers: BTreeMap<Carrier, Figures>,
    /// The figures of all flights together.
    pub total: Figures,
}

/// What the report says about some flights.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many there are.
    pub flights: u64,
    /// How many of them never left.
    pub cancelled: u64,
    /// How late those were that left.
    pub departure: Delays,
    /// How late those were that arrived at their destination.
    pub arrival: Delays,
    /// Where most of them went; none if there are no flights.
    pub busiest: Option<Busiest>,
}

/// The destination of most flights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Busiest {
    /// The code of the airport.
    pub dest: String,
    /// How many flights went there.
    pub flights: u64,
}

/// Delays, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    /// The sum of all delays; who was early counts negative.
    pub minutes: i64,
    /// How many flights have a delay, be it 0.
    pub flights: u64,
}

/// Flights, as they are counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// As in [`Figures`].
    pub flights: u64,
    /// As in [`Figures`].
    pub cancelled: u64,
    /// As in [`Figures`].
    pub departure: Delays,
    /// As in [`Figures`].
    pub arrival: Delays,
    /// How many flights went to each destination.
    pub destinations: BTreeMap<String, u64>,
}

impl Delays {
    /// Adds the delay of one flight, if it has one.
    pub fn add(&mut self, minutes: Option<i16>) {
        if let Some(minutes) = minutes {
            self.minutes += i64::from(minutes);
            self.flights += 1;
        }
    }

    /// The mean delay in minutes; none without flights.
    #[expect(
        clippy::cast_precision_loss,
        reason = "all the minutes of all the flights of a century are below 2^53"
    )]
    pub fn mean(self) -> Option<f64> {
        (self.flights > 0).then(|| self.minutes as f64 / self.flights as f64)
    }

    fn merge(&mut self, other: Self) {
        self.minutes += other.minutes;
        self.flights += other.flights;
    }
}

impl Tally {
    /// Counts a flight that goes to this airport.
    pub fn add_destination(&mut self, dest: &str) {
        // `entry` would need an owned code for each of the flights.
        match self.destinations.get_mut(dest) {
            Some(flights) => *flights += 1,
            None => {
                self.destinations.insert(dest.to_owned(), 1);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.flights += other.flights;
        self.cancelled += other.cancelled;
        self.departure.merge(other.departure);
        self.arrival.merge(other.arrival);
        for (dest, flights) in &other.destinations {
            *self.destinations.entry(dest.clone()).or_default() += flights;
        }
    }

    fn figures(&self) -> Figures {
        Figures {
            flights: self.flights,
            cancelled: self.cancelled,
            departure: self.departure,
            arrival: self.arrival,
            busiest: self.busiest(),
        }
    }

    /// Of several destinations with as many flights, the first by its code.
    fn busiest(&self) -> Option<Busiest> {
        let mut busiest: Option<(&String, u64)> = None;
        for (dest, &flights) in &self.destinations {
            if busiest.is_none_or(|(_, most)| flights > most) {
                busiest = Some((dest, flights));
            }
        }
        busiest.map(|(dest, flights)| Busiest {
            dest: dest.clone(),
            flights,
        })
    }
}

impl FromIterator<(Carrier, Tally)> for Report {
    fn from_iter<I: IntoIterator<Item = (Carrier, Tally)>>(tallies: I) -> Self {
        let mut report = Self::default();
        let mut total = Tally::default();
        for (carrier, tally) in tallies {
            total.merge(&tally);
            report.carriers.insert(carrier, tally.figures());
        }
        report.total = total.figures();
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_code_wins_a_tie() {
        let mut tally = Tally::default();
        for dest in ["ORD", "BOS", "ATL", "BOS", "ATL"] {
            tally.add_destination(dest);
        }
        let busiest = tally.busiest().unwrap();
        assert_eq!((busiest.dest.as_str(), busiest.flights), ("ATL", 2));
        assert_eq!(Tally::default().busiest(), None);
    }

    #[test]
    fn unknown_delays_do_not_count() {
        let mut delays = Delays::default();
        assert_eq!(delays.mean(), None);
        for minutes in [Some(-5), None, Some(0), Some(20)] {
            delays.add(minutes);
        }
        assert_eq!(delays.mean(), Some(5.0));
    }
}
