//! Seeded numbers, so that a run can be repeated and every contender gets the same.

/// A small generator (`SplitMix64`), good enough to draw tenants with.
#[derive(Clone, Debug)]
pub(crate) struct Sampler(u64);

impl Sampler {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound, each equally often but for one in 2^32.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let scaled = u128::from(self.next()) * bound as u128;
        usize::try_from(scaled >> 64).unwrap_or_default()
    }

    /// A number from 0 to 1.
    fn unit(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or_default()) / f64::from(u32::MAX)
    }
}

/// Zipf's law: the tenant at rank `r` comes in proportion to `1 / r^exponent`.
#[derive(Debug)]
pub(crate) struct Zipf {
    /// The share of each rank and those before it.
    shares: Vec<f64>,
}

impl Zipf {
    pub(crate) fn new(ranks: u32, exponent: f64) -> Self {
        let mut sum = 0.0;
        let mut shares: Vec<f64> = (1..=ranks)
            .map(|rank| {
                sum += f64::from(rank).powf(-exponent);
                sum
            })
            .collect();
        for share in &mut shares {
            *share /= sum;
        }
        Self { shares }
    }

    pub(crate) fn draw(&self, sampler: &mut Sampler) -> usize {
        let at = sampler.unit();
        let rank = self.shares.partition_point(|share| *share < at);
        rank.min(self.shares.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_come_as_often_as_the_law_says() {
        let (zipf, mut sampler) = (Zipf::new(1_000, 1.1), Sampler::new(1));
        let mut counts = vec![0_u32; 1_000];
        for _ in 0..100_000 {
            counts[zipf.draw(&mut sampler)] += 1;
        }
        let ratio = f64::from(counts[0]) / f64::from(counts[9]);
        let law = 10_f64.powf(1.1);
        assert!((ratio / law - 1.0).abs() < 0.15, "{ratio} for {law}");
        assert_eq!(counts.iter().sum::<u32>(), 100_000);
    }

    #[test]
    fn a_seed_repeats_its_numbers() {
        let draw = || {
            let mut sampler = Sampler::new(7);
            (0..100).map(|_| sampler.below(10)).collect::<Vec<_>>()
        };
        assert_eq!(draw(), draw());
        assert!((0..10).all(|number| draw().contains(&number)));
    }
}
