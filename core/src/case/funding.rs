//! Steps of the money: where it goes, when all of it is there, when all of it is paid back.

use super::file::{Account, File};
use super::gate::{POSTED, SETTLED, blockers, loans_in};
use super::intake::needs_salt;
use super::record::unknown_holder;
use super::stage::{Funding, Repaying, Settled};
use super::{CaseIn, Context, Reason, Stamp, fitting, granted};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::identity::BankCard;
use crate::loan::LoanId;
use crate::machine::{Change, Effect, Move, Stay};
use crate::party::PartyId;
use crate::product::GateStep;

/// Designate the account that receives the money (指定账户).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DesignateAccount {
    /// For which loan; for every loan of the case when left out.
    pub loan: Option<LoanId>,
    /// Whose account it is: a party, or a role such as `developer`.
    pub holder: PartyId,
    /// Its number.
    pub number: BankCard,
}
/// The account is designated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccountDesignated {
    /// What was asked.
    pub asked: DesignateAccount,
}
impl Stay<File> for DesignateAccount {
    type Event = AccountDesignated;
    fn decide(&self, file: &File, context: &Context<'_>) -> Result<AccountDesignated, Vec<Reason>> {
        let mut reasons = needs_salt("designate_account", context);
        reasons.extend(self.unknown(file));
        granted(reasons, || AccountDesignated { asked: self.clone() })
    }
}
impl DesignateAccount {
    fn unknown(&self, file: &File) -> Vec<Reason> {
        let loan = self.loan.as_ref().filter(|loan| file.loan(loan).is_none());
        let loan = loan.map(|loan| Reason::UnknownLoan { loan: loan.to_string() });
        unknown_holder(file, &self.holder).into_iter().chain(loan).collect_vec()
    }
}
impl Change<File> for AccountDesignated {
    fn apply(&self, file: &mut File, _: &Stamp) {
        let DesignateAccount { loan, holder, number } = self.asked.clone();
        file.accounts.push(Account { loan, holder, number });
    }
    fn fits(&self, file: &File) -> Result<(), String> {
        fitting(self.asked.unknown(file))
    }
}

/// Every loan is paid out and posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginRepayment {}
/// The years of paying back begin.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RepaymentBegun {
    /// What was asked.
    pub asked: BeginRepayment,
}
impl Move<File, Funding> for BeginRepayment {
    type Event = RepaymentBegun;
    fn decide(&self, at: &CaseIn<Funding>, context: &Context<'_>) -> Result<RepaymentBegun, Vec<Reason>> {
        let mut reasons = loans_in(&at.file, POSTED, context.occurred);
        reasons.extend(blockers(&at.file, GateStep::BeginRepayment, context));
        granted(reasons, || RepaymentBegun { asked: self.clone() })
    }
}
impl Effect<File, Funding> for RepaymentBegun {
    type To = Repaying;
    fn fits(&self, from: &CaseIn<Funding>) -> Result<(), String> {
        fitting(loans_in(&from.file, POSTED, Date::MAX))
    }
    fn apply(&self, from: CaseIn<Funding>, stamp: &Stamp) -> CaseIn<Repaying> {
        from.into_stage(Repaying { since: stamp.occurred })
    }
}

/// Every loan is paid back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfirmSettlement {}
/// Nothing is owed any more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettlementConfirmed {
    /// What was asked.
    pub asked: ConfirmSettlement,
}
impl Move<File, Repaying> for ConfirmSettlement {
    type Event = SettlementConfirmed;
    fn decide(&self, at: &CaseIn<Repaying>, context: &Context<'_>) -> Result<SettlementConfirmed, Vec<Reason>> {
        let mut reasons = loans_in(&at.file, SETTLED, context.occurred);
        reasons.extend(blockers(&at.file, GateStep::ConfirmSettlement, context));
        granted(reasons, || SettlementConfirmed { asked: self.clone() })
    }
}
impl Effect<File, Repaying> for SettlementConfirmed {
    type To = Settled;
    fn fits(&self, from: &CaseIn<Repaying>) -> Result<(), String> {
        fitting(loans_in(&from.file, SETTLED, Date::MAX))
    }
    fn apply(&self, from: CaseIn<Repaying>, stamp: &Stamp) -> CaseIn<Settled> {
        from.into_stage(Settled { since: stamp.occurred })
    }
}
