//! Working days: which days are worked, and how periods are counted.
//!
//! In the PRC the State Council announces the holidays of a year in the autumn before, together
//! with the weekend days that are worked in exchange (调休). A [`Calendar`] is one edition of these
//! lists. About a year that was not announced it says so with
//! [`UnpublishedYear`](ErrorCode::UnpublishedYear); it never guesses. An application that knows
//! more supplies a calendar of its own.
//!
//! Two ways of counting are at home here:
//!
//! - **working days**: the start day is not counted, then every working day is
//!   ([`Calendar::add_working_days`]);
//! - **calendar days by law** (Civil Code art. 200 to 204): the first day is not counted, and a
//!   period that ends on a rest day runs to the day after the rest
//!   ([`Calendar::add_calendar_days_rolled`]). Contracts may say otherwise.
//!
//! The built-in days were compared between three public lists, one of which quotes the State
//! Council's notice for each year; the lists agree on every day's status (see
//! `core/data/README.md`). An announcement may still touch the end of the year before: 2018-12-29
//! was made a working day by the notice for 2019.

mod days;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use crate::date::Date;
use crate::error::{Error, ErrorCode};

/// One edition of working days: the years it knows, and the days in them that differ from an
/// ordinary week.
///
/// ```
/// use anjieflow::calendar::Calendar;
/// use anjieflow::error::ErrorCode;
///
/// let calendar = Calendar::PRC;
/// let handed_in = "2026-09-28".parse()?;
/// let answer = calendar.add_working_days(handed_in, 5)?;
/// assert_eq!(answer.to_string(), "2026-10-10"); // a Saturday, worked in exchange
///
/// let error = calendar.is_working_day("2031-03-02".parse()?).unwrap_err();
/// assert_eq!(error.code(), ErrorCode::UnpublishedYear);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    first_year: i32,
    last_year: i32,
    // INVARIANT: sorted by date, no date twice, all within the years.
    days: Cow<'static, [ListedDay]>,
}

impl Calendar {
    /// The PRC's days of the years built into this version: 2013 to 2026.
    pub const PRC: Calendar =
        Calendar { first_year: days::FIRST_YEAR, last_year: days::LAST_YEAR, days: Cow::Borrowed(days::DAYS) };

    /// Of no year, for who asks no working day: no command of a case does.
    pub const EMPTY: Calendar = Calendar { first_year: 1, last_year: 0, days: Cow::Borrowed(&[]) };

