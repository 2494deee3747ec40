//! An early payment as plain data.

use serde_json::{Value, json};

use super::loan::loan;
use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::{Money, Rate};
use crate::repayment::prepay::{Fee, Prepaid, PrepayTerms, Prepayment, Relief};
use crate::repayment::{DueDays, FirstDue, Totals};

/// What an early payment costs and saves, when all is paid that is due by its day: a loan as for [`schedule`](super::schedule), with
/// `{"payout", "due_day", "day", "sum_fen", "relief", "periods_left", "asked_on", "fee_months_of_interest",
/// "fee_within_months", "fee_by_year_millionths", "sum_min_fen", "wait_months", "notice_days"}`, gives `{"sum_fen",
/// "interest_fen", "fee_fen", "to_pay_fen", "interest_saved_fen", "payments_saved", "before", "after", "next_due"}`.
///
/// Without `sum_fen` all is paid. `relief` is `shorter_term` (also when left out), `shorter_term_levelled`,
/// `smaller_instalment`, or `periods_left` with their number.
///
/// # Errors
/// Malformed input; or a day or a sum that the contract does not allow, with its bound.
pub fn prepay(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (debt, method) = loan(&mut reader)?;
    let payout: Date = reader.field("payout")?;
    let due_day = reader.number("due_day", "a day of the month", 1, 31)?;
    let asked = Prepayment {
        day: reader.field("day")?,
        sum: reader.field("sum_fen")?,
        relief: relief(&mut reader)?,
        asked_on: reader.field("asked_on")?,
    };
    let shares = reader.list("fee_by_year_millionths", Rate::read)?;
    let terms = terms(&mut reader, shares.as_deref())?;
    reader.finish()?;
    let days = DueDays::after_payout(payout, due_day.unwrap_or_else(|| payout.day()), FirstDue::NextMonth)?;
    let quote = terms.quote(&debt.schedule(method)?.dated(&days)?, payout, &asked)?;
    told(&quote)
}

/// What the contract says; `shares` are its `fee_by_year_millionths`.
pub(super) fn terms<'s>(reader: &mut Reader<'_>, shares: Option<&'s [Rate]>) -> Result<PrepayTerms<'s>, Error> {
    Ok(PrepayTerms {
        fee: fee(reader, shares)?,
        sum_min: reader.field::<Option<Money>>("sum_min_fen")?.unwrap_or(PrepayTerms::FREE.sum_min),
        wait_months: reader.number("wait_months", "a number of months", 0, 600)?.unwrap_or(0),
        notice_days: reader.number("notice_days", "a number of days", 0, 366)?.unwrap_or(0),
        ..PrepayTerms::FREE
    })
}

pub(super) fn relief(reader: &mut Reader<'_>) -> Result<Relief, Error> {
    let word: Option<String> = reader.field("relief")?;
    let left = reader.number("periods_left", "a number of payments", 1, 600)?;
    match word.as_deref().unwrap_or("shorter_term") {
        "shorter_term" => Ok(Relief::ShorterTerm),
        "shorter_term_levelled" => Ok(Relief::ShorterTermLevelled),
        "smaller_instalment" => Ok(Relief::SmallerInstalment),
        "periods_left" => left.map(Relief::PeriodsLeft).ok_or_else(|| missing("periods_left")),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a relief", shown(other)))
            .at("relief")
            .help("one of: shorter_term, shorter_term_levelled, smaller_instalment, periods_left")),
    }
}

fn fee<'s>(reader: &mut Reader<'_>, shares: Option<&'s [Rate]>) -> Result<Fee<'s>, Error> {
    let months = reader.number("fee_months_of_interest", "a number of months", 0, 60)?;
    let within_months = reader.number("fee_within_months", "a number of months", 0, 600)?;
    match (months, shares) {
        (Some(months), None) => Ok(Fee::MonthsOfInterest { months, within_months }),
        (None, Some(shares)) => Ok(Fee::ByYear(shares)),
        (None, None) => Ok(Fee::Free),
        (Some(_), Some(_)) => {
            Err(Error::new(ErrorCode::Conflict, "a fee is either months of interest or a share by year")
                .at("fee_by_year_millionths")
                .help("leave one of them out"))
        }
    }
}

fn told(quote: &Prepaid<'_>) -> Result<Value, Error> {
    let next = quote.rest.clone().next();
    Ok(json!({
        "sum_fen": quote.sum.fen(),
        "interest_fen": quote.interest.fen(),
        "fee_fen": quote.fee.fen(),
        "to_pay_fen": quote.to_pay()?.fen(),
        "interest_saved_fen": quote.interest_saved()?.fen(),
        "payments_saved": quote.payments_saved(),
        "before": totals(&quote.before),
        "after": totals(&quote.after),
        "next_due": next.map(|next| next.due.to_string()),
    }))
}

fn totals(totals: &Totals) -> Value {
    json!({
        "payments": totals.payments,
        "first_payment_fen": totals.first_payment.fen(),
        "last_payment_fen": totals.last_payment.fen(),
        "total_payment_fen": totals.payment.fen(),
        "total_interest_fen": totals.interest.fen(),
    })
}
