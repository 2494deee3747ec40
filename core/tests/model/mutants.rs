//! The mutations of the flow, and what they break.
//!
//! A mutation is an edit of the library's sources behind a switch, so that one build has them all: `cargo xtask verify`
//! makes a copy, edits it, and runs [`a_mutant_breaks_its_law`] once for each with the name in `ANJIEFLOW_MUTANT`. In
//! the library as it is, the switch is not there and that test has nothing to do.

use std::env;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;

use crate::laws::LAWS;
use crate::models::SMALL;

/// A row of `mutants.json`.
pub struct Mutant {
    pub name: String,
    pub law: &'static str,
    /// What is wrong with this flow, in words.
    pub says: String,
    model: String,
    edits: Vec<Edit>,
    /// Laws that cannot hold where this one does not.
    pub also: Vec<String>,
    /// The shortest way to where the law breaks.
    pub trace: Vec<String>,
}

struct Edit {
    file: String,
    from: String,
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

fn mutant(row: &Value) -> Mutant {
    let text = |key: &str| row[key].as_str().unwrap().to_owned();
    let law = LAWS.iter().find(|law| law.name == text("law")).expect("a law");
    let edit = |it: &Value| Edit {
        file: it["file"].as_str().unwrap().to_owned(),
        from: it["from"].as_str().unwrap().to_owned(),
    };
    Mutant {
        name: text("name"),
        law: law.name,
        says: text("says"),
        model: text("model"),
        edits: row["edits"].as_array().unwrap().iter().map(edit).collect(),
        also: texts(&row["also"]),
        trace: texts(&row["trace"]),
    }
}

/// All of them.
pub static MUTANTS: LazyLock<Vec<Mutant>> = LazyLock::new(|| {
    let rows: Value = serde_json::from_str(include_str!("mutants.json")).unwrap();
    rows.as_array().unwrap().iter().map(mutant).collect()
});

#[test]
fn a_mutant_breaks_its_law_and_no_other() {
    let Ok(name) = env::var("ANJIEFLOW_MUTANT") else { return };
    let mutant = MUTANTS.iter().find(|it| it.name == name).expect("a row of mutants.json");
    let model = SMALL.iter().find(|it| it.name == mutant.model).expect("a model");
    let found = model.explore_until(Some(mutant.law));
    let broken = |law: &str| found.fates.get(law).and_then(|it| it.broken.clone());
    let mut also: Vec<String> = LAWS.iter().map(|law| law.name.to_owned()).collect();
    also.retain(|law| *law != mutant.law && broken(law).is_some());
    let trace = broken(mutant.law).unwrap_or_default();
    println!("MUTANT {}", serde_json::json!({"name": name, "trace": trace, "also": also}));
    assert!(!trace.is_empty(), "{name} breaks nothing");
    assert_eq!((&trace, &also), (&mutant.trace, &mutant.also), "{name}");
}

#[test]
fn every_law_has_a_mutation_that_fits_the_sources() {
    for law in LAWS {
        assert!(MUTANTS.iter().any(|it| it.law == law.name), "{} cannot be seen to fail", law.name);
    }
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // In the edited copy the texts are edited already.
    if env::var("ANJIEFLOW_MUTANT").is_ok() {
        return;
    }
    for edit in MUTANTS.iter().flat_map(|it| &it.edits) {
        let text = std::fs::read_to_string(sources.join(&edit.file)).unwrap();
        assert_eq!(text.matches(&edit.from).count(), 1, "{}: {}", edit.file, edit.from);
    }
}
