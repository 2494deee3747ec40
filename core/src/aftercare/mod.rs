//! The years after the money: arrears, an early payment, another rate, the end of the loan and of the mortgage.
//!
//! What is open is computed from the case, as everything else: each [`Matter`] with its steps in order, who takes each, from
//! when on, and since when it is done where the case says so. What has to be done by when stands on the
//! [worklist](crate::worklist), whom to tell among the [notices](crate::worklist::owed_notices).

mod ladder;
mod matters;

pub use ladder::{LADDER, Rung, rung};
pub use matters::matters;

use crate::date::Date;
use crate::loan::LoanId;
use crate::words::closed;

closed! {
    /// What an office is asked for in the years after the money.
    pub enum Care ("kind of after-care") {
        /// The customer is behind.
        Arrears "arrears" "逾期催收",
        /// The customer wants to pay before it is due.
        Prepayment "prepayment" "提前还款",
        /// The rate was set anew.
        Repricing "repricing" "利率重定价",
        /// The loan is paid back.
        Settlement "settlement" "贷款结清",
        /// The mortgage is to be cancelled.
        Release "release" "注销抵押",
    }
}

/// Something that is open in the years after the money.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Matter {
    /// What it is.
    pub kind: Care,
    /// Of which loan.
    pub loan: LoanId,
    /// Since when.
    pub since: Date,
    /// What is to be done, in order.
    pub steps: Vec<Step>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// Its stable name.
    pub name: &'static str,
    /// What it is, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// Who takes it: `clerk`, `borrower`, `lender`, `registry`, `developer`.
    pub whom: &'static str,
    /// From which day on it is time; `None` where no day is set.
    pub from: Option<Date>,
    /// Since when it is done; `None` while it is not, or where the case keeps nothing of it.
    pub done: Option<Date>,
}
