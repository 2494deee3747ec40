//! When a loan is paid back, on the command line: its due days, its first period, its months of interest only.

use anjieflow::date::Date;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::repayment::{Change, DayBasis, Debt, DueDays, FirstDue, FirstPeriod, Schedule};
use clap::{Args, ValueEnum};

use super::args::day;

/// When it is paid back.
#[derive(Args, Clone, Debug)]
pub struct Timing {
    /// The day on which the loan is paid out; each payment is then told with its day, the first in the month after
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub payout: Option<Date>,
    /// The day of the month on which payments are due [default: that of the payout]
    #[arg(long, value_name = "DAY", value_parser = clap::value_parser!(u8).range(1..=31), requires = "payout")]
    due_day: Option<u8>,
    /// How the interest of the first period is counted
    #[arg(long, value_enum, default_value = "whole", requires = "payout")]
    first_period: Start,
    /// How days are counted, with `--first-period by-days` and `months-and-days` [default: actual-360]
    #[arg(long, value_enum, requires = "first_period")]
    day_count: Option<Count>,
    /// So many months at the beginning only interest is paid
    #[arg(long, value_name = "MONTHS", default_value = "0")]
    grace: u16,
}

/// The first period, by the names of the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Start {
    /// As a whole month, however many days it has
    Whole,
    /// By days
    ByDays,
    /// Whole months as months, the days before them by days
    MonthsAndDays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Count {
    /// Days over 360
    #[value(name = "actual-360")]
    Actual360,
    /// Days over 365
    #[value(name = "actual-365")]
    Actual365,
    /// Months of 30 days over 360
    #[value(name = "thirty-360")]
    Thirty360,
}

impl Timing {
    /// The same schedule with its first period and its months of interest only.
    pub fn of<'c>(&self, debt: &Debt, schedule: Schedule<'c>) -> Result<Schedule<'c>, Error> {
        let schedule = schedule.grace(self.grace)?;
        match (self.payout, self.days()?, self.first_period()) {
            (Some(payout), Some(days), Some(first)) => schedule.first_interest(first.interest(debt, payout, &days)?),
            _ => Ok(schedule),
        }
    }

    /// Of a first period that is counted by days: at which rate the days before the change stood would be guessed.
    pub fn check_changes(&self, changes: &[Change]) -> Result<(), Error> {
        match changes.first() {
            Some(Change { period: 1, .. }) if self.first_period().is_some() => {
                let message = "the first period is counted by days at the rate that the loan begins with";
                Err(Error::new(ErrorCode::Conflict, message)
                    .at("--rate-change")
                    .help("change the rate from period 2 on, or give that rate as `--rate`"))
            }
            _ => Ok(()),
        }
    }

    /// The due days, where a payout is told.
    pub fn days(&self) -> Result<Option<DueDays<'static>>, Error> {
        let days = |payout: Date| {
            DueDays::after_payout(payout, self.due_day.unwrap_or_else(|| payout.day()), FirstDue::NextMonth)
        };
        self.payout.map(days).transpose()
    }

    /// None where the first period is whole.
    fn first_period(&self) -> Option<FirstPeriod> {
        let basis = self.day_count.map_or(DayBasis::Actual360, Count::basis);
        match self.first_period {
            Start::Whole => None,
            Start::ByDays => Some(FirstPeriod::ByDays(basis)),
            Start::MonthsAndDays => Some(FirstPeriod::MonthsAndDays(basis)),
        }
    }
}

impl Count {
    const fn basis(self) -> DayBasis {
        match self {
            Self::Actual360 => DayBasis::Actual360,
            Self::Actual365 => DayBasis::Actual365,
            Self::Thirty360 => DayBasis::Thirty360,
        }
    }
}
