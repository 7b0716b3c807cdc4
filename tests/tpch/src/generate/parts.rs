//! Parts, and what each supplier asks for them.

use rust_decimal::Decimal;

use super::{
    PARTS,
    random::Random,
    supplier_of,
    words::{COLORS, COMMENTS, CONTAINERS, TYPES},
};
use crate::tables::{Part, Partsupp};

/// The brands that Q19 looks for, with the first syllable of their containers.
const KINDS: [(&str, &str); 3] = [("Brand#12", "SM"), ("Brand#23", "MED"), ("Brand#34", "LG")];

/// Which of twenty parts in a row is made to fit Q17, Q8, Q20, Q2 or Q16; those before are for Q19.
const BOXED: i64 = 6;
const STEEL: i64 = 7;
const FOREST: i64 = 8;
const BRASS: i64 = 9;
const ALIKE: i64 = 10;

pub(super) fn parts(random: &mut Random) -> Vec<Part> {
    (1..=PARTS)
        .map(|key| {
            let maker: i64 = random.between(1, 5);
            let mut part = Part {
                p_partkey: key,
                p_name: name(random),
                p_mfgr: format!("Manufacturer#{maker}"),
                p_brand: format!("Brand#{maker}{}", random.between::<i64>(1, 5)),
                p_type: TYPES.map(|syllables| random.pick(syllables)).join(" "),
                p_size: random.between(1, 50),
                p_container: CONTAINERS.map(|words| random.pick(words)).join(" "),
                p_retailprice: Decimal::new(90_000 + key / 10 % 20_001 + key % 1000 * 100, 2),
                p_comment: random.sentence(&COMMENTS, 2),
            };
            make_fit(&mut part);
            part
        })
        .collect()
}

/// Makes a part one that a query looks for. Q19's have any size and kind of container, so that its conditions
/// on these matter; Q16's are alike, so that they are of one group, and share suppliers.
fn make_fit(part: &mut Part) {
    match part.p_partkey % 20 {
        turn @ 0..BOXED => {
            let (brand, size) = KINDS[usize::try_from(turn / 2).unwrap_or_default()];
            let (_, kind) = part.p_container.split_once(' ').unwrap_or_default();
            part.p_brand = brand.into();
            part.p_container = format!("{size} {kind}");
            part.p_size = part.p_size % 20 + 1;
        }
        BOXED => {
            part.p_brand = "Brand#23".into();
            part.p_container = "MED BOX".into();
        }
        STEEL => part.p_type = "ECONOMY ANODIZED STEEL".into(),
        FOREST => part.p_name.insert_str(0, "forest "),
        BRASS => {
            part.p_type = "LARGE PLATED BRASS".into();
            part.p_size = 15;
        }
        ALIKE => {
            part.p_brand = "Brand#31".into();
            part.p_type = "SMALL BRUSHED TIN".into();
            part.p_size = 14;
        }
        _ => {}
    }
}

fn name(random: &mut Random) -> String {
    let mut colors: Vec<&str> = Vec::with_capacity(5);
    while colors.len() < 5 {
        let color = random.pick(&COLORS);
        if !colors.contains(&color) {
            colors.push(color);
        }
    }
    colors.join(" ")
}

/// Four suppliers for each part.
pub(super) fn supplies(random: &mut Random) -> Vec<Partsupp> {
    let pairs = (1..=PARTS).flat_map(|part| (0..4).map(move |number| (part, number)));
    pairs
        .map(|(part, number)| Partsupp {
            ps_partkey: part,
            ps_suppkey: supplier_of(part, number),
            // Q20 asks whether it is more than half of what was sold in a year, some 15 pieces.
            ps_availqty: random.between(1, if part % 20 == FOREST { 15 } else { 9_999 }),
            ps_supplycost: Decimal::new(random.between(100, 100_000), 2),
            ps_comment: random.sentence(&COMMENTS, 3),
        })
        .collect()
}
