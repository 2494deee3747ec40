//! The payments of a debt, one after the other.

use super::annuity::Annuity;
use super::period::{Factor, PeriodRate, rounded};
use super::prepay::{Relief, periods_max};
use super::{DayBasis, Debt, FIRST_PRINCIPAL_MIN, Method, PRINCIPAL_MAX, Period, RATE_MAX, money, out_of_range};
use crate::error::{Error, ErrorCode};
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

/// Where interest goes that is not that of a whole period: of a broken first period, or of the month of a change.
///
/// Closed: one of the two gives way, the instalment or the principal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OddInterest {
    /// The instalment stays and the principal takes the difference, as calculators do it: of 10,000 yuan at 10% over a
    /// year, half a month costs 879.16 too, of it 41.10 interest and 838.06 principal.
    #[default]
    InPrincipal,
    /// The principal stays what it would be and the instalment takes the difference, as banks tell their customers: the
    /// instalment of the month of a change may rise although the rate fell.
    InPayment,
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
    factor: Factor,
    balance: u64,
    /// The last period that was paid.
    paid: u16,
    periods: u16,
    /// The level instalment, the level principal or the chosen payment; nothing while only interest is paid, and where the
    /// principal is paid at the end.
    level: u64,
    /// The next odd period comes after this one: so the many that are not odd have one question to answer.
    odd_after: u16,
    odd_interest: OddInterest,
    yearly: Rate,
    /// The last period in which only interest is paid.
    grace: u16,
    first_interest: Option<u64>,
    changes: &'c [Change],
}

impl Schedule<'static> {
    pub(super) fn new(debt: Debt, method: Method) -> Result<Self, Error> {
        let mut schedule = Schedule {
            method,
            length: debt.period,
            factor: debt.period_rate().factor(),
            balance: debt.fen(),
            paid: 0,
            periods: debt.periods,
            level: 0,
            odd_after: debt.periods - 1,
            odd_interest: OddInterest::InPrincipal,
            yearly: debt.rate,
            grace: 0,
            first_interest: None,
            changes: &[],
        };
        schedule.level = match method {
            Method::EqualInstalment => debt.instalment()?.fen().unsigned_abs(),
            _ => schedule.level(),
        };
        match method {
            Method::EqualPrincipal => schedule.check_principal()?,
            Method::FixedPayment(payment) => schedule.check_payment(payment)?,
            Method::EqualInstalment | Method::InterestFirst => {}
        }
        Ok(schedule)
    }
}

