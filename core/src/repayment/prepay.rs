//! Paying before it is due (提前还款): all of it or a part, what it costs, and what it saves.
//!
//! ```
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::prepay::{PrepayTerms, Prepayment, Relief};
//! use anjieflow::repayment::{Debt, DueDays, Method};
//!
//! let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(42_000), 360)?;
//! let days = DueDays::monthly("2024-02-20".parse()?, 20)?;
//! let loan = debt.schedule(Method::EqualInstalment)?.dated(&days)?;
//!
//! // After a year, with the instalment of the day: nothing is owed but the sum.
//! let sum = Money::from_yuan(200_000)?;
//! let asked = Prepayment::part("2025-01-20".parse()?, sum, Relief::ShorterTerm);
//! let prepaid = PrepayTerms::FREE.quote(&loan, "2024-01-20".parse()?, &asked)?;
//! assert_eq!((prepaid.to_pay()?, prepaid.payments_saved()), (sum, 112));
//! assert_eq!(prepaid.rest.clone().next().unwrap().row.payment.to_string(), "4890.17");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use super::{Dated, DayBasis, Period, Totals, out_of_range};
use crate::date::Date;
use crate::error::Error;
use crate::money::{Money, Rate, Rounding};

/// What becomes of the payments after a part was paid early.
///
/// Open: a lender may offer something not yet listed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relief {
    /// The term ends earlier and the instalment stays; the last one is odd (期限减按).
    ShorterTerm,
    /// The term ends earlier by whole periods, and the instalment is computed anew for it: a little less than before.
    /// A calculator does it so.
    ShorterTermLevelled,
    /// The term stays and the instalment is computed anew (金额减按).
    SmallerInstalment,
    /// So many periods are left, and the instalment is computed anew: shorter and lower, or shorter and higher.
    PeriodsLeft(u16),
}

/// Somebody asks to pay early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Prepayment {
    /// The day of the payment. An instalment of that day is paid first.
    pub day: Date,
    /// How much of the principal; `None` for all.
    pub sum: Option<Money>,
    /// What becomes of the rest.
    pub relief: Relief,
    /// The day of the request, where notice must be given.
    pub asked_on: Option<Date>,
}

/// What a contract says of paying early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrepayTerms<'t> {
    /// What it costs.
    pub fee: Fee<'t>,
    /// The least part that is taken; all that is owed is always taken.
    pub sum_min: Money,
    /// So many months after the payout it is possible at all.
    pub wait_months: u16,
    /// So many days before the payment it must be asked for.
    pub notice_days: u16,
    /// How the days are counted since the last due day, for which the sum bears interest (Civil Code art. 677).
    pub basis: DayBasis,
}

/// What paying early costs (违约金).
///
/// Open: a lender may count in a way not yet listed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fee<'t> {
    /// Nothing.
    Free,
    /// So many months' interest on the sum, up to so many months after the payout: at ICBC (工行) six at most, mostly
    /// within a year.
    MonthsOfInterest {
        /// How many.
        months: u8,
        /// Until when; `None` for the whole term.
        within_months: Option<u16>,
    },
    /// A share of the sum by year of the loan, the first year first; nothing after the last.
    ByYear(&'t [Rate]),
}

/// What an early payment costs and saves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepaid<'s> {
    /// How much of the principal.
    pub sum: Money,
    /// Interest on the sum for the days since the last due day.
    pub interest: Money,
    /// What the contract takes for it.
    pub fee: Money,
    /// What would still have been paid without it, from that day on.
    pub before: Totals,
    /// What is still paid with it, without the sum, its interest and the fee.
    pub after: Totals,
    /// The payments still to come.
    pub rest: Dated<'s>,
}

impl Prepayment {
    /// A part.
    #[must_use]
    pub const fn part(day: Date, sum: Money, relief: Relief) -> Self {
        Prepayment { day, sum: Some(sum), relief, asked_on: None }
    }

    /// All that is owed (提前结清).
    #[must_use]
    pub const fn all(day: Date) -> Self {
        Prepayment { day, sum: None, relief: Relief::ShorterTerm, asked_on: None }
    }
}

