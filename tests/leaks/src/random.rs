//! A small generator with a seed, so that what a run does can be repeated.

/// xorshift64*: <https://doi.org/10.1145/2845077>.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Another sequence for each number; seeds that are close give sequences that are not.
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        // SplitMix64's finalizer: <https://doi.org/10.1145/2714064.2660195>.
        let mut mixed = seed ^ number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        Self((mixed ^ (mixed >> 31)).max(1)) // zero would stay zero
    }

    /// A number below the bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % bound
    }

    /// True once in so many times.
    pub(crate) fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, X>(&mut self, items: &'a [X]) -> Option<&'a X> {
        let bound = u64::try_from(items.len())
            .ok()
            .filter(|length| *length > 0)?;
        items.get(usize::try_from(self.below(bound)).ok()?)
    }

    /// A generator for one operation, which goes its own way.
    pub(crate) fn fork(&mut self) -> Self {
        Self::new(self.below(1 << 31), self.below(1 << 31))
    }
}
