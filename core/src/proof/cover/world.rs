//! The people, the day, the papers and the loans of a run.

use crate::application::Application;
use crate::case::{Account, Actor, Case, CaseId, Context, File, Ground, Mark, Milestone, MilestoneState, Obligation};
use crate::case::{Consent, ObligationId, Owed, Salt, Stage, Stamp, ending, stage};
use crate::checklist::PaperState;
use crate::date::Date;
use crate::document::{Document, DocumentId, DocumentKind};
use crate::error::Error;
use crate::identity::{BankCard, Name};
use crate::loan::{Loan, LoanFile, LoanId, State, state};
use crate::machine::In;
use crate::money::Money;
use crate::party::{Party, PartyId};
use crate::product::{Authority, GateStep, MilestoneKind, Need, Pack, ProductId, Purpose, Role};

/// The day of every run; the days around it are yesterday and tomorrow.
pub(super) const TODAY: Date = Date::constant(2026, 3, 4);
pub(super) const YESTERDAY: Date = Date::constant(2026, 3, 3);
pub(super) const TOMORROW: Date = Date::constant(2026, 3, 5);
/// When everything else happened.
pub(super) const BEFORE: Date = Date::constant(2026, 2, 2);
const AMOUNT: Money = Money::constant(90_000_000);
const CARD: &str = "6222020000000000003";

pub(super) fn context(pack: &Pack) -> Context<'_> {
    Context::new(TODAY, Actor::numbered("prover", 1)).salted(Salt::new([7; 16])).under(pack)
}

fn stamp() -> Stamp {
    Stamp { number: 1, occurred: BEFORE, recorded: BEFORE, by: Actor::numbered("prover", 1), salt: None }
}

pub(super) fn loan_id(number: u32) -> LoanId {
    LoanId::numbered("L", number)
}

/// Who plays a role of a person; a role that hands in as one hands in under its own name.
pub(super) fn hands(role: Role) -> Result<PartyId, Error> {
    if role.is_person() { Ok(party_id(role)) } else { PartyId::new(role.name()) }
}

fn party_id(role: Role) -> PartyId {
    PartyId::numbered("p", role as u32)
}

/// A file in which everybody is registered, with one loan on a product.
pub(super) fn file(product: &ProductId) -> Result<File, Error> {
    let mut file = File::new(CaseId::numbered("C", 1), &stamp());
    for role in Role::ALL.iter().copied().filter(|role| role.is_person()) {
        let (id, name) = (party_id(role), Name::parse("陈一诺")?);
        file.parties.push(Party { id, role, name, id_number: None, other_id: None, phone: None, entry: 2 });
    }
    file.loans.push(loan(1, product, State::Signed));
    file.accounts.push(Account { loan: None, holder: party_id(Role::Borrower), number: BankCard::parse(CARD)? });
    Ok(file)
}

/// Everybody agrees to whatever a route of the pack asks consent for; where none does, no consent is kept.
pub(super) fn agree(file: &mut File, pack: &Pack) {
    let lines = || pack.routes.iter().flat_map(|route| route.gates.iter()).flat_map(|gate| gate.lines.iter());
    let asked = |purpose: &Purpose| lines().any(|line| line.need == Need::Consented(*purpose));
    for purpose in Purpose::ALL.iter().filter(|purpose| asked(purpose)) {
        for (product, party) in pack.products.iter().flat_map(|it| file.parties.iter().map(move |party| (it, party))) {
            file.consents.push(Consent::given(&party.id, &product.id, *purpose, BEFORE));
        }
    }
}

