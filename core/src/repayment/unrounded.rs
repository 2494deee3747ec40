//! The figures that websites print: nothing is rounded on the way, each figure by itself at the end.
//!
//! Such a row need not add up: of 800,000 yuan at 3.65% over 120 months the first reads 7,967.21, of it 2,433.33 interest
//! and 5,533.87 principal. A bank's row does (5,533.88).
//!
//! ```
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::{Debt, Method, unrounded};
//!
//! let debt = Debt::new(Money::from_yuan(800_000)?, Rate::constant(36_500), 120)?;
//! let row = unrounded::rows(&debt, Method::EqualInstalment)?.next().unwrap();
//! let figures = [row.payment, row.interest, row.principal].map(|figure| figure.to_string());
//! assert_eq!(figures, ["7967.21", "2433.33", "5533.87"]);
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use super::{Debt, Method, Row, money, out_of_range};
use crate::error::Error;
use crate::money::Money;

/// The rows of a table whose figures are each rounded by itself.
///
/// # Errors
///
/// `OutOfRange` for [`Method::FixedPayment`], which nobody computes so; and as [`Debt::schedule`].
pub fn rows(debt: &Debt, method: Method) -> Result<Rows, Error> {
    debt.schedule(method)?;
    if matches!(method, Method::FixedPayment(_)) {
        let message = "a fixed payment is computed with every period rounded, there is no other convention";
        return Err(out_of_range("convention", message.to_owned()));
    }
    Ok(Rows::new(debt, method))
}

/// The interest over the whole term, rounded at the end: what most websites state.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::{Debt, Method, unrounded};
///
/// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(49_000), 360)?;
/// assert_eq!(unrounded::interest(&debt, Method::EqualInstalment)?.to_string(), "910616.19");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
///
/// # Errors
///
/// As [`rows`].
pub fn interest(debt: &Debt, method: Method) -> Result<Money, Error> {
    Ok(rows(debt, method)?.total_interest())
}

/// By how much equal principal falls from each payment to the next (每月递减): the interest on one part of the principal.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::{Debt, unrounded};
///
/// let debt = Debt::new(Money::from_yuan(1_150_000)?, Rate::constant(28_500), 360)?;
/// assert_eq!(unrounded::decrease(&debt).to_string(), "7.59");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[must_use]
pub fn decrease(debt: &Debt) -> Money {
    let rows = Rows::new(debt, Method::EqualPrincipal);
    money(rounded(rows.principal * rows.num, rows.periods * rows.den))
}

/// The rows, one after the other.
///
/// Equal instalments are exact to less than a millionth of a fen from 0.01% a year on, the others entirely.
#[derive(Clone, Debug)]
pub struct Rows {
    method: Method,
    principal: u128,
    num: u128,
    den: u128,
    periods: u128,
    /// How many payments were made.
    paid: u128,
    /// (1+i)⁻ⁿ.
    all: Fraction,
    /// (1+i)⁻ᵐ for the `m` payments that are left.
    left: Fraction,
}

/// A share of one times 2⁹⁶.
#[derive(Clone, Copy, Debug)]
struct Fraction(u128);

impl Fraction {
    const ONE: Fraction = Fraction(1 << 96);

    /// The same times 2⁶⁴: narrow enough to be multiplied with an amount and a rate.
    const fn narrow(self) -> u128 {
        self.0 >> 32
    }

    const fn rest(self) -> Fraction {
        Fraction(Fraction::ONE.0 - self.0)
    }
}

impl Rows {
    fn new(debt: &Debt, method: Method) -> Self {
        let rate = debt.period_rate();
        let (num, den) = (u128::from(rate.num), u128::from(rate.den));
        // OK because the parts of a rate stay below 2³²: nothing here reaches 2¹²⁸.
        let all = (0..debt.periods()).fold(Fraction::ONE, |power, _| Fraction(power.0 * den / (den + num)));
        let (principal, periods) = (u128::from(debt.fen()), u128::from(debt.periods()));
        Self { method, principal, num, den, periods, paid: 0, all, left: all }
    }

    /// The interest of all rows, however many are taken already.
    pub(super) fn total_interest(&self) -> Money {
        money(match self.method {
            Method::EqualInstalment if self.num > 0 => self.level_total() - fen(self.principal),
            Method::EqualInstalment => 0,
            Method::EqualPrincipal => rounded(self.principal * self.num * (self.periods + 1), 2 * self.den),
            Method::InterestFirst | Method::FixedPayment(_) => {
                rounded(self.principal * self.num * self.periods, self.den)
            }
        })
    }

