//! Papers compared with one another and with the case, field by field.
//!
//! Somebody read the papers: each is an [`Extract`], and what was not read is not compared. [`examine`] keeps nothing,
//! blocks nothing and repairs nothing: every difference is an [`Inconsistency`] with both places, both values masked,
//! how grave it is and what to do. A name or number that differs only in a known way of spelling is told so
//! ([`Inconsistency::differs_only_in`]), and is told all the same. Values are compared with what the case says of the
//! holder, the home or the loan; where it says nothing, with the first paper. A paper that must come with another is looked
//! for on file too.
//!
//! Hand over all papers of the down payment together: the receipts are added up.
//!
//! The twenty checks of HANDBOOK 3.5, and where each is done:
//!
//! | # | check | where |
//! |---|---|---|
//! | 1, 2 | name, ID number, birth date, sex | here, `person` |
//! | 3 | the ID in date today, at signing, at registration | here, `days`: past its last day today, and whether it bears the day on file, `person`; for the days to come [gates](crate::case::gate) and [`forecast`](mod@crate::forecast) |
//! | 4 | buyers, owners, mortgagors | here, `owners` |
//! | 5, 6 | price, down payment, receipts | here, `sums` |
//! | 7 | loan to value | [`finding`](crate::finding) (`max_ltv`); here, whether price and appraisal are those of the papers |
//! | 8, 9, 10 | the home, its contract, its permit | here, `home` |
//! | 11 | employer | here, `income` |
//! | 12 | income that is supported, and twice the instalment | here, `income`; the ratios: [`finding`](crate::finding) (`housing_debt_to_income`, `total_debt_to_income`) |
//! | 13 | age and term, building, land | [`finding`](crate::finding) (`age_plus_term`, `building_age_plus_term` and others); here, `home`: the land term, and the year that papers have |
//! | 14 | marital status | here, `person` |
//! | 15 | authorised before queried | here, `days` |
//! | 16 | fresh on the day of use | [`forecast`](mod@crate::forecast); here, past its last day, and whether it bears the days on file |
//! | 17 | accounts | here, `accounts` |
//! | 18 | sellers | here, `owners` |
//! | 19, 20 | terms, and money received | here, `terms` |
//!
//! The catalogue of papers (HANDBOOK 3.1) adds what each kind of paper is compared with: yes or no to a question
//! (`flags`), what the case says of household and purchase (`facts`), who must be named (`people`), numbers and firms
//! (`numbers`), papers that must come with another (`companions`), what an agent may sign (`agent`), what is owed
//! (`debts`). Its column is taken apart in the tests, word by word, with an example for each part.
//!
//! ```
//! use anjieflow::case::{Actor, Case, CaseId, Context};
//! use anjieflow::document::DocumentKind;
//! use anjieflow::examine::{Check, Extract, Field, Severity, Spelling, Value, examine};
//! use anjieflow::{Date, identity::Name, party::PartyId};
//!
//! let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
//! let case = Case::open(CaseId::new("C-1")?, &context)?.case;
//! let named = |kind, name| {
//!     Extract::new(kind, PartyId::new("b1")?).with(Field::Name, Value::Name(Name::parse(name)?))
//! };
//! let papers = [
//!     named(DocumentKind::ID_CARD, "阿卜杜拉·买买提")?,
//!     named(DocumentKind::INCOME_CERT, "阿卜杜拉•买买提")?,
//! ];
//! let found = examine(case.file(), &papers, &context);
//! assert_eq!((found[0].check, found[0].severity()), (Check::NameDiffers, Severity::Stop));
//! assert_eq!(found[0].differs_only_in, [Spelling::MiddleDot]);
//! assert_eq!(found[0].other.shown, "阿******提");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod accounts;
mod agent;
mod check;
mod companions;
mod days;
mod debts;
mod desk;
mod extract;
mod facts;
mod field;
mod flags;
mod home;
mod income;
mod inconsistency;
mod numbers;
mod owners;
mod people;
mod person;
mod spelling;
mod sums;
mod table;
mod terms;
mod value;

pub use agent::Power;
pub use check::Severity;
pub use extract::Extract;
#[cfg(feature = "serde")]
pub(crate) use facts::fact_of;
pub use field::Field;
pub use inconsistency::{Inconsistency, Place, Side};
pub use spelling::Spelling;
pub use table::Check;
pub use value::{FieldKind, Value};

use crate::case::{Context, File};
use crate::collect::CollectVec;
use desk::Desk;

/// What does not agree between the papers, and between them and the case; the gravest first, else in the order of
/// [`Check::ALL`].
///
/// A holder that the case does not know is compared with its own papers only. The context says today's day, and the
/// names of papers come from its pack.
#[must_use]
pub fn examine(file: &File, papers: &[Extract], context: &Context<'_>) -> Vec<Inconsistency> {
    let desk = Desk { file, papers, context };
    let groups: [fn(&Desk<'_>) -> Vec<Inconsistency>; 14] = [
        person::check,
        owners::check,
        sums::check,
        home::check,
        income::check,
        days::check,
        accounts::check,
        terms::check,
        flags::check,
        facts::check,
        people::check,
        companions::check,
        agent::check,
        debts::check,
    ];
    let mut found = groups.into_iter().flat_map(|group| group(&desk)).collect_vec();
    found.sort_by_key(|it| (it.severity(), it.check));
    found
}

#[cfg(test)]
mod tests;
