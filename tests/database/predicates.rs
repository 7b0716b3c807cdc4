//! The same condition twice: by PostgreSQL, as the builder says it, and by Rust over the rows. The
//! answers have to be the same for every row, unknown (null) told from false.

use proptest::prelude::*;
use tenant::{
    expr::{Expr, case, value},
    prelude::*,
};
use tokio::runtime::Runtime;

use crate::model::{Extra, Extra1, extra_database};

/// How many tables are made, and how many conditions are tried on each.
const TABLES: u32 = 500;
const CONDITIONS: usize = 12;

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Extra)]
pub struct Fact {
    #[tenant(key)]
    pub id: i64,
    pub number: i32,
    pub maybe: Option<i32>,
    pub text: String,
    pub note: Option<String>,
    pub flag: bool,
    pub doubt: Option<bool>,
}

type Columns = FactColumns<Extra1>;

/// A whole number, or null.
#[expect(clippy::enum_variant_names, reason = "the column is named so")]
#[derive(Clone, Debug)]
enum Number {
    Number,
    Maybe,
    Given(i32),
    Length(Box<Text>),
    Plus(Box<Self>, Box<Self>),
    Minus(Box<Self>, Box<Self>),
    Times(Box<Self>, i32),
    Negated(Box<Self>),
    Or(Box<Self>, Box<Self>),
    NullIf(Box<Self>, Box<Self>),
    Case(Box<Condition>, Box<Self>, Box<Self>),
}

/// A text, or null.
#[expect(clippy::enum_variant_names, reason = "the column is named so")]
#[derive(Clone, Debug)]
enum Text {
    Text,
    Note,
    Given(String),
    Joined(Box<Self>, Box<Self>),
    Upper(Box<Self>),
    Lower(Box<Self>),
    Or(Box<Self>, Box<Self>),
}

/// True, false, or unknown.
#[derive(Clone, Debug)]
enum Condition {
    Flag,
    Doubt,
    Compared(Order, Box<Number>, Box<Number>),
    ComparedText(Order, Box<Text>, Box<Text>),
    Between(Box<Number>, Box<Number>, Box<Number>),
    Distinct(Box<Number>, Box<Number>),
    NotDistinct(Box<Text>, Box<Text>),
    Null(Box<Number>),
    NotNull(Box<Text>),
    In(Box<Number>, Vec<i32>),
    NotIn(Box<Number>, Vec<i32>),
    Begins(Box<Text>, String),
    Unlike(Box<Text>, String),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Not(Box<Self>),
}

#[derive(Clone, Copy, Debug)]
enum Order {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    fn holds<V: PartialOrd>(self, left: &V, right: &V) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Unequal => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

impl Number {
    fn of(&self, fact: &Fact) -> Option<i32> {
        match self {
            Self::Number => Some(fact.number),
            Self::Maybe => fact.maybe,
            Self::Given(number) => Some(*number),
            Self::Length(text) => text
                .of(fact)
                .map(|text| i32::try_from(text.len()).expect("short")),
            Self::Plus(a, b) => Some(a.of(fact)? + b.of(fact)?),
            Self::Minus(a, b) => Some(a.of(fact)? - b.of(fact)?),
            Self::Times(a, factor) => Some(a.of(fact)? * factor),
            Self::Negated(a) => Some(-a.of(fact)?),
            Self::Or(a, b) => a.of(fact).or_else(|| b.of(fact)),
            Self::NullIf(a, b) => match (a.of(fact)?, b.of(fact)) {
                (a, Some(b)) if a == b => None,
                (a, _) => Some(a),
            },
            Self::Case(condition, then, otherwise) => match condition.of(fact) {
                Some(true) => then.of(fact),
                _ => otherwise.of(fact),
            },
        }
    }

