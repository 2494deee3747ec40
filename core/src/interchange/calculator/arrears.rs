//! Arrears as plain data: what was missed, what was paid since, what is owed.

use serde_json::{Map, Value, json};

use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::{Money, Rate};
use crate::repayment::PRINCIPAL_MAX;
use crate::repayment::arrears::{Applied, Arrears, LateRecord, Owed, PenaltyTerms};

/// An instalment, or what of it was not paid.
struct Missed {
    due: Date,
    principal: Money,
    interest: Money,
}

/// Something that was paid since.
struct Paid {
    day: Date,
    amount: Money,
}

/// What is asked of arrears.
struct Request {
    rate: Rate,
    terms: PenaltyTerms,
    missed: Vec<Missed>,
    paid: Vec<Paid>,
    day: Date,
}

impl Request {
    fn read(request: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(request)?;
        let asked = Self {
            rate: reader.field("rate_millionths")?,
            terms: terms(&mut reader)?,
            missed: reader.list("missed", missed)?.ok_or_else(|| missing("missed"))?,
            paid: reader.list("paid", paid)?.unwrap_or_default(),
            day: reader.field("day")?,
        };
        reader.finish()?;
        asked.check_days().map(|()| asked)
    }

    /// Nothing is missed or paid after the day, and payments stand in their order.
    fn check_days(&self) -> Result<(), Error> {
        let late = self.missed.iter().position(|missed| missed.due > self.day);
        let paid_late = self.paid.iter().position(|paid| paid.day > self.day);
        let swapped = self.paid.iter().zip(self.paid.iter().skip(1)).position(|(one, next)| next.day < one.day);
        match (late, paid_late, swapped) {
            (Some(index), _, _) => Err(beyond(self.day).at(format!("missed[{index}].due"))),
            (_, Some(index), _) => Err(beyond(self.day).at(format!("paid[{index}].day"))),
            (_, _, Some(index)) => {
                Err(Error::new(ErrorCode::BadSequence, "it was paid before the payment in front of it")
                    .at(format!("paid[{}].day", index + 1))
                    .help("give payments in the order of their days"))
            }
            (None, None, None) => Ok(()),
        }
    }
}

#[cold]
fn beyond(day: Date) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("it is after {day}, the day that is asked about"))
        .help("leave it out, or ask about a later day")
}

fn terms(reader: &mut Reader<'_>) -> Result<PenaltyTerms, Error> {
    let grace_days = reader.number("grace_days", "a number of days", 0, 366)?.unwrap_or(0);
    let terms = PenaltyTerms::USUAL.with_grace(grace_days);
    let terms =
        if reader.field::<Option<bool>>("compound")?.unwrap_or(true) { terms } else { terms.without_compound() };
    match reader.field::<Option<Rate>>("penalty_markup_millionths")? {
        None => Ok(terms),
        Some(markup) => terms.with_markup(markup).map_err(|error| error.nowhere().at("penalty_markup_millionths")),
    }
}

fn missed(value: &Value) -> Result<Missed, Error> {
    let mut reader = Reader::new(value)?;
    let due = reader.field("due")?;
    let missed =
        Missed { due, principal: part(&mut reader, "principal_fen")?, interest: part(&mut reader, "interest_fen")? };
    reader.finish()?;
    Ok(missed)
}

/// A part of an instalment: nought where nothing of it is unpaid, but told.
fn part(reader: &mut Reader<'_>, name: &'static str) -> Result<Money, Error> {
    let fen = reader.number(name, "an amount in whole fen", 0, PRINCIPAL_MAX.fen())?;
    Money::new(fen.ok_or_else(|| missing(name))?)
}

fn paid(value: &Value) -> Result<Paid, Error> {
    let mut reader = Reader::new(value)?;
    let paid = Paid { day: reader.field("day")?, amount: reader.field("amount_fen")? };
    reader.finish()?;
    Ok(paid)
}

