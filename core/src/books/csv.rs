//! Tables as text: comma-separated values as RFC 4180 has them.
//!
//! What is written reads back the same. Line ends of either kind are read, `\r\n` is written; a byte order mark, which
//! spreadsheets put in front, is skipped.

use crate::error::{Error, ErrorCode};
use crate::limits::{self, CELLS, ROWS, TABLE_BYTES};

/// One record: where it begins, and its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The line of the text on which it begins, from 1.
    pub line: usize,
    /// Its cells, unquoted.
    pub cells: Vec<String>,
}

/// Reads a table. An empty line is no record.
///
/// ```
/// let table = anjieflow::books::csv::read("a,\"b \"\"c\"\"\"\r\n1,\"2\n3\"\r\n")?;
/// assert_eq!(table[0].cells, ["a", "b \"c\""]);
/// assert_eq!((table[1].line, &*table[1].cells[1]), (2, "2\n3"));
/// # Ok::<(), anjieflow::Error>(())
/// ```
///
/// # Errors
/// `Malformed`, with the line, for a quote that does not close, and for text beside a quoted cell; `BeyondLimit` for a table
/// that is longer than any, by [`limits`].
pub fn read(text: &str) -> Result<Vec<Record>, Error> {
    read_between(',', text)
}

/// Reads a table whose cells stand between another separator than the comma: a semicolon, a tab.
///
/// # Errors
/// As [`read`].
pub fn read_between(separator: char, text: &str) -> Result<Vec<Record>, Error> {
    limits::bytes("the table", text.as_bytes(), TABLE_BYTES)?;
    let mut reader = Reader::new(separator, text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut records = Vec::new();
    while let Some(record) = reader.record()? {
        // A line without anything on it.
        if record.cells.len() > 1 || record.cells.iter().any(|cell| !cell.is_empty()) || record.quoted {
            if records.len() == ROWS {
                return Err(too_many("records", ROWS, record.line));
            }
            records.push(Record { line: record.line, cells: record.cells });
        }
    }
    Ok(records)
}

/// Writes a table, each row on a line; a cell is quoted where it must be.
#[must_use]
pub fn write<R: AsRef<[C]>, C: AsRef<str>>(rows: &[R]) -> String {
    let mut text = String::new();
    for row in rows {
        let cells = row.as_ref();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            push(&mut text, cell.as_ref(), cells.len() == 1);
        }
        text.push_str("\r\n");
    }
    text
}

fn push(text: &mut String, cell: &str, alone: bool) {
    let special = |c: char| matches!(c, ',' | '"' | '\n' | '\r' | '\u{feff}');
    if cell.contains(special) || (alone && cell.is_empty()) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}

/// A cell that no spreadsheet takes for a formula: what begins with `=`, `+`, `-`, `@`, a tab or a return gets an apostrophe
/// in front. The reader does not take it away again, for it cannot know who put it there.
#[must_use]
pub fn guarded(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// A record while it is read.
struct Found {
    line: usize,
    cells: Vec<String>,
    quoted: bool,
}

struct Reader<'t> {
    rest: std::iter::Peekable<std::str::Chars<'t>>,
    separator: char,
    line: usize,
    /// How many cells were read.
    cells: usize,
}

#[cold]
fn too_many(what: &str, most: usize, line: usize) -> Error {
    let message = format!("line {line}: the table has more than {most} {what}");
    Error::new(ErrorCode::BeyondLimit, message).help("hand it in in parts, such as a month each")
}

/// What stands behind a cell.
#[derive(PartialEq, Eq)]
enum After {
    Cell,
    Record,
}

impl<'t> Reader<'t> {
    fn new(separator: char, text: &'t str) -> Self {
        Self { rest: text.chars().peekable(), separator, line: 1, cells: 0 }
    }

    fn record(&mut self) -> Result<Option<Found>, Error> {
        if self.rest.peek().is_none() {
            return Ok(None);
        }
        let mut found = Found { line: self.line, cells: Vec::new(), quoted: false };
        loop {
            let quoted = self.rest.next_if_eq(&'"').is_some();
            found.quoted |= quoted;
            let (cell, after) = if quoted { self.quoted()? } else { self.plain()? };
            found.cells.push(cell);
            self.cells += 1;
            if self.cells > CELLS {
                return Err(too_many("cells", CELLS, self.line));
            }
            if after == After::Record {
                return Ok(Some(found));
            }
        }
    }

    fn plain(&mut self) -> Result<(String, After), Error> {
        let mut cell = String::new();
        loop {
            match self.rest.next() {
                Some(c) if c == self.separator => return Ok((cell, After::Cell)),
                None => return Ok((cell, After::Record)),
                Some('"') => return Err(self.malformed("a quote stands inside a cell that does not begin with one")),
                Some(c) if self.ends(c) => return Ok((cell, After::Record)),
                Some(c) => cell.push(c),
            }
        }
    }

    fn quoted(&mut self) -> Result<(String, After), Error> {
        let mut cell = String::new();
        loop {
            match self.rest.next() {
                Some('"') if self.rest.next_if_eq(&'"').is_some() => cell.push('"'),
                Some('"') => return self.behind_quote().map(|after| (cell, after)),
                Some(c) => {
                    self.line += usize::from(c == '\n');
                    cell.push(c);
                }
                None => return Err(self.malformed("a quoted cell does not end")),
            }
        }
    }

    fn behind_quote(&mut self) -> Result<After, Error> {
        match self.rest.next() {
            Some(c) if c == self.separator => Ok(After::Cell),
            None => Ok(After::Record),
            Some(c) if self.ends(c) => Ok(After::Record),
            Some(_) => Err(self.malformed("text stands behind a quoted cell")),
        }
    }

    /// Whether the line ends with this character; takes the second of a pair.
    fn ends(&mut self, c: char) -> bool {
        if c == '\r' {
            self.rest.next_if_eq(&'\n');
        }
        let ends = matches!(c, '\r' | '\n');
        self.line += usize::from(ends);
        ends
    }

    #[cold]
    fn malformed(&self, what: &str) -> Error {
        Error::new(ErrorCode::Malformed, format!("line {}: {what}", self.line))
            .help("save the table as CSV anew: quotes around the cell, and a quote inside it twice (RFC 4180)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).unwrap().into_iter().map(|record| record.cells).collect()
    }

    #[test]
    fn either_line_end_and_a_mark_in_front_are_read() {
        assert_eq!(cells("\u{feff}a,b\n\n1,2\r\n3,4"), [["a", "b"], ["1", "2"], ["3", "4"]]);
        assert_eq!(cells("a,\n"), [["a", ""]]);
        assert_eq!(cells(""), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_line_is_counted_as_the_text_has_it() {
        let lines: Vec<usize> = read("a\n\"b\nc\"\nd\n").unwrap().iter().map(|record| record.line).collect();
        assert_eq!(lines, [1, 2, 4]);
    }

    #[test]
    fn what_is_not_a_table_is_told_with_its_line() {
        for (text, line) in [("a\n\"b", 2), ("a\"b\n", 1), ("a\n\"b\"c\n", 2)] {
            let error = read(text).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Malformed);
            assert!(error.message().starts_with(&format!("line {line}: ")), "{error}");
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(guarded(formula), format!("'{formula}"));
        }
        assert_eq!(guarded("1=1"), "1=1");
    }
}
