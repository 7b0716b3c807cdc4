//! Which roles and schemas a set has: their names, and the names that cannot be a role's.

use std::collections::BTreeSet;

use crate::{
    Error, ErrorKind, MAX_NAME_BYTES, Result, ddl,
    set::TenantSet,
    sql::{literal, quoted},
};

/// The names of what is to be there.
pub(super) struct Plan {
    /// Owns the schemas of the set and everything in them.
    pub(super) owner: String,
    /// Reads the shared schema; every tenant's role is a member.
    ///
    /// Without it each shared table would list each tenant, and a table's privileges have to fit
    /// into its row of `pg_class`, which PostgreSQL 15 refuses at 2,444 of them.
    pub(super) reader: String,
    pub(super) shared: &'static str,
    /// Where tables live once that no tenant's role may use.
    pub(super) fixed: Vec<&'static str>,
    /// The tenants' schemas, which their roles are named as.
    pub(super) tenants: BTreeSet<String>,
}

impl Plan {
    pub(super) fn of<S: TenantSet>(tenants: &[&str]) -> Result<Self> {
        let plan = Self {
            owner: owner_of(S::SHARED),
            reader: format!("{}_reader", S::SHARED),
            shared: S::SHARED,
            fixed: ddl::fixed::<S>()?,
            tenants: tenants.iter().map(|&tenant| tenant.to_owned()).collect(),
        };
        plan.check_names()?;
        Ok(plan)
    }

    /// Every schema of the set.
    pub(super) fn schemas(&self) -> Vec<&str> {
        let once = [self.shared].into_iter().chain(self.fixed.iter().copied());
        once.chain(self.tenants.iter().map(String::as_str))
            .collect()
    }

    /// The roles that may not own anything.
    pub(super) fn users(&self) -> Vec<&str> {
        let tenants = self.tenants.iter().map(String::as_str);
        [self.reader.as_str()].into_iter().chain(tenants).collect()
    }

    /// Every role of the set.
    pub(super) fn roles(&self) -> Vec<&str> {
        let mut roles = vec![self.owner.as_str()];
        roles.extend(self.users());
        roles
    }

    fn check_names(&self) -> Result<()> {
        if self.reader.len() > MAX_NAME_BYTES {
            return Err(refused(format!(
                "role name `{}` has {} bytes, PostgreSQL keeps at most {MAX_NAME_BYTES}; give the shared schema a shorter name",
                self.reader,
                self.reader.len()
            )));
        }
        if self.owner.starts_with("pg_") {
            return Err(refused(format!(
                "role name `{}` starts with `pg_`, which PostgreSQL reserves; give the shared schema another name",
                self.owner
            )));
        }
        for tenant in &self.tenants {
            let reason = match tenant.as_str() {
                "none" => "`SET ROLE` takes that name for no role",
                "public" => "PostgreSQL keeps that name for everybody",
                name if name == self.owner || name == self.reader => {
                    "it is another role of the set"
                }
                _ => continue,
            };
            return Err(refused(format!(
                "no role can be named as the schema `{tenant}`: {reason}; rename the schema"
            )));
        }
        Ok(())
    }
}

pub(super) fn refused(message: String) -> Error {
    Error::new(ErrorKind::InvalidInput, message)
}

fn owner_of(shared: &str) -> String {
    format!("{shared}_owner")
}

/// Makes the rest of a transaction run as the set's owning role, in a database where that owns the
/// shared schema; elsewhere it does nothing.
///
/// The role alone says nothing: it belongs to the cluster, and may be there for another database.
pub(crate) fn become_owner(shared: &str) -> String {
    let owner = owner_of(shared);
    let body = format!(
        "BEGIN
    IF EXISTS (
        SELECT FROM pg_catalog.pg_namespace ns
        JOIN pg_catalog.pg_roles owner ON owner.oid = ns.nspowner
        WHERE ns.nspname = {} AND owner.rolname::text = {}
    ) THEN
        SET LOCAL ROLE {};
    END IF;
END",
        literal(shared),
        literal(&owner),
        quoted(&owner),
    );
    format!("DO {};\n", literal(&body))
}
