//! Civil days: no clock, no time zone.
//!
//! The crate never asks what day it is: *today* is handed in, so that the same input gives the same
//! answer on every machine. With the feature `chrono`, a [`Date`] converts to and from
//! `chrono::NaiveDate`.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use crate::error::{Error, ErrorCode, shown};

/// A day of the Gregorian calendar from 1850-01-01 to 2199-12-31.
///
/// The range covers the birth dates of everybody alive and the last instalment of every loan. It
/// prints as ISO 8601 and parses strictly from it.
///
/// ```
/// use anjieflow::date::{Date, Weekday};
///
/// let signing: Date = "2026-01-31".parse()?;
/// assert_eq!(signing.weekday(), Weekday::Saturday);
/// assert_eq!(signing.add_months(1)?.to_string(), "2026-02-28");
/// assert_eq!(signing.days_until(Date::new(2026, 3, 2)?), 30);
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
// One number, and the year highest in it: days are compared more often than taken apart, and that there is none takes no room.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NonZeroU32);

const MONTH_BITS: u32 = 4;
const DAY_BITS: u32 = 5;

impl Date {
    /// The first day that can be held.
    pub const MIN: Date = Date::constant(1850, 1, 1);

    /// The last day that can be held.
    pub const MAX: Date = Date::constant(2199, 12, 31);

    /// The day with these numbers.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::OutOfRange`] when the year is not 1850 to 2199.
    /// - [`ErrorCode::NoSuchDate`] when there is no such month, or no such day in the month.
    ///
    /// ```
    /// use anjieflow::date::Date;
    ///
    /// let error = Date::new(2026, 2, 29).unwrap_err();
    /// assert_eq!(error.to_string(), "no day 29 in 2026-02, which has 28 days");
    /// ```
    pub fn new(year: i32, month: u8, day: u8) -> Result<Date, Error> {
        Date::checked(year, month, day).ok_or_else(|| no_such_date(year, month, day))
    }

    /// The day with these numbers, for literals in constants.
    ///
    /// # Panics
    ///
    /// When there is no such day; in a `const` that is a compile error. Input goes through
    /// [`Date::new`].
    ///
    /// ```
    /// use anjieflow::date::Date;
    ///
    /// const LAUNCH: Date = Date::constant(2026, 3, 2);
    /// assert_eq!(LAUNCH.to_string(), "2026-03-02");
    /// ```
    #[expect(clippy::panic, reason = "literals only: the doc says so")]
    pub const fn constant(year: i32, month: u8, day: u8) -> Date {
        match Date::checked(year, month, day) {
            Some(date) => date,
            None => panic!("no such day"),
        }
    }