    /// The PRC's days, to borrow from.
    #[must_use]
    pub fn builtin() -> &'static Calendar {
        static BUILTIN: Calendar = Calendar::PRC;
        &BUILTIN
    }

    /// A calendar of these years, both included, in which these days differ from an ordinary week.
    ///
    /// A day not listed is worked from Monday to Friday. To add a year to the built-in ones, chain
    /// their [`days`](Calendar::days) with the new ones.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::OutOfRange`] when the last year is before the first.
    /// - [`ErrorCode::OutOfRange`] when a day is in none of the years.
    /// - [`ErrorCode::OutOfRange`] when a make-up day is no Saturday or Sunday.
    /// - [`ErrorCode::Duplicate`] when a day is listed twice.
    /// - [`ErrorCode::BadSequence`] when a day stands after a later one.
    ///
    /// The place of an error is the index of the day: `[3]`.
    ///
    /// ```
    /// use anjieflow::calendar::{Calendar, ListedDay};
    /// use anjieflow::date::Date;
    ///
    /// // The list of 2027, once it is published; here an invented one.
    /// let new_year = ListedDay::holiday(Date::new(2027, 1, 1)?, "元旦");
    /// let days = Calendar::PRC.days().iter().cloned().chain([new_year]);
    /// let calendar = Calendar::new(2013, 2027, days.collect())?;
    /// assert!(!calendar.is_working_day(Date::new(2027, 1, 1)?)?);
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    pub fn new(first_year: i32, last_year: i32, days: Vec<ListedDay>) -> Result<Calendar, Error> {
        if last_year < first_year {
            let message = format!("the last year {last_year} is before the first {first_year}");
            return Err(Error::new(ErrorCode::OutOfRange, message));
        }
        let mut before = None;
        for (index, day) in days.iter().enumerate() {
            check_listed(day, before, first_year..=last_year).map_err(|error| error.at(format!("[{index}]")))?;
            before = Some(day.date);
        }
        let days = Cow::Owned(days);
        Ok(Calendar { first_year, last_year, days })
    }

    /// The years this calendar knows, both included.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.first_year..=self.last_year
    }

    /// The days that differ from an ordinary week, in order.
    pub fn days(&self) -> &[ListedDay] {
        &self.days
    }

    /// What sort of day it is.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::UnpublishedYear`] when this calendar does not know its year.
    pub fn kind(&self, date: Date) -> Result<DayKind, Error> {
        self.check_published(date)?;
        Ok(match self.listed(date) {
            Some(day) if day.make_up => DayKind::MakeUp,
            Some(_) => DayKind::Holiday,
            None if date.weekday().is_weekend() => DayKind::Weekend,
            None => DayKind::Working,
        })
    }

    /// The Chinese name of the holiday, or of the holiday that a make-up day is worked for; `None`
    /// for other days.
    ///
    /// # Errors
    ///
    /// As [`Calendar::kind`].
    pub fn holiday_name(&self, date: Date) -> Result<Option<&str>, Error> {
        self.check_published(date)?;
        Ok(self.listed(date).map(ListedDay::name))
    }

    /// Whether the day is worked.
    ///
    /// # Errors
    ///
    /// As [`Calendar::kind`].
    pub fn is_working_day(&self, date: Date) -> Result<bool, Error> {
        self.kind(date).map(DayKind::is_working)
    }

    /// The day itself if it is worked, else the next working day.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::UnpublishedYear`] when that cannot be told from the years this calendar knows.
    pub fn roll_forward(&self, date: Date) -> Result<Date, Error> {
        self.nearest(date, Date::next)
    }

    /// The day itself if it is worked, else the working day before.
    ///
    /// # Errors
    ///
    /// As [`Calendar::roll_forward`].
    pub fn roll_back(&self, date: Date) -> Result<Date, Error> {
        self.nearest(date, Date::prev)
    }

    /// The `count`-th working day after the date, or before it when negative. The date itself is
    /// not counted, and is the answer for 0, worked or not.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::UnpublishedYear`] when the date or the answer lies outside the years this
    /// calendar knows.
    pub fn add_working_days(&self, date: Date, count: i32) -> Result<Date, Error> {
        self.check_published(date)?;
        let step = if count < 0 { Date::prev } else { Date::next };
        let mut day = date;
        for _ in 0..count.unsigned_abs() {
            // Ends early: beyond the published years the step is an error.
            day = self.nearest(self.step(day, step)?, step)?;
        }
        Ok(day)
    }

    /// How many working days lie after `from` and not after `to`; with the days swapped, the same
    /// number negative.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::UnpublishedYear`] when a day lies outside the years this calendar knows.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i32, Error> {
        self.check_published(from)?;
        self.check_published(to)?;
        Ok(self.worked_until(to) - self.worked_until(from))
    }

    /// The last day of a period of so many calendar days by law: the first day is not counted, and
    /// a last day that is not worked is put off to the next working day (Civil Code art. 201, 203).
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::UnpublishedYear`] when the last day lies outside the years this calendar
    ///   knows. The first day need not lie within them.
    /// - [`ErrorCode::OutOfRange`] when the last day is after [`Date::MAX`].
    ///
    /// ```
    /// use anjieflow::calendar::Calendar;
    ///
    /// let accepted = "2026-09-16".parse()?;
    /// let last_day = Calendar::PRC.add_calendar_days_rolled(accepted, 15)?;
    /// assert_eq!(last_day.to_string(), "2026-10-08"); // after the holiday
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    pub fn add_calendar_days_rolled(&self, date: Date, days: u32) -> Result<Date, Error> {
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        self.roll_forward(date.add_days(days)?)
    }

    /// The last day of a period of so many months by law: the same day of the month or its last
    /// (Civil Code art. 202), put off to the next working day when it is not worked (art. 203).
    ///
    /// # Errors
    ///
    /// As [`Calendar::add_calendar_days_rolled`].
    pub fn add_calendar_months_rolled(&self, date: Date, months: u32) -> Result<Date, Error> {
        let months = i32::try_from(months).unwrap_or(i32::MAX);
        self.roll_forward(date.add_months(months)?)
    }

    /// The first working day met from `date` on, itself included.
    fn nearest(&self, date: Date, step: Step) -> Result<Date, Error> {
        let mut day = date;
        while !self.is_working_day(day)? {
            day = self.step(day, step)?;
        }
        Ok(day)
    }

    /// A step that runs out of dates has run out of published years just as well.
    fn step(&self, date: Date, step: Step) -> Result<Date, Error> {
        step(date).map_err(|_| self.unpublished(date.year()))
    }

    /// Working days up to and including the date, counted from a fixed day. Only differences mean
    /// anything, and only within the published years.
    fn worked_until(&self, date: Date) -> i32 {
        // Days since a Monday: whole weeks have five workdays, the rest at most five.
        let days = Date::MIN.days_until(date) + i32::from(Date::MIN.weekday().number());
        let weekdays = days.div_euclid(7) * 5 + days.rem_euclid(7).min(5);
        let until = self.days.partition_point(|day| day.date <= date);
        weekdays + self.days.iter().take(until).map(ListedDay::change).sum::<i32>()
    }

    fn listed(&self, date: Date) -> Option<&ListedDay> {
        let index = self.days.binary_search_by_key(&date, |day| day.date).ok()?;
        self.days.get(index)
    }

    fn check_published(&self, date: Date) -> Result<(), Error> {
        if self.years().contains(&date.year()) {
            return Ok(());
        }
        Err(self.unpublished(date.year()))
    }

    #[cold]
    fn unpublished(&self, year: i32) -> Error {
        let message = format!(
            "the working days of {year} are not in the calendar, which knows {} to {}",
            self.first_year, self.last_year
        );
        Error::new(ErrorCode::UnpublishedYear, message)
            .help("supply a calendar with that year once the State Council has published it")
    }
}

