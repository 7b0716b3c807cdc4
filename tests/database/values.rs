//! Every type of value, and every kind of name, goes to the server and comes back unchanged.

use std::{
    net::IpAddr,
    time::{Duration, SystemTime},
};

use futures_util::TryStreamExt;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use tenant::prelude::*;
use tokio::runtime::Runtime;

use crate::{TestResult, model::empty_database};

#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shop {
    Only,
}

#[derive(Value, Clone, Copy, Debug, PartialEq, Eq)]
#[tenant(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Color {
    Red,
    DarkBlue,
    #[tenant(rename = "it's \"odd\"")]
    Odd,
}

#[derive(Value, Clone, Debug, PartialEq)]
pub struct Label(pub String);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    theme: String,
    sizes: Vec<i32>,
    nested: Option<Box<Settings>>,
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Shop)]
pub struct Sample {
    #[tenant(key)]
    pub id: i32,
    pub small: i16,
    pub big: i64,
    pub single: f32,
    pub double: f64,
    pub flag: bool,
    pub text: String,
    pub bytes: Vec<u8>,
    pub none: Option<String>,
    pub numbers: Vec<i64>,
    pub texts: Option<Vec<String>>,
    pub pair: [i32; 2],
    pub address: IpAddr,
    pub moment: SystemTime,
    pub color: Color,
    pub colors: Vec<Color>,
    pub label: Label,
    pub labels: Option<Vec<Label>>,
    #[tenant(json)]
    pub settings: Settings,
    #[tenant(json)]
    pub more: Option<Settings>,
    pub typed: Json<Vec<Settings>>,
    pub raw: Option<serde_json::Value>,
    #[tenant(skip)]
    pub scratch: u128,
}

fn text() -> impl Strategy<Value = String> {
    // PostgreSQL's text holds every character but NUL.
    any::<String>().prop_map(|text| text.replace('\0', ""))
}

fn settings() -> impl Strategy<Value = Settings> {
    let leaf =
        (text(), prop::collection::vec(any::<i32>(), 0..3)).prop_map(|(theme, sizes)| Settings {
            theme,
            sizes,
            nested: None,
        });
    leaf.prop_recursive(3, 3, 1, |inner| {
        (text(), inner).prop_map(|(theme, inner)| Settings {
            theme,
            sizes: vec![],
            nested: Some(Box::new(inner)),
        })
    })
}

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![Just(Color::Red), Just(Color::DarkBlue), Just(Color::Odd)]
}

/// Microseconds, as PostgreSQL keeps them, in the years that both sides know.
fn moment() -> impl Strategy<Value = SystemTime> {
    (0_u64..4_000_000_000_000_000)
        .prop_map(|micros| SystemTime::UNIX_EPOCH + Duration::from_micros(micros))
}

prop_compose! {
    fn sample()(
        numbers in (any::<i16>(), any::<i64>(), any::<f32>(), any::<f64>(), any::<bool>()),
        text in text(),
        bytes in any::<Vec<u8>>(),
        none in prop::option::of(text()),
        list in any::<Vec<i64>>(),
        texts in prop::option::of(prop::collection::vec(text(), 0..4)),
        pair in any::<[i32; 2]>(),
        address in any::<IpAddr>(),
        moment in moment(),
        colors in (color(), prop::collection::vec(color(), 0..4)),
        labels in (self::text(), prop::option::of(prop::collection::vec(self::text(), 0..3))),
        documents in (settings(), prop::option::of(settings()), prop::collection::vec(settings(), 0..3)),
    ) -> Sample {
        let (small, big, single, double, flag) = numbers;
        Sample {
            id: 1, small, big, single, double, flag, text, bytes, none, numbers: list, texts, pair,
            address, moment, color: colors.0, colors: colors.1,
            label: Label(labels.0),
            labels: labels.1.map(|texts| texts.into_iter().map(Label).collect()),
            raw: documents.1.as_ref().map(|document| serde_json::to_value(document).unwrap()),
            settings: documents.0, more: documents.1, typed: Json(documents.2),
            scratch: 0,
        }
    }
}

