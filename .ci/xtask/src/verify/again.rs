//! The same bytes from two builds in two places: whoever has the source can tell what a package was made of.

use super::commit::uncommitted;
use crate::run::Run;
use crate::{cargo, project};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// What is compared: the step of `test` that builds it, its folder below the target folder, and how its name ends.
const BUILT: [(&str, &str, &str); 2] = [("wheel", "wheels", ".whl"), ("npm package", "npm", ".tgz")];

/// The wheel and the npm package once more, from a clone elsewhere with a target folder of its own.
pub fn same_bytes() -> Result<String> {
    let told = uncommitted()?;
    ensure!(told.is_empty(), "commit first: what is cloned must be what was built here\n{told}");
    let elsewhere = project::fresh("again")?.join("a clone");
    Run::new("git").args("clone --quiet").arg(project::root()).arg(&elsewhere).done()?;
    let compared: Vec<String> = BUILT.iter().map(|built| compare(&elsewhere, built)).collect::<Result<_>>()?;
    Ok(compared.join("; "))
}

fn compare(elsewhere: &Path, (step, folder, ending): &(&str, &str, &str)) -> Result<String> {
    let target = elsewhere.join("target");
    let again = cargo::cargo("xtask test --only").arg(step).within(elsewhere);
    again.env("CARGO_TARGET_DIR", &target).done()?;
    let (first, second) = (bytes(&project::target().join(folder), ending)?, bytes(&target.join(folder), ending)?);
    let name = project::file_name(&first.0);
    ensure!(first.1 == second.1, "two builds of {name} differ: compare {:?} with {:?}", first.0, second.0);
    Ok(format!("{name}: {} bytes, twice the same", first.1.len()))
}

fn bytes(folder: &Path, ending: &str) -> Result<(PathBuf, Vec<u8>)> {
    let file = project::only_file(folder, ending)?;
    let bytes = fs::read(&file).with_context(|| format!("cannot read {file:?}"))?;
    Ok((file, bytes))
}
