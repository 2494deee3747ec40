//! When a loan is paid back, as plain data: its due days, how its periods are counted, its months of interest only.

use super::names::{day_count, word};
use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::interchange::value::{Reader, missing};
use crate::repayment::{
    Change, Dated, DayBasis, Debt, DueDays, FirstDue, FirstPeriod, MONTHS_MAX, OddInterest, Period, Schedule,
};

/// When payments are due, where that is told, and from when on principal is paid.
pub(super) struct Timing {
    paid_out: Option<PaidOut>,
    grace_months: u16,
    odd_interest: Option<OddInterest>,
    day_count: Option<DayBasis>,
}

struct PaidOut {
    on: Date,
    due: Due,
    first: First,
    /// Every period is counted by its days.
    by_days: bool,
}

/// On which days payments are due.
#[derive(Clone, Copy)]
enum Due {
    Monthly(u8, FirstDue),
    /// Every two weeks from the payout on.
    Fortnightly,
}

/// How the first period is counted: [`FirstPeriod`] without its count of days.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Whole,
    ByDays,
    MonthsAndDays,
}

impl Timing {
    /// That of periods so long.
    pub(super) fn read(reader: &mut Reader<'_>, period: Period) -> Result<Self, Error> {
        let most = i64::from(MONTHS_MAX) - 1;
        let odd_interest = [("in_principal", OddInterest::InPrincipal), ("in_payment", OddInterest::InPayment)];
        Ok(Self {
            grace_months: reader.number("grace_months", "a number of months", 0, most)?.unwrap_or(0),
            odd_interest: word(reader, "odd_interest", "place of odd interest", &odd_interest)?,
            day_count: day_count(reader)?,
            paid_out: PaidOut::read(reader, period)?,
        })
    }

    /// Whether nothing is asked of it.
    pub(super) const fn is_plain(&self) -> bool {
        self.paid_out.is_none() && self.grace_months == 0
    }

    /// Whether the payments of a level method are one sum: no months of interest only, and none that follows the days.
    pub(super) fn is_level(&self) -> bool {
        let by_days = self.paid_out.as_ref().is_some_and(|paid_out| paid_out.by_days);
        self.grace_months == 0 && !(by_days && self.odd_interest == Some(OddInterest::InPayment))
    }

    /// How days are counted: over 360 when it is not said, as the People's Bank converts a rate.
    pub(super) fn basis(&self) -> DayBasis {
        self.day_count.unwrap_or(DayBasis::Actual360)
    }

    /// Where no days are counted, nobody says how.
    pub(super) fn check_day_count(&self) -> Result<(), Error> {
        let counts = |paid_out: &PaidOut| paid_out.by_days || paid_out.first != First::Whole;
        if self.day_count.is_none() || self.paid_out.as_ref().is_some_and(counts) {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Conflict, "whole periods count no days").at("day_count").help(
            "leave it out, or count the first period `by_days` or by `months_and_days`, or all `periods` `by_days`",
        ))
    }

    /// The same schedule with the first period, the months of interest only, and the place of odd interest.
    pub(super) fn of<'c>(&self, debt: &Debt, schedule: Schedule<'c>) -> Result<Schedule<'c>, Error> {
        let schedule = schedule.grace(self.grace_months)?.with_odd_interest(self.odd_interest.unwrap_or_default());
        match &self.paid_out {
            Some(paid_out) if paid_out.first != First::Whole => {
                let first = paid_out.first.counted(self.basis());
                schedule.first_interest(first.interest(debt, paid_out.on, &paid_out.days()?)?)
            }
            _ => Ok(schedule),
        }
    }

    /// The due days, where a payout is told; put off to those that are worked, where a calendar is handed in.
    pub(super) fn days<'c>(&self, calendar: Option<&'c Calendar>) -> Result<Option<DueDays<'c>>, Error> {
        match (&self.paid_out, calendar) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(missing("payout")),
            (Some(paid_out), None) => paid_out.days().map(Some),
            (Some(paid_out), Some(calendar)) => Ok(Some(paid_out.days()?.put_off(calendar))),
        }
    }

    /// The payments with their days.
    pub(super) fn dated<'s>(&self, schedule: Schedule<'s>, days: &'s DueDays<'s>) -> Result<Dated<'s>, Error> {
        let dated = schedule.dated(days)?;
        Ok(match &self.paid_out {
            Some(paid_out) if paid_out.by_days => dated.counted(self.basis(), paid_out.on),
            _ => dated,
        })
    }

    pub(super) fn payout(&self) -> Result<Date, Error> {
        self.paid_out.as_ref().map(|paid_out| paid_out.on).ok_or_else(|| missing("payout"))
    }

    /// Of a first period that is counted, a change from period one on must say the interest: at which rate the days
    /// before it stood would be guessed.
    pub(super) fn check_changes(&self, changes: &[Change], is_floating: bool) -> Result<(), Error> {
        let is_whole = self.paid_out.as_ref().is_none_or(|paid_out| paid_out.first == First::Whole);
        match changes.first() {
            Some(Change { period: 1, interest: None, .. }) if !is_whole && is_floating => {
                let message = "the rate changes in the first period, of which the days are counted";
                let error = Error::new(ErrorCode::Conflict, message).at("floating.change_period");
                Err(error.help("leave it out, so that each day has its own rate"))
            }
            Some(Change { period: 1, interest: None, .. }) if !is_whole => {
                Err(missing("interest_fen").at("rate_changes[0]").help("or give the loan the rate that it begins with"))
            }
            _ => Ok(()),
        }
    }
}

