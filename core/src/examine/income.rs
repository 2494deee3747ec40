//! Where income comes from, and how much of it is supported: checks 11 and 12.

use super::check::Check;
use super::desk::{Desk, differing};
use super::field::{Field, Value};
use super::inconsistency::{Inconsistency, Seen};
use crate::figure::Figure;
use crate::money::Money;
use crate::party::{Party, PartyId};
use crate::product::Role;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let of_holder = |holder: &PartyId| {
        let mut found = differing(Check::EmployerDiffers, desk.seen_of(holder, Field::Employer));
        found.extend(unsupported(desk, holder));
        found
    };
    let mut found: Vec<_> = desk.holders().into_iter().flat_map(of_holder).collect();
    found.extend(overstated(desk));
    found
}

/// Every certificate that is above what another paper supports.
fn unsupported(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let supported = desk.seen_of(holder, Field::IncomeSupported);
    let certified = desk.seen_of(holder, Field::IncomeCertified);
    let above = |one: &Seen| supported.iter().filter(|other| means(one) > means(other)).cloned().collect::<Vec<_>>();
    let told =
        |one: &Seen| above(one).into_iter().map(|it| Inconsistency::new(Check::IncomeUnsupported, &it, one)).collect();
    certified.iter().flat_map(|one| -> Vec<Inconsistency> { told(one) }).collect()
}

/// The figure that limits are judged by, where it is above what everybody's certificates say together.
fn overstated(desk: &Desk<'_>) -> Option<Inconsistency> {
    let figure = Money::new(desk.file.figures.get(Figure::MonthlyIncome)?).ok()?;
    let certificate = |party: &Party| desk.seen_of(&party.id, Field::IncomeCertified).into_iter().next();
    let borrowers = |role: &[Role]| {
        let parties = desk.file.parties.iter().filter(|party| role.contains(&party.role));
        parties.map(certificate).collect::<Vec<_>>()
    };
    // Of those who borrow all must be read, or the sum says nothing; a spouse's income counts where it is.
    let mut certified: Vec<Seen> = borrowers(&[Role::Borrower, Role::CoBorrower]).into_iter().collect::<Option<_>>()?;
    certified.extend(borrowers(&[Role::Spouse]).into_iter().flatten());
    let (first, sum) = (certified.first()?, Money::sum(certified.iter().filter_map(means)).ok()?);
    let case = Seen::in_case(Field::IncomeCertified, Value::Means(figure));
    (figure > sum).then(|| Inconsistency::new(Check::IncomeOverstated, &first.with(Value::Means(sum)), &case))
}

fn means(seen: &Seen) -> Option<Money> {
    match seen.value {
        Value::Means(amount) => Some(amount),
        _ => None,
    }
}