/// What is owed on a day by somebody who is behind: `{"rate_millionths", "missed": [{"due", "principal_fen",
/// "interest_fen"}], "day", "penalty_markup_millionths", "compound", "grace_days", "paid": [{"day", "amount_fen"}]}` gives
/// `{"penalty_rate_millionths", "owed": {"compound_fen", "penalty_fen", "interest_fen", "principal_fen", "total_fen"},
/// "instalments", "days_past_due", "paid": [{"day", "applied": {"compound_fen", "penalty_fen", "interest_fen",
/// "principal_fen", "left_fen"}}]}`.
///
/// The penalty rate is half as much again as the loan's when `penalty_markup_millionths` is left out, unpaid interest bears
/// it too unless `compound` is false, and there are no days of grace unless they are told. A payment goes to what was due by
/// its day; `left_fen` is what was more than that.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let missed = json!([{"due": "2026-03-20", "principal_fen": 1_000_000, "interest_fen": 300_000}]);
/// let told = plain::arrears(&json!({"rate_millionths": 42_000, "missed": missed, "day": "2026-04-19"}))?;
/// assert_eq!((&told["owed"]["total_fen"], &told["days_past_due"]), (&json!(1_306_825), &json!(30)));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input; instalments or payments that are out of order or after the day; a markup that is not 30% to 50%.
pub fn arrears(request: &Value) -> Result<Value, Error> {
    let asked = Request::read(request)?;
    let mut arrears = Arrears::new(asked.terms, asked.rate);
    let mut missed = asked.missed.iter().enumerate().peekable();
    let mut paid = Vec::with_capacity(asked.paid.len());
    for (index, Paid { day, amount }) in asked.paid.iter().enumerate() {
        // A payment finds what was due by its day.
        while let Some(due) = missed.next_if(|(_, missed)| missed.due <= *day) {
            miss(&mut arrears, due)?;
        }
        paid.push(applied(*day, &arrears.pay(*day, *amount).map_err(|error| error.at(format!("paid[{index}]")))?));
    }
    missed.try_for_each(|due| miss(&mut arrears, due))?;
    told(&asked, &arrears, paid)
}

fn miss(arrears: &mut Arrears, (index, missed): (usize, &Missed)) -> Result<(), Error> {
    let missed = arrears.miss(missed.due, missed.principal, missed.interest);
    missed.map_err(|error| error.at(format!("missed[{index}]")).help("give instalments in the order of their due days"))
}

fn told(asked: &Request, arrears: &Arrears, paid: Vec<Value>) -> Result<Value, Error> {
    let owed = arrears.owed(asked.day)?;
    let mut parts = parts(&owed);
    parts.insert("total_fen".to_owned(), owed.total()?.write());
    Ok(json!({
        "penalty_rate_millionths": asked.terms.rate(asked.rate).millionths(),
        "owed": parts,
        "instalments": arrears.instalments(),
        "days_past_due": arrears.days_past_due(asked.day),
        "paid": paid,
    }))
}

/// The costs of recovery are not asked for, and not told.
fn parts(owed: &Owed) -> Map<String, Value> {
    let parts = [
        ("compound_fen", owed.compound),
        ("penalty_fen", owed.penalty),
        ("interest_fen", owed.interest),
        ("principal_fen", owed.principal),
    ];
    parts.into_iter().map(|(name, amount)| (name.to_owned(), amount.write())).collect()
}

fn applied(day: Date, applied: &Applied) -> Value {
    let mut told = parts(&applied.applied);
    told.insert("left_fen".to_owned(), applied.left.write());
    json!({"day": day.to_string(), "applied": told})
}

/// How often somebody was late (连三累六): a list of instalments in their order, true for each that was late, gives
/// `{"in_a_row", "in_all", "is_three_in_a_row", "is_six_in_all"}`.
///
/// # Errors
/// Something else than a list of true and false.
pub fn late_record(late: &Value) -> Result<Value, Error> {
    let record = LateRecord::of(<Vec<bool>>::read(late).map_err(|error| error.at("late"))?);
    Ok(json!({
        "in_a_row": record.in_a_row,
        "in_all": record.in_all,
        "is_three_in_a_row": record.is_three_in_a_row(),
        "is_six_in_all": record.is_six_in_all(),
    }))
}
