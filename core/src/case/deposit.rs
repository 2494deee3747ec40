//! Deposits (保证金): what somebody has laid down with somebody, until all of it has come back.
//!
//! A developer lays down part of its loans with the lender while it answers for the buyers; a customer lays down earnest
//! money. What is out is what was laid down less what came back. Nothing here moves a case: money that is still out holds
//! no step up, it stands in the office's books.

use super::file::File;
use super::obligation::unknown_loan;
use super::record::unknown_addressee;
use super::{Context, Reason, Stamp, by_entry, fitting, granted, past};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::id::id;
use crate::loan::LoanId;
use crate::machine::{Change, Stay};
use crate::money::Money;
use crate::party::PartyId;
use crate::product::MilestoneKind;

id! {
    /// A deposit in one case: `e7` for what entry 7 of its log recorded.
    DepositId(String), "a deposit id"
}

/// Money that was laid down, and what came back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deposit {
    /// Its number in the case.
    pub id: DepositId,
    /// Whose money it is.
    pub payer: PartyId,
    /// Who holds it.
    pub with: PartyId,
    /// How much was laid down.
    pub amount: Money,
    /// What for.
    pub purpose: String,
    /// For which loan; `None` for the case.
    pub loan: Option<LoanId>,
    /// When it was laid down.
    pub on: Date,
    /// By when it is to come back, where a day was agreed.
    pub due: Option<Date>,
    /// After which milestone it is to come back, where one was agreed.
    pub after: Option<MilestoneKind>,
    /// The number of the receipt.
    pub reference: Option<String>,
    /// What came back, in the order it was recorded.
    pub returns: Vec<Return>,
}

/// Part of a deposit came back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Return {
    /// When.
    pub on: Date,
    /// How much.
    pub amount: Money,
    /// The number of the slip.
    pub reference: Option<String>,
}

impl Deposit {
    /// How much has come back.
    #[must_use]
    pub fn returned(&self) -> Money {
        // OK because no step returns more than the deposit.
        Money::sum(self.returns.iter().map(|it| it.amount)).unwrap_or(self.amount)
    }

    /// How much is still out.
    #[must_use]
    pub fn out(&self) -> Money {
        self.amount.checked_sub(self.returned()).unwrap_or(Money::ZERO)
    }
}

impl File {
    /// The deposit of that number.
    #[must_use]
    pub fn deposit(&self, id: &DepositId) -> Option<&Deposit> {
        self.deposits.iter().find(|it| it.id == *id)
    }
}

/// Record that a deposit was laid down (缴存保证金).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordDeposit {
    /// Whose money it is: a party, or a role such as `developer`.
    pub payer: PartyId,
    /// Who holds it: a role such as `bank`, a party, an office.
    pub with: PartyId,
    /// How much.
    pub amount: Money,
    /// What for, in a word or two.
    pub purpose: String,
    /// For which loan; for the case when left out.
    pub loan: Option<LoanId>,
    /// By when it is to come back.
    pub due: Option<Date>,
    /// After which milestone it is to come back.
    pub after: Option<MilestoneKind>,
    /// The number of the receipt.
    pub reference: Option<String>,
}
/// The deposit is on record.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DepositRecorded {
    /// What was asked.
    pub asked: RecordDeposit,
    /// Its number in the case: `e7` for what entry 7 recorded.
    pub deposit: DepositId,
}
impl Stay<File> for RecordDeposit {
    type Event = DepositRecorded;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DepositRecorded, Vec<Reason>> {
        let mut reasons = self.unknown(file);
        reasons.extend(past(self.due, context.occurred));
        let deposit = DepositId::numbered("e", file.next_entry());
        granted(reasons, || DepositRecorded { asked: self.clone(), deposit })
    }
}
impl RecordDeposit {
    fn unknown(&self, file: &File) -> Vec<Reason> {
        let who = unknown_addressee(file, &self.payer).into_iter().chain(unknown_addressee(file, &self.with));
        who.chain(unknown_loan(file, self.loan.as_ref())).collect_vec()
    }
}
impl Change<File> for DepositRecorded {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let RecordDeposit { payer, with, amount, purpose, loan, due, after, reference } = self.asked.clone();
        let (id, on) = (self.deposit.clone(), stamp.occurred);
        let returns = Vec::new();
        file.deposits.push(Deposit { id, payer, with, amount, purpose, loan, on, due, after, reference, returns });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))?;
        by_entry("deposit", self.deposit.as_str(), DepositId::numbered("e", file.next_entry()).as_str())
    }
}

/// Record that a deposit came back, whole or in part (退还保证金).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnDeposit {
    /// Which one.
    pub deposit: DepositId,
    /// How much came back.
    pub amount: Money,
    /// The number of the slip.
    pub reference: Option<String>,
}
/// It came back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DepositReturned {
    /// What was asked.
    pub asked: ReturnDeposit,
}
impl ReturnDeposit {
    /// The deposit is there, holds as much, and did not come back before it was laid down.
    fn reasons(&self, file: &File, occurred: Option<Date>) -> Vec<Reason> {
        let id = self.deposit.to_string();
        let Some(deposit) = file.deposit(&self.deposit) else { return vec![Reason::UnknownDeposit { deposit: id }] };
        let early = occurred.filter(|day| *day < deposit.on);
        let early = early.map(|occurred| Reason::OutOfOrder { occurred, last: deposit.on });
        let (amount, out) = (self.amount, deposit.out());
        let over = (amount > out).then_some(Reason::DepositOverReturned { deposit: id, amount, out });
        early.into_iter().chain(over).collect_vec()
    }
}
impl Stay<File> for ReturnDeposit {
    type Event = DepositReturned;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<DepositReturned, Vec<Reason>> {
        granted(self.reasons(file, Some(context.occurred)), || DepositReturned { asked: self.clone() })
    }
}
impl Change<File> for DepositReturned {
    fn apply(&self, file: &mut File, stamp: &Stamp) {
        let ReturnDeposit { deposit, amount, reference } = self.asked.clone();
        if let Some(deposit) = file.deposits.iter_mut().find(|it| it.id == deposit) {
            deposit.returns.push(Return { on: stamp.occurred, amount, reference });
        }
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.reasons(file, None))
    }
}
