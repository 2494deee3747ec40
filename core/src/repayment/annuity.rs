//! The level instalment of equal instalments (等额本息), to the fen, without floating point.
//!
//! A = P·i·(1+i)ⁿ ÷ ((1+i)ⁿ − 1). The factor is computed in 64-bit fixed point together with a bound of its error;
//! where the bound cannot tell to which fen the instalment rounds, big whole numbers decide. So the answer is always the
//! exactly rounded one, on every platform, and mostly costs a few multiplications.

use super::FORTNIGHTS_MAX;
use super::natural::Natural;
use super::period::PeriodRate;

/// What one fen costs in each period, when all periods cost the same.
///
/// Kept, it prices any number of loans of one rate and term: see [`Debt::instalment`](super::Debt::instalment) for one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Annuity {
    rate: PeriodRate,
    periods: u16,
    /// The factor times 2⁶², never too large.
    factor: u64,
    /// By how much `factor` may be too small.
    error: u64,
    /// (1+i)⁻ⁿ times 2⁶⁴, never too large.
    discount: u64,
}

const HALF: u128 = 1 << 61;

impl Annuity {
    /// Of at least one period, and at most `FORTNIGHTS_MAX`.
    pub(crate) fn new(rate: PeriodRate, periods: u16) -> Self {
        if rate.num == 0 {
            return Self { rate, periods, factor: (1 << 62) / u64::from(periods.max(1)), error: 1, discount: u64::MAX };
        }
        let discount = power(fraction(rate.den, rate.den + rate.num), periods);
        // What the discount may be too small by: one for the first fraction, and one for each product, added up by the
        // squarings. It is at least one, so the difference below is at least one and fits.
        let slack = 2 * u64::from(periods);
        let gap = (u64::MAX - discount) + 1;
        let interest = fraction(rate.num, rate.den);
        let factor = u64::try_from((u128::from(interest) << 62) / u128::from(gap)).unwrap_or(u64::MAX);
        // `interest` is too small by less than one and `gap` too large by at most `slack`: what either does to the factor.
        let shift = gap.leading_zeros();
        let error = (1 << shift) + ((factor >> (63 - shift)) + 1) * slack + 2;
        Self { rate, periods, factor, error, discount }
    }

    /// The instalment of a principal in fen, rounded half up; the principal is at most `PRINCIPAL_MAX`.
    #[inline]
    pub(crate) fn instalment(&self, principal: u64) -> u64 {
        let product = u128::from(principal) * u128::from(self.factor) + HALF;
        // OK because the factor is at most about one: the instalment is no more than principal and interest.
        let least = (product >> 62) as u64;
        let most = ((product + u128::from(principal) * u128::from(self.error)) >> 62) as u64;
        if least == most { least } else { self.exact_instalment(principal, least) }
    }

    /// How much of the principal an instalment pays back at first, rounded down.
    #[inline]
    pub(crate) fn first_principal(&self, instalment: u64) -> u64 {
        // A whole has no fraction of 64 bits.
        if self.rate.num == 0 {
            return instalment;
        }
        // OK because a share of a number is no greater than the number.
        ((u128::from(instalment) * u128::from(self.discount)) >> 64) as u64
    }

    /// The same by big numbers, when it is `least` or a little more.
    #[cold]
    fn exact_instalment(&self, principal: u64, least: u64) -> u64 {
        let mut instalment = least;
        while self.rounds_to_more_than(principal, instalment) {
            instalment += 1;
        }
        instalment
    }

    /// Whether the exact instalment is half a fen more than this, or still more: 2A ≥ 2k + 1, both sides times
    /// den · ((1+i)ⁿ − 1) · denⁿ.
    fn rounds_to_more_than(&self, principal: u64, instalment: u64) -> bool {
        let PeriodRate { num, den } = self.rate;
        let odd = 2 * instalment + 1;
        if num == 0 {
            return 2 * principal >= odd.saturating_mul(u64::from(self.periods));
        }
        let grown = Natural::power(den + num, self.periods);
        let growth = grown.clone().less(&Natural::power(den, self.periods));
        grown.times(2 * principal).times(num).is_at_least(&growth.times(odd).times(den))
    }
}

/// `num / den` times 2⁶⁴, rounded down; `num < den < 2³²`.
fn fraction(num: u64, den: u64) -> u64 {
    let (high, rest) = ((num << 32) / den, (num << 32) % den);
    (high << 32) | ((rest << 32) / den)
}

/// A fraction of 2⁶⁴ to a power, too small by twice the exponent at most: a square is off by twice as much as its root and
/// one more, and the products add up what their squares are off by.
///
/// Every bit takes the same steps, set or not, because no processor can guess the bits of a term.
fn power(base: u64, exponent: u16) -> u64 {
    let times = |one: u64, other: u64| ((u128::from(one) * u128::from(other)) >> 64) as u64;
    let (mut power, mut square) = (u64::MAX, base);
    for bit in 0..EXPONENT_BITS {
        let product = times(power, square);
        power = if exponent >> bit & 1 == 1 { product } else { power };
        square = times(square, square);
    }
    power
}

/// As many as the longest term has.
const EXPONENT_BITS: u32 = FORTNIGHTS_MAX.ilog2() + 1;

#[cfg(test)]
mod tests {
    use super::super::period::Period;
    use super::*;
    use crate::money::Rate;
    use proptest::prelude::*;

    fn monthly(millionths: u32) -> PeriodRate {
        PeriodRate::new(Rate::constant(millionths), Period::Month)
    }

    #[test]
    fn a_tie_is_rounded_up() {
        // One period: 10 fen and half a fen of interest, 5% of 10.
        let rate = PeriodRate { num: 5, den: 100 };
        assert_eq!(Annuity::new(rate, 1).instalment(10), 11);
        // Without interest: an eighth of 100 is 12.5.
        assert_eq!(Annuity::new(monthly(0), 8).instalment(100), 13);
        assert_eq!(Annuity::new(monthly(0), 3).instalment(100), 33);
    }

    #[test]
    fn the_tables_agree() {
        assert_eq!(Annuity::new(monthly(49_000), 360).instalment(100_000_000), 530_727);
        assert_eq!(Annuity::new(monthly(35_000), 360).instalment(100_000_000), 449_045);
    }

    proptest! {
        /// The fast way is the exact way.
        #[test]
        fn no_bound_is_too_narrow(
            principal in 1_000_000_u64..=1_000_000_000_000,
            millionths in 0_u32..=360_000,
            periods in 1_u16..=600,
        ) {
            let annuity = Annuity::new(monthly(millionths), periods);
            let fast = annuity.instalment(principal);
            prop_assert!(!annuity.rounds_to_more_than(principal, fast));
            prop_assert!(fast == 0 || annuity.rounds_to_more_than(principal, fast - 1));
        }
    }
}
