//! A tenant set: the enum that lists the fixed tenants, and what it can do as a whole.

use std::{error, fmt, str::FromStr};

use crate::{
    Database, Result,
    ddl::{self, Place},
    roles::{self, Finding},
    tenant::{MemberOf, Tenant},
};

/// The enum that lists the tenants of a program; derived with `#[derive(TenantSet)]`.
///
/// A value of the set is itself a tenant, known at run time: [`FromStr`] finds it by the name of
/// its schema, [`Display`](fmt::Display) writes that name.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tenant set",
    note = "derive it on the enum that lists your tenants: `#[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]`"
)]
pub trait TenantSet: Tenant + MemberOf<Self> + FromStr<Err = UnknownTenant> + fmt::Display {
    /// The name of the enum.
    const NAME: &'static str;
    /// Every tenant, in the order of declaration.
    const ALL: &'static [Self];
    /// The name of every tenant's schema, in the same order.
    const SCHEMAS: &'static [&'static str];
    /// The schema of the tables that all tenants share.
    const SHARED: &'static str;

    /// The position of this tenant in [`TenantSet::ALL`].
    fn index(self) -> usize;

    /// Every tenant, in the order of declaration.
    fn all() -> std::iter::Copied<std::slice::Iter<'static, Self>> {
        Self::ALL.iter().copied()
    }

    /// Creates the shared schema and every tenant's schema, with their tables.
    ///
    /// Each schema is made in one transaction. What exists already is left as it is, so the call
    /// may be repeated, also by two processes at once; it does not alter existing tables. A repeated
    /// call takes a lock on each indexed table for a moment, for which it waits until transactions
    /// that write to the table have ended; so make it part of a deployment, not of every start.
    ///
    /// # Errors
    ///
    /// Any error of the server, such as SQLSTATE 42501 when the role may not create schemas, and
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when two entities claim one table.
    fn create_all(db: &Database) -> impl Future<Output = Result<()>> + Send {
        ddl::create_all::<Self>(db)
    }

    /// Creates one tenant's schema with its tables, and the shared schema if it is missing.
    ///
    /// # Errors
    ///
    /// As [`TenantSet::create_all`].
    fn create_schema<T: MemberOf<Self>>(
        db: &Database,
        tenant: &T,
    ) -> impl Future<Output = Result<()>> + Send {
        ddl::create_schema::<Self>(db, tenant.schema())
    }

    /// Drops one tenant's schema with everything in it. There is no way back.
    ///
    /// A schema that does not exist is not an error.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for the shared schema, and any
    /// error of the server.
    fn drop_schema<T: MemberOf<Self>>(
        db: &Database,
        tenant: &T,
    ) -> impl Future<Output = Result<()>> + Send {
        ddl::drop_schema::<Self>(db, tenant.schema())
    }

    /// Creates a role for every tenant, named as its schema, for the routes that switch to it or log
    /// in as it.
    ///
    /// Each may use the tables of its own schema and read the shared ones, and nothing else: what
    /// PUBLIC may do with these schemas is revoked, and default privileges are recorded, so that
    /// tables which the same user makes later are covered too. Its `search_path` in this database is
    /// its own and the shared schema. The roles cannot log in until they are altered to; the user
    /// that runs this becomes a member of them, and stays the owner of the tables.
    ///
    /// The call may be repeated, also by two processes at once, and gives tenants that were added
    /// theirs. Schemas that are missing are made. A role outlives its database.
    ///
    /// # Errors
    ///
    /// SQLSTATE 42501 when the user may not create roles, and any other error of the server.
    fn create_roles(db: &Database) -> impl Future<Output = Result<()>> + Send {
        roles::create::<Self>(db)
    }

    /// Reports what tenants' roles may do that they should not, and what they should but may not,
    /// each with the statement that mends it; empty if all is as
    /// [`TenantSet::create_roles`] leaves it.
    ///
    /// # Errors
    ///
    /// Any error of the server.
    fn check_roles(db: &Database) -> impl Future<Output = Result<Vec<Finding>>> + Send {
        roles::check::<Self>(db)
    }

    /// The statements that [`TenantSet::create_schema`] runs in the tenant's schema, as text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when two entities claim one table.
    fn ddl<T: MemberOf<Self>>(tenant: &T) -> Result<String> {
        ddl::render::<Self>(Place::Tenant(tenant.schema()))
    }

    /// The statements that make the shared schema and the fixed ones, as text.
    ///
    /// # Errors
    ///
    /// As [`TenantSet::ddl`].
    fn shared_ddl() -> Result<String> {
        ddl::render::<Self>(Place::Once)
    }
}

/// The name that was parsed belongs to no tenant of the set.
///
/// # Examples
///
/// ```
/// use tenant::prelude::*;
///
/// #[derive(TenantSet, Clone, Copy, Debug, PartialEq, Eq)]
/// enum Client {
///     Acme,
///     Globex,
/// }
///
/// let error = "glob_ex".parse::<Client>().unwrap_err();
/// assert_eq!(error.close(), ["globex"]);
/// assert_eq!(
///     error.to_string(),
///     "no tenant of `Client` has the schema `glob_ex`; did you mean `globex`?"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownTenant {
    set: &'static str,
    name: String,
    close: Vec<&'static str>,
}

impl UnknownTenant {
    /// The name that was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The schemas of the set whose names are close to it, the closest first; at most three.
    pub fn close(&self) -> &[&'static str] {
        &self.close
    }
}

impl fmt::Display for UnknownTenant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no tenant of `{}` has the schema `{}`",
            self.set,
            self.name.escape_debug()
        )?;
        for (position, name) in self.close.iter().enumerate() {
            let lead = if position == 0 {
                "; did you mean"
            } else {
                " or"
            };
            write!(f, "{lead} `{name}`")?;
        }
        if self.close.is_empty() {
            Ok(())
        } else {
            f.write_str("?")
        }
    }
}

impl error::Error for UnknownTenant {}

/// Finds a tenant by the name of its schema.
///
/// # Errors
///
/// [`UnknownTenant`], with the names that are close.
pub fn parse_tenant<S: TenantSet>(name: &str) -> Result<S, UnknownTenant> {
    match S::SCHEMAS.iter().position(|schema| *schema == name) {
        Some(index) => Ok(S::ALL[index]),
        None => Err(UnknownTenant {
            set: S::NAME,
            name: name.to_owned(),
            close: close_names(name, S::SCHEMAS),
        }),
    }
}

/// The schema of a value of a set.
pub fn schema_of<S: TenantSet>(member: S) -> &'static str {
    S::SCHEMAS[member.index()]
}

/// The least Jaro–Winkler similarity (0 to 1) at which a name is worth suggesting.
const CLOSE: f64 = 0.85;

fn close_names(name: &str, schemas: &'static [&'static str]) -> Vec<&'static str> {
    let mut scored: Vec<(f64, &'static str)> = schemas
        .iter()
        .map(|schema| (strsim::jaro_winkler(name, schema), *schema))
        .filter(|(score, _)| *score >= CLOSE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored
        .into_iter()
        .take(3)
        .map(|(_, schema)| schema)
        .collect()
}
