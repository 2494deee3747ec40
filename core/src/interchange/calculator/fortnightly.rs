//! Payments every two weeks as plain data.

use serde_json::{Value, json};

use super::loan::fortnight;
use super::names::placed;
use crate::error::Error;
use crate::interchange::value::Reader;
use crate::money::Money;
use crate::repayment::Debt;
use crate::repayment::fortnightly::{Fortnightly, HALF_BY_DAYS};

/// Half a monthly instalment every two weeks (双周供): `{"principal_fen", "rate_millionths", "months", "instalment_fen",
/// "fortnight"}` gives `{"monthly_instalment_fen", "payment_fen", "payments", "years_tenths", "total_payment_fen",
/// "total_interest_fen", "interest_saved_fen"}`.
///
/// `instalment_fen` is what is paid a month as the bank rounded it; computed when left out. `fortnight` says what two weeks
/// cost: `days_over_360` (14 days; also when left out) or `part_of_year` (a twenty-sixth). The other product, a payment that is
/// levelled over so many `fortnights`, is asked of [`schedule`](super::schedule).
///
/// # Errors
/// Malformed input, a debt beyond its bounds, or an instalment that would not pay it back.
pub fn fortnightly(request: &Value) -> Result<Value, Error> {
    halved(request).map_err(placed)
}

fn halved(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (principal, rate) = (reader.field("principal_fen")?, reader.field("rate_millionths")?);
    let monthly = Debt::new(principal, rate, reader.field("months")?)?;
    let instalment: Option<Money> = reader.field("instalment_fen")?;
    let fortnight = fortnight(&mut reader)?.unwrap_or(HALF_BY_DAYS);
    reader.finish()?;
    let instalment = instalment.map_or_else(|| monthly.instalment(), Ok)?;
    let fortnightly = Fortnightly::half_of(&monthly, instalment, fortnight);
    Ok(told(&fortnightly.map_err(|error| error.nowhere().at("instalment_fen"))?, instalment))
}

fn told(fortnightly: &Fortnightly, instalment: Money) -> Value {
    let totals = &fortnightly.totals;
    json!({
        "monthly_instalment_fen": instalment.fen(),
        "payment_fen": fortnightly.payment.fen(),
        "payments": totals.payments,
        "years_tenths": fortnightly.years_tenths(),
        "total_payment_fen": totals.payment.fen(),
        "total_interest_fen": totals.interest.fen(),
        "interest_saved_fen": fortnightly.interest_saved.fen(),
    })
}
