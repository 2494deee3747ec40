//! What blocks a step: everything that its gate asks and the case does not have, at once.

use super::again::{ended, has_ended};
use super::consent::missing_consents;
pub(crate) use super::life::dead_borrower;
use super::life::unsettled;
use super::refusal::each_once;
use super::{Context, File, MilestoneState, Obligation, Owed, Reason};
use crate::checklist::{Checklist, Line, LineStatus};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::DocumentCategory;
use crate::fact::{Fact, PropertyKind};
use crate::loan::{Loan, State};
use crate::product::{GateLine, GateStep, MilestoneKind, Need, Purpose, Readiness, RequirementStep, Route, Way};

/// What the gate of a step asks and the case does not have, for every loan that is alive.
pub fn blockers(file: &File, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    each_once(file.live_loans().flat_map(|loan| unfulfilled(file, loan, step, context)).collect_vec())
}

/// The same for one loan.
pub fn loan_blockers(file: &File, loan: &Loan, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    each_once(unfulfilled(file, loan, step, context))
}

fn unfulfilled(file: &File, loan: &Loan, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = asked_by_route(file, loan, step, context);
    reasons.extend(ended(file, loan, step, context));
    reasons.extend(beside_the_route(file, loan, step, context));
    reasons
}

/// What is asked though no row of the route says so: by law, and by whoever waits for an answer.
pub(crate) fn beside_the_route(file: &File, loan: &Loan, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = asked_by_law(file, loan, step, context);
    file.waits_for(loan, step, context.occurred).for_each(|reason| reasons.push(reason));
    reasons
}

/// What no row can take away: who agreed that the file goes out, who is still alive, what a lender has to say to a change.
fn asked_by_law(file: &File, loan: &Loan, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    let on = context.occurred;
    match step {
        GateStep::Submit => {
            let purposes = [Purpose::LoanApplication, Purpose::CreditQuery];
            let consents = purposes.into_iter().flat_map(|it| missing_consents(file, loan, it, None, context));
            consents.chain(dead_borrower(file, loan, on)).collect_vec()
        }
        GateStep::ConfirmTerms | GateStep::SendToRegistry | GateStep::AwaitFunds | GateStep::PayOut => {
            unsettled(file, loan, on)
        }
        _ => Vec::new(),
    }
}

fn asked_by_route(file: &File, loan: &Loan, step: GateStep, context: &Context<'_>) -> Vec<Reason> {
    match file.way(loan, context) {
        Way::Route(route) => {
            route.gate(step).iter().flat_map(|line| unmet(file, loan, step, line, context)).collect_vec()
        }
        Way::Unknown(facts) => facts.into_iter().map(|fact| no_way_yet(file, loan, fact, context)).collect_vec(),
        Way::None => vec![no_route(file, loan, context)],
    }
}

/// What keeps the money back. A loan steps beside the spine, so the spine's gates on the way to the money are asked
/// again: what they ask holds when the money moves, wherever the case stands. The other loan of a pair is among it: no
/// lender pays while the other may still say no.
pub fn payment_blockers(file: &File, loan: &Loan, context: &Context<'_>) -> Vec<Reason> {
    let gates = [GateStep::ConfirmTerms, GateStep::SendToRegistry, GateStep::AwaitFunds, GateStep::PayOut];
    let mut reasons = others_unsigned(file, loan, context.occurred);
    gates.into_iter().for_each(|step| reasons.extend(unfulfilled(file, loan, step, context)));
    each_once(reasons)
}

/// The loans beside this one that have no contract yet, or have one no more.
pub(super) fn others_unsigned(file: &File, loan: &Loan, on: Date) -> Vec<Reason> {
    let others = file.live_loans().filter(|other| other.id() != loan.id());
    others.filter(|other| !SIGNED.contains(&other.state_on(on))).map(|other| not_ready(other, SIGNED, on)).collect_vec()
}

/// The routes that wait for the fact, among which it chooses.
fn no_way_yet(file: &File, loan: &Loan, fact: Fact, context: &Context<'_>) -> Reason {
    let product = context.pack.product(&loan.file().application.product);
    let waiting = product.into_iter().flat_map(|it| context.pack.routes_waiting(it.kind, &file.facts, fact));
    Reason::unknown_fact(fact, waiting.map(Route::as_rule).collect_vec())
}

fn no_route(file: &File, loan: &Loan, context: &Context<'_>) -> Reason {
    let product = loan.file().application.product.to_string();
    match context.pack.product(&loan.file().application.product) {
        None => Reason::UnknownProduct { product },
        Some(_) => {
            let property = file.facts.property().map_or("", PropertyKind::name).to_owned();
            Reason::NoRoute { product, property }
        }
    }
}

