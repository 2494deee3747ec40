//! Anything that the library answers about a case or the office, asked from a terminal.

use std::io::Write;
use std::path::Path;

use anjieflow::interchange::plain;
use serde_json::{Value, json};

use super::day::{Day, Picture};
use super::error::Error;
use super::office::{Defaults, contents};
use super::rules::rules;

/// Reads a question: JSON text, or what stands on standard input for `-`.
///
/// # Errors
/// The text is no JSON.
pub fn read(text: &str) -> Result<Value, Error> {
    let text = if text == "-" { contents(Path::new(text))? } else { text.to_owned() };
    serde_json::from_str(&text)
        .map_err(|error| Error::input("QUESTION", format!("no JSON: {error}; write {{\"question\": \"ledger\"}}")))
}

/// What a case answers.
///
/// # Errors
/// No such question, or what the question says.
pub fn of_case(question: &Value, picture: &Picture, defaults: &Defaults, out: &mut impl Write) -> Result<(), Error> {
    told(rules().ask(&picture.case, question, context(defaults)), out)
}

/// What the office answers.
///
/// # Errors
/// As [`of_case`].
pub fn of_office(question: &Value, day: &Day, defaults: &Defaults, out: &mut impl Write) -> Result<(), Error> {
    told(office(day).ask(rules(), question, context(defaults)), out)
}

/// The cases of the day, to be asked about.
pub fn office(day: &Day) -> plain::Office {
    let mut office = plain::Office::default();
    for picture in &day.cases {
        office.put(picture.case.clone());
    }
    office
}

/// Who asks, and as of which day.
pub fn context(defaults: &Defaults) -> Value {
    json!({"today": defaults.today.to_string(), "by": defaults.by.as_str()})
}

fn told(answer: Result<Value, anjieflow::error::Error>, out: &mut impl Write) -> Result<(), Error> {
    let answer = answer.map_err(|error| Error::of("QUESTION", error))?;
    Ok(writeln!(out, "{answer:#}")?)
}
