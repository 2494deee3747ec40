//! The payments of a debt, one after the other.

use super::annuity::Annuity;
use super::period::PeriodRate;
use super::{Debt, FIRST_PRINCIPAL_MIN, Method, Period, RATE_MAX, money, out_of_range};
use crate::error::Error;
use crate::money::{Money, Rate};

/// One payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Which period, counted from one.
    pub period: u16,
    /// What is paid.
    pub payment: Money,
    /// How much of it pays back what was borrowed.
    pub principal: Money,
    /// How much of it is interest.
    pub interest: Money,
    /// What is owed afterwards.
    pub balance: Money,
}

/// A rate that changes in mid-term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// From which period on, counted from one.
    pub period: u16,
    /// The new yearly rate.
    pub rate: Rate,
    /// The interest of that period where it is taken by days, part at the old and part at the new rate (分段计息);
    /// `None` takes the whole period at the new rate.
    pub interest: Option<Money>,
}

/// What a debt costs over the whole term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Totals {
    /// How many payments there are.
    pub payments: u16,
    /// The first payment.
    pub first_payment: Money,
    /// The last payment: what is left, so it is odd by some fen.
    pub last_payment: Money,
    /// The sum of all payments.
    pub payment: Money,
    /// The sum of all interest.
    pub interest: Money,
}

/// The payments that are still to come: an iterator that allocates nothing, and a value. A copy of it tells the future
/// without changing it.
///
/// The principal parts add up to the debt, the balance is never negative and ends at zero. Where rounding makes the
/// instalments pay off early, there are fewer of them than periods.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::{Change, Debt, Method};
///
/// let debt = Debt::new(Money::from_yuan(1_150_000)?, Rate::constant(28_500), 360)?;
/// let changes = [Change { period: 15, rate: Rate::constant(26_000), interest: None }];
/// let schedule = debt.schedule(Method::EqualInstalment)?.repriced(&changes)?;
/// assert_eq!(schedule.clone().nth(13).unwrap().payment.to_string(), "4755.91");
/// assert_eq!(schedule.clone().nth(14).unwrap().payment.to_string(), "4608.86");
/// assert_eq!(schedule.totals().interest.to_string(), "511247.12");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule<'c> {
    method: Method,
    length: Period,
    rate: PeriodRate,
    balance: u64,
    /// The last period that was paid.
    paid: u16,
    periods: u16,
    /// The level instalment, the level principal or the chosen payment.
    level: u64,
    changes: &'c [Change],
}

impl Schedule<'static> {
    pub(super) fn new(debt: Debt, method: Method) -> Result<Self, Error> {
        let mut schedule = Schedule {
            method,
            length: debt.period,
            rate: debt.period_rate(),
            balance: debt.fen(),
            paid: 0,
            periods: debt.periods,
            level: 0,
            changes: &[],
        };
        match method {
            Method::EqualInstalment => drop(debt.instalment()?),
            Method::EqualPrincipal => schedule.check_principal()?,
            Method::FixedPayment(payment) => schedule.check_payment(payment)?,
            Method::InterestFirst => {}
        }
        schedule.level = schedule.level();
        Ok(schedule)
    }
}

