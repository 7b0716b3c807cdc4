//! sea-orm: an entity for each schema, or one for all with the path set before.

use anyhow::{Context, Result, bail};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, TransactionTrait};

use crate::{
    job::{Peer, Workload},
    model::schema,
};

/// The entities of one schema, and the operations on them.
macro_rules! operations {
    ($($schema:literal)?) => {
        #[allow(unreachable_pub)] // the derives name in public what is in it
        mod account {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "account" $(, schema_name = $schema)?)]
            pub(super) struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub id: i64,
                pub name: String,
                pub email: Option<String>,
                pub city: String,
                pub age: i32,
                pub active: bool,
                pub score: f64,
                pub balance: i64,
                pub visits: i32,
                pub note: Option<String>,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }

        #[allow(unreachable_pub)] // the derives name in public what is in it
        mod event {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = "event" $(, schema_name = $schema)?)]
            pub(super) struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                pub name: String,
                pub email: Option<String>,
                pub city: String,
                pub age: i32,
                pub active: bool,
                pub score: f64,
                pub balance: i64,
                pub visits: i32,
                pub note: Option<String>,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }

        #[allow(unreachable_pub)] // the derives name in public what is in it
        mod purchase {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "purchase" $(, schema_name = $schema)?)]
            pub(super) struct Model {
                #[sea_orm(primary_key, auto_increment = false)]
                pub id: i64,
                pub account: i64,
                pub label: String,
            }

            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {
                #[sea_orm(
                    belongs_to = "super::account::Entity",
                    from = "Column::Account",
                    to = "super::account::Column::Id"
                )]
                Account,
            }

            impl Related<super::account::Entity> for Entity {
                fn to() -> RelationDef {
                    Relation::Account.def()
                }
            }

            impl ActiveModelBehavior for ActiveModel {}
        }

        pub(super) async fn execute(
            db: &impl sea_orm::ConnectionTrait,
            workload: $crate::job::Workload,
            operation: usize,
        ) -> anyhow::Result<usize> {
            use sea_orm::{
                ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, JoinType, QueryFilter,
                QueryOrder, QuerySelect, RelationTrait, sea_query::Expr,
            };
            use $crate::{job::Workload, model::{GIVEN, JOINED, key}};

            Ok(match workload {
                Workload::Select => {
                    let query = account::Entity::find_by_id(key(operation));
                    query.one(db).await?.iter().count()
                }
                Workload::Insert => {
                    let new = event::ActiveModel {
                        name: Set(GIVEN.name.to_owned()),
                        email: Set(GIVEN.email.map(str::to_owned)),
                        city: Set(GIVEN.city.to_owned()),
                        age: Set(GIVEN.age),
                        active: Set(GIVEN.active),
                        score: Set(GIVEN.score),
                        balance: Set(key(operation)),
                        visits: Set(GIVEN.visits),
                        note: Set(GIVEN.note.map(str::to_owned)),
                        ..Default::default()
                    };
                    usize::from(new.insert(db).await?.id > 0)
                }
                Workload::Update => {
                    let query = account::Entity::update_many()
                        .col_expr(account::Column::Age, Expr::value(41))
                        .col_expr(account::Column::Balance, Expr::value(key(operation)))
                        .filter(account::Column::Id.eq(key(operation)));
                    usize::try_from(query.exec(db).await?.rows_affected)?
                }
                Workload::List100 | Workload::List1000 => {
                    let query = account::Entity::find()
                        .order_by_asc(account::Column::Id)
                        .limit(u64::try_from($crate::by_hand::limit(workload))?);
                    query.all(db).await?.len()
                }
                Workload::Join => {
                    let query = purchase::Entity::find()
                        .select_only()
                        .column(purchase::Column::Label)
                        .column(account::Column::Name)
                        .join(JoinType::InnerJoin, purchase::Relation::Account.def())
                        .filter(purchase::Column::Id.lte(JOINED))
                        .order_by_asc(purchase::Column::Id)
                        .into_tuple::<(String, String)>();
                    query.all(db).await?.len()
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
    ($($number:literal $module:ident $schema:literal)+) => {
        $(mod $module {
            operations!($schema);
        })+

        async fn named(
            db: &DatabaseConnection,
            tenant: usize,
            workload: Workload,
            operation: usize,
        ) -> Result<usize> {
            match tenant {
                $($number => $module::execute(db, workload, operation).await,)+
                _ => bail!("no entities of tenant {tenant}"),
            }
        }
    };
}

schemas! {
    0 client0 "client0" 1 client1 "client1" 2 client2 "client2" 3 client3 "client3"
    4 client4 "client4" 5 client5 "client5" 6 client6 "client6" 7 client7 "client7"
    8 client8 "client8" 9 client9 "client9" 10 client10 "client10" 11 client11 "client11"
    12 client12 "client12" 13 client13 "client13" 14 client14 "client14" 15 client15 "client15"
    16 client16 "client16" 17 client17 "client17" 18 client18 "client18" 19 client19 "client19"
}

pub(crate) struct BySeaOrm {
    db: DatabaseConnection,
    by_path: bool,
}

impl BySeaOrm {
    pub(crate) async fn connect(url: &str, by_path: bool, connections: usize) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(u32::try_from(connections)?)
            .sqlx_logging(false);
        let db = Database::connect(options).await;
        Ok(Self {
            db: db.context("sea-orm's pool")?,
            by_path,
        })
    }
}

impl Peer for BySeaOrm {
    async fn operate(&self, workload: Workload, tenant: usize, operation: usize) -> Result<usize> {
        if !self.by_path {
            return named(&self.db, tenant, workload, operation).await;
        }
        // One connection for several statements is a transaction's, whose end undoes the path.
        let transaction = self.db.begin().await?;
        let set = format!("SET LOCAL search_path = {}", schema(tenant));
        transaction.execute_unprepared(&set).await?;
        let rows = by_path::execute(&transaction, workload, operation).await?;
        transaction.commit().await?;
        Ok(rows)
    }
}
