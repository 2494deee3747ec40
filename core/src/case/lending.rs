//! Steps with the lenders: hand in, step one loan, change the lender, agree to the terms, go back for an approval.

use super::consent::missing_consents;
use super::file::File;
use super::gate::{AGREED, blockers, loan_blockers, loans_in, others_unsigned, payment_blockers};
use super::intake::{add_loan, fitness, household, needs_salt, over_price_together, pairing};
use super::life::dead_borrower;
use super::stage::{Applying, Collecting, Funding, Prechecked, Registering, Signing};
use super::{CaseIn, Context, Reason, Stamp, fitting, granted};
use crate::application::Application;
use crate::collect::CollectVec;
use crate::date::Date;
use crate::document::{Document, DocumentKind};
use crate::loan::{self, Loan, LoanId, State, asking::HandIn};
use crate::machine::{Change, Effect, In, Ledger, Move, Named, Stay};
use crate::money::Money;
use crate::product::{GateStep, Need, NewsKind, Purpose, RuleId};

/// Hand the file to the lenders (报卷): every loan that is being prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submit {}
/// The file is with the lenders.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Submitted {
    /// What was asked.
    pub asked: Submit,
    /// The edition of the rules it was handed in under.
    pub edition: String,
}
impl Move<File, Prechecked> for Submit {
    type Event = Submitted;
    fn decide(&self, at: &CaseIn<Prechecked>, context: &Context<'_>) -> Result<Submitted, Vec<Reason>> {
        let prepared = || at.file.loans.iter().filter(|loan| loan.state() == State::Preparing);
        let mut reasons = prepared().flat_map(|loan| unfit(&at.file, loan, context)).collect_vec();
        let (all, judged): (Vec<_>, Vec<_>) =
            (at.file.live_loans().map(asked).collect_vec(), prepared().map(asked).collect_vec());
        reasons.extend(over_price_together(&at.file, &all, &judged));
        reasons.extend(blockers(&at.file, GateStep::Submit, context));
        granted(reasons, || Submitted { asked: self.clone(), edition: context.edition() })
    }
}
impl Effect<File, Prechecked> for Submitted {
    type To = Applying;
    fn apply(&self, mut from: CaseIn<Prechecked>, stamp: &Stamp) -> CaseIn<Applying> {
        hand_in_prepared(&mut from.file, &self.edition, stamp);
        from.into_stage(Applying { since: stamp.occurred })
    }
}

fn asked(loan: &Loan) -> &Application {
    &loan.file().application
}

/// Facts, price and parties may have changed since the product was chosen: it is judged again when the lender gets it.
fn unfit(file: &File, loan: &Loan, context: &Context<'_>) -> Vec<Reason> {
    let mut reasons = household(file);
    reasons.extend(fitness(file, &loan.file().application, context));
    reasons
}

fn hand_in_prepared(file: &mut File, edition: &str, stamp: &Stamp) {
    let event = loan::Event::HandedIn(loan::asking::HandedIn { asked: HandIn {}, edition: edition.to_owned() });
    let mut handed_in = Vec::new();
    for loan in file.loans.iter_mut().filter(|loan| loan.state() == State::Preparing) {
        step_in_place(loan, &event, stamp);
        handed_in.push(loan.id().clone());
    }
    for loan in &handed_in {
        file.hear(NewsKind::of_event(event.name()), Some(loan), stamp);
        file.deliver(loan, &event, stamp);
    }
}

/// Applies an event to a loan where it stands; one that has no place there leaves it as it is.
fn step_in_place(loan: &mut Loan, event: &loan::Event, stamp: &Stamp) {
    *loan = match loan.clone().apply(event, stamp) {
        Ok(next) => next,
        Err(same) => same,
    };
    if event.is_move() {
        loan.reach(stamp.occurred);
    }
}

