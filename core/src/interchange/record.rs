//! Entries and logs as text: one JSON object a line, a header before them.
//!
//! The header states the format, the case and how many entries follow, so that a log that was cut off is noticed.
//! Each entry carries a check over its own text, so that a damaged one is named.

use super::FORMAT;
use super::check::{check_of, is_with_check, with_check, with_checks};
use super::json::{self, Json, Seen, Value, Wrong};
use super::shape::{read_happened, write_case_event};
use super::value::{Reader, Writer, missing, object, object_text, object_value};
use crate::case::{CaseId, Event, Opened, Salt, Stamp};
use crate::error::{Error, ErrorCode, note};
use crate::limits;
use crate::log::{self, Entry, Log};

/// Writes an entry. Its personal fields stand together, with their salt.
pub fn write_entry(entry: &Entry) -> Value {
    checked(entry, &check_of(&unchecked_text(entry)))
}

fn checked(entry: &Entry, check: &str) -> Value {
    object_value(|out| {
        put_entry(entry, out);
        out.put("check", false, &check);
    })
}

/// Its line of the log: what [`write_entry`] gives, as text.
pub fn entry_line(entry: &Entry) -> String {
    let text = unchecked_text(entry);
    let check = check_of(&text);
    with_check(text, &check)
}

fn unchecked_text(entry: &Entry) -> String {
    object_text(|out| put_entry(entry, out))
}

/// All but the check.
fn put_entry(entry: &Entry, out: &mut Writer<'_>) {
    let Stamp { number, occurred, recorded, by, salt } = &entry.stamp;
    out.put("number", false, number);
    out.put("case", false, &entry.case);
    out.put("occurred", false, occurred);
    out.put("recorded", false, recorded);
    out.put("by", false, by);
    out.put("event", false, &entry.event_name());
    // Without a salt nothing is kept apart.
    out.within("data", salt.map(|_| false), |out| write_case_event(&entry.event, out));
    if let Some(salt) = salt {
        out.within("personal", Some(true), |out| {
            out.put("salt", true, &salt.to_hex().as_str());
            write_case_event(&entry.event, out);
        });
    }
}

/// Writes an entry to be looked at, not to be read again: without what is personal and without its check. Numbers as long as
/// those of a person or an account are hidden in its texts.
pub fn write_masked(entry: &Entry) -> Value {
    let mut entry = object_value(|out| put_entry(entry, out));
    if let Value::Object(map) = &mut entry {
        map.shift_remove("personal");
        map.get_mut("data").map(hide);
    }
    entry
}

fn hide(value: &mut Value) {
    match value {
        Value::String(text) => *text = note(text),
        Value::Array(items) => items.iter_mut().for_each(hide),
        Value::Object(fields) => fields.values_mut().for_each(hide),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Reads an entry. Whether it fits its log is for [`Log::replay`] to say.
///
/// # Errors
/// A missing, unknown or malformed field, named with its place; or a check that does not fit the entry.
pub fn read_entry(value: &Value) -> Result<Entry, Error> {
    let entry = read_unverified(&Seen::of(value))?;
    let check = check_of(&unchecked_text(&entry));
    verified(entry, &check, value)
}

/// The same without a look at the check.
fn read_unverified(value: &Seen<'_>) -> Result<Entry, Error> {
    let mut reader = Reader::new(value)?;
    let (number, case) = (reader.take("number"), reader.take("case"));
    let (occurred, recorded, by) = (reader.take("occurred"), reader.take("recorded"), reader.field("by")?);
    let name = reader.word("event", "an event's name")?;
    let data = object(reader.raw("data").ok_or_else(|| missing("data"))?).map_err(|error| error.at("data"))?;
    let personal = reader.raw("personal").map(object).transpose().map_err(|error| error.at("personal"))?;
    let salt = personal.map(salt).transpose().map_err(|error| error.at("personal"))?;
    // Compared by whoever verifies it, with all the rest.
    let _: String = reader.take("check");
    reader.finish()?;
    let event = read_event(name, Reader::of_both(data, personal))?;
    if event.is_personal() != salt.is_some() {
        return Err(misplaced(event.is_personal()));
    }
    Ok(Entry { case, stamp: Stamp { number, occurred, recorded, by, salt }, event })
}

#[cold]
fn misplaced(personal: bool) -> Error {
    match personal {
        true => missing("personal").help("the personal fields of an entry stand together with their salt"),
        false => {
            Error::new(ErrorCode::UnknownField, "this event has no personal fields").at("personal").help("leave it out")
        }
    }
}

fn salt<'v>(personal: impl Json<'v>) -> Result<Salt, Error> {
    let salt = personal.field("salt").and_then(Json::as_str).ok_or_else(|| missing("salt"))?;
    Salt::from_hex(salt).map_err(|error| error.at("salt"))
}

fn read_event<'v>(name: &str, mut fields: Reader<'v, &'v Seen<'v>>) -> Result<Event, Error> {
    let event = match name {
        "opened" => Event::Opened(Opened {}),
        name => read_happened(name, &mut fields).ok_or_else(|| unknown_event(name))?,
    };
    fields.finish().map_err(|error| error.at("data"))?;
    Ok(event)
}

