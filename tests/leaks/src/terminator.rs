//! Ends backends, or what runs on them, as an administrator or a failover would.

use tenant::Result;

use crate::{random::Random, stage::CONTROL, world::World};

const BACKENDS: &str = "
    SELECT pid FROM pg_catalog.pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend'
      AND application_name <> $1
    ORDER BY pid";

pub(crate) async fn strike(world: &World, random: &mut Random) -> Result<()> {
    let backends = world.control.query(BACKENDS, &[&CONTROL]).await?;
    let Some(backend) = random.pick(&backends) else {
        return Ok(());
    };
    let end = if random.one_in(2) {
        "SELECT pg_catalog.pg_terminate_backend($1)"
    } else {
        "SELECT pg_catalog.pg_cancel_backend($1)"
    };
    let backend: i32 = backend.get(0);
    world.control.query_one(end, &[&backend]).await?;
    world.tally.terminated.add(1);
    Ok(())
}
