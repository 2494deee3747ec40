//! What is due, from whom, by when: computed from case and today, never stored.
//!
//! A task is what blocks the next step, what a loan waits for, or whom nobody has told yet. By when it is due is the
//! pack's to say: a task cites the deadline it is counted by. A deadline that would end in a year whose calendar
//! is not published says so instead of guessing.

mod between;
mod clock;
mod notices;

use self::clock::Limit;
pub use self::notices::{OwedNotice, owed_notices};
use crate::case::{Case, Context, File, Ground, MilestoneState, Obligation, Owed, Reason, Stage, gate};
use crate::date::Date;
use crate::loan::state::{Declined, Decliner};
use crate::loan::{Loan, State};
use crate::order;
use crate::product::{GateStep, Happening, MilestoneKind, Moment, RuleId};
use crate::words::closed;

closed! {
    /// What there is to do.
    ///
    /// Closed on purpose: the order of the table is the order among tasks of one day.
    pub enum TaskKind ("task") {
        /// The customer is behind with the instalments.
        ChaseArrears "chase_arrears" "催收逾期",
        /// The lender waits for papers.
        AnswerSupplement "answer_supplement" "补件",
        /// The money has left the lender and is not in the books.
        PostMoney "post_money" "入账",
        /// An offer waits for the customer's word.
        AcceptOffer "accept_offer" "请客户确认批复",
        /// A condition of the approval is open.
        MeetCondition "meet_condition" "落实批复条件",
        /// The contract is to be signed before the approval lapses.
        SignLoan "sign_loan" "签订合同",
        /// The lender sent the file back, or its approval lapsed.
        Resubmit "resubmit" "重新报卷",
        /// A lender said no: another one, or a second look.
        AfterRefusal "after_refusal" "拒贷后处理",
        /// A paper is missing, turned down or lapsed.
        CollectDocument "collect_document" "催收资料",
        /// A paper lies unchecked.
        CheckDocument "check_document" "审核资料",
        /// Nobody has said what a rule depends on.
        AskFact "ask_fact" "核实情况",
        /// A party is not registered.
        AddParty "add_party" "登记当事人",
        /// Somebody promised something and has not brought it.
        KeepPromise "keep_promise" "催补承诺资料",
        /// Something may come later, and has not come.
        FillWaiver "fill_waiver" "补齐容缺",
        /// A milestone of the route is open.
        ReachMilestone "reach_milestone" "办理节点",
        /// The lender has the file.
        AwaitAnswer "await_answer" "跟进审批",
        /// The lender is to pay.
        AwaitPayment "await_payment" "跟进放款",
        /// Somebody does not know yet.
        Notify "notify" "通知",
        /// Nothing blocks the next step.
        TakeStep "take_step" "办理下一步",
        /// The case is suspended.
        Resume "resume" "恢复办理",
        /// Somebody waits for an answer.
        AnswerQuery "answer_query" "答复询问",
        /// People meet.
        KeepAppointment "keep_appointment" "赴约",
    }
}

/// One line of the worklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What there is to do.
    pub kind: TaskKind,
    /// About what: a kind of paper, a milestone, a loan, a fact, a step.
    pub about: String,
    /// Whose move it is: a party of the case, a role, `clerk` or `lender`.
    pub whom: String,
    /// Since when it waits.
    pub since: Date,
    /// By when.
    pub due: Due,
    /// Which deadline of the pack sets that day.
    pub rule: Option<RuleId>,
    /// What blocks, in the words of the refusal it would cause; none when nothing blocks.
    pub reason: Option<Reason>,
}

/// By when a task is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// On this day at the latest.
    On(Date),
    /// It would end in a year whose working days are not published.
    Unpublished(i32),
    /// Nobody sets a day.
    Open,
}

impl Due {
    /// The day, where there is one.
    pub fn day(&self) -> Option<Date> {
        match self {
            Self::On(day) => Some(*day),
            Self::Unpublished(_) | Self::Open => None,
        }
    }
}

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
    let mut tasks = desk.of_stage();
    tasks.extend(desk.obligations());
    tasks.extend(desk.after_care());
    tasks.extend(case.file().loans.iter().flat_map(|loan| desk.of_loan(loan)));
    tasks.extend(desk.notices());
    tasks.extend(desk.queries());
    tasks.extend(desk.appointments());
    let mut kept = Vec::with_capacity(tasks.len());
    for task in each_once(tasks) {
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

impl Task {
    fn is_about_the_same(&self, other: &Task) -> bool {
        let all = |it: &Task| (it.kind, it.since, it.due.clone());
        all(self) == all(other) && self.about == other.about && self.whom == other.whom
    }

    fn takes_in(&mut self, other: &Task) {
        if let (Some(own), Some(theirs)) = (&mut self.reason, &other.reason) {
            own.takes_in(theirs);
        }
    }
}

struct Desk<'a> {
    case: &'a Case,
    file: &'a File,
    context: &'a Context<'a>,
}

