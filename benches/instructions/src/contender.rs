//! A contender: a statement, and what it goes through.

use std::fmt;

use anyhow::{Result, bail};

/// Named as its function and its bench are in the benchmark, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contender {
    statement: String,
    through: Through,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Through {
    Hand,
    StaticHandle,
    ValueOfTheSet,
    RuntimeSchema,
    Pool,
}

impl Contender {
    pub(crate) fn new(function: &str, bench: &str) -> Result<Self> {
        Ok(Self {
            statement: function.replace('_', " "),
            through: match bench {
                "by_hand" => Through::Hand,
                "static_handle" => Through::StaticHandle,
                "value_of_the_set" => Through::ValueOfTheSet,
                "runtime_schema" => Through::RuntimeSchema,
                "from_the_pool" => Through::Pool,
                _ => bail!("no goal is known for `{bench}` of `{function}`"),
            },
        })
    }

    /// The most that it may take, in times of the instructions by hand; none for by hand itself.
    pub(crate) fn goal(&self) -> Option<f64> {
        match self.through {
            Through::Hand => None,
            _ if self.is_built() => Some(1.10),
            Through::StaticHandle | Through::Pool => Some(1.03),
            Through::ValueOfTheSet | Through::RuntimeSchema => Some(1.08),
        }
    }

    /// Whether it is a query whose parts are put together at run time.
    fn is_built(&self) -> bool {
        ["filter", "page of 10", "join of 10"].contains(&self.statement.as_str())
    }

    /// Whether it selects one row by its key.
    pub(crate) fn is_point_select(&self) -> bool {
        self.statement.starts_with("find")
    }

    /// Whether it is the same statement.
    pub(crate) fn is_compared_with(&self, other: &Self) -> bool {
        self.statement == other.statement
    }
}

impl fmt::Display for Contender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let through = match self.through {
            Through::Hand => "by hand",
            Through::StaticHandle => "static handle",
            Through::ValueOfTheSet => "value of the set",
            Through::RuntimeSchema => "runtime schema",
            Through::Pool => "static handle, from the pool",
        };
        f.pad(&format!("{}: {through}", self.statement))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_those_of_the_statement_and_of_the_kind_of_tenant() {
        let goal = |function, bench| Contender::new(function, bench).map(|each| each.goal());
        assert_eq!(goal("find", "by_hand").unwrap(), None);
        assert_eq!(goal("find", "static_handle").unwrap(), Some(1.03));
        assert_eq!(goal("update", "runtime_schema").unwrap(), Some(1.08));
        assert_eq!(goal("set_a_column", "static_handle").unwrap(), Some(1.03));
        assert_eq!(goal("page_of_10", "static_handle").unwrap(), Some(1.10));
        assert!(goal("find", "new").is_err());
    }
}
