//! Life happens in mid-case (divorce, death, another job, another name): what lapses, what is asked again, what stops.
//!
//! The event keeps what it did, by the rows of [`EFFECTS`]: which papers, facts and milestones fell away and which loans
//! have to be confirmed. So a replay asks no row. The gates show the rest by themselves: a lapsed paper, an open fact, a
//! milestone that fell away, a loan that nobody confirmed. [`consequences`] tells the same beforehand.

mod table;

pub use table::{About, EFFECTS, Effect, LifeEvent, Renewal, Whose};

use super::consent::ConsentId;
use super::file::File;
use super::{Context, Reason, Stamp, by_entry, fitting, granted};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentId};
use crate::fact::Fact;
use crate::id::id;
use crate::loan::{Loan, LoanId, State};
use crate::machine::{Change, Named, Stay};
use crate::party::{Party, PartyId};
use crate::product::{MilestoneKind, Role};

id! {
    /// Something that happened to somebody in one case: `e9` for what entry 9 of its log told.
    LifeId(String), "the id of a life event"
}

/// What happened to somebody, and what the lenders have still to say to it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LifeRecord {
    /// Its number in the case.
    pub id: LifeId,
    /// What.
    pub event: LifeEvent,
    /// To whom.
    pub party: PartyId,
    /// When.
    pub on: Date,
    /// Which milestones fell away with it.
    pub milestones: Vec<MilestoneKind>,
    /// Which loans have to be confirmed: what, and when that was done.
    pub renewals: Vec<(LoanId, Renewal, Option<Date>)>,
}

/// What an event does to a case, told beforehand or kept with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Consequences {
    /// Papers on file that end.
    pub papers: Vec<DocumentId>,
    /// Facts that are known no longer.
    pub facts: Vec<Fact>,
    /// Milestones that were reached and fall away.
    pub milestones: Vec<MilestoneKind>,
    /// Consents that end.
    pub consents: Vec<ConsentId>,
    /// Loans whose approval or contract has to be said anew.
    pub renewals: Vec<(LoanId, Renewal)>,
    /// Loans that are not paid out any more, for their borrower died.
    pub stopped: Vec<LoanId>,
    /// Papers on file that bear what has changed, and must be amended or replaced.
    pub amend: Vec<DocumentId>,
    /// The row: what to do, and where it is read.
    pub effect: &'static Effect,
}

/// What would follow from an event of that day, without recording it; nothing when the case has no such party.
pub fn consequences(file: &File, event: LifeEvent, party: &PartyId, on: Date) -> Option<Consequences> {
    let (party, effect) = (file.party(party)?, event.effect()?);
    let papers = file.documents.iter().filter(|it| stood(it, on) && ends(file, effect, party, it));
    let known = |fact: &Fact| file.facts.get(*fact).is_some();
    let facts = effect.facts.iter().filter(|(_, about)| about.covers(party.role)).map(|(fact, _)| *fact);
    let reached = |kind: &&MilestoneKind| file.done(**kind).is_some();
    let consents = file.consents.iter().filter(|it| effect.ends_consents && it.party == party.id && it.stands(on));
    let bears = |it: &&Document| effect.amend.contains(&it.kind) && !it.is_rejected();
    Some(Consequences {
        papers: papers.map(|it| it.id.clone()).collect_vec(),
        facts: facts.filter(known).collect_vec(),
        milestones: match concerns_lender(party.role) {
            true => effect.milestones.iter().filter(reached).copied().collect_vec(),
            false => Vec::new(),
        },
        consents: consents.map(|it| it.id.clone()).collect_vec(),
        renewals: renewals(file, effect, party, on),
        stopped: stopped(file, event, party),
        amend: file.documents.iter().filter(bears).map(|it| it.id.clone()).collect_vec(),
        effect,
    })
}

/// Whether the paper was there that day and has not ended; one of the very day, as the new certificate, is the event's own.
fn stood(paper: &Document, on: Date) -> bool {
    let older = match paper.issued {
        Some(issued) => issued < on,
        None => paper.received <= on,
    };
    older && !paper.is_rejected() && paper.lapsed.is_none()
}

fn ends(file: &File, effect: &Effect, party: &Party, paper: &Document) -> bool {
    let rows = effect.papers.iter().filter(|(kind, _)| *kind == paper.kind);
    rows.into_iter().any(|(_, whose)| is_whose(file, *whose, party, paper.holder.as_str()))
}

fn is_whose(file: &File, whose: Whose, party: &Party, holder: &str) -> bool {
    let spouse = |role: Role| matches!(role, Role::Borrower | Role::Spouse);
    let own = party.id.as_str() == holder;
    match whose {
        Whose::Couple if spouse(party.role) => {
            let other = file.parties.iter().any(|it| it.id.as_str() == holder && spouse(it.role));
            own || other || Role::from_name(holder).is_ok_and(Role::borrower_stands_for_it)
        }
        Whose::Own | Whose::Couple => own,
    }
}

