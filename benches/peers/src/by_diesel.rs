//! diesel-async with its pool: a `table!` for each schema, or one for all with the path set before.

use anyhow::{Result, bail};
use diesel_async::{
    AsyncPgConnection, SimpleAsyncConnection,
    pooled_connection::{AsyncDieselConnectionManager, deadpool::Pool},
};

use crate::{
    job::{Peer, Workload},
    model::schema,
};

/// The tables of one schema, and the operations on them.
macro_rules! operations {
    ($($schema:ident)?) => {
        use diesel::{
            ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, Selectable,
            SelectableHelper,
        };

        diesel::table! {
            $($schema.)? account (id) {
                id -> Int8,
                name -> Text,
                email -> Nullable<Text>,
                city -> Text,
                age -> Int4,
                active -> Bool,
                score -> Float8,
                balance -> Int8,
                visits -> Int4,
                note -> Nullable<Text>,
            }
        }
        diesel::table! {
            $($schema.)? event (id) {
                id -> Int8,
                name -> Text,
                email -> Nullable<Text>,
                city -> Text,
                age -> Int4,
                active -> Bool,
                score -> Float8,
                balance -> Int8,
                visits -> Int4,
                note -> Nullable<Text>,
            }
        }
        diesel::table! {
            $($schema.)? purchase (id) {
                id -> Int8,
                account -> Int8,
                label -> Text,
            }
        }
        diesel::joinable!(purchase -> account (account));
        diesel::allow_tables_to_appear_in_same_query!(account, purchase);

        #[derive(Queryable, Selectable, Debug)]
        #[diesel(table_name = account, check_for_backend(diesel::pg::Pg))]
        #[allow(dead_code)] // decoding it is what is measured
        struct Account {
            id: i64,
            name: String,
            email: Option<String>,
            city: String,
            age: i32,
            active: bool,
            score: f64,
            balance: i64,
            visits: i32,
            note: Option<String>,
        }

        #[derive(Queryable, Selectable, Debug)]
        #[diesel(table_name = event, check_for_backend(diesel::pg::Pg))]
        #[allow(dead_code)] // decoding it is what is measured
        struct Event {
            id: i64,
            name: String,
            email: Option<String>,
            city: String,
            age: i32,
            active: bool,
            score: f64,
            balance: i64,
            visits: i32,
            note: Option<String>,
        }

        #[derive(Insertable)]
        #[diesel(table_name = event)]
        struct NewEvent {
            name: &'static str,
            email: Option<&'static str>,
            city: &'static str,
            age: i32,
            active: bool,
            score: f64,
            balance: i64,
            visits: i32,
            note: Option<&'static str>,
        }

        pub(super) async fn execute(
            connection: &mut diesel_async::AsyncPgConnection,
            workload: $crate::job::Workload,
            operation: usize,
        ) -> anyhow::Result<usize> {
            use diesel_async::RunQueryDsl;
            use $crate::{job::Workload, model::{GIVEN, JOINED, key}};

            Ok(match workload {
                Workload::Select => {
                    let query = account::table.find(key(operation)).select(Account::as_select());
                    query.first(connection).await.optional()?.iter().count()
                }
                Workload::Insert => {
                    let new = NewEvent {
                        name: GIVEN.name,
                        email: GIVEN.email,
                        city: GIVEN.city,
                        age: GIVEN.age,
                        active: GIVEN.active,
                        score: GIVEN.score,
                        balance: key(operation),
                        visits: GIVEN.visits,
                        note: GIVEN.note,
                    };
                    let query = diesel::insert_into(event::table).values(new);
                    let event = query.returning(Event::as_returning()).get_result(connection).await?;
                    usize::from(event.id > 0)
                }
                Workload::Update => {
                    let set = (account::age.eq(41), account::balance.eq(key(operation)));
                    let query = diesel::update(account::table.find(key(operation))).set(set);
                    query.execute(connection).await?
                }
                Workload::List100 | Workload::List1000 => {
                    let query = account::table
                        .order(account::id)
                        .limit($crate::by_hand::limit(workload))
                        .select(Account::as_select());
                    query.load(connection).await?.len()
                }
                Workload::Join => {
                    let query = purchase::table
                        .inner_join(account::table)
                        .filter(purchase::id.le(JOINED))
                        .order(purchase::id)
                        .select((purchase::label, account::name));
                    query.load::<(String, String)>(connection).await?.len()
                }
            })
        }
    };
}

/// Without a schema.
mod by_path {
    operations!();
}

macro_rules! schemas {
    ($($number:literal $schema:ident)+) => {
        $(mod $schema {
            operations!($schema);
        })+

        async fn named(
            connection: &mut AsyncPgConnection,
            tenant: usize,
            workload: Workload,
            operation: usize,
        ) -> Result<usize> {
            match tenant {
                $($number => $schema::execute(connection, workload, operation).await,)+
                _ => bail!("no tables of tenant {tenant}"),
            }
        }
    };
}

schemas! {
    0 client0 1 client1 2 client2 3 client3 4 client4 5 client5 6 client6 7 client7 8 client8 9 client9
    10 client10 11 client11 12 client12 13 client13 14 client14 15 client15 16 client16 17 client17
    18 client18 19 client19
}

pub(crate) struct ByDiesel {
    pool: Pool<AsyncPgConnection>,
    by_path: bool,
}

impl ByDiesel {
    pub(crate) fn connect(url: &str, by_path: bool, connections: usize) -> Result<Self> {
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new(url);
        Ok(Self {
            pool: Pool::builder(manager).max_size(connections).build()?,
            by_path,
        })
    }
}

impl Peer for ByDiesel {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        let mut connection = self.pool.get().await?;
        if !self.by_path {
            return named(&mut connection, tenant, workload, operation).await;
        }
        let set = format!("SET search_path = {}", schema(tenant));
        connection.batch_execute(&set).await?;
        let rows = by_path::execute(&mut connection, workload, operation).await?;
        connection.batch_execute("RESET search_path").await?;
        Ok(rows)
    }
}
