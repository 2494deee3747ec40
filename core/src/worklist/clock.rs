//! By when a task is due: the pack's deadlines, counted from what the case says.

use super::{Desk, Due};
use crate::calendar::Calendar;
use crate::case::{File, MilestoneState, Stage};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::loan::{Loan, Query, State};
use crate::product::{Deadline, DeadlineKind, GateStep, Happening, Length, MilestoneKind, Moment, Name, Pause, RuleId};

/// By when, by which rule, counted from which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub(super) due: Due,
    pub(super) rule: Option<RuleId>,
    pub(super) basis: Option<DeadlineKind>,
    pub(super) why: Option<Name>,
    pub(super) start: Option<Date>,
    pub(super) still: Option<Date>,
}

impl Limit {
    /// Nobody sets a day.
    pub(super) const OPEN: Limit =
        Limit { due: Due::Open, rule: None, basis: None, why: None, start: None, still: None };

    /// A day that no rule of the pack sets.
    pub(super) fn on(day: Date) -> Limit {
        Limit { due: Due::On(day), ..Limit::OPEN }
    }

    /// The same, as this deadline has it.
    pub(super) fn by(self, deadline: &Deadline) -> Limit {
        let (rule, basis, why) = (deadline.id.clone(), deadline.kind, deadline.note.clone());
        Limit { rule: Some(rule), basis: Some(basis), why: Some(why), ..self }
    }
}

impl Desk<'_> {
    /// By when this must have happened; `since` is the day of the event, where the case keeps no other.
    ///
    /// Of several deadlines the law's goes before a contract's, and that before custom; of one kind the earliest.
    pub(super) fn limit(&self, until: Moment, loan: Option<&Loan>, since: Date) -> Limit {
        let counted = self.deadlines(until, loan).filter_map(|deadline| {
            let start = self.day_of(deadline.from, loan, since)?;
            Some((deadline, self.last_day(deadline, start, loan)?, start))
        });
        let first = counted.min_by_key(|(deadline, due, _)| (deadline.kind, due.day().is_none(), due.day()));
        first.map_or(Limit::OPEN, |(deadline, due, start)| {
            let still = self.stands_still(deadline, loan);
            Limit { due, start: Some(start), still, ..Limit::OPEN }.by(deadline)
        })
    }

    /// The day that a paper of the loan prints.
    pub(super) fn printed(&self, until: Moment, loan: &Loan, day: Date) -> Limit {
        let rule = self.deadlines(until, Some(loan)).find(|deadline| deadline.length == Length::Printed);
        rule.map_or_else(|| Limit::on(day), |deadline| Limit::on(day).by(deadline))
    }

    /// The last day of an approval, or of the rate that the lender holds, if that is earlier.
    pub(super) fn approval(&self, loan: &Loan, expires: Date) -> Limit {
        let rate = loan.rate_locked_until().filter(|last| (self.context.occurred..expires).contains(last));
        if let Some(last) = rate {
            return Limit::on(last);
        }
        self.printed(Moment::Event(Happening::PaidOut), loan, expires)
    }

    /// By when a paper must be there that is asked for since that day: the contract's clock runs for the first set until it
    /// is handed in; what is asked for later, or has to be looked at, is counted anew.
    pub(super) fn papers(&self, asked: Date, of_the_set: bool) -> Limit {
        let first = self.case.stage() == Stage::Collecting && self.file.reached(Stage::Reviewing).is_none();
        let until = if first && of_the_set { Happening::PapersHandedIn } else { Happening::PaperBrought };
        self.limit(Moment::Event(until), None, asked)
    }

    /// A day that the office set itself, put off by as long as the case stood still since.
    pub(super) fn own_day(&self, day: Date, since: Date) -> Limit {
        let open = self.file.suspended.as_ref().map(|it| (it.since, self.context.occurred));
        let times = self.file.standstills.iter().copied().chain(open).collect_vec();
        let due = day.add_days(i32::from(still_days(times, since)));
        let still = self.file.suspended.as_ref().map(|it| it.since);
        Limit { still, ..due.map_or(Limit::OPEN, Limit::on) }
    }

    /// By when the next step must be taken, where a deadline waits for it.
    pub(super) fn way_on_limit(&self, step: Option<GateStep>) -> Limit {
        let waited = match step {
            Some(GateStep::Submit) => Moment::Event(Happening::HandedIn),
            _ => return Limit::OPEN,
        };
        self.limit(waited, None, self.case.since())
    }

    /// The milestones that a deadline waits for once another is done: first that one, then the other.
    pub(super) fn clocks(&self) -> impl Iterator<Item = (MilestoneKind, MilestoneKind)> {
        let all = self.context.pack.deadlines.iter();
        let running = all.filter(|deadline| self.file.live_loans().any(|loan| self.applies(deadline, loan)));
        running.filter_map(|deadline| match (deadline.from, deadline.until) {
            (Moment::Done(first), Moment::Done(then)) => Some((first, then)),
            _ => None,
        })
    }

    /// The deadlines for this loan, or for any loan of the case.
    fn deadlines<'d>(&'d self, until: Moment, loan: Option<&'d Loan>) -> impl Iterator<Item = &'d Deadline> {
        let loans = move || self.file.live_loans().filter(move |other| loan.is_none_or(|loan| loan.id() == other.id()));
        let applies = move |deadline: &&Deadline| loans().any(|loan| self.applies(deadline, loan));
        self.context.pack.deadlines_of(until).filter(applies)
    }

    fn applies(&self, deadline: &Deadline, loan: &Loan) -> bool {
        let product = self.context.pack.product(&loan.file().application.product);
        product.is_some_and(|product| deadline.applies(product.kind, &product.id, &self.file.facts))
    }

    fn last_day(&self, deadline: &Deadline, start: Date, loan: Option<&Loan>) -> Option<Due> {
        counted(deadline, start, self.standstills(deadline, loan), self.context.calendar)
    }

    /// From when to when a deadline stood still: while the case did, while the lender waited for papers; as its row
    /// says. What still lasts, lasts until today.
    fn standstills(&self, deadline: &Deadline, loan: Option<&Loan>) -> Vec<(Date, Date)> {
        let today = self.context.occurred;
        let mut times = case_standstills(self.file, deadline, today);
        if deadline.pauses == Some(Pause::Supplement) {
            let asked = self.supplements_of(loan).map(|query| (query.asked, query.answered.unwrap_or(today)));
            times.extend(asked);
        }
        times
    }

    /// Since when a deadline stands still today.
    fn stands_still(&self, deadline: &Deadline, loan: Option<&Loan>) -> Option<Date> {
        let suspended = self.file.suspended.as_ref().filter(|_| deadline.stops).map(|it| it.since);
        let asks = deadline.pauses == Some(Pause::Supplement);
        let open = self.supplements_of(loan).filter(|query| asks && query.answered.is_none()).map(|query| query.asked);
        suspended.into_iter().chain(open).min()
    }

    /// What the lender asked of this loan, or of the first that is alive.
    fn supplements_of<'d>(&'d self, loan: Option<&'d Loan>) -> impl Iterator<Item = &'d Query> {
        loan.or_else(|| self.file.live_loans().next()).into_iter().flat_map(|loan| loan.file().queries.iter())
    }

    /// The day something happened; `None` when it has not.
    fn day_of(&self, moment: Moment, loan: Option<&Loan>, since: Date) -> Option<Date> {
        match moment {
            Moment::Done(kind) => self.done(kind),
            Moment::Filed(kind) => self.filed(kind),
            Moment::Event(event) => self.day_of_event(event, loan, since),
        }
    }

    fn filed(&self, kind: MilestoneKind) -> Option<Date> {
        self.file.milestone(kind).filter(|mark| mark.state == MilestoneState::Filed).map(|mark| mark.on)
    }

    fn day_of_event(&self, event: Happening, loan: Option<&Loan>, since: Date) -> Option<Date> {
        let loan = loan.or_else(|| self.file.live_loans().next());
        match event {
            Happening::HandedIn => loan?.answer_owed_since(),
            Happening::Offered => loan?.reached(State::Offered),
            Happening::PaidOut => loan?.reached(State::PaidOut),
            _ => Some(since),
        }
    }
}

