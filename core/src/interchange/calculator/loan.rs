//! A loan as the calculator is told it: what is owed, how it is paid back, when, and what becomes of its rate.

use serde_json::{Map, Value, json};

use super::arrears::amount;
use super::floating::Floats;
use super::names::{meaning, word};
use super::timing::Timing;
use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::Money;
use crate::repayment::fortnightly::HALF_BY_DAYS;
use crate::repayment::repricing::Changes;
use crate::repayment::{Change, Dated, Debt, DueDays, FORTNIGHTS_MAX, Method, Period, Schedule, Totals, unrounded};

/// What is asked of a loan.
pub(super) struct Loan {
    pub(super) debt: Debt,
    pub(super) method: Method,
    pub(super) timing: Timing,
    rates: Rates,
}

/// What becomes of the rate.
enum Rates {
    /// It changes as it is told; mostly not at all.
    Told(Vec<Change>),
    /// It follows a published one.
    Floating(Floats),
}

/// A loan whose payments can be made: here stands what they borrow.
pub(super) struct Plan<'p> {
    loan: &'p Loan,
    days: Option<DueDays<'p>>,
    changes: Changes,
}

impl Loan {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let (debt, method) = lent(reader)?;
        let told = reader.list("rate_changes", change)?;
        let floating = reader.raw("floating").map(Floats::read).transpose().map_err(|error| error.at("floating"))?;
        let rates = match (told, floating) {
            (Some(_), Some(_)) => return Err(either()),
            (None, Some(floating)) => Rates::Floating(floating),
            (told, None) => Rates::Told(told.unwrap_or_default()),
        };
        Ok(Self { debt, method, rates, timing: Timing::read(reader, debt.period())? })
    }

    /// The same, of an object that says nothing else.
    pub(super) fn only(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(value)?;
        let loan = Self::read(&mut reader)?;
        reader.finish()?;
        loan.timing.check_day_count().map(|()| loan)
    }

    /// Whether it is a debt and a method, and nothing more.
    pub(super) fn is_plain(&self) -> bool {
        self.timing.is_plain() && matches!(&self.rates, Rates::Told(changes) if changes.is_empty())
    }

    pub(super) const fn is_floating(&self) -> bool {
        matches!(self.rates, Rates::Floating(_))
    }

    /// The payments of which only what is shown is rounded.
    pub(super) fn unrounded(&self) -> Result<unrounded::Rows, Error> {
        if !self.is_plain() {
            let message =
                "a change of rate, due days and months of interest only are computed with every period rounded";
            return Err(Error::new(ErrorCode::Conflict, message)
                .at("convention")
                .help("leave `convention` out, or them"));
        }
        unrounded::rows(&self.debt, self.method)
    }

    /// What is paid in every period, where that is one sum.
    pub(super) fn level(&self) -> Result<Option<Money>, Error> {
        match self.method {
            _ if !self.timing.is_level() || self.is_floating() => Ok(None),
            _ if matches!(&self.rates, Rates::Told(changes) if !changes.is_empty()) => Ok(None),
            Method::EqualInstalment => self.debt.instalment().map(Some),
            Method::FixedPayment(payment) => Ok(Some(payment)),
            Method::EqualPrincipal | Method::InterestFirst => Ok(None),
        }
    }

    /// Its payments, put off to working days where a calendar of them is handed in.
    pub(super) fn plan<'p>(&'p self, calendar: Option<&'p Calendar>) -> Result<Plan<'p>, Error> {
        let days = self.timing.days(calendar)?;
        let changes = match &self.rates {
            Rates::Told(changes) => Changes { list: changes.clone(), not_known_from: None },
            Rates::Floating(floats) => {
                let (days, payout) = (days.as_ref().ok_or_else(|| missing("payout"))?, self.timing.payout()?);
                floats.changes(&self.timing.dated(self.unchanged()?, days)?, payout)?
            }
        };
        self.timing.check_changes(&changes.list, self.is_floating())?;
        Ok(Plan { loan: self, days, changes })
    }

    fn unchanged(&self) -> Result<Schedule<'static>, Error> {
        self.timing.of(&self.debt, self.debt.schedule(self.method)?)
    }
}

