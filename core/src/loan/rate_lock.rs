//! The rate that a lender holds until a day (利率锁定): told after its approval, told anew when it is held longer.
//!
//! Who lets the day pass signs and is paid at no rate that anybody promised: so neither goes on before the lender has held it
//! again. Lenders that hold no rate are asked nothing.

use super::LoanFile;
use super::asking::after;
use crate::case::{Context, Reason, Stamp, granted};
use crate::date::Date;
use crate::machine::{Change, Stay};

/// Record until when the lender holds the rate of its approval (利率锁定).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockRate {
    /// The last day on which it pays at that rate.
    pub until: Date,
}
/// The rate is held.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLocked {
    /// What was asked.
    pub asked: LockRate,
}
impl Stay<LoanFile> for LockRate {
    type Event = RateLocked;
    fn decide(&self, _: &LoanFile, context: &Context<'_>) -> Result<RateLocked, Vec<Reason>> {
        granted(after(self.until, context), || RateLocked { asked: self.clone() })
    }
}
impl Change<LoanFile> for RateLocked {
    fn apply(&self, file: &mut LoanFile, _: &Stamp) {
        file.rate_locked_until = Some(self.asked.until);
    }
}

/// What speaks against a step that needs the rate to be held, where it was.
pub(crate) fn ended(file: &LoanFile, context: &Context<'_>) -> Option<Reason> {
    let last = file.rate_locked_until.filter(|last| *last < context.occurred)?;
    Some(Reason::RateLockEnded { loan: file.id.to_string(), ended: last })
}