/// The last day, where the deadline stood still within these times; `None` where a paper prints the day.
pub(crate) fn counted(deadline: &Deadline, start: Date, times: Vec<(Date, Date)>, calendar: &Calendar) -> Option<Due> {
    let last = deadline.last_day_after(start, still_days(times, start), calendar)?;
    Some(last.map_or_else(|error| unpublished(&error, start, calendar), Due::On))
}

/// From when to when a deadline stood still with the case.
pub(crate) fn case_standstills(file: &File, deadline: &Deadline, today: Date) -> Vec<(Date, Date)> {
    let open = file.suspended.iter().map(|it| (it.since, today));
    let all = file.standstills.iter().copied().chain(open);
    all.filter(|_| deadline.stops).collect_vec()
}

/// How many days since the start lie within these times; a day that two of them share counts once.
fn still_days(mut times: Vec<(Date, Date)>, start: Date) -> u16 {
    times.sort_unstable();
    let (mut days, mut counted) = (0_i32, start);
    for (since, until) in times {
        let from = since.max(counted);
        days = days.saturating_add(from.days_until(until.max(from)));
        counted = counted.max(until);
    }
    u16::try_from(days).unwrap_or(u16::MAX)
}

/// The first year that is missing.
fn unpublished(error: &Error, start: Date, calendar: &Calendar) -> Due {
    match error.code() {
        ErrorCode::UnpublishedYear => Due::Unpublished(start.year().max(calendar.years().end().saturating_add(1))),
        _ => Due::Open,
    }
}