/// What one line of a gate asks and the case does not have.
pub(crate) fn unmet(file: &File, loan: &Loan, step: GateStep, line: &GateLine, context: &Context<'_>) -> Vec<Reason> {
    let reasons = match line.need {
        Need::Papers(readiness) => papers(file, loan, step, readiness, context),
        Need::Filed(kind) => milestone(file, kind, line, context, &[MilestoneState::Filed, MilestoneState::Done]),
        Need::Done(kind) => milestone(file, kind, line, context, &[MilestoneState::Done]),
        Need::DoneIfOpened(kind) if file.milestone(kind).is_none() => Vec::new(),
        Need::DoneIfOpened(kind) => milestone(file, kind, line, context, &[MilestoneState::Done]),
        Need::Consented(purpose) => {
            missing_consents(file, loan, purpose, Some(std::slice::from_ref(&line.id)), context)
        }
    };
    match line.need.milestone() {
        Some(kind) if !reasons.is_empty() => excused(file, loan, (step, line), kind, reasons, context),
        _ => reasons,
    }
}

/// A milestone that may come later opens the gate until it lapses; then the lapse is told besides.
fn excused(
    file: &File,
    loan: &Loan,
    (step, line): (GateStep, &GateLine),
    kind: MilestoneKind,
    mut reasons: Vec<Reason>,
    context: &Context<'_>,
) -> Vec<Reason> {
    let theirs = |it: &&Obligation| it.what == Owed::Milestone(kind) && it.serves(loan, Some(step));
    if file.obligations.iter().filter(theirs).any(|it| it.is_in_force(context.occurred)) {
        return Vec::new();
    }
    let lapsed = file.obligations.iter().filter(theirs).filter(|it| it.has_lapsed(context.occurred));
    reasons.extend(lapsed.map(|it| it.lapse(vec![line.id.clone()])));
    reasons
}

/// What was waived or promised of a line that is open again, and has lapsed.
fn lapses(file: &File, loan: &Loan, line: &Line<'_>, context: &Context<'_>) -> Vec<Reason> {
    let lapsed = file.obligations.iter().filter(|it| it.has_lapsed(context.occurred) && it.serves(loan, None));
    let theirs = lapsed.filter(|it| it.what.is_asked_by(line, file));
    theirs.map(|it| it.lapse(vec![line.rule().clone()])).collect_vec()
}

fn milestone(
    file: &File,
    kind: MilestoneKind,
    line: &GateLine,
    context: &Context<'_>,
    good: &[MilestoneState],
) -> Vec<Reason> {
    // What was reached after the day of the step was not there for it; what fell away after it was.
    let reason = match file.milestone_on(kind, context.occurred) {
        // A reached milestone that names its last day falls away by itself after it.
        Some(mark) if good.contains(&mark.state) => {
            mark.lapses.filter(|last| *last < context.occurred).map(|last| lapse(kind, last, line))
        }
        Some(mark) if mark.state == MilestoneState::Lapsed => Some(lapse(kind, mark.on, line)),
        _ => Some(open(kind, line)),
    };
    reason.into_iter().collect_vec()
}

fn lapse(kind: MilestoneKind, lapsed: Date, line: &GateLine) -> Reason {
    Reason::MilestoneLapsed { milestone: kind.name().to_owned(), lapsed, rule: line.id.clone() }
}

fn open(kind: MilestoneKind, line: &GateLine) -> Reason {
    let (why, why_zh) = (line.note.en.to_string(), line.note.zh.to_string());
    Reason::MilestoneOpen { milestone: kind.name().to_owned(), rule: line.id.clone(), why, why_zh }
}

fn papers(file: &File, loan: &Loan, step: GateStep, readiness: Readiness, context: &Context<'_>) -> Vec<Reason> {
    let product = &loan.file().application.product;
    let Some(product) = context.pack.product(product) else {
        return vec![Reason::UnknownProduct { product: product.to_string() }];
    };
    // Most gates stand open when they are asked: then no list is made.
    if file.has_papers_due(product, loan, step, context) {
        return Vec::new();
    }
    match file.checklist_at(product, loan, Some(step), context) {
        Err(_) => vec![Reason::not_published(product)],
        Ok(checklist) => {
            let open = asked_by(file, &checklist, loan, step, context);
            let lacking = |line: &Line<'_>| {
                let mut reasons = lacking(line, readiness);
                if !reasons.is_empty() {
                    reasons.extend(lapses(file, loan, line, context));
                }
                reasons
            };
            open.flat_map(lacking).collect_vec()
        }
    }
}

