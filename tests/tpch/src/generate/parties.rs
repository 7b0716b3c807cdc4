//! Regions and nations, and who lives there: suppliers and customers.

use rust_decimal::Decimal;

use super::{
    CUSTOMERS, SUPPLIERS,
    random::Random,
    words::{COMMENTS, NATIONS, REGIONS, SEGMENTS},
};
use crate::tables::{Customer, Nation, Region, Supplier};

pub(super) fn regions(random: &mut Random) -> Vec<Region> {
    (0..)
        .zip(REGIONS)
        .map(|(key, name)| Region {
            r_regionkey: key,
            r_name: name.into(),
            r_comment: random.sentence(&COMMENTS, 3),
        })
        .collect()
}

pub(super) fn nations(random: &mut Random) -> Vec<Nation> {
    (0..)
        .zip(NATIONS)
        .map(|(key, (name, region))| Nation {
            n_nationkey: key,
            n_name: name.into(),
            n_regionkey: region,
            n_comment: random.sentence(&COMMENTS, 3),
        })
        .collect()
}

pub(super) fn suppliers(random: &mut Random) -> Vec<Supplier> {
    (1..=SUPPLIERS)
        .map(|key| {
            let nation = key % 25;
            let comment = random.sentence(&COMMENTS, 3);
            Supplier {
                s_suppkey: key,
                s_name: format!("Supplier#{key:09}"),
                s_address: address(random),
                s_nationkey: nation,
                s_phone: phone(random, nation),
                s_acctbal: balance(random),
                s_comment: if key % 10 == 0 {
                    format!("{comment} Customer ironic Complaints")
                } else {
                    comment
                },
            }
        })
        .collect()
}

pub(super) fn customers(random: &mut Random) -> Vec<Customer> {
    (1..=CUSTOMERS)
        .map(|key| {
            let nation = random.between(0, 24);
            Customer {
                c_custkey: key,
                c_name: format!("Customer#{key:09}"),
                c_address: address(random),
                c_nationkey: nation,
                c_phone: phone(random, nation),
                c_acctbal: balance(random),
                c_mktsegment: random.pick(&SEGMENTS).into(),
                c_comment: random.sentence(&COMMENTS, 4),
            }
        })
        .collect()
}

fn address(random: &mut Random) -> String {
    let number: i64 = random.between(1, 999);
    format!("{number} {}", random.sentence(&COMMENTS, 2))
}

/// It begins with the nation's number, and ten.
fn phone(random: &mut Random, nation: i64) -> String {
    let [first, second] = [(); 2].map(|()| random.between::<i64>(100, 999));
    let last: i64 = random.between(1000, 9999);
    format!("{}-{first}-{second}-{last}", nation + 10)
}

fn balance(random: &mut Random) -> Decimal {
    Decimal::new(random.between(-99_999, 999_999), 2)
}
