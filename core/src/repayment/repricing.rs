//! Rates that change in mid-term (重定价): which day, which rate, and what it does to the payments.
//!
//! A floating rate is a published one and a spread. On each reset day it follows the last publication before that day.
//! A day beyond the last publication known says so; nothing is extrapolated.
//!
//! ```
//! use anjieflow::date::Date;
//! use anjieflow::money::{Money, Rate};
//! use anjieflow::repayment::repricing::{ChangePeriod, Floating, ResetRule, Series, Spread};
//! use anjieflow::repayment::{DayBasis, Debt, DueDays, Method};
//!
//! let lpr = [(Date::new(2023, 11, 20)?, Rate::constant(42_000)), (Date::new(2023, 12, 20)?, Rate::constant(39_500))];
//! let floating = Floating {
//!     series: Series::monthly(&lpr)?,
//!     rule: ResetRule::NEW_YEAR,
//!     spread: Spread::basis_points(-20),
//!     spread_changes: &[],
//!     period: ChangePeriod::Split(DayBasis::Actual360),
//! };
//! let debt = Debt::new(Money::from_yuan(1_000_000)?, Rate::constant(40_000), 360)?;
//! let schedule = debt.schedule(Method::EqualInstalment)?;
//! let days = DueDays::monthly("2023-06-20".parse()?, 20)?;
//! let changes = floating.changes(&schedule.clone().dated(&days)?, "2023-05-20".parse()?)?;
//!
//! // From the payment of 20 January 2024 on; what becomes of the rate on 1 January 2025 is not known here.
//! assert_eq!((changes.list[0].period, changes.list[0].rate.to_string()), (8, "3.75%".to_owned()));
//! assert_eq!(changes.not_known_from, Some("2025-01-01".parse()?));
//! let repriced = schedule.repriced(&changes.list)?;
//! assert_eq!(repriced.clone().nth(8).unwrap().payment.to_string(), "4633.29");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use crate::collect::CollectVec;
use core::fmt;

use super::{Change, Dated, DayBasis, DueDays, RATE_MAX, Schedule, out_of_range};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::{Money, Rate};

/// What a contract adds to a published rate (加点), in millionths: a basis point is a hundred. It may be below zero.
///
/// ```
/// use anjieflow::money::Rate;
/// use anjieflow::repayment::repricing::Spread;
///
/// let spread = Spread::converted(Rate::constant(56_350));
/// assert_eq!(spread.to_string(), "+83.5 bp");
/// assert_eq!(spread.over(Rate::constant(46_500))?.to_string(), "5.485%");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spread {
    millionths: i32,
}

/// A published rate by day of publication, rising.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Series<'r> {
    rows: &'r [(Date, Rate)],
    known_to: Date,
}

/// What was published last before a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Published {
    /// The day of publication.
    pub day: Date,
    /// The rate.
    pub rate: Rate,
    /// The day asked for lies beyond what is known here: by then there may have been another.
    pub beyond: bool,
}

/// From which day a loan's reset days are counted.
///
/// Closed: contracts offer these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResetDay {
    /// 1 January; with a shorter cycle also 1 April, 1 July and 1 October.
    NewYear,
    /// The day of the payout (对月对日), or the last of a month that is shorter.
    Payout,
}

/// How long a reset holds.
///
/// Closed: banks offer these since November 2024; before, a year was the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cycle {
    /// Three months.
    Quarter = 3,
    /// Six months.
    HalfYear = 6,
    /// Twelve months.
    Year = 12,
}

/// When a rate is set anew: every year, and from a day on in a cycle that was agreed.
///
/// ```
/// use anjieflow::repayment::repricing::{Cycle, ResetDay, ResetRule};
///
/// let rule = ResetRule::yearly(ResetDay::NewYear).then(Cycle::HalfYear, "2025-02-01".parse()?)?;
/// let days: Vec<String> = rule.days("2023-06-05".parse()?).take(4).map(|day| day.to_string()).collect();
/// assert_eq!(days, ["2024-01-01", "2025-01-01", "2025-07-01", "2026-01-01"]);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResetRule {
    from: ResetDay,
    later: Option<(Date, Cycle)>,
}

