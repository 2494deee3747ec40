//! The rate of one period, as an exact fraction.

use crate::money::Rate;

/// The highest yearly rate that is computed with: beyond it no home loan is legal, and nothing is.
pub const RATE_MAX: Rate = Rate::constant(360_000);

/// How a yearly rate becomes the rate of one period.
///
/// The People's Bank converts a yearly rate to a monthly one by 12 and to a daily one by 360.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Period {
    /// A whole month: a twelfth of the year, however many days it has.
    Month,
    /// Two weeks as a twenty-sixth of the year.
    FortnightOfYear,
    /// So many days, counted against a year of 360 or 365 days.
    Days {
        /// How many.
        days: u16,
        /// Against which year.
        basis: DayBasis,
    },
}

/// How many days a year has when interest is taken by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayBasis {
    /// Actual days over 360: the custom of Chinese banks, and the conversion of the People's Bank.
    Actual360,
    /// Actual days over 365.
    Actual365,
    /// Months of 30 days over 360: as provident-fund contracts count a month without a change.
    Thirty360,
}

impl DayBasis {
    /// Days of a year.
    #[must_use]
    pub const fn days(self) -> u16 {
        match self {
            DayBasis::Actual360 | DayBasis::Thirty360 => 360,
            DayBasis::Actual365 => 365,
        }
    }
}

/// Interest of one period on one fen: a fraction, its parts below 2³³.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PeriodRate {
    pub(crate) num: u64,
    pub(crate) den: u64,
}

const MILLION: u64 = 1_000_000;

impl PeriodRate {
    pub(crate) fn new(yearly: Rate, period: Period) -> Self {
        let (periods, of_year) = match period {
            Period::Month => (1, 12),
            Period::FortnightOfYear => (1, 26),
            Period::Days { days, basis } => (u64::from(days), u64::from(basis.days())),
        };
        // OK because a rate is at most a million, and days at most 65,535.
        Self { num: u64::from(yearly.millionths()) * periods, den: MILLION * of_year }
    }

    /// The interest on a balance, rounded half up to the fen; the balance is at most `PRINCIPAL_MAX`.
    #[inline]
    pub(crate) fn interest(self, balance: u64) -> u64 {
        // OK because 2⁴⁰ fen times a monthly rate stays below 2⁵⁹; a longer period takes the wide way.
        match balance.checked_mul(self.num) {
            Some(product) if product <= u64::MAX / 4 => (2 * product + self.den) / (2 * self.den),
            _ => self.wide_interest(balance),
        }
    }

    fn wide_interest(self, balance: u64) -> u64 {
        let (num, den) = (u128::from(self.num), u128::from(self.den));
        let interest = (2 * u128::from(balance) * num + den) / (2 * den);
        u64::try_from(interest).unwrap_or(u64::MAX)
    }
}
