//! One lender's application: the second machine, on the mechanism of the first.
//!
//! The case is the purchase; a loan is what one lender is asked for. An ordinary case has one, a combined case
//! (组合贷) two, each with a life of its own: "fund approved, bank still reviewing" can be said.
//!
//! [`flow`] lists what leads where. The steps stand beside their kind: [`asking`], [`answering`], [`paying`],
//! [`rate_lock`], [`repaying`], [`aftercare`].
//!
//! ```
//! use anjieflow::case::{Actor, Context};
//! use anjieflow::loan::{LoanId, LoanIn, asking::HandIn};
//! use anjieflow::{Application, Date, Money, product::ProductId};
//!
//! let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
//! let asked = Application { product: ProductId::PSBC_SECOND, amount: Money::from_yuan(900_000)?, term_months: 300 };
//! let loan = LoanIn::prepare(LoanId::new("L1")?, asked, &context);
//! let loan = loan.take(HandIn {}, &context).map_err(|it| it.refusal)?.case;
//! assert_eq!(loan.stage().since, context.today);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! As with the case there is no other door. A step of another state does not compile:
//!
//! ```compile_fail,E0277
//! use anjieflow::{case::Context, loan::{LoanIn, asking::HandIn, state::Offered}};
//!
//! fn skip(loan: LoanIn<Offered>, context: &Context<'_>) {
//!     let _ = loan.take(HandIn {}, context); // `HandIn` is not a step out of stage `Offered`
//! }
//! ```
//!
//! nor can a state or an event be built by hand:
//!
//! ```compile_fail,E0639
//! use anjieflow::{date::Date, loan::state::PaidOut};
//!
//! let _ = PaidOut { since: Date::constant(2026, 3, 2) };
//! ```
//!
//! ```compile_fail,E0639
//! use anjieflow::loan::repaying::{LoanSettled, Settle};
//!
//! let _ = LoanSettled { asked: Settle {} };
//! ```

pub mod aftercare;
pub mod answering;
pub mod asking;
pub mod flow;
pub mod paying;
pub mod rate_lock;
pub mod repaying;
pub mod state;

use self::aftercare::{PrepaymentPlan, Repricing};
use crate::application::{Application, Terms};
use crate::case::{Context, Reason, Stamp};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::id::id;
use crate::identity::BankCard;
use crate::machine::{In, Ledger};
use crate::money::Money;
use crate::product::NewsKind;
use crate::shared::Shared;

pub use flow::{Command, CommandKind, Event, FLOW, Line, Loan, State};

/// A loan known to be in state `S`.
pub type LoanIn<S> = In<LoanFile, S>;

id! {
    /// A loan within one case: `L1`, `L2`, in the order they were applied for.
    LoanId(String), "a loan id"
}

impl LoanId {
    /// The first loan of a case.
    pub(crate) fn first() -> Self {
        Self("L1".into())
    }
}

/// What is known of a loan in every state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanFile {
    /// Its id in the case.
    pub id: LoanId,
    /// What was asked.
    pub application: Application,
    /// What the lender grants, since its last offer.
    pub terms: Option<Terms>,
    /// What the approval is subject to.
    pub conditions: Shared<Condition>,
    /// Everything the lender asked for later (补件), any number of times.
    pub queries: Shared<Query>,
    /// The last day on which the lender pays at the rate of its approval, where it holds it.
    pub rate_locked_until: Option<Date>,
    /// Signed before the approval, as some lenders have it.
    pub signed_early: Option<EarlySignature>,
    /// The loan contract's number, once signed.
    pub contract: Option<String>,
    /// What was paid out, and when.
    pub paid: Option<(Money, Date)>,
    /// Into which account; masked in `Debug`.
    pub paid_into: Option<BankCard>,
    /// When the first instalment falls due, and how much it is.
    pub first_instalment: Option<(Date, Money)>,
    /// Which branch of the lender has the file.
    pub branch: Option<String>,
    /// What is overdue, and since when.
    pub arrears: Option<(Money, Date)>,
    /// Paid before it was due, over the years.
    pub prepaid: Shared<(Date, Money)>,
    /// A prepayment that was asked for and has not come.
    pub prepayment: Option<PrepaymentPlan>,
    /// Rates that were set anew, in the order they were told.
    pub repricings: Shared<Repricing>,
    /// Instalments paid as due.
    pub instalments_paid: u32,
    /// When each of them was paid, and how much.
    pub instalments: Shared<(Date, Money)>,
    /// When it was first handed in; a supplement keeps this day, a return starts anew (HANDBOOK 1.10).
    pub handed_in: Option<Date>,
    /// The edition of the rules it was handed in under.
    pub accepted_under: Option<String>,
    /// The edition of the rules it was paid out under.
    pub paid_under: Option<String>,
    steps: u32,
    moved: Date,
    reached: Shared<(State, Date)>,
}

/// One condition of an approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What must be true.
    pub text: String,
    /// When it was met.
    pub met: Option<Date>,
}

/// One request of the lender for more papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// Which papers.
    pub items: Vec<DocumentKind>,
    /// When it was asked.
    pub asked: Date,
    /// Until when.
    pub due: Date,
    /// When it was answered.
    pub answered: Option<Date>,
}

/// A contract signed before the lender's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlySignature {
    /// When.
    pub on: Date,
    /// The contract's number.
    pub contract: String,
}

