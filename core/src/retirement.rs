//! The statutory retirement age, which moves by month of birth since 2025 (渐进式延迟法定退休年龄).
//!
//! From the decision of the Standing Committee of the National People's Congress of 2024-09-13, in force since
//! 2025-01-01: men go from 60 to 63 years, women from 55 to 58, or from 50 to 55. A lender's longest term often hangs
//! on it. What somebody chooses (up to three years earlier or later, 弹性退休) is not in it.
//!
//! ```
//! use anjieflow::retirement::{Category, Month, statutory};
//!
//! let age = statutory(Category::Male, "1965-05".parse()?)?;
//! assert_eq!(age.months, 60 * 12 + 2);
//! assert_eq!(age.month.to_string(), "2025-07");
//! # Ok::<(), anjieflow::error::Error>(())
//! ```

use core::fmt;
use core::str::FromStr;

use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::words::closed;

closed! {
    /// Whose age it is: by sex and, for women, by the age before the reform.
    pub enum Category ("category") {
        /// A man: 60 before the reform, 63 after it.
        Male "male" "男职工",
        /// A woman who retired at 55 before the reform (cadres, professional posts), at 58 after it.
        Female55 "female_55" "原五十五周岁退休的女职工",
        /// A woman who retired at 50 before the reform (workers), at 55 after it.
        Female50 "female_50" "原五十周岁退休的女职工",
    }
}

/// How the age moves for one category.
struct Stage {
    /// The age before, in months.
    before: u16,
    /// The first year of birth it moves for, from January on.
    from_year: i32,
    /// One month later for each so many months of birth.
    every: i32,
    /// By how many months it moves in the end.
    most: i32,
}

impl Category {
    const fn stage(self) -> Stage {
        match self {
            Self::Male => Stage { before: 720, from_year: 1965, every: 4, most: 36 },
            Self::Female55 => Stage { before: 660, from_year: 1970, every: 4, most: 36 },
            Self::Female50 => Stage { before: 600, from_year: 1975, every: 2, most: 60 },
        }
    }
}

/// A month of a year, `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

impl Month {
    /// The month a day lies in.
    ///
    /// # Errors
    /// None in practice: every month of a [`Date`] has a first day.
    pub fn of(day: Date) -> Result<Month, Error> {
        Ok(Month { first: Date::new(day.year(), day.month(), 1)? })
    }

    /// So many months later.
    ///
    /// # Errors
    /// `OutOfRange` beyond the years that a [`Date`] holds.
    pub fn add_months(self, months: i32) -> Result<Month, Error> {
        Ok(Month { first: self.first.add_months(months)? })
    }

    /// How many months lie between; negative when the other is earlier.
    #[must_use]
    pub const fn until(self, other: Month) -> i32 {
        other.index() - self.index()
    }

    const fn index(self) -> i32 {
        // OK because a year has four digits.
        self.first.year() * 12 + self.first.month() as i32
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
    }
}

impl FromStr for Month {
    type Err = Error;

    /// Reads `YYYY-MM`.
    ///
    /// # Errors
    /// `Malformed` for any other form; `NoSuchDate` or `OutOfRange` when there is no such month.
    fn from_str(text: &str) -> Result<Month, Error> {
        let form = text.len() == 7 && text.bytes().enumerate().all(|(at, byte)| (at == 4) == (byte == b'-'));
        if !form {
            return Err(Error::new(
                ErrorCode::Malformed,
                format!("want a month like `1970-05`, found {}", shown(text)),
            )
            .help("write year and month, as YYYY-MM"));
        }
        format!("{text}-01").parse().map(|first| Month { first })
    }
}

/// A statutory retirement age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// The age, in months.
    pub months: u16,
    /// The month in which it is reached.
    pub month: Month,
}

