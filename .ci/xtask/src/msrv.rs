//! The oldest Rust we promise, as Debian has it.

use crate::cargo::cargo;
use crate::run::Run;
use crate::work::Outcome;
use crate::{debian, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

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
    // The core as it is for who asks for nothing, and all there is.
    for what in ["--package anjieflow", "-p anjieflow -p anjieflow-python -p anjieflow-wasm --all-features"] {
        within(folder, cargo("check --locked --quiet").args(what)).done()?;
    }
    Ok(())
}

/// The unpacked compiler, with the libraries it was linked to, and a target folder of its own.
fn within(folder: &Path, cargo: Run) -> Run {
    cargo
        .env("RUSTC", folder.join("usr/bin/rustc"))
        .env("LD_LIBRARY_PATH", folder.join("usr/lib/x86_64-linux-gnu"))
        .env("CARGO_TARGET_DIR", project::target().join("msrv"))
}

/// Fetch the compiler without installing it, for the system may hold another version of it.
fn unpack(version: &str, folder: &Path) -> Result<bool> {
    let Some(package) = debian::version("rustc-web", &format!("{version}.")) else {
        return Ok(false);
    };
    let library = format!("libstd-rust-web-{version}");
    let llvm = debian::needed(&library, "libllvm")?.context("the compiler needs LLVM")?;
    let fresh = project::fresh_at(folder)?;
    let exact = format!("rustc-web={package} libstd-rust-web-dev={package} {library}={package}");
    // What LLVM is linked to, and a small system may lack.
    debian::unpack(&format!("{exact} {llvm} libz3-4 libxml2 libedit2"), &fresh)?;
    fs::write(fresh.join("unpacked"), package).context("cannot note what was unpacked")?;
    Ok(true)
}

fn promised() -> Result<String> {
    let manifest = fs::read_to_string(project::path("Cargo.toml"))?;
    let line = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = line.context("the workspace names its rust-version")?;
    Ok(version.trim_matches('"').to_owned())
}
