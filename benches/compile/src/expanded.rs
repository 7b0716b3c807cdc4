//! How much code the derives write: the bytes of the expanded crate, less those of the same crate without it.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use bench_report::Goal;
use serde::Serialize;

use crate::{
    cargo::Cargo,
    case::{Case, Code, Library, Size},
    generate,
};

/// How many fields a table has here.
pub(crate) const FIELDS: usize = 6;

/// The most that a table may come to; bytes.
const LIMIT: u64 = 12_000;

/// Bytes of expanded code.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Expanded {
    pub(crate) code: Code,
    /// Of a table of one tenant.
    pub(crate) table: u64,
    /// Of one more tenant, without its tables.
    pub(crate) tenant: u64,
    /// Of a table of one more tenant.
    pub(crate) handle: u64,
}

/// Expands each library's tables; without its figures for further tenants nobody would know what they add up to.
pub(crate) fn measure(directory: &Path, target: &Path, library: &Path) -> Result<Vec<Expanded>> {
    let codes = [
        Code::Declared,
        Code::Naive,
        Code::Peer(Library::Diesel),
        Code::Peer(Library::SeaOrm),
    ];
    let cases: Vec<Case> = codes
        .into_iter()
        .flat_map(|code| SIZES.map(|size| Case::new(code, size)))
        .collect();
    generate::write_cases(directory, library, &cases, FIELDS)?;
    // Only nightly compilers print what is expanded.
    let cargo = Cargo::new(directory, target).unstable(directory)?;
    let output = directory.join("expanded.rs");
    let mut found = Vec::new();
    for code in codes {
        eprintln!("expanding: {code}");
        let bytes = |size| bytes(&cargo, &Case::new(code, size), &output);
        let [none, table, tenant, both] = [
            bytes(SIZES[0])?,
            bytes(SIZES[1])?,
            bytes(SIZES[2])?,
            bytes(SIZES[3])?,
        ];
        found.push(Expanded {
            code,
            table: table - none,
            tenant: tenant - none,
            handle: (both + none)
                .checked_sub(table + tenant)
                .context("a handle takes less than nothing")?,
        });
    }
    Ok(found)
}

pub(crate) fn goals(expanded: &[Expanded]) -> Vec<Goal> {
    let ours = expanded.iter().filter(|of| of.code == Code::Declared);
    ours.map(|of| Goal {
        what: format!("expanded code per table of {FIELDS} fields"),
        wanted: format!("< {}", kilobytes(LIMIT)),
        measured: kilobytes(of.table),
        met: of.table < LIMIT,
    })
    .collect()
}

#[expect(clippy::cast_precision_loss, reason = "no crate has 2^53 bytes")]
pub(crate) fn kilobytes(bytes: u64) -> String {
    format!("{:.1} KB", bytes as f64 / 1e3)
}

/// Nothing, a table, a second tenant, and a table of both.
const SIZES: [Size; 4] = [size(1, 0), size(1, 1), size(2, 0), size(2, 1)];

const fn size(tenants: usize, tables: usize) -> Size {
    Size { tenants, tables }
}

fn bytes(cargo: &Cargo, case: &Case, output: &Path) -> Result<u64> {
    let package = case.package();
    let output_text = output.display().to_string();
    let arguments = [
        "--package",
        &package,
        "--lib",
        "--profile=check",
        "--",
        "-Zunpretty=expanded",
        "-o",
        &output_text,
    ];
    let compiled = cargo.compile("rustc", &arguments);
    compiled.with_context(|| format!("expanding `{case}`"))?;
    let text = fs::read(output)?;
    fs::remove_file(output)?; // so that what is there the next time is of that time
    Ok(text.len() as u64)
}
