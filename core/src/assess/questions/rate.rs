//! What if the rate moves?

use super::Answer;
use crate::assess::terms::moved;
use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};
use crate::repayment::{Change, Debt, Method, RATE_MAX, Schedule};

/// What another rate does to a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The rate from then on.
    pub rate: Rate,
    /// The payment of that month as it would have been.
    pub before: Money,
    /// The payment of that month at the other rate.
    pub after: Money,
    /// What it changes in a month: less than nothing where it falls.
    pub monthly_change: Money,
    /// What it changes in all interest.
    pub interest_change: Money,
}

/// What if the loan prime rate moves by so many hundredths of a percent, from a month on? A loan of the loan prime rate keeps
/// its spread, so its own rate moves as much, on its next repricing day.
///
/// # Errors
///
/// `OutOfRange` when the rate would be below nothing or too high, or the month is not within the term.
pub fn if_rate_moves(debt: &Debt, method: Method, from: u16, basis_points: i16) -> Result<Answer<Moved>, Error> {
    let rate = moved(debt.rate(), i64::from(basis_points)).filter(|rate| *rate <= RATE_MAX);
    let rate = rate.ok_or_else(|| no_rate(debt.rate(), basis_points))?;
    if !(1..=debt.periods()).contains(&from) {
        return Err(no_period(debt.periods(), from));
    }
    let changes = [Change { period: from, rate, interest: None }];
    let as_it_was = debt.schedule(method)?;
    let moved = as_it_was.clone().repriced(&changes)?;
    let figures = Moved::of(rate, from, &as_it_was, &moved)?;
    let (bp, fall) = (basis_points.unsigned_abs(), basis_points < 0);
    let Moved { before, after, interest_change, .. } = figures;
    let saved = -interest_change;
    Ok(Answer {
        figures,
        zh: format!(
            "{}{bp}个基点，利率变为{rate}：第{from}期月供由{before}元变为{after}元，利息共{}{}元",
            if fall { "下调" } else { "上调" },
            if fall { "少" } else { "多" },
            if fall { saved } else { interest_change },
        ),
        en: format!(
            "{bp} basis points {}, so {rate}: the payment of month {from} goes from {before} to {after} yuan, and \
             interest is {} yuan {}",
            if fall { "less" } else { "more" },
            if fall { saved } else { interest_change },
            if fall { "less" } else { "more" },
        ),
    })
}

impl Moved {
    fn of(rate: Rate, from: u16, as_it_was: &Schedule<'_>, moved: &Schedule<'_>) -> Result<Self, Error> {
        let payment = |schedule: &Schedule<'_>| {
            let row = schedule.clone().nth(usize::from(from).saturating_sub(1));
            row.map_or(Money::ZERO, |row| row.payment)
        };
        let (before, after) = (payment(as_it_was), payment(moved));
        let monthly_change = after.checked_sub(before)?;
        let interest_change = moved.totals().interest.checked_sub(as_it_was.totals().interest)?;
        Ok(Self { rate, before, after, monthly_change, interest_change })
    }
}

#[cold]
fn no_period(periods: u16, found: u16) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("want a period from 1 to {periods}, found {found}")).at("period")
}

#[cold]
fn no_rate(rate: Rate, basis_points: i16) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("{rate} cannot move by {basis_points} basis points"))
        .at("basis_points")
        .help("a rate is from 0% to 36% a year")
}

#[cfg(test)]
mod tests {
    use super::super::tests::debt;
    use super::*;

    #[test]
    fn a_rate_moves_from_a_month_on() {
        // 1,150,000 from 2.85% to 2.6% in the fifteenth month.
        let answer = if_rate_moves(&debt(1_150_000, 28_500, 360), Method::EqualInstalment, 15, -25).unwrap();
        let Moved { rate, before, after, .. } = answer.figures;
        assert_eq!(
            (rate, before.to_string(), after.to_string()),
            (Rate::constant(26_000), "4755.91".into(), "4608.86".into())
        );
        assert_eq!(answer.figures.monthly_change.to_string(), "-147.05");
        assert!(answer.zh.starts_with("下调25个基点，利率变为2.6%"), "{}", answer.zh);
        let dearer = if_rate_moves(&debt(1_000_000, 35_000, 360), Method::EqualPrincipal, 1, 25).unwrap();
        assert!(dearer.figures.interest_change > Money::ZERO && dearer.en.contains("25 basis points more"));
        assert!(if_rate_moves(&debt(1_000_000, 2_000, 360), Method::EqualInstalment, 1, -25).is_err());
        assert!(if_rate_moves(&debt(1_000_000, 35_000, 360), Method::EqualInstalment, 361, -25).is_err());
    }
}