/// Take a step of one loan: the lender answers, the customer accepts, money moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLoan {
    /// Which loan; may be left out while only one is open.
    pub loan: Option<LoanId>,
    /// What is asked of it.
    pub command: loan::Command,
}
/// The loan took a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanStepped {
    /// Which loan.
    pub loan: LoanId,
    /// What happened to it.
    pub event: loan::Event,
}
impl Stay<File> for StepLoan {
    type Event = LoanStepped;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<LoanStepped, Vec<Reason>> {
        let mut reasons = self.own_reasons(file, context);
        match self.find(file) {
            Ok(loan) => {
                reasons.extend(self.case_reasons(file, loan, context));
                match loan.decide(&self.command, context) {
                    Ok(event) if reasons.is_empty() => return Ok(LoanStepped { loan: loan.id().clone(), event }),
                    Ok(_) => {}
                    Err(refusal) => refusal.reasons.into_iter().for_each(|reason| reasons.push(named(reason, loan))),
                }
            }
            Err(unknown) => reasons.push(unknown),
        }
        Err(reasons)
    }
}
impl Change<File> for LoanStepped {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        if let Some(loan) = file.loan_mut(&self.loan) {
            step_in_place(loan, &self.event, stamp);
            file.hear(NewsKind::of_event(self.event.name()), Some(&self.loan), stamp);
            file.deliver(&self.loan, &self.event, stamp);
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        match file.loan(&self.loan) {
            Some(loan) => {
                fitting(self.wrong_payment(file, loan))?;
                loan.fits(&self.event)
            }
            None => Err(format!("the case has no loan `{}`", self.loan)),
        }
    }
}

impl LoanStepped {
    /// Money that went elsewhere than the case says, or was another amount, or went ahead of the other loan.
    fn wrong_payment(&self, file: &File, loan: &Loan) -> Vec<Reason> {
        let loan::Event::MoneyPaidOut(paid) = &self.event else { return Vec::new() };
        let (paid, granted) = (&paid.asked, loan.file().amount());
        let other = (paid.amount != granted).then_some(Reason::AmountMismatch { paid: paid.amount, granted });
        wrong_account(file, loan, paid)
            .into_iter()
            .chain(other)
            .chain(others_unsigned(file, loan, Date::MAX))
            .collect_vec()
    }
}

impl StepLoan {
    /// The loan that is named, or the only one that is open.
    fn find<'f>(&self, file: &'f File) -> Result<&'f Loan, Reason> {
        match &self.loan {
            Some(id) => file.loan(id).ok_or_else(|| Reason::UnknownLoan { loan: id.to_string() }),
            None => only_loan(file),
        }
    }

    /// What stands against the step whichever loan it is of.
    fn own_reasons(&self, file: &File, context: &Context<'_>) -> Vec<Reason> {
        match &self.command {
            loan::Command::PayOut(_) => needs_salt("pay_out", context),
            _ if self.is_ours() => file.stood_still(context.occurred).into_iter().collect_vec(),
            _ => Vec::new(),
        }
    }

    /// What the case has to say to a step of its loan.
    fn case_reasons(&self, file: &File, loan: &Loan, context: &Context<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match &self.command {
            loan::Command::HandIn(_) => {
                reasons.extend(unfit(file, loan, context));
                reasons.extend(loan_blockers(file, loan, GateStep::Submit, context));
            }
            // A file that came back is handed in like a new one; what has lapsed since is not.
            loan::Command::Resubmit(_) => reasons.extend(loan_blockers(file, loan, GateStep::Submit, context)),
            loan::Command::PayOut(payment) => {
                reasons.extend(wrong_account(file, loan, payment));
                reasons.extend(granted_over_price(file));
                reasons.extend(payment_blockers(file, loan, context));
            }
            loan::Command::AnswerSupplement(_) => {
                reasons.extend(open_items(file, loan, context.occurred));
                let rules = asking(file, loan, context);
                let rules = (!rules.is_empty()).then_some(&*rules);
                reasons.extend(missing_consents(file, loan, Purpose::LoanApplication, rules, context));
            }
            loan::Command::AcceptOffer(_) | loan::Command::SignLoan(_) => {
                reasons.extend(granted_over_price(file));
                reasons.extend(dead_borrower(file, loan, context.occurred));
            }
            // What has come into its place meanwhile stays there.
            loan::Command::Reconsider(_) if !loan.was_left() => {
                reasons.extend(together(file, loan, &loan.file().application, &[], context));
            }
            loan::Command::SignEarly(_) => reasons.extend(dead_borrower(file, loan, context.occurred)),
            _ => {}
        }
        reasons
    }

    /// Whether the step is ours to take. What a lender does, it does although our clocks are stopped.
    fn is_ours(&self) -> bool {
        use loan::CommandKind::{
            AcceptOffer, AnswerSupplement, Appeal, HandIn, Reconsider, Resubmit, SignEarly, SignLoan,
        };
        matches!(
            self.command.kind(),
            HandIn | Resubmit | AnswerSupplement | Reconsider | SignEarly | AcceptOffer | Appeal | SignLoan
        )
    }
}

