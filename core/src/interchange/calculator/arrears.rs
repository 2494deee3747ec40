//! Arrears as plain data: what was missed, what was paid since, what is owed.

use crate::collect::CollectVec;
use serde_json::{Map, Value, json};

use super::names::{day_count, placed, word};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::{Money, Rate};
use crate::repayment::arrears::{Across, Applied, Arrears, LateRecord, Order, Owed, Part, PenaltyTerms};
use crate::repayment::{DayBasis, PRINCIPAL_MAX};

/// An instalment, or what of it was not paid.
pub(super) struct Missed {
    pub(super) due: Date,
    principal: Money,
    interest: Money,
}

/// Something that was paid since.
struct Paid {
    day: Date,
    amount: Money,
}

/// Somebody is behind: what the contract says of it, what was missed and paid, up to which day.
pub(super) struct Behind {
    terms: PenaltyTerms,
    costs: Money,
    pub(super) missed: Vec<Missed>,
    paid: Vec<Paid>,
    pub(super) day: Date,
}

/// What became of it.
pub(super) struct Standing {
    pub(super) arrears: Arrears,
    paid: Vec<Value>,
}

impl Behind {
    /// All but the rate of the contract and the count of days. There need not be anything missed.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let behind = Self {
            terms: terms(reader)?,
            costs: amount(reader, "costs_fen")?.unwrap_or(Money::ZERO),
            missed: reader.list("missed", missed)?.unwrap_or_default(),
            paid: reader.list("paid", paid)?.unwrap_or_default(),
            day: reader.field("day")?,
        };
        behind.check_days().map(|()| behind)
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

    /// The same with days counted otherwise.
    pub(super) fn counted(self, basis: DayBasis) -> Self {
        Self { terms: self.terms.with_basis(basis), ..self }
    }

    /// What stands open under the rate of a contract.
    pub(super) fn standing(&self, rate: Rate) -> Result<Standing, Error> {
        let mut arrears = Arrears::new(self.terms, rate);
        arrears.add_costs(self.costs)?;
        let mut missed = self.missed.iter().enumerate().peekable();
        let mut paid = Vec::with_capacity(self.paid.len());
        for (index, Paid { day, amount }) in self.paid.iter().enumerate() {
            // A payment finds what was due by its day.
            while let Some(due) = missed.next_if(|(_, missed)| missed.due <= *day) {
                miss(&mut arrears, due)?;
            }
            let applied = arrears.pay(*day, *amount).map_err(|error| error.at(format!("paid[{index}]")))?;
            paid.push(json!({"day": day.write(), "applied": parts(&applied)}));
        }
        missed.try_for_each(|due| miss(&mut arrears, due))?;
        Ok(Standing { arrears, paid })
    }

    /// What is told of arrears beside what is owed.
    pub(super) fn told(&self, standing: Standing, rate: Rate) -> Value {
        json!({
            "penalty_rate_millionths": self.terms.rate(rate).write(),
            "instalments": standing.arrears.instalments(),
            "days_past_due": standing.arrears.days_past_due(self.day),
            "paid": standing.paid,
        })
    }
}

#[cold]
fn beyond(day: Date) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("it is after {day}, the day that is asked about"))
        .help("leave it out, or ask about a later day")
}

fn terms(reader: &mut Reader<'_>) -> Result<PenaltyTerms, Error> {
    let grace_days = reader.number("grace_days", "a number of days", 0, 366)?.unwrap_or(0);
    let order = reader.raw("order").map(order).transpose().map_err(|error| error.at("order"))?;
    let terms = PenaltyTerms::USUAL.with_grace(grace_days).with_order(order.unwrap_or(Order::USUAL));
    let terms =
        if reader.field::<Option<bool>>("compound")?.unwrap_or(true) { terms } else { terms.without_compound() };
    match reader.field::<Option<Rate>>("penalty_markup_millionths")? {
        None => Ok(terms),
        Some(markup) => terms.with_markup(markup),
    }
}

fn order(value: &Value) -> Result<Order, Error> {
    let mut reader = Reader::new(value)?;
    let parts: Vec<Part> = reader.field("parts")?;
    let across = [("oldest_first", Across::OldestFirst), ("part_first", Across::PartFirst)];
    let across = word(&mut reader, "across", "order of instalments", &across)?.unwrap_or(Across::OldestFirst);
    reader.finish()?;
    let found = parts.len();
    let parts = parts.try_into().map_err(|_| {
        let all = Part::ALL.iter().map(|part| part.name()).collect_vec();
        let error = Error::new(ErrorCode::BadLength, format!("want {} parts, found {found}", all.len())).at("parts");
        error.help(format!("each once: {}", all.join(", ")))
    })?;
    Order::new(parts, across)
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
    amount(reader, name)?.ok_or_else(|| missing(name))
}

/// An amount that may be nought.
pub(super) fn amount(reader: &mut Reader<'_>, name: &'static str) -> Result<Option<Money>, Error> {
    reader.number(name, "an amount in whole fen", 0, PRINCIPAL_MAX.fen())?.map(Money::new).transpose()
}

fn paid(value: &Value) -> Result<Paid, Error> {
    let mut reader = Reader::new(value)?;
    let paid = Paid { day: reader.field("day")?, amount: reader.field("amount_fen")? };
    reader.finish()?;
    Ok(paid)
}