impl LoanFile {
    pub(crate) fn new(id: LoanId, application: Application, opened: Date) -> Self {
        Self {
            id,
            application,
            terms: None,
            conditions: Shared::EMPTY,
            queries: Shared::EMPTY,
            rate_locked_until: None,
            signed_early: None,
            contract: None,
            paid: None,
            paid_into: None,
            first_instalment: None,
            branch: None,
            arrears: None,
            prepaid: Shared::EMPTY,
            prepayment: None,
            repricings: Shared::EMPTY,
            instalments_paid: 0,
            instalments: Shared::EMPTY,
            handed_in: None,
            accepted_under: None,
            paid_under: None,
            steps: 0,
            moved: opened,
            reached: Shared::EMPTY,
        }
    }

    /// The day of its last move: a later one cannot have happened before.
    pub fn moved(&self) -> Date {
        self.moved
    }

    /// What was granted, or else what was asked.
    pub fn amount(&self) -> Money {
        self.terms.as_ref().map_or(self.application.amount, |terms| terms.amount)
    }

    /// An approval that lapsed or was taken back grants nothing: what was asked counts again, and nothing is held or to be met.
    pub(super) fn forget_terms(&mut self) {
        self.terms = None;
        self.conditions = Shared::EMPTY;
        self.rate_locked_until = None;
    }

    /// What was paid early so far, and this besides. A sum that no amount can hold is above any loan.
    pub(crate) fn prepaid_with(&self, more: Money) -> Money {
        Money::sum(self.prepaid.iter().map(|(_, paid)| *paid).chain([more])).unwrap_or(Money::MAX)
    }
}

impl Ledger for LoanFile {
    fn forbids(&self, _: &str, moves: bool, context: &Context<'_>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if context.occurred > context.today {
            reasons.push(Reason::FutureDate { occurred: context.occurred, today: context.today });
        }
        if moves && context.occurred < self.moved {
            reasons.push(Reason::OutOfOrder { occurred: context.occurred, last: self.moved });
        }
        reasons
    }

    fn stamp(&self, context: &Context<'_>) -> Stamp {
        Stamp {
            number: self.steps.saturating_add(1),
            occurred: context.occurred,
            recorded: context.today,
            by: context.by.clone(),
            salt: context.salt,
        }
    }

    fn advance(&mut self, _: &'static str, _: Option<NewsKind>, moves: bool, stamp: &Stamp) {
        self.steps = self.steps.saturating_add(1);
        if moves {
            // A lender may be left as of a day before its last word.
            self.moved = self.moved.max(stamp.occurred);
        }
    }
}

impl LoanIn<state::Preparing> {
    /// A new application, for a program that follows one lender without a whole case.
    pub fn prepare(id: LoanId, application: Application, context: &Context<'_>) -> Self {
        In::new(LoanFile::new(id, application, context.occurred), state::Preparing)
    }
}

impl Loan {
    /// Its id in the case.
    pub fn id(&self) -> &LoanId {
        &self.file().id
    }

    /// Whether a lender may still pay, or has paid and is not yet repaid.
    pub fn is_alive(&self) -> bool {
        !matches!(self.state(), State::Declined | State::Settled)
    }

    /// Where it is.
    pub const fn state(&self) -> State {
        self.stage()
    }

    /// Notes when it came where it is; the case does so after each move.
    pub(crate) fn reach(&mut self, on: Date) {
        let state = self.state();
        self.file_mut().reached.push((state, on));
    }

    /// Where it has been, and since when, in order: as a loan of a case. It begins with its first move.
    pub fn history(&self) -> &[(State, Date)] {
        &self.file().reached
    }

    /// Where it was at the end of a day, as a loan of a case.
    pub fn state_on(&self, day: Date) -> State {
        self.file().reached.iter().rfind(|(_, on)| *on <= day).map_or(State::Preparing, |(state, _)| *state)
    }

    /// Since when the lender owes an answer: since the file came, came again, or was to be looked at again after an answer. A
    /// supplement keeps this day.
    pub(crate) fn answer_owed_since(&self) -> Option<Date> {
        let history = &self.file().reached;
        let before = std::iter::once(None).chain(history.iter().map(|(state, _)| Some(*state)));
        let begun = before
            .zip(history)
            .filter(|(before, (state, _))| *state == State::UnderReview && *before != Some(State::SupplementAsked));
        begun.last().map(|(_, (_, on))| *on).max(self.file().handed_in)
    }

    /// The day it last came to a state, as a loan of a case.
    pub fn reached(&self, state: State) -> Option<Date> {
        self.file().reached.iter().rfind(|(reached, _)| *reached == state).map(|(_, on)| *on)
    }

    /// Whether the borrower has signed with the lender, and the lender has not gone.
    pub fn has_contract(&self) -> bool {
        let early = self.file().signed_early.is_some() && self.state() != State::Declined;
        early || matches!(self.state(), State::Signed | State::PaidOut | State::Repaying | State::Settled)
    }

    /// The last day of an approval that it still needs.
    pub fn expires(&self) -> Option<Date> {
        match self {
            Self::Offered(it) => Some(it.stage().expires),
            Self::Accepted(it) => Some(it.stage().expires),
            Self::Signed(it) => Some(it.stage().expires),
            _ => None,
        }
    }

    /// The last day of a rate that the lender holds and the loan still needs.
    pub fn rate_locked_until(&self) -> Option<Date> {
        self.expires().and(self.file().rate_locked_until)
    }

    /// Whether money has left the lender.
    pub fn is_paid_out(&self) -> bool {
        matches!(self.state(), State::PaidOut | State::Repaying | State::Settled)
    }
}

#[cfg(test)]
mod tests;