#[test]
fn any_value_of_any_type_comes_back() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(empty_database());
    runtime.block_on(Shop::create_all(&db)).unwrap();
    proptest!(ProptestConfig::with_cases(200), |(row in sample())| {
        runtime.block_on(async {
            let inserted = OnlySample::insert(row.clone()).fetch_one(&db).await?;
            // NaN is not equal to itself; its bits are what must come back.
            prop_assert_eq!(format!("{:?}", &*inserted), format!("{:?}", &row));
            let found = OnlySample::find(1).fetch_one(&db).await?;
            prop_assert_eq!(format!("{:?}", &*found), format!("{:?}", &row));
            prop_assert_eq!(OnlySample::update(&found).execute(&db).await?, 1);
            let same_text = OnlySample::filter(|sample| sample.text.eq(row.text.as_str()));
            prop_assert!(same_text.exists(&db).await?);
            prop_assert!(OnlySample::filter(|sample| sample.color.eq(row.color)).exists(&db).await?);
            prop_assert_eq!(OnlySample::delete(&found).execute(&db).await?, 1);
            Ok(())
        })?;
    });
}

#[test]
fn any_rows_in_one_statement_come_back_in_order() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(empty_database());
    runtime.block_on(Shop::create_all(&db)).unwrap();
    let rows = prop::collection::vec(sample(), 0..12);
    proptest!(ProptestConfig::with_cases(100), |(mut rows in rows)| {
        for (id, row) in (1..).zip(&mut rows) {
            row.id = id;
        }
        runtime.block_on(async {
            let inserted = OnlySample::insert_many(rows.clone()).fetch_all(&db).await?;
            let all = OnlySample::all().order_by(|sample| sample.id.asc()).fetch_all(&db).await?;
            for came_back in [inserted, all] {
                let came_back: Vec<_> = came_back.into_iter().map(Scoped::into_inner).collect();
                prop_assert_eq!(format!("{:?}", &came_back), format!("{:?}", &rows));
            }
            OnlySample::delete_all().execute(&db).await?;
            let mut copy = OnlySample::copy_in(&db);
            copy.send_all(futures_util::stream::iter(rows.clone())).await?;
            copy.finish().await?;
            let copied = OnlySample::all().order_by(|sample| sample.id.asc()).copy_out(&db);
            let copied: Vec<Sample> = copied.map_ok(Scoped::into_inner).try_collect().await?;
            prop_assert_eq!(format!("{:?}", &copied), format!("{:?}", &rows));
            OnlySample::delete_all().execute(&db).await?;
            Ok(())
        })?;
    });
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Shop)]
pub struct Foreign {
    #[tenant(key)]
    pub id: uuid::Uuid,
    pub chrono_utc: chrono::DateTime<chrono::Utc>,
    pub chrono_naive: chrono::NaiveDateTime,
    pub chrono_date: chrono::NaiveDate,
    pub chrono_time: chrono::NaiveTime,
    pub time_offset: time::OffsetDateTime,
    pub time_primitive: time::PrimitiveDateTime,
    pub time_date: Option<time::Date>,
    pub time_time: time::Time,
    pub jiff_timestamp: jiff::Timestamp,
    pub jiff_datetime: jiff::civil::DateTime,
    pub jiff_date: jiff::civil::Date,
    pub jiff_time: jiff::civil::Time,
    pub decimal: rust_decimal::Decimal,
    pub decimals: Vec<rust_decimal::Decimal>,
}

#[tokio::test]
async fn types_of_other_crates_come_back() -> TestResult {
    let (_server, db) = empty_database().await;
    Shop::create_all(&db).await?;
    let row = Foreign {
        id: uuid::Uuid::from_u128(0x1234_5678_9abc_def0),
        chrono_utc: "2024-02-29T23:59:59.123456Z".parse()?,
        chrono_naive: "1999-12-31T23:59:59.999999".parse()?,
        chrono_date: "0001-01-01".parse()?,
        chrono_time: "23:59:59.999999".parse()?,
        time_offset: time::OffsetDateTime::from_unix_timestamp(1_700_000_000)?,
        time_primitive: time::PrimitiveDateTime::new(
            time::Date::from_calendar_date(1970, time::Month::January, 1)?,
            time::Time::from_hms_micro(1, 2, 3, 4)?,
        ),
        time_date: None,
        time_time: time::Time::MIDNIGHT,
        jiff_timestamp: "2024-06-19T19:22:45.000001Z".parse()?,
        jiff_datetime: "2024-06-19T19:22:45".parse()?,
        jiff_date: "2024-06-19".parse()?,
        jiff_time: "00:00:00.000001".parse()?,
        decimal: "-12345678901234567890.0123456".parse()?,
        decimals: vec!["0.10".parse()?, "79228162514264337593543950335".parse()?],
    };
    let inserted = OnlyForeign::insert(row.clone()).fetch_one(&db).await?;
    assert_eq!(*inserted, row);
    let later = OnlyForeign::filter(|foreign| foreign.jiff_timestamp.ge(row.jiff_timestamp));
    assert_eq!(later.count(&db).await?, 1);
    Ok(())
}

