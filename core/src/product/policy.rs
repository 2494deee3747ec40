//! What the state and the cities publish, by day: rates, limits, rules, charges.

use crate::collect::CollectVec;
use core::fmt;
use std::borrow::Cow;

use super::{Charge, Limit, Origin, Place};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::money::Rate;
use crate::words::closed;

/// Every published series of one edition.
///
/// ```
/// use anjieflow::product::Pack;
///
/// let policy = &Pack::builtin().policy;
/// let quote = policy.lpr("2025-06-01".parse()?)?;
/// assert_eq!((quote.row.over_five_years.to_string(), quote.beyond), ("3.5%".to_owned(), false));
/// assert_eq!(policy.fund_rate("2025-05-08".parse()?)?.first_over_five_years.to_string(), "2.6%");
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The cities that the rules name, with their names in Chinese and their provinces.
    pub cities: Cow<'static, [City]>,
    /// The loan prime rate (贷款市场报价利率), by day of publication.
    pub lpr: Cow<'static, [LprRow]>,
    /// The rates of the provident fund, by day.
    pub fund_rates: Cow<'static, [FundRateRow]>,
    /// Minimum down payments, rate floors, ceilings and ratios, of the country and of places.
    pub limits: Cow<'static, [Limit]>,
    /// Other rules in words, with their numbers of days.
    pub rules: Cow<'static, [PolicyRule]>,
    /// Taxes and fees around a mortgage.
    pub charges: Cow<'static, [Charge]>,
}

/// A city, as rules name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// Its name in rules, such as `Shanghai`.
    pub id: Cow<'static, str>,
    /// Its name in Chinese, without 市.
    pub zh: Cow<'static, str>,
    /// Its province, or itself.
    pub province: Cow<'static, str>,
}

/// What a rate was over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateHistory {
    /// The rates by day, rising.
    pub rows: Vec<(Date, Rate)>,
    /// Up to this day every row is here; what came later is not known.
    pub known_to: Date,
}

/// One publication of the loan prime rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LprRow {
    /// One year.
    pub one_year: Rate,
    /// Over five years.
    pub over_five_years: Rate,
    /// Where it was read, and the day of publication.
    pub origin: Origin,
}

/// The loan prime rate of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LprQuote<'p> {
    /// The last publication by that day.
    pub row: &'p LprRow,
    /// The day lies beyond the last publication that is known here: by then there was another, which may differ.
    pub beyond: bool,
}

/// The rates of the provident fund since a day: for loans paid out from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundRateRow {
    /// First home, up to five years.
    pub first_to_five_years: Rate,
    /// First home, over five years.
    pub first_over_five_years: Rate,
    /// Second home, up to five years, at least.
    pub second_to_five_years_min: Option<Rate>,
    /// Second home, over five years, at least.
    pub second_over_five_years_min: Option<Rate>,
    /// For loans that were already paid out, from this day.
    pub existing_loans_from: Option<Date>,
    /// Where it was read, and from when it holds.
    pub origin: Origin,
    /// What the source adds; empty when nothing.
    pub note: Cow<'static, str>,
}

/// A rule in words. Where it is a limit or a deadline, the limit or the route holds it as data too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRule {
    /// Its name, such as `answer_time_pf`.
    pub id: Cow<'static, str>,
    /// What it says.
    pub text: Cow<'static, str>,
    /// A number of days it gives.
    pub days: Option<u16>,
    /// How those days are counted.
    pub counting: Option<DayKind>,
    /// Other numbers it gives, by name and unit.
    pub values: Cow<'static, [(Cow<'static, str>, i64)]>,
    /// Where it was read, and when it holds.
    pub origin: Origin,
    /// A second source that says the same.
    pub also: Option<super::SourceId>,
    /// What the source adds; empty when nothing.
    pub note: Cow<'static, str>,
}

closed! {
    /// Which days a number of days counts.
    pub enum DayKind ("kind of day") {
        /// Every day.
        Calendar "calendar" "自然日",
        /// Working days.
        Working "working" "工作日",
    }
}

impl Policy {
    /// Nothing published.
    pub const EMPTY: Policy = Policy {
        cities: Cow::Borrowed(&[]),
        lpr: Cow::Borrowed(&[]),
        fund_rates: Cow::Borrowed(&[]),
        limits: Cow::Borrowed(&[]),
        rules: Cow::Borrowed(&[]),
        charges: Cow::Borrowed(&[]),
    };

