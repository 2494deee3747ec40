//! What is due, from whom, by when: computed from case and today, never stored.
//!
//! A task is what blocks the next step, what a loan waits for, or whom nobody has told yet. By when it is due is the
//! pack's to say: a task cites the deadline it is counted by. A deadline that would end in a year whose calendar
//! is not published says so instead of guessing.

mod between;
pub mod calendar_feed;
pub mod capacity;
mod clock;
mod consequence;
mod held;
pub mod lapsing;
mod loans;
mod naming;
mod notices;
mod office;
mod score;
mod since;
mod task;

pub use self::naming::notice_zh;
pub use self::notices::{OwedNotice, owed_notices};
pub use self::office::{Load, Office, rank};
pub use self::score::{Factor, Score};
pub use self::task::{Due, Lateness, Meeting, Task, TaskKind};

use self::clock::Limit;
pub(crate) use self::clock::{case_standstills, counted};
use crate::case::life::LifeEvent;
use crate::case::{Case, Context, File, Ground, Obligation, Owed, Reason, Stage, gate};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::State;
use crate::order;
use crate::product::{GateStep, MilestoneKind, Moment};

/// What is to be done on this case, by due day; what has no day stands last.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, worklist};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// let tasks = worklist::tasks(&case, &context);
/// assert_eq!(tasks[0].about, "choose_product");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tasks(case: &Case, context: &Context<'_>) -> Vec<Task> {
    let desk = Desk { case, file: case.file(), context };
    let mut tasks = desk.notices();
    // Once the personal data are erased, nothing can be done with a case but to tell.
    if case.file().erased.is_none() {
        tasks = desk.living(tasks);
    }
    desk.bury(&mut tasks);
    let mut kept = Vec::with_capacity(tasks.len());
    for mut task in each_once(tasks) {
        task.judge(context.occurred, context.calendar);
        order::insert(&mut kept, task, |task: &Task| (task.due.day().is_none(), task.due.day(), task.kind));
    }
    kept
}

/// Several rules may wait for the same fact, paper or milestone: it is one task, with the reason of the first. A reason
/// that can cite them all does.
fn each_once(tasks: Vec<Task>) -> Vec<Task> {
    let mut kept: Vec<Task> = Vec::with_capacity(tasks.len());
    for task in tasks {
        match kept.iter_mut().find(|other| other.is_about_the_same(&task)) {
            Some(other) => other.takes_in(&task),
            None => kept.push(task),
        }
    }
    kept
}

struct Desk<'a> {
    case: &'a Case,
    file: &'a File,
    context: &'a Context<'a>,
}

