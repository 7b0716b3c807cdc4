//! Sets the stage: a server, a database, a pooler before them, and the tables and roles of the set,
//! which are made through the pooler.

use std::sync::LazyLock;

use tenant::{
    embedded::{Server, TestDatabase},
    prelude::*,
    tokio_postgres::{self, NoTls},
};
use tokio::sync::{Mutex, MutexGuard};

use crate::{Failure, bouncer::PgBouncer, model::Client, routes};

/// Who connects where no tenant does.
pub const USER: &str = "postgres";

static SERVER: LazyLock<Server> = LazyLock::new(|| Server::start().expect("a server"));

/// Roles belong to the server, so one stage comes after the other.
static TURN: Mutex<()> = Mutex::const_new(());

/// A database behind a pooler; the fields are dropped in this order.
pub struct Stage {
    /// A connection that is not the pooler's, for looking at the truth.
    pub direct: tokio_postgres::Client,
    pub bouncer: PgBouncer,
    database: TestDatabase,
    _turn: MutexGuard<'static, ()>,
}

impl Stage {
    /// An empty database behind a pooler in this mode.
    ///
    /// # Errors
    ///
    /// When the server or the pooler does not start.
    pub async fn set(mode: &str, connections: usize) -> Result<Self, Failure> {
        let turn = TURN.lock().await;
        let server = tokio::task::spawn_blocking(|| &*SERVER).await?;
        let database = TestDatabase::create_on(server.url()).await?;
        let users = [USER, Client::SCHEMAS[0], Client::SCHEMAS[1]];
        Ok(Self {
            direct: connect(database.url()).await?,
            bouncer: PgBouncer::start(server, mode, connections, &users)?,
            database,
            _turn: turn,
        })
    }

    /// The same with the roles and tables of the set.
    ///
    /// # Errors
    ///
    /// Those of [`Stage::set`] and [`Stage::create_all`].
    pub async fn with_tables(mode: &str, connections: usize) -> Result<Self, Failure> {
        let stage = Self::set(mode, connections).await?;
        let owner = Database::connect(stage.direct_url()).await?;
        stage.create_all(&owner).await?;
        Ok(stage)
    }

    /// The URL by which the pooler is reached.
    pub fn url(&self) -> String {
        self.bouncer.url(USER, self.database.name())
    }

    /// The URL by which the server is reached.
    pub fn direct_url(&self) -> &str {
        self.database.url()
    }

    /// A client of the pooler's that this library knows nothing of.
    ///
    /// # Errors
    ///
    /// When it is refused.
    pub async fn connect(&self, user: &str) -> Result<tokio_postgres::Client, Failure> {
        connect(&self.bouncer.url(user, self.database.name())).await
    }

    /// The roles and tables of the set, made through the pooler; each role may log in.
    ///
    /// # Errors
    ///
    /// What the server or the pooler refuses.
    pub async fn create_all(&self, db: &Database) -> Result<(), Failure> {
        Client::create_roles(db).await?;
        Client::create_all(db).await?;
        for schema in Client::SCHEMAS {
            let script = format!("ALTER ROLE \"{schema}\" LOGIN");
            self.direct.batch_execute(&script).await?;
        }
        let country = "INSERT INTO common.country VALUES ('XX', 'shared')";
        self.direct.batch_execute(country).await?;
        Ok(())
    }

    /// The databases of a route: one, or one for each tenant.
    ///
    /// # Errors
    ///
    /// When the route is refused.
    pub fn databases(&self, route: &str) -> Result<Vec<Database>, Failure> {
        let build = |only| {
            Database::builder(&self.url())
                .max_connections(12)
                .route(routes::named(route, only))
                .transaction_pooler()
                .build()
        };
        let each = Client::all().map(build);
        let databases: Vec<Database> = each.collect::<Result<_, _>>()?;
        Ok(if route == "fixed" {
            databases
        } else {
            databases.into_iter().take(1).collect()
        })
    }
}

async fn connect(url: &str) -> Result<tokio_postgres::Client, Failure> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    tokio::spawn(connection);
    Ok(client)
}
