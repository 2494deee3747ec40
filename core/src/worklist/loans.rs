//! What a loan waits for, state by state.

use super::clock::Limit;
use super::{Desk, Task, TaskKind};
use crate::case::lending::brought;
use crate::case::{Stage, gate};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::DocumentKind;
use crate::loan::state::{Declined, Decliner};
use crate::loan::{Loan, rate_lock};
use crate::product::{GateStep, Happening, Moment};

impl Desk<'_> {
    /// What a loan waits for.
    pub(super) fn of_loan(&self, loan: &Loan) -> Vec<Task> {
        let mut tasks = self.of_state(loan);
        tasks.extend(self.rate_not_held(loan));
        // What names no step of its own holds up the spine, which waits for its loans; arrears hold up nothing.
        for task in tasks.iter_mut().filter(|task| task.kind != TaskKind::ChaseArrears) {
            task.unblocks = task.unblocks.or_else(|| self.next_command());
        }
        tasks
    }

    fn of_state(&self, loan: &Loan) -> Vec<Task> {
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
            Loan::Repaying(at) => {
                let mut tasks = self.arrears(loan, at.file().arrears.map(|arrears| arrears.1));
                tasks.extend(
                    at.file()
                        .prepayment
                        .as_ref()
                        .map(|it| self.due(TaskKind::Prepay, id, "borrower", it.asked, Limit::on(it.on))),
                );
                tasks
            }
            Loan::Declined(at) if self.is_with_lenders() && self.asks_another(loan, at.stage()) => {
                vec![self.task(TaskKind::AfterRefusal, id, "clerk", at.stage().since)]
            }
            Loan::Preparing(_) | Loan::Signed(_) | Loan::Settled(_) | Loan::Declined(_) => Vec::new(),
        }
    }

    /// The rate was held until a day that has passed.
    fn rate_not_held(&self, loan: &Loan) -> Option<Task> {
        let last = loan.rate_locked_until().filter(|_| !self.case.stage().is_end())?;
        let reason = rate_lock::ended(loan.file(), self.context)?;
        let task = self.due(TaskKind::RenewRateLock, loan.id().as_str(), "lender", last, Limit::on(last));
        Some(Task { reason: Some(reason), ..task })
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
        let open = items.iter().filter_map(|item| self.supplement(loan, item, since, &limit));
        let mut tasks = open.collect_vec();
        if tasks.is_empty() {
            // A question without papers waits for the customer's answer; papers that are there, for the office.
            let whom = if items.is_empty() { "borrower" } else { "clerk" };
            tasks.push(self.due(TaskKind::AnswerSupplement, loan.id().as_str(), whom, since, limit));
        }
        tasks.into_iter().map(|task| task.toward("answer_supplement")).collect_vec()
    }

    /// What is to be done about a paper that the lender asked for: bring it, check it, or nothing more.
    fn supplement(&self, loan: &Loan, item: &DocumentKind, since: Date, limit: &Limit) -> Option<Task> {
        let on = self.context.occurred;
        match brought(self.file, item, since, on) {
            None => {
                let about = format!("{} {item}", loan.id());
                Some(self.due(TaskKind::AnswerSupplement, &about, "borrower", since, limit.clone()))
            }
            Some(paper) if !paper.is_accepted(on) => {
                let kind = TaskKind::CheckDocument;
                Some(self.due(kind, item.as_str(), "clerk", paper.received, limit.clone()))
            }
            Some(_) => None,
        }
    }

    fn before_signing(&self, loan: &Loan, since: Date, expires: Date) -> Vec<Task> {
        let open = (1..).zip(&loan.file().conditions).filter(|(_, condition)| condition.met.is_none());
        let conditions = open.map(|(number, _): (u32, _)| {
            let about = format!("{} {number}", loan.id());
            self.due(TaskKind::MeetCondition, &about, "borrower", since, self.approval(loan, expires))
                .toward("sign_loan")
        });
        let mut tasks = conditions.collect_vec();
        if self.case.stage() == Stage::Signing && rate_lock::ended(loan.file(), self.context).is_none() {
            let limit = self.approval(loan, expires);
            tasks.push(self.due(TaskKind::SignLoan, loan.id().as_str(), "borrower", since, limit));
        }
        tasks
    }

    /// What the file lacks before it is handed in again; then that.
    fn before_resubmission(&self, loan: &Loan, since: Date) -> Vec<Task> {
        let blockers = gate::loan_blockers(self.file, loan, GateStep::Submit, self.context);
        let mut tasks = self.of_reasons(blockers, "resubmit", since);
        if tasks.is_empty() {
            tasks.push(self.task(TaskKind::Resubmit, loan.id().as_str(), "clerk", since).toward("resubmit"));
        }
        tasks
    }

    fn before_payment(&self, loan: &Loan, since: Date, expires: Date) -> Vec<Task> {
        let blockers = gate::payment_blockers(self.file, loan, self.context);
        let open = blockers.is_empty() && rate_lock::ended(loan.file(), self.context).is_none();
        let mut tasks = self.of_reasons(blockers, "pay_out", self.case.since());
        if open {
            let limit = self.approval(loan, expires);
            let task =
                self.due(TaskKind::AwaitPayment, loan.id().as_str(), "lender", since.max(self.case.since()), limit);
            tasks.push(task.toward("pay_out"));
        }
        tasks
    }

    fn arrears(&self, loan: &Loan, since: Option<Date>) -> Vec<Task> {
        since
            .map(|day| self.due(TaskKind::ChaseArrears, loan.id().as_str(), "borrower", day, Limit::on(day)))
            .into_iter()
            .collect_vec()
    }
}
