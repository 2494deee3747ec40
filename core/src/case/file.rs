//! What every stage knows: the parties, the facts, the home, the papers, the milestones, the loans.

use super::appointment::Appointment;
use super::consent::Consent;
use super::delivery::Delivery;
use super::deposit::Deposit;
use super::edition::Pin;
use super::erasure::Erasure;
use super::life::LifeRecord;
use super::obligation::Obligation;
use super::query::Query;
use super::shelf::{Lending, Shelving};
use super::since::Before;
use super::{Actor, Context, FLOW, Reason, Stage, Stamp};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::Document;
use crate::fact::Facts;
use crate::figure::Figures;
use crate::id::id;
use crate::identity::BankCard;
use crate::limits::ENTRIES;
use crate::loan::{Loan, LoanId, State};
use crate::machine::Ledger;
use crate::party::{Party, PartyId};
use crate::product::{MilestoneKind, NewsKind, Office, Role, Route, Way};
use crate::property::Property;
use crate::shared::Shared;
use crate::words::closed;

id! {
    /// One household's way from first question to settled loan.
    CaseId(crate::shared::Text), "a case id", crate::id::not_a_person
}

/// What is known of a case in every stage.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The case.
    pub id: CaseId,
    /// When it was opened.
    pub opened: Date,
    /// Who looks after it.
    pub clerk: Actor,
    /// How many entries its log has: the number to compare with when storing.
    pub length: u32,
    /// What is known of the household and the purchase.
    pub facts: Facts,
    /// The numbers that limits ask for; masked in `Debug`.
    pub figures: Figures,
    /// Who is who.
    pub parties: Shared<Party>,
    /// The home.
    pub property: Option<Property>,
    /// The papers, in the order they came in.
    pub documents: Shared<Document>,
    /// The milestones that were touched, in the order they first were.
    pub milestones: Shared<Milestone>,
    /// What may come later, in the order it was granted or promised.
    pub obligations: Shared<Obligation>,
    /// The loans, in the order they were applied for.
    pub loans: Shared<Loan>,
    /// Where the money goes; each loan may have its own account.
    pub accounts: Shared<Account>,
    /// Stopped since.
    pub suspended: Option<Suspension>,
    /// From when to when it was stopped before.
    pub standstills: Shared<(Date, Date)>,
    /// Who was told what.
    pub notices: Shared<Notice>,
    /// What happened that somebody may have to hear of: of each kind and loan the last.
    pub news: Shared<News>,
    /// What was asked between those who take part, in the order it was raised.
    pub queries: Shared<Query>,
    /// When people meet, in the order it was arranged.
    pub appointments: Shared<Appointment>,
    /// Deciding days that were set by hand, one each at most.
    pub pins: Shared<Pin>,
    /// What was amended: the entry, and the entry that amends it.
    pub corrections: Shared<(u32, u32)>,
    /// Who agreed that which data go to whom.
    pub consents: Shared<Consent>,
    /// What happened to the parties meanwhile.
    pub life: Shared<LifeRecord>,
    /// What was laid down with somebody, in the order it was recorded.
    pub deposits: Shared<Deposit>,
    /// What the lenders were handed, in order.
    pub deliveries: Shared<Delivery>,
    /// Where the dossier was put, in order.
    pub shelvings: Shared<Shelving>,
    /// To whom it was lent, in order; the last one may be out.
    pub lendings: Shared<Lending>,
    /// Somebody asked for the erasure of the personal data.
    pub erasure: Option<Erasure>,
    /// When the case came to its end.
    pub ended: Option<Date>,
    /// When the personal data were erased.
    pub erased: Option<Date>,
    recorded: Date,
    moved: Date,
    reached: Shared<(Stage, Date)>,
    pub(super) before: Shared<Before>,
    pub(super) joined: Shared<(PartyId, Date)>,
}

/// A milestone's life so far.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Milestone {
    /// Which one.
    pub kind: MilestoneKind,
    /// Every mark, in the order it was recorded; the last one counts.
    pub marks: Vec<Mark>,
}

impl Milestone {
    /// What was done falls away: on this day, or on that of its mark where that is later.
    pub(super) fn fall_away(&mut self, on: Date) {
        let last = self.marks.last().filter(|mark| mark.state == MilestoneState::Done).map(|mark| mark.on);
        self.marks.extend(last.map(|done| Mark::lapsed(on.max(done))));
    }
}

/// One mark in a milestone's life.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// What it became.
    pub state: MilestoneState,
    /// When.
    pub on: Date,
    /// The number of the slip, certificate or contract.
    pub reference: Option<String>,
    /// Until when it is good, where it lapses.
    pub lapses: Option<Date>,
    /// The edition of the rules, where the day of this mark decides which rules hold.
    pub edition: Option<String>,
    /// The log entry that says so; 0 where it follows from another step, and cannot be corrected by itself.
    pub entry: u32,
}

