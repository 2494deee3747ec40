//! Steps between the instalments: a prepayment is asked for, a rate is set anew.

use super::LoanFile;
use crate::case::{Context, Reason, Stamp, granted, past};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::machine::{Change, Stay};
use crate::money::{Money, Rate};

/// A prepayment that was asked for and has not come.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrepaymentPlan {
    /// How much principal; `None` is all that is left.
    pub amount: Option<Money>,
    /// The day it is to be paid.
    pub on: Date,
    /// The day it was asked for.
    pub asked: Date,
}

/// A rate that was set anew.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repricing {
    /// The yearly rate.
    pub rate: Rate,
    /// From when on.
    pub from: Date,
    /// The instalment after it, where the lender has told it.
    pub instalment: Option<Money>,
}

/// Ask the lender to take money before it is due (提前还款申请).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestPrepayment {
    /// How much principal; `None` is all that is left.
    pub amount: Option<Money>,
    /// The day it is to be paid.
    pub on: Date,
}
/// The lender is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrepaymentRequested {
    /// What was asked.
    pub asked: RequestPrepayment,
}
impl Stay<LoanFile> for RequestPrepayment {
    type Event = PrepaymentRequested;
    fn decide(&self, file: &LoanFile, context: &Context<'_>) -> Result<PrepaymentRequested, Vec<Reason>> {
        let mut reasons = past(Some(self.on), context.occurred).into_iter().collect_vec();
        let loan = file.amount();
        let over = self.amount.map(|amount| file.prepaid_with(amount)).filter(|amount| *amount > loan);
        reasons.extend(over.map(|amount| Reason::AmountOverLoan { amount, loan }));
        granted(reasons, || PrepaymentRequested { asked: self.clone() })
    }
}
impl Change<LoanFile> for PrepaymentRequested {
    fn apply(&self, file: &mut LoanFile, stamp: &Stamp) {
        let RequestPrepayment { amount, on } = self.asked;
        file.prepayment = Some(PrepaymentPlan { amount, on, asked: stamp.occurred });
    }
}

/// Take that back: the customer keeps the money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelPrepayment {
    /// Why.
    pub reason: String,
}
/// Nothing is paid early.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrepaymentCancelled {
    /// What was asked.
    pub asked: CancelPrepayment,
}
impl Stay<LoanFile> for CancelPrepayment {
    type Event = PrepaymentCancelled;
    fn decide(&self, file: &LoanFile, _: &Context<'_>) -> Result<PrepaymentCancelled, Vec<Reason>> {
        match file.prepayment {
            Some(_) => Ok(PrepaymentCancelled { asked: self.clone() }),
            None => Err(vec![Reason::NoPrepaymentAsked { loan: file.id.to_string() }]),
        }
    }
}
impl Change<LoanFile> for PrepaymentCancelled {
    fn apply(&self, file: &mut LoanFile, _: &Stamp) {
        file.prepayment = None;
    }
}

/// Record that the lender has set the rate anew (重定价).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprice {
    /// The yearly rate.
    pub rate: Rate,
    /// From when on.
    pub from: Date,
    /// The instalment after it, where the lender has told it.
    pub instalment: Option<Money>,
}
/// The rate is another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanRepriced {
    /// What was asked.
    pub asked: Reprice,
}
impl Stay<LoanFile> for Reprice {
    type Event = LoanRepriced;
    fn decide(&self, _: &LoanFile, _: &Context<'_>) -> Result<LoanRepriced, Vec<Reason>> {
        Ok(LoanRepriced { asked: self.clone() })
    }
}
impl Change<LoanFile> for LoanRepriced {
    fn apply(&self, file: &mut LoanFile, _: &Stamp) {
        let Reprice { rate, from, instalment } = self.asked;
        file.repricings.push(Repricing { rate, from, instalment });
    }
}
