//! A connection for each of the libraries, and one run of a contender on it.

use anyhow::Result;
use bench_report::connect;
use diesel_async::{AsyncConnection, AsyncPgConnection};
use sqlx::{Connection, PgConnection};
use tenant::Database;

use crate::{
    by_diesel, by_hand, by_sea_orm, by_sqlx, by_toasty,
    contender::Contender,
    model::{NewReading, VALUES},
    ours,
};

/// The most rows that the protocol's parameters allow.
const MOST: usize = 65_535 / VALUES;

const THOUSAND: usize = 1_000;

pub(crate) struct Clients {
    ours: Database,
    plain: tokio_postgres::Client,
    sqlx: PgConnection,
    diesel: AsyncPgConnection,
    #[cfg(feature = "libpq")]
    libpq: diesel::PgConnection,
    sea_orm: sea_orm::DatabaseConnection,
    toasty: toasty::Db,
}

impl Clients {
    pub(crate) async fn connect(url: &str) -> Result<Self> {
        Ok(Self {
            ours: Database::builder(url).max_connections(1).build()?,
            plain: connect(url).await?,
            sqlx: PgConnection::connect(url).await?,
            diesel: AsyncPgConnection::establish(url).await?,
            #[cfg(feature = "libpq")]
            libpq: diesel::Connection::establish(url)?,
            sea_orm: by_sea_orm::connect(url).await?,
            toasty: by_toasty::connect(url).await?,
        })
    }

    /// Writes the rows, or reads those that are there; how many they were.
    pub(crate) async fn run(&mut self, contender: Contender, rows: Vec<NewReading>) -> Result<u64> {
        match contender {
            Contender::OneByOne => ours::one_by_one(&self.ours, rows).await,
            Contender::OneByOneInATransaction => ours::in_a_transaction(&self.ours, rows).await,
            Contender::InsertMany => ours::insert_many(&self.ours, rows).await,
            Contender::ArraysByHand => by_hand::arrays(&self.plain, &rows).await,
            Contender::SqlxValues => by_sqlx::values(&mut self.sqlx, &rows, MOST).await,
            Contender::SqlxThousands => by_sqlx::values(&mut self.sqlx, &rows, THOUSAND).await,
            Contender::SqlxArrays => by_sqlx::arrays(&mut self.sqlx, &rows).await,
            Contender::DieselValues => by_diesel::values(&mut self.diesel, &rows, MOST).await,
            Contender::DieselThousands => {
                by_diesel::values(&mut self.diesel, &rows, THOUSAND).await
            }
            #[cfg(feature = "libpq")]
            Contender::LibpqValues => {
                tokio::task::block_in_place(|| by_diesel::on_libpq(&mut self.libpq, &rows, MOST))
            }
            #[cfg(feature = "libpq")]
            Contender::LibpqThousands => tokio::task::block_in_place(|| {
                by_diesel::on_libpq(&mut self.libpq, &rows, THOUSAND)
            }),
            Contender::SeaOrmValues => by_sea_orm::values(&self.sea_orm, &rows, MOST).await,
            Contender::SeaOrmThousands => by_sea_orm::values(&self.sea_orm, &rows, THOUSAND).await,
            Contender::ToastyValues => by_toasty::values(&mut self.toasty, &rows, MOST).await,
            Contender::ToastyThousands => {
                by_toasty::values(&mut self.toasty, &rows, THOUSAND).await
            }
            Contender::CopyIn => ours::copy_in(&self.ours, rows).await,
            Contender::CopyInByHand => by_hand::copy_in(&self.plain, rows).await,
            Contender::CopyOut => ours::copy_out(&self.ours).await,
            Contender::CopyOutByHand => by_hand::copy_out(&self.plain).await,
            Contender::Stream => ours::stream(&self.ours).await,
            Contender::StreamByHand => by_hand::stream(&self.plain).await,
        }
    }
}
