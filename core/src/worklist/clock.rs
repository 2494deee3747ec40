//! By when a task is due: the pack's deadlines, counted from what the case says.

use super::{Desk, Due};
use crate::calendar::Calendar;
use crate::case::{MilestoneState, Stage};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::loan::{Loan, State};
use crate::product::{Deadline, GateStep, Happening, Length, MilestoneKind, Moment, RuleId};

/// By when, by which rule, counted from which day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Limit {
    pub(super) due: Due,
    pub(super) rule: Option<RuleId>,
    pub(super) start: Option<Date>,
}

impl Limit {
    /// Nobody sets a day.
    pub(super) const OPEN: Limit = Limit { due: Due::Open, rule: None, start: None };

    /// A day that no rule of the pack sets.
    pub(super) fn on(day: Date) -> Limit {
        Limit { due: Due::On(day), ..Limit::OPEN }
    }
}

impl Desk<'_> {
    /// By when this must have happened; `since` is the day of the event, where the case keeps no other.
    ///
    /// Of several deadlines the law's goes before a contract's, and that before custom; of one kind the earliest.
    pub(super) fn limit(&self, until: Moment, loan: Option<&Loan>, since: Date) -> Limit {
        let counted = self.deadlines(until, loan).filter_map(|deadline| {
            let start = self.day_of(deadline.from, loan, since)?;
            let due = self.last_day(deadline, start)?;
            Some((
                deadline.kind,
                due.day().is_none(),
                due.day(),
                deadline,
                Limit { due, rule: None, start: Some(start) },
            ))
        });
        let first = counted.min_by_key(|(kind, unknown, day, ..)| (*kind, *unknown, *day));
        first.map_or(Limit::OPEN, |(.., deadline, limit)| Limit { rule: Some(deadline.id.clone()), ..limit })
    }

    /// The day that a paper of the loan prints.
    pub(super) fn printed(&self, until: Moment, loan: &Loan, day: Date) -> Limit {
        let rule = self.deadlines(until, Some(loan)).find(|deadline| deadline.length == Length::Printed);
        Limit { rule: rule.map(|deadline| deadline.id.clone()), ..Limit::on(day) }
    }

    /// The last day of an approval.
    pub(super) fn approval(&self, loan: &Loan, expires: Date) -> Limit {
        self.printed(Moment::Event(Happening::PaidOut), loan, expires)
    }

    /// By when a paper must be there: the contract's clock runs for the first set, what is asked for later is asked anew.
    pub(super) fn papers(&self) -> Limit {
        let first = matches!(self.case.stage(), Stage::Collecting | Stage::Reviewing);
        let until = if first { Happening::PapersHandedIn } else { Happening::PaperBrought };
        self.limit(Moment::Event(until), None, self.case.since())
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

    fn last_day(&self, deadline: &Deadline, start: Date) -> Option<Due> {
        let last = deadline.last_day(start, self.file.stopped_since(start), self.context.calendar)?;
        Some(last.map_or_else(|error| unpublished(&error, start, self.context.calendar), Due::On))
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
            Happening::HandedIn => loan?.file().handed_in,
            Happening::Offered => loan?.reached(State::Offered),
            Happening::PaidOut => loan?.reached(State::PaidOut),
            _ => Some(since),
        }
    }
}

/// The first year that is missing.
pub(super) fn unpublished(error: &Error, start: Date, calendar: &Calendar) -> Due {
    match error.code() {
        ErrorCode::UnpublishedYear => Due::Unpublished(start.year().max(calendar.years().end().saturating_add(1))),
        _ => Due::Open,
    }
}
