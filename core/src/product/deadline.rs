//! By when things are due, as data: what must happen, counted from what, how long, and how the days are counted.
//!
//! Days and months are counted as the Civil Code has it (art. 200 to 204): the first day does not count, a period of
//! months ends on the same day of its last month, and where the period is the law's, a last day that is not worked is
//! put off to the next that is. Contracts and letters may say otherwise, so that is a column and no rule.

use crate::calendar::Calendar;
use crate::date::Date;
use crate::error::Error;
use crate::fact::Facts;
use crate::product::{Condition, MilestoneKind, Name, ProductId, ProductKind, RuleId, SourceId, Truth};
use crate::words::closed;
use std::borrow::Cow;

/// One deadline: until when something must have happened.
///
/// ```
/// use anjieflow::calendar::Calendar;
/// use anjieflow::product::{Pack, MilestoneKind, Moment};
///
/// let filing = Moment::Done(MilestoneKind::ContractFiled);
/// let deadline = Pack::builtin().deadlines_of(filing).next().unwrap();
/// assert_eq!(deadline.id.as_str(), "deadline/presale_filing");
/// // Thirty days from 11 April 2026 end on Monday, 11 May; from 10 April on a Sunday, so on the Monday too.
/// let last = |day: &str| Some(deadline.last_day(day.parse().ok()?, 0, &Calendar::PRC)?.ok()?.to_string());
/// assert_eq!(last("2026-04-11").as_deref(), Some("2026-05-11"));
/// assert_eq!(last("2026-04-10").as_deref(), Some("2026-05-11"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// A stable name, such as `deadline/presale_filing`, which tasks cite.
    pub id: RuleId,
    /// From what it is counted.
    pub from: Moment,
    /// What must have happened when it ends.
    pub until: Moment,
    /// How long it is.
    pub length: Length,
    /// Whether a last day that is not worked is put off to the next that is (Civil Code art. 203).
    pub rolls: bool,
    /// Whether it stands still while the case is suspended. Only clocks of our own do: a law does not wait.
    pub stops: bool,
    /// What else it stands still for: the ball is with somebody else meanwhile. `None` where nothing stops it.
    pub pauses: Option<Pause>,
    /// Who set it.
    pub kind: DeadlineKind,
    /// For which kinds of product; empty is for all.
    pub product_kinds: Cow<'static, [ProductKind]>,
    /// For which product alone; `None` is for all.
    pub product: Option<ProductId>,
    /// For which cases.
    pub when: Condition,
    /// What it is, in words for the person at the desk.
    pub note: Name,
    /// Where it was read; `None` is general knowledge of the trade.
    pub source: Option<SourceId>,
}

impl Deadline {
    /// Whether it is for this product and these facts. What depends on a fact that nobody has stated is not claimed.
    #[must_use]
    pub fn applies(&self, kind: ProductKind, product: &ProductId, facts: &Facts) -> bool {
        let kinds = self.product_kinds.is_empty() || self.product_kinds.contains(&kind);
        let own = self.product.as_ref().is_none_or(|own| own == product);
        kinds && own && self.when.holds(facts) == Truth::Yes
    }

    /// The last day, counted from `start`, where the case stood still for `stopped` days since; `None` where a paper
    /// prints the day. What else it [pauses](Self::pauses) for is the worklist's to count.
    ///
    /// # Errors
    ///
    /// - `UnpublishedYear` when working days decide and the last day lies in a year whose calendar is not published.
    /// - `OutOfRange` when the last day is after [`Date::MAX`].
    pub fn last_day(&self, start: Date, stopped: u16, calendar: &Calendar) -> Option<Result<Date, Error>> {
        self.last_day_after(start, if self.stops { stopped } else { 0 }, calendar)
    }

    /// The same, where the clock itself stood still for so many days, whatever stopped it.
    pub(crate) fn last_day_after(&self, start: Date, still: u16, calendar: &Calendar) -> Option<Result<Date, Error>> {
        let start = start.add_days(i32::from(still));
        Some(match self.length {
            Length::Printed => return None,
            Length::CalendarDays(days) => start.and_then(|it| it.add_days(i32::from(days))),
            Length::Months(months) => start.and_then(|it| it.add_months(i32::from(months))),
            Length::WorkingDays(days) => start.and_then(|it| calendar.add_working_days(it, i32::from(days))),
        })
        .map(|last| if self.rolls { last.and_then(|it| calendar.roll_forward(it)) } else { last })
    }
}

/// How long a deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Length {
    /// Days of the calendar; the first does not count.
    CalendarDays(u16),
    /// Days that are worked, make-up days among them.
    WorkingDays(u16),
    /// Months, to the same day or the last of the month.
    Months(u16),
    /// The day stands on the paper, and is kept with the case.
    Printed,
}

impl Length {
    /// The stable name of the unit, as written in the data: `calendar_days`, `working_days`, `months`, `printed`.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Length::CalendarDays(_) => "calendar_days",
            Length::WorkingDays(_) => "working_days",
            Length::Months(_) => "months",
            Length::Printed => "printed",
        }
    }

    /// How many of the unit; `None` where a paper prints the day.
    #[must_use]
    pub const fn count(self) -> Option<u16> {
        match self {
            Length::CalendarDays(count) | Length::WorkingDays(count) | Length::Months(count) => Some(count),
            Length::Printed => None,
        }
    }
}

/// What a deadline is counted from, or what it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// The milestone is filed with whoever decides it.
    Filed(MilestoneKind),
    /// The milestone is done.
    Done(MilestoneKind),
    /// Something happens between case, lender and customer.
    Event(Happening),
}

