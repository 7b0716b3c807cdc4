//! How large a case may be to be measured: what takes hours or more memory than there is, is left out by its number
//! of handles.

use std::{fmt, str::FromStr};

use clap::ValueEnum as _;
use serde::{Serialize, Serializer};

use crate::{
    case::{Case, Code, Library},
    step::Step,
};

/// Code whose time and memory grow with every handle, so that it has a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Naive,
    Diesel,
    SeaOrm,
    /// Calls on handles, and the same by hand.
    Calls,
    /// The same with diesel and sea-orm.
    PeerCalls,
}

/// The most handles of which a step of a kind of code is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Bound {
    pub(crate) kind: Kind,
    pub(crate) step: Step,
    pub(crate) handles: usize,
}

/// The bounds of every kind and step; where there is none, everything is measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds(Vec<Bound>);

impl Kind {
    pub(crate) fn of(code: Code) -> Option<Self> {
        match code {
            Code::Naive => Some(Self::Naive),
            Code::Peer(library) | Code::Empty(library) => match library {
                Library::Diesel => Some(Self::Diesel),
                Library::SeaOrm => Some(Self::SeaOrm),
                Library::Tenant | Library::TokioPostgres => None,
            },
            Code::Used(_) | Code::ByHand(_) => Some(Self::Calls),
            Code::ByPeer(..) => Some(Self::PeerCalls),
            Code::Declared | Code::Aliases => None,
        }
    }
}

impl Bounds {
    /// In the order of [`Step::ALL`].
    pub(crate) fn with(mut self, kind: Kind, handles: [usize; 4]) -> Self {
        for (step, handles) in Step::ALL.into_iter().zip(handles) {
            self.set(Bound {
                kind,
                step,
                handles,
            });
        }
        self
    }

    pub(crate) fn set(&mut self, bound: Bound) {
        self.0
            .retain(|other| (other.kind, other.step) != (bound.kind, bound.step));
        self.0.push(bound);
    }

    /// Takes the bounds of a kind away.
    pub(crate) fn lift(&mut self, kind: Kind) {
        self.0.retain(|bound| bound.kind != kind);
    }

    /// The most handles, where a step of such code has a bound.
    pub(crate) fn of(&self, step: Step, code: Code) -> Option<usize> {
        let kind = Kind::of(code)?;
        let bound = self
            .0
            .iter()
            .find(|bound| bound.kind == kind && bound.step == step);
        bound.map(|bound| bound.handles)
    }

    /// An empty crate is measured where a single handle is: only for that are its libraries to be compiled.
    pub(crate) fn allow(&self, step: Step, case: &Case) -> bool {
        let handles = case.size.handles().max(1);
        self.of(step, case.code).is_none_or(|most| handles <= most)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Naive => "naive",
            Self::Diesel => "diesel",
            Self::SeaOrm => "sea-orm",
            Self::Calls => "calls",
            Self::PeerCalls => "peer-calls",
        })
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for Bound {
    type Err = String;

    /// Reads `diesel:check=500`.
    fn from_str(text: &str) -> Result<Self, String> {
        let form =
            || format!("`{text}` is not CODE:STEP=HANDLES; write for instance `diesel:check=500`");
        let (name, rest) = text.split_once(':').ok_or_else(form)?;
        let (step, handles) = rest.split_once('=').ok_or_else(form)?;
        let kinds = [
            Kind::Naive,
            Kind::Diesel,
            Kind::SeaOrm,
            Kind::Calls,
            Kind::PeerCalls,
        ];
        let kind = kinds.into_iter().find(|kind| kind.to_string() == name);
        Ok(Self {
            kind: kind.ok_or_else(|| {
                format!("`{name}` is none of `naive`, `diesel`, `sea-orm`, `calls`, `peer-calls`")
            })?,
            step: Step::from_str(step, false)?,
            handles: handles.parse().map_err(|_| form())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::Size;

    fn diesel(tenants: usize, tables: usize) -> Case {
        Case::new(Code::Peer(Library::Diesel), Size { tenants, tables })
    }

    #[test]
    fn a_bound_counts_handles_of_its_code_and_step() {
        let bounds = Bounds::default().with(Kind::Diesel, [500, 100, 0, 100]);
        assert!(bounds.allow(Step::Check, &diesel(10, 50)));
        assert!(!bounds.allow(Step::Check, &diesel(100, 10)));
        assert!(bounds.allow(Step::Debug, &diesel(100, 1)));
        assert!(!bounds.allow(Step::Debug, &diesel(10, 50)));
        assert!(!bounds.allow(Step::Release, &diesel(1, 1)));
        assert!(bounds.allow(Step::Check, &Case::empty(Library::Diesel)));
        assert!(!bounds.allow(Step::Release, &Case::empty(Library::Diesel)));
        let ours = Case::new(Code::Declared, diesel(1000, 50).size);
        assert!(bounds.allow(Step::Release, &ours));
    }

    #[test]
    fn a_bound_can_be_given_or_lifted() -> Result<(), String> {
        let mut bounds = Bounds::default().with(Kind::Diesel, [500, 100, 0, 100]);
        bounds.set("diesel:rebuild=1".parse()?);
        assert_eq!(bounds.of(Step::Rebuild, diesel(1, 1).code), Some(1));
        assert_eq!(bounds.of(Step::Check, diesel(1, 1).code), Some(500));
        bounds.lift(Kind::Diesel);
        assert!(bounds.allow(Step::Check, &diesel(1000, 50)));
        Ok(())
    }

    #[test]
    fn what_is_no_bound_is_refused() {
        for text in [
            "diesel",
            "diesel:check",
            "toasty:check=1",
            "diesel:run=1",
            "naive:check=x",
        ] {
            assert!(text.parse::<Bound>().is_err(), "{text}");
        }
    }
}
