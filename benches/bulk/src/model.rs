//! The table: a generated key, and six columns of everyday types. Six times 10,000 values are just few
//! enough to be the parameters of one statement, of which the protocol allows 65,535.

use tenant::prelude::*;

/// The first one's table is written, the second one's is read; further schemas are known by their names.
#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    Client1,
    Client2,
}

#[derive(Entity, Debug)]
#[tenant(set = Client, new(derive(Clone, Debug)))]
pub(crate) struct Reading {
    #[tenant(key, generated)]
    pub(crate) id: i64,
    pub(crate) device: i64,
    pub(crate) name: String,
    pub(crate) note: Option<String>,
    pub(crate) amount: i32,
    pub(crate) active: bool,
    pub(crate) score: f64,
}

/// How many values an inserted row has.
pub(crate) const VALUES: usize = 6;

/// The schema of a tenant that is written.
///
/// # Errors
///
/// None: the names are short enough.
pub(crate) fn schema(tenant: usize) -> tenant::Result<Schema> {
    match tenant {
        0 => Schema::new("client1"),
        _ => Schema::new(&format!("tenant{tenant}")),
    }
}

/// The table in it, for those who do not know the library.
pub(crate) fn table(schema: Schema) -> String {
    format!(r#""{schema}"."reading""#)
}

pub(crate) const INSERTED: &str = r#"("device", "name", "note", "amount", "active", "score")"#;
pub(crate) const READ: &str = r#"SELECT "id", "device", "name", "note", "amount", "active", "score" FROM "client2"."reading""#;

/// Rows as arrays of their columns, for one statement.
pub(crate) struct Arrays<'a> {
    pub(crate) devices: Vec<i64>,
    pub(crate) names: Vec<&'a str>,
    pub(crate) notes: Vec<Option<&'a str>>,
    pub(crate) amounts: Vec<i32>,
    pub(crate) actives: Vec<bool>,
    pub(crate) scores: Vec<f64>,
}

impl<'a> Arrays<'a> {
    pub(crate) fn of(rows: &'a [NewReading]) -> Self {
        Self {
            devices: rows.iter().map(|row| row.device).collect(),
            names: rows.iter().map(|row| row.name.as_str()).collect(),
            notes: rows.iter().map(|row| row.note.as_deref()).collect(),
            amounts: rows.iter().map(|row| row.amount).collect(),
            actives: rows.iter().map(|row| row.active).collect(),
            scores: rows.iter().map(|row| row.score).collect(),
        }
    }

    /// What ours is, in the order of the rows; the last parameter is their number.
    pub(crate) fn ordered_text(schema: Schema) -> String {
        let table = table(schema);
        format!(
            "INSERT INTO {table} {INSERTED} \
             SELECT device, name, note, amount, active, score FROM (\
             SELECT unnest($1::bigint[]) AS device, unnest($2::text[]) AS name, unnest($3::text[]) AS note, \
             unnest($4::integer[]) AS amount, unnest($5::boolean[]) AS active, \
             unnest($6::double precision[]) AS score, generate_series(1, $7::integer) AS number\
             ) AS rows ORDER BY number"
        )
    }

    /// The statement that they are the parameters of, in this order, as sqlx's list of questions has it.
    pub(crate) fn text(schema: Schema) -> String {
        let table = table(schema);
        format!(
            "INSERT INTO {table} {INSERTED} SELECT * FROM UNNEST($1::bigint[], $2::text[], $3::text[], \
             $4::integer[], $5::boolean[], $6::double precision[])"
        )
    }
}

/// A row, different for each number.
pub(crate) fn reading(number: u32) -> NewReading {
    NewReading {
        device: i64::from(number / 100),
        name: format!("reading {number}"),
        note: number
            .is_multiple_of(2)
            .then(|| format!("note on {number}")),
        amount: i32::from(u8::try_from(number % 200).unwrap_or(u8::MAX)),
        active: number.is_multiple_of(3),
        score: f64::from(number) / 8.0,
    }
}