/// What becomes of the period in which the rate changes, where the day is not its first.
///
/// Open: a contract may say something not yet listed.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangePeriod {
    /// Its days are counted, each at its own rate (分段计息): banks with 360. The day of the reset has the new rate
    /// already; a period's days are those after one due day up to the next.
    Split(DayBasis),
    /// The whole of it has the new rate.
    Whole,
    /// The whole of it has the old rate, the new one begins with the next.
    FromNext,
}

/// A rate that follows a published one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floating<'r> {
    /// The published rate.
    pub series: Series<'r>,
    /// When it is set anew.
    pub rule: ResetRule,
    /// What the contract adds.
    pub spread: Spread,
    /// What it adds from later days on, rising: the rate changes on that day and the published one stays, as in 2023
    /// and 2024 for loans that existed (存量房贷调整).
    pub spread_changes: &'r [(Date, Spread)],
    /// What becomes of the period of a change.
    pub period: ChangePeriod,
}

/// The changes of a schedule, as far as they are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// For [`Schedule::repriced`].
    pub list: Vec<Change>,
    /// The first reset day whose publication is not known here; `None` when all are.
    pub not_known_from: Option<Date>,
}

/// Millionths of a basis point.
const POINT: i32 = 100;

/// The loan prime rate over five years of December 2019: what contracts were converted by.
const LPR_OF_CONVERSION: Rate = Rate::constant(48_000);

/// To this the batch of 2024 cut what was above.
const BATCH_OF_2024: Spread = Spread::basis_points(-30);

/// Since then a cycle shorter than a year may be agreed.
const SHORT_CYCLES_SINCE: Date = Date::constant(2024, 11, 1);

impl Spread {
    /// Nothing.
    pub const ZERO: Spread = Spread { millionths: 0 };

    /// So many basis points, hundredths of a percent.
    #[must_use]
    pub const fn basis_points(points: i16) -> Spread {
        // OK because an i16 times a hundred fits.
        Spread { millionths: points as i32 * POINT }
    }

    /// So many millionths: half a basis point is 50.
    ///
    /// # Errors
    ///
    /// `OutOfRange` beyond 100% either way.
    pub fn new(millionths: i32) -> Result<Spread, Error> {
        match millionths.unsigned_abs() > Rate::MAX.millionths() {
            true => Err(out_of_range("spread", format!("want -1000000 to 1000000 millionths, found {millionths}"))),
            false => Ok(Spread { millionths }),
        }
    }

    /// What a rate is above a published one: also when a fixed rate is turned into a floating one, or a loan far above the
    /// rates of new ones is replaced, as banks do since November 2024.
    #[must_use]
    pub fn between(rate: Rate, published: Rate) -> Spread {
        // OK because both are at most a million.
        Spread { millionths: rate.millionths() as i32 - published.millionths() as i32 }
    }

    /// The spread of a contract that was converted in 2020: its rate less 4.80%.
    #[must_use]
    pub fn converted(contract: Rate) -> Spread {
        Spread::between(contract, LPR_OF_CONVERSION)
    }

    /// The spread after the cut for first homes since 2023-09-25, on application: the floor of the city when the loan
    /// was made, where it was above.
    #[must_use]
    pub fn cut_of_2023(self, floor_when_made: Spread) -> Spread {
        self.min(floor_when_made)
    }

    /// The spread after the batch of October 2024: 30 basis points below nothing where it was above, but not below the
    /// present floor of the city, where it has one.
    #[must_use]
    pub fn batch_of_2024(self, floor: Option<Spread>) -> Spread {
        self.min(floor.map_or(BATCH_OF_2024, |floor| floor.max(BATCH_OF_2024)))
    }

    /// The rate above a published one.
    ///
    /// # Errors
    ///
    /// `OutOfRange` below zero or above [`RATE_MAX`].
    pub fn over(self, published: Rate) -> Result<Rate, Error> {
        let sum = i64::from(published.millionths()) + i64::from(self.millionths);
        let rate = u32::try_from(sum).ok().and_then(Rate::from_millionths).filter(|rate| *rate <= RATE_MAX);
        rate.ok_or_else(|| out_of_range("spread", format!("{published} and {self} is not within 0% to {RATE_MAX}")))
    }