impl Mark {
    /// Whether it is done, and has not fallen away by itself after its last day.
    pub(super) fn is_good(&self, on: Date) -> bool {
        self.state == MilestoneState::Done && self.lapses.is_none_or(|last| on <= last)
    }

    /// What falls away with another step.
    pub(super) fn lapsed(on: Date) -> Self {
        Self { state: MilestoneState::Lapsed, on, reference: None, lapses: None, edition: None, entry: 0 }
    }
}

/// Where a milestone is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MilestoneState {
    /// Begun, or known to be needed.
    Open,
    /// Filed with whoever decides it.
    Filed,
    /// Sent back.
    Returned,
    /// Reached.
    Done,
    /// Reached, and fallen away.
    Lapsed,
}

impl MilestoneState {
    /// Every state.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Filed, Self::Returned, Self::Done, Self::Lapsed];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Filed => "filed",
            Self::Returned => "returned",
            Self::Done => "done",
            Self::Lapsed => "lapsed",
        }
    }

    /// The name in the trade.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Open => "办理中",
            Self::Filed => "已受理",
            Self::Returned => "退回",
            Self::Done => "完成",
            Self::Lapsed => "失效",
        }
    }

    /// Whether a milestone goes from one state to the next.
    ///
    /// An office learns of many milestones only when they are done, so "done" needs no earlier mark; but what was
    /// done is not filed again before it has lapsed, and only what was filed can be sent back.
    pub fn may_follow(self, before: Option<Self>) -> bool {
        use MilestoneState::{Done, Filed, Lapsed, Open, Returned};
        matches!(
            (before, self),
            (None | Some(Returned | Lapsed), Open | Filed | Done)
                | (Some(Open), Filed | Done)
                | (Some(Filed), Returned | Done)
                | (Some(Done), Lapsed)
        )
    }
}

/// The account that receives a loan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// For which loan; `None` for every loan of the case.
    pub loan: Option<LoanId>,
    /// Whose it is.
    pub holder: PartyId,
    /// The number; masked in `Debug`.
    pub number: BankCard,
}

/// The case's own clocks are stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suspension {
    /// Since when.
    pub since: Date,
    /// Why.
    pub reason: String,
}

/// Somebody was told something.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notice {
    /// Who.
    pub whom: PartyId,
    /// About what.
    pub about: String,
    /// When.
    pub on: Date,
    /// How, where that is on record.
    pub channel: Option<Channel>,
    /// The log entry that says so.
    pub entry: u32,
}

closed! {
    /// How somebody is told.
    pub enum Channel ("channel") {
        /// By telephone.
        Phone "phone" "电话",
        /// By a short message or a messenger.
        Message "message" "短信微信",
        /// By electronic mail.
        Email "email" "电子邮件",
        /// By letter.
        Letter "letter" "书面函件",
        /// Face to face.
        InPerson "in_person" "当面",
    }
}

/// Something happened that somebody may have to hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct News {
    /// What.
    pub kind: NewsKind,
    /// To which loan; `None` for the case.
    pub loan: Option<LoanId>,
    /// When.
    pub on: Date,
    /// The log entry that says so.
    pub entry: u32,
}

impl File {
    pub(crate) fn new(id: CaseId, stamp: &Stamp) -> Self {
        Self {
            id,
            opened: stamp.occurred,
            clerk: stamp.by.clone(),
            length: 1,
            facts: Facts::EMPTY,
            figures: Figures::EMPTY,
            parties: Shared::EMPTY,
            property: None,
            documents: Shared::EMPTY,
            milestones: Shared::EMPTY,
            obligations: Shared::EMPTY,
            loans: Shared::EMPTY,
            accounts: Shared::EMPTY,
            suspended: None,
            standstills: Shared::EMPTY,
            notices: Shared::EMPTY,
            news: Shared::EMPTY,
            queries: Shared::EMPTY,
            appointments: Shared::EMPTY,
            pins: Shared::EMPTY,
            corrections: Shared::EMPTY,
            consents: Shared::EMPTY,
            life: Shared::EMPTY,
            deposits: Shared::EMPTY,
            deliveries: Shared::EMPTY,
            shelvings: Shared::EMPTY,
            lendings: Shared::EMPTY,
            erasure: None,
            ended: None,
            erased: None,
            recorded: stamp.recorded,
            moved: stamp.occurred,
            reached: begun(stamp.occurred),
            before: Shared::EMPTY,
            joined: Shared::EMPTY,
        }
    }

