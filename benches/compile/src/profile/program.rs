//! What a release program consists of: sections, and functions.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, SectionFlags, SymbolKind, elf};
use serde::Serialize;

use super::breakdown::{Amount, Breakdown};
use crate::{cargo::Cargo, case::Case};

/// A program, before it is stripped.
#[derive(Debug, Serialize)]
pub(crate) struct Program {
    pub(crate) sections: Breakdown,
    pub(crate) functions: Breakdown,
}

impl Program {
    pub(crate) fn measure(cargo: &Cargo, case: &Case) -> Result<Self> {
        eprintln!("profile: program, {case}");
        let package = case.package();
        // What the profile says of stripping comes first, and the last word counts.
        let arguments = ["--release", "--package", &package, "--bin", &package];
        let flags = ["--", "-Cstrip=none"];
        let compiled = cargo.compile("rustc", &[&arguments[..], &flags[..]].concat())?;
        let program = compiled.program.context("there is no program")?;
        let bytes = fs::read(&program)?;
        Self::read(&bytes, &case.crate_name()).with_context(|| format!("program of `{case}`"))
    }

    fn read(bytes: &[u8], of_crate: &str) -> Result<Self> {
        let file = object::File::parse(bytes)?;
        let mut sections = Breakdown::default();
        for section in file.sections() {
            let SectionFlags::Elf { sh_flags, .. } = section.flags() else {
                continue;
            };
            // What is not loaded is stripped; what is all zeros is not in the file.
            let in_file = section.file_range().map_or(0, |(_, size)| size);
            if sh_flags.contains(elf::SHF_ALLOC) && in_file > 0 {
                let amount = Amount {
                    count: 1,
                    size: in_file,
                };
                sections.add(&format!("`{}`", section.name()?), amount);
            }
        }
        let mut functions = Breakdown::default();
        for symbol in file
            .symbols()
            .filter(|symbol| symbol.kind() == SymbolKind::Text)
        {
            let name = rustc_demangle::demangle(symbol.name()?);
            let amount = Amount {
                count: 1,
                size: symbol.size(),
            };
            // The alternate form leaves the hash out.
            functions.add_item(&format!("{name:#}"), of_crate, amount);
        }
        ensure!(
            functions.total().size > 0,
            "the program does not say how large its functions are"
        );
        Ok(Self {
            sections,
            functions,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_program_is_an_error() {
        assert!(Program::read(b"", "used").is_err());
        assert!(Program::read(b"#!/bin/sh\n", "used").is_err());
    }

    /// Of this test, as far as the platform's programs have what is read.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_is_read() -> Result<()> {
        let bytes = fs::read(std::env::current_exe()?)?;
        let program = Program::read(&bytes, "used")?;
        assert!(program.sections.total().size > 10_000);
        assert!(program.functions.total().size > 10_000);
        Ok(())
    }
}