    /// In millionths.
    #[must_use]
    pub const fn millionths(self) -> i32 {
        self.millionths
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.millionths < 0 { '-' } else { '+' };
        let (points, rest) = (self.millionths.abs() / POINT, self.millionths.abs() % POINT);
        if rest == 0 {
            return write!(f, "{sign}{points} bp");
        }
        let decimals = format!("{rest:02}");
        write!(f, "{sign}{points}.{} bp", decimals.trim_end_matches('0'))
    }
}

impl fmt::Debug for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<'r> Series<'r> {
    /// A series of which every publication up to a day is here.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Empty`] without rows.
    /// - [`ErrorCode::BadSequence`] when the days do not rise.
    pub fn new(rows: &'r [(Date, Rate)], known_to: Date) -> Result<Self, Error> {
        if rows.is_empty() {
            return Err(Error::new(ErrorCode::Empty, "want one publication at least").at("series"));
        }
        rising(rows, "series")?;
        Ok(Series { rows, known_to })
    }

    /// A series that is published on the 20th of every month or the next working day, as the loan prime rate is: known
    /// until the 20th of the month after the last row.
    ///
    /// # Errors
    ///
    /// As [`Series::new`].
    pub fn monthly(rows: &'r [(Date, Rate)]) -> Result<Self, Error> {
        let last = rows.last().map_or(Date::MIN, |(day, _)| *day);
        let next = last.add_months(1)?;
        Series::new(rows, Date::new(next.year(), next.month(), 19)?)
    }

    /// The last publication before a day.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when there is none.
    pub fn before(&self, day: Date) -> Result<Published, Error> {
        let row = self.rows.iter().rfind(|(published, _)| *published < day);
        let Some(&(published, rate)) = row else {
            return Err(out_of_range("series", format!("nothing is known to be published before {day}")));
        };
        let beyond = day.days_until(self.known_to) < -1;
        Ok(Published { day: published, rate, beyond })
    }
}

impl ResetRule {
    /// Every 1 January, as most contracts have it and all of the provident fund.
    pub const NEW_YEAR: ResetRule = ResetRule::yearly(ResetDay::NewYear);

    /// Every year.
    #[must_use]
    pub const fn yearly(from: ResetDay) -> ResetRule {
        ResetRule { from, later: None }
    }

    /// The same, and in a cycle that was agreed for all days after this one.
    ///
    /// # Errors
    ///
    /// `OutOfRange` when a cycle shorter than a year is agreed before 2024-11-01.
    pub fn then(self, cycle: Cycle, after: Date) -> Result<ResetRule, Error> {
        if cycle != Cycle::Year && after < SHORT_CYCLES_SINCE {
            let message = format!("before {SHORT_CYCLES_SINCE} a cycle was a year at least, found {after}");
            return Err(out_of_range("cycle", message));
        }
        Ok(ResetRule { later: Some((after, cycle)), ..self })
    }

    /// The reset days of a loan, all after its payout.
    pub fn days(self, payout: Date) -> impl Iterator<Item = Date> {
        let start = match self.from {
            ResetDay::NewYear => Date::new(payout.year(), 1, 1).unwrap_or(payout),
            ResetDay::Payout => payout,
        };
        let quarters = (1..).map(|quarter| quarter * 3);
        let days = quarters.map_while(move |months| Some((months, start.add_months(months).ok()?)));
        days.filter(move |(months, day)| *day > payout && months % self.cycle(*day) == 0).map(|(_, day)| day)
    }

    fn cycle(self, day: Date) -> i32 {
        match self.later {
            Some((after, cycle)) if day > after => cycle as i32,
            _ => Cycle::Year as i32,
        }
    }
}

