//! Published rates that hold for a loan, before and after.

use super::{Side, Sides};
use crate::case::edition::Basis;
use crate::date::Date;
use crate::fact::{Fact, Facts};
use crate::money::Rate;
use crate::product::{FundRateRow, LprRow, Origin, Policy, Product, ProductKind};

/// A published rate for a term and a household.
#[derive(Clone, Copy)]
pub(crate) enum Quoted<'c> {
    /// The loan prime rate.
    Prime { row: &'c LprRow, long: bool },
    /// The rate of the provident fund; of a second home, at least. `None` while nobody said which home it is.
    Fund { row: &'c FundRateRow, long: bool, second: Option<bool> },
}

impl<'c> Quoted<'c> {
    /// The rate that holds for a loan of this kind and term.
    pub(super) fn of(
        kind: ProductKind,
        months: u16,
        facts: &Facts,
        payout: (Date, Basis),
        side: Side<'c>,
    ) -> Option<Self> {
        let policy = &side.pack.policy;
        let long = months > 60;
        match kind {
            ProductKind::Commercial => Some(Quoted::Prime { row: policy.lpr(payout.0).ok()?.row, long }),
            ProductKind::ProvidentFund | ProductKind::Conversion => {
                let second = facts.number(Fact::HouseholdHomeCount).map(|homes| homes > 0);
                Some(Quoted::Fund { row: fund_rate(policy, payout, side.day)?, long, second })
            }
        }
    }

    /// The rate; `None` while it is not known.
    pub(super) fn rate(self) -> Option<Rate> {
        match self {
            Quoted::Prime { row, long: true } => Some(row.over_five_years),
            Quoted::Prime { row, long: false } => Some(row.one_year),
            Quoted::Fund { second: Some(second), .. } => self.of_home(second),
            Quoted::Fund { second: None, .. } => None,
        }
    }

    fn of_home(self, second: bool) -> Option<Rate> {
        match self {
            Quoted::Fund { row, long: false, .. } if second => row.second_to_five_years_min,
            Quoted::Fund { row, long: true, .. } if second => row.second_over_five_years_min,
            Quoted::Fund { row, long: false, .. } => Some(row.first_to_five_years),
            Quoted::Fund { row, long: true, .. } => Some(row.first_over_five_years),
            Quoted::Prime { .. } => self.rate(),
        }
    }

    /// Whether it is another rate, or may be.
    fn differs(self, other: Self) -> bool {
        [false, true]
            .into_iter()
            .filter(|home| self.may_be(*home))
            .any(|home| self.of_home(home) != other.of_home(home))
    }

    fn may_be(self, home: bool) -> bool {
        match self {
            Quoted::Prime { .. } => !home,
            Quoted::Fund { second, .. } => second.is_none_or(|second| second == home),
        }
    }

    /// Whether it is the same row for the same term and home.
    pub(super) fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Quoted::Prime { row, long }, Quoted::Prime { row: other, long: term }) => {
                std::ptr::eq(row, other) && long == term
            }
            (Quoted::Fund { row, long, second }, Quoted::Fund { row: other, long: term, second: home }) => {
                std::ptr::eq(row, other) && (long, second) == (term, home)
            }
            _ => false,
        }
    }

    pub(super) fn origin(self) -> &'c Origin {
        match self {
            Quoted::Prime { row, .. } => &row.origin,
            Quoted::Fund { row, .. } => &row.origin,
        }
    }

    /// The name of a rate is its series and the day it began.
    pub(super) fn rule(self) -> String {
        let series = if matches!(self, Quoted::Prime { .. }) { "lpr" } else { "fund-rate" };
        self.origin().effective.from.map_or(series.to_owned(), |from| format!("{series}/{from}"))
    }

    /// What it is the rate of, in English and Chinese.
    pub(super) fn what(self) -> [String; 2] {
        let (long, [series, series_zh], [home, home_zh]) = match self {
            Quoted::Prime { long, .. } => (long, ["loan prime rate", "贷款市场报价利率"], ["", ""]),
            Quoted::Fund { long, second, .. } => (long, ["provident-fund rate", "公积金贷款利率"], home(second)),
        };
        let (term, term_zh) =
            if long { ("over five years", "五年以上") } else { ("up to five years", "五年及以下") };
        [format!("{series}, {home}{term}"), format!("{series_zh}，{home_zh}{term_zh}")]
    }
}

const fn home(second: Option<bool>) -> [&'static str; 2] {
    match second {
        Some(false) => ["first home, ", "首套，"],
        Some(true) => ["second home, ", "二套，"],
        None => ["first or second home not known, ", "套数待定，"],
    }
}

/// A loan that is paid out keeps the rate of that day, until the first of January from which a later one holds for
/// loans paid out before.
fn fund_rate(policy: &Policy, (payout, basis): (Date, Basis), day: Date) -> Option<&FundRateRow> {
    let paid = basis != Basis::Provisional;
    let holds = |row: &&FundRateRow| {
        let began = row.origin.effective.from.is_some_and(|from| from <= payout);
        began || (paid && row.existing_loans_from.is_some_and(|from| from <= day))
    };
    policy.fund_rates.iter().rfind(holds)
}

/// Whether a rate can change for some loan of a product: while its payout is open, and once it is fixed.
pub(super) fn may_change(products: [Option<&Product>; 2], sides: &Sides<'_>) -> [bool; 2] {
    let [Some(old), Some(new)] = products else { return [true; 2] };
    let (before, after) = (&sides.old.pack.policy, &sides.new.pack.policy);
    if old.kind != new.kind || before.lpr != after.lpr || before.fund_rates != after.fund_rates {
        return [true; 2];
    }
    if old.kind == ProductKind::Commercial {
        let row = |day| before.lpr(day).ok().map(|quote| quote.row);
        return [row(sides.old.day) != row(sides.new.day), false];
    }
    let row = |day| before.fund_rate(day).ok();
    let began = |row: &FundRateRow, day: Date| row.existing_loans_from.is_some_and(|from| from <= day);
    let begins = |row: &&FundRateRow| began(row, sides.old.day) != began(row, sides.new.day);
    [row(sides.old.day) != row(sides.new.day), before.fund_rates.iter().any(|it| begins(&it))]
}

/// Both rates, where they differ.
pub(super) fn change<'c>(
    old: Option<Quoted<'c>>,
    new: Option<Quoted<'c>>,
) -> Option<(Option<Quoted<'c>>, Option<Quoted<'c>>)> {
    let differs = match (old, new) {
        (Some(old), Some(new)) => old.differs(new),
        (None, None) => false,
        _ => true,
    };
    differs.then_some((old, new))
}
