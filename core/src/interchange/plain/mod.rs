//! Plain data in, plain data out: the one module that the bindings call.
//!
//! Every function takes and gives values of JSON; a refusal and an error are values too
//! ([`Problem::to_value`], [`error()`]). Decisions are the core's: nothing here judges.
//!
//! What depends on products and working days is asked of [`Rules`]; what does not is a function. Nothing here reaches
//! for the built-in rules by itself: a binding that is built without them carries none of their bytes.

#[cfg(feature = "serde")]
mod asked;
#[cfg(feature = "audit")]
pub mod audit;
#[cfg(feature = "serde")]
mod checks;
#[cfg(feature = "serde")]
mod office;
#[cfg(feature = "serde")]
pub mod questions;
mod rules;

#[cfg(feature = "serde")]
pub use super::calculator::{
    apr, arrears, combined, explain_figure, fortnightly, late_record, least_payment, prepay, schedule, schedule_by,
    settlement, spread,
};
#[cfg(feature = "serde")]
pub use super::calculator::{compare, if_rate_moves, monthly, prepay_now_or_later, shorter_or_smaller};
pub use super::view::{CaseLine, checklist, is_complete};
#[cfg(feature = "serde")]
pub(super) use asked::unknown_product;
#[cfg(feature = "serde")]
pub use checks::{check_id, check_number, retirement_age, workday};
#[cfg(feature = "serde")]
pub use office::Office;
pub use rules::{Rules, take};

use super::json::Value;
use super::{read_entry, read_log, record, view, write_log, write_masked};
use crate::case::{Case, Refusal};
use crate::date::Date;
use crate::error::Error;
use crate::log::{Entry, Log};
#[cfg(feature = "serde")]
use crate::product::Pack;
#[cfg(feature = "serde")]
use std::ops::ControlFlow;

/// Two kinds of no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The input is malformed.
    Error(Error),
    /// The input is fine, and the answer is no.
    Refusal(Refusal),
}

impl Problem {
    /// `{"code", "message", "zh", "place", "advice"}` of an error; `{"command", "stage", "reasons"}` of a refusal, in the words
    /// of the rules it was made under.
    pub fn to_value(&self, rules: Rules<'_>) -> Value {
        match self {
            Self::Error(error) => view::error(error),
            Self::Refusal(refusal) => view::refusal(refusal, rules.pack),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Error(error) => error.fmt(f),
            Self::Refusal(refusal) => refusal.fmt(f),
        }
    }
}

impl std::error::Error for Problem {}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

/// `{"code", "message", "zh", "place", "advice"}` of an error.
pub fn error(error: &Error) -> Value {
    view::error(error)
}

/// The commands that the flow lists now, the loans' own among them.
pub fn allowed(case: &Case) -> Value {
    Value::from(view::allowed(case))
}

/// A masked picture of the case.
pub fn view(case: &Case) -> Value {
    view::case(case)
}

/// The case that a log tells; each entry is checked before it is applied.
///
/// # Errors
/// The first entry that is cut, damaged, out of order, of another case, or does not fit.
pub fn replay(text: &str) -> Result<Case, Error> {
    read_log(text)?.replay()
}

/// The case as of a day: what had occurred by then, as far as the log knows now. `None` before it was opened.
///
/// # Errors
/// As [`replay`], or a malformed day.
pub fn replay_as_of(text: &str, day: &str) -> Result<Option<Case>, Error> {
    read_log(text)?.as_of(parsed_day(day)?)
}

/// The case as known on a day: what had been recorded by then. `None` before it was opened.
///
/// # Errors
/// As [`replay`], or a malformed day.
pub fn replay_known_on(text: &str, day: &str) -> Result<Option<Case>, Error> {
    read_log(text)?.known_on(parsed_day(day)?)
}