/// The statutory retirement age of somebody born in a month.
///
/// Who reached the old age before 2025 keeps it; who is born after the last step has the age that the reform ends with.
///
/// # Errors
/// `OutOfRange` when the month it is reached lies beyond the years that a [`Date`] holds.
pub fn statutory(category: Category, birth: Month) -> Result<Retirement, Error> {
    let Stage { before, from_year, every, most } = category.stage();
    let born = Month { first: Date::new(from_year, 1, 1)? }.until(birth);
    let later = if born < 0 { 0 } else { (born / every).saturating_add(1).min(most) };
    // OK because at most sixty months are added to at most 720.
    let months = before.saturating_add(u16::try_from(later).unwrap_or_default());
    Ok(Retirement { months, month: birth.add_months(months.into())? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn months(category: Category, birth: &str) -> u16 {
        statutory(category, birth.parse().unwrap()).unwrap().months
    }

    #[test]
    fn every_published_row_is_met() {
        let table = include_str!("../tests/data/retirement_age/retirement_age.csv");
        let mut rows = 0;
        for row in table.lines().skip(1) {
            let [category, birth, age] = row.split(',').collect::<Vec<_>>().try_into().unwrap();
            let category = Category::from_name(category).unwrap();
            assert_eq!(months(category, birth), age.parse::<u16>().unwrap(), "{row}");
            rows += 1;
        }
        assert_eq!(rows, 240);
    }

    #[test]
    fn before_the_first_step_and_after_the_last_the_age_stands_still() {
        for (category, last_old, last_step, old, new) in [
            (Category::Male, "1964-12", "1976-09", 720, 756),
            (Category::Female55, "1969-12", "1981-09", 660, 696),
            (Category::Female50, "1974-12", "1984-11", 600, 660),
        ] {
            assert_eq!((months(category, "1900-01"), months(category, last_old)), (old, old));
            let last: Month = last_step.parse().unwrap();
            assert_eq!(statutory(category, last.add_months(-1).unwrap()).unwrap().months, new - 1);
            assert_eq!((months(category, last_step), months(category, "2026-01")), (new, new));
        }
        assert_eq!(statutory(Category::Male, "2190-01".parse().unwrap()).unwrap_err().code(), ErrorCode::OutOfRange);
    }

    #[test]
    fn the_month_it_falls_in_is_told() {
        let woman = statutory(Category::Female50, "1975-03".parse().unwrap()).unwrap();
        assert_eq!((woman.months, woman.month.to_string()), (602, "2025-05".to_owned()));
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["", "1970", "1970-5", "1970/05", "19700-5", "1970-05-01", "1970-0x", "一九七零"] {
            assert_eq!(text.parse::<Month>().unwrap_err().code(), ErrorCode::Malformed, "{text}");
        }
        assert_eq!("1970-13".parse::<Month>().unwrap_err().code(), ErrorCode::NoSuchDate);
        assert_eq!("1700-01".parse::<Month>().unwrap_err().code(), ErrorCode::OutOfRange);
    }

    fn any_birth() -> impl Strategy<Value = Month> {
        (1920_i32..2100, 1_u8..=12).prop_map(|(year, month)| Month::of(Date::constant(year, month, 1)).unwrap())
    }

    proptest! {
        #[test]
        fn who_is_born_later_never_retires_earlier(category in prop::sample::select(Category::ALL), birth in any_birth()) {
            let Stage { before, most, .. } = category.stage();
            let (own, next) = (statutory(category, birth)?, statutory(category, birth.add_months(1)?)?);
            prop_assert!((before..=before + u16::try_from(most)?).contains(&own.months));
            prop_assert_eq!(birth.until(own.month), i32::from(own.months));
            // One month of birth is a month of age at most, and a month of the calendar at least.
            prop_assert!(next.months == own.months || next.months == own.months + 1);
            prop_assert!(next.month > own.month);
        }

        #[test]
        fn months_are_counted_both_ways(month in any_birth(), later in -600_i32..600) {
            let there = month.add_months(later)?;
            prop_assert_eq!(month.until(there), later);
            prop_assert_eq!(there.add_months(-later)?, month);
            prop_assert_eq!(month.to_string().parse::<Month>()?, month);
        }
    }
}