impl<'r> Floating<'r> {
    /// The rate of the provident fund: without a spread, and for loans that exist from the next 1 January. The rows are
    /// those of the loan's term and home; `known_to` is the day up to which they are all here.
    ///
    /// # Errors
    ///
    /// As [`Series::new`].
    pub fn fund(rows: &'r [(Date, Rate)], known_to: Date, period: ChangePeriod) -> Result<Self, Error> {
        let (series, rule) = (Series::new(rows, known_to)?, ResetRule::NEW_YEAR);
        Ok(Floating { series, rule, spread: Spread::ZERO, spread_changes: &[], period })
    }

    /// What it makes of the payments still to come. The loan has the rate of the contract, or today's; changes that it
    /// has already do not count.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::BadSequence`] when the changes of the spread do not rise.
    /// - `OutOfRange` when nothing was published before a reset, or a rate is below zero or above [`RATE_MAX`].
    pub fn changes(&self, loan: &Dated<'_>, payout: Date) -> Result<Changes, Error> {
        rising(self.spread_changes, "spread_changes")?;
        let days = loan.days();
        let (events, not_known_from) = self.events(loan.schedule(), payout, days)?;
        let mut list = Vec::new();
        let mut rate = loan.schedule().rate();
        for events in events.chunk_by(|one, next| one.0 == next.0) {
            let Some(&(period, _, last)) = events.last() else { continue };
            let span = Span { start: if period <= 1 { payout } else { days.day(period - 1)? }, end: days.day(period)? };
            let interest = self.split(span, rate, events, || balance_before(loan, &list, period));
            let interest = interest.transpose()?;
            if last != rate || interest.is_some() {
                list.push(Change { period, rate: last, interest });
            }
            rate = last;
        }
        Ok(Changes { list, not_known_from })
    }

    /// Every day on which the rate becomes another one, with its period and the rate; and the first reset not known.
    fn events(
        &self,
        schedule: &Schedule<'_>,
        payout: Date,
        days: &DueDays<'_>,
    ) -> Result<(Vec<Event>, Option<Date>), Error> {
        let last = schedule.periods_paid() + schedule.periods_left();
        let periods = schedule.periods_paid() + 1..=last;
        let (mut spread, mut rate) = (self.spread, schedule.rate());
        let mut events = Vec::new();
        for (day, step) in self.steps(payout, days.day(last)?) {
            let (period, before) = (self.period_of(day, days), spread);
            spread = step.unwrap_or(spread);
            // What lies behind the payments made is in the rate already.
            if !periods.contains(&period) {
                continue;
            }
            let Some(next) = self.rate_after(day, rate, before, step)? else { return Ok((events, Some(day))) };
            if next != rate {
                events.push((period, day, next));
            }
            rate = next;
        }
        Ok((events, None))
    }

    /// Resets and changes of the spread, in their order; of one day the spread first.
    fn steps(&self, payout: Date, end: Date) -> Vec<Step> {
        let resets = self.rule.days(payout).map(|day| (day, None)).take_while(|(day, _)| *day < end);
        let cuts = self.spread_changes.iter().map(|(day, spread)| (*day, Some(*spread)));
        let mut steps = resets.chain(cuts.filter(|(day, _)| *day < end)).collect_vec();
        steps.sort_by_key(|(day, spread)| (*day, spread.is_none()));
        steps
    }

    /// The rate after a step; `None` when its publication is not known.
    fn rate_after(&self, day: Date, rate: Rate, spread: Spread, step: Option<Spread>) -> Result<Option<Rate>, Error> {
        if let Some(cut) = step {
            return cut.in_place_of(spread, rate).map(Some);
        }
        let published = self.series.before(day)?;
        if published.beyond { Ok(None) } else { spread.over(published.rate).map(Some) }
    }

    /// In which period a change has its effect.
    fn period_of(&self, day: Date, days: &DueDays<'_>) -> u16 {
        match self.period {
            ChangePeriod::Split(_) | ChangePeriod::Whole => day.next().map_or(u16::MAX, |next| days.period_of(next)),
            ChangePeriod::FromNext => day.prev().map_or(1, |before| days.period_of(before).saturating_add(1)),
        }
    }