impl PrepayTerms<'static> {
    /// Free, at any time, any sum, days over 360.
    pub const FREE: PrepayTerms<'static> = PrepayTerms {
        fee: Fee::Free,
        sum_min: Money::constant(1),
        wait_months: 0,
        notice_days: 0,
        basis: DayBasis::Actual360,
    };
}

impl PrepayTerms<'_> {
    /// What an early payment costs and saves, when every instalment due by that day is paid.
    ///
    /// # Errors
    ///
    /// `OutOfRange`, with the bound: when the day is before the payout, within the months of waiting or the days of
    /// notice; when the sum is above what is owed, or below the least and not all. As
    /// [`Schedule::prepaid`](super::Schedule::prepaid).
    pub fn quote<'s>(&self, loan: &Dated<'s>, payout: Date, asked: &Prepayment) -> Result<Prepaid<'s>, Error> {
        self.check_day(payout, asked)?;
        let now = loan.clone().as_of(asked.day);
        let sum = self.check_sum(asked.sum, now.schedule().balance())?;
        let since = now.last_due(payout)?;
        let interest = self.basis.interest(sum, now.schedule().rate(), self.basis.days_between(since, asked.day));
        let fee = self.fee.of(sum, now.schedule().rate(), payout, asked.day)?;
        let rest = now.with_schedule(now.schedule().clone().prepaid(sum, asked.relief)?);
        Ok(Prepaid { sum, interest, fee, before: now.totals(), after: rest.totals(), rest })
    }

    fn check_day(&self, payout: Date, asked: &Prepayment) -> Result<(), Error> {
        let earliest = payout.add_months(i32::from(self.wait_months))?;
        let noticed = asked.asked_on.map(|day| day.add_days(i32::from(self.notice_days))).transpose()?;
        let least = noticed.map_or(earliest, |day| day.max(earliest));
        if asked.day >= least {
            return Ok(());
        }
        let help = match (asked.day < payout, asked.day < earliest) {
            (true, _) => "nothing was paid out before".to_owned(),
            (_, true) => format!("the contract wants {} months after the payout", self.wait_months),
            _ => format!("the contract wants {} days of notice", self.notice_days),
        };
        Err(out_of_range("day", format!("want {least} or later, found {}", asked.day)).help(help))
    }

    fn check_sum(&self, sum: Option<Money>, balance: Money) -> Result<Money, Error> {
        let sum = sum.unwrap_or(balance);
        let least = self.sum_min.max(Money::constant(1)).min(balance);
        if sum >= least && sum <= balance && !sum.is_zero() {
            return Ok(sum);
        }
        Err(out_of_range("sum", format!("want {least} to {balance} yuan, found {sum}")))
    }
}

impl Fee<'_> {
    fn of(self, sum: Money, rate: Rate, payout: Date, day: Date) -> Result<Money, Error> {
        match self {
            Fee::Free => Ok(Money::ZERO),
            Fee::MonthsOfInterest { within_months: Some(months), .. }
                if payout.add_months(i32::from(months))? <= day =>
            {
                Ok(Money::ZERO)
            }
            Fee::MonthsOfInterest { months, .. } => {
                sum.mul_ratio(i64::from(rate.millionths()) * i64::from(months), 12_000_000, Rounding::HalfUp)
            }
            Fee::ByYear(shares) => {
                let year = usize::try_from(day.years_since(payout)).unwrap_or(0);
                sum.mul_rate(shares.get(year).copied().unwrap_or(Rate::ZERO), Rounding::HalfUp)
            }
        }
    }
}

impl Prepaid<'_> {
    /// What is paid on the day: the sum, its interest, the fee.
    ///
    /// # Errors
    ///
    /// None in practice, as the parts are far below [`Money::MAX`].
    pub fn to_pay(&self) -> Result<Money, Error> {
        Money::sum([self.sum, self.interest, self.fee])
    }

    /// How much less interest is paid over the whole term; the fee is not taken off. Below zero where a longer term
    /// costs more.
    ///
    /// # Errors
    ///
    /// As [`Prepaid::to_pay`].
    pub fn interest_saved(&self) -> Result<Money, Error> {
        self.before.interest.checked_sub(self.after.interest)?.checked_sub(self.interest)
    }

    /// How many payments fewer there are.
    #[must_use]
    pub const fn payments_saved(&self) -> u16 {
        self.before.payments.saturating_sub(self.after.payments)
    }
}

