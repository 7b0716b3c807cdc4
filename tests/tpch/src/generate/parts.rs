//! Parts, and what each supplier asks for them.

use rust_decimal::Decimal;

use super::{
    PARTS,
    random::Random,
    supplier_of,
    words::{COLORS, COMMENTS, CONTAINERS, TYPES},
};
use crate::tables::{Part, Partsupp};

/// What the queries look for.
const BRANDS: [&str; 4] = ["Brand#12", "Brand#23", "Brand#34", "Brand#23"];
const BOXES: [&str; 4] = ["SM PACK", "MED BAG", "LG CASE", "MED BOX"];

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
            make_fit(&mut part, key % 20);
            part
        })
        .collect()
}

/// Makes a part fit Q19's three conditions, Q17, Q8 or Q20; most fit none.
fn make_fit(part: &mut Part, turn: i64) {
    match usize::try_from(turn) {
        Ok(turn @ 0..4) => {
            part.p_brand = BRANDS[turn].into();
            part.p_container = BOXES[turn].into();
            part.p_size = part.p_size % 5 + 1;
        }
        Ok(4) => part.p_type = "ECONOMY ANODIZED STEEL".into(),
        Ok(5) => part.p_name.insert_str(0, "forest "),
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
            ps_availqty: random.between(1, 9_999),
            ps_supplycost: Decimal::new(random.between(100, 100_000), 2),
            ps_comment: random.sentence(&COMMENTS, 3),
        })
        .collect()
}
