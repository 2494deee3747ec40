//! When a loan is paid back, as plain data: its due days, its first period, its months of interest only.

use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::{Reader, missing};
use crate::repayment::{Change, DayBasis, Debt, DueDays, FirstDue, FirstPeriod, MONTHS_MAX, Schedule};

/// When payments are due, where that is told, and from when on principal is paid.
pub(super) struct Timing {
    paid_out: Option<PaidOut>,
    grace_months: u16,
}

struct PaidOut {
    on: Date,
    due_day: u8,
    first: FirstPeriod,
}

impl Timing {
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let most = i64::from(MONTHS_MAX) - 1;
        let grace_months = reader.number("grace_months", "a number of months", 0, most)?.unwrap_or(0);
        Ok(Self { paid_out: PaidOut::read(reader)?, grace_months })
    }

    /// Whether nothing is asked of it.
    pub(super) const fn is_plain(&self) -> bool {
        self.paid_out.is_none() && self.grace_months == 0
    }

    /// The same schedule with the first period and the months of interest only.
    pub(super) fn of<'c>(&self, debt: &Debt, schedule: Schedule<'c>) -> Result<Schedule<'c>, Error> {
        let schedule = schedule.grace(self.grace_months)?;
        match &self.paid_out {
            None | Some(PaidOut { first: FirstPeriod::Whole, .. }) => Ok(schedule),
            Some(paid_out) => schedule.first_interest(paid_out.first.interest(debt, paid_out.on, &paid_out.days()?)?),
        }
    }

    /// The due days, where a payout is told.
    pub(super) fn days(&self) -> Result<Option<DueDays<'static>>, Error> {
        self.paid_out.as_ref().map(PaidOut::days).transpose()
    }

    /// Of a first period that is counted, a change from period one on must say the interest: at which rate the days
    /// before it stood would be guessed.
    pub(super) fn check_changes(&self, changes: &[Change]) -> Result<(), Error> {
        let is_whole = self.paid_out.as_ref().is_none_or(|paid_out| paid_out.first == FirstPeriod::Whole);
        match changes.first() {
            Some(Change { period: 1, interest: None, .. }) if !is_whole => {
                Err(missing("interest_fen").at("rate_changes[0]").help("or give the loan the rate that it begins with"))
            }
            _ => Ok(()),
        }
    }
}

impl PaidOut {
    fn read(reader: &mut Reader<'_>) -> Result<Option<Self>, Error> {
        let on: Option<Date> = reader.field("payout")?;
        let due_day = reader.number("due_day", "a day of the month", 1, 31)?;
        let first = first_period(reader)?;
        match on {
            None if due_day.is_some() || first.is_some() => Err(missing("payout")),
            on => Ok(on.map(|on| Self {
                on,
                due_day: due_day.unwrap_or_else(|| on.day()),
                first: first.unwrap_or(FirstPeriod::Whole),
            })),
        }
    }

    fn days(&self) -> Result<DueDays<'static>, Error> {
        DueDays::after_payout(self.on, self.due_day, FirstDue::NextMonth)
    }
}

/// How the first period is counted; days over 360 when it is not said, as the People's Bank converts a rate.
fn first_period(reader: &mut Reader<'_>) -> Result<Option<FirstPeriod>, Error> {
    let word: Option<String> = reader.field("first_period")?;
    let basis = reader.field::<Option<String>>("day_count")?.map(|word| day_count(&word)).transpose()?;
    let counted = basis.unwrap_or(DayBasis::Actual360);
    match word.as_deref() {
        None | Some("whole") if basis.is_some() => {
            Err(Error::new(ErrorCode::Conflict, "a whole first period counts no days")
                .at("day_count")
                .help("leave it out, or count the first period `by_days` or by `months_and_days`"))
        }
        None => Ok(None),
        Some("whole") => Ok(Some(FirstPeriod::Whole)),
        Some("by_days") => Ok(Some(FirstPeriod::ByDays(counted))),
        Some("months_and_days") => Ok(Some(FirstPeriod::MonthsAndDays(counted))),
        Some(other) => {
            Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a way to count a first period", shown(other)))
                .at("first_period")
                .help("one of: whole, by_days, months_and_days"))
        }
    }
}

fn day_count(word: &str) -> Result<DayBasis, Error> {
    match word {
        "actual_360" => Ok(DayBasis::Actual360),
        "actual_365" => Ok(DayBasis::Actual365),
        "thirty_360" => Ok(DayBasis::Thirty360),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("{} is not a count of days", shown(other)))
            .at("day_count")
            .help("one of: actual_360, actual_365, thirty_360")),
    }
}