/// What is owed on a day by somebody who is behind: `{"rate_millionths", "missed": [{"due", "principal_fen",
/// "interest_fen"}], "day", "penalty_markup_millionths", "compound", "grace_days", "day_count", "costs_fen", "order":
/// {"parts", "across"}, "paid": [{"day", "amount_fen"}]}` gives `{"penalty_rate_millionths", "owed": {"costs_fen",
/// "compound_fen", "penalty_fen", "interest_fen", "principal_fen", "total_fen"}, "instalments", "days_past_due", "paid":
/// [{"day", "applied": {"costs_fen", "compound_fen", "penalty_fen", "interest_fen", "principal_fen", "left_fen"}}]}`.
///
/// The penalty rate is half as much again as the loan's when `penalty_markup_millionths` is left out, unpaid interest bears
/// it too unless `compound` is false, and there are no days of grace unless they are told. `day_count` is `actual_360` (also
/// when left out), `actual_365` or `thirty_360`. `costs_fen` is what it cost to recover the debt, from before the first
/// payment on.
///
/// A payment goes to what was due by its day; `left_fen` is what was more than that. It goes to the `parts` of `order`, each
/// named once: `costs`, `compound`, `penalty`, `interest`, `principal` when it is left out. `across` instalments it is
/// `oldest_first` (also when left out), one after the other, or `part_first`, one part of all of them after the other.
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
    let (rate, behind) = read(request).map_err(placed)?;
    let standing = behind.standing(rate).map_err(placed)?;
    let owed = owed(&standing.arrears.owed(behind.day)?)?;
    let mut told = behind.told(standing, rate);
    if let Some(told) = told.as_object_mut() {
        told.insert("owed".to_owned(), owed);
    }
    Ok(told)
}

fn read(request: &Value) -> Result<(Rate, Behind), Error> {
    let mut reader = Reader::new(request)?;
    let rate: Rate = reader.field("rate_millionths")?;
    let behind = Behind::read(&mut reader)?.counted(day_count(&mut reader)?.unwrap_or(DayBasis::Actual360));
    let is_told = reader.raw("missed").is_some();
    reader.finish()?;
    if is_told { Ok((rate, behind)) } else { Err(missing("missed")) }
}

fn miss(arrears: &mut Arrears, (index, missed): (usize, &Missed)) -> Result<(), Error> {
    let missed = arrears.miss(missed.due, missed.principal, missed.interest);
    missed.map_err(|error| error.at(format!("missed[{index}]")).help("give instalments in the order of their due days"))
}

/// What is owed, by part and all together.
pub(super) fn owed(owed: &Owed) -> Result<Value, Error> {
    Ok(Value::Object(by_part(owed, "total_fen", owed.total()?)))
}

/// What a payment went to, and what was left of it.
fn parts(applied: &Applied) -> Value {
    Value::Object(by_part(&applied.applied, "left_fen", applied.left))
}

fn by_part(owed: &Owed, last: &str, amount: Money) -> Map<String, Value> {
    let parts = Part::ALL.iter().map(|part| (format!("{}_fen", part.name()), owed.of(*part).write()));
    parts.chain([(last.to_owned(), amount.write())]).collect()
}

/// How often somebody was late (连三累六): a list of instalments in their order, true for each that was late; or
/// `{"payments": [{"due", "paid"}], "grace_days", "day"}`, where late is what was paid after the days of grace, or by `day` is
/// not paid yet. It gives `{"in_a_row", "in_all", "is_three_in_a_row", "is_six_in_all"}`.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let payments = json!([{"due": "2026-01-20", "paid": "2026-01-24"}, {"due": "2026-02-20", "paid": null}]);
/// let record = plain::late_record(&json!({"payments": payments, "grace_days": 3, "day": "2026-02-24"}))?;
/// assert_eq!(record["in_a_row"], 2);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Something else; days that do not rise.
pub fn late_record(late: &Value) -> Result<Value, Error> {
    let record = match late {
        Value::Object(_) => of_payments(late)?,
        late => LateRecord::of(<Vec<bool>>::read(late).map_err(|error| error.at("late"))?),
    };
    Ok(json!({
        "in_a_row": record.in_a_row,
        "in_all": record.in_all,
        "is_three_in_a_row": record.is_three_in_a_row(),
        "is_six_in_all": record.is_six_in_all(),
    }))
}

fn of_payments(request: &Value) -> Result<LateRecord, Error> {
    let mut reader = Reader::new(request)?;
    let payments = reader.list("payments", payment)?.ok_or_else(|| missing("payments"))?;
    let grace_days = reader.number("grace_days", "a number of days", 0, 366)?.unwrap_or(0);
    let day = reader.field("day")?;
    reader.finish()?;
    match payments.iter().zip(payments.iter().skip(1)).position(|((one, _), (next, _))| next <= one) {
        None => Ok(LateRecord::of_payments(&payments, grace_days, day)),
        Some(index) => {
            Err(Error::new(ErrorCode::BadSequence, "it was due before the instalment in front of it, or with it")
                .at(format!("payments[{}].due", index + 1))
                .help("give instalments in the order of their due days"))
        }
    }
}

fn payment(value: &Value) -> Result<(Date, Option<Date>), Error> {
    let mut reader = Reader::new(value)?;
    let payment = (reader.field("due")?, reader.field("paid")?);
    reader.finish()?;
    Ok(payment)
}
