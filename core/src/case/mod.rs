//! A purchase, from the first question to the mortgage's release.
//!
//! Three ways to hold one. [`CaseIn<S>`] is a case known to be in stage `S`: a wrong step does not compile.
//! [`Case`] is the enum over all stages: what is stored, sent and bound; a wrong step is a [`Refusal`]. The
//! [`Log`](crate::log::Log) is what both are computed from.
//!
//! [`flow`] lists what leads where. The steps stand beside their kind: [`assignment`], [`intake`] (parties, facts, product),
//! [`record`] (papers, milestones, notices, corrections), [`obligation`] (waivers, promises), [`query`] and
//! [`appointment`] (between those who take part), [`edition`] (by which day's rules), [`review`], [`lending`],
//! [`registering`], [`funding`], [`ending`]; [`consent`] (who agreed to what), [`life`] (divorce, death, another job),
//! [`erasure`]; [`deposit`]. [`gate`] tells what blocks a step.
//!
//! There is no other door. A case is opened, and moved by steps that were granted:
//!
//! ```
//! use anjieflow::case::{Actor, Case, CaseId, Context, Reason, review::RequestReview};
//! use anjieflow::date::Date;
//!
//! let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
//! let opened = Case::open(CaseId::new("C-1")?, &context)?;
//! let turned = opened.case.step(&RequestReview {}.into(), &context).unwrap_err();
//! assert!(matches!(turned.refusal.reasons[0], Reason::NotHere { .. }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A step out of another stage does not compile:
//!
//! ```compile_fail,E0277
//! use anjieflow::case::{Actor, CaseId, CaseIn, Context, review::RequestReview, stage::Enquiry};
//! use anjieflow::date::Date;
//!
//! let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang").unwrap());
//! let case = CaseIn::<Enquiry>::open(CaseId::new("C-1").unwrap(), &context).unwrap().case;
//! let _ = case.take(RequestReview {}, &context); // `RequestReview` is not a step out of stage `Enquiry`
//! ```
//!
//! A case cannot be built by hand, for its fields are private:
//!
//! ```compile_fail,E0451
//! use anjieflow::case::{CaseIn, File, stage::Enquiry};
//!
//! fn forge(file: File, stage: Enquiry) -> CaseIn<Enquiry> {
//!     anjieflow::machine::In { file, stage }
//! }
//! ```
//!
//! nor a stage:
//!
//! ```compile_fail,E0639
//! use anjieflow::{case::stage::Enquiry, date::Date};
//!
//! let _ = Enquiry { since: Date::constant(2026, 3, 2) };
//! ```
//!
//! nor an event:
//!
//! ```compile_fail,E0639
//! use anjieflow::case::{ending::{CaseWithdrawn, Withdraw}};
//!
//! let _ = CaseWithdrawn { asked: Withdraw { reason: "none".into() } };
//! ```
//!
//! nor the file inside be changed:
//!
//! ```compile_fail,E0594
//! use anjieflow::case::Case;
//!
//! fn forge(case: &Case) {
//!     case.file().length = 0;
//! }
//! ```
//!
//! An event that was decided elsewhere cannot be applied, for the traits that apply cannot be named:
//!
//! ```compile_fail,E0603
//! use anjieflow::machine::Effect;
//! ```
//!
//! ```compile_fail,E0603
//! use anjieflow::machine::Change;
//! ```
//!
//! nor can the dynamic case be told to apply one:
//!
//! ```compile_fail,E0624
//! use anjieflow::case::{Case, Event, Stamp};
//!
//! fn forge(case: Case, event: &Event, stamp: &Stamp) {
//!     let _ = case.apply(event, stamp);
//! }
//! ```
//!
//! A command of one's own cannot be listed:
//!
//! ```compile_fail,E0277
//! use anjieflow::{case::stage::Enquiry, machine::Listed};
//!
//! struct Jump;
//! impl Listed<Enquiry> for Jump {
//!     const COMMAND: &'static str = "jump";
//!     const STAGE: &'static str = "enquiry";
//! }
//! ```
//!
//! nor a listed command be given another meaning:
//!
//! ```compile_fail,E0117
//! use anjieflow::{case::{File, ending::Withdraw, stage::Released}, machine::Listed};
//!
//! impl Listed<Released> for Withdraw {
//!     const COMMAND: &'static str = "withdraw";
//!     const STAGE: &'static str = "released";
//! }
//! ```

pub(crate) mod again;
pub mod appointment;
pub mod assignment;
pub mod consent;
pub mod delivery;
pub mod deposit;
pub mod edition;
pub mod ending;
pub mod erasure;
pub mod flow;
pub mod funding;
pub mod gate;
pub mod guarantee;
pub mod intake;
pub mod lending;
pub mod life;
pub mod obligation;
pub mod query;
pub mod record;
pub mod registering;
pub mod review;
pub mod shelf;
pub mod stage;

mod context;
mod file;
mod papers;
mod refusal;
mod since;
mod told;

