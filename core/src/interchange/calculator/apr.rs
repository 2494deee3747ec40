//! What a loan costs in a year, as plain data.

use serde_json::{Value, json};

use super::arrears::amount;
use super::loan::Loan;
use super::names::placed;
use crate::error::Error;
use crate::interchange::value::{Reader, Wire};
use crate::money::Money;
use crate::repayment::{Apr, Fees};

/// What a loan costs in a year with its fees (贷款年化利率): a loan as for [`schedule`](super::schedule), without a
/// convention, with `{"fee_at_payout_fen", "fee_each_period_fen"}` gives `{"compound_millionths", "simple_millionths",
/// "received_fen", "interest_fen", "fees_fen", "cost_fen"}`.
///
/// The regulator's rate is the compound one; who states the simple one must say so. A fee that is left out is none. Where a
/// floating rate is not known, the last one that is goes on.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let loan = json!({"principal_fen": 100_000_000, "rate_millionths": 35_000, "months": 360, "fee_at_payout_fen": 800_000});
/// let told = plain::apr(&loan)?;
/// assert_eq!((&told["simple_millionths"], &told["cost_fen"]), (&json!(35_647), &json!(62_456_007)));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// As [`schedule`](super::schedule); when the fees leave nothing to use, or the rate is above 100%.
pub fn apr(request: &Value) -> Result<Value, Error> {
    read(request).and_then(|(loan, fees)| told(&loan, fees)).map_err(placed)
}

fn read(request: &Value) -> Result<(Loan, Fees), Error> {
    let mut reader = Reader::new(request)?;
    let loan = Loan::read(&mut reader)?;
    let mut fee = |name| Ok(amount(&mut reader, name)?.unwrap_or(Money::ZERO));
    let fees = Fees { at_payout: fee("fee_at_payout_fen")?, each_period: fee("fee_each_period_fen")? };
    reader.finish()?;
    loan.timing.check_day_count()?;
    Ok((loan, fees))
}

fn told(loan: &Loan, fees: Fees) -> Result<Value, Error> {
    let plan = loan.plan(None)?;
    let Apr { compound, simple, received, interest, fees, cost } = match plan.dated()? {
        None => plan.schedule()?.apr(fees)?,
        Some(dated) => dated.apr(fees)?,
    };
    Ok(json!({
        "compound_millionths": compound.write(),
        "simple_millionths": simple.write(),
        "received_fen": received.write(),
        "interest_fen": interest.write(),
        "fees_fen": fees.write(),
        "cost_fen": cost.write(),
    }))
}
