//! A copy of the core, to be changed: each change stands behind a switch, so that all of them are built at once.

use crate::project;
use anyhow::{Context, Result};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The variable that throws a switch, by its name.
pub const SWITCH: &str = "ANJIEFLOW_CHANGE";

/// Where the switches stand, from the root.
const LIBRARY: &str = "core/src/lib.rs";

/// A workspace of the core alone, in a folder of this name below the target folder.
pub fn copied_core(name: &str) -> Result<PathBuf> {
    let folder = project::fresh(name)?;
    copy_tree(&project::path("core"), &folder.join("core"))?;
    fs::copy(project::path("Cargo.lock"), folder.join("Cargo.lock"))?;
    let manifest = fs::read_to_string(project::path("Cargo.toml"))?;
    let alone = manifest.lines().map(|line| if line.starts_with("members = ") { "members = [\"core\"]" } else { line });
    fs::write(folder.join("Cargo.toml"), alone.collect::<Vec<_>>().join("\n"))?;
    Ok(folder)
}

fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_tree(&path, &to)?;
        } else {
            fs::copy(&path, to)?;
        }
    }
    Ok(())
}

/// What the changes ask: `crate::mutated("NAME")`.
pub fn append_switch(folder: &Path) -> Result<()> {
    let switch = format!(
        "
/// Whether this change is on.
pub(crate) fn mutated(name: &str) -> bool {{
    static ON: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| std::env::var({SWITCH:?}).unwrap_or_default());
    *ON == name
}}
"
    );
    let mut library = OpenOptions::new().append(true).open(folder.join(LIBRARY)).context("the copy has a library")?;
    library.write_all(switch.as_bytes()).context("cannot write the copy's library")
}
