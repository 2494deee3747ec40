//! Every payment of a loan.

use crate::collect::CollectVec;
use serde_json::{Value, json};

use super::loan::{Loan, Plan};
use super::names::{placed, word};
use super::payments::written;
use crate::calendar::Calendar;
use crate::error::Error;
use crate::interchange::value::{Reader, Wire};
use crate::repayment::figure::Convention;
use crate::repayment::{DatedRow, Row, unrounded};

/// Every payment of a loan: `{"principal_fen", "rate_millionths", "months", "method", "payment_fen", "convention",
/// "rate_changes": [{"period", "rate_millionths", "interest_fen"}]}` gives `{"rows": [{"period", "payment_fen",
/// "principal_fen", "interest_fen", "balance_fen"}], "total_payment_fen", "total_interest_fen"}`.
///
/// `method` is `equal_instalment` (also when left out), `equal_principal`, `interest_first`, or `fixed_payment` with its
/// `payment_fen`; `convention` is `every_period` (also when left out) or `unrounded`. In the first `grace_months` only
/// interest is paid. With `fortnights` in place of `months` a payment is due every two weeks (双周供), which cost 14
/// `days_over_360` (also when `fortnight` is left out) or the twenty-sixth `part_of_year`.
///
/// # Days
///
/// With its `payout` each row says its `due` day, which is the `due_day` of the month, or else the day of the payout. The
/// first is in the month after the payout, `next_month`; with `first_due` of `next_day` it is the next such day. Fortnights
/// are counted from the payout.
///
/// `first_period` is `whole` (also when left out), `by_days` or `months_and_days`; with `periods` of `by_days` every period
/// is counted so. `day_count` says how: `actual_360` (also when left out), `actual_365` or `thirty_360`. What is more or less
/// than the interest of a whole period stands `in_principal` (also when left out), so that the instalment stays, or by
/// `odd_interest` `in_payment`, so that the principal stays.
///
/// # Floating rates
///
/// `"floating": {"published": [{"day", "rate_millionths"}], "known_to", "spread_millionths", "spread_changes": [{"from",
/// "spread_millionths"}], "reset", "cycle_months", "cycle_after", "change_period", "day_count"}` in place of `rate_changes`
/// makes the rate follow a published one, from the rate of the loan on. The answer then has the `changes`, as `rate_changes`
/// has them, and `not_known_from`: the first reset whose publication is not known, `null` when all are. The rows after it go
/// on with the last rate known.
///
/// | field | values, and what holds when it is left out |
/// |---|---|
/// | `known_to` | to which day all publications are here; without it they are monthly, on the 20th or the next working day |
/// | `spread_millionths` | may be below zero; nothing |
/// | `reset` | `new_year`, or `payout` for its anniversaries; `new_year` |
/// | `cycle_months` | 3, 6 or 12 on all days after `cycle_after`; yearly |
/// | `change_period` | `split`: each day at its own rate; `whole` at the new one; `from_next`, the whole at the old; `split` |
/// | `day_count` | of a period that is split; `actual_360` |
///
/// [`Rules::published_rates`](crate::interchange::plain::Rules::published_rates) tells what was published.
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
///
/// // As a bank told a customer: 11 days at 3.92% and 20 at 3.77%.
/// let published = json!([{"day": "2019-12-20", "rate_millionths": 37_700}]);
/// let loan = json!({
///     "principal_fen": 185_081_398, "rate_millionths": 39_200, "months": 264, "payout": "2019-12-20",
///     "floating": {"published": published},
/// });
/// let told = plain::schedule(&loan)?;
/// assert_eq!(told["rows"][0]["interest_fen"], 609_329);
/// assert_eq!(told["not_known_from"], "2021-01-01");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input, or a debt, a change, a payment or a day beyond its bounds.
pub fn schedule(request: &Value) -> Result<Value, Error> {
    scheduled(request, None).map_err(placed)
}

/// [`schedule`] with a calendar, so that a due day which is not worked can be put off: with `pay_by` of `next_working_day`
/// each row says its `pay_by` day too, `null` from where working days are not published yet. Without, or with `due_day`, it
/// is the same as [`schedule`].
///
/// # Errors
/// As [`schedule`]; and when there is no payout.
pub fn schedule_by(calendar: &Calendar, request: &Value) -> Result<Value, Error> {
    scheduled(request, Some(calendar)).map_err(placed)
}

fn scheduled(request: &Value, calendar: Option<&Calendar>) -> Result<Value, Error> {
    let asked = Asked::read(request, calendar.is_some())?;
    match asked.is_unrounded {
        true => unrounded_rows(&asked.loan),
        false => rounded_rows(&asked.loan.plan(calendar.filter(|_| asked.put_off))?, asked.put_off),
    }
}

/// What is asked about the payments of a loan.
pub(super) struct Asked {
    pub(super) loan: Loan,
    /// Only what is shown is rounded.
    pub(super) is_unrounded: bool,
    /// Due days that are not worked are put off.
    pub(super) put_off: bool,
}

impl Asked {
    /// Only where there is a calendar can days be put off.
    pub(super) fn read(request: &Value, has_calendar: bool) -> Result<Self, Error> {
        let mut reader = Reader::new(request)?;
        let loan = Loan::read(&mut reader)?;
        let conventions = [("every_period", Convention::EveryPeriod), ("unrounded", Convention::Unrounded)];
        let convention = word(&mut reader, "convention", "convention of rows", &conventions)?;
        let days = [("due_day", false), ("next_working_day", true)];
        let put_off = if has_calendar { word(&mut reader, "pay_by", "day to pay by", &days)? } else { None };
        reader.finish()?;
        loan.timing.check_day_count()?;
        let is_unrounded = convention == Some(Convention::Unrounded);
        Ok(Self { loan, is_unrounded, put_off: put_off.unwrap_or(false) })
    }
}

fn rounded_rows(plan: &Plan<'_>, put_off: bool) -> Result<Value, Error> {
    let (rows, totals) = match plan.dated()? {
        None => {
            let schedule = plan.schedule()?;
            (schedule.clone().map(|row| row_of(&row)).collect_vec(), schedule.totals())
        }
        Some(dated) => (dated.clone().map(|dated| dated_row(&dated, put_off)).collect_vec(), dated.totals()),
    };
    let mut told = told(rows, totals.payment.write(), totals.interest.write());
    if let Some(told) = told.as_object_mut() {
        told.extend(plan.repricing());
    }
    Ok(told)
}

fn unrounded_rows(loan: &Loan) -> Result<Value, Error> {
    let rows = loan.unrounded()?.map(|row| row_of(&row)).collect_vec();
    let interest = unrounded::interest(&loan.debt, loan.method)?;
    Ok(told(rows, loan.debt.principal().checked_add(interest)?.write(), interest.write()))
}

fn told(rows: Vec<Value>, payment: Value, interest: Value) -> Value {
    json!({"rows": rows, "total_payment_fen": payment, "total_interest_fen": interest})
}

/// A payment with its day; with the day to pay by, where due days are put off.
pub(super) fn dated_row(dated: &DatedRow, put_off: bool) -> Value {
    let mut row = row_of(&dated.row);
    if let Some(row) = row.as_object_mut() {
        row.insert("due".to_owned(), dated.due.write());
        if put_off {
            row.insert("pay_by".to_owned(), written(dated.pay_by));
        }
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
