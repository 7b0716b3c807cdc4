//! Where the time and the bytes go of what misses its goal: by the compiler's passes, by the functions that it
//! compiles, and by what a program consists of.

mod breakdown;
mod instances;
mod passes;
mod program;

use std::{fmt::Write as _, path::Path};

use anyhow::Result;
use comfy_table::Table;
use serde::Serialize;

use self::{breakdown::Breakdown, passes::Passes, program::Program};
use crate::{
    cargo::Cargo,
    case::{Calls, Case, Code, Size},
    generate, step,
};

const SIZES: [Size; 2] = [size(1, 50), size(1000, 50)];

/// Of which every handle has a call.
const USED: Size = size(10, 50);

const PASSES: &str = "\
What the compiler says of its own passes (`-Ztime-passes`), on the clock, the least of three runs: those that a \
thousand tenants add most to. A pass contains those that it starts, so that the rows do not add up: \
`type_check_crate` has `coherence_checking` in it, `macro_expand_crate` has `expand_crate`. What no pass claims is \
in the total alone.";

const INSTANCES: &str = "\
What the compiler generates code for (`-Zdump-mono-stats`): functions, once for each of the types that they are \
compiled for, and the size of their bodies by its own estimate, in statements. Only those of the crate and of \
generic code that it uses are there; arguments of types are left out of the names, and `N` stands for a number.";

const PROGRAM: &str = "\
Of the release programs, before they are stripped: bytes of each section that is loaded, and of the functions. What \
is compiled into its caller counts for that; arguments of types are left out of the names, as above.";

/// Every profile, or why there is none.
#[derive(Debug, Serialize)]
pub(crate) struct Profile {
    passes: Result<Passes, String>,
    /// Ours, and by hand.
    instances: Result<[Breakdown; 2], String>,
    program: Result<[Program; 2], String>,
}

const fn size(tenants: usize, tables: usize) -> Size {
    Size { tenants, tables }
}

/// What the compiler prints for its developers has no stable form, and other compilers may not print it: that is no
/// reason to lose what was measured before.
pub(crate) fn measure(directory: &Path, target: &Path, library: &Path) -> Result<Profile> {
    let calls = Calls::Mixed;
    let used = [Code::Used(calls), Code::ByHand(calls)].map(|code| Case::new(code, USED));
    let passes = [
        Case::new(Code::Declared, SIZES[0]),
        Case::new(Code::Declared, SIZES[1]),
        Case::new(Code::Aliases, SIZES[1]),
    ];
    generate::write_cases(
        directory,
        library,
        &[&passes[..], &used[..]].concat(),
        generate::COLUMNS,
    )?;
    let cargo = Cargo::new(directory, target).unstable(directory)?;
    let [ours, by_hand] = used;
    let or_why = |error: anyhow::Error| format!("{error:#}");
    Ok(Profile {
        passes: Passes::measure(&cargo, directory, passes).map_err(or_why),
        instances: instances::measure(&cargo, directory, &ours)
            .and_then(|ours| Ok([ours, instances::measure(&cargo, directory, &by_hand)?]))
            .map_err(or_why),
        program: Program::measure(&cargo, &ours)
            .and_then(|ours| Ok([ours, Program::measure(&cargo, &by_hand)?]))
            .map_err(or_why),
    })
}

impl Profile {
    pub(crate) fn to_markdown(&self) -> String {
        let mut text = String::from("\n## Profiles\n");
        let what = format!(
            "Passes of the compiler: check of {} and {}",
            SIZES[0], SIZES[1]
        );
        write_part(&mut text, &what, PASSES, self.passes.as_ref(), |passes| {
            vec![("", passes.to_table())]
        });
        let what = format!("Functions that are compiled: debug build of mixed calls, {USED}");
        let instances = self.instances.as_ref();
        write_part(&mut text, &what, INSTANCES, instances, |[ours, by_hand]| {
            of_functions(ours, by_hand, "size")
        });
        let what = format!("Bytes of the program: release build of mixed calls, {USED}");
        let program = self.program.as_ref();
        write_part(&mut text, &what, PROGRAM, program, |[ours, by_hand]| {
            let sections = breakdown::compared(&ours.sections, &by_hand.sections, None, "bytes");
            let mut tables = vec![("Sections.", sections)];
            tables.extend(of_functions(&ours.functions, &by_hand.functions, "bytes"));
            tables
        });
        text
    }
}

fn of_functions(ours: &Breakdown, by_hand: &Breakdown, unit: &str) -> Vec<(&'static str, Table)> {
    let counted = "functions";
    let (our_crates, crates) = (ours.by_crate(), by_hand.by_crate());
    let crates = breakdown::compared(&our_crates, &crates, Some(counted), unit);
    vec![
        ("Functions, by the crate that defines them.", crates),
        ("The largest with tenant.", ours.largest(counted, unit)),
        ("The largest by hand.", by_hand.largest(counted, unit)),
    ]
}

fn write_part<T>(
    text: &mut String,
    what: &str,
    notes: &str,
    profile: Result<&T, &String>,
    tables: impl Fn(&T) -> Vec<(&'static str, Table)>,
) {
    let _ = write!(text, "\n### {what}\n\n{notes}\n");
    match profile {
        Ok(profile) => {
            for (title, table) in tables(profile) {
                let gap = if title.is_empty() { "" } else { "\n\n" };
                let _ = write!(text, "\n{title}{gap}{table}\n");
            }
        }
        Err(why) => {
            let _ = write!(
                text,
                "\nThere is none: {}\n",
                why.lines().next().unwrap_or_default()
            );
        }
    }
}

/// Makes cargo compile the library of a case again.
fn touch(directory: &Path, case: &Case) -> Result<()> {
    step::touch(&directory.join(case.package()).join("src/lib.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_that_is_missing_is_said_to_be() {
        let why = || "the compiler prints none\nmore".to_owned();
        let profile = Profile {
            passes: Err(why()),
            instances: Err(why()),
            program: Err(why()),
        };
        let text = profile.to_markdown();
        let none = "There is none: the compiler prints none\n";
        assert_eq!(text.matches(none).count(), 3);
    }
}
