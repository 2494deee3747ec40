//! Free repayment as plain data.

use serde_json::{Value, json};

use super::names::placed;
use crate::error::Error;
use crate::interchange::value::{Reader, missing};
use crate::repayment::free;

/// The least monthly payment of free repayment (自由还款) at the Beijing provident fund: `{"principal_fen", "years"}` gives
/// `{"payment_fen"}`, in whole yuan. It is what a `fixed_payment` of [`schedule`](super::schedule) may not be below there.
///
/// ```
/// use anjieflow::interchange::plain;
/// use serde_json::json;
///
/// let least = plain::least_payment(&json!({"principal_fen": 100_000_000, "years": 25}))?;
/// assert_eq!(least, json!({"payment_fen": 473_600}));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
/// Malformed input, a debt beyond its bounds, or a term that is not from 1 to 30 years.
pub fn least_payment(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let principal = reader.field("principal_fen")?;
    let years = reader.number("years", "a number of years", 1, 30)?.ok_or_else(|| missing("years"))?;
    reader.finish()?;
    let payment = free::least_payment(principal, years).map_err(placed)?;
    Ok(json!({"payment_fen": payment.fen()}))
}