    fn built(&self, fact: &Columns) -> Expr<Extra1, Option<i32>> {
        match self {
            Self::Number => fact.number.nullable(),
            Self::Maybe => fact.maybe.nullable(),
            Self::Given(number) => value(*number).nullable(),
            Self::Length(text) => text.built(fact).length(),
            Self::Plus(a, b) => a.built(fact) + b.built(fact),
            Self::Minus(a, b) => a.built(fact) - b.built(fact),
            Self::Times(a, factor) => a.built(fact) * *factor,
            Self::Negated(a) => -a.built(fact),
            Self::Or(a, b) => a.built(fact).coalesce(b.built(fact)),
            Self::NullIf(a, b) => a.built(fact).null_if(b.built(fact)),
            Self::Case(condition, then, otherwise) => {
                case(condition.built(fact), then.built(fact)).otherwise(otherwise.built(fact))
            }
        }
    }
}

impl Text {
    fn of(&self, fact: &Fact) -> Option<String> {
        match self {
            Self::Text => Some(fact.text.clone()),
            Self::Note => fact.note.clone(),
            Self::Given(text) => Some(text.clone()),
            Self::Joined(a, b) => Some(a.of(fact)? + &b.of(fact)?),
            Self::Upper(a) => Some(a.of(fact)?.to_uppercase()),
            Self::Lower(a) => Some(a.of(fact)?.to_lowercase()),
            Self::Or(a, b) => a.of(fact).or_else(|| b.of(fact)),
        }
    }

    fn built(&self, fact: &Columns) -> Expr<Extra1, Option<String>> {
        match self {
            Self::Text => fact.text.nullable(),
            Self::Note => fact.note.nullable(),
            Self::Given(text) => value(text.clone()).nullable(),
            Self::Joined(a, b) => a.built(fact).concat(b.built(fact)),
            Self::Upper(a) => a.built(fact).upper(),
            Self::Lower(a) => a.built(fact).lower(),
            Self::Or(a, b) => a.built(fact).coalesce(b.built(fact)),
        }
    }
}

impl Condition {
    fn of(&self, fact: &Fact) -> Option<bool> {
        match self {
            Self::Flag => Some(fact.flag),
            Self::Doubt => fact.doubt,
            Self::Compared(order, a, b) => Some(order.holds(&a.of(fact)?, &b.of(fact)?)),
            // By bytes, as the test's database collates.
            Self::ComparedText(order, a, b) => Some(order.holds(&a.of(fact)?, &b.of(fact)?)),
            Self::Between(a, low, high) => {
                let (a, low, high) = (a.of(fact), low.of(fact), high.of(fact));
                let above = a.zip(low).map(|(a, low)| a >= low);
                let below = a.zip(high).map(|(a, high)| a <= high);
                and(above, below)
            }
            Self::Distinct(a, b) => Some(a.of(fact) != b.of(fact)),
            Self::NotDistinct(a, b) => Some(a.of(fact) == b.of(fact)),
            Self::Null(a) => Some(a.of(fact).is_none()),
            Self::NotNull(a) => Some(a.of(fact).is_some()),
            Self::In(a, list) if list.is_empty() => a.of(fact).map_or(Some(false), |_| Some(false)),
            Self::In(a, list) => Some(list.contains(&a.of(fact)?)),
            Self::NotIn(_, list) if list.is_empty() => Some(true),
            Self::NotIn(a, list) => Some(!list.contains(&a.of(fact)?)),
            Self::Begins(a, prefix) => Some(a.of(fact)?.starts_with(prefix)),
            Self::Unlike(a, prefix) => Some(!a.of(fact)?.starts_with(prefix)),
            Self::And(a, b) => and(a.of(fact), b.of(fact)),
            Self::Or(a, b) => match (a.of(fact), b.of(fact)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Self::Not(a) => a.of(fact).map(|a| !a),
        }
    }

    fn built(&self, fact: &Columns) -> Expr<Extra1, Option<bool>> {
        match self {
            Self::Flag => fact.flag.nullable(),
            Self::Doubt => fact.doubt.nullable(),
            Self::Compared(order, a, b) => {
                let (a, b) = (a.built(fact), b.built(fact));
                match order {
                    Order::Equal => a.eq(b),
                    Order::Unequal => a.ne(b),
                    Order::Less => a.lt(b),
                    Order::LessOrEqual => a.le(b),
                    Order::Greater => a.gt(b),
                    Order::GreaterOrEqual => a.ge(b),
                }
            }
            Self::ComparedText(order, a, b) => {
                let (a, b) = (a.built(fact), b.built(fact));
                match order {
                    Order::Equal => a.eq(b),
                    Order::Unequal => a.ne(b),
                    Order::Less => a.lt(b),
                    Order::LessOrEqual => a.le(b),
                    Order::Greater => a.gt(b),
                    Order::GreaterOrEqual => a.ge(b),
                }
            }
            Self::Between(a, low, high) => a.built(fact).between(low.built(fact), high.built(fact)),
            Self::Distinct(a, b) => a.built(fact).is_distinct_from(b.built(fact)).nullable(),
            Self::NotDistinct(a, b) => a.built(fact).is_not_distinct_from(b.built(fact)).nullable(),
            Self::Null(a) => a.built(fact).is_null().nullable(),
            Self::NotNull(a) => a.built(fact).is_not_null().nullable(),
            Self::In(a, list) => a.built(fact).in_list(list.iter().copied()),
            Self::NotIn(a, list) => a.built(fact).not_in_list(list.iter().copied()),
            Self::Begins(a, prefix) => a.built(fact).starts_with(prefix),
            Self::Unlike(a, prefix) => a.built(fact).not_like(format!("{prefix}%")),
            Self::And(a, b) => a.built(fact).and(b.built(fact)),
            Self::Or(a, b) => a.built(fact).or(b.built(fact)),
            Self::Not(a) => !a.built(fact),
        }
    }
}

fn and(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Few different values, so that they often meet; and no `%` or `_`, which are patterns.
fn small() -> impl Strategy<Value = i32> {
    -3..4_i32
}

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "A", "b", "ab", "aB", "'", "\\"]).prop_map(Into::into)
}