    /// The party of that id.
    pub fn party(&self, id: &PartyId) -> Option<&Party> {
        self.parties.iter().find(|party| party.id == *id)
    }

    /// Whether the case has that party, or it names a role that hands in papers as one (the couple, the developer).
    pub fn knows_holder(&self, id: &PartyId) -> bool {
        let collective = |role: &Role| !role.is_person() && role.name() == id.as_str();
        self.party(id).is_some() || Role::ALL.iter().any(collective)
    }

    /// Whether somebody can be told or asked: a party, a role that acts as one, an office or a department.
    pub fn knows_addressee(&self, id: &PartyId) -> bool {
        self.knows_holder(id) || Office::ALL.iter().any(|office| office.name() == id.as_str())
    }

    /// Notes what somebody may have to hear of, in the place of what happened before of the kind.
    pub(super) fn hear(&mut self, news: Option<NewsKind>, loan: Option<&LoanId>, stamp: &Stamp) {
        let Some(kind) = news else { return };
        // What happens to a loan is heard with the loan, by who applies it.
        if loan.is_none() && kind.is_of_a_loan() {
            return;
        }
        let news = News { kind, loan: loan.cloned(), on: stamp.occurred, entry: stamp.number };
        match self.news.iter_mut().find(|it| it.kind == kind && it.loan.as_ref() == loan) {
            Some(last) => *last = news,
            None => self.news.push(news),
        }
    }

    /// The loan of that id.
    pub fn loan(&self, id: &LoanId) -> Option<&Loan> {
        self.loans.iter().find(|loan| loan.id() == id)
    }

    pub(super) fn loan_mut(&mut self, id: &LoanId) -> Option<&mut Loan> {
        self.loans.iter_mut().find(|loan| loan.id() == id)
    }

    /// The loans that a lender may still pay, or has paid.
    pub fn live_loans(&self) -> impl Iterator<Item = &Loan> {
        self.loans.iter().filter(|loan| loan.state() != State::Declined)
    }

    /// What a milestone's last mark says.
    pub fn milestone(&self, kind: MilestoneKind) -> Option<&Mark> {
        self.milestones.iter().find(|milestone| milestone.kind == kind)?.marks.last()
    }

    /// What a milestone's last mark by the end of a day says.
    pub fn milestone_on(&self, kind: MilestoneKind, day: Date) -> Option<&Mark> {
        let marks = &self.milestones.iter().find(|milestone| milestone.kind == kind)?.marks;
        marks.iter().rfind(|mark| mark.on <= day)
    }

    /// The account that receives this loan: the one designated last, for this loan or for every loan.
    pub fn account(&self, loan: &LoanId) -> Option<&Account> {
        let receives = |account: &&Account| account.loan.as_ref().is_none_or(|own| own == loan);
        self.accounts.iter().rfind(receives)
    }

    /// The route of a loan, where it is known: which product kind, for which home and facts.
    pub fn route<'c>(&self, loan: &Loan, context: &Context<'c>) -> Option<&'c Route> {
        self.way(loan, context).found()
    }

    /// The route of a loan, or what must be known first.
    pub fn way<'c>(&self, loan: &Loan, context: &Context<'c>) -> Way<'c> {
        match context.pack.product(&loan.file().application.product) {
            Some(product) => context.pack.route(product.kind, &self.facts),
            None => Way::None,
        }
    }

    /// The day of the case's last move: a later one cannot have happened before.
    pub fn moved(&self) -> Date {
        self.moved
    }

    /// Every stage it has been in, and since when, in order; it begins with the enquiry.
    pub fn history(&self) -> &[(Stage, Date)] {
        &self.reached
    }

    /// Where it was at the end of a day, and since when; `None` before it was opened.
    pub fn stage_on(&self, day: Date) -> Option<(Stage, Date)> {
        self.reached.iter().rfind(|(_, on)| *on <= day).copied()
    }

    /// The day it last came to a stage.
    pub fn reached(&self, stage: Stage) -> Option<Date> {
        self.reached.iter().rfind(|(reached, _)| *reached == stage).map(|(_, on)| *on)
    }

    /// The mark of a milestone that is done.
    pub fn done(&self, kind: MilestoneKind) -> Option<&Mark> {
        self.milestone(kind).filter(|mark| mark.state == MilestoneState::Done)
    }

    /// The mark of a milestone that was done by the end of a day, and had not fallen away by then.
    pub fn done_on(&self, kind: MilestoneKind, day: Date) -> Option<&Mark> {
        self.milestone_on(kind, day).filter(|mark| mark.state == MilestoneState::Done)
    }

    /// The day of its last entry.
    pub(crate) fn recorded(&self) -> Date {
        self.recorded
    }

    /// What was reached with a lender that is left falls away: another lender meets the buyer itself, and no lender
    /// pays on a mortgage that was registered for another.
    pub(super) fn lapse_lender_bound(&mut self, stamp: &Stamp) {
        for milestone in self.milestones.iter_mut().filter(|milestone| milestone.kind.is_lender_bound()) {
            milestone.fall_away(stamp.occurred);
        }
    }

    /// The number that the next entry will have.
    pub(super) fn next_entry(&self) -> u32 {
        self.length.saturating_add(1)
    }

    fn suspension(&self) -> Option<Reason> {
        let suspended = self.suspended.as_ref()?;
        Some(Reason::Suspended { since: suspended.since })
    }

    pub(super) fn refuse_while_suspended(&self) -> Vec<Reason> {
        self.suspension().into_iter().collect_vec()
    }

    /// What moves neither moves now, while the case stands still, nor did so on a day when it stood still.
    pub(crate) fn stood_still(&self, on: Date) -> Option<Reason> {
        let within = |(since, until): &&(Date, Date)| *since < on && on < *until;
        let before = || self.standstills.iter().find(within);
        self.suspension().or_else(|| before().map(|(since, until)| Reason::StoodStill { since: *since, until: *until }))
    }
}

