//! The model check of the flow, the long way: the large models, and every mutation of the flow breaking its law.
//!
//! The mutations stand in `core/tests/model/mutants.json`: edits of the library's sources behind a switch. A copy of the core gets all of them
//! and is built once; then the model's test runs once for each with the switch thrown.

use crate::cargo::cargo;
use crate::project;
use crate::run::Run;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The switch, appended to the copy's `lib.rs`.
const SWITCH: &str = "
/// Whether this mutation of the flow is switched on.
pub(crate) fn mutated(name: &str) -> bool {
    static ON: std::sync::LazyLock<String> =
        std::sync::LazyLock::new(|| std::env::var(\"ANJIEFLOW_MUTANT\").unwrap_or_default());
    *ON == name
}
";

/// Both models would take a long time without the optimiser.
pub fn large_models() -> Result<String> {
    let test = cargo("test --locked --quiet --release --package anjieflow --features serde --test model --");
    let said = test.args("--ignored --nocapture large_models").output()?;
    let told: Vec<&str> = said.lines().filter(|line| line.contains(" states, ")).collect();
    ensure!(!told.is_empty(), "the large models told nothing:\n{said}");
    Ok(told.join("\n"))
}

/// Each mutation breaks its law, by the way that is written down, and no law beyond those.
pub fn all_break() -> Result<String> {
    let text = fs::read_to_string(project::path("core/tests/model/mutants.json"))?;
    let mutants: Vec<Value> = serde_json::from_str(&text)?;
    let folder = copied_core("mutants")?;
    for mutant in &mutants {
        mutate(&folder, mutant).with_context(|| format!("the mutation {} does not fit", mutant["name"]))?;
    }
    let library = folder.join("core/src/lib.rs");
    fs::write(&library, fs::read_to_string(&library)? + SWITCH)?;
    // Built once, then run for each.
    model(&folder).arg("--no-run").done()?;
    for mutant in &mutants {
        let name = mutant["name"].as_str().context("a mutation has a name")?;
        model(&folder).env("ANJIEFLOW_MUTANT", name).args("-- a_mutant").done()?;
    }
    Ok(format!("{} mutations", mutants.len()))
}

/// The model's test in the copy. Its target folder is its own, for the packages have the names of ours.
fn model(folder: &Path) -> Run {
    let test = cargo("test --offline --quiet --package anjieflow --features serde --test model");
    let built = test.env("CARGO_TARGET_DIR", project::target().join("mutants-built"));
    built.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").within(folder)
}

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

fn mutate(folder: &Path, mutant: &Value) -> Result<()> {
    let text = |value: &Value| value.as_str().map(str::to_owned).context("an edit has `file`, `from` and `to`");
    for edit in mutant["edits"].as_array().context("a mutation has edits")? {
        let (path, from, to) =
            (folder.join("core/src").join(text(&edit["file"])?), text(&edit["from"])?, text(&edit["to"])?);
        let source = fs::read_to_string(&path)?;
        ensure!(source.matches(&from).count() == 1, "{path:?} does not have once: {from}");
        fs::write(&path, source.replace(&from, &to))?;
    }
    Ok(())
}
