//! How long hostile texts take and how much memory, of the library as it ships.

use crate::cargo::cargo;
use anyhow::{Result, ensure};

/// The ordinary test does not look at the time, for it is built without the optimiser.
pub fn optimised() -> Result<String> {
    let test = cargo("test --locked --quiet --release --package anjieflow --all-features --test hostile --");
    let said = test.args("--nocapture").output()?;
    let told: Vec<&str> = said.lines().filter(|line| line.contains(": at most ")).collect();
    ensure!(!told.is_empty(), "nothing was told of hostile texts:\n{said}");
    Ok(told.join("\n"))
}