/// The rules that let a file go to this lender only with consent: a supplement is more of the same file.
fn asking(file: &File, loan: &Loan, context: &Context<'_>) -> Vec<RuleId> {
    let lines = file.route(loan, context).into_iter().flat_map(|route| route.gate(GateStep::Submit));
    lines
        .filter(|line| line.need == Need::Consented(Purpose::LoanApplication))
        .map(|line| line.id.clone())
        .collect_vec()
}

/// The only loan that is open; else the only one that is paid back; else the only one that came to nothing and has no
/// other in its place.
fn only_loan(file: &File) -> Result<&Loan, Reason> {
    let ends: [fn(&Loan) -> bool; 3] = [
        |loan| !matches!(loan.state(), State::Settled | State::Declined),
        |loan| loan.state() == State::Settled,
        |loan| !loan.was_left(),
    ];
    let meant = |meant: fn(&Loan) -> bool| the_only(file.loans.iter().filter(move |loan| meant(loan)));
    ends.into_iter().find_map(meant).unwrap_or_else(|| Err(Reason::UnknownLoan { loan: String::new() }))
}

/// The only one of these, or that one of so many has to be named; nothing where there is none.
fn the_only<'f>(mut loans: impl Iterator<Item = &'f Loan>) -> Option<Result<&'f Loan, Reason>> {
    let first = loans.next()?;
    Some(match loans.count() {
        0 => Ok(first),
        more => Err(Reason::LoanNeeded { loans: u32::try_from(more).unwrap_or(u32::MAX).saturating_add(1) }),
    })
}

/// A loan speaks of itself as a machine; the case says which loan it was.
fn named(reason: Reason, loan: &Loan) -> Reason {
    match reason {
        Reason::NotHere { command, stage } => {
            Reason::LoanNotHere { loan: loan.id().to_string(), command, state: stage }
        }
        other => other,
    }
}

fn wrong_account(file: &File, loan: &Loan, payment: &loan::paying::PayOut) -> Option<Reason> {
    let id = loan.id().to_string();
    match file.account(loan.id()) {
        None => Some(Reason::NoAccount { loan: id }),
        Some(account) if account.number != payment.account => Some(Reason::WrongAccount { loan: id }),
        Some(_) => None,
    }
}

/// The loans together pay no more than the home costs, whatever was granted, and though the price turned out lower since.
fn granted_over_price(file: &File) -> Option<Reason> {
    let price = file.property.as_ref()?.price;
    // A sum that no amount can hold is above any price.
    let amount = Money::sum(file.live_loans().map(|loan| loan.file().amount())).unwrap_or(Money::MAX);
    (amount > price).then_some(Reason::AmountOverPrice { amount, price })
}

/// What the lender asked for that has not come since it asked, or that nobody has found good yet.
fn open_items(file: &File, loan: &Loan, on: Date) -> Vec<Reason> {
    let Some(query) = loan.file().queries.last().filter(|query| query.answered.is_none()) else { return Vec::new() };
    let open = |kind: &DocumentKind| match brought(file, kind, query.asked, on) {
        None => Some(Reason::SupplementOpen { item: kind.to_string() }),
        Some(paper) if paper.is_accepted(on) => None,
        Some(_) => Some(Reason::SupplementUnchecked { item: kind.to_string() }),
    };
    query.items.iter().filter_map(open).collect_vec()
}

