//! Due days: the day of every payment, and periods that are not whole.

use super::period::rounded;
use super::{DayBasis, Debt, Period, Row, Schedule, Totals, money, out_of_range};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::Money;

/// The days on which payments are due (还款日), one a period.
///
/// ```
/// use anjieflow::repayment::{DueDays, FirstDue};
///
/// let days = DueDays::after_payout("2025-12-31".parse()?, 31, FirstDue::NextMonth)?;
/// let due = [1, 2, 3].map(|period| days.day(period).unwrap().to_string());
/// assert_eq!(due, ["2026-01-31", "2026-02-28", "2026-03-31"]);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDays<'c> {
    first: Date,
    every: Every,
    calendar: Option<&'c Calendar>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    /// A month, on this day or the last of the month.
    Month(u8),
    /// Two weeks.
    Fortnight,
}

/// When the first payment is due, where the contract names a day of the month.
///
/// Closed: in the month of the payout, or in the one after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstDue {
    /// On the next such day after the payout, be it of the same month: paid out on 1 February, first due on the 16th.
    NextDay,
    /// On such a day of the month after: paid out on 10 March, first due on 25 April.
    NextMonth,
}

/// How the interest of the first period is counted, from the payout to the first due day.
///
/// Open: a lender may count in a way not yet listed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstPeriod {
    /// As a whole period, however many days it has.
    Whole,
    /// By days, all of them. The People's Bank converts a yearly rate to a daily one by 360; a public calculator has 365.
    ByDays(DayBasis),
    /// Whole months before the due day at a twelfth of the rate, and the days before them by days: contracts that count
    /// whole months as months, and odd days over 360.
    MonthsAndDays(DayBasis),
}

/// On which day money must be in the account, when due days that are not worked are put off.
///
/// Closed: either it is known, or it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PayBy {
    /// On this day.
    Day(Date),
    /// Not before this day. Which day it is in the end cannot be told: the working days of that year are not published.
    NotBefore(Date),
}

/// A payment and its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DatedRow {
    /// The day it is due by the contract; interest is counted to it.
    pub due: Date,
    /// The day it must be paid by: later, where due days that are not worked are put off.
    pub pay_by: PayBy,
    /// The payment.
    pub row: Row,
}

/// The payments that are still to come, each with its day: an iterator and a value, as [`Schedule`] is.
///
/// ```
/// use anjieflow::money::{Money, Rate};
/// use anjieflow::repayment::{DayBasis, Debt, DueDays, FirstDue, FirstPeriod, Method};
///
/// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
/// let payout = "2026-03-10".parse()?;
/// let days = DueDays::after_payout(payout, 25, FirstDue::NextMonth)?;
/// let first = FirstPeriod::ByDays(DayBasis::Actual360).interest(&debt, payout, &days)?;
///
/// let schedule = debt.schedule(Method::EqualInstalment)?.first_interest(first)?;
/// let row = schedule.dated(&days)?.next().unwrap();
/// assert_eq!(row.due.to_string(), "2026-04-25");
/// assert_eq!(row.row.interest.to_string(), "4472.22"); // of 46 days
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<'s> {
    schedule: Schedule<'s>,
    days: &'s DueDays<'s>,
    counted: Option<(DayBasis, Date)>,
}

/// The last year in which a first payment may be due, so that all others are days that can be held.
const FIRST_YEAR_MAX: i32 = 2148;

