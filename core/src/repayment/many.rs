//! The instalments of many loans.

use super::annuity::Annuity;
use super::period::{Period, PeriodRate};
use super::{Debt, FIRST_PRINCIPAL_MIN, MONTHS_MAX, PRINCIPAL_MAX, RATE_MAX, money};
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
    seen: Vec<(Pair, Annuity)>,
}

/// A rate and a term.
type Pair = (Rate, u16);

impl Default for Instalments {
    fn default() -> Self {
        let any = (Rate::ZERO, 1);
        Self { seen: vec![(any, annuity(any)); REMEMBERED] }
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
        self.within(principal, rate, months).map_or_else(|| one_by_one(principal, rate, months), Ok)
    }

    /// `None` where something is out of range.
    #[inline]
    fn within(&mut self, principal: Money, rate: Rate, months: u16) -> Option<Money> {
        let within = principal > Money::ZERO && principal <= PRINCIPAL_MAX && rate <= RATE_MAX;
        if !within || months == 0 || months > MONTHS_MAX {
            return None;
        }
        let annuity = self.annuity((rate, months))?;
        let instalment = annuity.instalment(principal.fen().unsigned_abs());
        (annuity.first_principal(instalment) >= FIRST_PRINCIPAL_MIN).then(|| money(instalment))
    }

    #[inline]
    fn annuity(&mut self, pair: Pair) -> Option<&Annuity> {
        let place = (pair.0.millionths() as usize / 50 * 7 + usize::from(pair.1)) % REMEMBERED;
        let seen = self.seen.get_mut(place)?;
        if seen.0 != pair {
            remember(seen, pair);
        }
        Some(&seen.1)
    }
}

/// Apart, so that what is remembered can be computed with on the spot.
#[inline(never)]
fn remember(place: &mut (Pair, Annuity), pair: Pair) {
    *place = (pair, annuity(pair));
}

fn annuity((rate, periods): Pair) -> Annuity {
    Annuity::new(PeriodRate::new(rate, Period::Month), periods)
}

/// The way that finds the words for what is wrong.
#[cold]
fn one_by_one(principal: Money, rate: Rate, months: u16) -> Result<Money, Error> {
    Debt::new(principal, rate, months)?.instalment()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_bound_is_kept() {
        let of = |fen, rate, months| {
            Instalments::default().of(Money::constant(fen), Rate::constant(rate), months).map_err(|error| error.code())
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
                prop_assert_eq!(instalments.of(principal, rate, months), alone);
            }
        }
    }
}
