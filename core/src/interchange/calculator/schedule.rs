//! Every payment of a loan.

use serde_json::{Value, json};

use super::loan::Request;
use super::timing::Timing;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire};
use crate::money::Money;
use crate::repayment::figure::Convention;
use crate::repayment::{DatedRow, Row, unrounded};

/// Every payment of a debt: `{"principal_fen", "rate_millionths", "months", "method", "payment_fen", "convention",
/// "rate_changes": [{"period", "rate_millionths", "interest_fen"}]}` gives `{"rows": [{"period", "payment_fen",
/// "principal_fen", "interest_fen", "balance_fen"}], "total_payment_fen", "total_interest_fen"}`.
///
/// `method` is `equal_instalment` (also when left out), `equal_principal`, `interest_first`, or `fixed_payment` with its
/// `payment_fen`; `convention` is `every_period` (also when left out) or `unrounded`.
///
/// With its `payout` each row says its `due` day: in the month after it for the first, on the `due_day`, or else the day of
/// the payout. `first_period` is `whole` (also when left out), `by_days` or `months_and_days`; these count days by
/// `day_count`: `actual_360` (also when left out), `actual_365` or `thirty_360`. In the first `grace_months` only interest is
/// paid.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let loan = json!({
///     "principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360, "grace_months": 12,
///     "payout": "2026-03-10", "due_day": 25, "first_period": "by_days",
/// });
/// let first = &plain::schedule(&loan)?["rows"][0];
/// assert_eq!((&first["due"], &first["payment_fen"]), (&json!("2026-04-25"), &json!(447_222)));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input, or a debt, a change, a payment or a day beyond its bounds.
pub fn schedule(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (asked, timing) = (Request::read(&mut reader)?, Timing::read(&mut reader)?);
    reader.finish()?;
    match asked.convention {
        Convention::Unrounded => unrounded_rows(&asked, &timing),
        _ => rounded_rows(&asked, &timing),
    }
}

fn rounded_rows(asked: &Request, timing: &Timing) -> Result<Value, Error> {
    timing.check_changes(&asked.changes)?;
    let schedule = timing.of(&asked.debt, asked.debt.schedule(asked.method)?)?;
    let schedule = schedule.repriced(&asked.changes).map_err(|error| error.at("rate_changes"))?;
    let totals = schedule.totals();
    let rows: Vec<Value> = match timing.days()? {
        None => schedule.map(|row| row_of(&row)).collect(),
        Some(days) => schedule.dated(&days)?.map(|dated| dated_row(&dated)).collect(),
    };
    Ok(told(rows, totals.payment, totals.interest))
}

fn unrounded_rows(asked: &Request, timing: &Timing) -> Result<Value, Error> {
    if !asked.changes.is_empty() || !timing.is_plain() {
        let message = "a change of rate, due days and months of interest only are computed with every period rounded";
        return Err(Error::new(ErrorCode::Conflict, message).at("convention").help("leave `convention` out, or them"));
    }
    let interest = unrounded::interest(&asked.debt, asked.method)?;
    let rows = unrounded::rows(&asked.debt, asked.method)?.map(|row| row_of(&row)).collect();
    Ok(told(rows, asked.debt.principal().checked_add(interest)?, interest))
}

fn told(rows: Vec<Value>, payment: Money, interest: Money) -> Value {
    json!({"rows": rows, "total_payment_fen": payment.fen(), "total_interest_fen": interest.fen()})
}

fn dated_row(dated: &DatedRow) -> Value {
    let mut row = row_of(&dated.row);
    if let Some(row) = row.as_object_mut() {
        row.insert("due".to_owned(), dated.due.write());
    }
    row
}

fn row_of(row: &Row) -> Value {
    json!({
        "period": row.period,
        "payment_fen": row.payment.fen(),
        "principal_fen": row.principal.fen(),
        "interest_fen": row.interest.fen(),
        "balance_fen": row.balance.fen(),
    })
}
