//! The logs of cases: what is to be done, and what happened.
//!
//! A log is text in a row of its own, or its entries stand in rows of their own, those of a case together.

use super::cell::Wants;
use super::output::{Cell, Head, Kind, Rows};
use super::plan::{Given, Job, Known, Plan, Planning, Row};
use crate::rules::Rules;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::interchange::plain::Office;
use anjieflow::interchange::{read_entry, read_log, write_masked};
use anjieflow::log::{Entry, Log};
use arrow_schema::Schema;
use serde_json::{Value, json};

const LOGS: &Known = &[("log", Wants::Text), ("case", Wants::Text)];

const ENTRIES: &Known = &[("case", Wants::Text), ("number", Wants::Whole), ("entry", Wants::Json)];

const WORKLISTS: &[Head] = &[
    Head::new("case", Kind::Text),
    Head::new("task", Kind::Text),
    Head::new("zh", Kind::Text),
    Head::new("about", Kind::Text),
    Head::new("about_zh", Kind::Text),
    Head::new("whom", Kind::Text),
    Head::new("whom_zh", Kind::Text),
    Head::new("clerk", Kind::Text),
    Head::new("since", Kind::Day),
    Head::new("due", Kind::Day),
    Head::new("due_unpublished_year", Kind::Whole),
    Head::new("late_days", Kind::Whole),
    Head::new("late_working_days", Kind::Whole),
    Head::new("still_since", Kind::Day),
    Head::new("unblocks", Kind::Text),
    Head::at("score", "score.total", Kind::Whole),
    Head::at("score_parts", "score.parts", Kind::Json),
    Head::new("rule", Kind::Text),
    Head::new("basis", Kind::Text),
    Head::new("basis_zh", Kind::Text),
    Head::at("why_en", "why.en", Kind::Text),
    Head::at("why_zh", "why.zh", Kind::Text),
    Head::at("consequence_en", "consequence.en", Kind::Text),
    Head::at("consequence_zh", "consequence.zh", Kind::Text),
    Head::new("reason", Kind::Json),
    Head::new("time", Kind::Text),
    Head::new("place", Kind::Text),
];

const EVENTS: &[Head] = &[
    Head::new("case", Kind::Text),
    Head::new("number", Kind::Whole),
    Head::new("occurred", Kind::Day),
    Head::new("recorded", Kind::Day),
    Head::new("by", Kind::Text),
    Head::new("event", Kind::Text),
    Head::new("data", Kind::Json),
];

/// What is to be done in each case, as seen on the day of the context.
pub fn worklists(schema: &Schema, given: Given) -> Result<Plan, Error> {
    let context = given.context.unwrap_or_default();
    // A context that does not hold is wrong for every row: it is told at once.
    Office::default().ask(given.rules.plain(), &json!({"question": "stages"}), context.clone())?;
    let asks = Asks::Worklist(given.rules, context);
    planned(schema, WORKLISTS, asks)
}

/// What stands in each log, entry by entry, without what is personal.
pub fn events(schema: &Schema, _: Given) -> Result<Plan, Error> {
    planned(schema, EVENTS, Asks::Events)
}

fn planned(schema: &Schema, heads: &[Head], asks: Asks) -> Result<Plan, Error> {
    let has = |name| schema.index_of(name).is_ok();
    match has("entry") && !has("log") {
        true => {
            let planning = Planning::new(schema, None, ENTRIES)?.only(ENTRIES)?.need("case")?;
            planning.plan(heads, false, move || Box::new(Entries { asks: asks.clone(), group: None }))
        }
        false => {
            let planning = Planning::new(schema, None, LOGS)?.only(LOGS)?.need("log")?;
            planning.plan(heads, false, move || Box::new(Logs(asks.clone())))
        }
    }
}

/// What is asked of a log.
#[derive(Clone)]
enum Asks {
    Worklist(Rules, Value),
    Events,
}

impl Asks {
    fn answer(&self, log: &Log, rows: &mut Rows) -> Result<(), Error> {
        match self {
            Self::Worklist(rules, context) => {
                let case = log.replay()?;
                let tasks = rules.plain().worklist(&case, context.clone())?;
                for task in tasks.as_array().into_iter().flatten() {
                    rows.object([Cell::Text(case.id().as_str())], task);
                }
            }
            Self::Events => log.entries().iter().for_each(|entry| rows.object([], &write_masked(entry))),
        }
        Ok(())
    }
}

/// A log in each row.
struct Logs(Asks);

impl Job for Logs {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let log = row.text("log").unwrap_or_default();
        if let Err(error) = read_log(log).and_then(|log| self.0.answer(&log, rows)) {
            rows.error(row.text("case").map(Cell::Text), &error);
        }
        Ok(())
    }
}

/// An entry in each row.
struct Entries {
    asks: Asks,
    group: Option<Group>,
}

/// The entries of one case so far.
struct Group {
    case: String,
    /// The number of the row where they begin.
    first: i64,
    entries: Result<Vec<Entry>, Error>,
}

impl Job for Entries {
    fn row(&mut self, row: Row<'_>, rows: &mut Rows) -> Result<(), Error> {
        let case = row.text("case").unwrap_or_default();
        let read = entry(row);
        if self.group.as_ref().is_none_or(|group| group.case != case) {
            let number = rows.number();
            self.end(rows);
            rows.about(0, number);
            self.group = Some(Group { case: case.to_owned(), first: number, entries: Ok(Vec::new()) });
        }
        if let Some(group) = &mut self.group {
            group.push(read);
        }
        Ok(())
    }

    fn end(&mut self, rows: &mut Rows) {
        let Some(group) = self.group.take() else { return };
        rows.about(0, group.first);
        let log = group.entries.and_then(Log::from_entries);
        let told = log.and_then(|log| self.asks.answer(&log, rows));
        if let Err(error) = told.map_err(sorted) {
            rows.error([Cell::Text(&group.case)], &error);
        }
    }
}

impl Group {
    /// The first entry that does not hold speaks for the case.
    fn push(&mut self, read: Result<Entry, Error>) {
        let Ok(entries) = &mut self.entries else { return };
        match read {
            Ok(entry) => entries.push(entry),
            Err(error) => self.entries = Err(error.at(format!("entry {}", entries.len() + 1))),
        }
    }
}

fn entry(row: Row<'_>) -> Result<Entry, Error> {
    let map = row.object()?;
    let entry = read_entry(map.get("entry").unwrap_or(&Value::Null))?;
    let (case, number) = (map.get("case").and_then(Value::as_str), map.get("number").and_then(Value::as_u64));
    if case != Some(entry.case.as_str()) {
        return Err(differs("case", entry.case.as_str()));
    }
    match number {
        Some(number) if number != u64::from(entry.stamp.number) => Err(differs("number", entry.stamp.number)),
        _ => Ok(entry),
    }
}

fn differs(name: &str, says: impl std::fmt::Display) -> Error {
    Error::new(ErrorCode::Conflict, format!("the entry says `{says}`, the column something else")).at(name)
}

/// Cases whose rows do not stand together begin in the middle.
fn sorted(error: Error) -> Error {
    match error.code() {
        ErrorCode::LogReordered => {
            error.help("sort the table by `case` and `number`, and see that no entry is missing")
        }
        _ => error,
    }
}
