//! The oldest Rust we promise, as Debian has it.

use crate::cargo::cargo;
use crate::work::Outcome;
use crate::{debian, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Compile what ships with the version that `rust-version` names.
pub fn check() -> Result<Outcome> {
    let version = promised()?;
    let folder = project::target().join(format!("rust-{version}"));
    if !folder.join("unpacked").exists() && !unpack(&version, &folder)? {
        return Ok(Outcome::Skipped(format!("no Rust {version} to be had here")));
    }
    check_with(&folder)?;
    Ok(Outcome::Passed(format!("Rust {version}")))
}

fn check_with(folder: &Path) -> Result<()> {
    for features in ["", "--all-features"] {
        let cargo = cargo("check --locked --quiet --package anjieflow").args(features);
        within(folder, cargo).done()?;
    }
    let bindings = cargo("check --locked --quiet -p anjieflow-python -p anjieflow-wasm");
    within(folder, bindings).done()
}

/// The unpacked compiler, with the libraries it was linked to, and a target folder of its own.
fn within(folder: &Path, cargo: crate::run::Run) -> crate::run::Run {
    cargo
        .env("RUSTC", folder.join("usr/bin/rustc"))
        .env("LD_LIBRARY_PATH", folder.join("usr/lib/x86_64-linux-gnu"))
        .env("CARGO_TARGET_DIR", project::target().join("msrv"))
}

/// Fetch the compiler without installing it, for the system may hold another version of it.
fn unpack(version: &str, folder: &PathBuf) -> Result<bool> {
    let Some(package) = debian::version("rustc-web", &format!("{version}."))? else {
        return Ok(false);
    };
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let packages =
        format!("rustc-web={package} libstd-rust-web-dev={package} libstd-rust-web-{version}={package} {LIBRARIES}");
    debian::unpack(&packages, folder)?;
    fs::write(folder.join("unpacked"), package).context("cannot note what was unpacked")?;
    Ok(true)
}

/// What Debian's 1.85 is linked to, and a small system may lack.
const LIBRARIES: &str = "libllvm19 libz3-4 libxml2 libedit2";

fn promised() -> Result<String> {
    let manifest = fs::read_to_string(project::path("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = line.context("the workspace names its rust-version")?;
    Ok(version.trim_matches('"').to_owned())
}
