//! What the project set out to reach, and by how much it does not.

use super::measured::{Measured, Unit};
use anyhow::Result;
use std::fmt::Write;

struct Target {
    what: &'static str,
    from: &'static str,
    id: &'static str,
    /// In nanoseconds, or in bytes.
    most: f64,
    /// Why it is missed, where it is.
    why: &'static str,
}

const fn target(what: &'static str, from: &'static str, id: &'static str, most: f64, why: &'static str) -> Target {
    Target { what, from, id, most, why }
}

const TARGETS: &[Target] = &[
    target(
        "a step with a gate of papers",
        "Rust",
        "step/with_document_gate/anjieflow",
        100.0,
        "the gate looks at each paper for each of the list's rows, and at the days of each row's rules",
    ),
    target(
        "replay from memory, an entry",
        "Rust",
        "replay/1000000 cases from memory/an entry",
        200.0,
        "most of it is what the case keeps: its texts are copied out of the log",
    ),
    target(
        "replay from JSON, an entry",
        "Rust",
        "replay/100000 cases from JSON/an entry",
        2_000.0,
        "every entry is written anew, to compare its check",
    ),
    target(
        "a case of 20 entries in memory",
        "Rust",
        "memory/1000000 cases of 20 entries/a case",
        1_500.0,
        "a paper takes 152 bytes, a loan 408, the file itself 624",
    ),
    target("is it complete", "Rust", "checklist/is_complete/anjieflow", 300.0, ""),
    target("a checklist with its reasons", "Rust", "checklist/whole_list/anjieflow", 2_000.0, ""),
    target("360 rows", "Rust", "schedule/360_rows/anjieflow", 4_000.0, ""),
    target("a step from Python", "Python", "step/one/anjieflow", 1_000.0, ""),
    target(
        "a step from Node",
        "Node",
        "step/without its event/anjieflow",
        1_000.0,
        "a third of it registers the handle, so that memory is freed without being asked",
    ),
    target("the same with its event", "Node", "step/with its entry as an object/anjieflow", 4_000.0, ""),
    target("an instalment in a column, random terms", "Python", "instalment/random terms/anjieflow", 60.0, ""),
    target("the same, one rate and term", "Python", "instalment/one rate and term/anjieflow", 6.0, ""),
];

/// A table of them.
pub fn tell(all: &[Measured], text: &mut String) -> Result<()> {
    text.push_str("\n## Targets\n\n| what | from | at most | measured | |\n|---|---|---:|---:|---|\n");
    for target in TARGETS {
        let found = all.iter().find(|it| it.from == target.from && it.id == target.id);
        let (measured, verdict) =
            found.map_or(("—".to_owned(), "not measured".to_owned()), |it| (it.value_told(), target.judge(it)));
        let unit = found.map_or(Unit::Nanoseconds, |it| it.unit);
        let most = Measured { from: target.from, id: String::new(), value: target.most, unit }.value_told();
        writeln!(text, "| {} | {} | {most} | {measured} | {verdict} |", target.what, target.from)?;
    }
    Ok(())
}

impl Target {
    fn judge(&self, measured: &Measured) -> String {
        match measured.value / self.most {
            ratio if ratio <= 1.0 => "reached".to_owned(),
            ratio => format!("**missed**, {ratio:.1} times as much: {}", self.why),
        }
    }
}