/// What stands in a log, entry by entry and without what is personal: `[{"case", "number", "occurred", "recorded", "by",
/// "event", "data"}]`. In the texts of `data` long numbers are hidden, as in a picture of the case.
///
/// ```
/// use anjieflow::interchange::plain;
/// use anjieflow::interchange::plain::Rules;
/// use serde_json::json;
///
/// let context = json!({"today": "2026-03-02", "by": "wang"});
/// let (_, entry) = Rules::builtin().open(json!({"case": "C-1", "context": context}))?;
/// let events = plain::events(&plain::log(vec![entry])?)?;
/// assert_eq!((&events[0]["event"], &events[0]["by"]), (&json!("opened"), &json!("wang")));
/// # Ok::<(), anjieflow::interchange::plain::Problem>(())
/// ```
///
/// # Errors
/// The first entry that is cut, damaged, out of order or of another case. What it means is not asked.
pub fn events(text: &str) -> Result<Value, Error> {
    Ok(read_log(text)?.entries().iter().map(write_masked).collect())
}

fn parsed_day(day: &str) -> Result<Date, Error> {
    day.parse::<Date>().map_err(|error| error.at("day"))
}

/// The log of these entries as text: a header, then one entry a line.
///
/// # Errors
/// No entry, or the first that is malformed, out of order or of another case.
pub fn log(entries: Vec<Value>) -> Result<String, Error> {
    let read = |(number, entry): (u32, &Value)| read_entry(entry).map_err(|error| error.at(format!("entry {number}")));
    let entries: Vec<Entry> = (1..).zip(&entries).map(read).collect::<Result<_, Error>>()?;
    Ok(write_log(&Log::from_entries(entries)?))
}

/// A log without the personal fields of what it says was erased; see [`Log::forget`].
///
/// # Errors
/// As reading it; or it does not say that the data were erased.
pub fn forget(text: &str) -> Result<String, Error> {
    Ok(write_log(&read_log(text)?.forget()?))
}

/// What is wrong with a pack that was [read](super::pack::read_unchecked) or [laid](super::pack::laid_unchecked) without
/// being checked: `{"edition", "faults": [{"kind", "level", "rules", "example", "en", "zh"}], "coverage": null}`. An example
/// has the fewest facts under which the fault shows; it is empty when it shows for everybody.
///
/// ```
/// use anjieflow::interchange::plain;
/// use anjieflow::product::Pack;
///
/// let found = plain::lint(Pack::builtin());
/// assert!(found["faults"].as_array().unwrap().iter().all(|fault| fault["level"] == "note"));
/// ```
#[cfg(feature = "serde")]
#[must_use]
pub fn lint(pack: &Pack) -> Value {
    super::lint::faults(pack)
}

/// The same, and where no fault keeps the pack from being loaded the machine is run on it; then `coverage` is `{"holds",
/// "explored", "joint_digits", "factors", "laws"}`. `progress` is told how many parts are done, of how many, and says whether to go on.
///
/// # Errors
/// As [`Pack::prove`].
#[cfg(feature = "serde")]
pub fn prove(pack: &Pack, progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>) -> Result<Value, Error> {
    super::lint::proven(pack, progress)
}

/// Parses the JSON text of a command, an entry or a context.
///
/// # Errors
/// The text is not JSON, or ends inside a value; or it is more than is read, by [`limits`](crate::limits).
pub fn parse(text: &str) -> Result<Value, Error> {
    record::parse(text)
}

/// The same for a binding that writes as JSON what a program handed over as its own objects: a table of loans has more values than
/// a text from outside may have.
///
/// # Errors
/// As [`parse`].
pub fn parse_handed(text: &str) -> Result<Value, Error> {
    record::parse_handed(text)
}

/// The stages of a case, with their names in the trade.
#[cfg(feature = "serde")]
pub fn stages() -> Value {
    view::stages()
}

/// The flow of the case and the loan as `mermaid` or `dot` text.
///
/// # Errors
/// Another kind.
#[cfg(feature = "serde")]
pub fn diagram(kind: &str) -> Result<String, Error> {
    match kind {
        "mermaid" => Ok(crate::diagram::mermaid()),
        "dot" => Ok(crate::diagram::dot()),
        other => Err(Error::new(
            crate::error::ErrorCode::UnknownCode,
            format!("no diagram is called {}", crate::error::shown(other)),
        )
        .at("kind")
        .help("one of: mermaid, dot")),
    }
}
