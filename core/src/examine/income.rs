//! Where income comes from, and how much of it is supported: checks 11 and 12.

use super::desk::{Desk, differing};
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::figure::Figure;
use crate::money::Money;
use crate::party::{Party, PartyId};
use crate::product::Role;

/// The fewest months that such a paper covers (HANDBOOK 3.1, 3.2c); a lender may ask for more.
const MONTHS: [(DocumentKind, u32); 6] = [
    (DocumentKind::BANK_STATEMENT, 6),
    (DocumentKind::CORPORATE_STATEMENT, 6),
    (DocumentKind::TAX_CERT, 12),
    (DocumentKind::SOCIAL_SECURITY_RECORD, 12),
    (DocumentKind::REPAYMENT_HISTORY, 12),
    (DocumentKind::PF_CONTRIBUTION_PROOF, 6),
];

/// An income carries an instalment of half of it.
const TIMES: i64 = 2;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let of_holder = |holder: &PartyId| {
        let mut found = differing(Check::EmployerDiffers, desk.seen_of(holder, Field::Employer));
        found.extend(unsupported(desk, holder));
        found.extend(declared(desk, holder));
        found
    };
    let mut found = desk.holders().into_iter().flat_map(of_holder).collect_vec();
    found.extend(overstated(desk));
    found.extend(months(desk));
    found
}

/// What was declared to somebody, and is not what is certified.
fn declared(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let certified = desk.seen_of(holder, Field::IncomeCertified).into_iter().next();
    differing(Check::DeclaredDiffers, certified.into_iter().chain(desk.seen_of(holder, Field::IncomeDeclared)))
}

/// Papers over fewer months than their kind is asked for.
fn months(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let short = |(kind, months): &(DocumentKind, u32)| -> Vec<Inconsistency> {
        let rule = Seen::by_rule(Field::MonthsCovered, Value::Count(*months));
        let papers = desk.seen_on(kind, Field::MonthsCovered).into_iter().filter(|seen| seen.count() < Some(*months));
        papers.map(|seen| Inconsistency::new(Check::MonthsMissing, &rule, &seen)).collect_vec()
    };
    MONTHS.iter().flat_map(short).collect_vec()
}

/// Every certificate that is above what another paper supports.
fn unsupported(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let supported = desk.seen_of(holder, Field::IncomeSupported);
    let certified = desk.seen_of(holder, Field::IncomeCertified);
    let above = |one: &Seen| supported.iter().filter(|other| one.amount() > other.amount()).cloned().collect_vec();
    let told = |one: &Seen| {
        above(one).into_iter().map(|it| Inconsistency::new(Check::IncomeUnsupported, &it, one)).collect_vec()
    };
    certified.iter().flat_map(|one| -> Vec<Inconsistency> { told(one) }).collect_vec()
}

/// The figures of the case beside what everybody's certificates say together: the income that limits are judged by, and
/// twice the instalment.
fn overstated(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let Some(certified) = certified(desk) else { return Vec::new() };
    let figure = |figure| desk.file.figures.get(figure);
    let income = figure(Figure::MonthlyIncome).and_then(|fen| Money::new(fen).ok());
    let wanted = figure(Figure::MonthlyInstalment).and_then(|fen| Money::new(fen.saturating_mul(TIMES)).ok());
    let above = |amount: Option<Money>| amount.filter(|amount| Some(*amount) > certified.amount()).map(Value::Means);
    let income = above(income).map(|income| Seen::in_case(Field::IncomeCertified, income));
    let wanted = above(wanted).map(|wanted| Seen::by_rule(Field::IncomeCertified, wanted));
    let income = income.map(|income| Inconsistency::new(Check::IncomeOverstated, &certified, &income));
    let wanted = wanted.map(|wanted| Inconsistency::new(Check::IncomeTooLow, &wanted, &certified));
    income.into_iter().chain(wanted).collect_vec()
}

/// What everybody's certificates say together, told at the first.
fn certified(desk: &Desk<'_>) -> Option<Seen> {
    let certificate = |party: &Party| desk.seen_of(&party.id, Field::IncomeCertified).into_iter().next();
    let borrowers = |role: &[Role]| {
        let parties = desk.file.parties.iter().filter(|party| role.contains(&party.role));
        parties.map(certificate).collect_vec()
    };
    // Of those who borrow all must be read, or the sum says nothing; a spouse's income counts where it is.
    let mut certified: Vec<Seen> = borrowers(&[Role::Borrower, Role::CoBorrower]).into_iter().collect::<Option<_>>()?;
    certified.extend(borrowers(&[Role::Spouse]).into_iter().flatten());
    let sum = Money::sum(certified.iter().filter_map(Seen::amount)).ok()?;
    Some(certified.first()?.summed(Value::Means(sum)))
}
