//! `sql!` in odd places, and with odd names.

use tenant::prelude::*;

mod model {
    use tenant::prelude::*;

    #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Client {
        Client1,
    }

    #[derive(Entity, Debug)]
    #[tenant(set = Client, table = "select", rename_all = "UPPERCASE")]
    pub struct r#Order {
        #[tenant(key)]
        pub r#type: i64,
        pub note: Option<String>,
        #[tenant(json)]
        pub tags: Vec<String>,
    }
}

use model::{Client1, Order};

const LEAST: i64 = 3;

struct Query {
    r#type: i64,
    notes: Vec<&'static str>,
}

impl Query {
    fn by_all<'q>(&'q self, order: &'q str) -> impl Fn(&Database) -> bool + use<'q> {
        let _ = sql!(
            "SELECT {order.type}, {order.note} FROM {model::Order}"
            "WHERE {order.type} IN ({self.r#type}, {LEAST}, {i64::from(order.is_empty())})"
            "AND {order.note} = ANY({self.notes}) AND {order.type} <> {i64::MAX}"
        )
        .of(Client1);
        |_| true
    }
}

/// What is borrowed may be of any kind.
fn kinds(ids: &[i64], one: &i64, note: &String, notes: &[&str; 2], maybe: Option<&str>) {
    let owned = Some(note.clone());
    let _ = sql!(
        r#"UPDATE {Order} AS "Order" SET {Order.note} = {note}
           WHERE {Order.type} = ANY({ids}) AND {Order.type} = {one} AND {Order.note} = ANY({notes})
           AND {Order.note} IS NOT DISTINCT FROM {maybe} AND {Order.note} IS DISTINCT FROM {owned}
           AND {Order.note} IS DISTINCT FROM {note} AND {Order.type} = {*one + 1} AND {note}::text <> ''
           AND {one}::numeric > 1 AND {[1, 2]}::int[] IS NOT NULL AND {Order.type} = ANY({[1, 2]})"#
    )
    .of(Client1);
    let _ = sql!("SELECT {o.*} FROM {Order} AS O WHERE {O.type} > {0}").of(Client1);
}

/// The text comes from another macro, and so does a value.
macro_rules! one {
    ($text:literal) => {
        sql!("SELECT {order.type} FROM {Order}" $text)
    };
}

fn from_a_macro(least: i64) {
    let _ = one!("WHERE {order.type} > {least}").of(Client1);
}

fn generic<T: StaticTenant<Set = model::Client>>(tenant: T) {
    let _ = sql!("SELECT {order.type} FROM {Order}").of(tenant);
}

fn is_send<F: Send>(_: F) {}

fn futures(db: &Database, text: &str) {
    is_send(
        sql!("SELECT {order.*} FROM {Order} WHERE {order.note} LIKE {text}")
            .of(Client1)
            .fetch_all::<Scoped<Client1, Order>>(db),
    );
}

mod without_a_prelude {
    #![no_implicit_prelude]

    use super::model::{Client1, Order};

    pub fn statement() {
        let _ = ::tenant::sql!(
            "SELECT {order.type} FROM {Order} WHERE {order.type} = {1} AND {2}::bigint = {3: ::core::primitive::i64}"
        )
        .of(Client1);
    }
}