    const fn checked(year: i32, month: u8, day: u8) -> Option<Date> {
        if year < YEAR_MIN || year > YEAR_MAX || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Date::of_parts(year, month, day))
    }

    /// Of numbers that are known to be a day.
    const fn of_parts(year: i32, month: u8, day: u8) -> Date {
        // OK because a year is positive, and the day is one at least.
        let year_and_month = (year as u32) << MONTH_BITS | month as u32;
        Date(NonZeroU32::MIN.saturating_add(year_and_month << DAY_BITS | (day as u32 - 1)))
    }

    /// The year, 1850 to 2199.
    pub const fn year(self) -> i32 {
        (self.0.get() >> (MONTH_BITS + DAY_BITS)) as i32
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        (self.0.get() >> DAY_BITS & ((1 << MONTH_BITS) - 1)) as u8
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        (self.0.get() & ((1 << DAY_BITS) - 1)) as u8
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // OK because 0001-01-01 was a Monday in this calendar, and days since then are positive.
        match days_since_year_one(self) % 7 {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// Days since 1970-01-01, which is 0; earlier days are negative.
    pub const fn day_number(self) -> i32 {
        days_since_year_one(self) - EPOCH
    }

    /// The day so many days after 1970-01-01.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when it is before [`Date::MIN`] or after [`Date::MAX`].
    pub fn from_day_number(number: i32) -> Result<Date, Error> {
        if number < Date::MIN.day_number() || number > Date::MAX.day_number() {
            return Err(out_of_range(format!("day number {number}")));
        }
        // OK because the sum is positive and small for a number within the range.
        Ok(date_at(number + EPOCH))
    }

    /// The day so many days later, or earlier when negative.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when it is before [`Date::MIN`] or after [`Date::MAX`].
    pub fn add_days(self, days: i32) -> Result<Date, Error> {
        let number = self.day_number().saturating_add(days);
        Date::from_day_number(number).map_err(|_| out_of_range(format!("{self} and {days} days")))
    }

    /// How many days from this day to the other; negative when the other is earlier.
    pub const fn days_until(self, other: Date) -> i32 {
        other.day_number() - self.day_number()
    }

    /// The same day so many months later, or earlier when negative; where the month has no such
    /// day, its last day (Civil Code art. 202).
    ///
    /// Count from the first day each time: two steps of a month are not one step of two.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] when it is before [`Date::MIN`] or after [`Date::MAX`].
    ///
    /// ```
    /// use anjieflow::date::Date;
    ///
    /// let first = Date::new(2026, 1, 31)?;
    /// assert_eq!(first.add_months(1)?.to_string(), "2026-02-28");
    /// assert_eq!(first.add_months(2)?.to_string(), "2026-03-31");
    /// assert_eq!(first.add_months(-2)?.to_string(), "2025-11-30");
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    pub fn add_months(self, months: i32) -> Result<Date, Error> {
        let from_zero = self.year() * 12 + i32::from(self.month()) - 1;
        let target = from_zero.saturating_add(months);
        let year = target.div_euclid(12);
        // OK because a remainder of twelve fits.
        let month = target.rem_euclid(12) as u8 + 1;
        let day = self.day().min(days_in_month(year, month));
        Date::checked(year, month, day).ok_or_else(|| out_of_range(format!("{self} and {months} months")))
    }

    /// Full years of age on this day (周岁) of somebody born on `birth`; negative before birth.
    ///
    /// A year is full on the birthday itself; for a birth on 29 February in other years on the
    /// last of February, as [`Date::add_months`] counts.
    ///
    /// ```
    /// use anjieflow::date::Date;
    ///
    /// let birth = Date::new(2008, 2, 29)?;
    /// assert_eq!(Date::new(2026, 2, 27)?.years_since(birth), 17);
    /// assert_eq!(Date::new(2026, 2, 28)?.years_since(birth), 18);
    /// # Ok::<(), anjieflow::error::Error>(())
    /// ```
    pub fn years_since(self, birth: Date) -> i32 {
        let birthday = birth.day().min(days_in_month(self.year(), birth.month()));
        let still_to_come = (self.month(), self.day()) < (birth.month(), birthday);
        self.year() - birth.year() - i32::from(still_to_come)
    }

    /// The day after.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] on [`Date::MAX`].
    pub fn next(self) -> Result<Date, Error> {
        self.add_days(1)
    }

    /// The day before.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::OutOfRange`] on [`Date::MIN`].
    pub fn prev(self) -> Result<Date, Error> {
        self.add_days(-1)
    }

    /// How many days the month of this day has.
    pub const fn days_in_month(self) -> u8 {
        days_in_month(self.year(), self.month())
    }
}

impl Date {
    /// As ISO 8601 writes it, `2026-03-02`: days are written more often than anything, so without the machinery of `fmt`.
    pub(crate) fn iso(self) -> [u8; 10] {
        // OK because a year has four digits, and the remainder is one.
        let digit = |number: u16| b'0' + (number % 10) as u8;
        let (year, month, day) = (self.year() as u16, u16::from(self.month()), u16::from(self.day()));
        let [y0, y1, y2, y3] = [year / 1000, year / 100, year / 10, year].map(digit);
        let [m0, m1, d0, d1] = [month / 10, month, day / 10, day].map(digit);
        [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(core::str::from_utf8(&self.iso()).unwrap_or_default())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = Error;

    /// Reads `2026-03-02`, and nothing else: four, two and two ASCII digits with hyphens.
    ///
    /// # Errors
    ///
    /// - [`ErrorCode::Malformed`] for any other form.
    /// - As [`Date::new`] for a day that does not exist or cannot be held.
    fn from_str(text: &str) -> Result<Date, Error> {
        let (year, month, day) = iso_parts(text).ok_or_else(|| not_iso(text))?;
        Date::new(year, month, day)
    }
}

/// A day of the week, numbered as in ISO 8601 from Monday 1 to Sunday 7.
///
/// Closed: there will be no eighth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// 星期一
    Monday = 1,
    /// 星期二
    Tuesday,
    /// 星期三
    Wednesday,
    /// 星期四
    Thursday,
    /// 星期五
    Friday,
    /// 星期六
    Saturday,
    /// 星期日
    Sunday,
}

impl Weekday {
    /// The ISO number, Monday 1 to Sunday 7.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Whether it is Saturday or Sunday.
    pub const fn is_weekend(self) -> bool {
        matches!(self, Weekday::Saturday | Weekday::Sunday)
    }
}

const YEAR_MIN: i32 = 1850;
const YEAR_MAX: i32 = 2199;

/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i32 = days_since_year_one(Date::constant(1970, 1, 1));

const fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Zero for a month that does not exist, so that no day lies in it.
const fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

const fn days_since_year_one(date: Date) -> i32 {
    let mut days = days_before_year(date.year()) + date.day() as i32 - 1;
    let mut month = 1;
    while month < date.month() {
        days += days_in_month(date.year(), month) as i32;
        month += 1;
    }
    days
}

/// Days from 0001-01-01 to the first of the year.
const fn days_before_year(year: i32) -> i32 {
    let years = year - 1;
    years * 365 + years / 4 - years / 100 + years / 400
}

/// The date so many days after 0001-01-01, which must lie within the range of [`Date`].
fn date_at(days: i32) -> Date {
    let year = year_at(days);
    let mut day_of_year = days - days_before_year(year);
    let mut month = 1;
    while day_of_year >= i32::from(days_in_month(year, month)) {
        day_of_year -= i32::from(days_in_month(year, month));
        month += 1;
    }
    // OK because the rest is less than a month's length.
    Date::of_parts(year, month, day_of_year as u8 + 1)
}

/// The year in which the day lies that is so many days after 0001-01-01.
fn year_at(days: i32) -> i32 {
    // No year is longer than 366 days, so this is the year or a few before it.
    let mut year = days / 366 + 1;
    while days_before_year(year + 1) <= days {
        year += 1;
    }
    year
}

fn iso_parts(text: &str) -> Option<(i32, u8, u8)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return None;
    };
    let year = number(&[y1, y2, y3, y4])?;
    let month = number(&[m1, m2])?;
    let day = number(&[d1, d2])?;
    // OK because two digits fit.
    Some((year, month as u8, day as u8))
}

