//! Cargo and its friends.

use crate::project;
use crate::run::Run;
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;

/// The Cargo that started us, so that all is built by one toolchain.
pub fn cargo(args: &str) -> Run {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Run::new(cargo).args(args)
}

/// Where the Rust in use keeps its libraries.
pub fn sysroot() -> Result<PathBuf> {
    let said = Run::new("rustc").args("--print sysroot").output()?;
    Ok(PathBuf::from(said.trim()))
}

/// What is shipped names no folder of the machine it was built on. `flags` are more of the compiler's.
pub fn without_paths(run: Run, flags: &[&str]) -> Run {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let folders = [(Some(project::root()), "anjieflow"), (home, "cargo")];
    let paths = folders.into_iter().filter_map(|(folder, name)| {
        let folder = folder?;
        Some(format!("--remap-path-prefix={}={name}", folder.display()))
    });
    // Parted by this character, so that a folder may have a blank in its name.
    let flags = paths.chain(flags.iter().map(|flag| (*flag).to_owned()));
    run.env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join("\x1f"))
}

/// The version of the packages, as the workspace has it.
pub fn version() -> Result<String> {
    let said = cargo("pkgid --package anjieflow").output()?;
    let (_, version) = said.trim().rsplit_once(['#', '@']).context("a pkgid has a version")?;
    Ok(version.to_owned())
}

/// The core crate pulls in nothing: its tree is one line.
pub fn depends_on_nothing() -> Result<()> {
    let tree = cargo("tree --package anjieflow --edges normal,build").output()?;
    let lines = tree.trim().lines().count();
    ensure!(lines == 1, "the core crate has dependencies:\n{tree}");
    Ok(())
}

/// Test with nextest where it is there; it runs tests in parallel across binaries.
pub fn test(args: &str) -> Run {
    if cargo("nextest --version").succeeds() {
        cargo("nextest run --no-fail-fast --no-tests=pass --cargo-quiet").args(args)
    } else {
        cargo("test --no-fail-fast --lib --bins --tests").args(args)
    }
}

/// How many tests passed, from what nextest or Cargo's own runner said.
pub fn passed(said: &str) -> usize {
    let counts = said.lines().filter_map(|line| {
        let line = line.trim();
        let summary = line.starts_with("Summary") || line.starts_with("test result");
        let (before, _) = line.split_once(" passed").filter(|_| summary)?;
        before.rsplit(' ').next()?.parse::<usize>().ok()
    });
    counts.sum()
}

#[cfg(test)]
mod tests {
    use super::passed;

    #[test]
    fn passed_adds_up_what_both_runners_say() {
        assert_eq!(passed("     Summary [   0.004s] 3 tests run: 3 passed, 0 skipped"), 3);
        let cargo = "test result: ok. 2 passed; 0 failed\nx\ntest result: ok. 5 passed; 0 failed";
        assert_eq!(passed(cargo), 7);
        assert_eq!(passed("running 0 tests"), 0);
    }
}
