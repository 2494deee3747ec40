//! What the crates stand on: its licences, its sources, no crate twice, and the oldest versions that the manifests allow.

use crate::cargo::cargo;
use crate::project;
use crate::run::Run;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// By `cargo-deny`, without the list of known faults: it lies where not every machine can fetch it.
pub fn allowed() -> Result<String> {
    installed("deny", "cargo-deny")?;
    let said = cargo("deny --all-features --config .ci/deny.toml check licenses bans sources").output()?;
    Ok(said.lines().next_back().unwrap_or_default().trim().to_owned())
}

/// A tool of Cargo's, installed when it is not there.
pub fn installed(verb: &str, package: &str) -> Result<()> {
    if cargo(verb).args("--version").succeeds() {
        return Ok(());
    }
    cargo("install --locked --quiet").arg(package).done().with_context(|| format!("install {package} by hand"))
}

/// What a manifest asks for at least is enough: the shipped crates compile with the oldest of all they name.
pub fn minimal_versions() -> Result<()> {
    let copy = project::fresh("minimal")?;
    let prefix = format!("--prefix={}/", copy.display());
    Run::new("git").args("checkout-index --all").arg(prefix).done()?;
    without_tooling(&copy.join("Cargo.toml"))?;
    // A stable Cargo resolves so only when told that it may.
    let resolve = cargo("update --quiet -Z direct-minimal-versions").env("RUSTC_BOOTSTRAP", "1");
    resolve.within(&copy).done()?;
    let target = project::target().join("minimal-target");
    let check =
        |args: &str| cargo("check --locked --quiet").args(args).within(&copy).env("CARGO_TARGET_DIR", &target).done();
    check("--package anjieflow --all-features")?;
    check("--package anjieflow-python --package anjieflow-wasm --package anjieflow-examples")
}

/// Our own tools ship to nobody, and want newer versions than what ships.
fn without_tooling(manifest: &Path) -> Result<()> {
    let text = fs::read_to_string(manifest)?;
    let shipped = text.replace(", \".ci/xtask\"]", "]");
    ensure!(shipped != text, "the workspace lists its tools last");
    fs::write(manifest, shipped).context("cannot write the manifest")
}