impl First {
    const fn counted(self, basis: DayBasis) -> FirstPeriod {
        match self {
            First::Whole => FirstPeriod::Whole,
            First::ByDays => FirstPeriod::ByDays(basis),
            First::MonthsAndDays => FirstPeriod::MonthsAndDays(basis),
        }
    }
}

impl PaidOut {
    fn read(reader: &mut Reader<'_>, period: Period) -> Result<Option<Self>, Error> {
        let on: Option<Date> = reader.field("payout")?;
        let due = Due::read(reader)?;
        let firsts = [("whole", First::Whole), ("by_days", First::ByDays), ("months_and_days", First::MonthsAndDays)];
        let first = word(reader, "first_period", "way to count a first period", &firsts)?;
        let by_days = word(reader, "periods", "way to count periods", &[("whole", false), ("by_days", true)])?;
        let is_monthly = period == Period::Month;
        let is_told = due != (None, None) || first.is_some() || by_days.is_some();
        match on {
            None if is_told => Err(missing("payout")),
            _ if !is_monthly && (due != (None, None) || first.is_some()) => Err(every_two_weeks()),
            _ if first == Some(First::Whole) && by_days == Some(true) => Err(half_whole()),
            on => Ok(on.map(|on| Self {
                on,
                due: if is_monthly { Due::of(on, due) } else { Due::Fortnightly },
                first: first.unwrap_or(First::Whole),
                by_days: by_days.unwrap_or(false),
            })),
        }
    }

    fn days(&self) -> Result<DueDays<'static>, Error> {
        match self.due {
            Due::Monthly(day, first) => DueDays::after_payout(self.on, day, first),
            Due::Fortnightly => DueDays::fortnightly(self.on.add_days(14)?),
        }
    }
}

impl Due {
    fn read(reader: &mut Reader<'_>) -> Result<(Option<u8>, Option<FirstDue>), Error> {
        let day = reader.number("due_day", "a day of the month", 1, 31)?;
        let firsts = [("next_month", FirstDue::NextMonth), ("next_day", FirstDue::NextDay)];
        Ok((day, word(reader, "first_due", "first due day", &firsts)?))
    }

    /// On the day of the payout, in the month after it first, when nothing is said.
    fn of(payout: Date, (day, first): (Option<u8>, Option<FirstDue>)) -> Self {
        Due::Monthly(day.unwrap_or_else(|| payout.day()), first.unwrap_or(FirstDue::NextMonth))
    }
}

#[cold]
fn every_two_weeks() -> Error {
    Error::new(ErrorCode::Conflict, "payments every two weeks are due 14 days after one another")
        .at("fortnights")
        .help("leave `due_day`, `first_due` and `first_period` out")
}

#[cold]
fn half_whole() -> Error {
    Error::new(ErrorCode::Conflict, "where all periods are counted by days, the first one is too")
        .at("first_period")
        .help("leave it out, or count `months_and_days`")
}
