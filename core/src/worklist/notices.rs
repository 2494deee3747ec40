//! Whom nobody has told yet: the pack's rules of notices against what happened and what was told.
//!
//! A notice is owed from the event on until it is recorded as sent, or something shows that it is known. Nobody is told of
//! it before its day, whenever that is recorded. What happens
//! again is owed again; what happened twice before anybody was told is told once, with the day of the last.

use super::clock::{Limit, case_standstills, counted};
use super::{Desk, Due, Task, TaskKind};
use crate::case::consent::consent_ended;
use crate::case::{Case, Context, File, MilestoneState, News, Notice};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::loan::{Loan, LoanId};
use crate::product::{Addressee, After, Deadline, MilestoneKind, NoticeRule, Role, Standing, Truth};

/// Somebody has not been told.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwedNotice<'c> {
    /// The rule that says so.
    pub rule: &'c NoticeRule,
    /// About what: the topic, with the loan behind it where it is about one. A notice that names it pays the debt.
    pub about: String,
    /// Who: a party of the case, a role, an office.
    pub whom: String,
    /// Which loan.
    pub loan: Option<LoanId>,
    /// Since when.
    pub since: Date,
    /// The log entry that it follows.
    pub entry: u32,
    /// By when.
    pub due: Due,
}

/// Every notice that is owed, in the order of the pack's rules.
///
/// ```
/// use anjieflow::case::{Actor, Case, CaseId, Context};
/// use anjieflow::{date::Date, worklist};
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = Case::open(CaseId::new("C-1")?, &context)?.case;
/// assert_eq!(worklist::owed_notices(&case, &context), []);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn owed_notices<'c>(case: &Case, context: &Context<'c>) -> Vec<OwedNotice<'c>> {
    let file = case.file();
    let rules = context.pack.notices.iter().filter(|rule| rule.when.holds(&file.facts) == Truth::Yes);
    let mut owed: Vec<OwedNotice<'c>> = Vec::new();
    for notice in rules.flat_map(|rule| of_rule(file, rule, context)) {
        // Two rules may tell the same person of the same thing.
        if !owed.iter().any(|other| other.about == notice.about && other.whom == notice.whom) {
            owed.push(notice);
        }
    }
    owed
}

impl Desk<'_> {
    /// Who has not been told what they should know.
    pub(super) fn notices(&self) -> Vec<Task> {
        let task = |owed: OwedNotice<'_>| {
            let limit = Limit { due: owed.due, ..Limit::OPEN };
            let deadline = self.context.pack.deadline(&owed.rule.within);
            let limit = deadline.map_or(limit.clone(), |deadline| limit.by(deadline));
            self.due(TaskKind::Notify, &owed.about, &owed.whom, owed.since, limit)
        };
        owed_notices(self.case, self.context).into_iter().map(task).collect_vec()
    }
}

fn of_rule<'c>(file: &File, rule: &'c NoticeRule, context: &Context<'c>) -> Vec<OwedNotice<'c>> {
    let mut owed = Vec::new();
    for (loan, on, entry) in occasions(file, rule.after) {
        if is_known(file, rule, loan.as_ref(), entry) || !concerns(file, rule, (loan.as_ref(), on), context) {
            continue;
        }
        let about = loan.as_ref().map_or_else(|| rule.topic.to_string(), |loan| format!("{} {loan}", rule.topic));
        let told = |whom: &String| file.told_of(&about, on, entry).any(|it| it.whom.as_str() == whom);
        let untold = addressees(file, rule, loan.as_ref()).into_iter().filter(|whom| !told(whom));
        owed.extend(untold.map(|whom| OwedNotice {
            rule,
            about: about.clone(),
            whom,
            loan: loan.clone(),
            since: on,
            entry,
            due: by_when(file, rule, on, context),
        }));
    }
    owed
}