/// The paper of a kind that was brought since a day and not turned down: one that was found good before any other.
pub(crate) fn brought<'f>(file: &'f File, kind: &DocumentKind, since: Date, on: Date) -> Option<&'f Document> {
    let meanwhile = |it: &&Document| since <= it.received && it.received <= on;
    let theirs = file.documents.iter().filter(|it| it.kind == *kind && !it.is_rejected());
    theirs.filter(meanwhile).max_by_key(|it| it.is_accepted(on))
}

/// Leave a lender for another; the papers stay, the case goes back to collecting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeLender {
    /// The loan that is given up; may be left out while only one is open.
    pub loan: Option<LoanId>,
    /// What is asked of the new lender.
    pub application: Application,
    /// Why.
    pub reason: String,
}
/// The lender is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LenderChanged {
    /// What was asked.
    pub asked: ChangeLender,
    /// The loan that is given up.
    pub left: LoanId,
}
impl ChangeLender {
    fn judge(&self, file: &File, context: &Context<'_>) -> Result<LenderChanged, Vec<Reason>> {
        let mut reasons = fitness(file, &self.application, context);
        let loan = match self.find(file) {
            Ok(loan) => loan,
            Err(reason) => {
                reasons.push(reason);
                return Err(reasons);
            }
        };
        reasons.extend(paid_out(loan));
        reasons.extend(left_before(loan));
        reasons.extend(together(file, loan, &self.application, &[&self.application], context));
        granted(reasons, || LenderChanged { asked: self.clone(), left: loan.id().clone() })
    }

    /// The loan that is named. Without a name it is the only one; a loan that came to nothing can be chosen too until
    /// another stands in its place, so that the other loan of a pair is not given up in its stead.
    fn find<'f>(&self, file: &'f File) -> Result<&'f Loan, Reason> {
        if let Some(id) = &self.loan {
            return file.loan(id).ok_or_else(|| Reason::UnknownLoan { loan: id.to_string() });
        }
        let standing = file.loans.iter().filter(|loan| !loan.was_left());
        the_only(standing).unwrap_or_else(|| only_loan(file))
    }
}
/// An application in the place of a loan, beside the loans that stay: one loan, or a pair of two kinds.
fn together(
    file: &File,
    left: &Loan,
    application: &Application,
    judged: &[&Application],
    context: &Context<'_>,
) -> Vec<Reason> {
    let stay = file.live_loans().filter(|loan| loan.id() != left.id());
    let applications = stay.map(asked).chain([application]).collect_vec();
    let mut reasons = pairing(&applications, context.pack);
    reasons.extend(over_price_together(file, &applications, judged));
    reasons
}
/// Money that has moved cannot be left behind.
pub(super) fn paid_out(loan: &Loan) -> Option<Reason> {
    loan.is_paid_out().then(|| Reason::AlreadyPaidOut { loan: loan.id().to_string() })
}
/// A loan is left once.
fn left_before(loan: &Loan) -> Option<Reason> {
    loan.was_left().then(|| Reason::LoanNotHere {
        loan: loan.id().to_string(),
        command: "change_lender".to_owned(),
        state: loan.state().name().to_owned(),
    })
}
impl LenderChanged {
    fn change(&self, file: &mut File, stamp: &Stamp) {
        if let Some(loan) = file.loan_mut(&self.left) {
            *loan = loan.clone().given_up(&self.asked.reason, stamp);
            loan.reach(stamp.occurred);
        }
        file.lapse_lender_bound(stamp);
        file.end_leave(&self.left, stamp);
        add_loan(file, &self.asked.application, stamp);
    }
}
macro_rules! change_lender_from {
    ($($stage:ident),+) => { $(
        impl Move<File, $stage> for ChangeLender {
            type Event = LenderChanged;
            fn decide(&self, at: &CaseIn<$stage>, context: &Context<'_>) -> Result<LenderChanged, Vec<Reason>> {
                self.judge(&at.file, context)
            }
        }
        impl Effect<File, $stage> for LenderChanged {
            type To = Collecting;
            fn fits(&self, from: &CaseIn<$stage>) -> Result<(), String> {
                match from.file.loan(&self.left) {
                    Some(loan) => fitting(paid_out(loan).into_iter().chain(left_before(loan))),
                    None => Err(format!("the case has no loan `{}`", self.left)),
                }
            }
            fn apply(&self, mut from: CaseIn<$stage>, stamp: &Stamp) -> CaseIn<Collecting> {
                self.change(&mut from.file, stamp);
                from.into_stage(Collecting { since: stamp.occurred, defects: Vec::new() })
            }
        }
    )+ };
}
change_lender_from!(Prechecked, Applying, Signing);

