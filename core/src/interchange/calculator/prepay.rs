//! An early payment as plain data.

use serde_json::{Value, json};

use super::loan::{Loan, totals};
use super::names::{meaning, placed};
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::money::{Money, Rate};
use crate::repayment::prepay::{Fee, Prepaid, PrepayTerms, Prepayment, Relief};

/// What an early payment costs and saves, when all is paid that is due by its day: a loan as for
/// [`schedule`](super::schedule), with its payout and without a convention, with `{"day", "sum_fen", "relief",
/// "periods_left", "asked_on", "fee_months_of_interest", "fee_within_months", "fee_by_year_millionths", "sum_min_fen",
/// "wait_months", "notice_days"}`, gives `{"sum_fen", "interest_fen", "fee_fen", "to_pay_fen", "interest_saved_fen",
/// "payments_saved", "before", "after", "next_due"}`; `before` and `after` are `{"payments", "first_payment_fen",
/// "last_payment_fen", "total_payment_fen", "total_interest_fen"}` of what is still to be paid without and with it.
///
/// Without `sum_fen` all is paid. `relief` is `shorter_term` (also when left out), `shorter_term_levelled`,
/// `smaller_instalment`, or `periods_left` with their number. The days since the last due day are counted by `day_count`
/// too.
///
/// # Errors
/// Malformed input; a day or a sum that the contract does not allow, with its bound; or a change of rate to come whose
/// interest is that of what would have been owed.
pub fn prepay(request: &Value) -> Result<Value, Error> {
    prepaid(request).map_err(placed)
}

fn prepaid(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let loan = Loan::read(&mut reader)?;
    let asked = Prepayment {
        day: reader.field("day")?,
        sum: reader.field("sum_fen")?,
        relief: relief(&mut reader)?,
        asked_on: reader.field("asked_on")?,
    };
    let shares = reader.list("fee_by_year_millionths", Rate::read)?;
    let terms = PrepayTerms { basis: loan.timing.basis(), ..terms(&mut reader, shares.as_deref())? };
    reader.finish()?;
    let plan = loan.plan(None)?;
    let (dated, payout) = plan.paid_out()?;
    let quote = terms.quote(&dated, payout, &asked);
    told(&quote.map_err(|error| if loan.is_floating() { split(error) } else { error })?)
}

/// A floating rate has its own way out where the interest of a change to come is that of the old balance.
fn split(error: Error) -> Error {
    match error.code() {
        ErrorCode::Conflict => error
            .nowhere()
            .at("floating.change_period")
            .help("take the periods of changes as `whole` or `from_next`: their interest then follows what is owed"),
        _ => error,
    }
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
    let said: Option<String> = reader.field("relief")?;
    let left = reader.number("periods_left", "a number of payments", 1, 600)?;
    let words = [
        ("shorter_term", Some(Relief::ShorterTerm)),
        ("shorter_term_levelled", Some(Relief::ShorterTermLevelled)),
        ("smaller_instalment", Some(Relief::SmallerInstalment)),
        ("periods_left", left.map(Relief::PeriodsLeft)),
    ];
    let relief = meaning(said.as_deref().unwrap_or("shorter_term"), "relief", &words);
    relief.map_err(|error| error.at("relief"))?.ok_or_else(|| missing("periods_left"))
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
