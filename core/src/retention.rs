//! How long the personal data of a case must be kept, by which law, and when they may be erased at the earliest.
//!
//! Two duties pull: shortest retention (个人信息保护法 art. 19, 47) and ten years of the anti-money-laundering law (反洗钱法
//! art. 34), which since 2025-01-01 binds developers and agencies that sell or broker homes as well. Whoever asks for
//! erasure before the longest term is over gets a frozen case: all but storage and protection stops (art. 47).
//! HANDBOOK 8.1, 8.4.

use crate::case::{Case, File};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::State;
use crate::words::closed;

closed! {
    /// A kind of data that is kept for its own time.
    pub enum DataClass ("class of data") {
        /// Who the parties are: names, numbers, copies of identity papers.
        Identity "identity" "身份资料",
        /// What was bought, lent and paid, from which account; income and debts.
        Transactions "transactions" "交易资料",
        /// That the household agreed, and how its data were weighed before they went out.
        Assessments "assessments" "授权与影响评估记录",
        /// Telephone numbers, of no use once the case is over.
        Contact "contact" "联系方式",
    }
}

/// One law that keeps a class of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keeps {
    /// What it keeps.
    pub class: DataClass,
    /// For how many years after the end of the relation; 0 where nothing keeps it longer than its purpose.
    pub years: u8,
    /// Which law, by its key among the sources and its article.
    pub law: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
}

/// Every row: the longest that keeps a class decides.
pub const KEEPS: &[Keeps] = &[
    Keeps {
        class: DataClass::Identity,
        years: 10,
        law: "law-aml art. 34",
        name: "Anti-Money-Laundering Law, art. 34",
        zh: "《反洗钱法》第三十四条",
    },
    Keeps {
        class: DataClass::Transactions,
        years: 10,
        law: "law-aml art. 34",
        name: "Anti-Money-Laundering Law, art. 34",
        zh: "《反洗钱法》第三十四条",
    },
    Keeps {
        class: DataClass::Assessments,
        years: 3,
        law: "law-pipl art. 56",
        name: "Personal Information Protection Law, art. 56",
        zh: "《个人信息保护法》第五十六条",
    },
    Keeps {
        class: DataClass::Contact,
        years: 0,
        law: "law-pipl art. 19, 47",
        name: "Personal Information Protection Law, art. 19 and 47",
        zh: "《个人信息保护法》第十九条、第四十七条",
    },
];

/// How long one class is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kept {
    /// The row that keeps it longest.
    pub by: &'static Keeps,
    /// The last day it must be kept; none while the relation lasts, or when it never began.
    pub until: Option<Date>,
    /// The first day it may be erased; none while the relation lasts.
    pub earliest: Option<Date>,
}

/// Where a case stands between keeping and erasing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retention {
    /// When the relation ended: the day the last loan was settled, or else the end of the case; none while it lasts.
    pub ended: Option<Date>,
    /// Each class of data.
    pub classes: Vec<Kept>,
    /// The first day on which everything may be erased; none while the relation lasts.
    pub earliest: Option<Date>,
    /// Since when somebody has asked for erasure; none when nobody has.
    pub asked: Option<Date>,
    /// Whether nothing but storage and protection is allowed now.
    pub frozen: bool,
    /// Since when the personal data are gone.
    pub erased: Option<Date>,
}

/// Where a case stands between keeping and erasing.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::date::Date;
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// let retention = anjieflow::retention::of(&case);
/// assert_eq!((retention.earliest, retention.frozen), (None, false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn of(case: &Case) -> Retention {
    of_file(case.file())
}

/// The same, from what every stage knows.
pub fn of_file(file: &File) -> Retention {
    let ended = relation_ended(file);
    let began = !file.loans.is_empty();
    let classes = DataClass::ALL.iter().filter_map(|class| kept(*class, ended, began)).collect_vec();
    Retention {
        ended,
        earliest: ended.and_then(|_| classes.iter().filter_map(|it| it.earliest).max()),
        classes,
        asked: file.erasure.as_ref().map(|it| it.asked),
        frozen: file.is_frozen(),
        erased: file.erased,
    }
}

/// The row that keeps a case longest, and the last day.
pub(crate) fn longest(file: &File) -> Option<(&'static Keeps, Date)> {
    let kept = of_file(file).classes;
    let last = kept.iter().filter_map(|it| Some((it.by, it.until?)));
    last.fold(None, |best: Option<(&Keeps, Date)>, it| Some(best.filter(|(_, day)| *day >= it.1).unwrap_or(it)))
}

/// The last loan that was settled, where the case came so far; else the day it ended.
fn relation_ended(file: &File) -> Option<Date> {
    let ended = file.ended?;
    let settled = file.loans.iter().filter_map(|loan| loan.reached(State::Settled)).max();
    let all = file.live_loans().all(|loan| loan.state() == State::Settled);
    Some(settled.filter(|_| all).unwrap_or(ended))
}

/// A mere question, without an application, is no relation that the law keeps.
fn kept(class: DataClass, ended: Option<Date>, began: bool) -> Option<Kept> {
    let rows = KEEPS.iter().filter(|row| row.class == class);
    let by = rows.max_by_key(|row| row.years)?;
    let years = if began { i32::from(by.years) } else { 0 };
    let until = ended.filter(|_| years > 0).and_then(|day| day.add_months(years.saturating_mul(12)).ok());
    let earliest = until.and_then(|last| last.next().ok()).or(ended.filter(|_| years == 0));
    Some(Kept { by, until, earliest })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_class_is_kept_by_a_row() {
        for class in DataClass::ALL {
            assert!(KEEPS.iter().any(|row| row.class == *class), "{class}");
        }
    }

    #[test]
    fn ten_years_are_counted_from_the_end_to_the_day() {
        let ended = Some(Date::constant(2031, 1, 10));
        let identity = kept(DataClass::Identity, ended, true).unwrap();
        assert_eq!(identity.until, Some(Date::constant(2041, 1, 10)));
        assert_eq!(identity.earliest, Some(Date::constant(2041, 1, 11)));
        assert_eq!(kept(DataClass::Identity, ended, false).unwrap().earliest, ended, "a mere question");
        assert_eq!(kept(DataClass::Contact, ended, true).unwrap().earliest, ended);
        assert_eq!(kept(DataClass::Contact, None, true).unwrap().earliest, None, "while the relation lasts");
    }

    proptest! {
        #[test]
        fn what_is_kept_is_erased_the_day_after_at_the_earliest(class in prop::sample::select(DataClass::ALL), day in -20_000_i32..60_000, began: bool) {
            let ended = Date::constant(2000, 1, 1).add_days(day).unwrap();
            let kept = kept(class, Some(ended), began).unwrap();
            let earliest = kept.earliest.unwrap();
            prop_assert!(earliest >= ended);
            prop_assert_eq!(kept.until, earliest.prev().ok().filter(|_| began && kept.by.years > 0));
            // So many years, to the day: of a leap day, to the end of its month.
            let years = earliest.prev().unwrap().years_since(ended);
            prop_assert!(years <= i32::from(kept.by.years) && (years + 1 >= i32::from(kept.by.years) || !began));
            prop_assert!(KEEPS.iter().all(|row| row.class != class || row.years <= kept.by.years));
        }
    }
}