impl super::Schedule<'_> {
    /// The same schedule after a part of the principal was paid between two payments. Its periods keep their numbers,
    /// its changes stay, a first interest that is still to come is that of what is left. While only interest is paid
    /// there is no instalment to keep, and no term gets shorter.
    ///
    /// # Errors
    ///
    /// - `OutOfRange` when the sum is not above zero or above what is owed; for [`Relief::SmallerInstalment`] and a
    ///   [`Method::FixedPayment`](super::Method::FixedPayment), which the customer chooses; for
    ///   [`Relief::PeriodsLeft`] with none, or with more than any term has.
    /// - [`ErrorCode::Conflict`](crate::error::ErrorCode::Conflict) when a change still to come has an interest of its
    ///   own, which is that of the old balance: take it off with [`Schedule::repriced`](super::Schedule::repriced) and
    ///   compute it anew for what is left.
    pub fn prepaid(self, sum: Money, relief: Relief) -> Result<Self, Error> {
        if sum <= Money::ZERO || sum > self.balance() {
            return Err(out_of_range(
                "sum",
                format!("want more than 0 and at most {} yuan, found {sum}", self.balance()),
            ));
        }
        self.after(sum).relieved(relief)
    }
}

/// The longest term of periods like these.
pub(super) const fn periods_max(period: Period) -> u16 {
    match period {
        Period::Month => super::MONTHS_MAX,
        Period::FortnightOfYear | Period::Days { .. } => super::FORTNIGHTS_MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repayment::{Change, Debt, DueDays, Method, Row, Schedule};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn yuan(yuan: i64) -> Money {
        Money::from_yuan(yuan).unwrap()
    }

    fn after_a_year(method: Method) -> Schedule<'static> {
        let mut schedule = Debt::new(yuan(1_000_000), Rate::constant(42_000), 360).unwrap().schedule(method).unwrap();
        schedule.nth(11);
        schedule
    }

    /// A calculator's 4,880.01 over 236 months, where others keep the payment and shorten the last one. The loan is not
    /// told with it; a million at 4.2% with 200,000 paid back after a year is one that gives these figures.
    #[test]
    fn a_shorter_term_has_two_conventions() {
        let schedule = after_a_year(Method::EqualInstalment);
        let of = |relief| schedule.clone().prepaid(yuan(200_000), relief).unwrap().totals();
        let levelled = of(Relief::ShorterTermLevelled);
        assert_eq!((levelled.payments, levelled.first_payment), (236, Money::constant(488_001)));
        let kept = of(Relief::ShorterTerm);
        assert_eq!((kept.payments, kept.first_payment), (236, Money::constant(489_017)));
        assert!(kept.last_payment < kept.first_payment);
        assert!(of(Relief::SmallerInstalment).interest > levelled.interest);
        assert!(of(Relief::PeriodsLeft(120)).first_payment > kept.first_payment);
    }

    #[test]
    fn equal_principal_is_shortened_or_lowered() {
        let schedule = after_a_year(Method::EqualPrincipal);
        let of = |relief| schedule.clone().prepaid(yuan(200_000), relief).unwrap();
        assert_eq!(of(Relief::ShorterTerm).next().unwrap().principal.to_string(), "2777.78");
        assert_eq!(of(Relief::ShorterTerm).totals().payments, 276);
        assert_eq!(of(Relief::SmallerInstalment).next().unwrap().principal.to_string(), "2203.07");
    }

    /// A later change computes the instalment for the shorter term.
    #[test]
    fn a_shorter_term_stays_when_the_rate_changes() {
        let changes = [Change { period: 25, rate: Rate::constant(36_000), interest: None }];
        let schedule = after_a_year(Method::EqualInstalment).repriced(&changes).unwrap();
        let rest = schedule.prepaid(yuan(200_000), Relief::ShorterTerm).unwrap();
        assert_eq!((rest.periods_left(), rest.totals().payments), (236, 236));
        assert!(rest.clone().nth(12).unwrap().payment < rest.clone().nth(11).unwrap().payment);
    }

    /// The interest of a change to come was that of the old balance.
    #[test]
    fn an_interest_of_the_old_balance_is_refused() {
        let interest = Some(Money::constant(300_000));
        let changes = [Change { period: 25, rate: Rate::constant(36_000), interest }];
        let schedule = after_a_year(Method::EqualInstalment).repriced(&changes).unwrap();
        let error = schedule.clone().prepaid(yuan(200_000), Relief::ShorterTerm).unwrap_err();
        assert_eq!(error.code(), crate::error::ErrorCode::Conflict);
        assert!(schedule.repriced(&[]).unwrap().prepaid(yuan(200_000), Relief::ShorterTerm).is_ok());
    }

    #[track_caller]
    fn refused(terms: PrepayTerms<'_>, asked: Prepayment, error: &str) {
        let days = DueDays::monthly(date("2026-04-20"), 20).unwrap();
        let debt = Debt::new(yuan(1_000_000), Rate::constant(42_000), 360).unwrap();
        let loan = debt.schedule(Method::EqualInstalment).unwrap().dated(&days).unwrap();
        assert_eq!(terms.quote(&loan, date("2026-03-20"), &asked).unwrap_err().to_string(), error);
    }

    #[test]
    fn each_refusal_has_its_bound() {
        let free = PrepayTerms::FREE;
        let strict = PrepayTerms { wait_months: 12, notice_days: 10, sum_min: yuan(10_000), ..free };
        let part = |day, sum| Prepayment::part(date(day), yuan(sum), Relief::ShorterTerm);
        refused(
            free,
            part("2026-03-19", 10_000),
            "day: want 2026-03-20 or later, found 2026-03-19; nothing was paid out before",
        );
        refused(free, part("2026-03-20", 1_000_001), "sum: want 0.01 to 1000000.00 yuan, found 1000001.00");
        refused(free, part("2026-03-20", 0), "sum: want 0.01 to 1000000.00 yuan, found 0.00");
        refused(
            strict,
            part("2027-03-19", 10_000),
            "day: want 2027-03-20 or later, found 2027-03-19; the contract wants 12 months after the payout",
        );
        let late = Prepayment { asked_on: Some(date("2027-05-01")), ..part("2027-05-10", 10_000) };
        refused(strict, late, "day: want 2027-05-11 or later, found 2027-05-10; the contract wants 10 days of notice");
        refused(strict, part("2027-03-20", 9_999), "sum: want 10000.00 to 982993.05 yuan, found 9999.00");
    }

    #[test]
    fn fees_and_days() {
        let days = DueDays::monthly(date("2026-04-20"), 20).unwrap();
        let debt = Debt::new(yuan(1_000_000), Rate::constant(36_000), 360).unwrap();
        let loan = debt.schedule(Method::EqualInstalment).unwrap().dated(&days).unwrap();
        let quote = |fee, day| {
            let terms = PrepayTerms { fee, ..PrepayTerms::FREE };
            let asked = Prepayment::part(date(day), yuan(100_000), Relief::SmallerInstalment);
            let prepaid = terms.quote(&loan, date("2026-03-20"), &asked).unwrap();
            (prepaid.interest.to_string(), prepaid.fee.to_string())
        };
        let text = |interest: &str, fee: &str| (interest.to_owned(), fee.to_owned());
        let two_one = [Rate::constant(20_000), Rate::constant(10_000)];
        assert_eq!(quote(Fee::ByYear(&two_one), "2026-03-30"), text("100.00", "2000.00"));
        assert_eq!(quote(Fee::ByYear(&two_one), "2027-03-20"), text("0.00", "1000.00"));
        assert_eq!(quote(Fee::ByYear(&two_one), "2028-04-01"), text("120.00", "0.00"));
        let six = Fee::MonthsOfInterest { months: 6, within_months: Some(12) };
        assert_eq!(quote(six, "2027-03-19"), text("270.00", "1800.00"));
        assert_eq!(quote(six, "2027-03-20"), text("0.00", "0.00"));
    }

    #[test]
    fn all_of_it_ends_the_loan() {
        let days = DueDays::monthly(date("2026-04-20"), 20).unwrap();
        let debt = Debt::new(yuan(1_000_000), Rate::constant(36_000), 360).unwrap();
        let loan = debt.schedule(Method::EqualInstalment).unwrap().dated(&days).unwrap();
        let prepaid = PrepayTerms::FREE.quote(&loan, date("2026-03-20"), &Prepayment::all(date("2026-04-30"))).unwrap();
        assert_eq!((prepaid.after.payments, prepaid.payments_saved(), prepaid.rest.clone().next()), (0, 359, None));
        let at_once = PrepayTerms::FREE.quote(&loan, date("2026-03-20"), &Prepayment::all(date("2026-03-25"))).unwrap();
        assert_eq!((at_once.to_pay().unwrap().to_string(), at_once.payments_saved()), ("1000500.00".to_owned(), 360));
        assert_eq!(prepaid.interest_saved().unwrap(), prepaid.before.interest.checked_sub(prepaid.interest).unwrap());
    }

    proptest! {
        /// After two early payments the rest is a schedule of its own: of what is left, over the periods that are left.
        #[test]
        fn two_prepayments_leave_the_schedule_of_the_rest(
            sum in 100_000_i64..3_000_000,
            millionths in 0_u32..=90_000,
            months in 24_u16..=360,
            percent in (1_i64..=45, 1_i64..=45),
            level in proptest::bool::ANY,
            shorter in proptest::bool::ANY,
        ) {
            let method = if level { Method::EqualInstalment } else { Method::EqualPrincipal };
            let debt = Debt::new(yuan(sum), Rate::constant(millionths), months).unwrap();
            let relief = if shorter { Relief::ShorterTermLevelled } else { Relief::SmallerInstalment };
            let share = |money: Money, percent| money.mul_ratio(percent, 100, Rounding::Down).unwrap();
            let mut schedule = debt.schedule(method).unwrap();
            schedule.nth(2);
            let once = share(schedule.balance(), percent.0);
            let mut schedule = schedule.prepaid(once, relief).unwrap();
            schedule.nth(2);
            let twice = share(schedule.balance(), percent.1);
            let schedule = schedule.prepaid(twice, relief).unwrap();
            let rest = Debt::new(schedule.balance(), debt.rate(), schedule.periods_left()).unwrap();
            let rest = rest.schedule(method).unwrap();
            let rows = schedule.clone().map(|row| Row { period: row.period - schedule.periods_paid(), ..row });
            prop_assert!(rows.eq(rest));
        }

        /// A shorter term costs no more than a smaller instalment, and neither more than before.
        #[test]
        fn to_pay_early_never_costs_interest(
            sum in 100_000_i64..3_000_000,
            millionths in 0_u32..=90_000,
            months in 24_u16..=360,
            percent in 1_i64..=90,
        ) {
            let debt = Debt::new(yuan(sum), Rate::constant(millionths), months).unwrap();
            let mut schedule = debt.schedule(Method::EqualInstalment).unwrap();
            schedule.nth(11);
            let part = schedule.balance().mul_ratio(percent, 100, Rounding::Down).unwrap();
            let interest = |relief| schedule.clone().prepaid(part, relief).unwrap().totals().interest;
            // The rounding of an instalment to the fen may cost half a fen a period.
            let slack = Money::constant(i64::from(months));
            let (shorter, smaller) = (interest(Relief::ShorterTerm), interest(Relief::SmallerInstalment));
            prop_assert!(shorter <= smaller.checked_add(slack).unwrap());
            prop_assert!(smaller <= schedule.totals().interest.checked_add(slack).unwrap());
        }
    }
}