impl DueDays<'static> {
    /// Due every month on this day, or the last of a month that is shorter; first on `first`.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when `first` is not such a day, or is after the year 2148.
    pub fn monthly(first: Date, day: u8) -> Result<Self, Error> {
        let days = DueDays::new(first, Every::Month(day))?;
        match first.day() == day.min(first.days_in_month()) {
            true if day > 0 => Ok(days),
            _ => Err(out_of_range("day", format!("want a due day from 1 to 31 on which {first} falls, found {day}"))),
        }
    }

    /// Due every month on this day, after a payout.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the day is not 1 to 31, or the first is after the year 2148.
    pub fn after_payout(payout: Date, day: u8, first: FirstDue) -> Result<Self, Error> {
        if !(1..=31).contains(&day) {
            return Err(out_of_range("day", format!("want a due day from 1 to 31, found {day}")));
        }
        let this_month = on_day(payout, day)?;
        let first = match first {
            FirstDue::NextDay if this_month > payout => this_month,
            FirstDue::NextDay | FirstDue::NextMonth => on_day(payout.add_months(1)?, day)?,
        };
        DueDays::monthly(first, day)
    }

    /// Due every two weeks (双周供), first on `first`.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when `first` is after the year 2148.
    pub fn fortnightly(first: Date) -> Result<Self, Error> {
        DueDays::new(first, Every::Fortnight)
    }

    fn new(first: Date, every: Every) -> Result<Self, Error> {
        if first.year() > FIRST_YEAR_MAX {
            return Err(out_of_range("first", format!("want a day up to {FIRST_YEAR_MAX}-12-31, found {first}")));
        }
        Ok(DueDays { first, every, calendar: None })
    }
}

impl<'c> DueDays<'c> {
    /// The same, and a due day that is not worked is put off to the next that is. The interest stays what it was.
    #[must_use]
    pub fn put_off<'d>(self, calendar: &'d Calendar) -> DueDays<'d> {
        DueDays { first: self.first, every: self.every, calendar: Some(calendar) }
    }

    /// The due day of a period, counted from one; for nought the one before the first would be.
    ///
    /// # Errors
    ///
    /// `OutOfRange` after [`Date::MAX`], which no period of a schedule reaches.
    pub fn day(&self, period: u16) -> Result<Date, Error> {
        let periods = i32::from(period) - 1;
        match self.every {
            Every::Month(day) => on_day(self.first.add_months(periods)?, day),
            Every::Fortnight => self.first.add_days(14 * periods),
        }
    }

    /// The day by which the payment of a period must be made.
    ///
    /// # Errors
    ///
    /// As [`DueDays::day`].
    pub fn pay_by(&self, period: u16) -> Result<PayBy, Error> {
        Ok(self.rolled(self.day(period)?))
    }

    /// The period in which a day lies: from the day after one due day to the next. Days before the first are in period
    /// one.
    #[must_use]
    pub fn period_of(&self, day: Date) -> u16 {
        let guess = match self.every {
            Every::Month(_) => months_from(self.first, day),
            Every::Fortnight => self.first.days_until(day) / 14,
        };
        let near = u16::try_from(guess).unwrap_or(0).max(1);
        // The guess counts whole periods: the day is in that one or in one of the next two.
        (near..near.saturating_add(2)).find(|period| self.day(*period).is_ok_and(|due| day <= due)).unwrap_or(near + 2)
    }

    fn rolled(&self, due: Date) -> PayBy {
        match self.calendar.map(|calendar| calendar.roll_forward(due)) {
            None => PayBy::Day(due),
            Some(Ok(day)) => PayBy::Day(day),
            Some(Err(_)) => PayBy::NotBefore(due),
        }
    }

    fn fits(&self, period: Period) -> bool {
        match self.every {
            Every::Month(_) => period == Period::Month,
            Every::Fortnight => period != Period::Month,
        }
    }
}

/// This day in the month of that date, or the last of the month.
fn on_day(date: Date, day: u8) -> Result<Date, Error> {
    Date::new(date.year(), date.month(), day.min(date.days_in_month()))
}

fn months_from(first: Date, day: Date) -> i32 {
    (day.year() - first.year()) * 12 + i32::from(day.month()) - i32::from(first.month())
}

