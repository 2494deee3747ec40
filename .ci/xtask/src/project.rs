//! Where things are.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    // OK because this crate is two folders below it.
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// A file or folder of the project, by its path from the root.
pub fn path(name: &str) -> PathBuf {
    root().join(name)
}

/// Where everything built goes: Cargo's target folder, also when the caller moved it.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(moved) => root().join(moved),
        None => path("target"),
    }
}

/// A folder below the target folder, made anew and empty.
pub fn fresh(name: &str) -> Result<PathBuf> {
    fresh_at(&target().join(name))
}

/// A folder made anew and empty.
pub fn fresh_at(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {folder:?}"))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make {folder:?}"))?;
    Ok(folder.to_path_buf())
}

/// The only file in a folder whose name ends so.
pub fn only_file(folder: &Path, ending: &str) -> Result<PathBuf> {
    let mut files = files(folder, ending)?;
    match (files.pop(), files.is_empty()) {
        (Some(file), true) => Ok(file),
        _ => anyhow::bail!("expected one file *{ending} in {folder:?}"),
    }
}

/// The files in a folder whose names end so, in the order of their names. No folder has no files.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list {folder:?}"))?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    let mut paths = paths.collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    Ok(paths)
}

/// The last part of a path, to be shown.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
