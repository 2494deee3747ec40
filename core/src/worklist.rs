//! What is due, from whom, by when: computed from case and today, never stored.
//!
//! A task is what blocks the next step, what a loan waits for, or whom nobody has told yet. A deadline that would
//! end in a year whose calendar is not published says so instead of guessing.

use crate::calendar::Calendar;
use crate::case::{Case, Context, File, Mark, MilestoneState, Reason, Stage, gate};
use crate::date::Date;
use crate::error::{Error, ErrorCode};
use crate::loan::state::{Declined, Decliner};
use crate::loan::{Loan, State};
use crate::order;
use crate::product::words::closed;
use crate::product::{GateStep, MilestoneKind, ProductKind, Role};

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

/// Lengths of the deadlines that no paper prints. The sources disagree: each is a parameter with a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// Calendar days for handing in the papers, from the contract. Contracts say 3 working days, 7 or 10 days
    /// (HANDBOOK 1.9); the default is the longest.
    pub papers_days: u16,
    /// Calendar days for filing a presale contract (商品房预售管理办法: 30).
    pub contract_filing_days: u16,
    /// Calendar days for a bank's answer (个人住房贷款管理办法: three weeks).
    pub bank_answer_days: u16,
    /// Calendar days for a provident-fund centre's decision (住房公积金管理条例 art. 26: 15).
    pub fund_answer_days: u16,
    /// Working days for the registry (不动产登记暂行条例 art. 20: 30; the national target is 5).
    pub registry_working_days: u16,
    /// Calendar days between money and ledger entry (job descriptions: 24 hours).
    pub posting_days: u16,
    /// Calendar days until an advance notice lapses, from the day the final registration became possible (Civil Code
    /// art. 221: 90, no longer three months).
    pub conversion_days: u16,
}

impl Deadlines {
    /// The defaults, each with its source above.
    pub const DEFAULT: Self = Self {
        papers_days: 10,
        contract_filing_days: 30,
        bank_answer_days: 21,
        fund_answer_days: 15,
        registry_working_days: 30,
        posting_days: 1,
        conversion_days: 90,
    };
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
    tasks_by(case, context, &Deadlines::DEFAULT)
}

/// The same under other deadlines.
pub fn tasks_by(case: &Case, context: &Context<'_>, deadlines: &Deadlines) -> Vec<Task> {
    let desk = Desk { case, file: case.file(), context, deadlines };
    let mut tasks = desk.of_stage();
    tasks.extend(desk.after_care());
    tasks.extend(case.file().loans.iter().flat_map(|loan| desk.of_loan(loan)));
    tasks.extend(desk.notices());
    // Several rules may wait for the same fact or paper.
    let mut kept: Vec<Task> = Vec::with_capacity(tasks.len());
    for task in tasks {
        if !kept.contains(&task) {
            order::insert(&mut kept, task, |task| (task.due.day().is_none(), task.due.day(), task.kind));
        }
    }
    kept
}

struct Desk<'a> {
    case: &'a Case,
    file: &'a File,
    context: &'a Context<'a>,
    deadlines: &'a Deadlines,
}