/// Every field from one moment (microseconds of 1970 to 9999) and some bits.
fn foreign() -> impl Strategy<Value = Foreign> {
    let moments = 0_i64..253_402_300_799_000_000;
    (moments, any::<u128>(), any::<i64>(), 0_u32..28).prop_map(|(micros, bits, mantissa, scale)| {
        let chrono_utc = chrono::DateTime::from_timestamp_micros(micros).unwrap();
        let nanos = i128::from(micros) * 1_000;
        let time_offset = time::OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap();
        let jiff_timestamp = jiff::Timestamp::from_microsecond(micros).unwrap();
        let jiff_datetime = jiff_timestamp.to_zoned(jiff::tz::TimeZone::UTC).datetime();
        let decimal = rust_decimal::Decimal::new(mantissa, scale);
        Foreign {
            id: uuid::Uuid::from_u128(bits),
            chrono_utc,
            chrono_naive: chrono_utc.naive_utc(),
            chrono_date: chrono_utc.date_naive(),
            chrono_time: chrono_utc.time(),
            time_offset,
            time_primitive: time::PrimitiveDateTime::new(time_offset.date(), time_offset.time()),
            time_date: (bits % 2 == 0).then(|| time_offset.date()),
            time_time: time_offset.time(),
            jiff_timestamp,
            jiff_datetime,
            jiff_date: jiff_datetime.date(),
            jiff_time: jiff_datetime.time(),
            decimal,
            decimals: vec![decimal; usize::from(scale % 3 == 0)],
        }
    })
}

#[test]
fn any_value_of_the_types_of_other_crates_comes_back() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(empty_database());
    runtime.block_on(Shop::create_all(&db)).unwrap();
    proptest!(ProptestConfig::with_cases(100), |(row in foreign())| {
        runtime.block_on(async {
            let inserted = OnlyForeign::insert(row.clone()).fetch_one(&db).await?;
            prop_assert_eq!(&*inserted, &row);
            prop_assert_eq!(&*OnlyForeign::find(row.id).fetch_one(&db).await?, &row);
            prop_assert_eq!(OnlyForeign::delete(&inserted).execute(&db).await?, 1);
            let again = OnlyForeign::insert_many([row.clone()]).fetch_one(&db).await?;
            prop_assert_eq!(&*again, &row);
            prop_assert_eq!(OnlyForeign::delete(&again).execute(&db).await?, 1);
            Ok(())
        })?;
    });
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Shop)]
pub struct Item {
    #[tenant(key)]
    pub id: i64,
    #[tenant(index)]
    pub name: String,
}

/// Any name that PostgreSQL keeps: 1 to 63 bytes without NUL, and not one of its own.
fn name() -> impl Strategy<Value = String> {
    text().prop_filter_map("a name that the server keeps", |mut text| {
        while text.len() > tenant::MAX_NAME_BYTES {
            text.pop();
        }
        Schema::new(&text).is_ok().then_some(text)
    })
}

#[test]
fn any_schema_name_is_quoted_and_comes_back() {
    let runtime = Runtime::new().unwrap();
    let (_server, db) = runtime.block_on(empty_database());
    runtime.block_on(Shop::create_all(&db)).unwrap();
    let fixed = [
        "\"",
        "\"\"; DROP SCHEMA only CASCADE; --",
        "select",
        "Ünï çødé",
        "$1",
        "a.b",
        "'",
    ];
    for name in fixed {
        runtime.block_on(round_trip(&db, name)).unwrap();
    }
    let longest = "ä".repeat(31) + "x";
    assert_eq!(longest.len(), tenant::MAX_NAME_BYTES);
    runtime.block_on(round_trip(&db, &longest)).unwrap();
    proptest!(ProptestConfig::with_cases(40), |(name in name())| {
        runtime.block_on(round_trip(&db, &name))?;
    });
}

async fn round_trip(db: &Database, name: &str) -> std::result::Result<(), TestCaseError> {
    let schema = Schema::new(name)?;
    prop_assert_eq!(schema.name(), name);
    Shop::create_schema(db, &schema).await?;
    let items = Item::of(schema);
    items
        .insert(Item {
            id: 1,
            name: name.into(),
        })
        .execute(db)
        .await?;
    let found = items
        .filter(|item| item.name.eq(name))
        .fetch_one(db)
        .await?;
    prop_assert_eq!(&found.name, name);
    prop_assert_eq!(Scoped::tenant(&found), schema);
    prop_assert_eq!(OnlyItem::all().count(db).await?, 0);
    Shop::drop_schema(db, &schema).await?;
    Ok(())
}

