//! Paying every two weeks (双周供).
//!
//! Half the monthly instalment is paid every 14 days, so that a year pays a thirteenth one and the loan ends years
//! earlier. How much earlier depends on the interest of two weeks. The bank that began it, in 2006, told of 500,000 yuan
//! at 6.12% over 30 years: 3,036 a month, 1,518 every two weeks, 24.7 years. That is 14 days over 360; a twenty-sixth of
//! the year gives 24.4.
//!
//! ```
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::fortnightly::{Fortnightly, HALF_BY_DAYS};
//! use anjieflow::repayment::Debt;
//!
//! let monthly = Debt::new(Money::from_yuan(500_000)?, Rate::constant(61_200), 360)?;
//! let fortnightly = Fortnightly::half_of(&monthly, Money::from_yuan(3_036)?, HALF_BY_DAYS)?;
//! assert_eq!(fortnightly.payment.to_string(), "1518.00");
//! assert_eq!((fortnightly.totals.payments, fortnightly.years_tenths()), (645, 247));
//! # Ok::<(), anjieflow::error::Error>(())
//! ```
//!
//! The other product levels the payment over the whole term, as 350,000 yuan at 4.15% over 782 twenty-sixths of a year:
//! that is [`Debt::instalment`] of a [`Debt::fortnightly`].

use super::{DayBasis, Debt, FORTNIGHTS_MAX, Method, Period, Schedule, Totals, out_of_range};
use crate::error::Error;
use crate::money::{Money, Rounding};

/// Two weeks as 14 days over 360: what the launch of 2006 computed with.
pub const HALF_BY_DAYS: Period = Period::Days { days: 14, basis: DayBasis::Actual360 };

/// A monthly loan, paid by halves every two weeks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fortnightly {
    /// What is paid every two weeks: half a monthly instalment, half a fen rounded up.
    pub payment: Money,
    /// The payments.
    pub schedule: Schedule<'static>,
    /// Their sums.
    pub totals: Totals,
    /// How much less interest than by the month; below zero where it is more.
    pub interest_saved: Money,
}

impl Fortnightly {
    /// Half of the monthly instalment every two weeks, until all is paid. The instalment is that of the monthly debt, or
    /// as the bank rounded it; `period` says what two weeks cost.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the debt is not monthly, `period` is no fortnight, or the payments would not pay the loan back
    /// within its term.
    pub fn half_of(monthly: &Debt, instalment: Money, period: Period) -> Result<Self, Error> {
        if monthly.period() != Period::Month {
            return Err(out_of_range("monthly", format!("want a debt by the month, found {:?}", monthly.period())));
        }
        let payment = instalment.mul_ratio(1, 2, Rounding::Up)?;
        // 26 fortnights a year, of a started month one more.
        let fortnights = (monthly.periods() * 26).div_ceil(12).min(FORTNIGHTS_MAX);
        let debt = Debt::fortnightly(monthly.principal(), monthly.rate(), fortnights, period)?;
        let schedule = debt.schedule(Method::FixedPayment(payment))?;
        let totals = schedule.totals();
        if totals.last_payment > payment {
            let message =
                format!("{payment} yuan every two weeks leave {} at the end of the term", totals.last_payment);
            return Err(out_of_range("instalment", message));
        }
        let by_the_month = monthly.schedule(Method::EqualInstalment)?.totals();
        let interest_saved = by_the_month.interest.checked_sub(totals.interest)?;
        Ok(Fortnightly { payment, schedule, totals, interest_saved })
    }

    /// How long it takes, in tenths of a year, rounded half up: 14 days a payment, 1461 days in four years.
    #[must_use]
    pub fn years_tenths(&self) -> u32 {
        // OK because there are at most 1300 payments.
        (u32::from(self.totals.payments) * 14 * 40 * 2 + 1461) / (2 * 1461)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Rate;

    fn launch(period: Period) -> Fortnightly {
        let monthly = Debt::new(Money::constant(50_000_000), Rate::constant(61_200), 360).unwrap();
        Fortnightly::half_of(&monthly, Money::constant(303_600), period).unwrap()
    }

    /// The launch of 2006: 24.7 years, and 115,186 saved. To the fen it is 453 yuan less; what the bank rounded is not
    /// known, and others who tried came to 114,735 to 114,929.
    #[test]
    fn the_launch_of_2006_counted_days() {
        let by_days = launch(HALF_BY_DAYS);
        assert_eq!((by_days.totals.payments, by_days.years_tenths()), (645, 247));
        assert_eq!(by_days.interest_saved.to_string(), "114732.56");
        assert_eq!(launch(Period::FortnightOfYear).years_tenths(), 244);
    }

    /// A page levels 350,000 at 4.15% over 782 periods.
    #[test]
    fn the_levelled_product() {
        let principal = Money::constant(35_000_000);
        let debt = Debt::fortnightly(principal, Rate::constant(41_500), 782, Period::FortnightOfYear).unwrap();
        assert_eq!(debt.instalment().unwrap().to_string(), "783.87");
    }

    #[test]
    fn half_of_too_little_is_refused() {
        let monthly = Debt::new(Money::constant(50_000_000), Rate::constant(61_200), 360).unwrap();
        assert!(Fortnightly::half_of(&monthly, Money::constant(270_000), HALF_BY_DAYS).is_err());
        assert!(Fortnightly::half_of(&monthly, Money::constant(200_000), HALF_BY_DAYS).is_err());
        let fortnightly = Debt::fortnightly(monthly.principal(), monthly.rate(), 780, HALF_BY_DAYS).unwrap();
        assert!(Fortnightly::half_of(&fortnightly, Money::constant(303_600), HALF_BY_DAYS).is_err());
        assert!(Fortnightly::half_of(&monthly, Money::constant(303_600), Period::Month).is_err());
    }
}
