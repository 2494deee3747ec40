//! Steps of the contract and the money: sign, pay out, post.

use super::answering::in_force;
use super::rate_lock;
use super::state::{Accepted, PaidOut, Repaying, Signed};
use super::{LoanFile, LoanIn};
use crate::case::{Context, Reason, Stamp};
use crate::date::Date;
use crate::identity::BankCard;
use crate::machine::{Effect, Move};
use crate::money::Money;

/// The loan contract is signed and sealed.
///
/// Where it was signed before the approval on the same terms, no contract number is needed: it takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignLoan {
    /// The contract's number.
    pub contract: Option<String>,
}
/// The loan contract is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoanSigned {
    /// What was asked.
    pub asked: SignLoan,
    /// The number of the contract in force.
    pub in_force: String,
}
impl Move<LoanFile, Accepted> for SignLoan {
    type Event = LoanSigned;
    fn decide(&self, at: &LoanIn<Accepted>, context: &Context<'_>) -> Result<LoanSigned, Vec<Reason>> {
        let mut reasons = in_force(at.stage.expires, context);
        reasons.extend(rate_lock::ended(&at.file, context));
        open_conditions(&at.file, context.occurred).for_each(|reason| reasons.push(reason));
        let contract = self.contract.clone().or_else(|| still_good(&at.file));
        match contract {
            Some(contract) if reasons.is_empty() => Ok(LoanSigned { asked: self.clone(), in_force: contract }),
            Some(_) => Err(reasons),
            None => {
                reasons.push(Reason::ResignNeeded { loan: at.file.id.to_string() });
                Err(reasons)
            }
        }
    }
}
impl Effect<LoanFile, Accepted> for LoanSigned {
    type To = Signed;
    fn apply(&self, mut from: LoanIn<Accepted>, stamp: &Stamp) -> LoanIn<Signed> {
        from.file.contract = Some(self.in_force.clone());
        let expires = from.stage.expires;
        from.into_stage(Signed { since: stamp.occurred, expires })
    }
}

/// The contract signed early, if the lender granted what it says.
fn still_good(file: &LoanFile) -> Option<String> {
    let granted = file.terms.as_ref()?;
    let early = file.signed_early.as_ref()?;
    (!granted.differs_from(&file.application)).then(|| early.contract.clone())
}

/// What was met after the day of the contract was not met for it.
fn open_conditions(file: &LoanFile, on: Date) -> impl Iterator<Item = Reason> + '_ {
    let numbered = (1..).zip(&file.conditions);
    numbered
        .filter(move |(_, condition)| condition.met.is_none_or(|met| on < met))
        .map(|(number, condition)| Reason::ConditionOpen { number, condition: crate::error::note(&condition.text) })
}

/// The lender pays, into the designated account only (the case checks the account).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayOut {
    /// How much was paid.
    pub amount: Money,
    /// Into which account.
    pub account: BankCard,
}
/// The lender has paid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MoneyPaidOut {
    /// What was asked.
    pub asked: PayOut,
    /// The edition of the rules it was paid out under.
    pub edition: String,
}
impl Move<LoanFile, Signed> for PayOut {
    type Event = MoneyPaidOut;
    fn decide(&self, at: &LoanIn<Signed>, context: &Context<'_>) -> Result<MoneyPaidOut, Vec<Reason>> {
        let mut reasons = in_force(at.stage.expires, context);
        reasons.extend(rate_lock::ended(&at.file, context));
        let granted = at.file.amount();
        if self.amount != granted {
            reasons.push(Reason::AmountMismatch { paid: self.amount, granted });
        }
        let edition = context.edition();
        if reasons.is_empty() { Ok(MoneyPaidOut { asked: self.clone(), edition }) } else { Err(reasons) }
    }
}
impl Effect<LoanFile, Signed> for MoneyPaidOut {
    type To = PaidOut;
    fn apply(&self, mut from: LoanIn<Signed>, stamp: &Stamp) -> LoanIn<PaidOut> {
        from.file.paid = Some((self.asked.amount, stamp.occurred));
        from.file.paid_into = Some(self.asked.account.clone());
        from.file.paid_under = Some(self.edition.clone());
        from.into_stage(PaidOut { since: stamp.occurred })
    }
}

/// The money is on the right account and in the books (到账入账).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// When the first instalment falls due.
    pub first_due: Date,
    /// How much it is; usually larger than the later ones (HANDBOOK 5.5).
    pub first_instalment: Money,
}
/// The money is posted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MoneyPosted {
    /// What was asked.
    pub asked: Post,
}
impl Move<LoanFile, PaidOut> for Post {
    type Event = MoneyPosted;
    fn decide(&self, _: &LoanIn<PaidOut>, context: &Context<'_>) -> Result<MoneyPosted, Vec<Reason>> {
        let reasons = super::asking::after(self.first_due, context);
        if reasons.is_empty() { Ok(MoneyPosted { asked: self.clone() }) } else { Err(reasons) }
    }
}
impl Effect<LoanFile, PaidOut> for MoneyPosted {
    type To = Repaying;
    fn apply(&self, mut from: LoanIn<PaidOut>, stamp: &Stamp) -> LoanIn<Repaying> {
        from.file.first_instalment = Some((self.asked.first_due, self.asked.first_instalment));
        from.into_stage(Repaying { since: stamp.occurred })
    }
}