    /// The loan prime rate on a day: the last publication by then.
    ///
    /// It is published on the 20th of a month or the next working day. From the 20th of the month after the last
    /// publication known here, the answer is marked as beyond it.
    ///
    /// # Errors
    /// `OutOfRange` before the first publication.
    pub fn lpr(&self, day: Date) -> Result<LprQuote<'_>, Error> {
        let row = last_by(&self.lpr, day, |row| &row.origin).ok_or_else(|| before("the loan prime rate", day))?;
        let next = row.origin.effective.from.and_then(next_publication);
        let is_last = self.lpr.last().is_some_and(|last| last.origin.effective.from == row.origin.effective.from);
        Ok(LprQuote { row, beyond: is_last && next.is_some_and(|next| next <= day) })
    }

    /// The rates of the provident fund for a loan paid out on a day.
    ///
    /// # Errors
    /// `OutOfRange` before the first row.
    pub fn fund_rate(&self, day: Date) -> Result<&FundRateRow, Error> {
        last_by(&self.fund_rates, day, |row| &row.origin).ok_or_else(|| before("the provident-fund rate", day))
    }

    /// Every publication of the loan prime rate for a term, and the day up to which they are all here; for
    /// [`Series::new`](crate::repayment::repricing::Series::new).
    ///
    /// # Errors
    /// `Empty` when none is known.
    pub fn lpr_history(&self, months: u16) -> Result<RateHistory, Error> {
        let rows = self.lpr.iter().filter_map(|row| {
            let quote = LprQuote { row, beyond: false };
            Some((row.origin.published.or(row.origin.effective.from)?, quote.for_term(months)))
        });
        let rows = rows.collect_vec();
        let next = rows.last().and_then(|(day, _)| next_publication(*day)?.prev().ok());
        next.map(|known_to| RateHistory { rows, known_to }).ok_or_else(|| nothing("the loan prime rate"))
    }

    /// Every rate of the provident fund for a term and a home, by the day from which it held for new loans; `known_to` is
    /// the day up to which they are all here, that of the edition. Of a second home, whose rate is the least that is
    /// asked, it begins where the sources tell it without a gap.
    ///
    /// # Errors
    /// `Empty` when none is known.
    pub fn fund_history(&self, months: u16, second_home: bool, known_to: Date) -> Result<RateHistory, Error> {
        let rows = self.fund_rates.iter().rev();
        let rows = rows.map_while(|row| Some((row.origin.effective.from?, row.of_home(months, second_home)?)));
        let mut rows = rows.collect_vec();
        rows.reverse();
        if rows.is_empty() { Err(nothing("the provident-fund rate")) } else { Ok(RateHistory { rows, known_to }) }
    }

    /// The rule of this name.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&PolicyRule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The taxes and fees of a day.
    pub fn charges_on(&self, day: Date) -> impl Iterator<Item = &Charge> {
        self.charges.iter().filter(move |charge| charge.origin.effective.covers(day))
    }

    /// The city of this name: as rules write it, or in Chinese, with or without 市.
    #[must_use]
    pub fn city(&self, name: &str) -> Option<&City> {
        let zh = name.strip_suffix('市').unwrap_or(name);
        self.cities.iter().find(|city| city.id.eq_ignore_ascii_case(name) || city.zh == zh)
    }

    /// The place of a city: with its province, where the rules name the city.
    #[must_use]
    pub fn place(&self, province: Option<&str>, city: &str) -> Place {
        let own = |text: &str| Some(Cow::Owned(text.to_owned()));
        match self.city(city) {
            Some(city) => Place { province: own(&city.province), city: own(&city.id), ..Place::COUNTRY },
            None => Place { province: province.and_then(own), city: own(city), ..Place::COUNTRY },
        }
    }
}

impl LprQuote<'_> {
    /// The rate for a term: up to five years the one of one year, over five years the other.
    #[must_use]
    pub const fn for_term(&self, months: u16) -> Rate {
        if months > 60 { self.row.over_five_years } else { self.row.one_year }
    }
}

impl FundRateRow {
    /// The rate for a term and a home; that of a second home is the least that is asked, and not always told.
    #[must_use]
    pub const fn of_home(&self, months: u16, second: bool) -> Option<Rate> {
        match (months > 60, second) {
            (false, false) => Some(self.first_to_five_years),
            (true, false) => Some(self.first_over_five_years),
            (false, true) => self.second_to_five_years_min,
            (true, true) => self.second_over_five_years_min,
        }
    }
}

/// The last row that began by a day; rows stand in the order of time.
fn last_by<T>(rows: &[T], day: Date, origin: impl Fn(&T) -> &Origin) -> Option<&T> {
    rows.iter().rfind(|row| origin(row).effective.from.is_some_and(|from| from <= day))
}

#[cold]
fn nothing(what: &str) -> Error {
    Error::new(ErrorCode::Empty, format!("nothing is known here of {what}")).help("load a pack that has it")
}

/// The 20th of the month after.
fn next_publication(last: Date) -> Option<Date> {
    let month = last.add_months(1).ok()?;
    Date::new(month.year(), month.month(), 20).ok()
}

#[cold]
fn before(what: &str, day: Date) -> Error {
    Error::new(ErrorCode::OutOfRange, format!("{what} is not known on {day}, before the first publication here"))
        .help("give a later day")
}

impl fmt::Display for City {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