impl Desk<'_> {
    /// All that a case asks for, with what is to be told in its place among it.
    fn living(&self, notices: Vec<Task>) -> Vec<Task> {
        let mut tasks = self.of_stage();
        tasks.extend(self.obligations());
        tasks.extend(self.after_care());
        tasks.extend(self.file.loans.iter().flat_map(|loan| self.of_loan(loan)));
        tasks.extend(notices);
        tasks.extend(self.queries());
        tasks.extend(self.appointments());
        tasks.extend(self.owed_back());
        tasks
    }

    /// What blocks the stage's way on; or the step itself, when nothing does.
    fn of_stage(&self) -> Vec<Task> {
        if let Some(suspended) = &self.file.suspended {
            let resume = self.task(TaskKind::Resume, "resume", "clerk", suspended.since);
            return vec![resume.toward(self.next_command())];
        }
        let Some((step, command)) = way_on(self.case.stage()) else { return Vec::new() };
        let asked = step.filter(|_| !self.waits_for_money());
        let blockers: Vec<Reason> = asked.map(|step| gate::blockers(self.file, step, self.context)).unwrap_or_default();
        match blockers.is_empty() && self.loans_are_ready() {
            true => {
                let limit = self.way_on_limit(step);
                vec![self.due(TaskKind::TakeStep, command, "clerk", self.case.since(), limit).toward(command)]
            }
            false => self.of_reasons(blockers, command, self.gate_asks_since(step)),
        }
    }

    /// Who died is asked for nothing, and no lender pays: a loan that waits for money ends, and what led to the money goes
    /// with it. What others are told, and what was paid out before, stays.
    fn bury(&self, tasks: &mut Vec<Task>) {
        if self.case.stage().is_end() {
            return;
        }
        let on = self.context.occurred;
        let died = |loan| gate::dead_borrower(self.file, loan, on).into_iter();
        let dead = self.file.live_loans().flat_map(died).collect_vec();
        if dead.is_empty() {
            return;
        }
        let gone =
            |whom: &str| self.file.life.iter().any(|it| it.event == LifeEvent::Death && it.party.as_str() == whom);
        let speaks = |kind| matches!(kind, TaskKind::Notify | TaskKind::AnswerQuery);
        let is_moot = |task: &Task| task.kind.leads_to_money() || (speaks(task.kind) && gone(&task.whom));
        tasks.retain(|task| !is_moot(task));
        tasks.extend(dead.into_iter().filter_map(|reason| self.of_reason(reason, self.case.since())));
    }

    /// What was waived or promised, and is owed until it comes.
    fn obligations(&self) -> Vec<Task> {
        if self.case.stage().is_end() {
            return Vec::new();
        }
        self.file.owed(self.context).map(|it| self.obligation(it)).collect_vec()
    }

    fn obligation(&self, it: &Obligation) -> Task {
        let (kind, whom) = match (&it.ground, &it.what) {
            (Ground::Promise { by }, _) => (TaskKind::KeepPromise, by.as_str()),
            (Ground::Waiver { .. }, Owed::Paper { holder, .. }) => (TaskKind::FillWaiver, holder.as_str()),
            (Ground::Waiver { .. }, Owed::Milestone(kind)) => (TaskKind::FillWaiver, kind.mover()),
        };
        let reason = it.has_lapsed(self.context.occurred).then(|| it.lapse(self.file.asking(it, self.context)));
        let unblocks = reason.as_ref().and_then(|_| self.next_command());
        Task { reason, unblocks, ..self.due(kind, it.what.name(), whom, it.made, Limit::on(it.until)) }
    }

    /// What is left to do for the file and the title in the years of paying back, before the release asks for it.
    fn after_care(&self) -> Vec<Task> {
        if self.case.stage() != Stage::Repaying {
            return Vec::new();
        }
        let asked = gate::blockers(self.file, GateStep::Release, self.context);
        let mut tasks = self.of_reasons(asked, "release_mortgage", self.case.since());
        tasks.extend(self.conversions());
        tasks.retain(|task| task.about != MilestoneKind::MortgageCancelled.name());
        tasks
    }

    /// A milestone whose forerunner is done, or whose clock runs: the title after the building's registration or the
    /// handover, the mortgage after the title.
    fn conversions(&self) -> Vec<Task> {
        let routes = self.file.loans.iter().filter_map(|loan| self.file.route(loan, self.context));
        let follow = routes.flat_map(|route| route.sequences.iter()).map(|sequence| (sequence.first, sequence.then));
        let next = follow.chain(self.clocks()).filter_map(|(first, then)| {
            let first = self.done(first)?;
            self.done(then).is_none().then(|| self.conversion(then, first))
        });
        next.collect_vec()
    }

    fn conversion(&self, kind: MilestoneKind, first: Date) -> Task {
        let limit = self.limit(Moment::Done(kind), None, first);
        self.due(TaskKind::ReachMilestone, kind.name(), kind.mover(), limit.start.unwrap_or(first), limit)
            .toward("release_mortgage")
    }

    /// What the years of paying back ask for cannot be begun before the money is there.
    fn waits_for_money(&self) -> bool {
        self.case.stage() == Stage::Funding && self.file.live_loans().any(|loan| !loan.is_paid_out())
    }

    fn done(&self, kind: MilestoneKind) -> Option<Date> {
        self.file.done(kind).map(|mark| mark.on)
    }

    /// Whether the loans are where the spine's next step wants them.
    fn loans_are_ready(&self) -> bool {
        let wanted: &[State] = match self.case.stage() {
            Stage::Applying => gate::AGREED,
            Stage::Signing | Stage::Registering => gate::SIGNED,
            Stage::Funding => gate::POSTED,
            Stage::Repaying => gate::SETTLED,
            _ => return true,
        };
        let mut live = self.file.live_loans().peekable();
        live.peek().is_some() && live.all(|loan| wanted.contains(&loan.state()))
    }

    /// The tasks behind what blocks a command, whose gate asks since that day.
    fn of_reasons(&self, reasons: Vec<Reason>, command: &'static str, since: Date) -> Vec<Task> {
        reasons.into_iter().filter_map(|reason| Some(self.of_reason(reason, since)?.toward(command))).collect_vec()
    }

    /// The command that leads on from here.
    fn next_command(&self) -> Option<&'static str> {
        way_on(self.case.stage()).map(|(_, command)| command)
    }

    fn of_reason(&self, reason: Reason, gate: Date) -> Option<Task> {
        let (kind, about, whom) = match &reason {
            Reason::MissingDocument { document, holder, .. }
            | Reason::DocumentRejected { document, holder, .. }
            | Reason::DocumentExpired { document, holder, .. } => {
                (TaskKind::CollectDocument, document, holder.as_str())
            }
            Reason::DocumentUnchecked { document, .. } => (TaskKind::CheckDocument, document, "clerk"),
            Reason::UnknownFact { fact, .. } => (TaskKind::AskFact, fact, "borrower"),
            Reason::MissingParty { role, .. } => (TaskKind::AddParty, role, "clerk"),
            Reason::MilestoneOpen { milestone, .. } | Reason::MilestoneLapsed { milestone, .. } => {
                let kind = MilestoneKind::from_name(milestone);
                (TaskKind::ReachMilestone, milestone, kind.map_or("clerk", MilestoneKind::mover))
            }
            Reason::ConsentMissing { party, purpose, .. }
            | Reason::ConsentEnded { party, purpose, .. }
            | Reason::ConsentLapsed { party, purpose, .. } => (TaskKind::AskConsent, purpose, party.as_str()),
            Reason::ChangeUnconfirmed { change, .. } => (TaskKind::ConfirmChange, change, "lender"),
            Reason::BorrowerDied { loan, .. } => (TaskKind::EndCase, loan, "clerk"),
            // What else blocks is a loan's state, which has tasks of its own.
            _ => return None,
        };
        let (since, limit) = self.clock(kind, about, &reason, gate);
        let task = self.due(kind, about, whom, since, limit);
        Some(Task { reason: Some(reason), ..task })
    }

    /// Since when, and by when, a blocker is waited for.
    fn clock(&self, kind: TaskKind, about: &str, reason: &Reason, gate: Date) -> (Date, Limit) {
        let asked = self.asked_since(reason, gate);
        match kind {
            TaskKind::CollectDocument | TaskKind::CheckDocument => {
                let limit = self.papers(asked, asked == gate && matches!(reason, Reason::MissingDocument { .. }));
                // A contract may have asked for it before the office did.
                (limit.start.map_or(asked, |start| start.min(asked)), limit)
            }
            TaskKind::ReachMilestone => self.milestone_clock(about, reason, asked),
            _ => (asked, Limit::OPEN),
        }
    }

    fn milestone_clock(&self, name: &str, reason: &Reason, asked: Date) -> (Date, Limit) {
        let Ok(kind) = MilestoneKind::from_name(name) else { return (asked, Limit::OPEN) };
        let limit = self.limit(Moment::Done(kind), None, asked);
        if matches!(reason, Reason::MilestoneLapsed { .. }) {
            // A clock that ran before was kept when it was done first.
            let anew = limit.start.is_some_and(|start| start >= asked);
            return (asked, if anew { limit } else { Limit::OPEN });
        }
        let since = limit.start.or_else(|| self.file.milestone(kind).map(|mark| mark.on)).unwrap_or(asked);
        (since, limit)
    }

    fn task(&self, kind: TaskKind, about: &str, whom: &str, since: Date) -> Task {
        self.due(kind, about, whom, since, Limit::OPEN)
    }

    fn due(&self, kind: TaskKind, about: &str, whom: &str, since: Date, limit: Limit) -> Task {
        let Limit { due, rule, basis, why, still, .. } = limit;
        let (clerk, about, whom) = (self.file.clerk.clone(), about.to_owned(), whom.to_owned());
        let (late, unblocks, score, reason, meeting) = (None, None, Score::default(), None, None);
        Task { kind, about, clerk, whom, since, due, rule, basis, why, late, still, unblocks, score, reason, meeting }
    }
}

