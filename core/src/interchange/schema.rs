//! The shapes as data: the source of the type stubs of other languages and of the format page.

use super::shape::{case_fields, loan_fields};
use super::value::{Field, Type};
use super::{loans, office};
use crate::collect::CollectVec;
use crate::{case, loan};

/// One command and its event, with their fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The command's name.
    pub command: &'static str,
    /// The event's name.
    pub event: &'static str,
    /// What it is for, in English.
    pub about: &'static str,
    /// Its name in the trade.
    pub zh: &'static str,
    /// The command's fields; the event repeats them.
    pub fields: &'static [Field],
    /// What the event adds.
    pub adds: &'static [Field],
    /// Whether it is a step of a loan: then `loan` names the loan, and may be left out while one is open.
    pub of_loan: bool,
}

/// A step by its kind of command, of the case or of a loan: two types with the same names.
macro_rules! step {
    ($kind:expr, $fields:ident, of_loan: $of_loan:literal) => {{
        let (fields, adds) = $fields(*$kind);
        let (command, event, about, zh) = ($kind.name(), $kind.event_name(), $kind.about(), $kind.zh());
        Step { command, event, about, zh, fields, adds, of_loan: $of_loan }
    }};
}

/// Every step of the wire, the case's first.
pub fn steps() -> Vec<Step> {
    let of_case = case::CommandKind::ALL.iter().filter(|kind| **kind != case::CommandKind::StepLoan);
    let of_case = of_case.map(|kind| step!(kind, case_fields, of_loan: false));
    let of_loan = loan::CommandKind::ALL.iter().map(|kind| step!(kind, loan_fields, of_loan: true));
    of_case.chain(of_loan).collect_vec()
}

/// A column of loans, as [`Rules::impact_of`](super::plain::Rules::impact_of) and [`LoanReader`](super::LoanReader) take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name; a unit stands last.
    pub name: &'static str,
    /// What each of its values is.
    pub kind: Type,
    /// Whether it must be there, with a value for each loan.
    pub is_required: bool,
    /// What it says; nothing of a fact and a figure, which say it themselves.
    pub about: &'static str,
}

/// Every column of loans: what a case and a loan have, then the facts and the figures by their names.
pub fn columns() -> Vec<Column> {
    loans::columns()
}

/// The names of what a case is asked, with [`Rules::ask`](super::plain::Rules::ask).
pub fn case_questions() -> Vec<&'static str> {
    office::case_questions().collect_vec()
}

/// The names of what an office is asked, with [`Office::ask`](super::plain::Office::ask).
pub fn office_questions() -> Vec<&'static str> {
    office::office_questions().collect_vec()
}