impl Loan {
    /// The customer goes elsewhere, wherever the loan stood before it was paid out.
    fn given_up(self, reason: &str, stamp: &Stamp) -> Self {
        let end = match &self {
            // A refusal stays the lender's, though the customer goes elsewhere.
            Self::Declined(loan) => loan::state::Declined { left: true, ..loan.stage.clone() },
            _ => {
                let (by, reason) = (loan::state::Decliner::Customer, reason.to_owned());
                loan::state::Declined { since: stamp.occurred, by, reason, left: true }
            }
        };
        let mut file = self.file().clone();
        file.advance(LenderChanged::NAME, LenderChanged::NEWS, true, stamp);
        In::new(file, end).into()
    }
}

/// Every lender's terms are agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmTerms {}
/// The terms are agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TermsConfirmed {
    /// What was asked.
    pub asked: ConfirmTerms,
}
impl Move<File, Applying> for ConfirmTerms {
    type Event = TermsConfirmed;
    fn decide(&self, at: &CaseIn<Applying>, context: &Context<'_>) -> Result<TermsConfirmed, Vec<Reason>> {
        let mut reasons = loans_in(&at.file, AGREED, context.occurred);
        reasons.extend(blockers(&at.file, GateStep::ConfirmTerms, context));
        granted(reasons, || TermsConfirmed { asked: self.clone() })
    }
}
impl Effect<File, Applying> for TermsConfirmed {
    type To = Signing;
    fn fits(&self, from: &CaseIn<Applying>) -> Result<(), String> {
        fitting(loans_in(&from.file, AGREED, Date::MAX))
    }
    fn apply(&self, from: CaseIn<Applying>, stamp: &Stamp) -> CaseIn<Signing> {
        from.into_stage(Signing { since: stamp.occurred })
    }
}

/// An approval fell away: back to the lenders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReopenApproval {}
/// The case is with the lenders again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApprovalReopened {
    /// What was asked.
    pub asked: ReopenApproval,
}
impl ReopenApproval {
    fn judge(&self, file: &File) -> Result<ApprovalReopened, Vec<Reason>> {
        let fallen = |loan: &&Loan| !AGREED.contains(&loan.state());
        // A loan that was left has another in its place and asks for nothing.
        match file.loans.iter().filter(fallen).any(|loan| !loan.was_left()) {
            true => Ok(ApprovalReopened { asked: self.clone() }),
            false => Err(vec![Reason::NothingToReopen { command: "reopen_approval".to_owned() }]),
        }
    }
}
macro_rules! reopen_from {
    ($($stage:ident),+) => { $(
        impl Move<File, $stage> for ReopenApproval {
            type Event = ApprovalReopened;
            fn decide(&self, at: &CaseIn<$stage>, _: &Context<'_>) -> Result<ApprovalReopened, Vec<Reason>> {
                self.judge(&at.file)
            }
        }
        impl Effect<File, $stage> for ApprovalReopened {
            type To = Applying;
            fn apply(&self, from: CaseIn<$stage>, stamp: &Stamp) -> CaseIn<Applying> {
                from.into_stage(Applying { since: stamp.occurred })
            }
        }
    )+ };
}
reopen_from!(Signing, Registering, Funding);

impl Loan {
    /// Whether another loan stands in its place.
    fn was_left(&self) -> bool {
        matches!(self, Self::Declined(loan) if loan.stage.left)
    }
}