/// The step that leads on from a stage, and its gate.
pub(crate) fn way_on(stage: Stage) -> Option<(Option<GateStep>, &'static str)> {
    Some(match stage {
        Stage::Enquiry => (None, "choose_product"),
        Stage::Collecting => (Some(GateStep::RequestReview), "request_review"),
        Stage::Reviewing => (Some(GateStep::PassReview), "pass_review"),
        Stage::Prechecked => (Some(GateStep::Submit), "submit"),
        Stage::Applying => (Some(GateStep::ConfirmTerms), "confirm_terms"),
        Stage::Signing => (Some(GateStep::SendToRegistry), "send_to_registry"),
        Stage::Registering => (Some(GateStep::AwaitFunds), "await_funds"),
        Stage::Funding => (Some(GateStep::BeginRepayment), "begin_repayment"),
        Stage::Repaying => (Some(GateStep::ConfirmSettlement), "confirm_settlement"),
        Stage::Settled => (Some(GateStep::Release), "release_mortgage"),
        Stage::Released | Stage::Declined | Stage::Withdrawn | Stage::Rescinded => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_but_the_ends_has_a_way_on() {
        for stage in Stage::ALL {
            assert_eq!(way_on(*stage).is_none(), stage.is_end(), "{stage}");
        }
    }
}
