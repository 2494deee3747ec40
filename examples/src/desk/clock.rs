//! A clock that goes back: nothing is recorded on a wrong day.

use anjieflow::date::Date;
use serde_json::Value;

use super::day::Answer;
use super::error::Error;
use super::store::Store;

/// The day is not before one on which the office recorded something: what is recorded on a wrong day stays so.
///
/// # Errors
/// It is, or the store cannot be read.
pub fn not_before(store: &Store, today: Date) -> Result<(), Error> {
    match store.last_recorded()? {
        Some((day, case)) if day > today.to_string() => Err(back(today, &day, &case)),
        _ => Ok(()),
    }
}

#[cold]
fn back(today: Date, day: &str, case: &str) -> Error {
    let what = format!(
        "it is {today}, but an entry of case {case} was recorded on {day}; set the clock or the day of the office \
         right, or say which day it is with --today"
    );
    Error::input("the day", what)
}

/// The sentence of a refusal that says nothing of the item, only of the day that was given: it is not kept as what came
/// of the item, which is heard again when the day is right.
pub fn refused(answer: &Answer) -> Option<&str> {
    let Answer::Refused(refusal, sentence) = answer else { return None };
    let reasons = refusal.get("reasons")?.as_array()?;
    let is_clock = |reason: &Value| reason.get("code").and_then(Value::as_str) == Some("recorded_back");
    reasons.iter().any(is_clock).then_some(sentence)
}