/// The lines of a list that the gate of a step asks for: those due by then, without what has served.
pub(crate) fn asked_by<'l, 'a>(
    file: &'l File,
    checklist: &'l Checklist<'a>,
    loan: &'l Loan,
    step: GateStep,
    context: &'l Context<'_>,
) -> impl Iterator<Item = &'l Line<'a>> {
    let due = checklist.lines().iter().filter(move |line| line.step().is_due_by(step));
    due.filter(move |line| step <= GateStep::Submit || !has_served(file, line, loan, context))
}

/// Whether a lapsed paper has served: it was there and found good when this loan's lender got the file, and nothing that
/// happened to its holder ended it.
///
/// A paper has to be fresh on the day it is used. Identity papers never rest: they are looked at again at signing and
/// at registration (HANDBOOK 3.1).
pub fn has_served(file: &File, line: &Line<'_>, loan: &Loan, context: &Context<'_>) -> bool {
    let identity = context.pack.document(line.document()).is_some_and(|it| it.category == DocumentCategory::Identity);
    let applied = matches!(line.step(), RequirementStep::Apply | RequirementStep::Unknown);
    match (&line.status, loan.file().handed_in) {
        (LineStatus::Expired(last), Some(used)) => {
            applied
                && !identity
                && *last >= used
                && was_good(file, line, used, context.occurred)
                && !has_ended(file, line)
        }
        _ => false,
    }
}

/// Whether the paper that counts today had come and was found good by the day the lender got the file.
fn was_good(file: &File, line: &Line<'_>, used: Date, on: Date) -> bool {
    file.newest_paper(line, on).is_some_and(|paper| paper.received <= used && paper.is_accepted(used))
}

/// What one line of the checklist lacks; nothing when it is good enough for the gate.
pub(crate) fn lacking(line: &Line<'_>, readiness: Readiness) -> Vec<Reason> {
    // Most lines lack nothing, and then nothing is copied.
    let document = || line.document().to_string();
    let holder = || line.holder.unwrap_or_else(|| line.role().name()).to_owned();
    let rule = || line.rule().clone();
    let reason = match &line.status {
        LineStatus::Accepted | LineStatus::Waived(_) | LineStatus::Promised(_) => return Vec::new(),
        LineStatus::Received if readiness == Readiness::Received => return Vec::new(),
        LineStatus::Undecided(facts) => {
            return facts.iter().map(|fact| Reason::unknown_fact(fact, vec![rule()])).collect_vec();
        }
        LineStatus::Received => Reason::DocumentUnchecked { document: document(), holder: holder(), rule: rule() },
        LineStatus::Missing => Reason::MissingDocument { document: document(), holder: holder(), rule: rule() },
        LineStatus::Rejected => Reason::DocumentRejected { document: document(), holder: holder(), rule: rule() },
        LineStatus::Expired(expired) => {
            Reason::DocumentExpired { document: document(), holder: holder(), expired: *expired, rules: vec![rule()] }
        }
        LineStatus::PartyMissing => Reason::MissingParty { role: holder(), rules: vec![rule()] },
    };
    vec![reason]
}

/// What has been signed stays so, whatever came of it since; one loan of a pair may be paid back before the other is
/// paid out.
pub(crate) const SIGNED: &[State] = &[State::Signed, State::PaidOut, State::Repaying, State::Settled];

/// The same for what has been accepted.
pub(crate) const AGREED: &[State] = &[State::Accepted, State::Signed, State::PaidOut, State::Repaying, State::Settled];

/// The money is in the books.
pub(crate) const POSTED: &[State] = &[State::Repaying, State::Settled];

/// Nothing is owed any more.
pub(crate) const SETTLED: &[State] = &[State::Settled];

/// Every loan that is alive must have been in one of these states by that day before the spine goes on.
pub(crate) fn loans_in(file: &File, wanted: &[State], on: Date) -> Vec<Reason> {
    let behind = file.live_loans().filter(|loan| !wanted.contains(&loan.state_on(on)));
    let mut reasons = behind.map(|loan| not_ready(loan, wanted, on)).collect_vec();
    if file.live_loans().next().is_none() {
        reasons.extend(file.loans.last().map(|loan| not_ready(loan, wanted, on)));
    }
    reasons
}

fn not_ready(loan: &Loan, wanted: &[State], on: Date) -> Reason {
    Reason::LoanNotReady {
        loan: loan.id().to_string(),
        state: loan.state_on(on).name().to_owned(),
        wanted: wanted.first().map_or("", |state| state.name()).to_owned(),
    }
}