impl FirstPeriod {
    /// The interest of the first period, rounded half up to the fen, for [`Schedule::first_interest`].
    ///
    /// ```
    /// use anjieflow::money::{Money, Rate};
    /// use anjieflow::repayment::{DayBasis, Debt, DueDays, FirstDue, FirstPeriod};
    ///
    /// let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(35_000), 360)?;
    /// let payout = "2026-03-10".parse()?;
    /// let days = DueDays::after_payout(payout, 25, FirstDue::NextMonth)?;
    /// let interest = |way: FirstPeriod| way.interest(&debt, payout, &days).unwrap().to_string();
    /// assert_eq!(interest(FirstPeriod::ByDays(DayBasis::Actual360)), "4472.22");
    /// assert_eq!(interest(FirstPeriod::MonthsAndDays(DayBasis::Actual360)), "4375.00");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// `OutOfRange` when the payout is not before the first due day; when months are asked for and the debt is not paid
    /// back by the month.
    pub fn interest(self, debt: &Debt, payout: Date, days: &DueDays<'_>) -> Result<Money, Error> {
        if payout >= days.first {
            return Err(out_of_range(
                "payout",
                format!("want a day before the first due day {}, found {payout}", days.first),
            ));
        }
        match self {
            FirstPeriod::Whole => Ok(money(debt.period_rate().interest(debt.fen()))),
            FirstPeriod::ByDays(basis) => {
                Ok(basis.interest(debt.principal(), debt.rate(), basis.days_between(payout, days.first)))
            }
            FirstPeriod::MonthsAndDays(basis) => months_and_days(debt, payout, days, basis),
        }
    }
}

/// Rounded once: months are days of a year of twelve parts, days twelve parts of a day.
fn months_and_days(debt: &Debt, payout: Date, days: &DueDays<'_>, basis: DayBasis) -> Result<Money, Error> {
    let Every::Month(due_day) = days.every else {
        return Err(out_of_range("period", "whole months are counted where payments are due by the month".to_owned()));
    };
    let months = (1..=months_from(payout, days.first)).rfind(|months| {
        let start = days.first.add_months(-months).and_then(|date| on_day(date, due_day));
        start.is_ok_and(|start| start >= payout)
    });
    let months = months.unwrap_or(0);
    let start = on_day(days.first.add_months(-months)?, due_day)?;
    let odd_days = u128::from(basis.days_between(payout, start));
    let year = u128::from(basis.days());
    let parts = u128::from(months.unsigned_abs()) * year + 12 * odd_days;
    let rate = u128::from(debt.rate().millionths());
    Ok(money(rounded(u128::from(debt.fen()) * rate * parts, 1_000_000 * 12 * year)))
}

impl PayBy {
    /// The day, or the first day it may be.
    #[must_use]
    pub const fn day(self) -> Date {
        match self {
            PayBy::Day(day) | PayBy::NotBefore(day) => day,
        }
    }
}

impl<'s> Schedule<'s> {
    /// The payments with their days.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when periods and days differ: months and fortnights.
    pub fn dated(self, days: &'s DueDays<'s>) -> Result<Dated<'s>, Error> {
        if !days.fits(self.period()) {
            let message = format!("the days do not fit periods of {:?}", self.period());
            return Err(Error::new(ErrorCode::OutOfRange, message).at("days"));
        }
        Ok(Dated { schedule: self, days, counted: None })
    }
}

impl<'s> Dated<'s> {
    /// The same with the interest of every period by its days, so that a month of 31 costs more than one of 30 (按日计息):
    /// the other way that the People's Bank allows. `since` is the day from which interest runs, mostly the payout.
    /// A first interest and the interest of a change still stand.
    #[must_use]
    pub fn counted(self, basis: DayBasis, since: Date) -> Self {
        Dated { counted: Some((basis, since)), ..self }
    }

    /// The same after all payments that are due by a day, as if they were made.
    #[must_use]
    pub fn as_of(mut self, day: Date) -> Self {
        while self.schedule.balance() > Money::ZERO && self.next_due() <= day {
            self.next();
        }
        self
    }