    /// The interest of a period with changes inside, where its days are counted.
    fn split(
        &self,
        span: Span,
        before: Rate,
        events: &[Event],
        balance: impl FnOnce() -> Result<Money, Error>,
    ) -> Option<Result<Money, Error>> {
        let ChangePeriod::Split(basis) = self.period else { return None };
        let parts = parts(basis, span, before, events);
        let is_whole = parts.iter().filter(|(_, days)| *days > 0).count() < 2;
        (!is_whole).then(|| Ok(basis.interest_of_parts(balance()?, &parts)))
    }
}

/// A reset, or a change of the spread.
type Step = (Date, Option<Spread>);

/// The period, the day and the new rate.
type Event = (u16, Date, Rate);

/// The days after one day up to another.
#[derive(Clone, Copy)]
struct Span {
    start: Date,
    end: Date,
}

/// How many days a period has at each rate.
fn parts(basis: DayBasis, span: Span, before: Rate, events: &[Event]) -> Vec<(Rate, u32)> {
    let (mut from, mut rate) = (span.start, before);
    let mut parts = Vec::with_capacity(events.len() + 1);
    for &(_, day, next) in events {
        let last_day = day.prev().unwrap_or(day).max(from);
        parts.push((rate, basis.days_between(from, last_day)));
        (from, rate) = (last_day, next);
    }
    parts.push((rate, basis.days_between(from, span.end)));
    parts
}

fn balance_before(loan: &Dated<'_>, changes: &[Change], period: u16) -> Result<Money, Error> {
    let mut loan = loan.with_schedule(loan.schedule().clone().repriced(changes)?);
    while loan.schedule().periods_paid() + 1 < period && loan.next().is_some() {}
    Ok(loan.schedule().balance())
}

impl Spread {
    /// What a rate becomes with this spread in place of another.
    fn in_place_of(self, other: Spread, rate: Rate) -> Result<Rate, Error> {
        Spread { millionths: self.millionths.saturating_sub(other.millionths) }.over(rate)
    }
}

