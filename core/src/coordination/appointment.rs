//! What speaks against an appointment, and what to bring.

use crate::case::{Appointment, AppointmentId, AppointmentKind, Case, CaseId, Context, File, Reason, gate};
use crate::checklist::{Line, LineStatus};
use crate::collect::CollectVec;
use crate::document::{DocumentCategory, DocumentKind};
use crate::loan::{Loan, State};
use crate::party::PartyId;
use crate::product::{GateStep, Original, RequirementStep, Role, RuleId};
use crate::words::closed;

/// Two appointments nearer than this cannot both be kept, in minutes: general knowledge of the trade.
const APART: u16 = 60;

closed! {
    /// What speaks against an appointment.
    pub enum ConcernKind ("concern") {
        /// Somebody is to be at two places at one time.
        Clash "clash" "时间冲突",
        /// The day is not worked: registry and bank are closed.
        RestDay "rest_day" "非工作日",
        /// The working days of that year are not published.
        UnpublishedYear "unpublished_year" "工作日历未公布",
        /// The approval is good no more on that day.
        AfterLapse "after_lapse" "批复已过期",
        /// Something has to come first.
        TooEarly "too_early" "前置事项未完成",
    }
}

/// One thing that speaks against an appointment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Concern {
    /// What.
    pub kind: ConcernKind,
    /// Who, with which other appointment, or which loan.
    pub about: String,
    /// What has to come first, in the words of the refusal that would come.
    pub reason: Option<Reason>,
}

/// One paper to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bring {
    /// Who brings it.
    pub whom: String,
    /// Which paper.
    pub document: DocumentKind,
    /// Whether the original is shown or handed over.
    pub original: Original,
    /// How many copies; `None` when the list does not say.
    pub copies: Option<u8>,
    /// Where it stands on the checklist.
    pub status: LineStatus,
    /// The row that asks for it.
    pub rule: RuleId,
}

/// What speaks against an appointment of this case on its day, in the order of the table.
#[must_use]
pub fn concerns(case: &Case, appointment: &Appointment, context: &Context<'_>) -> Vec<Concern> {
    let mut found = clashes(case.file(), appointment);
    found.extend(rest(appointment, context));
    found.extend(lapsed(case.file(), appointment));
    found.extend(early(case.file(), appointment, context));
    found
}

/// Where a clerk is to be at two places at one time, across cases: each pair once, the earlier first.
#[must_use]
pub fn busy<'c>(cases: &[&'c Case], clerk: &str) -> Vec<[(&'c CaseId, &'c AppointmentId); 2]> {
    let own = |case: &&'c Case| {
        let file = case.file();
        let open = file.appointments.iter().filter(|it| it.is_open() && it.clerk.as_str() == clerk);
        open.map(|it| (&file.id, it)).collect_vec()
    };
    let mut all = cases.iter().flat_map(own).collect_vec();
    all.sort_by_key(|(case, it)| (it.day, it.time, *case, it.entry));
    let mut pairs = Vec::new();
    for (index, (case, one)) in all.iter().enumerate() {
        let rest = all.iter().skip(index.saturating_add(1)).take_while(|(_, other)| other.day == one.day);
        let clash = rest.filter(|(_, other)| at_one_time(one, other));
        pairs.extend(clash.map(|(other_case, other)| [(*case, &one.id), (*other_case, &other.id)]));
    }
    pairs
}

/// Both times must be known: nothing is claimed of an appointment without one.
fn at_one_time(one: &Appointment, other: &Appointment) -> bool {
    let near = |(one, other): (u16, u16)| one.abs_diff(other) < APART;
    let times = one.time.map(|it| it.minutes()).zip(other.time.map(|it| it.minutes()));
    one.day == other.day && times.is_some_and(near)
}

fn clashes(file: &File, appointment: &Appointment) -> Vec<Concern> {
    let others = file.appointments.iter().filter(|it| it.is_open() && it.id != appointment.id);
    let mut found = Vec::new();
    for other in others.filter(|other| at_one_time(appointment, other)) {
        let both = appointment.attends.iter().filter(|whom| other.attends.contains(whom)).map(PartyId::as_str);
        let clerk = Some(appointment.clerk.as_str()).filter(|clerk| *clerk == other.clerk.as_str());
        found.extend(both.chain(clerk).map(|whom| Concern {
            kind: ConcernKind::Clash,
            about: format!("{whom} {}", other.id),
            reason: None,
        }));
    }
    found
}

fn rest(appointment: &Appointment, context: &Context<'_>) -> Option<Concern> {
    let kind = match context.calendar.is_working_day(appointment.day) {
        Ok(true) => return None,
        Ok(false) => ConcernKind::RestDay,
        Err(_) => ConcernKind::UnpublishedYear,
    };
    Some(Concern { kind, about: appointment.day.to_string(), reason: None })
}