impl<'c> Schedule<'c> {
    /// The same schedule with changes of its rate, in the order of their periods. An equal instalment is computed anew
    /// from what is left.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the periods do not rise, one of them is paid already or beyond the term, a rate is above
    /// [`RATE_MAX`], or an interest is below zero or above [`PRINCIPAL_MAX`].
    pub fn repriced(self, changes: &[Change]) -> Result<Schedule<'_>, Error> {
        let mut after = self.paid;
        for (index, change) in changes.iter().enumerate() {
            self.check_change(change, after).map_err(|error| error.at(format!("changes[{index}]")))?;
            after = change.period;
        }
        Ok(Schedule { changes, ..self }.looking_ahead())
    }

    /// The same schedule with so many periods at the beginning in which only interest is paid (宽限期, 只还息); what is
    /// owed is then paid back in those that are left of the term.
    ///
    /// ```
    /// use anjieflow::money::{Money, Rate};
    /// use anjieflow::repayment::{Debt, Method};
    ///
    /// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
    /// let mut schedule = debt.schedule(Method::EqualInstalment)?.grace(36)?;
    /// assert_eq!(schedule.next().unwrap().payment.to_string(), "2916.67");
    /// let level = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 324)?.instalment()?;
    /// assert_eq!(schedule.nth(35).unwrap().payment, level);
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `OutOfRange` when no period of the term would be left, or the first payment is made already.
    pub fn grace(self, periods: u16) -> Result<Self, Error> {
        self.check_unpaid("grace")?;
        if periods >= self.periods {
            let message = format!(
                "a term of {} periods has {} of grace at most, found {periods}",
                self.periods,
                self.periods - 1
            );
            return Err(out_of_range("grace", message));
        }
        let level = if periods == 0 { self.level } else { 0 };
        Ok(Schedule { grace: periods, level, ..self }.looking_ahead())
    }

    /// The same schedule with this interest in the first period, which is not a whole one:
    /// [`FirstPeriod`](super::FirstPeriod) computes it.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when it is below zero or above what is owed, or the first payment is made already.
    pub fn first_interest(self, interest: Money) -> Result<Self, Error> {
        self.check_unpaid("first_interest")?;
        if interest.is_negative() || interest > self.balance() {
            let message = format!("want 0 to {} yuan, found {interest}", self.balance());
            return Err(out_of_range("first_interest", message));
        }
        Ok(Schedule { first_interest: Some(interest.fen().unsigned_abs()), ..self }.looking_ahead())
    }

    /// The same schedule, with the interest of periods that are not whole going where this says.
    #[must_use]
    pub fn with_odd_interest(self, odd_interest: OddInterest) -> Self {
        Schedule { odd_interest, ..self }
    }

    /// What is owed before the next payment.
    #[must_use]
    pub fn balance(&self) -> Money {
        money(self.balance)
    }

    /// The yearly rate since the last payment; a change takes effect with its period.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.yearly
    }

    /// How many periods are paid.
    #[must_use]
    pub const fn periods_paid(&self) -> u16 {
        self.paid
    }

    /// How many periods are left.
    #[must_use]
    pub const fn periods_left(&self) -> u16 {
        self.periods - self.paid
    }

    /// How long a period is.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.length
    }

    /// How it is paid back.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// The sums of all payments still to come.
    #[must_use]
    pub fn totals(&self) -> Totals {
        Totals::of(self.clone())
    }

    /// The sum that stays the same, for what is left.
    fn level(&self) -> u64 {
        match self.method {
            Method::EqualInstalment => Annuity::new(self.period_rate(), self.periods_left()).instalment(self.balance),
            Method::EqualPrincipal => share(self.balance, self.periods_left()),
            Method::InterestFirst => 0,
            Method::FixedPayment(payment) => payment.fen().unsigned_abs(),
        }
    }

    fn period_rate(&self) -> PeriodRate {
        PeriodRate::new(self.yearly, self.length)
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
        let least = money(self.factor.interest(self.balance) + FIRST_PRINCIPAL_MIN);
        if payment >= least {
            return Ok(());
        }
        Err(out_of_range("payment", format!("{payment} yuan would hardly pay the interest, want {least} at least")))
    }

    fn check_change(&self, change: &Change, after: u16) -> Result<(), Error> {
        if change.period <= after || change.period > self.periods {
            let (least, most, found) = (after.saturating_add(1), self.periods, change.period);
            let message = format!("want a period from {least} to {most}, in rising order, found {found}");
            return Err(out_of_range("period", message));
        }
        if change.rate > RATE_MAX {
            return Err(out_of_range("rate", format!("a rate is at most {RATE_MAX} a year, found {}", change.rate)));
        }
        // The bound keeps every sum of a schedule far from the end of what can be held.
        match change.interest {
            Some(interest) if interest.is_negative() || interest > PRINCIPAL_MAX => {
                Err(out_of_range("interest", format!("want 0 to {PRINCIPAL_MAX} yuan, found {interest}")))
            }
            _ => Ok(()),
        }
    }

    fn check_unpaid(&self, place: &str) -> Result<(), Error> {
        match self.paid {
            0 => Ok(()),
            paid => Err(out_of_range(place, format!("want it before the first payment, {paid} are made"))),
        }
    }

    /// The same with the next odd period found: the first of those that are.
    fn looking_ahead(self) -> Self {
        let first = self.first_interest.filter(|_| self.paid == 0).map(|_| 0);
        let grace = Some(self.grace).filter(|grace| *grace > 0 && *grace >= self.paid);
        let change = self.changes.first().map(|change| change.period - 1);
        let last = self.periods.saturating_sub(1);
        let odd_after = [first, grace, change].into_iter().flatten().fold(last, u16::min);
        Schedule { odd_after, ..self }
    }

    /// The row of a period that is not like the one before, or whose days are counted, and the schedule after it. It takes
    /// the schedule by value, so that those who call it can hold theirs in registers.
    #[cold]
    fn odd_row(mut self, days: Option<(u32, DayBasis)>) -> (Self, Row) {
        let given = self.turn().or_else(|| days.map(|(days, basis)| basis.fen(self.balance, &[(self.yearly, days)])));
        let whole = self.factor.interest(self.balance);
        let interest = given.unwrap_or(whole);
        self.paid += 1;
        let principal = match self.odd_interest {
            _ if self.paid == self.periods => self.balance,
            OddInterest::InPrincipal => self.principal(interest),
            OddInterest::InPayment => self.principal(whole),
        };
        let row = self.row(principal, interest);
        (self.looking_ahead(), row)
    }

    #[inline]
    fn step(&mut self, days: Option<(u32, DayBasis)>) -> Row {
        let (later, row) = self.clone().odd_row(days);
        *self = later;
        row
    }

    /// What the next period brings with it: the end of the grace, a change. The interest, where it is not a whole one.
    fn turn(&mut self) -> Option<u64> {
        if self.grace > 0 && self.paid == self.grace {
            self.level = self.level();
        }
        let first = self.first_interest.filter(|_| self.paid == 0);
        match self.changes.split_first() {
            Some((change, later)) if change.period == self.paid + 1 => {
                self.changes = later;
                self.change(change).or(first)
            }
            _ => first,
        }
    }

    fn change(&mut self, change: &Change) -> Option<u64> {
        self.yearly = change.rate;
        self.factor = self.period_rate().factor();
        if self.method == Method::EqualInstalment && self.paid >= self.grace {
            self.level = self.level();
        }
        change.interest.map(|interest| interest.fen().unsigned_abs())
    }

    /// How much a payment with this interest pays back, when it is not the last.
    #[inline]
    fn principal(&self, interest: u64) -> u64 {
        match self.method {
            Method::EqualInstalment | Method::FixedPayment(_) => self.level.saturating_sub(interest).min(self.balance),
            Method::EqualPrincipal | Method::InterestFirst => self.level.min(self.balance),
        }
    }

    #[inline]
    fn row(&mut self, principal: u64, interest: u64) -> Row {
        self.balance -= principal;
        Row {
            period: self.paid,
            payment: money(principal + interest),
            principal: money(principal),
            interest: money(interest),
            balance: money(self.balance),
        }
    }

    /// The same with less owed; a first interest in proportion.
    pub(super) fn after(self, sum: Money) -> Self {
        let balance = self.balance - sum.fen().unsigned_abs();
        let part = |interest| rounded(u128::from(interest) * u128::from(balance), u128::from(self.balance.max(1)));
        Schedule { balance, first_interest: self.first_interest.map(part), ..self }
    }

    /// The same with the payments that follow an early payment; see [`Schedule::prepaid`].
    pub(super) fn relieved(self, relief: Relief) -> Result<Self, Error> {
        self.check_given_interest()?;
        let left = match relief {
            Relief::ShorterTerm | Relief::ShorterTermLevelled => self.periods_needed(),
            Relief::SmallerInstalment => self.periods_left(),
            Relief::PeriodsLeft(left) => left,
        };
        self.check_relief(relief, left)?;
        let mut schedule = Schedule { periods: self.paid + left, ..self };
        if relief != Relief::ShorterTerm && schedule.paid >= schedule.grace {
            schedule.level = schedule.level();
        }
        Ok(schedule.looking_ahead())
    }

    /// The interest of a change was computed for what would have been owed.
    fn check_given_interest(&self) -> Result<(), Error> {
        match self.changes.iter().find(|change| change.interest.is_some()) {
            None => Ok(()),
            Some(change) => {
                let message = format!("the interest of period {} is that of the old balance", change.period);
                let error = Error::new(ErrorCode::Conflict, message).at("changes");
                Err(error.help("take the changes off, and compute them anew for what is left"))
            }
        }
    }

    fn check_relief(&self, relief: Relief, left: u16) -> Result<(), Error> {
        let least = if self.balance == 0 { 0 } else { self.grace.saturating_sub(self.paid) + 1 };
        let most = periods_max(self.length) - self.paid;
        if !(least..=most).contains(&left) {
            return Err(out_of_range("relief", format!("want {least} to {most} periods, found {left}")));
        }
        match (relief, self.method) {
            (Relief::SmallerInstalment, Method::FixedPayment(payment)) => {
                let message = format!("a payment of {payment} yuan was chosen, it does not follow from the term");
                Err(out_of_range("relief", message).help("choose another payment"))
            }
            _ => Ok(()),
        }
    }

    /// How many periods the instalment of today needs, at the rate of today.
    fn periods_needed(&self) -> u16 {
        let whole = Schedule { changes: &[], ..self.clone() }.looking_ahead();
        whole.totals().payments
    }

    /// The next row, with its interest taken by days unless a first interest or a change gives it.
    pub(super) fn next_by_days(&mut self, days: u32, basis: DayBasis) -> Option<Row> {
        (self.balance > 0).then(|| self.step(Some((days, basis))))
    }
}