/// A loan where it is said to be, since the day before everything.
pub(super) fn loan(number: u32, product: &ProductId, at: State) -> Loan {
    let application = Application { product: product.clone(), amount: AMOUNT, term_months: 240 };
    let file = LoanFile::new(loan_id(number), application, BEFORE);
    let (since, expires, due) = (BEFORE, TOMORROW, TOMORROW);
    let by = state::Decliner::Lender;
    let mut loan: Loan = match at {
        State::Preparing => In::new(file, state::Preparing).into(),
        State::UnderReview => In::new(file, state::UnderReview { since }).into(),
        State::SupplementAsked => In::new(file, state::SupplementAsked { since, due }).into(),
        State::Returned => In::new(file, state::Returned { since, reason: String::new() }).into(),
        State::Offered => In::new(file, state::Offered { since, expires, counter: false }).into(),
        State::Accepted => In::new(file, state::Accepted { since, expires }).into(),
        State::Signed => In::new(file, state::Signed { since, expires }).into(),
        State::PaidOut => In::new(file, state::PaidOut { since }).into(),
        State::Repaying => In::new(file, state::Repaying { since }).into(),
        State::Settled => In::new(file, state::Settled { since }).into(),
        State::Declined => In::new(file, state::Declined { since, by, reason: String::new(), left: false }).into(),
        State::Lapsed => In::new(file, state::Lapsed { since }).into(),
    };
    loan.reach(BEFORE);
    loan
}

/// A case where it is said to be.
pub(super) fn case(file: File, at: Stage) -> Case {
    let (since, reason, fault) = (BEFORE, String::new(), ending::Fault::Nobody);
    match at {
        Stage::Enquiry => In::new(file, stage::Enquiry { since }).into(),
        Stage::Collecting => In::new(file, stage::Collecting { since, defects: Vec::new() }).into(),
        Stage::Reviewing => In::new(file, stage::Reviewing { since }).into(),
        Stage::Prechecked => In::new(file, stage::Prechecked { since }).into(),
        Stage::Applying => In::new(file, stage::Applying { since }).into(),
        Stage::Signing => In::new(file, stage::Signing { since }).into(),
        Stage::Registering => In::new(file, stage::Registering { since }).into(),
        Stage::Funding => In::new(file, stage::Funding { since }).into(),
        Stage::Repaying => In::new(file, stage::Repaying { since }).into(),
        Stage::Settled => In::new(file, stage::Settled { since }).into(),
        Stage::Released => In::new(file, stage::Released { since }).into(),
        Stage::Declined => In::new(file, stage::Declined { since, reason }).into(),
        Stage::Withdrawn => In::new(file, stage::Withdrawn { since, reason }).into(),
        Stage::Rescinded => In::new(file, stage::Rescinded { since, fault, reason }).into(),
    }
}

/// The lender pays what was granted, into the account that was named.
pub(super) fn payout(number: u32) -> Result<crate::case::Command, Error> {
    let paid = crate::loan::paying::PayOut { amount: AMOUNT, account: BankCard::parse(CARD)? };
    Ok(crate::case::lending::StepLoan { loan: Some(loan_id(number)), command: paid.into() }.into())
}

/// Where a milestone may stand, as a gate may meet it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    Untouched,
    Open,
    Filed,
    Returned,
    Done,
    /// Done, and good until today.
    DoneUntilToday,
    /// Done, and good until yesterday.
    DoneUntilYesterday,
    Lapsed,
    /// Done after the day of the step.
    DoneTomorrow,
}

impl Reached {
    pub(super) const ALL: [Self; 9] = [
        Self::Untouched,
        Self::Open,
        Self::Filed,
        Self::Returned,
        Self::Done,
        Self::DoneUntilToday,
        Self::DoneUntilYesterday,
        Self::Lapsed,
        Self::DoneTomorrow,
    ];

    fn mark(self) -> Option<Mark> {
        use MilestoneState::{Done, Filed, Lapsed, Open, Returned};
        let (state, on, lapses) = match self {
            Self::Untouched => return None,
            Self::Open => (Open, BEFORE, None),
            Self::Filed => (Filed, BEFORE, None),
            Self::Returned => (Returned, BEFORE, None),
            Self::Done => (Done, BEFORE, None),
            Self::DoneUntilToday => (Done, BEFORE, Some(TODAY)),
            Self::DoneUntilYesterday => (Done, BEFORE, Some(YESTERDAY)),
            Self::Lapsed => (Lapsed, BEFORE, None),
            Self::DoneTomorrow => (Done, TOMORROW, None),
        };
        Some(Mark { state, on, reference: None, lapses, edition: None, entry: 3 })
    }
}

