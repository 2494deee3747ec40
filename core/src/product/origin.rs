//! Where a rule comes from, when it holds, and which day of a case decides whether it does.

use crate::date::Date;
use crate::product::{Confidence, SourceId};
use crate::words::closed;
use core::fmt;

/// Where a rule comes from and when it holds.
///
/// What nobody published is `None`: a rule without a source is general knowledge of the trade, a period without a
/// beginning is known to hold and not since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Where it was read; `None` is general knowledge of the trade.
    pub source: Option<SourceId>,
    /// When the source was published.
    pub published: Option<Date>,
    /// From when to when it holds.
    pub effective: Period,
    /// Which day of a case is looked up in that period.
    pub decided_on: DecidingDay,
    /// How far we trust it.
    pub confidence: Confidence,
}

/// From when to when a rule holds; both days belong to it.
///
/// ```
/// use anjieflow::date::Date;
/// use anjieflow::product::Period;
///
/// let since = Period { from: Some(Date::new(2025, 5, 8)?), until: None };
/// assert!(since.covers(Date::new(2025, 5, 8)?) && !since.covers(Date::new(2025, 5, 7)?));
/// assert_eq!(since.to_string(), "from 2025-05-08");
/// assert!(Period::ALWAYS.overlaps(since));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The first day; `None` when nobody says since when.
    pub from: Option<Date>,
    /// The last day; `None` while it is in force.
    pub until: Option<Date>,
}

impl Period {
    /// Since nobody knows when, and still.
    pub const ALWAYS: Period = Period { from: None, until: None };

    /// Whether the rule holds on this day.
    #[must_use]
    pub fn covers(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether some day lies in both.
    #[must_use]
    pub fn overlaps(self, other: Period) -> bool {
        let before =
            |until: Option<Date>, from: Option<Date>| until.zip(from).is_some_and(|(until, from)| until < from);
        !before(self.until, other.from) && !before(other.until, self.from)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.until) {
            (None, None) => f.write_str("since an unknown day"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(until)) => write!(f, "until {until}"),
            (Some(from), Some(until)) => write!(f, "from {from} until {until}"),
        }
    }
}

impl Origin {
    /// Whether the rule holds for a case with these days.
    #[must_use]
    pub fn holds(&self, days: &Days) -> bool {
        self.effective.covers(days.of(self.decided_on))
    }
}

/// As of which day the rules of each deciding day are judged.
///
/// ```
/// use anjieflow::date::Date;
/// use anjieflow::product::{DecidingDay, Days};
///
/// let (today, signed) = (Date::new(2024, 10, 8)?, Date::new(2024, 9, 20)?);
/// let days = Days::all(today).with(DecidingDay::Contract, signed);
/// assert_eq!((days.of(DecidingDay::Contract), days.of(DecidingDay::Payout)), (signed, today));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Days {
    opening: Date,
    contract: Date,
    acceptance: Date,
    payout: Date,
}

impl Days {
    /// All of them as of one day.
    #[must_use]
    pub const fn all(day: Date) -> Days {
        Days { opening: day, contract: day, acceptance: day, payout: day }
    }

    /// The same, with one of them as of another day.
    #[must_use]
    pub const fn with(mut self, decides: DecidingDay, day: Date) -> Days {
        match decides {
            DecidingDay::Opening => self.opening = day,
            DecidingDay::Contract => self.contract = day,
            DecidingDay::Acceptance => self.acceptance = day,
            DecidingDay::Payout => self.payout = day,
        }
        self
    }

    /// As of which day the rules of this one are judged.
    #[must_use]
    pub const fn of(&self, decides: DecidingDay) -> Date {
        match decides {
            DecidingDay::Opening => self.opening,
            DecidingDay::Contract => self.contract,
            DecidingDay::Acceptance => self.acceptance,
            DecidingDay::Payout => self.payout,
        }
    }
}

closed! {
    /// Which day of a case decides whether a rule holds for it (新老划断): policy changes while a case is under way.
    pub enum DecidingDay ("deciding day") {
        /// The day the case was opened.
        Opening "opening" "立案日",
        /// The day the sale contract was signed online (网签).
        Contract "contract" "网签日",
        /// The day the lender accepted the application: so Shenzhen's provident fund has it.
        Acceptance "acceptance" "受理日",
        /// The day the money is paid out.
        Payout "payout" "放款日",
    }
}
