//! Who is measured in which case, and how long that takes.

use std::time::Duration;

use crate::{
    contender::Contender,
    job::Workload,
    times::{Case, Effort, times},
};

/// A case, and those who are measured in it: by hand, and others.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) case: Case,
    pub(crate) contenders: Vec<Contender>,
}

/// What is asked for; where a list is empty, what the plan has.
#[derive(Clone, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) workloads: &'a [Workload],
    pub(crate) contenders: &'a [Contender],
    pub(crate) tenants: &'a [usize],
    pub(crate) tasks: &'a [usize],
}

const TENANTS: [usize; 3] = [20, 1, 1_000];
const TASKS: [usize; 3] = [1, 16, 64];

/// What the plan leaves out; printed in the report.
pub(crate) const WHY: &str = "\
Each kind of statement, over 1, 20 and 1,000 tenants in rotation, with 1, 16 and 64 tasks, on as many connections as
tasks, up to 16. With 1,000 tenants up to four, as a server with one processor is usually given: they have 4,000
statements to prepare before anything is steady, where 16 would have 16,000. Left out are, with 1,000 tenants, who
needs code or connections for each: the static handles, clorinde, diesel-async and sea-orm with code per schema, and
toasty; and the library's other routes, but with 20 tenants and 1 or 16 tasks, and `fixed(schema)` with one tenant and
1 task (ROUTES.md compares them further). A turn is as long for everyone, so that slower contenders do fewer
statements in it, but at least one for each task.

deadpool sends what its user writes, so that with a path it would be by hand with a path. toasty's models name no schema:
the path of a tenant's connections does. pgbench runs one script on a connection, and SQLAlchemy one statement at a time:
they are measured apart, with one task. The goals against by hand are for one task, of static handles and of values of
the set, which are measured closely. The ratios of schemas of run time, and with several tasks, are in the tables: their
middle halves are several hundredths wide, so that they do not tell whether a hundredth is kept.";

/// With one task before several, so that a run that is stopped has what is least noisy; those that differ in tasks
/// alone one after the other.
pub(crate) fn cells(asked: &Asked<'_>) -> Vec<Cell> {
    let tasks = or(asked.tasks, &TASKS).iter();
    let (one, several): (Vec<usize>, Vec<usize>) = tasks.partition(|tasks| **tasks == 1);
    let mut cells = Vec::new();
    for some in [one, several] {
        for tenants in or(asked.tenants, &TENANTS) {
            for workload in or(asked.workloads, &Workload::ALL) {
                cells.extend(some.iter().map(|tasks| {
                    let case = Case {
                        workload: *workload,
                        tenants: *tenants,
                        tasks: *tasks,
                    };
                    let contenders = contenders(asked.contenders, case);
                    Cell { case, contenders }
                }));
            }
        }
    }
    cells
}

/// Neighbours for which everyone has to be made ready only once.
pub(crate) fn together(cells: &[Cell]) -> impl Iterator<Item = &[Cell]> {
    cells.chunk_by(|one, other| one.case.settles_with(other.case))
}

/// Who has to be made ready for such neighbours, and the first case that it is for.
pub(crate) fn settled(cells: &[Cell]) -> impl Iterator<Item = (Contender, Case)> {
    Contender::ALL.into_iter().filter_map(|contender| {
        let cell = cells
            .iter()
            .find(|cell| cell.contenders.contains(&contender))?;
        Some((contender, cell.case))
    })
}

/// By hand, the static handles where there are any, and values of the set, which are measured closely: with one task.
/// Where there is code for several tenants, by hand with code for each, too.
pub(crate) fn close_cells(asked: &Asked<'_>) -> Vec<Cell> {
    let alone = Asked {
        contenders: &[Contender::HandEach, Contender::Static, Contender::OfTheSet],
        tasks: &[1],
        ..*asked
    };
    let mut cells = cells(&alone);
    for cell in cells.iter_mut().filter(|cell| cell.case.tenants == 1) {
        cell.contenders.retain(|one| *one != Contender::HandEach); // by hand itself
    }
    cells
}

fn or<'a, T>(asked: &'a [T], planned: &'a [T]) -> &'a [T] {
    if asked.is_empty() { planned } else { asked }
}