closed! {
    /// What happens between case, lender and customer.
    pub enum Happening ("event of a deadline") {
        /// A paper is asked for.
        PapersAsked "papers_asked" "要求交件",
        /// The first set of papers is in.
        PapersHandedIn "papers_handed_in" "资料交齐",
        /// A paper that was asked for later is there.
        PaperBrought "paper_brought" "补交资料",
        /// The lender has the file.
        HandedIn "handed_in" "报卷",
        /// The lender asks for more papers.
        SupplementAsked "supplement_asked" "要求补件",
        /// The papers asked for are there.
        SupplementAnswered "supplement_answered" "补件完成",
        /// The lender decides.
        Answered "answered" "审批答复",
        /// The lender approves.
        Offered "offered" "批复",
        /// The lender pays.
        PaidOut "paid_out" "放款",
        /// The money is in the books.
        Posted "posted" "入账",
        /// Something that somebody should know.
        News "news" "应告知事项",
        /// They know it.
        Told "told" "已告知",
    }
}

closed! {
    /// For what a deadline stands still, besides the suspension of the case.
    pub enum Pause ("pause of a deadline") {
        /// From the lender's question until its answer is in: who asked for more cannot decide meanwhile.
        Supplement "supplement" "补件期间",
    }
}

closed! {
    /// Who set a deadline; of several, the first kind here goes before the later ones.
    pub enum DeadlineKind ("kind of deadline") {
        /// A law or a regulation.
        Statutory "statutory" "法定",
        /// A contract, or the terms of a lender.
        Contractual "contractual" "约定",
        /// Custom, or a promise of service.
        Customary "customary" "惯例",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::product::Pack;

    fn deadline(id: &str) -> Deadline {
        Pack::builtin().deadlines.iter().find(|it| it.id.as_str() == id).unwrap().clone()
    }

    #[track_caller]
    fn ends(deadline: &Deadline, start: &str, stopped: u16, expected: &str) {
        let last = deadline.last_day(start.parse().unwrap(), stopped, &Calendar::PRC).unwrap().unwrap();
        assert_eq!(last.to_string(), expected);
    }

    #[test]
    fn a_period_of_the_law_does_not_end_on_a_day_of_rest() {
        // 15 days from 16 September 2026 end on 1 October, a holiday until the 7th.
        ends(&deadline("deadline/fund_answer"), "2026-09-16", 0, "2026-10-08");
        // A Saturday that is worked in exchange is no day of rest: 10 October 2026.
        ends(&deadline("deadline/fund_answer"), "2026-09-25", 0, "2026-10-10");
        ends(&deadline("deadline/presale_filing"), "2026-03-02", 0, "2026-04-01");
    }

    #[test]
    fn a_period_of_a_contract_ends_on_its_day_where_so_agreed() {
        ends(&deadline("deadline/loan_papers"), "2026-09-24", 0, "2026-10-08");
        let agreed = Deadline { rolls: false, ..deadline("deadline/loan_papers") };
        ends(&agreed, "2026-09-24", 0, "2026-10-04");
    }

    #[test]
    fn months_end_on_the_same_day_or_the_last() {
        let months = Deadline { length: Length::Months(1), ..deadline("deadline/conversion_application") };
        ends(&months, "2026-01-31", 0, "2026-02-28");
        ends(&deadline("deadline/conversion_application"), "2024-02-29", 0, "2025-02-28");
    }

    #[test]
    fn only_a_clock_of_our_own_stops_with_the_case() {
        ends(&deadline("deadline/posting"), "2026-03-02", 3, "2026-03-06");
        ends(&deadline("deadline/bank_answer"), "2026-03-02", 3, "2026-03-23");
        let laws = Pack::builtin().deadlines.iter().filter(|it| it.kind == DeadlineKind::Statutory);
        assert_eq!(laws.filter(|it| it.stops).count(), 0);
    }

    #[test]
    fn beyond_the_published_calendar_nothing_is_guessed() {
        let start = Date::constant(*Calendar::PRC.years().end(), 12, 10);
        for id in ["deadline/registry/title_transferred", "deadline/presale_filing"] {
            let error = deadline(id).last_day(start, 0, &Calendar::PRC).unwrap().unwrap_err();
            assert_eq!(error.code(), crate::error::ErrorCode::UnpublishedYear, "{id}");
        }
        assert!(deadline("deadline/posting").last_day(start, 0, &Calendar::PRC).unwrap().is_ok());
        assert_eq!(deadline("deadline/approval_letter").last_day(start, 0, &Calendar::PRC), None);
    }

    #[test]
    fn a_deadline_is_for_its_products_and_facts_only() {
        use crate::fact::Fact;
        let own = deadline("deadline/conversion_application");
        let first = Facts::EMPTY.with_word(Fact::ConversionMode, "repay_first").unwrap();
        let applies = |product: &ProductId, facts| own.applies(ProductKind::Conversion, product, facts);
        assert!(applies(&ProductId::PF_MIANYANG_CONVERT, &first));
        assert!(!applies(&ProductId::PF_MIANYANG_CONVERT, &Facts::EMPTY), "nobody has said so");
        assert!(!applies(&ProductId::PF_GUANGZHOU_CONVERT, &first));
        let fund = deadline("deadline/fund_answer");
        assert!(!fund.applies(ProductKind::Commercial, &ProductId::PSBC_SECOND, &first));
    }
}
