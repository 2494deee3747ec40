//! How much a task presses, explained: whole points, and what each of them is for.
//!
//! | part | points | when |
//! |---|---|---|
//! | `late` | 100, and 10 for each working day past, at most 300 | the day is over |
//! | `due_soon` | 60 on the day, 10 less for each working day before it | at most five working days are left |
//! | `statutory`, `contractual`, `customary` | 30, 20, 10 | who set the day |
//! | `money_at_risk` | 50 | money is overdue, on its way, or refused |
//! | `lapses_soon` | 40 | an approval, a leave or a promise ends within 30 days |
//! | `blocks_step` | 25 | it stands in the way of a step |
//! | `somebody_waits` | 15 | the move is the clerk's: everybody else waits for it |
//! | `stands_still` | 50 less | its clock stands still |
//!
//! Of equal scores the earlier day goes first, what has no day last; then the case, the kind and the subject by name.
//! Calendar days stand in for working days where those of a year are not published.

use super::{Lateness, Task, TaskKind};
use crate::collect::CollectVec;
use crate::product::DeadlineKind;
use crate::words::closed;

closed! {
    /// What makes a task press.
    pub enum Factor ("part of a score") {
        /// The day is over.
        Late "late" "已逾期",
        /// Few working days are left.
        DueSoon "due_soon" "临近到期",
        /// A law set the day.
        Statutory "statutory" "法定期限",
        /// A contract set it.
        Contractual "contractual" "约定期限",
        /// Custom set it.
        Customary "customary" "惯例期限",
        /// Money is overdue, on its way, or refused.
        MoneyAtRisk "money_at_risk" "涉及资金",
        /// An approval, a leave or a promise ends soon.
        LapsesSoon "lapses_soon" "即将失效",
        /// It stands in the way of a step.
        BlocksStep "blocks_step" "卡住流程",
        /// The move is the clerk's.
        SomebodyWaits "somebody_waits" "他人等候",
        /// Its clock stands still.
        StandsStill "stands_still" "暂停计时",
    }
}

/// How much a task presses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The sum of the parts.
    pub total: i32,
    /// What makes it, in the order of [`Factor`]'s table; a part of no points is left out.
    pub parts: Vec<(Factor, i32)>,
}

impl Score {
    /// The score of a task whose lateness is known.
    pub(super) fn of(task: &Task) -> Self {
        let parts = Factor::ALL.iter().map(|factor| (*factor, points(*factor, task)));
        let parts = parts.filter(|(_, points)| *points != 0).collect_vec();
        Self { total: parts.iter().map(|(_, points)| points).sum(), parts }
    }
}

fn points(factor: Factor, task: &Task) -> i32 {
    let if_so = |so: bool, points: i32| if so { points } else { 0 };
    match factor {
        Factor::Late => task.late.filter(|it| it.is_late()).map_or(0, |it| 100 + (10 * past(it)).clamp(0, 200)),
        Factor::DueSoon => task.late.filter(|it| !it.is_late()).map_or(0, |it| (60 + 10 * past(it)).max(0)),
        Factor::Statutory => if_so(task.basis == Some(DeadlineKind::Statutory), 30),
        Factor::Contractual => if_so(task.basis == Some(DeadlineKind::Contractual), 20),
        Factor::Customary => if_so(task.basis == Some(DeadlineKind::Customary), 10),
        Factor::MoneyAtRisk => if_so(is_money(task.kind), 50),
        Factor::LapsesSoon => if_so(lapses(task.kind) && task.late.is_some_and(|it| (-30..=0).contains(&it.days)), 40),
        Factor::BlocksStep => if_so(task.unblocks.is_some(), 25),
        Factor::SomebodyWaits => if_so(task.is_ours(), 15),
        Factor::StandsStill => if_so(task.still.is_some(), -50),
    }
}

/// Working days past the day, below zero those that are left.
fn past(late: Lateness) -> i32 {
    // A life in days is far from the bounds of the type; the clamp keeps the product there too.
    late.working_days.unwrap_or(late.days).clamp(-1000, 1000)
}

const fn is_money(kind: TaskKind) -> bool {
    use TaskKind::{AfterRefusal, AwaitPayment, ChaseArrears, PostMoney, RenewRateLock};
    matches!(kind, ChaseArrears | PostMoney | AwaitPayment | AfterRefusal | RenewRateLock)
}

/// What falls away by itself on its day.
const fn lapses(kind: TaskKind) -> bool {
    use TaskKind::{AcceptOffer, AwaitPayment, FillWaiver, KeepPromise, MeetCondition, SignLoan};
    matches!(kind, AcceptOffer | MeetCondition | SignLoan | AwaitPayment | FillWaiver | KeepPromise)
}
