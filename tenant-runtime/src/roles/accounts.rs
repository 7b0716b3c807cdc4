//! The roles themselves: that they exist, with which attributes, memberships and `search_path`.

use std::collections::BTreeMap;

use tokio_postgres::{Row, types::Type};

use crate::{
    Result,
    roles::{
        Deviation, OnCreate,
        check::Catalog,
        plan::{Plan, refused},
    },
    sql::quoted,
};

/// One row per role that exists.
///
/// `pg_has_role` is true of a superuser whatever it is a member of, so the membership in the reader
/// is looked up: it has to last when the attribute is taken away. From version 16 on a membership
/// says itself whether it is inherited, before that the role does.
const ROLES: &str = r#"
    SELECT role.rolname::text,
           array_remove(ARRAY[
               CASE WHEN role.rolsuper THEN 'SUPERUSER' END,
               CASE WHEN role.rolbypassrls THEN 'BYPASSRLS' END,
               CASE WHEN role.rolcreaterole THEN 'CREATEROLE' END,
               CASE WHEN role.rolcreatedb THEN 'CREATEDB' END,
               CASE WHEN role.rolreplication THEN 'REPLICATION' END], NULL),
           role.rolcanlogin,
           CASE WHEN current_setting('server_version_num')::int >= 160000
                THEN pg_has_role(current_user, role.oid, 'SET')
                ELSE pg_has_role(current_user, role.oid, 'MEMBER') END,
           pg_has_role(current_user, role.oid, 'USAGE'),
           EXISTS (
               SELECT FROM pg_auth_members edge JOIN pg_roles reader ON reader.oid = edge.roleid
               WHERE reader.rolname = $2 AND edge.member = role.oid
                 AND coalesce((to_jsonb(edge) ->> 'inherit_option')::boolean, role.rolinherit)),
           EXISTS (
               SELECT FROM pg_db_role_setting setting
               JOIN pg_database base ON base.oid = setting.setdatabase
               WHERE base.datname = current_database() AND setting.setrole = role.oid
                 AND 'search_path="$user", ' || quote_ident($3) = ANY (setting.setconfig)),
           role.rolname = current_user
    FROM pg_roles role WHERE role.rolname::text = ANY ($1)"#;

/// What the roles are members of. Before version 16 a membership was the same whoever granted it.
const MEMBERSHIPS: &str = "
    SELECT member.rolname::text, role.rolname::text, edge.admin_option,
           CASE WHEN current_setting('server_version_num')::int >= 160000
                THEN grantor.rolname::text END
    FROM pg_auth_members edge
    JOIN pg_roles member ON member.oid = edge.member
    JOIN pg_roles role ON role.oid = edge.roleid
    LEFT JOIN pg_roles grantor ON grantor.oid = edge.grantor
    WHERE member.rolname::text = ANY ($1)
    ORDER BY 1, 2, 4";

/// The database's name, and whether the owner was granted to make schemas in it.
const DATABASE: &str = "
    SELECT base.datname::text, EXISTS (
        SELECT FROM aclexplode(coalesce(base.datacl, acldefault('d', base.datdba))) entry
        JOIN pg_roles role ON role.oid = entry.grantee
        WHERE role.rolname = $1 AND entry.privilege_type = 'CREATE')
    FROM pg_database base WHERE base.datname = current_database()";

/// What is known about one role; all false of one that does not exist.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is a column of the answer
struct Account {
    exists: bool,
    attributes: Vec<String>,
    can_login: bool,
    /// Whether the connected user can switch to it.
    can_be_set: bool,
    /// Whether the connected user can do what it can.
    is_inherited: bool,
    reads: bool,
    has_path: bool,
    is_connected: bool,
}

pub(super) async fn check(
    catalog: &Catalog<'_>,
    plan: &Plan,
    found: &mut Vec<Deviation>,
) -> Result<()> {
    let database = catalog
        .query(DATABASE, &[(&plan.owner, Type::TEXT)])
        .await?;
    let (database, may_create): (String, bool) = match database.first() {
        Some(row) => (row.get(0), row.get(1)),
        None => return Ok(()), // dropped in this moment
    };
    let names = plan.roles();
    let rows = catalog
        .query(
            ROLES,
            &[
                (&names, Type::TEXT_ARRAY),
                (&plan.reader, Type::TEXT),
                (&plan.shared, Type::TEXT),
            ],
        )
        .await?;
    let mut accounts: BTreeMap<String, Account> =
        rows.iter().map(|row| (row.get(0), account(row))).collect();
    for name in names {
        let account = accounts.remove(name).unwrap_or_default();
        if account.is_connected {
            // As a member of all of them it would be every tenant at once.
            let message = format!("role `{name}` is the connected user; connect as another");
            return Err(refused(message));
        }
        check_role(name, &account, found);
        if name == plan.owner {
            check_owner(plan, &account, &database, may_create, found);
        } else if name == plan.reader {
            check_no_login(name, &account, found);
        } else {
            check_tenant(name, &account, plan, &database, found);
        }
    }
    check_memberships(catalog, plan, found).await
}