/// As many stages as a purchase has until it is being paid back, which stand in their order.
const UNTIL_REPAYMENT: usize = Stage::Repaying as usize + 1;

/// The stages of a case that was opened that day, with room for those to come: each step would make the list anew.
fn begun(opened: Date) -> Shared<(Stage, Date)> {
    let mut reached = Vec::with_capacity(UNTIL_REPAYMENT);
    reached.push((Stage::Enquiry, opened));
    reached.into()
}

impl Ledger for File {
    fn forbids(&self, command: &str, moves: bool, context: &Context<'_>) -> Vec<Reason> {
        let mut reasons = self.frozen(command).into_iter().collect_vec();
        if self.length >= ENTRIES {
            reasons.push(Reason::LogFull { entries: self.length });
        }
        if context.occurred > context.today {
            reasons.push(Reason::FutureDate { occurred: context.occurred, today: context.today });
        }
        if context.today < self.recorded {
            reasons.push(Reason::RecordedBack { today: context.today, last: self.recorded });
        }
        if moves && context.occurred < self.moved {
            reasons.push(Reason::OutOfOrder { occurred: context.occurred, last: self.moved });
        }
        if moves {
            reasons.extend(self.stood_still(context.occurred));
        }
        reasons
    }

    fn stamp(&self, context: &Context<'_>) -> Stamp {
        Stamp {
            number: self.next_entry(),
            occurred: context.occurred,
            recorded: context.today,
            by: context.by.clone(),
            salt: context.salt,
        }
    }

    fn advance(&mut self, event: &'static str, news: Option<NewsKind>, moves: bool, stamp: &Stamp) {
        self.hear(news, None, stamp);
        self.length = stamp.number;
        self.recorded = stamp.recorded;
        if moves {
            self.moved = stamp.occurred;
            let line = FLOW.iter().find(|line| line.command.is_move() && line.command.event_name() == event);
            self.reached.extend(line.map(|line| (line.to, stamp.occurred)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CaseId;
    use super::MilestoneState::{self, Done, Filed, Lapsed, Open, Returned};

    #[test]
    fn a_case_is_not_called_by_the_number_of_its_buyer() {
        for number in ["710000199003070011", "13800000001"] {
            assert!(!CaseId::new(number).unwrap_err().to_string().contains(number));
        }
        assert!(CaseId::new("2026030212345678").is_ok());
        assert_eq!(
            CaseId::new("C\n1").unwrap_err().message(),
            "a case id has the character `\\n`",
            "a message stays on one line"
        );
    }

    #[test]
    fn a_milestone_lives_as_the_trade_knows_it() {
        let allowed: Vec<(Option<MilestoneState>, MilestoneState)> = std::iter::once(None)
            .chain(MilestoneState::ALL.iter().copied().map(Some))
            .flat_map(|from| MilestoneState::ALL.iter().map(move |to| (from, *to)))
            .filter(|(from, to)| to.may_follow(*from))
            .collect();
        let expected = [
            (None, Open),
            (None, Filed),
            (None, Done),
            (Some(Open), Filed),
            (Some(Open), Done),
            (Some(Filed), Returned),
            (Some(Filed), Done),
            (Some(Returned), Open),
            (Some(Returned), Filed),
            (Some(Returned), Done),
            (Some(Done), Lapsed),
            (Some(Lapsed), Open),
            (Some(Lapsed), Filed),
            (Some(Lapsed), Done),
        ];
        assert_eq!(allowed, expected);
    }
}
