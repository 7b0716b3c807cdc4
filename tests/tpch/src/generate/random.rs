//! A small generator with a seed, so that the data is the same in each run.

/// `SplitMix64`: <https://doi.org/10.1145/2714064.2660195>.
#[derive(Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between<N: TryFrom<i64>>(&mut self, low: i64, high: i64) -> N {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        // The low bit is dropped so that the number fits.
        let number = i64::try_from(mixed >> 1).unwrap_or(i64::MAX);
        N::try_from(low + number % (high - low + 1))
            .unwrap_or_else(|_| panic!("{low} to {high} does not fit the type"))
    }

    /// True once in so many times.
    pub(super) fn one_in(&mut self, times: i64) -> bool {
        self.between::<i64>(1, times) == 1
    }

    /// One of the words.
    pub(super) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let last = i64::try_from(words.len()).unwrap_or(1) - 1;
        words[self.between::<usize>(0, last)]
    }

    /// So many of the words, with spaces between.
    pub(super) fn sentence(&mut self, words: &[&str], length: usize) -> String {
        let picked: Vec<_> = (0..length).map(|_| self.pick(words)).collect();
        picked.join(" ")
    }
}