fn account(row: &Row) -> Account {
    Account {
        exists: true,
        attributes: row.get(1),
        can_login: row.get(2),
        can_be_set: row.get(3),
        is_inherited: row.get(4),
        reads: row.get(5),
        has_path: row.get(6),
        is_connected: row.get(7),
    }
}

fn check_role(name: &str, account: &Account, found: &mut Vec<Deviation>) {
    let role = quoted(name);
    if !account.exists {
        found.push(Deviation::new(
            OnCreate::Mend,
            format!("role {role} does not exist"),
            format!("CREATE ROLE {role} NOLOGIN"),
        ));
    }
    for attribute in &account.attributes {
        found.push(Deviation::new(
            OnCreate::Refuse,
            format!("role {role} has the attribute {attribute}"),
            format!("ALTER ROLE {role} NO{attribute}"),
        ));
    }
}

/// Nobody logs in as the owner or the reader; tenants' roles may be made to.
fn check_no_login(name: &str, account: &Account, found: &mut Vec<Deviation>) {
    if account.can_login {
        let role = quoted(name);
        found.push(Deviation::new(
            OnCreate::Refuse,
            format!("role {role} can log in"),
            format!("ALTER ROLE {role} NOLOGIN"),
        ));
    }
}

fn check_owner(
    plan: &Plan,
    account: &Account,
    database: &str,
    may_create: bool,
    found: &mut Vec<Deviation>,
) {
    check_no_login(&plan.owner, account, found);
    let (owner, base) = (quoted(&plan.owner), quoted(database));
    if !account.can_be_set || !account.is_inherited {
        found.push(Deviation::new(
            OnCreate::Mend,
            format!("the connected user is not a member of role {owner}"),
            format!("GRANT {owner} TO CURRENT_USER"),
        ));
    }
    // `CREATE SCHEMA IF NOT EXISTS` needs it, even if the schema exists.
    if !may_create {
        found.push(Deviation::new(
            OnCreate::Mend,
            format!("role {owner} lacks CREATE on database {base}"),
            format!("GRANT CREATE ON DATABASE {base} TO {owner}"),
        ));
    }
}

fn check_tenant(
    name: &str,
    account: &Account,
    plan: &Plan,
    database: &str,
    found: &mut Vec<Deviation>,
) {
    let (role, reader) = (quoted(name), quoted(&plan.reader));
    if !account.can_be_set {
        found.push(Deviation::new(
            OnCreate::Mend,
            format!("the connected user is not a member of role {role}"),
            format!("GRANT {role} TO CURRENT_USER"),
        ));
    }
    if !account.reads {
        // Granting again would not make a membership inherited that is not.
        found.push(Deviation::new(
            OnCreate::Mend,
            format!("role {role} does not inherit role {reader}"),
            format!(
                "ALTER ROLE {role} INHERIT; REVOKE {reader} FROM {role}; GRANT {reader} TO {role}"
            ),
        ));
    }
    if !account.has_path {
        found.push(Deviation::new(
            OnCreate::Mend,
            format!("role {role} lacks its search_path in this database"),
            format!(
                "ALTER ROLE {role} IN DATABASE {} SET search_path TO \"$user\", {}",
                quoted(database),
                quoted(plan.shared)
            ),
        ));
    }
}

/// A member of another role can do what that can, at the latest after `SET ROLE`.
async fn check_memberships(
    catalog: &Catalog<'_>,
    plan: &Plan,
    found: &mut Vec<Deviation>,
) -> Result<()> {
    let rows = catalog
        .query(MEMBERSHIPS, &[(&plan.roles(), Type::TEXT_ARRAY)])
        .await?;
    for row in &rows {
        let (member, role): (String, String) = (row.get(0), row.get(1));
        let by = row
            .get::<_, Option<&str>>(3)
            .map(|grantor| format!(" GRANTED BY {}", quoted(grantor)))
            .unwrap_or_default();
        let is_due = role == plan.reader && plan.tenants.contains(&member);
        let (member, role) = (quoted(&member), quoted(&role));
        if !is_due {
            found.push(Deviation::new(
                OnCreate::Leave,
                format!("role {member} is a member of role {role}"),
                format!("REVOKE {role} FROM {member}{by} CASCADE"),
            ));
        } else if row.get(2) {
            found.push(Deviation::new(
                OnCreate::Leave,
                format!("role {member} may make others members of role {role}"),
                format!("REVOKE ADMIN OPTION FOR {role} FROM {member}{by} CASCADE"),
            ));
        }
    }
    Ok(())
}