pub use appointment::{Appointment, AppointmentId, AppointmentKind, End, Outcome, TimeOfDay};
pub use consent::{Consent, ConsentId};
pub use context::{Actor, Context, Salt, Stamp};
pub use deposit::{Deposit, DepositId};
pub use file::{Account, CaseId, Channel, File, Mark, Milestone, MilestoneState, News, Notice, Suspension};
pub use flow::{Case, Command, CommandKind, Event, FLOW, Line, Stage, command_zh};
pub use life::{LifeId, LifeRecord};
pub use obligation::{Ground, Obligation, ObligationId, Owed};
pub use query::{Query, QueryId, Turn, TurnKind};
pub(crate) use refusal::each_once as each_reason_once;
pub use refusal::{Detail, Reason, ReasonWords, Refusal};

use crate::date::Date;
use crate::machine::{In, Moved};

/// A case known to be in stage `S`.
pub type CaseIn<S> = In<File, S>;

/// The case was opened. The first entry of every log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Opened {}

impl From<Opened> for Event {
    fn from(opened: Opened) -> Self {
        Self::Opened(opened)
    }
}

impl CaseIn<stage::Enquiry> {
    /// Opens a case.
    ///
    /// # Errors
    /// [`Reason::FutureDate`] when it is said to have been opened after today.
    pub fn open(id: CaseId, context: &Context<'_>) -> Result<Moved<Self, Opened>, Refusal> {
        if context.occurred > context.today {
            let reason = Reason::FutureDate { occurred: context.occurred, today: context.today };
            return Err(Refusal::new("open", Stage::Enquiry.name(), vec![reason]));
        }
        let stamp = Stamp {
            number: 1,
            occurred: context.occurred,
            recorded: context.today,
            by: context.by.clone(),
            salt: None,
        };
        Ok(Moved { case: Self::opened(id, &stamp), event: Opened {}, stamp })
    }

    pub(crate) fn opened(id: CaseId, stamp: &Stamp) -> Self {
        In::new(File::new(id, stamp), stage::Enquiry { since: stamp.occurred })
    }
}

impl Case {
    /// Opens a case.
    ///
    /// # Errors
    /// [`Reason::FutureDate`] when it is said to have been opened after today.
    pub fn open(id: CaseId, context: &Context<'_>) -> Result<Moved<Self, Event>, Refusal> {
        let Moved { case, event, stamp } = CaseIn::open(id, context)?;
        Ok(Moved { case: case.into(), event: event.into(), stamp })
    }

    /// Why it ended, in the words of who said so; `None` while it goes on, and when it was released.
    pub fn end_reason(&self) -> Option<&str> {
        match self {
            Self::Declined(it) => Some(&it.stage().reason),
            Self::Withdrawn(it) => Some(&it.stage().reason),
            Self::Rescinded(it) => Some(&it.stage().reason),
            _ => None,
        }
    }

    /// Its id.
    pub fn id(&self) -> &CaseId {
        &self.file().id
    }

    /// How many entries its log has.
    pub fn length(&self) -> u32 {
        self.file().length
    }

    /// Since when it is in its stage.
    pub fn since(&self) -> Date {
        match self {
            Self::Enquiry(case) => case.stage.since,
            Self::Collecting(case) => case.stage.since,
            Self::Reviewing(case) => case.stage.since,
            Self::Prechecked(case) => case.stage.since,
            Self::Applying(case) => case.stage.since,
            Self::Signing(case) => case.stage.since,
            Self::Registering(case) => case.stage.since,
            Self::Funding(case) => case.stage.since,
            Self::Repaying(case) => case.stage.since,
            Self::Settled(case) => case.stage.since,
            Self::Released(case) => case.stage.since,
            Self::Declined(case) => case.stage.since,
            Self::Withdrawn(case) => case.stage.since,
            Self::Rescinded(case) => case.stage.since,
        }
    }
}

impl Event {
    /// Whether it holds personal fields, which stand apart in the wire form, with a salt.
    pub fn is_personal(&self) -> bool {
        use crate::loan::Event::MoneyPaidOut;
        match self {
            Self::PartyAdded(_) | Self::PropertyDescribed(_) | Self::AccountDesignated(_) => true,
            Self::RecordCorrected(_) | Self::FiguresStated(_) => true,
            Self::LoanStepped(stepped) => matches!(stepped.event, MoneyPaidOut(_)),
            _ => false,
        }
    }
}

/// A command that is granted gives this event, or else these reasons.
pub(crate) fn granted<E>(reasons: Vec<Reason>, event: impl FnOnce() -> E) -> Result<E, Vec<Reason>> {
    if reasons.is_empty() { Ok(event()) } else { Err(reasons) }
}

/// What would have been refused whatever the rules of the day, a log cannot tell either.
pub(crate) fn fitting(reasons: impl IntoIterator<Item = Reason>) -> Result<(), String> {
    reasons.into_iter().next().map_or(Ok(()), |reason| Err(reason.to_string()))
}

/// A day that should lie ahead does not.
pub(crate) fn past(due: Option<Date>, occurred: Date) -> Option<Reason> {
    due.filter(|due| *due < occurred).map(|due| Reason::DueInPast { due, occurred })
}

/// What is put on file is numbered by the entry that does so.
pub(crate) fn by_entry(what: &str, found: &str, due: &str) -> Result<(), String> {
    match found == due {
        true => Ok(()),
        false => Err(format!("the {what} is numbered `{found}`, not by its entry")),
    }
}

#[cfg(test)]
mod tests;
