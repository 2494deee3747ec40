//! Steps that end a case, and those that stop its clocks for a while.

use super::file::{File, Suspension};
use super::gate::blockers;
use super::lending::paid_out;
use super::obligation::open_obligations;
use super::stage::{Applying, Declined, Enquiry, Released, Rescinded, Settled, Withdrawn};
use super::{CaseIn, Context, Reason, Stamp, fitting, granted};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::machine::{Change, Effect, Listed, Move, Stay};
use crate::product::GateStep;

/// The mortgage is cancelled in the register (解押).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseMortgage {}
/// The home is free.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MortgageReleased {
    /// What was asked.
    pub asked: ReleaseMortgage,
}
impl Move<File, Settled> for ReleaseMortgage {
    type Event = MortgageReleased;
    fn decide(&self, at: &CaseIn<Settled>, context: &Context<'_>) -> Result<MortgageReleased, Vec<Reason>> {
        let mut reasons = blockers(&at.file, GateStep::Release, context);
        reasons.extend(open_obligations(&at.file, context));
        granted(reasons, || MortgageReleased { asked: self.clone() })
    }
}
impl Effect<File, Settled> for MortgageReleased {
    type To = Released;
    fn apply(&self, mut from: CaseIn<Settled>, stamp: &Stamp) -> CaseIn<Released> {
        from.file.ended = Some(stamp.occurred);
        from.into_stage(Released { since: stamp.occurred })
    }
}

/// End a case that no lender takes, or whose buyer may not buy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseDeclined {
    /// Why.
    pub reason: String,
}
/// The case ended without a loan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseDeclined {
    /// What was asked.
    pub asked: CloseDeclined,
}
macro_rules! close_from {
    ($($stage:ident),+) => { $(
        impl Move<File, $stage> for CloseDeclined {
            type Event = CaseDeclined;
            fn decide(&self, at: &CaseIn<$stage>, _: &Context<'_>) -> Result<CaseDeclined, Vec<Reason>> {
                granted(alive(&at.file), || CaseDeclined { asked: self.clone() })
            }
        }
        impl Effect<File, $stage> for CaseDeclined {
            type To = Declined;
            fn fits(&self, from: &CaseIn<$stage>) -> Result<(), String> {
                fitting(alive(&from.file))
            }
            fn apply(&self, mut from: CaseIn<$stage>, stamp: &Stamp) -> CaseIn<Declined> {
                from.file.ended = Some(stamp.occurred);
                from.into_stage(Declined { since: stamp.occurred, reason: self.asked.reason.clone() })
            }
        }
    )+ };
}
close_from!(Enquiry, Applying);

fn alive(file: &File) -> Vec<Reason> {
    let named = |loan: &crate::loan::Loan| Reason::LoanAlive {
        loan: loan.id().to_string(),
        state: loan.state().name().to_owned(),
    };
    file.live_loans().map(named).collect_vec()
}

/// The customer gives up (客户放弃), at any point before money moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw {
    /// Why.
    pub reason: String,
}
/// The customer gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseWithdrawn {
    /// What was asked.
    pub asked: Withdraw,
}
impl<S> Move<File, S> for Withdraw
where
    Self: Listed<S>,
{
    type Event = CaseWithdrawn;
    fn decide(&self, at: &CaseIn<S>, _: &Context<'_>) -> Result<CaseWithdrawn, Vec<Reason>> {
        granted(at.file.loans.iter().filter_map(paid_out).collect_vec(), || CaseWithdrawn { asked: self.clone() })
    }
}
impl<S> Effect<File, S> for CaseWithdrawn {
    type To = Withdrawn;
    fn fits(&self, from: &CaseIn<S>) -> Result<(), String> {
        fitting(from.file.loans.iter().filter_map(paid_out))
    }
    fn apply(&self, mut from: CaseIn<S>, stamp: &Stamp) -> CaseIn<Withdrawn> {
        from.file.ended = Some(stamp.occurred);
        from.into_stage(Withdrawn { since: stamp.occurred, reason: self.asked.reason.clone() })
    }
}

/// Whose fault it is that the sale is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The buyer's.
    Buyer,
    /// The seller's or the developer's.
    Seller,
    /// Nobody's: both may rescind, the price goes back with interest.
    Nobody,
}

impl Fault {
    /// Every answer.
    pub const ALL: &'static [Self] = &[Self::Buyer, Self::Seller, Self::Nobody];

    /// Stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Seller => "seller",
            Self::Nobody => "nobody",
        }
    }
}

/// The sale is undone, and the loan contract with it (退房).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescind {
    /// Whose fault: it decides the money.
    pub fault: Fault,
    /// Why.
    pub reason: String,
}
/// The sale is undone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SaleRescinded {
    /// What was asked.
    pub asked: Rescind,
}
impl<S> Move<File, S> for Rescind
where
    Self: Listed<S>,
{
    type Event = SaleRescinded;
    fn decide(&self, _: &CaseIn<S>, _: &Context<'_>) -> Result<SaleRescinded, Vec<Reason>> {
        Ok(SaleRescinded { asked: self.clone() })
    }
}
impl<S> Effect<File, S> for SaleRescinded {
    type To = Rescinded;
    fn apply(&self, mut from: CaseIn<S>, stamp: &Stamp) -> CaseIn<Rescinded> {
        from.file.ended = Some(stamp.occurred);
        let Rescind { fault, reason } = self.asked.clone();
        from.into_stage(Rescinded { since: stamp.occurred, fault, reason })
    }
}

/// Stop the case's own clocks (暂停). What a lender, a paper or the law runs does not wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspend {
    /// Why.
    pub reason: String,
}
/// The clocks stand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseSuspended {
    /// What was asked.
    pub asked: Suspend,
}
impl Stay<File> for Suspend {
    type Event = CaseSuspended;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<CaseSuspended, Vec<Reason>> {
        let mut reasons = file.refuse_while_suspended();
        reasons.extend(early_suspension(file, context.occurred));
        granted(reasons, || CaseSuspended { asked: self.clone() })
    }
}
/// A case that has moved, or went on, since that day did not stand still from it on.
pub(crate) fn early_suspension(file: &File, on: Date) -> Option<Reason> {
    let resumed = file.standstills.last().map(|(_, until)| *until);
    let last = resumed.map_or(file.moved(), |resumed| resumed.max(file.moved()));
    (on < last).then_some(Reason::OutOfOrder { occurred: on, last })
}
impl Change<File> for CaseSuspended {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        file.suspended = Some(Suspension { since: stamp.occurred, reason: self.asked.reason.clone() });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(file.refuse_while_suspended())
    }
}

/// Go on (恢复).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {}
/// The clocks run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CaseResumed {
    /// What was asked.
    pub asked: Resume,
}
impl Stay<File> for Resume {
    type Event = CaseResumed;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<CaseResumed, Vec<Reason>> {
        granted(early_resumption(file, context.occurred).into_iter().collect_vec(), || CaseResumed {
            asked: self.clone(),
        })
    }
}
/// What was not suspended is not resumed, nor before it was.
pub(crate) fn early_resumption(file: &File, on: Date) -> Option<Reason> {
    match &file.suspended {
        None => Some(Reason::NotSuspended { command: "resume".to_owned() }),
        Some(suspended) if on < suspended.since => Some(Reason::OutOfOrder { occurred: on, last: suspended.since }),
        Some(_) => None,
    }
}
impl Change<File> for CaseResumed {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        if let Some(suspended) = file.suspended.take() {
            file.standstills.push((suspended.since, stamp.occurred));
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(file.suspended.is_none().then(|| Reason::NotSuspended { command: "resume".to_owned() }))
    }
}
