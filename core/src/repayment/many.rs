//! The instalments of many loans.

use super::annuity::Annuity;
use super::period::{Period, PeriodRate};
use super::{Debt, FIRST_PRINCIPAL_MIN, PRINCIPAL_MAX, money};
use crate::error::Error;
use crate::money::{Money, Rate};

/// How many pairs of rate and term are remembered. A portfolio has few at a time; a pair that comes again after another
/// took its place is computed again.
const REMEMBERED: usize = 256;

/// Computes level instalments one after the other and remembers what each pair of rate and term comes to for one fen:
/// a loan whose pair was seen costs a multiplication.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::Instalments;
///
/// let mut instalments = Instalments::default();
/// let loans = [(1_000_000, 360), (630_000, 360), (1_000_000, 240)];
/// let rate = Rate::constant(49_000);
/// let paid = loans.map(|(yuan, months)| instalments.of(Money::constant(yuan * 100), rate, months).unwrap().to_string());
/// assert_eq!(paid, ["5307.27", "3343.58", "6544.44"]);
/// ```
#[derive(Clone, Debug)]
pub struct Instalments {
    seen: Vec<Level>,
}

/// The level instalments of one rate and term: each costs a multiplication.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::Level;
///
/// let level = Level::new(Rate::constant(49_000), 360)?;
/// assert_eq!(level.of("1000000.00".parse()?)?.to_string(), "5307.27");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Level {
    rate: Rate,
    months: u16,
    annuity: Annuity,
}

impl Level {
    /// Of debts that are paid back monthly.
    ///
    /// # Errors
    ///
    /// As [`Debt::new`], when the rate or the term is out of range.
    pub fn new(rate: Rate, months: u16) -> Result<Self, Error> {
        Debt::new(PRINCIPAL_MAX, rate, months).map(|_| Self::within_range(rate, months))
    }

    fn within_range(rate: Rate, months: u16) -> Self {
        Self { rate, months, annuity: Annuity::new(PeriodRate::new(rate, Period::Month), months) }
    }

    /// The level instalment of a principal, rounded half up to the fen.
    ///
    /// # Errors
    ///
    /// As [`Debt::new`], when the principal is out of range, and [`Debt::instalment`].
    #[inline]
    pub fn of(&self, principal: Money) -> Result<Money, Error> {
        self.instalment(principal).map_or_else(|| one_by_one(principal, self.rate, self.months), Ok)
    }

    /// `None` where something is out of range.
    #[inline]
    fn instalment(&self, principal: Money) -> Option<Money> {
        if principal <= Money::ZERO || principal > PRINCIPAL_MAX {
            return None;
        }
        let instalment = self.annuity.instalment(principal.fen().unsigned_abs());
        (self.annuity.first_principal(instalment) >= FIRST_PRINCIPAL_MIN).then(|| money(instalment))
    }
}

impl Default for Instalments {
    fn default() -> Self {
        Self { seen: vec![Level::within_range(Rate::ZERO, 1); REMEMBERED] }
    }
}

impl Instalments {
    /// The level instalment of a debt that is paid back monthly, rounded half up to the fen.
    ///
    /// # Errors
    ///
    /// As [`Debt::new`] and [`Debt::instalment`].
    #[inline]
    pub fn of(&mut self, principal: Money, rate: Rate, months: u16) -> Result<Money, Error> {
        let instalment = self.level(rate, months).and_then(|level| level.instalment(principal));
        instalment.map_or_else(|| one_by_one(principal, rate, months), Ok)
    }

    /// `None` where rate or term is out of range: no such pair is ever remembered.
    #[inline]
    fn level(&mut self, rate: Rate, months: u16) -> Option<&Level> {
        let place = (rate.millionths() as usize / 50 * 7 + usize::from(months)) % REMEMBERED;
        let seen = self.seen.get_mut(place)?;
        if (seen.rate, seen.months) != (rate, months) {
            remember(seen, rate, months)?;
        }
        Some(seen)
    }
}

/// Apart, so that what is remembered can be computed with on the spot.
#[inline(never)]
fn remember(place: &mut Level, rate: Rate, months: u16) -> Option<()> {
    *place = Level::new(rate, months).ok()?;
    Some(())
}

/// The way that finds the words for what is wrong.
#[cold]
fn one_by_one(principal: Money, rate: Rate, months: u16) -> Result<Money, Error> {
    Debt::new(principal, rate, months)?.instalment()
}

#[cfg(test)]
mod tests {
    use super::super::{MONTHS_MAX, RATE_MAX};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_bound_is_kept() {
        let of = |fen, rate, months| {
            let (principal, rate) = (Money::constant(fen), Rate::constant(rate));
            let found = Instalments::default().of(principal, rate, months);
            assert_eq!(Level::new(rate, months).and_then(|level| level.of(principal)), found);
            found.map_err(|error| error.code())
        };
        let (most, rate) = (PRINCIPAL_MAX.fen(), RATE_MAX.millionths());
        for within in [(most, rate, MONTHS_MAX), (100_000, 0, 1), (most, 0, MONTHS_MAX)] {
            assert!(of(within.0, within.1, within.2).is_ok(), "{within:?}");
        }
        for beyond in [
            (0, 35_000, 12),
            (-1, 35_000, 12),
            (most + 1, 35_000, 12),
            (most, rate + 1, 12),
            (most, 35_000, 0),
            (most, 35_000, MONTHS_MAX + 1),
        ] {
            assert_eq!(of(beyond.0, beyond.1, beyond.2), Err(crate::error::ErrorCode::OutOfRange), "{beyond:?}");
        }
    }

    proptest! {
        #[test]
        fn a_remembered_pair_gives_the_same(
            loans in proptest::collection::vec((-1_i64..=1_000_000_000_001, 0_u32..=4, 0_u16..=4), 1..200),
        ) {
            let mut instalments = Instalments::default();
            for (fen, rate, months) in loans {
                // Few pairs, so that they come again, and some that take each other's place.
                let (principal, rate, months) = (Money::constant(fen), Rate::constant(rate * 90_001), months * 256);
                let alone = Debt::new(principal, rate, months).and_then(|debt| debt.instalment());
                prop_assert_eq!(Level::new(rate, months).and_then(|level| level.of(principal)).ok(), alone.clone().ok());
                prop_assert_eq!(instalments.of(principal, rate, months), alone);
            }
        }
    }
}
