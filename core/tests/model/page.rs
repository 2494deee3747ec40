//! The page: models, laws and mutations in tables, as searched; `PROPERTIES.md` must be the same.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use crate::explore::{Found, Model};
use crate::laws::{Check, LAWS, Law};
use crate::models::{SMALL, all_hold, explored};
use crate::mutants::MUTANTS;

const HEAD: &str = "\
# What is proved of the flow

Written by `core/tests/model` (`ANJIEFLOW_WRITE=1 cargo test -p anjieflow --features serde --test model`) and compared with every run
of it. Each model is a search of the library itself through every state that its commands reach; what two cases must have in common to be
one state says `key.rs`. *Arrivals compared* is how many cases that came to a known state were let go one step further, and led where the
first one had. The larger models of `cargo xtask verify` are searched for the same laws.

## Models

| model | what is in it | states | moves taken | moves refused | farthest | arrivals compared |
|---|---|---:|---:|---:|---:|---:|
";

const LAWS_HEAD: &str = "
## Laws

*At stake* is in how many steps, states or ways the law had something to say, over all models. Each mutation is an edit of the library's
sources (`mutants.json`); `cargo xtask verify` shows that with it the law breaks by exactly this shortest way, and which other laws break
with it.

| law | it says | looks at | at stake | a flow that breaks it | the shortest way there | breaks with it |
|---|---|---|---:|---|---|---|
";

fn page(explored: &[(&Model, Found)]) -> String {
    let mut text = HEAD.to_owned();
    for (model, found) in explored {
        let Found { nodes, taken, refused, compared, .. } = found;
        let (states, depth) = (nodes.len(), found.depth());
        writeln!(text, "| {} | {} | {states} | {taken} | {refused} | {depth} | {compared} |", model.name, model.says)
            .unwrap();
    }
    text.push_str(LAWS_HEAD);
    LAWS.iter().for_each(|law| text.push_str(&rows(law, explored)));
    text
}

fn rows(law: &Law, explored: &[(&Model, Found)]) -> String {
    let held: u64 = explored.iter().filter_map(|(_, found)| Some(found.fates.get(law.name)?.held)).sum();
    assert!(held > 0, "{} was never at stake", law.name);
    let looks_at = match law.check {
        Check::Step(_) => "steps",
        Check::State(_) => "states",
        Check::Way { .. } => "ways",
    };
    let mutants = MUTANTS.iter().filter(|it| it.law == law.name);
    let row = |it: &crate::mutants::Mutant| {
        let (says, trace, also) = (&it.says, it.trace.join(" · "), it.also.join(", "));
        format!("| `{}` | {} | {looks_at} | {held} | {says} | {trace} | {also} |\n", law.name, law.says)
    };
    mutants.map(row).collect()
}

#[test]
fn every_law_holds_as_the_page_says() {
    // A mutant has a test of its own.
    if env::var("ANJIEFLOW_MUTANT").is_ok() {
        return;
    }
    let explored = explored(SMALL);
    all_hold(&explored);
    assert!(explored.iter().all(|(_, found)| found.closed), "there is more to see");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/model/PROPERTIES.md");
    let page = page(&explored);
    if env::var("ANJIEFLOW_WRITE").is_ok() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), page, "write it anew with ANJIEFLOW_WRITE=1");
}
