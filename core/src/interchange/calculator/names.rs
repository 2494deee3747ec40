//! Names and words of the calculator's wire.

use crate::collect::CollectVec;
use crate::error::Error;
use crate::interchange::value::Reader;
use crate::repayment::DayBasis;
use crate::words::unknown;

/// Where a computation names its input otherwise than the wire, whose names end in their unit.
const NAMES: [(&str, &str); 16] = [
    ("changes", "rate_changes"),
    ("costs", "costs_fen"),
    ("cycle", "cycle_after"),
    ("fees", "fee_at_payout_fen"),
    ("first", "payout"),
    ("first_interest", "first_period"),
    ("grace", "grace_months"),
    ("instalment", "instalment_fen"),
    ("interest", "interest_fen"),
    ("markup", "penalty_markup_millionths"),
    ("payment", "payment_fen"),
    ("principal", "principal_fen"),
    ("rate", "rate_millionths"),
    ("series", "published"),
    ("spread", "spread_millionths"),
    ("sum", "sum_fen"),
];

/// The same error at its place on the wire.
pub(super) fn placed(error: Error) -> Error {
    match error.place().map(|place| place.split('.').map(named).collect_vec().join(".")) {
        None => error,
        Some(place) => error.nowhere().at(place),
    }
}

/// The part of a place that the wire has for this one, with its index.
fn named(part: &str) -> String {
    let (name, index) = part.split_at(part.find('[').unwrap_or(part.len()));
    let name = NAMES.iter().find(|(other, _)| *other == name).map_or(name, |(_, wire)| wire);
    format!("{name}{index}")
}

/// What one of a few words means, where one is said; `what` it is called in the error of another.
pub(super) fn word<T: Copy>(
    reader: &mut Reader<'_>,
    name: &'static str,
    what: &str,
    words: &[(&'static str, T)],
) -> Result<Option<T>, Error> {
    let said: Option<String> = reader.field(name)?;
    said.map(|said| meaning(&said, what, words)).transpose().map_err(|error| error.at(name))
}

/// What one of a few words means.
pub(super) fn meaning<T: Copy>(said: &str, what: &str, words: &[(&'static str, T)]) -> Result<T, Error> {
    let found = words.iter().find(|(word, _)| *word == said).map(|(_, meaning)| *meaning);
    found.ok_or_else(|| unknown(what, said, words.iter().map(|(word, _)| *word)))
}

/// How days are counted, where it is said.
pub(super) fn day_count(reader: &mut Reader<'_>) -> Result<Option<DayBasis>, Error> {
    let words =
        [("actual_360", DayBasis::Actual360), ("actual_365", DayBasis::Actual365), ("thirty_360", DayBasis::Thirty360)];
    word(reader, "day_count", "count of days", &words)
}