type Step = fn(Date) -> Result<Date, Error>;

/// What sort of day it is.
///
/// Closed: worked or not, by the week or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayKind {
    /// An ordinary working day, Monday to Friday.
    Working,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// A listed holiday, weekend days inside it included.
    Holiday,
    /// A Saturday or Sunday that is worked in exchange (调休).
    MakeUp,
}

impl DayKind {
    /// Whether such a day is worked.
    pub const fn is_working(self) -> bool {
        matches!(self, DayKind::Working | DayKind::MakeUp)
    }
}

/// A day that an edition lists: a holiday, or a weekend day that is worked for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDay {
    date: Date,
    make_up: bool,
    name: Cow<'static, str>,
}

impl ListedDay {
    /// A day off. Days of the weekend may be listed too.
    pub fn holiday(date: Date, name: impl Into<Cow<'static, str>>) -> ListedDay {
        let name = name.into();
        ListedDay { date, make_up: false, name }
    }

    /// A Saturday or Sunday that is worked, with the name of the holiday it is worked for.
    pub fn make_up(date: Date, name: impl Into<Cow<'static, str>>) -> ListedDay {
        let name = name.into();
        ListedDay { date, make_up: true, name }
    }

    /// The day.
    pub const fn date(&self) -> Date {
        self.date
    }

    /// [`DayKind::Holiday`] or [`DayKind::MakeUp`].
    pub const fn kind(&self) -> DayKind {
        match self.make_up {
            true => DayKind::MakeUp,
            false => DayKind::Holiday,
        }
    }

    /// The Chinese name of the holiday.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the listing changes in the number of working days.
    fn change(&self) -> i32 {
        i32::from(self.make_up) - i32::from(!self.make_up && !self.date.weekday().is_weekend())
    }
}

/// A row of the built-in table.
const fn holiday(year: i32, month: u8, day: u8, name: &'static str) -> ListedDay {
    ListedDay { date: Date::constant(year, month, day), make_up: false, name: Cow::Borrowed(name) }
}

/// A row of the built-in table.
const fn make_up(year: i32, month: u8, day: u8, name: &'static str) -> ListedDay {
    ListedDay { date: Date::constant(year, month, day), make_up: true, name: Cow::Borrowed(name) }
}

