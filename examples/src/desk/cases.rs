//! Cases of one's own, for `desk impact --cases`: a table of loans, a log, or a folder of logs.
//!
//! What cannot be read is left out and told, each cell by its line and column; all else is kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anjieflow::case::{Case, CaseId};
use anjieflow::impact::Portfolio;
use anjieflow::interchange::schema;
use anjieflow::interchange::{BadCell, LoanReader, Type, plain};
use anjieflow::product::Pack;
use csv::StringRecord;
use serde_json::Value;

use super::error::{Error, shown};
use super::office;

/// The loans that could be read, and what could not.
#[derive(Debug)]
pub struct Own {
    /// The loans.
    pub loans: Portfolio,
    /// Each bad cell, line or log.
    pub left_out: Vec<Error>,
    /// How many lines of a table, or logs, were left out.
    pub missed: usize,
}

/// Reads a folder of logs, one log, or a table; `-` is standard input.
///
/// # Errors
/// The file or the folder cannot be read, holds nothing, or the header of a table does not hold.
pub fn read(path: &Path, packs: &[&Pack]) -> Result<Own, Error> {
    if path.is_dir() {
        let files = office::files(path, "jsonl")?;
        return match files.is_empty() {
            true => Err(Error::input(shown(path), "no file in this folder ends in `.jsonl`: name a folder of logs")),
            false => Ok(logs(files.iter().map(|file| (file, office::contents(file))))),
        };
    }
    let text = office::contents(path)?;
    // What some spreadsheets write before the first name.
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().starts_with('{') {
        true => Ok(logs([(&path.to_owned(), Ok(text.to_owned()))])),
        false => table(&shown(path), text, packs),
    }
}

fn logs<'f>(files: impl IntoIterator<Item = (&'f PathBuf, Result<String, Error>)>) -> Own {
    let (mut cases, mut left_out) = (BTreeMap::new(), Vec::new());
    for (file, text) in files {
        match text.and_then(|text| replayed(&shown(file), &text, &cases)) {
            Ok(case) => drop(cases.insert(case.id().clone(), case)),
            Err(error) => left_out.push(error),
        }
    }
    Own { loans: Portfolio::of(cases.values()), missed: left_out.len(), left_out }
}

fn replayed(place: &str, text: &str, others: &BTreeMap<CaseId, Case>) -> Result<Case, Error> {
    let case = plain::replay(text).map_err(|error| Error::of(place, error))?;
    match others.contains_key(case.id()) {
        true => Err(Error::input(place, format!("another log tells of case {} too: keep one of the two", case.id()))),
        false => Ok(case),
    }
}

fn table(place: &str, text: &str, packs: &[&Pack]) -> Result<Own, Error> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = rows.headers().map_err(|error| Error::input(place, error.to_string()))?.clone();
    let names = filled(&header);
    if names.is_empty() {
        return Err(Error::input(
            place,
            "there is no header: name the columns in the first line, a loan in each other",
        ));
    }
    let mut table = Table::new((place, text), names, packs)?;
    for record in rows.records() {
        // OK because the text is UTF-8 and rows may be of any length: nothing else is wrong with a record.
        table.add(&record.map_err(|error| Error::input(place, error.to_string()))?);
    }
    Ok(Own { loans: table.loans.finish(), left_out: table.left_out, missed: table.missed })
}

/// A table, as far as it was read.
struct Table<'t> {
    place: &'t str,
    lines: Lines<'t>,
    kinds: Vec<Type>,
    loans: LoanReader<'t>,
    left_out: Vec<Error>,
    missed: usize,
}

impl<'t> Table<'t> {
    fn new((place, text): (&'t str, &'t str), names: Vec<&str>, packs: &[&'t Pack]) -> Result<Self, Error> {
        let loans = LoanReader::new(names.iter().copied(), packs);
        let loans = loans.map_err(|error| Error::of(&format!("{place}: line 1"), error))?;
        let columns = schema::columns();
        // OK because a name that no column has was refused.
        let kind = |name| columns.iter().find(|it| it.name == name).map_or(Type::Text, |it| it.kind);
        let (kinds, lines) = (names.into_iter().map(kind).collect(), Lines { text, passed: 0, line: 1 });
        Ok(Self { place, lines, kinds, loans, left_out: Vec::new(), missed: 0 })
    }

    fn add(&mut self, record: &StringRecord) {
        let texts = filled(record);
        // Spreadsheets write lines of commas.
        if texts.is_empty() {
            return;
        }
        let place = format!("{}: line {}", self.place, self.lines.of(record));
        let bad = match misshapen(&texts, self.kinds.len()) {
            Some(what) => vec![Error::input(place, what)],
            None => self.push(&place, &texts),
        };
        self.missed += usize::from(!bad.is_empty());
        self.left_out.extend(bad);
    }

    fn push(&mut self, place: &str, texts: &[&str]) -> Vec<Error> {
        let cells: Vec<Value> = self.kinds.iter().zip(texts).map(|(kind, text)| cell(*kind, text)).collect();
        let told = |it: BadCell| Error::of_part(format!("{place}, column `{}`", it.column), &it.error);
        self.loans.push(&cells).err().unwrap_or_default().into_iter().map(told).collect()
    }
}

/// What is wrong with a line as a whole.
fn misshapen(texts: &[&str], wanted: usize) -> Option<String> {
    let found = texts.len();
    if texts.iter().any(|text| text.contains('\n')) {
        return Some("a value runs on over the next lines: close its quotes".to_owned());
    }
    (found > wanted)
        .then(|| format!("there are {found} values under {wanted} names: put a value that holds a comma in quotes"))
}

/// Counts lines as an editor does. The reader of tables takes the end of a line that ends in two characters for a part of
/// the next.
struct Lines<'t> {
    text: &'t str,
    passed: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line that a record begins in; records come in order.
    fn of(&mut self, record: &StringRecord) -> usize {
        let start = record.position().and_then(|it| usize::try_from(it.byte()).ok()).unwrap_or_default();
        let rest = self.text.get(start..).unwrap_or_default();
        let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        self.line += self.text.get(self.passed..start).unwrap_or_default().matches('\n').count();
        self.passed = start;
        self.line
    }
}

/// The values of a line, without the empty ones behind the last.
fn filled(record: &StringRecord) -> Vec<&str> {
    let mut texts: Vec<&str> = record.iter().collect();
    while texts.last().is_some_and(|text| text.is_empty()) {
        texts.pop();
    }
    texts
}

/// A value of a table as the column has it. What cannot be read so stays text: the core says what is wrong with it.
fn cell(kind: Type, text: &str) -> Value {
    match kind {
        _ if text.is_empty() => Value::Null,
        Type::List(inner) => text.split(';').map(|part| cell(*inner, part.trim())).collect(),
        Type::Fen | Type::Count | Type::Millionths => {
            plain::parse(text).ok().filter(Value::is_number).unwrap_or_else(|| Value::from(text))
        }
        Type::Flag => match text.to_lowercase().as_str() {
            "true" | "yes" | "是" => Value::from(true),
            "false" | "no" | "否" => Value::from(false),
            _ => Value::from(text),
        },
        _ => Value::from(text),
    }
}
