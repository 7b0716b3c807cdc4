//! Why goals are missed, where they are: what is known of it, and what shows it.

use bench_report::Goal;

/// Explanations, by what a goal's name has in it; the first that fits is given.
const REASONS: [(&str, &str); 13] = [
    (
        "client instructions",
        "What is left is no single thing: looking the statement up, listing its parameters, and the futures around \
         those of tokio-postgres. [instructions.md](instructions.md) says it function by function, \
         for each that misses its goal; through the pool, the pool comes on top, which by hand has none.",
    ),
    (
        "time against by hand",
        "The client's share differs by its instructions, which are counted above, on a session; here each statement takes \
         its connection from the pool as well, an update of chosen columns is put together anew, and each static handle \
         has code of its own, which the processor loads again where they take turns: values of the set share theirs. \
         By hand with code for each of 20 tenants takes about as much longer: \
         [peers/code-per-tenant](peers/code-per-tenant/REPORT.md) has both beside by hand with code for all. \
         How much of the difference the client has its processor for, and how much the server's processes have theirs, \
         is in [peers/REPORT.md](peers/REPORT.md), under Where the time goes. The server's part, for the same \
         statements, is that it waits a little longer for each, and then takes longer to wake, it seems. In brackets is \
         where the median lies.",
    ),
    (
        "SQLAlchemy was not measured",
        "It takes Python, and SQLAlchemy from the Python Package Index.",
    ),
    (
        "SQLAlchemy",
        "What is compared is the client's processor time, the kernel's part of it included: sending, receiving and \
         being woken cost every client the same, and are most of ours, as the instructions of a statement, counted \
         above, are done in a few microseconds. The figures are in [peers/REPORT.md](peers/REPORT.md).",
    ),
    (
        "16 or 64 tasks",
        "The server is busy without a pause, so that who sends the same statements takes about as long, whatever its \
         client costs. Where a peer is not slower, [peers/REPORT.md](peers/REPORT.md) has the client's and the server's \
         account beside each other, under Where the time goes: the peer's client has its processor for longer. toasty \
         is faster where all change one table, than by hand, too: the server's processes are given a processor less \
         often for each of its statements, so wait less for each other, as its client sends them further apart.",
    ),
    (
        "arrays",
        "The same rows, as the same arrays in one statement, leave little to differ; with several tasks, client and \
         server wait for the same processors. [bulk.md](bulk.md) has what each of them had of these beside the time.",
    ),
    (
        "`BinaryCopyInWriter` by hand",
        "The same bytes are sent, which leaves to differ what the client takes to write them. [bulk.md](bulk.md) has what \
         client and server had of the processors beside each time.",
    ),
    (
        "in each of",
        "[peers/REPORT.md](peers/REPORT.md) has every case in which a peer was not slower, with its spread, and how peers \
         are judged.",
    ),
    (
        "one query over 100 tenants",
        "The server looks into a hundred indexes either way; what one statement spares are the round trips, which on a \
         Unix socket are short. By hand, the same statement is about as fast. [peers/REPORT.md](peers/REPORT.md) has \
         the server's own account of it beside the whole time, and the same where a network lies between, for which a \
         loop waits a hundred times.",
    ),
    (
        "1000 × 50",
        "Fifty thousand names cost the compiler time that no macro can spare it: as many plain aliases of empty types, \
         which [compile/REPORT.md](compile/REPORT.md) has beside them, and the tables of one tenant come to more than \
         the goal already. The rest is expanding them, and the impls of a thousand markers: the same report has the \
         compiler's own passes for each of the three, under Profiles.",
    ),
    (
        "with as many schemas",
        "With a single table, what a crate loads and generates to use the library at all is most of either; a further \
         table costs less. [compile/REPORT.md](compile/REPORT.md) has each size.",
    ),
    (
        "mixed calls",
        "A debug build compiles each small function by itself: a statement that is built of parts has a few of them for \
         each handle, where by hand there is one text, and rows that belong to a tenant are another type for each, so that \
         the vector of them is compiled for each as well. What knows no tenant is compiled once, in the library. Which \
         functions those are, how many and how large, is in [compile/REPORT.md](compile/REPORT.md), under Profiles.",
    ),
    (
        "memory of a backend",
        "[routes.md](routes.md) says what it holds.",
    ),
];

/// A line for each reason that the missed goals have.
pub(crate) fn missed(goals: &[Goal]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for goal in goals.iter().filter(|goal| !goal.met) {
        let reason = REASONS.iter().find(|(part, _)| goal.what.contains(part));
        let line = match reason {
            Some((part, reason)) => format!("- *{part}*: {reason}"),
            None => format!("- *{}*: why is not known.", goal.what),
        };
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_given_once_and_what_has_none_is_said() {
        let goals = [
            Goal::at_most("client instructions, find", 1.03, 1.04),
            Goal::at_most("client instructions, update", 1.03, 1.07),
            Goal::at_most("client instructions, list", 1.03, 1.0),
            Goal::at_most("something else", 1.0, 2.0),
        ];
        let lines = missed(&goals);
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("- *client instructions*"));
        assert!(lines[1].contains("something else"));
    }
}