#[cold]
fn unknown_event(name: &str) -> Error {
    Error::new(ErrorCode::UnknownCode, format!("no event is called {}", crate::error::shown(name)))
        .at("event")
        .help("a newer version of the library may have written it: update, then read again")
}

/// An entry stands as it was written, each field in its place: its check says so, and nothing stands beside it.
fn verified(entry: Entry, check: &str, found: &Value) -> Result<Entry, Error> {
    match checked(&entry, check) == *found {
        true => Ok(entry),
        false => Err(Error::new(ErrorCode::LogDamaged, "the entry does not fit its check")
            .help("it was changed after it was written: restore the log from a good copy")),
    }
}

/// Writes a log as text: a header, then one entry a line.
pub fn write_log(log: &Log) -> String {
    let case = log.entries().first().map(|entry| entry.case.to_string()).unwrap_or_default();
    let mut text = header(&case, log.len());
    for entry in log.entries() {
        text.push_str(&entry_line(entry));
        text.push('\n');
    }
    text
}

fn header(case: &str, entries: u32) -> String {
    let header = object_text(|out| {
        out.put("anjieflow", false, &FORMAT);
        out.put("case", false, &case);
        out.put("entries", false, &entries);
    });
    header + "\n"
}

/// Reads a log from text. Its entries are in order and of one case; [`Log::replay`] tells whether they make sense.
///
/// # Errors
/// A newer format; fewer or more entries than the header states; the first entry that is cut, damaged, malformed,
/// out of order or of another case, named by its number.
pub fn read_log(text: &str) -> Result<Log, Error> {
    limits::bytes("the log", text.as_bytes(), limits::LOG_BYTES)?;
    let mut lines = text.lines();
    let (case, stated) = read_header(lines.next().unwrap_or_default())?;
    let mut entries = Vec::new();
    for (number, (line, check)) in (1_u32..).zip(with_checks(lines)) {
        if line.trim_start().is_empty() {
            blank_to_the_end(text, number)?;
            break;
        }
        log::room(number)?;
        let entry = read_line(line, &check).map_err(|error| error.at(format!("entry {number}")))?;
        own_case(&case, number, &entry)?;
        entries.push(entry);
    }
    whole(text, stated, entries.len())?;
    Log::from_entries(entries)
}

/// Blank lines after the last entry say nothing; one before it is where something was lost.
fn blank_to_the_end(text: &str, number: u32) -> Result<(), Error> {
    let after = usize::try_from(number).unwrap_or(usize::MAX);
    match text.lines().skip(after).all(|line| line.trim().is_empty()) {
        true => Ok(()),
        false => Err(Error::new(ErrorCode::LogDamaged, "the line is blank, and entries follow it")
            .at(format!("entry {number}"))
            .help("take the blank line out; if an entry stood there, restore the log from a good copy")),
    }
}

fn own_case(case: &CaseId, number: u32, entry: &Entry) -> Result<(), Error> {
    match entry.case == *case {
        true => Ok(()),
        false => Err(Error::new(
            ErrorCode::LogForeign,
            format!("the entry belongs to case `{}`, the log to case `{case}`", entry.case),
        )
        .at(format!("entry {number}"))
        .help("append it to the log of its own case")),
    }
}

pub(super) fn read_header(line: &str) -> Result<(CaseId, u32), Error> {
    let value = parse_line(line).map_err(|error| error.at("header"))?;
    let format = value.get("anjieflow").and_then(Value::as_u64).ok_or_else(|| {
        Error::new(ErrorCode::Malformed, "this is not a log: its first line has no `anjieflow` format number")
            .at("header")
            .help("give a log that `write_log` or `desk` wrote")
    })?;
    if format > u64::from(FORMAT) {
        return Err(Error::new(
            ErrorCode::NewerFormat,
            format!("the log has format {format}, this version reads up to {FORMAT}"),
        )
        .at("header")
        .help("update the library"));
    }
    let mut reader = Reader::new(&value)?;
    reader.raw("anjieflow");
    let case = reader.field("case").map_err(|error| error.at("header"))?;
    let entries = reader.field("entries").map_err(|error| error.at("header"))?;
    reader.finish().map_err(|error| error.at("header"))?;
    Ok((case, entries))
}