impl Desk<'_> {
    /// What blocks the stage's way on; or the step itself, when nothing does.
    fn of_stage(&self) -> Vec<Task> {
        if let Some(suspended) = &self.file.suspended {
            return vec![self.task(TaskKind::Resume, "resume", "clerk", suspended.since)];
        }
        let Some((step, command)) = way_on(self.case.stage()) else { return Vec::new() };
        let asked = step.filter(|_| !self.waits_for_money());
        let blockers: Vec<Reason> = asked.map(|step| gate::blockers(self.file, step, self.context)).unwrap_or_default();
        match blockers.is_empty() && self.loans_are_ready() {
            true => vec![self.due(TaskKind::TakeStep, command, "clerk", self.case.since(), self.way_on_limit(step))],
            false => blockers.into_iter().filter_map(|reason| self.of_reason(reason)).collect(),
        }
    }

    /// What was waived or promised, and is owed until it comes.
    fn obligations(&self) -> Vec<Task> {
        if self.case.stage().is_end() {
            return Vec::new();
        }
        self.file.owed(self.context).map(|it| self.obligation(it)).collect()
    }

    fn obligation(&self, it: &Obligation) -> Task {
        let (kind, whom) = match (&it.ground, &it.what) {
            (Ground::Promise { by }, _) => (TaskKind::KeepPromise, by.as_str()),
            (Ground::Waiver { .. }, Owed::Paper { holder, .. }) => (TaskKind::FillWaiver, holder.as_str()),
            (Ground::Waiver { .. }, Owed::Milestone(_)) => (TaskKind::FillWaiver, "clerk"),
        };
        let reason = it.has_lapsed(self.context.occurred).then(|| it.lapse(self.file.asking(it, self.context)));
        Task { reason, ..self.due(kind, it.what.name(), whom, it.made, Limit::on(it.until)) }
    }

    /// What is left to do for the file and the title in the years of paying back, before the release asks for it.
    fn after_care(&self) -> Vec<Task> {
        if self.case.stage() != Stage::Repaying {
            return Vec::new();
        }
        let asked = gate::blockers(self.file, GateStep::Release, self.context);
        let asked = asked.into_iter().filter_map(|reason| self.of_reason(reason));
        let mut tasks: Vec<Task> = asked.chain(self.conversions()).collect();
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
        next.collect()
    }

    fn conversion(&self, kind: MilestoneKind, first: Date) -> Task {
        let limit = self.limit(Moment::Done(kind), None, first);
        self.due(TaskKind::ReachMilestone, kind.name(), "clerk", limit.start.unwrap_or(first), limit)
    }

    /// What the years of paying back ask for cannot be begun before the money is there.
    fn waits_for_money(&self) -> bool {
        self.case.stage() == Stage::Funding && self.file.live_loans().any(|loan| !loan.is_paid_out())
    }

    fn done(&self, kind: MilestoneKind) -> Option<Date> {
        self.file.milestone(kind).filter(|mark| mark.state == MilestoneState::Done).map(|mark| mark.on)
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

    fn of_reason(&self, reason: Reason) -> Option<Task> {
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
                (TaskKind::ReachMilestone, milestone, "clerk")
            }
            // What else blocks is a loan's state, which has tasks of its own.
            _ => return None,
        };
        let (since, limit) = self.clock(kind, about);
        let task = self.due(kind, about, whom, since, limit);
        Some(Task { reason: Some(reason), ..task })
    }

    /// Since when, and by when, a blocker is waited for.
    fn clock(&self, kind: TaskKind, about: &str) -> (Date, Limit) {
        let since = self.case.since();
        match kind {
            TaskKind::CollectDocument | TaskKind::CheckDocument => (since, self.papers()),
            TaskKind::ReachMilestone => self.milestone_clock(about, since),
            _ => (since, Limit::OPEN),
        }
    }

    fn milestone_clock(&self, name: &str, since: Date) -> (Date, Limit) {
        let Ok(kind) = MilestoneKind::from_name(name) else { return (since, Limit::OPEN) };
        let limit = self.limit(Moment::Done(kind), None, since);
        let since = limit.start.or_else(|| self.file.milestone(kind).map(|mark| mark.on)).unwrap_or(since);
        (since, limit)
    }

    /// What a loan waits for.
    fn of_loan(&self, loan: &Loan) -> Vec<Task> {
        if self.case.stage().is_end() {
            return Vec::new();
        }
        let id = loan.id().as_str();
        match loan {
            Loan::UnderReview(at) => {
                let limit = self.limit(Moment::Event(Happening::Answered), Some(loan), at.stage().since);
                vec![self.due(TaskKind::AwaitAnswer, id, "lender", at.stage().since, limit)]
            }
            Loan::SupplementAsked(at) => self.supplements(loan, at.stage().since, at.stage().due),
            Loan::Returned(at) => self.before_resubmission(loan, at.stage().since),
            Loan::Lapsed(at) => self.before_resubmission(loan, at.stage().since),
            Loan::Offered(at) => {
                let limit = self.approval(loan, at.stage().expires);
                vec![self.due(TaskKind::AcceptOffer, id, "borrower", at.stage().since, limit)]
            }
            Loan::Accepted(at) => self.before_signing(loan, at.stage().since, at.stage().expires),
            Loan::Signed(at) if self.case.stage() == Stage::Funding => {
                self.before_payment(loan, at.stage().since, at.stage().expires)
            }
            Loan::PaidOut(at) => {
                let limit = self.limit(Moment::Event(Happening::Posted), Some(loan), at.stage().since);
                vec![self.due(TaskKind::PostMoney, id, "clerk", at.stage().since, limit)]
            }
            Loan::Repaying(at) => self.arrears(loan, at.file().arrears.map(|arrears| arrears.1)),
            Loan::Declined(at) if self.is_with_lenders() && self.asks_another(loan, at.stage()) => {
                vec![self.task(TaskKind::AfterRefusal, id, "clerk", at.stage().since)]
            }
            Loan::Preparing(_) | Loan::Signed(_) | Loan::Settled(_) | Loan::Declined(_) => Vec::new(),
        }
    }

    /// From the submission to the money: a lender may say no until it has paid.
    fn is_with_lenders(&self) -> bool {
        matches!(self.case.stage(), Stage::Applying | Stage::Signing | Stage::Registering | Stage::Funding)
    }

    /// A lender's refusal asks what to do next, until its loan is left; the customer's own no does when nothing else was
    /// applied for.
    fn asks_another(&self, loan: &Loan, declined: &Declined) -> bool {
        let last = self.file.loans.last().is_some_and(|it| it.id() == loan.id());
        let asks = declined.by == Decliner::Lender || (last && self.file.live_loans().next().is_none());
        asks && !declined.left
    }

    fn supplements(&self, loan: &Loan, since: Date, due: Date) -> Vec<Task> {
        let limit = self.printed(Moment::Event(Happening::SupplementAnswered), loan, due);
        let items = loan.file().queries.last().map(|query| query.items.as_slice()).unwrap_or_default();
        if items.is_empty() {
            // A question without papers waits for its answer all the same.
            return vec![self.due(TaskKind::AnswerSupplement, loan.id().as_str(), "borrower", since, limit)];
        }
        let about = |item: &crate::document::DocumentKind| format!("{} {item}", loan.id());
        items
            .iter()
            .map(|item| self.due(TaskKind::AnswerSupplement, &about(item), "borrower", since, limit.clone()))
            .collect()
    }

    fn before_signing(&self, loan: &Loan, since: Date, expires: Date) -> Vec<Task> {
        let open = (1..).zip(&loan.file().conditions).filter(|(_, condition)| condition.met.is_none());
        let conditions = open.map(|(number, _): (u32, _)| {
            let about = format!("{} {number}", loan.id());
            self.due(TaskKind::MeetCondition, &about, "borrower", since, self.approval(loan, expires))
        });
        let mut tasks: Vec<Task> = conditions.collect();
        if self.case.stage() == Stage::Signing {
            let limit = self.approval(loan, expires);
            tasks.push(self.due(TaskKind::SignLoan, loan.id().as_str(), "borrower", since, limit));
        }
        tasks
    }

    /// What the file lacks before it is handed in again; then that.
    fn before_resubmission(&self, loan: &Loan, since: Date) -> Vec<Task> {
        let blockers = gate::loan_blockers(self.file, loan, GateStep::Submit, self.context);
        let mut tasks: Vec<Task> = blockers.into_iter().filter_map(|reason| self.of_reason(reason)).collect();
        if tasks.is_empty() {
            tasks.push(self.task(TaskKind::Resubmit, loan.id().as_str(), "clerk", since));
        }
        tasks
    }

    fn before_payment(&self, loan: &Loan, since: Date, expires: Date) -> Vec<Task> {
        let blockers = gate::payment_blockers(self.file, loan, self.context);
        let open = blockers.is_empty();
        let mut tasks: Vec<Task> = blockers.into_iter().filter_map(|reason| self.of_reason(reason)).collect();
        if open {
            let limit = self.approval(loan, expires);
            tasks.push(self.due(TaskKind::AwaitPayment, loan.id().as_str(), "lender", since, limit));
        }
        tasks
    }

    fn arrears(&self, loan: &Loan, since: Option<Date>) -> Vec<Task> {
        since
            .map(|day| self.due(TaskKind::ChaseArrears, loan.id().as_str(), "borrower", day, Limit::on(day)))
            .into_iter()
            .collect()
    }

    fn task(&self, kind: TaskKind, about: &str, whom: &str, since: Date) -> Task {
        self.due(kind, about, whom, since, Limit::OPEN)
    }

    fn due(&self, kind: TaskKind, about: &str, whom: &str, since: Date, limit: Limit) -> Task {
        let Limit { due, rule, .. } = limit;
        Task { kind, about: about.to_owned(), whom: whom.to_owned(), since, due, rule, reason: None }
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