impl Desk<'_> {
    /// What blocks the stage's way on; or the step itself, when nothing does.
    fn of_stage(&self) -> Vec<Task> {
        if let Some(suspended) = &self.file.suspended {
            return vec![self.task(TaskKind::Resume, "resume", "clerk", suspended.since)];
        }
        let Some((step, command)) = way_on(self.case.stage()) else { return Vec::new() };
        let blockers: Vec<Reason> = step.map(|step| gate::blockers(self.file, step, self.context)).unwrap_or_default();
        match blockers.is_empty() && self.loans_are_ready() {
            true => vec![self.task(TaskKind::TakeStep, command, "clerk", self.case.since())],
            false => blockers.into_iter().filter_map(|reason| self.of_reason(reason)).collect(),
        }
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

    /// A milestone whose forerunner is done: the title after the building's registration, the mortgage after the title.
    fn conversions(&self) -> Vec<Task> {
        let routes = self.file.loans.iter().filter_map(|loan| self.file.route(loan, self.context));
        let next = routes.flat_map(|route| route.sequences.iter()).filter_map(|sequence| {
            let first = self.done(sequence.first)?;
            self.done(sequence.then).is_none().then_some((sequence.then, first))
        });
        let mut tasks: Vec<Task> = Vec::new();
        for (kind, first) in next {
            let due = calendar_days(first, self.deadlines.conversion_days);
            let task = self.due(TaskKind::ReachMilestone, kind.name(), "clerk", first, due);
            if !tasks.contains(&task) {
                tasks.push(task);
            }
        }
        tasks
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
            Reason::UnknownFact { fact } => (TaskKind::AskFact, fact, "borrower"),
            Reason::MissingParty { role } => (TaskKind::AddParty, role, "clerk"),
            Reason::MilestoneOpen { milestone, .. } | Reason::MilestoneLapsed { milestone, .. } => {
                (TaskKind::ReachMilestone, milestone, "clerk")
            }
            // What else blocks is a loan's state, which has tasks of its own.
            _ => return None,
        };
        let (since, due) = self.clock(kind, about);
        let (about, whom) = (about.clone(), whom.to_owned());
        Some(Task { kind, about, whom, since, due, reason: Some(reason) })
    }

    /// Since when, and by when, a blocker is waited for.
    fn clock(&self, kind: TaskKind, about: &str) -> (Date, Due) {
        let since = self.case.since();
        let signed = || self.file.milestone(MilestoneKind::ContractSigned).map(|mark| mark.on);
        match kind {
            TaskKind::CollectDocument | TaskKind::CheckDocument => {
                // The contract's clock runs for the first set of papers; what is asked for later is asked for anew.
                let first = matches!(self.case.stage(), Stage::Collecting | Stage::Reviewing);
                let start = signed().filter(|_| first).unwrap_or(since);
                (since, calendar_days(start, self.deadlines.papers_days))
            }
            TaskKind::ReachMilestone => self.milestone_clock(about, since, signed()),
            _ => (since, Due::Open),
        }
    }

    fn milestone_clock(&self, name: &str, since: Date, signed: Option<Date>) -> (Date, Due) {
        let Ok(kind) = MilestoneKind::from_name(name) else { return (since, Due::Open) };
        let mark = self.file.milestone(kind);
        let filed = mark.filter(|mark: &&Mark| mark.state == MilestoneState::Filed).map(|mark| mark.on);
        match (kind, filed) {
            (MilestoneKind::ContractFiled, _) => match signed {
                Some(day) => (day, calendar_days(day, self.deadlines.contract_filing_days)),
                None => (since, Due::Open),
            },
            (
                MilestoneKind::AdvanceNotice | MilestoneKind::MortgageRegistered | MilestoneKind::TitleTransferred,
                Some(day),
            ) => (day, working_days(self.context.calendar, day, self.deadlines.registry_working_days)),
            _ => (mark.map_or(since, |mark| mark.on), Due::Open),
        }
    }

    /// What a loan waits for.
    fn of_loan(&self, loan: &Loan) -> Vec<Task> {
        if self.case.stage().is_end() {
            return Vec::new();
        }
        let id = loan.id().as_str();
        match loan {
            Loan::UnderReview(at) => {
                vec![self.due(TaskKind::AwaitAnswer, id, "lender", at.stage().since, self.answer_due(loan))]
            }
            Loan::SupplementAsked(at) => self.supplements(loan, at.stage().since, at.stage().due),
            Loan::Returned(at) => self.before_resubmission(loan, at.stage().since),
            Loan::Lapsed(at) => self.before_resubmission(loan, at.stage().since),
            Loan::Offered(at) => {
                vec![self.due(TaskKind::AcceptOffer, id, "borrower", at.stage().since, Due::On(at.stage().expires))]
            }
            Loan::Accepted(at) => self.before_signing(loan, at.stage().since, at.stage().expires),
            Loan::Signed(at) if self.case.stage() == Stage::Funding => {
                self.before_payment(loan, at.stage().since, at.stage().expires)
            }
            Loan::PaidOut(at) => {
                let due = calendar_days(at.stage().since, self.deadlines.posting_days);
                vec![self.due(TaskKind::PostMoney, id, "clerk", at.stage().since, due)]
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

    fn answer_due(&self, loan: &Loan) -> Due {
        let product = self.context.catalogue.product(&loan.file().application.product);
        let days = match product.map(|product| product.kind) {
            Some(ProductKind::ProvidentFund | ProductKind::Conversion) => self.deadlines.fund_answer_days,
            _ => self.deadlines.bank_answer_days,
        };
        loan.file().handed_in.map_or(Due::Open, |day| calendar_days(day, days))
    }

    fn supplements(&self, loan: &Loan, since: Date, due: Date) -> Vec<Task> {
        let items = loan.file().queries.last().map(|query| query.items.as_slice()).unwrap_or_default();
        if items.is_empty() {
            // A question without papers waits for its answer all the same.
            return vec![self.due(TaskKind::AnswerSupplement, loan.id().as_str(), "borrower", since, Due::On(due))];
        }
        let about = |item: &crate::document::DocumentKind| format!("{} {item}", loan.id());
        items
            .iter()
            .map(|item| self.due(TaskKind::AnswerSupplement, &about(item), "borrower", since, Due::On(due)))
            .collect()
    }

    fn before_signing(&self, loan: &Loan, since: Date, expires: Date) -> Vec<Task> {
        let open = (1..).zip(&loan.file().conditions).filter(|(_, condition)| condition.met.is_none());
        let conditions = open.map(|(number, _): (u32, _)| {
            let about = format!("{} {number}", loan.id());
            self.due(TaskKind::MeetCondition, &about, "borrower", since, Due::On(expires))
        });
        let mut tasks: Vec<Task> = conditions.collect();
        if self.case.stage() == Stage::Signing {
            tasks.push(self.due(TaskKind::SignLoan, loan.id().as_str(), "borrower", since, Due::On(expires)));
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
            tasks.push(self.due(TaskKind::AwaitPayment, loan.id().as_str(), "lender", since, Due::On(expires)));
        }
        tasks
    }

    fn arrears(&self, loan: &Loan, since: Option<Date>) -> Vec<Task> {
        since
            .map(|day| self.due(TaskKind::ChaseArrears, loan.id().as_str(), "borrower", day, Due::On(day)))
            .into_iter()
            .collect()
    }

    /// Who has not been told what they should know.
    fn notices(&self) -> Vec<Task> {
        let loans = self.file.loans.iter();
        loans.flat_map(|loan| self.loan_notices(loan)).collect()
    }

    fn loan_notices(&self, loan: &Loan) -> Vec<Task> {
        let (topic, since) = match loan {
            Loan::Offered(at) => ("offer", at.stage().since),
            // What the customer turned down, the customer knows.
            Loan::Declined(at) if at.stage().by == Decliner::Lender => ("refusal", at.stage().since),
            Loan::PaidOut(at) => ("payout", at.stage().since),
            Loan::Repaying(at) if self.case.stage() == Stage::Funding => ("first_instalment", at.stage().since),
            _ => return Vec::new(),
        };
        let about = format!("{topic} {}", loan.id());
        let whom = self.told_of(topic, loan);
        let untold = whom.into_iter().filter(|whom| !self.was_told(whom, &about));
        untold.map(|whom| self.due(TaskKind::Notify, &about, &whom, since, calendar_days(since, 1))).collect()
    }

    /// The borrower hears everything; who receives the money hears of the payout.
    fn told_of(&self, topic: &str, loan: &Loan) -> Vec<String> {
        let borrowers = self.file.parties.iter().filter(|party| party.role == Role::Borrower);
        let mut whom: Vec<String> = borrowers.map(|party| party.id.to_string()).collect();
        if topic == "payout" {
            whom.extend(self.file.account(loan.id()).map(|account| account.holder.to_string()));
        }
        whom.dedup();
        whom
    }

    fn was_told(&self, whom: &str, about: &str) -> bool {
        self.file.notices.iter().any(|notice| notice.whom.as_str() == whom && notice.about == about)
    }

    fn task(&self, kind: TaskKind, about: &str, whom: &str, since: Date) -> Task {
        self.due(kind, about, whom, since, Due::Open)
    }

    fn due(&self, kind: TaskKind, about: &str, whom: &str, since: Date, due: Due) -> Task {
        Task { kind, about: about.to_owned(), whom: whom.to_owned(), since, due, reason: None }
    }
}

/// The step that leads on from a stage, and its gate.
fn way_on(stage: Stage) -> Option<(Option<GateStep>, &'static str)> {
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

/// The first day does not count (Civil Code art. 201).
fn calendar_days(start: Date, days: u16) -> Due {
    start.add_days(i32::from(days)).map_or(Due::Open, Due::On)
}

fn working_days(calendar: &Calendar, start: Date, days: u16) -> Due {
    match calendar.add_working_days(start, i32::from(days)) {
        Ok(day) => Due::On(day),
        Err(error) => unpublished(&error, start),
    }
}

fn unpublished(error: &Error, start: Date) -> Due {
    match error.code() {
        ErrorCode::UnpublishedYear => Due::Unpublished(start.year().saturating_add(1)),
        _ => Due::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_beyond_the_published_calendar_says_so() {
        let calendar = Calendar::PRC;
        let last = *calendar.years().end();
        let day = |month, day| Date::new(last, month, day).unwrap();
        assert_eq!(working_days(&calendar, day(3, 2), 5), Due::On(day(3, 9)));
        assert_eq!(working_days(&calendar, day(12, 1), 30), Due::Unpublished(last + 1));
    }

    #[test]
    fn every_stage_but_the_ends_has_a_way_on() {
        for stage in Stage::ALL {
            assert_eq!(way_on(*stage).is_none(), stage.is_end(), "{stage}");
        }
    }
}
