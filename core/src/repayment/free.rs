//! The least monthly payment of free repayment (自由还款), as the Beijing provident fund's calculator had it.

use super::{Debt, out_of_range};
use crate::error::Error;
use crate::money::{Money, Rate, Rounding};

/// The rates the calculator counts with; they lie above those of the loans, and were never changed with them.
const UP_TO_FIVE_YEARS: Rate = Rate::constant(37_800);
const BEYOND: Rate = Rate::constant(42_300);

/// Which share of the principal may stay for the last month when the term is six years, in hundredths of a percent…
const LAST_SHARE: i64 = 8_304;

/// … and by how much less for each year of the term.
const LESS_A_YEAR: i64 = 196;

/// The least that a customer of free repayment pays in a month, in whole yuan: up to five years the level instalment at
/// 3.78%; above, that of what need not stay for the last month, at 4.23%, and the interest on the rest.
///
/// The constants are those of the old calculator of the Beijing provident fund, which it printed until its rates moved.
///
/// ```
/// use anjieflow::money::Money;
/// use anjieflow::repayment::free::least_payment;
///
/// assert_eq!(least_payment(Money::from_yuan(1_000_000)?, 25)?, Money::from_yuan(4_736)?);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
///
/// `OutOfRange` when the principal is not one of a [`Debt`], or the term is not from 1 to 30 years.
pub fn least_payment(principal: Money, years: u16) -> Result<Money, Error> {
    if !(1..=30).contains(&years) {
        return Err(out_of_range("years", format!("free repayment is for 1 to 30 years, found {years}")));
    }
    let months = years * 12;
    if years <= 5 {
        return whole_yuan(Debt::new(principal, UP_TO_FIVE_YEARS, months)?.instalment()?);
    }
    let last = last_principal(principal, years)?;
    let level = Debt::new(principal.checked_sub(last)?, BEYOND, months - 1)?.instalment()?;
    let interest = last.mul_rate(BEYOND, Rounding::HalfUp)?.mul_ratio(1, 12, Rounding::HalfUp)?;
    whole_yuan(level.checked_add(interest)?)
}

/// What may stay for the last month.
fn last_principal(principal: Money, years: u16) -> Result<Money, Error> {
    let share = LAST_SHARE - LESS_A_YEAR * (i64::from(years) - 1);
    principal.mul_ratio(share, 10_000, Rounding::HalfUp)
}

fn whole_yuan(amount: Money) -> Result<Money, Error> {
    let yuan = amount.mul_ratio(1, 100, Rounding::Up)?;
    Money::from_yuan(yuan.fen())
}
