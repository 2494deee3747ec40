//! The model check of the flow, the long way: the large models, and every mutation of the flow breaking its law.
//!
//! The mutations stand in `core/tests/model/mutants.json`: edits of the library's sources behind a switch. A copy of the core gets all of them
//! and is built once; then the model's test runs once for each with the switch thrown.

use crate::cargo::cargo;
use crate::changed::{SWITCH, append_switch, copied_core};
use crate::project;
use crate::run::Run;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fs;
use std::path::Path;

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
    append_switch(&folder)?;
    // Built once, then run for each.
    model(&folder).arg("--no-run").done()?;
    for mutant in &mutants {
        let name = mutant["name"].as_str().context("a mutation has a name")?;
        model(&folder).env(SWITCH, name).args("-- a_mutant").done()?;
    }
    Ok(format!("{} mutations", mutants.len()))
}

/// The model's test in the copy. Its target folder is its own, for the packages have the names of ours.
fn model(folder: &Path) -> Run {
    let test = cargo("test --offline --quiet --package anjieflow --features serde --test model");
    let built = test.env("CARGO_TARGET_DIR", project::target().join("mutants-built"));
    built.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").within(folder)
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