impl Plan<'_> {
    pub(super) fn schedule(&self) -> Result<Schedule<'_>, Error> {
        self.loan.unchanged()?.repriced(&self.changes.list)
    }

    /// The payments with their days, where a payout is told.
    pub(super) fn dated(&self) -> Result<Option<Dated<'_>>, Error> {
        let dated = |days| self.loan.timing.dated(self.schedule()?, days);
        self.days.as_ref().map(dated).transpose()
    }

    /// The payments with their days, and the day of the payout.
    pub(super) fn paid_out(&self) -> Result<(Dated<'_>, Date), Error> {
        Ok((self.dated()?.ok_or_else(|| missing("payout"))?, self.loan.timing.payout()?))
    }

    /// From when on the rate is not known, where it is so.
    pub(super) const fn not_known_from(&self) -> Option<Date> {
        self.changes.not_known_from
    }

    /// What became of a rate that follows a published one; nothing of another.
    pub(super) fn repricing(&self) -> Map<String, Value> {
        if !self.loan.is_floating() {
            return Map::new();
        }
        let changes = self.changes.list.iter().map(changed).collect();
        let told = [("changes", changes), ("not_known_from", self.changes.not_known_from.write())];
        told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

#[cold]
fn either() -> Error {
    Error::new(ErrorCode::Conflict, "a rate is either floating or changes as it is told")
        .at("rate_changes")
        .help("leave `rate_changes` or `floating` out")
}

/// What is owed, by the month or every two weeks, and how it is paid back.
fn lent(reader: &mut Reader<'_>) -> Result<(Debt, Method), Error> {
    let fortnights = reader.number("fortnights", "a number of fortnights", 1, FORTNIGHTS_MAX.into())?;
    let length = fortnight(reader)?;
    match fortnights {
        None if length.is_some() => Err(missing("fortnights")),
        None => loan(reader),
        Some(_) if reader.raw("months").is_some() => Err(either_months()),
        Some(fortnights) => {
            let (principal, rate) = (reader.field("principal_fen")?, reader.field("rate_millionths")?);
            let debt = Debt::fortnightly(principal, rate, fortnights, length.unwrap_or(HALF_BY_DAYS))?;
            Ok((debt, told_method(reader)?))
        }
    }
}

/// What two weeks cost: 14 days over 360 when nothing is said, as at the launch in 2006.
pub(super) fn fortnight(reader: &mut Reader<'_>) -> Result<Option<Period>, Error> {
    let words = [("days_over_360", HALF_BY_DAYS), ("part_of_year", Period::FortnightOfYear)];
    word(reader, "fortnight", "length of two weeks", &words)
}

#[cold]
fn either_months() -> Error {
    Error::new(ErrorCode::Conflict, "a term is told in months or in fortnights")
        .at("fortnights")
        .help("leave one of them out")
}

/// What is owed, and how it is paid back.
pub(super) fn loan(reader: &mut Reader<'_>) -> Result<(Debt, Method), Error> {
    let (principal, rate) = (reader.field("principal_fen")?, reader.field("rate_millionths")?);
    let debt = Debt::new(principal, rate, reader.field("months")?)?;
    Ok((debt, told_method(reader)?))
}

fn told_method(reader: &mut Reader<'_>) -> Result<Method, Error> {
    method(reader.field::<Option<String>>("method")?.as_deref(), reader.field("payment_fen")?)
}

/// The method of a word; equal instalments when nothing is said, as with most loans.
pub(in crate::interchange) fn method(said: Option<&str>, payment: Option<Money>) -> Result<Method, Error> {
    let words = [
        ("equal_instalment", Some(Method::EqualInstalment)),
        ("equal_principal", Some(Method::EqualPrincipal)),
        ("interest_first", Some(Method::InterestFirst)),
        ("fixed_payment", payment.map(Method::FixedPayment)),
    ];
    let method = meaning(said.unwrap_or("equal_instalment"), "method of repayment", &words);
    method.map_err(|error| error.at("method"))?.ok_or_else(|| missing("payment_fen"))
}

fn change(value: &Value) -> Result<Change, Error> {
    let mut reader = Reader::new(value)?;
    let period = reader
        .number("period", "the number of a period", 1, FORTNIGHTS_MAX.into())?
        .ok_or_else(|| missing("period"))?;
    let (rate, interest) = (reader.field("rate_millionths")?, amount(&mut reader, "interest_fen")?);
    let change = Change { period, rate, interest };
    reader.finish()?;
    Ok(change)
}

/// A change as [`change`] reads it.
fn changed(change: &Change) -> Value {
    json!({
        "period": change.period,
        "rate_millionths": change.rate.write(),
        "interest_fen": change.interest.write(),
    })
}

/// The sums of all payments.
pub(super) fn totals(totals: &Totals) -> Value {
    json!({
        "payments": totals.payments,
        "first_payment_fen": totals.first_payment.fen(),
        "last_payment_fen": totals.last_payment.fen(),
        "total_payment_fen": totals.payment.fen(),
        "total_interest_fen": totals.interest.fen(),
    })
}