fn rising<T>(rows: &[(Date, T)], place: &str) -> Result<(), Error> {
    match rows.iter().zip(rows.iter().skip(1)).position(|((one, _), (next, _))| next <= one) {
        None => Ok(()),
        Some(index) => {
            let message = "want a day after the one before".to_owned();
            Err(Error::new(ErrorCode::BadSequence, message).at(format!("{place}[{}]", index + 1)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repayment::{Debt, Method, OddInterest};
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn schedule(fen: i64, millionths: u32, months: u16) -> Schedule<'static> {
        let debt = Debt::new(Money::constant(fen), Rate::constant(millionths), months).unwrap();
        debt.schedule(Method::EqualInstalment).unwrap()
    }

    fn floating<'r>(rows: &'r [(Date, Rate)], spread: i16, period: ChangePeriod) -> Floating<'r> {
        let (series, spread) = (Series::monthly(rows).unwrap(), Spread::basis_points(spread));
        Floating { series, rule: ResetRule::NEW_YEAR, spread, spread_changes: &[], period }
    }

    /// A bank's answer to a customer: 1,850,813.98 at 3.92% for 11 days and at 3.77% for 20.
    #[test]
    fn the_month_of_a_change_as_a_bank_told_it() {
        let rows = [(date("2019-12-20"), Rate::constant(37_700))];
        // The bank's instalment before, 10,473.63, is that of 264 months.
        let days = DueDays::monthly(date("2020-01-20"), 20).unwrap();
        let schedule = schedule(185_081_398, 39_200, 264);
        let floating = floating(&rows, 0, ChangePeriod::Split(DayBasis::Actual360));
        let changes = floating.changes(&schedule.clone().dated(&days).unwrap(), date("2019-12-20")).unwrap();
        let interest = Money::constant(609_329);
        assert_eq!(changes.list, [Change { period: 1, rate: Rate::constant(37_700), interest: Some(interest) }]);
        let level = schedule.clone().next().unwrap().payment;
        assert_eq!(level, Money::constant(1_047_363));
        let odd = schedule.with_odd_interest(OddInterest::InPayment).repriced(&changes.list).unwrap().next().unwrap();
        assert!(odd.payment > level, "it rises although the rate fell");
    }

    /// A provident-fund loan, its table as published but for a fen: 150,000 at 4.05%, then 4.30% over 178 months.
    #[test]
    fn a_change_without_a_split() {
        let rows = [(date("2011-02-09"), Rate::constant(43_000))];
        let days = DueDays::monthly(date("2011-11-20"), 20).unwrap();
        let fund = Floating::fund(&rows, date("2012-06-07"), ChangePeriod::Whole).unwrap();
        let schedule = schedule(15_000_000, 40_500, 180);
        let changes = fund.changes(&schedule.clone().dated(&days).unwrap(), date("2011-10-20")).unwrap();
        let rows: Vec<_> = schedule.repriced(&changes.list).unwrap().take(3).collect();
        let text = |money: Money| money.to_string();
        assert_eq!(text(rows[0].payment), "1113.29");
        assert_eq!([rows[0].principal, rows[0].interest, rows[0].balance].map(text), ["607.04", "506.25", "149392.96"]);
        assert_eq!([rows[1].principal, rows[1].interest, rows[1].balance].map(text), ["609.09", "504.20", "148783.87"]);
        assert_eq!(text(rows[2].payment), "1132.03");
        assert_eq!(changes.not_known_from, Some(date("2013-01-01")));
    }

    #[test]
    fn the_period_of_a_change_is_split_whole_or_old() {
        let rows = [(date("2023-12-20"), Rate::constant(39_500))];
        let days = DueDays::monthly(date("2023-10-20"), 20).unwrap();
        let change = |period| {
            let loan = schedule(100_000_000, 42_000, 360).dated(&days).unwrap();
            let first = floating(&rows, 0, period).changes(&loan, date("2023-09-20")).unwrap().list[0];
            (first.period, first.interest.is_some())
        };
        assert_eq!(change(ChangePeriod::Split(DayBasis::Actual360)), (4, true));
        assert_eq!(change(ChangePeriod::Whole), (4, false));
        assert_eq!(change(ChangePeriod::FromNext), (5, false));
    }

    /// On a due day, or on the day after, a whole period begins.
    #[test]
    fn a_reset_between_two_periods_splits_none() {
        let rows = [(date("2023-12-20"), Rate::constant(39_500))];
        for (first, day) in [("2023-10-01", 1), ("2023-10-31", 31)] {
            let days = DueDays::monthly(date(first), day).unwrap();
            for period in [ChangePeriod::Split(DayBasis::Actual360), ChangePeriod::Whole, ChangePeriod::FromNext] {
                let loan = schedule(100_000_000, 42_000, 360).dated(&days).unwrap();
                let first = floating(&rows, 0, period).changes(&loan, date("2023-09-01")).unwrap().list[0];
                assert_eq!((days.day(first.period - 1).unwrap() >= date("2023-12-31"), first.interest), (true, None));
                assert!(days.day(first.period).unwrap() <= date("2024-02-01"));
            }
        }
    }

    /// The batch of 2024 on 25 October, and a reset on 10 November: both in the period of 20 November.
    #[test]
    fn two_changes_in_one_period() {
        let rows = [(date("2023-10-20"), Rate::constant(42_000)), (date("2024-10-21"), Rate::constant(36_000))];
        let spread = Spread::basis_points(10);
        let cuts = [(date("2024-10-25"), spread.batch_of_2024(None))];
        let (series, rule) = (Series::monthly(&rows).unwrap(), ResetRule::yearly(ResetDay::Payout));
        let period = ChangePeriod::Split(DayBasis::Actual360);
        let floating = Floating { series, rule, spread, spread_changes: &cuts, period };
        let days = DueDays::monthly(date("2023-12-20"), 20).unwrap();
        let schedule = schedule(100_000_000, 43_000, 360);
        let changes = floating.changes(&schedule.clone().dated(&days).unwrap(), date("2023-11-10")).unwrap();
        let balance = schedule.clone().nth(10).unwrap().balance;
        let parts = [(Rate::constant(43_000), 4), (Rate::constant(39_000), 16), (Rate::constant(33_000), 11)];
        let interest = Some(DayBasis::Actual360.interest_of_parts(balance, &parts));
        assert_eq!(changes.list, [Change { period: 12, rate: Rate::constant(33_000), interest }]);
    }

    /// Where every period is counted by its days, so is the balance before the change.
    #[test]
    fn the_balance_before_a_change_is_that_of_the_days() {
        let rows = [(date("2023-12-20"), Rate::constant(39_500))];
        let days = DueDays::monthly(date("2023-10-20"), 20).unwrap();
        let basis = DayBasis::Actual360;
        let loan = schedule(100_000_000, 42_000, 360).dated(&days).unwrap().counted(basis, date("2023-09-20"));
        let changes = floating(&rows, 0, ChangePeriod::Split(basis)).changes(&loan, date("2023-09-20")).unwrap();
        let balance = loan.clone().nth(2).unwrap().row.balance;
        let parts = [(Rate::constant(42_000), 11), (Rate::constant(39_500), 20)];
        assert_eq!(changes.list[0].interest, Some(basis.interest_of_parts(balance, &parts)));
    }

    #[test]
    fn existing_loans() {
        let converted = |millionths| Spread::converted(Rate::constant(millionths)).to_string();
        assert_eq!([53_900, 56_350, 63_700, 45_000].map(converted), ["+59 bp", "+83.5 bp", "+157 bp", "-30 bp"]);
        let points = Spread::basis_points;
        assert_eq!(points(59).cut_of_2023(points(-20)), points(-20));
        assert_eq!(points(59).batch_of_2024(None), points(-30));
        assert_eq!(points(59).batch_of_2024(Some(points(-45))), points(-30));
        assert_eq!(points(59).batch_of_2024(Some(points(-5))), points(-5));
        assert_eq!(points(-50).batch_of_2024(None), points(-50));
        assert_eq!(Spread::new(-50).unwrap().to_string(), "-0.5 bp");
        assert!(Spread::basis_points(-500).over(Rate::constant(36_000)).is_err());
    }

    #[test]
    fn only_what_was_published_before_counts() {
        let rows = [(date("2024-10-21"), Rate::constant(36_000)), (date("2025-05-20"), Rate::constant(35_000))];
        let series = Series::monthly(&rows).unwrap();
        assert_eq!(series.before(date("2025-05-20")).unwrap().rate, Rate::constant(36_000));
        assert_eq!(series.before(date("2025-06-20")).map(|it| it.beyond), Ok(false));
        assert_eq!(series.before(date("2025-06-21")).map(|it| it.beyond), Ok(true));
        assert!(series.before(date("2024-10-21")).is_err());
        assert!(Series::monthly(&[rows[1], rows[0]]).is_err());
        assert!(Series::monthly(&[]).is_err());
        let early = ResetRule::NEW_YEAR.then(Cycle::Quarter, date("2024-10-31")).unwrap_err();
        assert_eq!(early.to_string(), "cycle: before 2024-11-01 a cycle was a year at least, found 2024-10-31");
    }

    proptest! {
        /// A fall of the published rate never raises the level instalment, and the debt is paid back all the same.
        #[test]
        fn less_is_never_more(
            yuan in 100_000_i64..3_000_000,
            fall in 0_u32..20_000,
            day in 1_u8..=31,
            months in 24_u16..=360,
        ) {
            let rows = [(date("2023-12-20"), Rate::constant(42_000 - fall))];
            let days = DueDays::monthly(date("2023-10-01"), 1).unwrap();
            let days = if day == 1 { days } else { DueDays::monthly(Date::new(2023, 10, day).unwrap(), day).unwrap() };
            let schedule = schedule(yuan * 100, 42_000, months);
            let floating = floating(&rows, 0, ChangePeriod::Split(DayBasis::Actual360));
            let changes = floating.changes(&schedule.clone().dated(&days).unwrap(), date("2023-09-15")).unwrap();
            let repriced = schedule.clone().repriced(&changes.list).unwrap();
            let paid: i64 = repriced.clone().map(|row| row.principal.fen()).sum();
            prop_assert_eq!(paid, yuan * 100);
            prop_assert!(repriced.clone().nth(6).unwrap().payment <= schedule.clone().nth(6).unwrap().payment);
        }
    }
}
