//! The tenants: the carriers of the data set, by their IATA codes.

use tenant::{UnknownTenant, prelude::*};

/// The carriers with flights from New York City in 2013.
///
/// Each has a schema named after its code in lower case. That `as` is a keyword of SQL, and that
/// `9e` is no identifier, does not matter: names are quoted in every statement.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[tenant(shared = "nycflights13")]
pub enum Carrier {
    /// Endeavor Air. Nothing in Rust can be called `9E`.
    #[tenant(schema = "9e")]
    NineE,
    /// American Airlines.
    AA,
    /// Alaska Airlines.
    AS,
    /// `JetBlue` Airways.
    B6,
    /// Delta Air Lines.
    DL,
    /// `ExpressJet` Airlines.
    EV,
    /// Frontier Airlines.
    F9,
    /// `AirTran` Airways.
    FL,
    /// Hawaiian Airlines.
    HA,
    /// Envoy Air.
    MQ,
    /// `SkyWest` Airlines.
    OO,
    /// United Air Lines.
    UA,
    /// US Airways.
    US,
    /// Virgin America.
    VX,
    /// Southwest Airlines.
    WN,
    /// Mesa Airlines.
    YV,
}

impl Carrier {
    /// Finds a carrier by its code, such as `9E`.
    ///
    /// # Errors
    ///
    /// [`UnknownTenant`] when none has it.
    pub fn from_code(code: &str) -> Result<Self, UnknownTenant> {
        code.to_ascii_lowercase().parse()
    }

    /// The code of the carrier, such as `9E`.
    pub fn code(self) -> String {
        self.schema().to_ascii_uppercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_to_carriers_and_back() {
        for carrier in Carrier::all() {
            assert_eq!(Carrier::from_code(&carrier.code()), Ok(carrier));
        }
        assert_eq!(Carrier::from_code("9E"), Ok(Carrier::NineE));
        let unknown = Carrier::from_code("LH").unwrap_err();
        assert_eq!(unknown.name(), "lh");
    }
}