/// A line, and the check of what stands before its own.
fn read_line(line: &str, check: &str) -> Result<Entry, Error> {
    let seen = seen_line(line)?;
    let entry = read_unverified(&seen)?;
    let text = unchecked_text(&entry);
    // Most lines stand as we write them, with the check of what stands there; another hand may write the same in another order.
    match is_with_check(line, &text, check) {
        true => Ok(entry),
        false => verified(entry, &check_of(&text), &seen.into()),
    }
}

/// Parses JSON; what ends too early is told apart from what is wrong in the middle.
///
/// A byte-order mark before it, as some editors put there, is passed over.
pub(super) fn parse(text: &str) -> Result<Value, Error> {
    limits::bytes("text", text.as_bytes(), limits::TEXT_BYTES)?;
    parse_of(text, limits::VALUES)
}

/// The same for what a program handed over as its own objects, which has more values.
pub(super) fn parse_handed(text: &str) -> Result<Value, Error> {
    limits::bytes("data", text.as_bytes(), limits::LOG_BYTES)?;
    parse_of(text, limits::HANDED_VALUES)
}

/// A line of a log, or of a seal.
pub(super) fn parse_line(line: &str) -> Result<Value, Error> {
    seen_line(line).map(Value::from)
}

fn seen_line(line: &str) -> Result<Seen<'_>, Error> {
    limits::bytes("a line", line.as_bytes(), limits::LINE_BYTES)?;
    seen_of(line, limits::VALUES)
}

fn parse_of(text: &str, most: usize) -> Result<Value, Error> {
    seen_of(text, most).map(Value::from)
}

fn seen_of(text: &str, most: usize) -> Result<Seen<'_>, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().is_empty() {
        return Err(Error::new(ErrorCode::Empty, "there is no text").help("write one JSON value"));
    }
    json::seen(text, most).map_err(|wrong| match wrong {
        Wrong::Repeated(key) => repeated(&key),
        Wrong::Cut(line, column) => cut(line, column),
        Wrong::Malformed(line, column) => {
            Error::new(ErrorCode::Malformed, format!("this is not JSON: see line {line}, character {column}"))
                .help("write one JSON value")
        }
        Wrong::Beyond(excess, line, column) => {
            Error::new(ErrorCode::BeyondLimit, format!("{excess}, at line {line}, character {column}"))
                .help("hand in less at once")
        }
    })
}

#[cold]
fn cut(line: usize, column: usize) -> Error {
    Error::new(ErrorCode::LogCut, format!("the text ends inside a value, at line {line}, character {column}"))
        .help("it was cut while it was written: restore it from a good copy")
}

#[cold]
fn repeated(key: &str) -> Error {
    Error::new(ErrorCode::Duplicate, format!("the field {} stands there twice", crate::error::shown(key)))
        .help("keep the one that is meant")
}

/// As many entries as the header states, and the last line ended.
fn whole(text: &str, stated: u32, found: usize) -> Result<(), Error> {
    counted(stated, found)?;
    match text.ends_with('\n') {
        true => Ok(()),
        false => Err(Error::new(ErrorCode::LogCut, "the last line has no end")
            .at(format!("entry {found}"))
            .help("it was cut while it was written: restore it from a good copy")),
    }
}

/// As many entries as the header states.
pub(super) fn counted(stated: u32, found: usize) -> Result<(), Error> {
    let found = u32::try_from(found).unwrap_or(u32::MAX);
    if found < stated {
        let next = found.saturating_add(1);
        return Err(Error::new(
            ErrorCode::LogShort,
            format!("the header states {stated} entries, the log ends before entry {next}"),
        )
        .at(format!("entry {next}"))
        .help("restore the log from a good copy"));
    }
    if found > stated {
        return Err(Error::new(
            ErrorCode::LogDamaged,
            format!("the header states {stated} entries, the log has {found}"),
        )
        .at(format!("entry {found}"))
        .help("restore the log from a good copy"));
    }
    Ok(())
}
