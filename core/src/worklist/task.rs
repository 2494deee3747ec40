//! One line of the worklist: what there is to do, whose move it is, by when.

use super::Score;
use crate::calendar::Calendar;
use crate::case::{Actor, Reason, TimeOfDay};
use crate::date::Date;
use crate::product::{DeadlineKind, Name, RuleId};
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
        /// Money is to be paid before it is due.
        Prepay "prepay" "办理提前还款",
        /// Somebody has not agreed that data go out.
        AskConsent "ask_consent" "征求同意授权",
        /// The lender has not said what it makes of a change in somebody's life.
        ConfirmChange "confirm_change" "变更确认",
        /// The lender holds the rate no longer.
        RenewRateLock "renew_rate_lock" "续办利率锁定",
        /// The loan cannot be paid out any more.
        EndCase "end_case" "结束本业务",
        /// A deposit is to come back.
        ReturnDeposit "return_deposit" "催退保证金",
        /// The dossier is lent, and is to come back.
        ReturnDossier "return_dossier" "催还档案",
    }
}

impl TaskKind {
    /// Whether it is done only so that a loan is granted and paid.
    pub(super) const fn leads_to_money(self) -> bool {
        match self {
            Self::AnswerSupplement | Self::AcceptOffer | Self::MeetCondition | Self::SignLoan => true,
            Self::Resubmit | Self::AfterRefusal | Self::CollectDocument | Self::CheckDocument => true,
            Self::AskFact | Self::AddParty | Self::KeepPromise | Self::FillWaiver | Self::ReachMilestone => true,
            Self::AwaitAnswer | Self::AwaitPayment | Self::TakeStep | Self::AskConsent => true,
            Self::ConfirmChange | Self::RenewRateLock | Self::EndCase => true,
            Self::ChaseArrears | Self::PostMoney | Self::Notify | Self::AnswerQuery => false,
            Self::Resume | Self::KeepAppointment | Self::Prepay | Self::ReturnDeposit | Self::ReturnDossier => false,
        }
    }
}

/// One line of the worklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What there is to do.
    pub kind: TaskKind,
    /// About what: a kind of paper, a milestone, a loan, a fact, a step.
    pub about: String,
    /// Who looks after the case.
    pub clerk: Actor,
    /// Whose move it is: a party of the case, a role, `clerk`, `lender`, `registry`; of a milestone as
    /// [`MilestoneKind::mover`](crate::product::MilestoneKind::mover) has it.
    pub whom: String,
    /// Since when it waits.
    pub since: Date,
    /// By when.
    pub due: Due,
    /// Which deadline of the pack sets that day.
    pub rule: Option<RuleId>,
    /// Who set that deadline: the law, a contract, custom.
    pub basis: Option<DeadlineKind>,
    /// What the deadline says, in words.
    pub why: Option<Name>,
    /// How far past that day it is, or how far before; `None` where nobody sets a day.
    pub late: Option<Lateness>,
    /// Since when its clock stands still: the case is suspended, and the deadline waits with it.
    pub still: Option<Date>,
    /// The command that it stands in the way of, where it stands in the way of one.
    pub unblocks: Option<&'static str>,
    /// How much it presses, and what makes it.
    pub score: Score,
    /// What blocks, in the words of the refusal it would cause; none when nothing blocks.
    pub reason: Option<Reason>,
    /// When and where people meet, where that is what there is to do.
    pub meeting: Option<Meeting>,
}

/// When on its day people meet, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// At which time, in China; none where none is agreed.
    pub time: Option<TimeOfDay>,
    /// Where; none where nobody said.
    pub place: Option<String>,
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

/// How a day stands to today, in days past it: above zero it is late, at zero it is today, below zero so many are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lateness {
    /// Days of the calendar.
    pub days: i32,
    /// Days that are worked; `None` where the working days of a year between are not published.
    pub working_days: Option<i32>,
}

impl Lateness {
    /// How a day stands to today.
    #[must_use]
    pub fn of(due: Date, today: Date, calendar: &Calendar) -> Self {
        Self { days: due.days_until(today), working_days: calendar.working_days_between(due, today).ok() }
    }

    /// Whether the day is over.
    #[must_use]
    pub const fn is_late(self) -> bool {
        self.days > 0
    }
}

impl Task {
    /// Whether the clerk's own office has to move.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.whom == "clerk"
    }

    /// What stands in the way of that command.
    pub(super) fn toward(mut self, command: impl Into<Option<&'static str>>) -> Self {
        self.unblocks = command.into();
        self
    }

    /// Judged as of a day: how late it is, and how much it presses.
    pub(super) fn judge(&mut self, today: Date, calendar: &Calendar) {
        self.late = self.due.day().map(|due| Lateness::of(due, today, calendar));
        self.score = Score::of(self);
    }

    pub(super) fn is_about_the_same(&self, other: &Task) -> bool {
        let all = |it: &Task| (it.kind, it.since, it.due.clone());
        all(self) == all(other) && self.about == other.about && self.whom == other.whom
    }

    pub(super) fn takes_in(&mut self, other: &Task) {
        if let (Some(own), Some(theirs)) = (&mut self.reason, &other.reason) {
            own.takes_in(theirs);
        }
    }
}