/// Whether what must stand besides does: for the loan, or for any where it is about none.
fn concerns(file: &File, rule: &NoticeRule, (loan, on): (Option<&LoanId>, Date), context: &Context<'_>) -> bool {
    let Some(standing) = rule.standing else { return true };
    let named = |it: &&Loan| loan.is_none_or(|id| it.id() == id);
    file.loans.iter().filter(named).any(|it| match standing {
        Standing::Guaranteed => file.is_guaranteed(it, context),
        Standing::FirstInstalmentAhead => it.file().first_instalment.is_some_and(|(due, _)| context.occurred <= due),
        Standing::ConsentWasTheirs => consent_ended(file, it, on, context),
    })
}

/// When it last happened, for each loan it happened to.
fn occasions(file: &File, after: After) -> Vec<(Option<LoanId>, Date, u32)> {
    match after {
        After::Event(kind) => {
            let news = file.news.iter().filter(|news| news.kind == kind);
            news.map(|News { loan, on, entry, .. }| (loan.clone(), *on, *entry)).collect_vec()
        }
        After::Filed(kind) => marked(file, kind, MilestoneState::Filed),
        After::Returned(kind) => marked(file, kind, MilestoneState::Returned),
        After::Done(kind) => marked(file, kind, MilestoneState::Done),
        After::Lapsed(kind) => marked(file, kind, MilestoneState::Lapsed),
    }
}

/// What follows from another step is told with that step, so a mark without an entry of its own is no news.
fn marked(file: &File, kind: MilestoneKind, state: MilestoneState) -> Vec<(Option<LoanId>, Date, u32)> {
    let milestone = file.milestones.iter().find(|milestone| milestone.kind == kind);
    let marks = milestone.into_iter().flat_map(|milestone| milestone.marks.iter().rev());
    marks
        .filter(|mark| mark.state == state && mark.entry > 0)
        .take(1)
        .map(|mark| (None, mark.on, mark.entry))
        .collect_vec()
}

/// Whether something later shows that everybody knows.
fn is_known(file: &File, rule: &NoticeRule, loan: Option<&LoanId>, entry: u32) -> bool {
    let same = |other: &Option<LoanId>| other.as_ref().zip(loan).is_none_or(|(other, loan)| other == loan);
    let after = rule.known_after.iter().flat_map(|after| occasions(file, *after));
    after.into_iter().any(|(other, _, later)| later > entry && same(&other))
}

impl File {
    /// What was told of a subject since something happened: on its day or later, and recorded after it.
    pub(crate) fn told_of(&self, about: &str, on: Date, entry: u32) -> impl Iterator<Item = &Notice> {
        self.notices.iter().filter(move |it| it.entry > entry && it.on >= on && it.about == about)
    }
}

/// The people and offices of a rule, as this case has them; each once.
fn addressees(file: &File, rule: &NoticeRule, loan: Option<&LoanId>) -> Vec<String> {
    let mut whom: Vec<String> = Vec::new();
    for name in rule.whom.iter().flat_map(|addressee| names(file, *addressee, loan)) {
        if !whom.contains(&name) {
            whom.push(name);
        }
    }
    whom
}

fn names(file: &File, addressee: Addressee, loan: Option<&LoanId>) -> Vec<String> {
    match addressee {
        Addressee::Role(role) if role.is_person() => played_by(file, role),
        Addressee::Role(role) => vec![role.name().to_owned()],
        Addressee::Office(office) => vec![office.name().to_owned()],
        Addressee::Receiver => {
            let account = loan.and_then(|loan| file.account(loan));
            account.map(|account| account.holder.to_string()).into_iter().collect_vec()
        }
    }
}

fn played_by(file: &File, role: Role) -> Vec<String> {
    file.parties.iter().filter(|party| party.role == role).map(|party| party.id.to_string()).collect_vec()
}

fn by_when(file: &File, rule: &NoticeRule, on: Date, context: &Context<'_>) -> Due {
    let times = |deadline: &Deadline| case_standstills(file, deadline, context.occurred);
    let last = |deadline: &Deadline| counted(deadline, on, times(deadline), context.calendar);
    context.pack.deadline(&rule.within).and_then(last).unwrap_or(Due::Open)
}
