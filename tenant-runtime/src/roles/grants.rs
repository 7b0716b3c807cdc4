//! Privileges that are due against those that are held, on one object or for those to come.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    roles::{Deviation, OnCreate},
    sql::quoted,
};

/// What a role must be able to do.
pub(super) type Due<'a> = (&'a str, &'static [&'static str]);

/// One privilege, as the server has it.
pub(super) struct Held {
    /// The role that has it; none for PUBLIC.
    pub(super) grantee: Option<String>,
    pub(super) privilege: String,
    pub(super) grantable: bool,
    /// Who granted it, if not the owner.
    pub(super) grantor: Option<String>,
}

/// What privileges are on, and how statements and messages name it.
pub(super) struct Subject {
    /// What precedes `GRANT` and `REVOKE`.
    pub(super) prefix: String,
    /// What follows `ON`.
    pub(super) on: String,
    /// What follows `on` in a message.
    pub(super) text: String,
    /// Whether provisioning mends it.
    pub(super) ours: bool,
}

/// Finds what is missing, too many, or held in another way than it was due.
pub(super) fn compare(
    subject: &Subject,
    due: &[Due<'_>],
    held: &[Held],
    found: &mut Vec<Deviation>,
) {
    let is_due = |one: &Held| {
        due.iter().any(|(role, privileges)| {
            one.grantee.as_deref() == Some(role) && privileges.contains(&one.privilege.as_str())
        })
    };
    let mut excess: BTreeMap<Option<&str>, BTreeSet<&str>> = BTreeMap::new();
    let mut grantable = excess.clone();
    let mut foreign: BTreeMap<(Option<&str>, &str), BTreeSet<&str>> = BTreeMap::new();
    for one in held {
        let (grantee, privilege) = (one.grantee.as_deref(), one.privilege.as_str());
        if let Some(grantor) = &one.grantor {
            foreign
                .entry((grantee, grantor))
                .or_default()
                .insert(privilege);
        } else if !is_due(one) {
            excess.entry(grantee).or_default().insert(privilege);
        } else if one.grantable {
            grantable.entry(grantee).or_default().insert(privilege);
        }
    }
    for ((grantee, grantor), privileges) in foreign {
        found.push(subject.granted_by(grantee, grantor, &list(privileges)));
    }
    for (grantee, privileges) in excess {
        found.push(subject.excess(grantee, &list(privileges)));
    }
    for (grantee, privileges) in grantable {
        found.push(subject.grantable(grantee, &list(privileges)));
    }
    for (role, privileges) in due {
        let lacks = |privilege: &&&str| {
            !held.iter().any(|one| {
                one.grantor.is_none()
                    && one.grantee.as_deref() == Some(role)
                    && one.privilege == **privilege
            })
        };
        let missing: Vec<&str> = privileges.iter().filter(lacks).copied().collect();
        if !missing.is_empty() {
            found.push(subject.missing(role, &missing.join(", ")));
        }
    }
}

impl Subject {
    fn missing(&self, role: &str, privileges: &str) -> Deviation {
        let Self {
            prefix, on, text, ..
        } = self;
        let role = quoted(role);
        Deviation::new(
            self.on_create(true),
            format!("role {role} lacks {privileges} on {text}"),
            format!("{prefix}GRANT {privileges} ON {on} TO {role}"),
        )
    }

    fn excess(&self, grantee: Option<&str>, privileges: &str) -> Deviation {
        let Self {
            prefix, on, text, ..
        } = self;
        Deviation::new(
            self.on_create(grantee.is_none()),
            format!("{} has {privileges} on {text}", named(grantee)),
            format!(
                "{prefix}REVOKE {privileges} ON {on} FROM {} CASCADE",
                written(grantee)
            ),
        )
    }

    fn grantable(&self, grantee: Option<&str>, privileges: &str) -> Deviation {
        let Self {
            prefix, on, text, ..
        } = self;
        Deviation::new(
            OnCreate::Leave,
            format!("{} may grant {privileges} on {text}", named(grantee)),
            format!(
                "{prefix}REVOKE GRANT OPTION FOR {privileges} ON {on} FROM {} CASCADE",
                written(grantee)
            ),
        )
    }

    /// The owner can only revoke what another one granted along with the right to grant it.
    fn granted_by(&self, grantee: Option<&str>, grantor: &str, privileges: &str) -> Deviation {
        let Self {
            prefix, on, text, ..
        } = self;
        let grantor = quoted(grantor);
        Deviation::new(
            self.on_create(grantee.is_none()),
            format!(
                "{} has {privileges} on {text}, granted by role {grantor}",
                named(grantee)
            ),
            format!("{prefix}REVOKE GRANT OPTION FOR {privileges} ON {on} FROM {grantor} CASCADE"),
        )
    }

    fn on_create(&self, mended: bool) -> OnCreate {
        if mended && self.ours {
            OnCreate::Mend
        } else {
            OnCreate::Leave
        }
    }
}

fn list(privileges: BTreeSet<&str>) -> String {
    privileges.into_iter().collect::<Vec<_>>().join(", ")
}

fn named(grantee: Option<&str>) -> String {
    grantee.map_or("PUBLIC".into(), |role| format!("role {}", quoted(role)))
}

fn written(grantee: Option<&str>) -> String {
    grantee.map_or("PUBLIC".into(), quoted)
}
