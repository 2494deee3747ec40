//! The rate of one period, as an exact fraction.

use super::money;
use crate::date::Date;
use crate::money::{Money, Rate};

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

    /// How many days of interest lie from one day to another, the first not counted and the last counted; none when the
    /// days are swapped. By [`DayBasis::Thirty360`] every month has 30, its 31st is its 30th.
    #[must_use]
    pub fn days_between(self, from: Date, to: Date) -> u32 {
        let days = match self {
            DayBasis::Actual360 | DayBasis::Actual365 => from.days_until(to),
            DayBasis::Thirty360 => thirty(to) - thirty(from),
        };
        u32::try_from(days).unwrap_or(0)
    }

    /// Interest by days, rounded half up to the fen; a balance below zero bears none.
    ///
    /// ```
    /// use anjieflow::money::{Money, Rate};
    /// use anjieflow::repayment::DayBasis;
    ///
    /// let interest = DayBasis::Actual365.interest(Money::from_yuan(10_000)?, Rate::constant(100_000), 15);
    /// assert_eq!(interest.to_string(), "41.10");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    #[must_use]
    pub fn interest(self, balance: Money, rate: Rate, days: u32) -> Money {
        self.interest_of_parts(balance, &[(rate, days)])
    }

    /// Interest of a period whose rate changed (分段计息): so many days at each rate, rounded once.
    ///
    /// ```
    /// use anjieflow::money::{Money, Rate};
    /// use anjieflow::repayment::DayBasis;
    ///
    /// let parts = [(Rate::constant(39_200), 11), (Rate::constant(37_700), 20)];
    /// let interest = DayBasis::Actual360.interest_of_parts("1850813.98".parse()?, &parts);
    /// assert_eq!(interest.to_string(), "6093.29");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    #[must_use]
    pub fn interest_of_parts(self, balance: Money, parts: &[(Rate, u32)]) -> Money {
        money(self.fen(u64::try_from(balance.fen()).unwrap_or(0), parts))
    }

    pub(super) fn fen(self, balance: u64, parts: &[(Rate, u32)]) -> u64 {
        let day_rates =
            parts.iter().map(|(rate, days)| u128::from(rate.millionths()) * u128::from(*days)).sum::<u128>();
        rounded(u128::from(balance) * day_rates, u128::from(MILLION) * u128::from(self.days()))
    }
}

/// Days since a fixed day, when every month has 30.
fn thirty(date: Date) -> i32 {
    (date.year() * 12 + i32::from(date.month())) * 30 + i32::from(date.day().min(30))
}

/// A fraction to the nearest whole number, a half up; what is too large for any amount comes back as the largest.
pub(super) fn rounded(num: u128, den: u128) -> u64 {
    u64::try_from((2 * num + den) / (2 * den)).unwrap_or(u64::MAX)
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

    /// The interest on a balance, rounded half up to the fen.
    pub(crate) fn interest(self, balance: u64) -> u64 {
        rounded(u128::from(balance) * u128::from(self.num), u128::from(self.den))
    }

    /// The same rate for many balances.
    pub(crate) fn factor(self) -> Factor {
        // OK because twice the rate of a period is below one: the shift is one at least, and the factor fits.
        let shift = ((self.den - 1) / self.num.max(1)).max(2).ilog2();
        let factor = (u128::from(self.num) << (64 + shift)).div_ceil(u128::from(self.den));
        Factor { factor: u64::try_from(factor).unwrap_or(u64::MAX), shift, half: 1 << (shift - 1) }
    }
}

/// The rate of a period as a binary fraction, so that a row needs a product and no division.
///
/// It is too large by less than one in its last place, and what that adds to the interest on `PRINCIPAL_MAX` is less than
/// what any interest lies below the next half fen, 1 ÷ 2·den: 2⁴⁰ ÷ 2⁶⁴⁺ˢ, where `s` is 5 at least for months and 6 for
/// fortnights. So the interest is the one of [`PeriodRate::interest`], always.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Factor {
    /// The rate times 2⁶⁴ and two to the power of `shift`, rounded up.
    factor: u64,
    shift: u32,
    /// A half, shifted as much.
    half: u64,
}

impl Factor {
    /// The interest on a balance, rounded half up to the fen; the balance is at most `PRINCIPAL_MAX`.
    #[inline]
    pub(super) fn interest(self, balance: u64) -> u64 {
        // OK because the upper half of a product of two u64 is one.
        let shifted = ((u128::from(balance) * u128::from(self.factor)) >> 64) as u64;
        (shifted + self.half) >> self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::super::PRINCIPAL_MAX;
    use super::*;
    use proptest::prelude::*;

    const PERIODS: [Period; 5] = [
        Period::Month,
        Period::FortnightOfYear,
        Period::Days { days: 14, basis: DayBasis::Actual360 },
        Period::Days { days: 14, basis: DayBasis::Actual365 },
        Period::Days { days: 14, basis: DayBasis::Thirty360 },
    ];

    /// The proof that `Factor` leans on, for each rate there is: what the rounding up adds stays below 1 ÷ 2·den.
    #[test]
    fn no_rate_of_a_period_is_too_coarse() {
        for (period, millionths) in PERIODS.into_iter().flat_map(|period| (0..=360_000).map(move |it| (period, it))) {
            let rate = PeriodRate::new(Rate::constant(millionths), period);
            let Factor { factor, shift, .. } = rate.factor();
            let excess = u128::from(factor) * u128::from(rate.den) - (u128::from(rate.num) << (64 + shift));
            let most = PRINCIPAL_MAX.fen().unsigned_abs();
            assert!(2 * excess * u128::from(most) < 1 << (64 + shift), "{period:?} at {millionths}");
        }
    }

    proptest! {
        #[test]
        fn a_factor_gives_the_interest_of_its_rate(
            balance in 0_u64..=1_000_000_000_000,
            millionths in 0_u32..=360_000,
            period in 0_usize..5,
        ) {
            let rate = PeriodRate::new(Rate::constant(millionths), PERIODS[period]);
            // Beside any balance, the ones about a half fen.
            let tie = balance / rate.den * rate.den + rate.den / 2;
            for balance in [balance, tie.saturating_sub(1), tie, tie + 1] {
                prop_assert_eq!(rate.factor().interest(balance), rate.interest(balance));
            }
        }
    }
}
