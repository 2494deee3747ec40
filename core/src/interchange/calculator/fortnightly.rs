//! Payments every two weeks as plain data.

use serde_json::{Value, json};

use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::Reader;
use crate::money::Money;
use crate::repayment::fortnightly::{Fortnightly, HALF_BY_DAYS};
use crate::repayment::{Debt, Period};

/// Half a monthly instalment every two weeks (双周供): `{"principal_fen", "rate_millionths", "months", "instalment_fen",
/// "fortnight"}` gives `{"monthly_instalment_fen", "payment_fen", "payments", "years_tenths", "total_payment_fen",
/// "total_interest_fen", "interest_saved_fen"}`.
///
/// `instalment_fen` is what is paid a month as the bank rounded it; computed when left out. `fortnight` says what two weeks
/// cost: `days_over_360` (14 days; also when left out) or `part_of_year` (a twenty-sixth).
///
/// # Errors
/// Malformed input, a debt beyond its bounds, or an instalment that would not pay it back.
pub fn fortnightly(request: &Value) -> Result<Value, Error> {
    let mut reader = Reader::new(request)?;
    let (principal, rate) = (reader.field("principal_fen")?, reader.field("rate_millionths")?);
    let monthly = Debt::new(principal, rate, reader.field("months")?)?;
    let instalment: Option<Money> = reader.field("instalment_fen")?;
    let period = fortnight(reader.field::<Option<String>>("fortnight")?.as_deref())?;
    reader.finish()?;
    let instalment = instalment.map_or_else(|| monthly.instalment(), Ok)?;
    Ok(told(&Fortnightly::half_of(&monthly, instalment, period)?, instalment))
}

/// What two weeks cost; 14 days over 360 when nothing is said, as at the launch.
fn fortnight(word: Option<&str>) -> Result<Period, Error> {
    match word.unwrap_or("days_over_360") {
        "days_over_360" => Ok(HALF_BY_DAYS),
        "part_of_year" => Ok(Period::FortnightOfYear),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not what two weeks cost", shown(other)))
            .at("fortnight")
            .help("one of: days_over_360, part_of_year")),
    }
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