/// The loans that an appointment is for.
fn loans<'f>(file: &'f File, appointment: &'f Appointment) -> impl Iterator<Item = &'f Loan> {
    let theirs = |loan: &&Loan| appointment.loan.as_ref().is_none_or(|own| own == loan.id());
    file.live_loans().filter(theirs)
}

/// What is done with an approval has to be done while it is good.
fn lapsed(file: &File, appointment: &Appointment) -> Vec<Concern> {
    let uses = matches!(
        appointment.kind,
        AppointmentKind::Signing | AppointmentKind::Registration | AppointmentKind::Transfer
    );
    let over = |loan: &&Loan| uses && loan.expires().is_some_and(|last| last < appointment.day);
    let concern = |loan: &Loan| Concern { kind: ConcernKind::AfterLapse, about: loan.id().to_string(), reason: None };
    loans(file, appointment).filter(over).map(concern).collect_vec()
}

/// What the gate before it would say on that day.
fn early(file: &File, appointment: &Appointment, context: &Context<'_>) -> Vec<Concern> {
    let Some((step, wanted)) = comes_after(appointment.kind) else { return Vec::new() };
    let then = Context { occurred: appointment.day, today: appointment.day.max(context.today), ..context.clone() };
    let mut reasons: Vec<Reason> = Vec::new();
    for loan in loans(file, appointment) {
        if !wanted.contains(&loan.state()) {
            let (state, wanted) = (loan.state().name(), wanted.first().map_or("", |it| it.name()));
            let (loan, state, wanted) = (loan.id().to_string(), state.to_owned(), wanted.to_owned());
            reasons.push(Reason::LoanNotReady { loan, state, wanted });
        }
        reasons.extend(gate::loan_blockers(file, loan, step, &then));
    }
    let reasons = crate::case::each_reason_once(reasons);
    let concern = |reason: Reason| Concern {
        kind: ConcernKind::TooEarly,
        about: appointment.kind.name().to_owned(),
        reason: Some(reason),
    };
    reasons.into_iter().map(concern).collect_vec()
}

/// The gate that must be open first, and where the loans must be.
const fn comes_after(kind: AppointmentKind) -> Option<(GateStep, &'static [State])> {
    match kind {
        AppointmentKind::Signing => Some((GateStep::ConfirmTerms, gate::AGREED)),
        AppointmentKind::Registration => Some((GateStep::SendToRegistry, gate::SIGNED)),
        _ => None,
    }
}

/// What those who attend bring: of the checklist of each loan what that kind of appointment needs, and their identity
/// papers wherever somebody looks at them.
#[must_use]
pub fn to_bring(case: &Case, appointment: &Appointment, context: &Context<'_>) -> Vec<Bring> {
    let file = case.file();
    let mut bring: Vec<Bring> = Vec::new();
    for loan in loans(file, appointment) {
        let Some(product) = context.pack.product(&loan.file().application.product) else { continue };
        let Ok(checklist) = file.checklist_at(product, loan, None, context) else { continue };
        let lines = checklist.lines().iter().filter(|line| is_needed(line, appointment.kind, context));
        for paper in lines.filter_map(|line| Some(brought(line, who_brings(file, line, appointment)?))) {
            if !bring.iter().any(|other| other.whom == paper.whom && other.document == paper.document) {
                bring.push(paper);
            }
        }
    }
    bring
}

fn brought(line: &Line<'_>, whom: &str) -> Bring {
    Bring {
        whom: whom.to_owned(),
        document: line.document().clone(),
        original: line.original(),
        copies: line.copies(),
        status: line.status,
        rule: line.rule().clone(),
    }
}

fn is_needed(line: &Line<'_>, kind: AppointmentKind, context: &Context<'_>) -> bool {
    let identity = context.pack.document(line.document()).is_some_and(|it| it.category == DocumentCategory::Identity);
    let own = match kind {
        AppointmentKind::Interview | AppointmentKind::Papers => {
            matches!(line.step(), RequirementStep::Apply | RequirementStep::Unknown)
        }
        AppointmentKind::Signing => line.step() == RequirementStep::Sign,
        AppointmentKind::Registration | AppointmentKind::Transfer => line.step() == RequirementStep::Register,
        AppointmentKind::Valuation | AppointmentKind::Notary | AppointmentKind::Handover => false,
    };
    own || (identity && kind != AppointmentKind::Valuation)
}

/// Whoever of those who attend has the paper: its holder, or the borrower for the couple and the family.
fn who_brings<'f>(file: &'f File, line: &Line<'f>, appointment: &'f Appointment) -> Option<&'f str> {
    let holder = line.holder?;
    let attends = |whom: &str| appointment.attends.iter().any(|it| it.as_str() == whom);
    if attends(holder) {
        return Some(holder);
    }
    let borrowers = file.parties.iter().filter(|party| party.role == Role::Borrower);
    let mut borrowers = borrowers.map(|party| party.id.as_str()).filter(|id| attends(id));
    if line.role().borrower_stands_for_it() { borrowers.next() } else { None }
}