/// Puts a milestone where it is said to be.
pub(super) fn put(file: &mut File, kind: MilestoneKind, reached: Reached) {
    file.milestones.retain(|milestone| milestone.kind != kind);
    file.milestones.extend(reached.mark().map(|mark| Milestone { kind, marks: vec![mark] }));
}

/// What may have been granted for something that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    None,
    Waived,
    Promised,
    /// Its last day is today.
    WaivedUntilToday,
    WaiverLapsed,
    PromiseLapsed,
    WaiverWithdrawn,
    /// Only for another gate.
    WaivedElsewhere,
    /// Only for another loan.
    WaivedForAnother,
}

impl Leave {
    pub(super) const ALL: [Self; 9] = [
        Self::None,
        Self::Waived,
        Self::Promised,
        Self::WaivedUntilToday,
        Self::WaiverLapsed,
        Self::PromiseLapsed,
        Self::WaiverWithdrawn,
        Self::WaivedElsewhere,
        Self::WaivedForAnother,
    ];

    /// Whether it opens the gate it was asked for.
    pub(super) const fn opens(self) -> bool {
        matches!(self, Self::Waived | Self::Promised | Self::WaivedUntilToday)
    }

    /// The obligation, for these gates.
    pub(super) fn of(self, what: Owed, steps: &[GateStep]) -> Option<Obligation> {
        let promise = matches!(self, Self::Promised | Self::PromiseLapsed);
        let ground = match promise {
            true => Ground::Promise { by: party_id(Role::Borrower) },
            false => Ground::Waiver { granted_by: Authority::Lender, reason: String::new() },
        };
        let until = match self {
            Self::None => return None,
            Self::WaivedUntilToday => TODAY,
            Self::WaiverLapsed | Self::PromiseLapsed => YESTERDAY,
            _ => TOMORROW,
        };
        let loan = (self == Self::WaivedForAnother).then(|| loan_id(2));
        let steps = if self == Self::WaivedElsewhere { Vec::new() } else { steps.to_vec() };
        let withdrawn = (self == Self::WaiverWithdrawn).then_some(YESTERDAY);
        let id = ObligationId::numbered("o", 4);
        Some(Obligation { id, what, ground, loan, made: BEFORE, until, steps, withdrawn, kept: None })
    }
}

/// Where a paper may stand, as a list may meet it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    Nowhere,
    Received,
    Accepted,
    Rejected,
    /// Accepted, and good until today.
    GoodToday,
    /// Accepted, and good until yesterday.
    Expired,
}

impl Lies {
    /// The paper on file.
    pub(super) fn paper(self, number: u32, kind: &DocumentKind, holder: PartyId) -> Option<Document> {
        let (state, last) = match self {
            Self::Nowhere => return None,
            Self::Received => (PaperState::Received, None),
            Self::Accepted => (PaperState::Accepted, None),
            Self::Rejected => (PaperState::Rejected, None),
            Self::GoodToday => (PaperState::Accepted, Some(TODAY)),
            Self::Expired => (PaperState::Accepted, Some(YESTERDAY)),
        };
        Some(Document {
            id: DocumentId::numbered("d", number),
            kind: kind.clone(),
            holder,
            // Fresh by every window, so that the printed day decides.
            issued: Some(YESTERDAY),
            good_until: last,
            printed: last,
            form: None,
            copies: None,
            pages: None,
            received: YESTERDAY,
            state,
            checked: None,
            reason: None,
            entry: number,
            lapsed: None,
        })
    }
}
