//! What `examples/FAULTS.md` says that `desk` tells of a fault, to be compared with what it told.

use super::Said;

/// A row of the table of `desk`.
pub struct Row {
    pub fault: String,
    pub code: i32,
    /// The parts of the sentence, in order; between them may stand anything.
    pub parts: Vec<String>,
}

/// The rows of the table under the heading `desk`.
pub fn rows() -> Vec<Row> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/FAULTS.md")).unwrap();
    let (_, page) = page.split_once("\n## `desk`").unwrap();
    let (table, _) = page.split_once("\n## ").unwrap();
    table.lines().filter_map(row).collect()
}

/// Such as ``| disk full | 3 | `desk.sqlite: …` | … |``.
fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
    let [fault, code, sentence, ..] = cells.as_slice() else { return None };
    let code = code.parse().ok()?;
    let sentence = sentence.trim_matches('`').trim();
    Some(Row { fault: (*fault).to_owned(), code, parts: sentence.split('…').map(str::to_owned).collect() })
}

/// The last line on standard error is the sentence of that row, whole.
#[track_caller]
pub fn assert_told(fault: &str, said: &Said) {
    let row = rows().into_iter().find(|row| row.fault == fault);
    let row = row.unwrap_or_else(|| panic!("examples/FAULTS.md has no row `{fault}` for: {}", said.err));
    assert_eq!(said.code, row.code, "{fault}: {}{}", said.out, said.err);
    let told = said.err.lines().last().unwrap_or_default();
    let told = told.strip_prefix("desk: ").unwrap_or_else(|| panic!("{fault}: {}", said.err));
    assert!(fits(told, &row.parts), "{fault}\ntold:    {told}\npromised: {}", row.parts.join("…"));
    for trace in ["panicked", "Error {", "Some(", "林"] {
        assert!(!said.err.contains(trace), "{}", said.err);
    }
}

/// The parts stand in the text one after the other, the first at its beginning and the last at its end.
fn fits(text: &str, parts: &[String]) -> bool {
    let mut rest = text;
    for (index, part) in parts.iter().enumerate() {
        let at = match index {
            0 => rest.starts_with(part.as_str()).then_some(0),
            _ if index == parts.len() - 1 => rest.ends_with(part.as_str()).then(|| rest.len() - part.len()),
            _ => rest.find(part.as_str()),
        };
        let Some(at) = at else { return false };
        rest = &rest[at + part.len()..];
    }
    parts.len() > 1 || rest.is_empty()
}
