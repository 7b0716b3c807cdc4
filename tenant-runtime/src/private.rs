//! What the derives' expansions name: one list, so that generated code has no other roots.

pub use std::{
    clone::Clone,
    cmp::{Eq, PartialEq},
    default::Default,
    fmt::{self, Debug, Display, Formatter},
    hash::Hash,
    marker::Copy,
    option::Option::{self, None, Some},
    primitive::{bool, str, u8, usize},
    result::Result::{self, Err, Ok},
    str::FromStr,
};

pub use bytes::BytesMut;
pub use inventory;
pub use postgres_types::{FromSql, IsNull, ToSql, Type};

#[cfg(not(feature = "json"))]
pub use crate::value::no_json::{Json, JsonContent};
#[cfg(feature = "json")]
pub use crate::value::{Json, JsonContent};
pub use crate::{
    Error, Scoped, UnknownTenant,
    alias::Alias,
    def::{CheckDef, ColumnDef, HomeDef, OnDelete, ReferenceDef, Registration, TableDef},
    entity::{Entity, NewRow, Statements, reference},
    expr::{Column, ColumnsOf, Draft, Inner, Selection, Side},
    from_row::{FromRow, Reader},
    home::{Fixed, FixedEntity, Locate, Shared},
    index,
    params::{Given, Param, Params},
    query::Unique,
    row::RowRef,
    set::{TenantSet, parse_tenant, schema_of},
    sql::Piece,
    tables::write_row,
    tenant::{Admits, MemberOf, StaticTenant, Target, Tenant, Variant, check_same},
    value::{
        Element, SqlType, TextEnum, TextValue, Value, check_generated, check_key,
        check_set_default, check_set_null, check_version, enum_accepts, enum_from_sql, enum_to_sql,
        to_sql_checked,
    },
};

#[cfg(feature = "sql")]
pub use crate::query::written::{
    Broken, Meet, Pieces, Statement, TextOf, Types, assigned, compared, distinct, listed, own,
    typed,
};

/// What `ToSql` and `FromSql` fail with.
pub type BoxError = Box<dyn std::error::Error + Sync + Send>;

/// Writes the handles of an entity, an alias for each tenant of a block.
#[doc(hidden)]
#[macro_export]
macro_rules! __aliases {
    ($doc:tt $vis:vis type $of:ident $block:ident $($alias:ident $index:ident)*) => {
        $(
            #[doc = $doc]
            $vis type $alias = $of<$block::$index>;
        )*
    };
}
pub use __aliases as aliases;
