//! Who is measured in which case, and how long that takes.

use std::time::Duration;

use crate::{
    contender::Contender,
    job::Workload,
    times::{Case, Effort},
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

/// How the plan leaves out what would say little; printed in the report.
pub(crate) const WHY: &str = "\
Three numbers of tenants in rotation, with three numbers of tasks, on up to 16 connections. So that a run lasts no
longer than half an hour, these are left out: the library's other routes, but with 20 tenants and 1 or 16 tasks
(ROUTES.md compares them further); with 1,000 tenants, who needs code or connections for each, several tasks (16
connections would have 16,000 statements to prepare before anything is steady), and lists and the join: what differs
there is how a tenant's statement is found, not how many rows it has. A turn is as long for everyone, so that slower
contenders do fewer statements in it.";

/// With one task before several, so that a run that is stopped has what is least noisy.
pub(crate) fn cells(asked: &Asked<'_>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for tasks in or(asked.tasks, &TASKS) {
        for tenants in or(asked.tenants, &TENANTS) {
            for workload in or(asked.workloads, &Workload::ALL) {
                let case = Case {
                    workload: *workload,
                    tenants: *tenants,
                    tasks: *tasks,
                };
                let is_asked = !asked.tenants.is_empty() && !asked.tasks.is_empty();
                if is_asked || is_planned(case) {
                    let contenders = contenders(asked.contenders, case);
                    cells.push(Cell { case, contenders });
                }
            }
        }
    }
    cells
}

/// By hand and the static handles alone, which are measured closely: with one task, on tenants that have handles.
pub(crate) fn close_cells(asked: &Asked<'_>) -> Vec<Cell> {
    let alone = Asked {
        contenders: &[Contender::Static],
        tasks: &[1],
        ..*asked
    };
    let mut cells = cells(&alone);
    cells.retain(|cell| cell.contenders.len() > 1);
    cells
}

fn or<'a, T>(asked: &'a [T], planned: &'a [T]) -> &'a [T] {
    if asked.is_empty() { planned } else { asked }
}

fn is_planned(case: Case) -> bool {
    let changes_one = matches!(
        case.workload,
        Workload::Select | Workload::Insert | Workload::Update
    );
    case.tenants <= 100 || (case.tasks == 1 && changes_one)
}

/// By hand first, which the others are held against.
fn contenders(asked: &[Contender], case: Case) -> Vec<Contender> {
    let takes_part = |contender: &Contender| match contender {
        Contender::Hand => false,
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
    let turns = effort.slice * u32::try_from(effort.rounds).unwrap_or(u32::MAX);
    let of = |cell: &Cell| {
        let count = u32::try_from(cell.contenders.len()).unwrap_or(u32::MAX);
        (turns + cell.case.settling()) * count
    };
    cells.iter().map(of).sum()
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
        let cells = cells(&PLANNED);
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
    fn closely_measured_are_the_static_handles_with_one_task_where_there_are_any() {
        let cells = close_cells(&PLANNED);
        assert_eq!(cells.len(), 2 * Workload::ALL.len());
        for Cell { case, contenders } in cells {
            assert_eq!(contenders, [Contender::Hand, Contender::Static]);
            assert!(case.tasks == 1 && case.tenants <= 20, "{case}");
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