/// What ASCII digits write, few enough to fit; `None` where anything else stands among them.
pub(crate) fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i32::from(digit - b'0')))
}

#[cold]
fn no_such_date(year: i32, month: u8, day: u8) -> Error {
    let days = days_in_month(year, month);
    if !(YEAR_MIN..=YEAR_MAX).contains(&year) {
        out_of_range(format!("year {year}"))
    } else if days == 0 {
        Error::new(ErrorCode::NoSuchDate, format!("no month {month}, want 1 to 12"))
    } else {
        let message = format!("no day {day} in {year:04}-{month:02}, which has {days} days");
        Error::new(ErrorCode::NoSuchDate, message)
    }
}

#[cold]
fn out_of_range(found: String) -> Error {
    let message = format!("{found}: want a day from {} to {}", Date::MIN, Date::MAX);
    Error::new(ErrorCode::OutOfRange, message)
}

#[cold]
fn not_iso(text: &str) -> Error {
    let message = format!("want a date like `2026-03-02`, found {}", shown(text));
    Error::new(ErrorCode::Malformed, message).help("write year, month and day with two hyphens: YYYY-MM-DD")
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use chrono::{Datelike, NaiveDate};

    use super::Date;
    use crate::error::Error;

    impl From<Date> for NaiveDate {
        fn from(date: Date) -> NaiveDate {
            let (month, day) = (u32::from(date.month()), u32::from(date.day()));
            // OK because chrono holds every Gregorian day of the years 1850 to 2199 and far beyond.
            NaiveDate::from_ymd_opt(date.year(), month, day).unwrap_or_default()
        }
    }

    impl TryFrom<NaiveDate> for Date {
        type Error = Error;

        /// # Errors
        ///
        /// [`ErrorCode::OutOfRange`](crate::error::ErrorCode::OutOfRange) outside
        /// [`Date::MIN`] to [`Date::MAX`].
        fn try_from(date: NaiveDate) -> Result<Date, Error> {
            // OK because months and days of the month fit.
            Date::new(date.year(), date.month() as u8, date.day() as u8)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day that can be held, by a walk that shares no code with `Date`.
    fn slow_walk() -> impl Iterator<Item = (i32, u8, u8)> {
        (1850..=2199).flat_map(|year| {
            let february = match (year % 4, year % 100, year % 400) {
                (_, _, 0) => 29,
                (_, 0, _) => 28,
                (0, _, _) => 29,
                _ => 28,
            };
            [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                .into_iter()
                .zip(1u8..)
                .flat_map(move |(days, month)| (1..=days).map(move |day| (year, month, day)))
        })
    }

    #[test]
    fn every_day_agrees_with_a_slow_walk() {
        // 1850-01-01 was a Tuesday, 43 829 days before 1970-01-01.
        let mut weekday = 2;
        let mut before: Option<Date> = None;
        for (number, (year, month, day)) in (-43_829..).zip(slow_walk()) {
            let date = Date::new(year, month, day).unwrap();
            assert_eq!((date.year(), date.month(), date.day()), (year, month, day));
            assert_eq!(date.day_number(), number);
            assert_eq!(Date::from_day_number(number).unwrap(), date);
            assert_eq!(date.weekday().number(), weekday);
            assert_eq!(date.to_string().parse(), Ok(date));
            if let Some(before) = before {
                assert!(before < date);
                assert_eq!(before.next().unwrap(), date);
                assert_eq!(date.prev().unwrap(), before);
            }
            before = Some(date);
            weekday = weekday % 7 + 1;
        }
        assert_eq!(before, Some(Date::MAX));
    }

    #[test]
    fn every_impossible_day_is_refused() {
        let real: std::collections::HashSet<_> = slow_walk().collect();
        for year in 1849..=2200 {
            for month in 0..=14 {
                for day in 0..=33 {
                    let made = Date::new(year, month, day);
                    assert_eq!(made.is_ok(), real.contains(&(year, month, day)));
                }
            }
        }
    }

    #[test]
    fn messages_name_what_is_wrong() {
        let says = |y, m, d| Date::new(y, m, d).unwrap_err().to_string();
        assert_eq!(says(2026, 13, 1), "no month 13, want 1 to 12");
        assert_eq!(says(2100, 2, 29), "no day 29 in 2100-02, which has 28 days");
        assert_eq!(says(1849, 1, 1), "year 1849: want a day from 1850-01-01 to 2199-12-31");
        let far = Date::MAX.add_days(i32::MAX).unwrap_err();
        assert_eq!(far.code(), ErrorCode::OutOfRange);
        assert!(far.message().starts_with("2199-12-31 and 2147483647 days"));
    }

    #[test]
    fn only_strict_iso_is_read() {
        for text in [
            "",
            "2026-3-2",
            "20260302",
            "2026/03/02",
            " 2026-03-02",
            "2026-03-02 ",
            "+026-03-02",
            "２０２６-03-02",
            "2026-03-0２",
            "02-03-2026",
            "2026-03-02T00:00:00",
        ] {
            let error = text.parse::<Date>().unwrap_err();
            assert_eq!(error.code(), ErrorCode::Malformed, "{text}");
        }
        let error = "2026-02-30".parse::<Date>().unwrap_err();
        assert_eq!(error.code(), ErrorCode::NoSuchDate);
        let error = "11010519491231002X".parse::<Date>().unwrap_err();
        assert!(!error.to_string().contains("1949"));
    }

    #[test]
    fn months_clamp_for_every_start_and_distance() {
        for start in [(2023, 12, 31), (2024, 2, 29), (2026, 1, 30), (2026, 4, 1)] {
            let start = Date::new(start.0, start.1, start.2).unwrap();
            for months in -1200..=1200 {
                let moved = start.add_months(months).unwrap();
                let apart = (moved.year() - start.year()) * 12 + i32::from(moved.month()) - i32::from(start.month());
                assert_eq!(apart, months);
                assert_eq!(moved.day(), start.day().min(moved.days_in_month()));
            }
        }
        assert!(Date::MIN.add_months(-1).is_err());
        assert!(Date::MAX.add_months(1).is_err());
        assert!(Date::MAX.add_months(i32::MIN).is_err());
        assert!(Date::MAX.add_months(i32::MAX).is_err());
    }

    #[test]
    fn age_is_the_largest_number_of_years_that_have_passed() {
        for birth in [(1949, 12, 31), (2000, 2, 29), (1996, 3, 1)] {
            let birth = Date::new(birth.0, birth.1, birth.2).unwrap();
            let mut today = birth;
            while today < Date::constant(2060, 1, 1) {
                let age = today.years_since(birth);
                assert!(birth.add_months(age * 12).unwrap() <= today);
                assert!(birth.add_months(age * 12 + 12).unwrap() > today);
                today = today.next().unwrap();
            }
            assert_eq!(birth.prev().unwrap().years_since(birth), -1);
        }
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn every_day_goes_through_chrono_and_back() {
        use chrono::{Datelike, NaiveDate};
        for (year, month, day) in slow_walk() {
            let date = Date::new(year, month, day).unwrap();
            let theirs = NaiveDate::from(date);
            assert_eq!(theirs.to_string(), date.to_string());
            assert_eq!(theirs.weekday().number_from_monday(), u32::from(date.weekday().number()));
            assert_eq!(Date::try_from(theirs), Ok(date));
        }
        let later = NaiveDate::from_ymd_opt(2200, 1, 1).unwrap();
        assert_eq!(Date::try_from(later).unwrap_err().code(), ErrorCode::OutOfRange);
    }
}