fn fact() -> impl Strategy<Value = Fact> {
    let (number, maybe) = (small(), prop::option::of(small()));
    let (text, note) = (word(), prop::option::of(word()));
    let (flag, doubt) = (any::<bool>(), any::<Option<bool>>());
    (number, maybe, text, note, flag, doubt).prop_map(|(number, maybe, text, note, flag, doubt)| {
        Fact {
            id: 0,
            number,
            maybe,
            text,
            note,
            flag,
            doubt,
        }
    })
}

fn text() -> BoxedStrategy<Text> {
    let leaf = prop_oneof![
        Just(Text::Text),
        Just(Text::Note),
        word().prop_map(Text::Given)
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone()
                .prop_map(|(a, b)| Text::Joined(a.into(), b.into())),
            inner.clone().prop_map(|a| Text::Upper(a.into())),
            inner.prop_map(|a| Text::Lower(a.into())),
            two.prop_map(|(a, b)| Text::Or(a.into(), b.into())),
        ]
    })
    .boxed()
}

fn number() -> BoxedStrategy<Number> {
    let leaf = prop_oneof![
        Just(Number::Number),
        Just(Number::Maybe),
        small().prop_map(Number::Given),
        text().prop_map(|text| Number::Length(text.into())),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        let flags = prop_oneof![Just(Condition::Flag), Just(Condition::Doubt)];
        prop_oneof![
            two.clone()
                .prop_map(|(a, b)| Number::Plus(a.into(), b.into())),
            two.clone()
                .prop_map(|(a, b)| Number::Minus(a.into(), b.into())),
            (inner.clone(), small()).prop_map(|(a, factor)| Number::Times(a.into(), factor)),
            inner.clone().prop_map(|a| Number::Negated(a.into())),
            two.clone()
                .prop_map(|(a, b)| Number::Or(a.into(), b.into())),
            two.clone()
                .prop_map(|(a, b)| Number::NullIf(a.into(), b.into())),
            (flags, two).prop_map(|(when, (a, b))| Number::Case(when.into(), a.into(), b.into())),
        ]
    })
    .boxed()
}