    /// One period's interest on the whole principal, shared out over what the discount leaves: the level instalment is
    /// this fraction, and its parts go with it.
    fn level_parts(&self) -> (u128, u128) {
        (self.principal * self.num, self.den * self.all.rest().narrow())
    }

    /// All level instalments together.
    fn level_total(&self) -> u64 {
        let (interest, divisor) = self.level_parts();
        let (whole, rest) = ((interest << 64) / divisor, (interest << 64) % divisor);
        fen(whole * self.periods) + rounded(rest * self.periods, divisor)
    }

    fn level_row(&mut self) -> Figures {
        let (interest, divisor) = self.level_parts();
        let now = self.left;
        self.left = Fraction(now.0 + now.0 * self.num / self.den);
        // The last one leaves nothing, whatever the many small steps have left of it.
        let left = if self.paid == self.periods { 0 } else { self.left.rest().narrow() };
        Figures {
            payment: rounded(interest << 64, divisor),
            principal: rounded(interest * now.narrow(), divisor),
            interest: rounded(interest * now.rest().narrow(), divisor),
            balance: rounded(self.principal * left, self.all.rest().narrow()),
        }
    }

    fn linear_row(&self) -> Figures {
        let (parts, left) = (self.periods * self.den, self.periods - self.paid);
        let interest = self.principal * (left + 1) * self.num;
        Figures {
            payment: rounded(self.principal * self.den + interest, parts),
            principal: rounded(self.principal, self.periods),
            interest: rounded(interest, parts),
            balance: rounded(self.principal * left, self.periods),
        }
    }

    fn bullet_row(&self) -> Figures {
        let principal = if self.paid == self.periods { self.principal } else { 0 };
        let interest = self.principal * self.num;
        Figures {
            payment: rounded(principal * self.den + interest, self.den),
            principal: fen(principal),
            interest: rounded(interest, self.den),
            balance: fen(self.principal - principal),
        }
    }
}

/// A row in fen.
struct Figures {
    payment: u64,
    principal: u64,
    interest: u64,
    balance: u64,
}

impl Iterator for Rows {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.paid == self.periods {
            return None;
        }
        self.paid += 1;
        let figures = match self.method {
            Method::EqualInstalment if self.num > 0 => self.level_row(),
            Method::EqualInstalment | Method::EqualPrincipal => self.linear_row(),
            Method::InterestFirst | Method::FixedPayment(_) => self.bullet_row(),
        };
        Some(Row {
            period: u16::try_from(self.paid).unwrap_or(u16::MAX),
            payment: money(figures.payment),
            principal: money(figures.principal),
            interest: money(figures.interest),
            balance: money(figures.balance),
        })
    }
}

/// A fraction to the nearest whole number, a half up.
fn rounded(num: u128, den: u128) -> u64 {
    fen((2 * num + den) / (2 * den))
}

fn fen(amount: u128) -> u64 {
    u64::try_from(amount).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Rate;

    fn debt(rate: u32) -> Debt {
        Debt::new(Money::constant(100_000_000), Rate::constant(rate), 12).unwrap()
    }

    fn of(debt: &Debt, method: Method) -> Vec<[i64; 4]> {
        let figures = |row: Row| [row.payment, row.principal, row.interest, row.balance].map(Money::fen);
        rows(debt, method).unwrap().map(figures).collect()
    }

    #[test]
    fn the_principal_comes_back_with_the_last_interest() {
        let told = of(&debt(36_000), Method::InterestFirst);
        assert_eq!(told[..11], [[300_000, 0, 300_000, 100_000_000]; 11]);
        assert_eq!(told[11], [100_300_000, 100_000_000, 300_000, 0]);
    }

    #[test]
    fn without_interest_only_the_principal_is_paid() {
        for method in [Method::EqualInstalment, Method::EqualPrincipal, Method::InterestFirst] {
            assert_eq!(interest(&debt(0), method).unwrap(), Money::ZERO, "{method:?}");
        }
    }

    #[test]
    fn the_interest_of_a_level_is_all_instalments_but_the_principal() {
        let debt = debt(36_000);
        let paid: i64 = of(&debt, Method::EqualInstalment).iter().map(|row| row[0]).sum();
        let interest = interest(&debt, Method::EqualInstalment).unwrap().fen();
        // Each row is rounded by itself.
        assert!((paid - 100_000_000 - interest).abs() <= 6, "{paid} {interest}");
        assert_eq!(interest, 1_960_709);
    }
}
