//! The same by sea-orm's `insert_many`, on a connection whose path leads to the schema.

use anyhow::Result;
use sea_orm::{
    ActiveValue::Set, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait,
};
use tenant::Schema;

use crate::model::NewReading;

#[allow(unreachable_pub)] // the derives name in public what is in it
mod reading {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "reading")]
    pub(super) struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub device: i64,
        pub name: String,
        pub note: Option<String>,
        pub amount: i32,
        pub active: bool,
        pub score: f64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn connect(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// Sets the path; for good, as there is one connection.
pub(crate) async fn set_path(db: &DatabaseConnection, schema: Schema) -> Result<()> {
    let text = format!("SET search_path TO {schema}");
    db.execute_unprepared(&text).await?;
    Ok(())
}

/// In statements of at most so many rows.
pub(crate) async fn values(
    db: &DatabaseConnection,
    rows: &[NewReading],
    most: usize,
) -> Result<u64> {
    let mut count = 0;
    for chunk in rows.chunks(most) {
        let models = chunk.iter().map(|row| reading::ActiveModel {
            device: Set(row.device),
            name: Set(row.name.clone()),
            note: Set(row.note.clone()),
            amount: Set(row.amount),
            active: Set(row.active),
            score: Set(row.score),
            ..Default::default()
        });
        let insert = reading::Entity::insert_many(models);
        count += insert.exec_without_returning(db).await?;
    }
    Ok(count)
}
