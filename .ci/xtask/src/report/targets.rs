//! What the project set out to reach, and by how much it does not: `benches/targets.json`.

use super::measured::{Measured, Unit, short};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fmt::Write;

/// A row of the table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    what: String,
    from: String,
    /// `subject/case/whose`.
    id: String,
    most: f64,
    unit: String,
    /// Why it is missed, where it is.
    #[serde(default)]
    why: String,
}

/// Those of the file.
pub fn read(text: &str) -> Result<Vec<Target>> {
    serde_json::from_str(text).context("benches/targets.json is not as it should be")
}

/// A table of them.
pub fn tell(targets: &[Target], all: &[Measured], text: &mut String) -> Result<()> {
    text.push_str("\n## Targets\n\n| what | from | at most | measured | |\n|---|---|---:|---:|---|\n");
    for target in targets {
        let (unit, scale) = Unit::named(&target.unit).with_context(|| format!("no unit {}", target.unit))?;
        let found = all.iter().find(|it| it.from == target.from && it.id == target.id && it.unit == unit);
        let (measured, verdict) = found
            .map_or(("—".to_owned(), "not measured".to_owned()), |it| (it.value_told(), target.judge(it, scale)));
        let most = unit.tell(target.most * scale);
        writeln!(text, "| {} | {} | {most} | {measured} | {verdict} |", target.what, target.from)?;
    }
    Ok(())
}

impl Target {
    fn judge(&self, measured: &Measured, scale: f64) -> String {
        let most = self.most * scale;
        if measured.value <= most {
            return "reached".to_owned();
        }
        let much = match most {
            0.0 => measured.value_told(),
            _ => more(measured.value / most),
        };
        let why = if self.why.is_empty() { "not yet looked into" } else { &self.why };
        format!("**missed**, {much}: {why}")
    }
}

/// So many times as much; below twice, by how much more.
fn more(times: f64) -> String {
    match times {
        it if it < 2.0 => format!("{} % more", short((it - 1.0) * 100.0)),
        it => format!("{} times as much", short(it)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::measured::lines;
    use super::*;
    use crate::project;

    const ROWS: &str = r#"[
        {"what": "a step", "from": "Rust", "id": "step/one/anjieflow", "most": 100, "unit": "ns", "why": "it looks at papers"},
        {"what": "a list", "from": "Rust", "id": "list/one/anjieflow", "most": 2, "unit": "us"},
        {"what": "what a step takes", "from": "Rust", "id": "step/taken/anjieflow", "most": 0, "unit": "allocations"},
        {"what": "a row", "from": "Rust", "id": "row/one/anjieflow", "most": 200, "unit": "ns", "why": "it is copied"},
        {"what": "another", "from": "Node", "id": "step/one/anjieflow", "most": 1, "unit": "us"}
    ]"#;

    #[test]
    fn a_miss_says_by_how_much_and_why() {
        let all = lines(
            "Rust",
            "step/one/anjieflow: 250 ns\nlist/one/anjieflow: 2.0 us\nrow/one/anjieflow: 201 ns\nstep/taken/anjieflow: 3 allocations",
        );
        let mut text = String::new();
        tell(&read(ROWS).unwrap(), &all, &mut text).unwrap();
        let rows: Vec<_> = text.lines().skip(5).collect();
        assert_eq!(
            rows,
            [
                "| a step | Rust | 100 ns | 250 ns | **missed**, 2.5 times as much: it looks at papers |",
                "| a list | Rust | 2.0 µs | 2.0 µs | reached |",
                "| what a step takes | Rust | 0 | 3 | **missed**, 3: not yet looked into |",
                "| a row | Rust | 200 ns | 201 ns | **missed**, 0.50 % more: it is copied |",
                "| another | Node | 1.0 µs | — | not measured |",
            ]
        );
    }

    #[test]
    fn the_targets_of_the_project_can_be_read() {
        let text = std::fs::read_to_string(project::path("benches/targets.json")).unwrap();
        let targets = read(&text).unwrap();
        assert!(targets.iter().all(|it| Unit::named(&it.unit).is_some() && it.id.matches('/').count() >= 2));
    }
}