#[test]
fn names_that_the_server_would_change_are_refused() {
    for (name, part) in [
        ("", "empty"),
        ("pg_temp", "reserves"),
        ("information_schema", "belongs to PostgreSQL"),
        ("a\0b", "NUL"),
        (&"x".repeat(64), "64 bytes"),
        (&"ä".repeat(32), "64 bytes"),
    ] {
        let error = Schema::new(name).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidName, "{name}");
        assert!(error.to_string().contains(part), "{error}");
    }
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Shop, table = "Straße \"1\"", rename_all = "camelCase", unique(r#type, group_name))]
pub struct Odd {
    #[tenant(key, column = "ключ")]
    pub id: i64,
    pub r#type: String,
    pub group_name: String,
    #[tenant(column = "select")]
    pub select_it: Option<i32>,
    #[tenant(
        column = "ein Spaltenname, der mit genau 63 Bytes so lang ist, wie er dar",
        index
    )]
    pub longest: bool,
}

#[tokio::test]
async fn odd_names_of_tables_and_columns_work_everywhere() -> TestResult {
    let (_server, db) = empty_database().await;
    Shop::create_all(&db).await?;
    Shop::create_all(&db).await?;
    let row = Odd {
        id: 1,
        r#type: "t".into(),
        group_name: "g".into(),
        select_it: None,
        longest: true,
    };
    let inserted = OnlyOdd::insert(row.clone()).fetch_one(&db).await?;
    assert_eq!(*inserted, row);
    let changed = OnlyOdd::filter(|odd| {
        odd.r#type
            .eq("t")
            .and(odd.longest)
            .and(odd.select_it.is_null())
    })
    .set(|odd| (odd.select_it.to(5), odd.group_name.to(odd.r#type)))
    .fetch_one(&db)
    .await?;
    assert_eq!(
        (changed.select_it, changed.group_name.as_str()),
        (Some(5), "t")
    );
    let twin = OnlyOdd::insert(Odd {
        id: 2,
        ..Scoped::into_inner(changed)
    })
    .execute(&db)
    .await;
    assert_eq!(
        twin.unwrap_err().constraint(),
        Some("Straße \"1\"_type_groupName_key")
    );
    Ok(())
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[tenant(set = Shop)]
pub struct Counter {
    #[tenant(key, generated)]
    pub id: i64,
}

#[tokio::test]
async fn a_table_of_nothing_but_a_generated_key_works() -> TestResult {
    let (_server, db) = empty_database().await;
    Shop::create_all(&db).await?;
    assert_eq!(
        OnlyCounter::insert(NewCounter {}).fetch_one(&db).await?.id,
        1
    );
    let more = OnlyCounter::insert_many([NewCounter {}, NewCounter {}])
        .fetch_all(&db)
        .await?;
    assert_eq!(more.len(), 2);
    assert_eq!(OnlyCounter::update(&more[0]).execute(&db).await?, 1);
    Ok(())
}

#[test]
fn scoped_rows_are_serialized_as_their_entity() -> TestResult {
    #[derive(Entity, Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[tenant(set = Shop)]
    struct Note {
        #[tenant(key)]
        id: i64,
    }
    let note: OnlyNote = Scoped::new(Only, Note { id: 7 });
    assert_eq!(serde_json::to_string(&note)?, r#"{"id":7}"#);
    assert_eq!(serde_json::from_str::<OnlyNote>(r#"{"id":7}"#)?, note);
    assert_eq!(size_of::<OnlyNote>(), size_of::<Note>());
    Ok(())
}

#[tokio::test]
async fn a_column_of_another_type_is_a_decode_error_that_names_it() -> TestResult {
    let (server, db) = empty_database().await;
    Shop::create_all(&db).await?;
    let client = crate::model::plain_client(&server).await;
    client
        .batch_execute(
            r#"ALTER TABLE "only".item ALTER COLUMN name TYPE integer USING 1;
               INSERT INTO "only".item VALUES (1, 2)"#,
        )
        .await?;
    let error = OnlyItem::find(1).fetch_one(&db).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("\"only\".\"item\""), "{error}");
    Ok(())
}
