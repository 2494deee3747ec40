//! What a contract adds to a published rate, as plain data.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::names::placed;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::Rate;
use crate::repayment::repricing::Spread;

/// What a loan that existed adds to the loan prime rate, and what it became (存量房贷调整), as a `floating` rate of
/// [`schedule`](super::schedule) reads it: `{"contract_rate_millionths", "published_millionths", "cut_of_2023": {"from",
/// "floor_millionths"}, "batch_of_2024": {"from", "floor_millionths"}}` gives `{"spread_millionths", "spread_changes":
/// [{"from", "spread_millionths"}]}`.
///
/// The spread is what the contract's rate is above the published one, or where none is told above 4.80%, by which contracts
/// were converted in 2020; a `spread_millionths` in place of both is taken as it is. Since September 2023 it could be cut to
/// the floor of the city when the loan was made; in October 2024 it was cut to 30 basis points below nothing, but not below the
/// present floor of the city, where it has one. `from` is the day of the cut; a cut that cuts nothing is no change.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let told = plain::spread(&json!({
///     "contract_rate_millionths": 53_900,
///     "cut_of_2023": {"from": "2023-09-25", "floor_millionths": -2_000},
///     "batch_of_2024": {"from": "2024-10-25"},
/// }))?;
/// let changes = [("2023-09-25", -2_000), ("2024-10-25", -3_000)];
/// let changes = changes.map(|(from, spread)| json!({"from": from, "spread_millionths": spread}));
/// assert_eq!(told, json!({"spread_millionths": 5_900, "spread_changes": changes}));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input; no rate and no spread; a cut before its time, or cuts whose days do not rise.
pub fn spread(request: &Value) -> Result<Value, Error> {
    told(request).map_err(placed)
}

fn told(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let first = first(&mut reader)?;
    let cut = reader.raw("cut_of_2023").map(|value| read(value, CUT_SINCE)).transpose();
    let batch = reader.raw("batch_of_2024").map(|value| read(value, BATCH_SINCE)).transpose();
    let (cut, batch) =
        (cut.map_err(|error| error.at("cut_of_2023"))?, batch.map_err(|error| error.at("batch_of_2024"))?);
    reader.finish()?;
    check_order(cut.as_ref(), batch.as_ref())?;
    let cut = cut.map(|cut| Ok((cut.from, first.cut_of_2023(cut.floor.ok_or_else(no_floor)?)))).transpose()?;
    let before = cut.map_or(first, |(_, spread)| spread);
    let batch = batch.map(|batch| (batch.from, before.batch_of_2024(batch.floor)));
    let cuts = [cut.filter(|(_, spread)| *spread != first), batch.filter(|(_, spread)| *spread != before)];
    let cuts = cuts.iter().flatten().map(changed).collect_vec();
    Ok(json!({"spread_millionths": first.millionths(), "spread_changes": cuts}))
}

#[cold]
fn no_floor() -> Error {
    missing("floor_millionths").at("cut_of_2023")
}

/// From when on existing loans were cut: on application, and in a batch.
const CUT_SINCE: Date = Date::constant(2023, 9, 25);
const BATCH_SINCE: Date = Date::constant(2024, 10, 1);

/// The spread before any cut.
fn first(reader: &mut Reader<'_>) -> Result<Spread, Error> {
    let told = millionths(reader, "spread_millionths")?;
    let (contract, published) = (reader.field("contract_rate_millionths")?, reader.field("published_millionths")?);
    match (told, contract, published) {
        (Some(spread), None::<Rate>, None::<Rate>) => Ok(spread),
        (None, Some(contract), None) => Ok(Spread::converted(contract)),
        (None, Some(contract), Some(published)) => Ok(Spread::between(contract, published)),
        (None, None, _) => Err(missing("contract_rate_millionths")),
        (Some(_), _, _) => {
            Err(Error::new(ErrorCode::Conflict, "a spread is told, or follows from the contract's rate")
                .at("spread_millionths")
                .help("leave it out, or the rates"))
        }
    }
}

/// A spread, which may be below zero.
pub(super) fn millionths(reader: &mut Reader<'_>, name: &'static str) -> Result<Option<Spread>, Error> {
    let most = i64::from(Rate::MAX.millionths());
    reader.number(name, "a spread in millionths", -most, most)?.map(Spread::new).transpose()
}

struct Cut {
    from: Date,
    floor: Option<Spread>,
}

fn read(value: &Value, since: Date) -> Result<Cut, Error> {
    let mut reader = Reader::new(value)?;
    let cut = Cut { from: reader.field("from")?, floor: millionths(&mut reader, "floor_millionths")? };
    reader.finish()?;
    if cut.from < since {
        let message = format!("want {since} or later, found {}", cut.from);
        return Err(Error::new(ErrorCode::OutOfRange, message)
            .at("from")
            .help("give the day from which the rate was cut"));
    }
    Ok(cut)
}

fn check_order(cut: Option<&Cut>, batch: Option<&Cut>) -> Result<(), Error> {
    match (cut, batch) {
        (Some(cut), Some(batch)) if batch.from <= cut.from => {
            let message = format!("want a day after {}, that of the cut before, found {}", cut.from, batch.from);
            Err(Error::new(ErrorCode::BadSequence, message).at("batch_of_2024.from").help("give the days of both cuts"))
        }
        _ => Ok(()),
    }
}

fn changed((from, spread): &(Date, Spread)) -> Value {
    json!({"from": from.write(), "spread_millionths": spread.millionths()})
}
