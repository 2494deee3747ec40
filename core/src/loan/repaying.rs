//! Steps of the years after: instalments, arrears, prepayment, settlement.

use super::state::{Repaying, Settled};
use super::{LoanFile, LoanIn};
use crate::case::{Context, Reason, Stamp};
use crate::date::Date;
use crate::machine::{Change, Effect, Move, Stay};
use crate::money::Money;

/// An instalment came as due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordInstalment {
    /// How much.
    pub amount: Money,
}
/// The instalment is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InstalmentRecorded {
    /// What was asked.
    pub asked: RecordInstalment,
}
impl Stay<LoanFile> for RecordInstalment {
    type Event = InstalmentRecorded;
    fn decide(&self, _: &LoanFile, _: &Context<'_>) -> Result<InstalmentRecorded, Vec<Reason>> {
        Ok(InstalmentRecorded { asked: self.clone() })
    }
}
impl Change<LoanFile> for InstalmentRecorded {
    fn apply(&self, file: &mut LoanFile, stamp: &Stamp) {
        file.instalments_paid = file.instalments_paid.saturating_add(1);
        file.instalments.push((stamp.occurred, self.asked.amount));
    }
}

/// The customer is behind (逾期).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordArrears {
    /// What is owed and was not paid.
    pub amount: Money,
    /// The due day that was missed.
    pub since: Date,
}
/// The arrears are on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArrearsRecorded {
    /// What was asked.
    pub asked: RecordArrears,
}
impl Stay<LoanFile> for RecordArrears {
    type Event = ArrearsRecorded;
    fn decide(&self, _: &LoanFile, context: &Context<'_>) -> Result<ArrearsRecorded, Vec<Reason>> {
        match self.since > context.occurred {
            true => Err(vec![Reason::FutureDate { occurred: self.since, today: context.occurred }]),
            false => Ok(ArrearsRecorded { asked: self.clone() }),
        }
    }
}
impl Change<LoanFile> for ArrearsRecorded {
    fn apply(&self, file: &mut LoanFile, _: &Stamp) {
        file.arrears = Some((self.asked.amount, self.asked.since));
    }
}

/// The arrears are paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearArrears {}
/// The customer is current again.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArrearsCleared {
    /// What was asked.
    pub asked: ClearArrears,
}
impl Stay<LoanFile> for ClearArrears {
    type Event = ArrearsCleared;
    fn decide(&self, file: &LoanFile, _: &Context<'_>) -> Result<ArrearsCleared, Vec<Reason>> {
        match file.arrears {
            Some(_) => Ok(ArrearsCleared { asked: self.clone() }),
            None => Err(vec![Reason::NothingOverdue { loan: file.id.to_string() }]),
        }
    }
}
impl Change<LoanFile> for ArrearsCleared {
    fn apply(&self, file: &mut LoanFile, _: &Stamp) {
        file.arrears = None;
    }
}

/// The customer pays before it is due (提前还款).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordPrepayment {
    /// How much principal.
    pub amount: Money,
}
/// The prepayment is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrepaymentRecorded {
    /// What was asked.
    pub asked: RecordPrepayment,
}
impl Stay<LoanFile> for RecordPrepayment {
    type Event = PrepaymentRecorded;
    fn decide(&self, file: &LoanFile, _: &Context<'_>) -> Result<PrepaymentRecorded, Vec<Reason>> {
        let loan = file.amount();
        let amount = file.prepaid_with(self.amount);
        match amount > loan {
            true => Err(vec![Reason::AmountOverLoan { amount, loan }]),
            false => Ok(PrepaymentRecorded { asked: self.clone() }),
        }
    }
}
impl Change<LoanFile> for PrepaymentRecorded {
    fn apply(&self, file: &mut LoanFile, stamp: &Stamp) {
        file.prepaid.push((stamp.occurred, self.asked.amount));
        file.prepayment = None;
    }
}

/// The loan is paid back (结清).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settle {}
/// Nothing is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanSettled {
    /// What was asked.
    pub asked: Settle,
}
impl Move<LoanFile, Repaying> for Settle {
    type Event = LoanSettled;
    fn decide(&self, _: &LoanIn<Repaying>, _: &Context<'_>) -> Result<LoanSettled, Vec<Reason>> {
        Ok(LoanSettled { asked: self.clone() })
    }
}
impl Effect<LoanFile, Repaying> for LoanSettled {
    type To = Settled;
    fn apply(&self, mut from: LoanIn<Repaying>, stamp: &Stamp) -> LoanIn<Settled> {
        from.file.arrears = None;
        from.file.prepayment = None;
        from.into_stage(Settled { since: stamp.occurred })
    }
}
