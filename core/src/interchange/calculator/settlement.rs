//! What settles a loan on a day, as plain data.

use serde_json::Value;

use super::arrears::{Behind, Missed, owed};
use super::loan::Loan;
use super::names::placed;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, Wire};
use crate::repayment::Dated;
use crate::repayment::arrears::Settlement;

/// What settles a loan on a day (结清金额): a loan as for [`schedule`](super::schedule), with its payout and without a
/// convention, with `{"day", "missed", "paid", "penalty_markup_millionths", "compound", "grace_days", "costs_fen", "order"}` as
/// for [`arrears`](super::arrears), gives `{"overdue": {"costs_fen", "compound_fen", "penalty_fen", "interest_fen",
/// "principal_fen", "total_fen"}, "principal_fen", "interest_fen", "total_fen", "penalty_rate_millionths", "instalments",
/// "days_past_due", "paid"}`.
///
/// `principal_fen` is what is not due yet, `interest_fen` its interest for the days since the last due day; what was due by
/// the day and is not `missed` was paid. Days are counted by `day_count` all over. Penalties are counted from the rate of the
/// day, also where the rate changed since the instalment was missed: our reading.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let loan = json!({
///     "principal_fen": 36_000_000, "rate_millionths": 40_000, "months": 360, "payout": "2026-01-20", "day": "2026-03-30",
///     "missed": [{"due": "2026-03-20", "principal_fen": 52_044, "interest_fen": 119_827}],
/// });
/// let told = plain::settlement(&loan)?;
/// assert_eq!(told["overdue"]["penalty_fen"], 87);
/// assert_eq!(told["interest_fen"], 39_885);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// As [`schedule`](super::schedule) and [`arrears`](super::arrears); a day before the payout; something missed on a day on
/// which nothing was due.
pub fn settlement(request: &Value) -> Result<Value, Error> {
    settled(request).map_err(placed)
}

fn settled(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let loan = Loan::read(&mut reader)?;
    let behind = Behind::read(&mut reader)?.counted(loan.timing.basis());
    reader.finish()?;
    let plan = loan.plan(None)?;
    let (dated, payout) = plan.paid_out()?;
    check_missed(&behind.missed, &dated)?;
    let rate = dated.clone().as_of(behind.day).schedule().rate();
    let standing = behind.standing(rate)?;
    let settlement = standing.arrears.settlement(&dated, payout, behind.day)?;
    let mut told = behind.told(standing, rate);
    if let Some(told) = told.as_object_mut() {
        let Settlement { overdue, principal, interest } = settlement;
        told.insert("overdue".to_owned(), owed(&overdue)?);
        let amounts = [("principal_fen", principal), ("interest_fen", interest), ("total_fen", settlement.total()?)];
        told.extend(amounts.map(|(name, amount)| (name.to_owned(), amount.write())));
    }
    Ok(told)
}

/// What was missed was due.
fn check_missed(missed: &[Missed], loan: &Dated<'_>) -> Result<(), Error> {
    match missed.iter().position(|missed| !is_due(missed.due, loan)) {
        None => Ok(()),
        Some(index) => Err(Error::new(ErrorCode::OutOfRange, "no instalment of the loan was due on that day")
            .at(format!("missed[{index}].due"))
            .help("give the day of the contract, not that of the payment")),
    }
}

fn is_due(day: Date, loan: &Dated<'_>) -> bool {
    let period = loan.days().period_of(day);
    period <= loan.schedule().periods_left() && loan.days().day(period) == Ok(day)
}