    /// The payments without their days.
    #[must_use]
    pub const fn schedule(&self) -> &Schedule<'s> {
        &self.schedule
    }

    /// The days without their payments.
    #[must_use]
    pub const fn days(&self) -> &'s DueDays<'s> {
        self.days
    }

    /// When the next payment is due, if one is.
    #[must_use]
    pub fn next_due(&self) -> Date {
        // OK because no period of a schedule lies beyond the days that can be held.
        self.days.day(self.schedule.periods_paid() + 1).unwrap_or(Date::MAX)
    }

    /// The sums of all payments still to come.
    #[must_use]
    pub fn totals(&self) -> Totals {
        match self.counted {
            // The days decide nothing, so they need not be found.
            None => self.schedule.totals(),
            Some(_) => Totals::of(self.clone().map(|dated| dated.row)),
        }
    }

    /// The day from which the next interest runs.
    pub(super) fn last_due(&self, payout: Date) -> Result<Date, Error> {
        match self.schedule.periods_paid() {
            0 => Ok(payout),
            paid => self.days.day(paid),
        }
    }

    /// The same days, with other payments in what is left.
    pub(super) fn with_schedule(&self, schedule: Schedule<'s>) -> Self {
        Dated { schedule, ..self.clone() }
    }
}

impl Iterator for Dated<'_> {
    type Item = DatedRow;

    fn next(&mut self) -> Option<DatedRow> {
        let due = self.next_due();
        let row = match &mut self.counted {
            None => self.schedule.next()?,
            Some((basis, since)) => {
                let days = basis.days_between(std::mem::replace(since, due), due);
                self.schedule.next_by_days(days, *basis)?
            }
        };
        Some(DatedRow { due, pay_by: self.days.rolled(due), row })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Rate;
    use crate::repayment::Method;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn debt(yuan: i64, millionths: u32, months: u16) -> Debt {
        Debt::new(Money::from_yuan(yuan).unwrap(), Rate::constant(millionths), months).unwrap()
    }

    /// A calculator's figures of 10,000 yuan at 10% over 12 months: half a month in front, days over 365.
    #[test]
    fn broken_first_periods_as_published() {
        #[track_caller]
        fn check(payout: &str, first: FirstDue, method: Method) -> Vec<String> {
            let debt = debt(10_000, 100_000, 12);
            let days = DueDays::after_payout(date(payout), 16, first).unwrap();
            let interest = FirstPeriod::ByDays(DayBasis::Actual365).interest(&debt, date(payout), &days).unwrap();
            let rows = debt.schedule(method).unwrap().first_interest(interest).unwrap();
            rows.dated(&days)
                .unwrap()
                .take(2)
                .flat_map(|it| [it.row.interest, it.row.principal])
                .map(|it| it.to_string())
                .collect()
        }
        let half_a_month = check("2025-02-01", FirstDue::NextDay, Method::EqualInstalment);
        assert_eq!(half_a_month[..2], ["41.10", "838.06"]);
        assert_eq!(check("2025-02-20", FirstDue::NextMonth, Method::EqualInstalment)[0], "65.75");
        assert_eq!(check("2025-02-01", FirstDue::NextDay, Method::EqualPrincipal)[2], "76.39");
    }

    /// Paid out on 10 March with due day 25: 46 days, or a month and 15 days.
    #[test]
    fn the_first_period_of_46_days() {
        let (debt, payout) = (debt(360_000, 36_500, 360), date("2026-03-10"));
        let days = DueDays::after_payout(payout, 25, FirstDue::NextMonth).unwrap();
        assert_eq!(DayBasis::Actual360.days_between(payout, days.day(1).unwrap()), 46);
        let interest = |way: FirstPeriod| way.interest(&debt, payout, &days).unwrap().to_string();
        assert_eq!(interest(FirstPeriod::Whole), "1095.00");
        assert_eq!(interest(FirstPeriod::ByDays(DayBasis::Actual360)), "1679.00");
        assert_eq!(interest(FirstPeriod::ByDays(DayBasis::Actual365)), "1656.00");
        assert_eq!(interest(FirstPeriod::ByDays(DayBasis::Thirty360)), "1642.50");
        assert_eq!(interest(FirstPeriod::MonthsAndDays(DayBasis::Actual360)), "1642.50");
        assert_eq!(interest(FirstPeriod::MonthsAndDays(DayBasis::Actual365)), "1635.00");
        let error = FirstPeriod::Whole.interest(&debt, date("2026-04-25"), &days).unwrap_err();
        assert_eq!(error.to_string(), "payout: want a day before the first due day 2026-04-25, found 2026-04-25");
    }

    #[test]
    fn a_first_period_of_less_than_a_month_has_days_only() {
        let debt = debt(360_000, 36_500, 360);
        let days = DueDays::monthly(date("2026-02-28"), 31).unwrap();
        let interest = |payout| FirstPeriod::MonthsAndDays(DayBasis::Actual360).interest(&debt, payout, &days).unwrap();
        assert_eq!(interest(date("2026-01-31")).to_string(), "1095.00");
        assert_eq!(interest(date("2026-02-01")).to_string(), "985.50");
    }

    #[test]
    fn days_are_put_off_as_far_as_they_are_known() {
        let days = DueDays::monthly(date("2026-10-01"), 1).unwrap().put_off(Calendar::builtin());
        assert_eq!(days.pay_by(1), Ok(PayBy::Day(date("2026-10-08"))));
        assert_eq!(days.pay_by(3), Ok(PayBy::Day(date("2026-12-01"))));
        assert_eq!(days.pay_by(4), Ok(PayBy::NotBefore(date("2027-01-01"))));
        let rows = debt(10_000, 50_000, 12).schedule(Method::EqualInstalment).unwrap();
        let first = rows.dated(&days).unwrap().next().unwrap();
        assert_eq!((first.due, first.pay_by.day()), (date("2026-10-01"), date("2026-10-08")));
    }

    #[test]
    fn every_period_by_its_days() {
        let rows = debt(1_200_000, 36_000, 12).schedule(Method::InterestFirst).unwrap();
        let days = DueDays::monthly(date("2026-02-20"), 20).unwrap();
        let rows = rows.dated(&days).unwrap().counted(DayBasis::Actual360, date("2026-01-20"));
        let interest: Vec<String> = rows.take(3).map(|it| it.row.interest.to_string()).collect();
        assert_eq!(interest, ["3720.00", "3360.00", "3720.00"]);
    }

    #[test]
    fn days_and_periods_must_fit() {
        let fortnights = DueDays::fortnightly(date("2026-03-06")).unwrap();
        assert_eq!(fortnights.day(27), Ok(date("2027-03-05")));
        assert!(debt(10_000, 50_000, 12).schedule(Method::EqualInstalment).unwrap().dated(&fortnights).is_err());
        assert!(DueDays::monthly(date("2026-02-27"), 31).is_err());
        assert!(DueDays::monthly(date("2026-02-27"), 0).is_err());
        assert!(DueDays::fortnightly(date("2149-01-01")).is_err());
    }

    proptest! {
        /// Due days rise, a month apart, and each is the last of its period.
        #[test]
        fn a_due_day_ends_its_period(
            year in 1990_i32..2140,
            month in 1_u8..=12,
            day in 1_u8..=31,
            period in 1_u16..=600,
        ) {
            let payout = Date::new(year, month, 15).unwrap();
            let days = DueDays::after_payout(payout, day, FirstDue::NextMonth).unwrap();
            let due = days.day(period).unwrap();
            prop_assert_eq!(days.period_of(due), period);
            prop_assert_eq!(days.period_of(due.next().unwrap()), period + 1);
            prop_assert!((28..=31).contains(&due.days_until(days.day(period + 1).unwrap())));
            let fortnights = DueDays::fortnightly(payout).unwrap();
            let due = fortnights.day(period).unwrap();
            prop_assert_eq!(fortnights.period_of(due), period);
            prop_assert_eq!(fortnights.period_of(due.next().unwrap()), period + 1);
        }
    }
}
