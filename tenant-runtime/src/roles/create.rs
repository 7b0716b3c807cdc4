//! Provisioning: what the check finds is mended, until it finds nothing more.

use std::time::Duration;

use crate::{
    Database, Error, ErrorKind, Result,
    ddl::run_alone,
    roles::{
        Deviation, OnCreate, check,
        plan::{Plan, refused},
    },
    set::TenantSet,
};

/// How often provisioning may lose to another database of the cluster before it gives up.
const ATTEMPTS: u32 = 40;

/// How many rounds of mends can be needed; the second only finds that nothing is left to do.
const ROUNDS: u32 = 3;

/// Statements in one transaction; an `ALTER … OWNER` keeps its table locked to the end of it.
const BATCH: usize = 50;

/// Makes the roles of these tenants, and those of the set, what they should be.
pub(crate) async fn create<S: TenantSet>(db: &Database, tenants: &[&str]) -> Result<()> {
    let plan = Plan::of::<S>(tenants)?;
    let (mut attempts, mut rounds) = (0, 0);
    loop {
        let deviations = check::deviations(db, &plan).await?;
        let mends = choose(&deviations)?;
        let Some(first) = mends.first() else {
            return Ok(());
        };
        if rounds == ROUNDS {
            // The server only warns when a grant has no effect.
            let finding = &first.finding;
            return Err(Error::new(
                ErrorKind::Database,
                format!("the connected user cannot mend what is left: {finding}"),
            ));
        }
        match mend(db, &mends).await {
            Ok(()) => rounds += 1,
            Err(error) if attempts < ATTEMPTS && is_race(&error) => {
                attempts += 1;
                tokio::time::sleep(Duration::from_millis(5) * attempts).await;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Those that are mended; an error if a role must not be given what a tenant's has.
fn choose(deviations: &[Deviation]) -> Result<Vec<&Deviation>> {
    let is = |what| move |deviation: &&Deviation| deviation.on_create == what;
    if let Some(bad) = deviations.iter().find(is(OnCreate::Refuse)) {
        let problem = &bad.finding.problem;
        return Err(refused(format!(
            "{problem}, so it cannot be a role of the set; mend it or rename the schema"
        )));
    }
    Ok(deviations.iter().filter(is(OnCreate::Mend)).collect())
}

async fn mend(db: &Database, deviations: &[&Deviation]) -> Result<()> {
    for batch in deviations.chunks(BATCH) {
        let script: Vec<&str> = batch
            .iter()
            .map(|deviation| deviation.finding.mend.as_str())
            .collect();
        run_alone(db, &script.join(";\n")).await?;
    }
    Ok(())
}

/// Whether another transaction did the same at the same time.
///
/// Roles and memberships belong to the cluster, where the lock of one database holds nobody up:
/// the later of two gets 42710 or 23505, and for a row that is changed by both, an internal error
/// ("tuple concurrently updated").
fn is_race(error: &Error) -> bool {
    const CODES: [&str; 5] = ["42710", "23505", "XX000", "40P01", "40001"];
    error
        .code()
        .is_some_and(|code| CODES.contains(&code.code()))
}