/// By hand first, which the others are held against.
fn contenders(asked: &[Contender], case: Case) -> Vec<Contender> {
    let takes_part = |contender: &Contender| match contender {
        Contender::Hand => false,
        Contender::HandEach if asked.is_empty() => false, // measured closely alone
        _ if !contender.can_serve(case.tenants) => false,
        _ if !asked.is_empty() => asked.contains(contender),
        Contender::Fixed => case.tasks == 1,
        _ => !contender.is_other_route() || (case.tenants == 20 && case.tasks <= 16),
    };
    let others = Contender::ALL.into_iter().filter(takes_part);
    [Contender::Hand].into_iter().chain(others).collect()
}

/// About how long it all takes, on a machine of two processors.
pub(crate) fn expected(cells: &[Cell], effort: Effort) -> Duration {
    // To find out how much fits into a turn takes about two of them.
    let rounds = effort.rounds + 2;
    let turns_of = |cell: &Cell| {
        let turn = cell.case.turn(effort.slice);
        times(turn, rounds * cell.contenders.len())
    };
    let settling = together(cells).flat_map(settled);
    cells.iter().map(turns_of).sum::<Duration>()
        + settling
            .map(|(contender, case)| case.settling(contender))
            .sum::<Duration>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLANNED: Asked<'_> = Asked {
        workloads: &[],
        contenders: &[],
        tenants: &[],
        tasks: &[],
    };

    #[test]
    fn every_contender_is_in_the_plan() {
        let cells = [cells(&PLANNED), close_cells(&PLANNED)].concat();
        for contender in Contender::ALL {
            assert!(
                cells
                    .iter()
                    .any(|cell| cell.contenders.contains(&contender)),
                "{contender:?}"
            );
        }
    }

    #[test]
    fn every_kind_of_statement_is_planned_for_each_number_of_tenants_and_of_tasks() {
        let cells = cells(&PLANNED);
        assert_eq!(
            cells.len(),
            Workload::ALL.len() * TENANTS.len() * TASKS.len()
        );
        for Cell { case, contenders } in cells {
            let everywhere = [
                Contender::Hand,
                Contender::HandPath,
                Contender::OfTheSet,
                Contender::Runtime,
                Contender::Deadpool,
                Contender::ClorindePath,
                Contender::Sqlx,
                Contender::SqlxPath,
                Contender::DieselPath,
                Contender::SeaOrmPath,
            ];
            for contender in everywhere {
                assert!(contenders.contains(&contender), "{contender:?} in {case}");
            }
        }
    }

    #[test]
    fn one_is_made_ready_once_for_16_and_64_tasks() {
        let cells = cells(&PLANNED);
        let settings: Vec<_> = together(&cells).collect();
        assert_eq!(settings.len(), 2 * Workload::ALL.len() * TENANTS.len());
        for cells in settings {
            let tasks: Vec<_> = cells.iter().map(|cell| cell.case.tasks).collect();
            assert!(tasks == [1] || tasks == [16, 64], "{tasks:?}");
            for cell in cells {
                let ready: Vec<_> = settled(cells).map(|(contender, _)| contender).collect();
                assert!(cell.contenders.iter().all(|each| ready.contains(each)));
            }
        }
    }

    #[test]
    fn closely_measured_are_handles_of_tenants_known_at_build_time_with_one_task() {
        let cells = close_cells(&PLANNED);
        assert_eq!(cells.len(), TENANTS.len() * Workload::ALL.len());
        for Cell { case, contenders } in cells {
            let [hand, values] = [Contender::Hand, Contender::OfTheSet];
            let [each, statics] = [Contender::HandEach, Contender::Static];
            match case.tenants {
                1 => assert_eq!(contenders, [hand, statics, values]),
                20 => assert_eq!(contenders, [hand, each, statics, values]),
                _ => assert_eq!(contenders, [hand, values]),
            }
            assert_eq!(case.tasks, 1);
        }
    }

    #[test]
    fn what_is_asked_for_is_not_left_out() {
        let asked = Asked {
            workloads: &[Workload::Join],
            contenders: &[Contender::SearchPath],
            tenants: &[1_000],
            tasks: &[64],
        };
        let cells = cells(&asked);
        assert_eq!(cells.len(), 1);
        assert_eq!(
            cells[0].contenders,
            [Contender::Hand, Contender::SearchPath]
        );
    }
}