impl<'c> Schedule<'c> {
    /// The same schedule with changes of its rate, in the order of their periods. An equal instalment is computed anew
    /// from what is left.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the periods do not rise, one of them is paid already or beyond the term, or a rate is above
    /// [`RATE_MAX`].
    pub fn repriced(self, changes: &[Change]) -> Result<Schedule<'_>, Error> {
        let mut after = self.paid;
        for (index, change) in changes.iter().enumerate() {
            let place = format!("changes[{index}]");
            if change.period <= after || change.period > self.periods {
                let (least, most) = (after.saturating_add(1), self.periods);
                let message = format!("want a period from {least} to {most}, in rising order, found {}", change.period);
                return Err(out_of_range(&place, message));
            }
            if change.rate > RATE_MAX {
                return Err(out_of_range(
                    &place,
                    format!("a rate is at most {RATE_MAX} a year, found {}", change.rate),
                ));
            }
            after = change.period;
        }
        Ok(Schedule { changes, ..self })
    }

    /// What is owed before the next payment.
    #[must_use]
    pub fn balance(&self) -> Money {
        money(self.balance)
    }

    /// How many periods are left.
    #[must_use]
    pub const fn periods_left(&self) -> u16 {
        self.periods - self.paid
    }

    /// How it is paid back.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// How long a period is.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.length
    }

    /// The sums of all payments still to come.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let none = Money::ZERO;
        let start = Totals { payments: 0, first_payment: none, last_payment: none, payment: none, interest: none };
        let (mut payment, mut interest) = (0, 0);
        let totals = self.clone().fold(start, |totals, row| {
            payment += row.payment.fen();
            interest += row.interest.fen();
            let first_payment = if totals.payments == 0 { row.payment } else { totals.first_payment };
            Totals { payments: totals.payments + 1, first_payment, last_payment: row.payment, ..totals }
        });
        let sum = |fen: i64| money(fen.unsigned_abs());
        Totals { payment: sum(payment), interest: sum(interest), ..totals }
    }

    /// The sum that stays the same, for what is left.
    fn level(&self) -> u64 {
        match self.method {
            Method::EqualInstalment => Annuity::new(self.rate, self.periods_left()).instalment(self.balance),
            Method::EqualPrincipal => share(self.balance, self.periods_left()),
            Method::InterestFirst => 0,
            Method::FixedPayment(payment) => payment.fen().unsigned_abs(),
        }
    }

    fn check_principal(&self) -> Result<(), Error> {
        let least = FIRST_PRINCIPAL_MIN * u64::from(self.periods);
        if self.balance >= least {
            return Ok(());
        }
        let message = format!("each payment would pay back less than 10 fen, want {} yuan at least", money(least));
        Err(out_of_range("principal", message).help("shorten the term"))
    }

    fn check_payment(&self, payment: Money) -> Result<(), Error> {
        let least = money(self.rate.interest(self.balance) + FIRST_PRINCIPAL_MIN);
        if payment >= least {
            return Ok(());
        }
        Err(out_of_range("payment", format!("{payment} yuan would hardly pay the interest, want {least} at least")))
    }

    /// The interest of the next period, after the rate has changed where it does.
    #[inline]
    fn interest(&mut self) -> u64 {
        match self.changes.split_first() {
            Some((change, later)) if change.period == self.paid + 1 => {
                self.changes = later;
                self.change(change)
            }
            _ => self.rate.interest(self.balance),
        }
    }

    #[cold]
    fn change(&mut self, change: &Change) -> u64 {
        self.rate = PeriodRate::new(change.rate, self.length);
        if self.method == Method::EqualInstalment {
            self.level = self.level();
        }
        change.interest.map_or_else(|| self.rate.interest(self.balance), |interest| interest.fen().unsigned_abs())
    }
}

impl Iterator for Schedule<'_> {
    type Item = Row;

    #[inline]
    fn next(&mut self) -> Option<Row> {
        if self.balance == 0 {
            return None;
        }
        let interest = self.interest();
        self.paid += 1;
        let principal = match self.method {
            _ if self.paid == self.periods => self.balance,
            Method::EqualInstalment | Method::FixedPayment(_) => self.level.saturating_sub(interest).min(self.balance),
            Method::EqualPrincipal => self.level.min(self.balance),
            Method::InterestFirst => 0,
        };
        self.balance -= principal;
        Some(Row {
            period: self.paid,
            payment: money(principal + interest),
            principal: money(principal),
            interest: money(interest),
            balance: money(self.balance),
        })
    }
}

/// An equal part, rounded half up.
fn share(whole: u64, parts: u16) -> u64 {
    let parts = u64::from(parts.max(1));
    (2 * whole + parts) / (2 * parts)
}