fn order() -> impl Strategy<Value = Order> {
    prop::sample::select(vec![
        Order::Equal,
        Order::Unequal,
        Order::Less,
        Order::LessOrEqual,
        Order::Greater,
        Order::GreaterOrEqual,
    ])
}

fn condition() -> BoxedStrategy<Condition> {
    let list = || prop::collection::vec(small(), 0..3);
    let leaf = prop_oneof![
        Just(Condition::Flag),
        Just(Condition::Doubt),
        (order(), number(), number()).prop_map(|(order, a, b)| Condition::Compared(
            order,
            a.into(),
            b.into()
        )),
        (order(), text(), text()).prop_map(|(order, a, b)| Condition::ComparedText(
            order,
            a.into(),
            b.into()
        )),
        (number(), number(), number()).prop_map(|(a, low, high)| Condition::Between(
            a.into(),
            low.into(),
            high.into()
        )),
        (number(), number()).prop_map(|(a, b)| Condition::Distinct(a.into(), b.into())),
        (text(), text()).prop_map(|(a, b)| Condition::NotDistinct(a.into(), b.into())),
        number().prop_map(|a| Condition::Null(a.into())),
        text().prop_map(|a| Condition::NotNull(a.into())),
        (number(), list()).prop_map(|(a, list)| Condition::In(a.into(), list)),
        (number(), list()).prop_map(|(a, list)| Condition::NotIn(a.into(), list)),
        (text(), "[abA]{0,2}").prop_map(|(a, prefix)| Condition::Begins(a.into(), prefix)),
        (text(), "[abA]{0,2}").prop_map(|(a, prefix)| Condition::Unlike(a.into(), prefix)),
    ];
    leaf.prop_recursive(3, 10, 2, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            two.clone()
                .prop_map(|(a, b)| Condition::And(a.into(), b.into())),
            two.prop_map(|(a, b)| Condition::Or(a.into(), b.into())),
            inner.prop_map(|a| Condition::Not(a.into())),
        ]
    })
    .boxed()
}

#[test]
fn a_condition_means_the_same_to_postgresql_and_to_rust() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(extra_database());
    let facts = prop::collection::vec(fact(), 0..10);
    let conditions = prop::collection::vec(condition(), CONDITIONS);
    proptest!(ProptestConfig::with_cases(TABLES), |(mut facts in facts, conditions in conditions)| {
        for (id, fact) in (1..).zip(&mut facts) {
            fact.id = id;
        }
        runtime.block_on(async {
            Extra1Fact::insert_many(facts.clone()).execute(&db).await?;
            for condition in &conditions {
                let answers: Vec<(i64, Option<bool>)> = Extra1Fact::all()
                    .select(|fact| (fact.id, condition.built(&fact)))
                    .order_by(|fact| fact.id.asc())
                    .fetch_all(&db)
                    .await?;
                let expected: Vec<_> =
                    facts.iter().map(|fact| (fact.id, condition.of(fact))).collect();
                prop_assert_eq!(&answers, &expected, "{:?}", condition);
                let mut filtered: Vec<i64> = Extra1Fact::filter(|fact| condition.built(&fact))
                    .fetch_all(&db)
                    .await?
                    .iter()
                    .map(|fact| fact.id)
                    .collect();
                filtered.sort_unstable();
                let holds = expected.iter().filter(|(_, holds)| *holds == Some(true));
                let holds: Vec<i64> = holds.map(|(id, _)| *id).collect();
                prop_assert_eq!(filtered, holds, "{:?}", condition);
            }
            Extra1Fact::delete_all().execute(&db).await?;
            Ok(())
        })?;
    });
}