impl Iterator for Schedule<'_> {
    type Item = Row;

    #[inline]
    fn next(&mut self) -> Option<Row> {
        if self.balance == 0 {
            return None;
        }
        if self.paid == self.odd_after {
            return Some(self.step(None));
        }
        self.paid += 1;
        let interest = self.factor.interest(self.balance);
        let principal = self.principal(interest);
        Some(self.row(principal, interest))
    }
}

impl Totals {
    /// The sums of these rows.
    #[inline]
    pub(crate) fn of(rows: impl Iterator<Item = Row>) -> Totals {
        let none = Money::ZERO;
        let start = Totals { payments: 0, first_payment: none, last_payment: none, payment: none, interest: none };
        let (mut payment, mut interest) = (0, 0);
        let totals = rows.fold(start, |totals, row| {
            payment += row.payment.fen();
            interest += row.interest.fen();
            let first_payment = if totals.payments == 0 { row.payment } else { totals.first_payment };
            Totals { payments: totals.payments + 1, first_payment, last_payment: row.payment, ..totals }
        });
        let sum = |fen: i64| money(fen.unsigned_abs());
        Totals { payment: sum(payment), interest: sum(interest), ..totals }
    }
}

/// An equal part, rounded half up.
fn share(whole: u64, parts: u16) -> u64 {
    let parts = u64::from(parts.max(1));
    (2 * whole + parts) / (2 * parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const METHODS: [Method; 3] = [Method::EqualInstalment, Method::EqualPrincipal, Method::InterestFirst];

    fn debt(yuan: i64, millionths: u32, months: u16) -> Debt {
        Debt::new(Money::from_yuan(yuan).unwrap(), Rate::constant(millionths), months).unwrap()
    }

    /// Repriced loans (two engines agree on them row for row): the payment from each change on, the last, the interest.
    #[test]
    fn repriced_loans_agree() {
        #[track_caller]
        fn check(debt: Debt, changes: &[(u16, u32, &str)], last: &str, interest: &str) {
            let change =
                |&(period, rate, _): &(u16, u32, &str)| Change { period, rate: Rate::constant(rate), interest: None };
            let list: Vec<Change> = changes.iter().map(change).collect();
            let schedule = debt.schedule(Method::EqualInstalment).unwrap().repriced(&list).unwrap();
            for (period, _, payment) in changes {
                assert_eq!(schedule.clone().nth(usize::from(*period) - 1).unwrap().payment.to_string(), *payment);
            }
            let totals = schedule.totals();
            assert_eq!(
                (totals.last_payment.to_string().as_str(), totals.interest.to_string().as_str()),
                (last, interest)
            );
        }
        check(debt(1_000_000, 53_900, 360), &[(25, 46_500, "5177.22")], "5175.52", "874161.90");
        let cuts = [(49, 48_500, "4494.57"), (61, 48_000, "4479.72"), (73, 46_500, "4437.91"), (97, 43_000, "4353.48")];
        check(debt(680_000, 58_800, 240), &cuts, "4353.17", "392691.09");
        check(debt(500_000, 41_000, 120), &[(2, 46_000, "5205.13")], "5205.31", "124496.70");
        let cuts = [(12, 43_000, "4027.92"), (24, 42_000, "3983.83"), (36, 38_500, "3835.93"), (48, 35_000, "3695.53")];
        check(debt(800_000, 44_500, 348), &cuts, "3695.14", "499586.92");
        let odd = Debt::new(Money::constant(12_345_678), Rate::constant(46_500), 60).unwrap();
        check(odd, &[(30, 5_000, "2187.24")], "2187.08", "11338.66");
    }

    #[test]
    fn what_comes_first_must_be_said_before_the_first_payment() {
        let mut schedule = debt(10_000, 100_000, 12).schedule(Method::EqualInstalment).unwrap();
        assert!(schedule.clone().grace(12).is_err());
        assert!(schedule.clone().first_interest(Money::constant(-1)).is_err());
        assert!(schedule.clone().first_interest(Money::constant(1_000_001)).is_err());
        schedule.next();
        assert!(schedule.clone().grace(1).is_err());
        let error = schedule.first_interest(Money::ZERO).unwrap_err();
        assert_eq!(error.to_string(), "first_interest: want it before the first payment, 1 are made");
    }

    #[test]
    fn interest_below_zero_is_refused() {
        let change = Change { period: 2, rate: Rate::ZERO, interest: Some(Money::constant(-1)) };
        let error =
            debt(10_000, 100_000, 12).schedule(Method::EqualInstalment).unwrap().repriced(&[change]).unwrap_err();
        assert_eq!(error.to_string(), "changes[0].interest: want 0 to 10000000000.00 yuan, found -0.01");
    }

    #[test]
    fn a_given_interest_falls_with_what_is_paid_early() {
        let schedule = debt(10_000, 100_000, 12).schedule(Method::EqualInstalment).unwrap();
        let schedule = schedule.first_interest(Money::constant(4_110)).unwrap();
        let paid = schedule.prepaid(Money::from_yuan(2_500).unwrap(), Relief::SmallerInstalment).unwrap();
        assert_eq!(paid.clone().next().unwrap().interest, Money::constant(3_083));
    }

    #[test]
    fn odd_interest_goes_where_it_is_told() {
        let schedule = debt(10_000, 100_000, 12).schedule(Method::EqualInstalment).unwrap();
        let schedule = schedule.first_interest(Money::constant(4_110)).unwrap();
        let in_principal = schedule.clone().next().unwrap();
        assert_eq!((in_principal.payment, in_principal.principal), (Money::constant(87_916), Money::constant(83_806)));
        let in_payment = schedule.with_odd_interest(OddInterest::InPayment).next().unwrap();
        assert_eq!((in_payment.payment, in_payment.principal), (Money::constant(83_693), Money::constant(79_583)));
    }

    proptest! {
        /// After the grace the rest is a schedule of its own: of the same debt, over the periods that are left.
        #[test]
        fn grace_is_interest_and_then_a_shorter_term(
            yuan in 10_000_i64..5_000_000,
            millionths in 0_u32..=100_000,
            months in 2_u16..=360,
            share in 0_u16..1000,
            method in 0_usize..3,
        ) {
            let grace = share % months;
            let rows = debt(yuan, millionths, months).schedule(METHODS[method]).unwrap().grace(grace).unwrap();
            let rest = debt(yuan, millionths, months - grace).schedule(METHODS[method]).unwrap();
            let early: Vec<Row> = rows.clone().take(usize::from(grace)).collect();
            prop_assert!(early.iter().all(|row| row.principal.is_zero()));
            let late = rows.skip(usize::from(grace)).map(|row| Row { period: row.period - grace, ..row });
            prop_assert!(late.eq(rest));
        }

        /// A change to the same rate with a whole period's interest leaves equal principal as it was.
        #[test]
        fn a_change_without_a_change_changes_nothing(
            yuan in 10_000_i64..5_000_000,
            months in 2_u16..=360,
            at in 1_u16..360,
        ) {
            let period = at.min(months);
            let plain = debt(yuan, 41_000, months).schedule(Method::EqualPrincipal).unwrap();
            let changes = [Change { period, rate: Rate::constant(41_000), interest: None }];
            prop_assert!(plain.clone().repriced(&changes).unwrap().eq(plain));
        }
    }
}
