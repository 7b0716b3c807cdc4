//! Another library against this one, round by round.

use bench_report::Spread;
use serde::{Deserialize, Serialize};

use crate::{
    contender::Contender,
    times::{Case, Timing},
};

/// A peer's time in one case.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub(crate) struct Comparison {
    pub(crate) peer: Contender,
    /// Whichever of our handles is slowest against it.
    pub(crate) ours: Contender,
    pub(crate) case: Case,
    /// How many times as long the peer took, in each round.
    pub(crate) ratio: Spread,
}

/// With fewer rounds, chance alone would say of too many peers that they are faster.
const FEWEST: usize = 7;

/// What the rounds say of a peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It took longer in three quarters of the rounds.
    Slower,
    /// Neither.
    Even,
    /// It took less time in three quarters of the rounds.
    Faster,
}

/// How it is judged; printed in the report.
pub(crate) const WHY: &str = "\
A peer's time in each round, against ours in the same round, with whichever of the three handles is slowest against
it. It is slower where it took longer in three quarters of the rounds, faster where it took less time in three
quarters, and otherwise even. Chance alone makes of equals a peer that is faster than a certain handle in less than one
case of a thousand with 41 rounds, if each is independent of the last, and in one of sixteen with seven; than one of
three, in up to three times as many.

With one task the client is what a statement waits for, and a peer's median has to be above 1. With 16 and 64 tasks
the server, which has one processor, is busy without a pause: who sends the same statements takes as long, whatever
its client costs, and the client's processor time, below, is where they differ. The goal is the same there all the
same; whether a peer is faster, or even, is said of each case.

Each library is set as its documentation has it. By default, sqlx, sea-orm and diesel-async ask the server whether a
connection is alive each time the pool lends it, which is a round trip; deadpool and toasty do not, nor does ours.
clorinde sends a statement without rows, as the update is, as text, which is prepared each time.";

impl Comparison {
    pub(crate) fn verdict(&self) -> Verdict {
        if self.ratio.values < FEWEST {
            Verdict::Even
        } else if self.ratio.low > 1.0 {
            Verdict::Slower
        } else if self.ratio.high < 1.0 {
            Verdict::Faster
        } else {
            Verdict::Even
        }
    }
}

/// Every peer in every case.
pub(crate) fn compare(timings: &[Timing]) -> Vec<Comparison> {
    let peers = timings.iter().filter(|timing| timing.contender.is_peer());
    peers
        .filter_map(|peer| {
            let ours = timings
                .iter()
                .filter(|ours| ours.contender.is_ours() && ours.case == peer.case);
            ours.filter_map(|ours| against(peer, ours))
                .min_by(|one, other| one.ratio.median.total_cmp(&other.ratio.median))
        })
        .collect()
}

fn against(peer: &Timing, ours: &Timing) -> Option<Comparison> {
    Some(Comparison {
        peer: peer.contender,
        ours: ours.contender,
        case: peer.case,
        ratio: peer.against(ours)?,
    })
}
