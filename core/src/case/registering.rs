//! Steps of the property: to the registry, and from it to the queue for the money.
//!
//! Which registration a route asks for, and in which order title, advance notice and mortgage come, is its gates'
//! business: they are milestones.

use super::file::File;
use super::gate::{SIGNED, blockers, loans_in};
use super::stage::{Funding, Registering, Signing};
use super::{CaseIn, Context, Reason, Stamp, fitting, granted};
use crate::date::Date;
use crate::machine::{Effect, Move};
use crate::product::GateStep;

/// Take the signed contracts to the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendToRegistry {}
/// The registry has the contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentToRegistry {
    /// What was asked.
    pub asked: SendToRegistry,
}
impl Move<File, Signing> for SendToRegistry {
    type Event = SentToRegistry;
    fn decide(&self, at: &CaseIn<Signing>, context: &Context<'_>) -> Result<SentToRegistry, Vec<Reason>> {
        let mut reasons = loans_in(&at.file, SIGNED, context.occurred);
        reasons.extend(blockers(&at.file, GateStep::SendToRegistry, context));
        granted(reasons, || SentToRegistry { asked: self.clone() })
    }
}
impl Effect<File, Signing> for SentToRegistry {
    type To = Registering;
    fn fits(&self, from: &CaseIn<Signing>) -> Result<(), String> {
        fitting(loans_in(&from.file, SIGNED, Date::MAX))
    }
    fn apply(&self, from: CaseIn<Signing>, stamp: &Stamp) -> CaseIn<Registering> {
        from.into_stage(Registering { since: stamp.occurred })
    }
}

/// All is registered that the route asks for: wait for the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitFunds {}
/// The case waits for the money.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FundsAwaited {
    /// What was asked.
    pub asked: AwaitFunds,
}
impl Move<File, Registering> for AwaitFunds {
    type Event = FundsAwaited;
    fn decide(&self, at: &CaseIn<Registering>, context: &Context<'_>) -> Result<FundsAwaited, Vec<Reason>> {
        let mut reasons = loans_in(&at.file, SIGNED, context.occurred);
        reasons.extend(blockers(&at.file, GateStep::AwaitFunds, context));
        granted(reasons, || FundsAwaited { asked: self.clone() })
    }
}
impl Effect<File, Registering> for FundsAwaited {
    type To = Funding;
    fn fits(&self, from: &CaseIn<Registering>) -> Result<(), String> {
        fitting(loans_in(&from.file, SIGNED, Date::MAX))
    }
    fn apply(&self, from: CaseIn<Registering>, stamp: &Stamp) -> CaseIn<Funding> {
        from.into_stage(Funding { since: stamp.occurred })
    }
}