/// Who answers for the debt or sells the home: the lender's word depends on them.
const fn concerns_lender(role: Role) -> bool {
    matches!(
        role,
        Role::Borrower
            | Role::Spouse
            | Role::CoBorrower
            | Role::CoOwner
            | Role::Guarantor
            | Role::Seller
            | Role::SellerCoOwner
    )
}

/// The lenders that had the file that day and have not paid.
fn waiting(file: &File, on: Date) -> impl Iterator<Item = &Loan> {
    let asked = move |loan: &&Loan| loan.file().handed_in.is_some_and(|day| day <= on) && !loan.is_paid_out();
    file.live_loans().filter(asked)
}

fn renewals(file: &File, effect: &Effect, party: &Party, on: Date) -> Vec<(LoanId, Renewal)> {
    if !concerns_lender(party.role) {
        return Vec::new();
    }
    let due = |loan: &Loan, renewal: &Renewal| match renewal {
        Renewal::Approval => true,
        Renewal::Contract => loan.state() == State::Signed || loan.file().signed_early.is_some(),
    };
    let of = |loan| effect.renewals.iter().filter(move |it| due(loan, it)).map(move |it| (loan.id().clone(), *it));
    waiting(file, on).flat_map(of).collect_vec()
}

/// A loan is granted to a person: who died is not lent to.
fn stopped(file: &File, event: LifeEvent, party: &Party) -> Vec<LoanId> {
    let stops = event == LifeEvent::Death && party.role == Role::Borrower;
    let unpaid = file.live_loans().filter(|loan| stops && !loan.is_paid_out());
    unpaid.map(|loan| loan.id().clone()).collect_vec()
}

/// Record that something happened to somebody (当事人情况变更).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLifeEvent {
    /// To whom.
    pub party: PartyId,
    /// What.
    pub life_event: LifeEvent,
}
/// It is on record, with what fell away.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LifeEventRecorded {
    /// What was asked.
    pub asked: RecordLifeEvent,
    /// Its number in the case.
    pub change: LifeId,
    /// Papers that ended.
    pub papers: Vec<DocumentId>,
    /// Facts that are known no longer.
    pub facts: Vec<Fact>,
    /// Milestones that fell away.
    pub milestones: Vec<MilestoneKind>,
    /// Consents that ended.
    pub consents: Vec<ConsentId>,
    /// Loans whose lender has to confirm its approval.
    pub approvals: Vec<LoanId>,
    /// Loans whose contract has to be amended.
    pub contracts: Vec<LoanId>,
}
impl Stay<File> for RecordLifeEvent {
    type Event = LifeEventRecorded;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<LifeEventRecorded, Vec<Reason>> {
        let Some(it) = consequences(file, self.life_event, &self.party, context.occurred) else {
            return Err(vec![Reason::UnknownParty { party: self.party.to_string() }]);
        };
        let loans = |wanted| {
            let theirs = it.renewals.iter().filter(move |(_, renewal)| *renewal == wanted);
            theirs.map(|(loan, _)| loan.clone()).collect_vec()
        };
        let reasons = file.died(&self.party, Date::MAX).map(|died| self.is_dead(died)).into_iter().collect_vec();
        granted(reasons, || LifeEventRecorded {
            asked: self.clone(),
            change: LifeId::numbered("e", file.next_entry()),
            approvals: loans(Renewal::Approval),
            contracts: loans(Renewal::Contract),
            papers: it.papers,
            facts: it.facts,
            milestones: it.milestones,
            consents: it.consents,
        })
    }
}
impl RecordLifeEvent {
    fn is_dead(&self, died: Date) -> Reason {
        Reason::PartyDied { party: self.party.to_string(), died }
    }
}
impl Change<File> for LifeEventRecorded {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let on = stamp.occurred;
        for paper in file.documents.iter_mut().filter(|it| self.papers.contains(&it.id)) {
            paper.lapsed = Some(on.prev().unwrap_or(on));
        }
        for fact in &self.facts {
            file.learn(*fact, None, stamp);
        }
        for consent in file.consents.iter_mut().filter(|it| self.consents.contains(&it.id)) {
            consent.ended = Some(on.max(consent.given));
        }
        for milestone in file.milestones.iter_mut().filter(|it| self.milestones.contains(&it.kind)) {
            milestone.fall_away(on);
        }
        let due =
            |loans: &[LoanId], renewal| -> Vec<_> { loans.iter().map(|it| (it.clone(), renewal, None)).collect_vec() };
        let mut renewals = due(&self.approvals, Renewal::Approval);
        renewals.extend(due(&self.contracts, Renewal::Contract));
        let RecordLifeEvent { party, life_event: event } = self.asked.clone();
        for loan in self.approvals.iter().chain(self.contracts.iter().filter(|it| !self.approvals.contains(it))) {
            file.hear(Self::NEWS, Some(loan), stamp);
        }
        let (id, milestones) = (self.change.clone(), self.milestones.clone());
        file.life.push(LifeRecord { id, event, party, on, milestones, renewals });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        let unknown = file.party(&self.asked.party).is_none();
        fitting(unknown.then(|| Reason::UnknownParty { party: self.asked.party.to_string() }))?;
        let on_file = |id: &DocumentId| file.documents.iter().any(|it| it.id == *id);
        if let Some(paper) = self.papers.iter().find(|id| !on_file(id)) {
            return Err(format!("the case has no paper `{paper}`"));
        }
        let lent = |id: &&LoanId| file.loan(id).is_none();
        if let Some(loan) = self.approvals.iter().chain(&self.contracts).find(lent) {
            return Err(format!("the case has no loan `{loan}`"));
        }
        by_entry("event", self.change.as_str(), LifeId::numbered("e", file.next_entry()).as_str())
    }
}

