//! Two loans for one home as plain data.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::loan::{Loan, totals};
use super::names::placed;
use super::schedule::dated_row;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire, missing};
use crate::repayment::{CombinedRow, Dated};

/// The payments of two loans for one home (组合贷款) together, by due day: `{"loans": [loan, loan]}`, each as for
/// [`schedule`](super::schedule) with its payout and without a convention, gives `{"rows": [{"due", "payment_fen",
/// "principal_fen", "interest_fen", "balance_fen", "parts": [row, row]}], "total_payment_fen", "total_interest_fen",
/// "payment_max_fen", "totals": [{"payments", "first_payment_fen", "last_payment_fen", "total_payment_fen",
/// "total_interest_fen"}, …], "not_known_from"}`.
///
/// A part is a row of [`schedule`](super::schedule), or `null` where that loan has no payment on the day. `payment_max_fen`
/// is the most that is due on one day. Where a floating rate has a reset that is not known, `not_known_from` is the first such
/// day of either loan; else `null`.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let loan = |fen, rate, months| json!({
///     "principal_fen": fen, "rate_millionths": rate, "months": months, "payout": "2026-03-20",
/// });
/// let loans = [loan(80_000_000, 30_500, 360), loan(70_000_000, 26_000, 300)];
/// let told = plain::combined(&json!({"loans": loans}))?;
/// assert_eq!(told["rows"][0]["payment_fen"], 657_013);
/// assert_eq!(told["rows"][0]["parts"][1]["payment_fen"], 317_569);
/// assert_eq!(told["rows"][300]["parts"][1], json!(null));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// As [`schedule`](super::schedule); and when there are not two loans, or one has no payout.
pub fn combined(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let loans = reader.list("loans", Loan::only).map_err(placed)?.ok_or_else(|| missing("loans"))?;
    reader.finish()?;
    let [one, other] = loans.as_slice() else { return Err(not_two(loans.len())) };
    let (one, other) = (at(0, one.plan(None))?, at(1, other.plan(None))?);
    let dated = (at(0, one.paid_out())?.0, at(1, other.paid_out())?.0);
    told(dated, one.not_known_from().into_iter().chain(other.not_known_from()).min().write())
}

fn at<T>(index: usize, result: Result<T, Error>) -> Result<T, Error> {
    result.map_err(|error| placed(error).at(format!("loans[{index}]")))
}

#[cold]
fn not_two(found: usize) -> Error {
    Error::new(ErrorCode::BadLength, format!("a combined loan is two loans, {found} were found"))
        .at("loans")
        .help("ask for the `schedule` of a loan by itself")
}

fn told((one, other): (Dated<'_>, Dated<'_>), not_known_from: Value) -> Result<Value, Error> {
    let each = [one.totals(), other.totals()];
    let combined = one.combined(other);
    let [first, second] = each;
    Ok(json!({
        "total_payment_fen": first.payment.checked_add(second.payment)?.write(),
        "total_interest_fen": first.interest.checked_add(second.interest)?.write(),
        "payment_max_fen": combined.payment_max().write(),
        "totals": each.each_ref().map(totals),
        "not_known_from": not_known_from,
        "rows": combined.map(|combined| row(&combined)).collect_vec(),
    }))
}

fn row(row: &CombinedRow) -> Value {
    json!({
        "due": row.due.write(),
        "payment_fen": row.payment.write(),
        "principal_fen": row.principal.write(),
        "interest_fen": row.interest.write(),
        "balance_fen": row.balance.write(),
        "parts": row.parts.each_ref().map(|part| part.as_ref().map(|part| dated_row(part, false))),
    })
}