fn check_listed(day: &ListedDay, before: Option<Date>, years: RangeInclusive<i32>) -> Result<(), Error> {
    let date = day.date;
    let (code, message) = if !years.contains(&date.year()) {
        let (first, last) = years.into_inner();
        (ErrorCode::OutOfRange, format!("{date} is not in the years {first} to {last}"))
    } else if day.make_up && !date.weekday().is_weekend() {
        (ErrorCode::OutOfRange, format!("make-up day {date} is no Saturday or Sunday"))
    } else if before == Some(date) {
        (ErrorCode::Duplicate, format!("{date} is listed twice"))
    } else if before > Some(date) {
        (ErrorCode::BadSequence, format!("{date} stands after a later day"))
    } else {
        return Ok(());
    };
    Err(Error::new(code, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_built_in_days_keep_the_rules_of_new() {
        let days = Calendar::PRC.days().to_vec();
        assert!(Calendar::new(2013, 2026, days) == Ok(Calendar::PRC));
    }

    #[test]
    fn kinds_and_names() {
        let calendar = Calendar::PRC;
        for (date, kind, name) in [
            ("2026-10-01", DayKind::Holiday, Some("国庆节")),
            ("2026-10-10", DayKind::MakeUp, Some("国庆节")),
            ("2026-10-17", DayKind::Weekend, None),
            ("2026-10-19", DayKind::Working, None),
        ] {
            assert_eq!(calendar.kind(day(date)), Ok(kind), "{date}");
            assert_eq!(calendar.holiday_name(day(date)), Ok(name), "{date}");
        }
    }

    #[test]
    fn february_2026_has_16_working_days() {
        let count = Calendar::PRC.working_days_between(day("2026-01-31"), day("2026-02-28"));
        assert_eq!(count, Ok(16));
    }

    #[test]
    fn an_unpublished_year_is_never_guessed() {
        let calendar = Calendar::PRC;
        let outside = [day("2012-12-31"), day("2027-01-01"), Date::MIN, Date::MAX];
        for date in outside {
            let results = [
                calendar.kind(date).err(),
                calendar.holiday_name(date).err(),
                calendar.is_working_day(date).err(),
                calendar.roll_forward(date).err(),
                calendar.roll_back(date).err(),
                calendar.add_working_days(date, 0).err(),
                calendar.add_working_days(date, 1).err(),
                calendar.working_days_between(date, day("2020-01-02")).err(),
                calendar.working_days_between(day("2020-01-02"), date).err(),
                calendar.add_calendar_days_rolled(date, 0).err(),
                calendar.add_calendar_months_rolled(date, 0).err(),
            ];
            for error in results {
                assert_eq!(error.unwrap().code(), ErrorCode::UnpublishedYear);
            }
        }
        let error = calendar.add_working_days(day("2026-12-31"), 1).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the working days of 2027 are not in the calendar, which knows 2013 to 2026; \
             supply a calendar with that year once the State Council has published it"
        );
        for count in [i32::MIN, i32::MAX] {
            let error = calendar.add_working_days(day("2020-01-02"), count).unwrap_err();
            assert_eq!(error.code(), ErrorCode::UnpublishedYear);
        }
        let error = calendar.add_calendar_days_rolled(day("2020-01-02"), u32::MAX).unwrap_err();
        assert_eq!(error.code(), ErrorCode::OutOfRange);
    }

    #[test]
    fn a_calendar_to_the_end_of_time_ends_there() {
        let last = ListedDay::holiday(Date::MAX, "跨年");
        let calendar = Calendar::new(1850, 2199, vec![last]).unwrap();
        let error = calendar.roll_forward(Date::MAX).unwrap_err();
        assert_eq!(error.code(), ErrorCode::UnpublishedYear);
        assert_eq!(calendar.roll_back(Date::MAX), Ok(day("2199-12-30")));
    }

    #[test]
    fn a_malformed_edition_is_refused_with_its_place() {
        let holiday = |text| ListedDay::holiday(day(text), "元旦");
        let make_up = |text| ListedDay::make_up(day(text), "元旦");
        for (days, code, place) in [
            (vec![holiday("2028-01-01")], ErrorCode::OutOfRange, "[0]"),
            (vec![make_up("2027-01-01")], ErrorCode::OutOfRange, "[0]"),
            (vec![holiday("2027-01-01"), holiday("2027-01-01")], ErrorCode::Duplicate, "[1]"),
            (vec![holiday("2027-01-03"), holiday("2027-01-01")], ErrorCode::BadSequence, "[1]"),
        ] {
            let error = Calendar::new(2027, 2027, days).unwrap_err();
            assert_eq!((error.code(), error.place()), (code, Some(place)));
        }
        assert!(Calendar::new(2027, 2026, Vec::new()).is_err());
    }

    #[test]
    fn periods_of_months_end_on_the_day_after_the_rest() {
        let last = |from, months| Calendar::PRC.add_calendar_months_rolled(day(from), months);
        assert_eq!(last("2026-01-31", 1), Ok(day("2026-02-28"))); // a Saturday, worked
        assert_eq!(last("2026-04-01", 1), Ok(day("2026-05-06")));
    }
}