/// Record that a lender confirmed its approval after a change, or that the contract was amended (变更确认).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmChange {
    /// Which change: the id that its event gave, such as `e9`.
    pub change: LifeId,
    /// For which loan.
    pub loan: LoanId,
    /// What was said anew.
    pub renewal: Renewal,
    /// The number of the letter or of the amendment.
    pub reference: Option<String>,
}
/// The lender has said so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeConfirmed {
    /// What was asked.
    pub asked: ConfirmChange,
}
impl ConfirmChange {
    fn is_due(&self, renewal: &(LoanId, Renewal, Option<Date>)) -> bool {
        renewal.0 == self.loan && renewal.1 == self.renewal && renewal.2.is_none()
    }

    fn nothing_due(&self, file: &File) -> Option<Reason> {
        let change = file.life.iter().find(|it| it.id == self.change);
        let due = change.is_some_and(|it| it.renewals.iter().any(|renewal| self.is_due(renewal)));
        (!due).then(|| Reason::NothingToConfirm {
            change: self.change.to_string(),
            loan: self.loan.to_string(),
            renewal: self.renewal.name().to_owned(),
        })
    }
}
impl Stay<File> for ConfirmChange {
    type Event = ChangeConfirmed;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<ChangeConfirmed, Vec<Reason>> {
        let mut reasons = self.nothing_due(file).into_iter().collect_vec();
        let happened = file.life.iter().find(|it| it.id == self.change).map(|it| it.on);
        if let Some(last) = happened.filter(|on| context.occurred < *on) {
            reasons.push(Reason::OutOfOrder { occurred: context.occurred, last });
        }
        granted(reasons, || ChangeConfirmed { asked: self.clone() })
    }
}
impl Change<File> for ChangeConfirmed {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let change = file.life.iter_mut().find(|it| it.id == self.asked.change);
        let due = change.and_then(|it| it.renewals.iter_mut().find(|renewal| self.asked.is_due(renewal)));
        if let Some((_, _, confirmed)) = due {
            *confirmed = Some(stamp.occurred);
            file.hear(Self::NEWS, Some(&self.asked.loan), stamp);
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.nothing_due(file))
    }
}

impl File {
    /// When a party died, as far as is known by the end of a day.
    #[must_use]
    pub fn died(&self, party: &PartyId, on: Date) -> Option<Date> {
        let dead = |it: &&LifeRecord| it.event == LifeEvent::Death && it.party == *party && it.on <= on;
        self.life.iter().find(dead).map(|it| it.on)
    }
}

/// What keeps a loan from being agreed to, registered or paid: its borrower died, or its lender has not said anything to a
/// change since it got the file.
pub(super) fn unsettled(file: &File, loan: &Loan, on: Date) -> Vec<Reason> {
    let mut reasons = dead_borrower(file, loan, on);
    if loan.is_paid_out() {
        return reasons;
    }
    let since = |it: &&LifeRecord| it.on <= on && loan.file().handed_in.is_some_and(|day| day <= it.on);
    for change in file.life.iter().filter(since) {
        let open = change.renewals.iter().filter(|(id, _, done)| id == loan.id() && done.is_none_or(|day| day > on));
        open.for_each(|(id, renewal, _)| reasons.push(change.unconfirmed(id, *renewal)));
    }
    reasons
}

/// Nobody is lent to who died; a loan that was paid out is the heirs'.
pub(crate) fn dead_borrower(file: &File, loan: &Loan, on: Date) -> Vec<Reason> {
    let borrowers = file.parties.iter().filter(|it| it.role == Role::Borrower && !loan.is_paid_out());
    let died = borrowers.filter_map(|it| Some((it, file.died(&it.id, on)?)));
    let reason = |(it, died): (&Party, Date)| Reason::BorrowerDied {
        party: it.id.to_string(),
        died,
        loan: loan.id().to_string(),
    };
    died.map(reason).collect_vec()
}

impl LifeRecord {
    fn unconfirmed(&self, loan: &LoanId, renewal: Renewal) -> Reason {
        Reason::ChangeUnconfirmed {
            change: self.id.to_string(),
            life_event: self.event.name().to_owned(),
            party: self.party.to_string(),
            loan: loan.to_string(),
            renewal: renewal.name().to_owned(),
        }
    }
}
