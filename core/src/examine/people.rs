//! Who must be named on a paper, and who may: payers, children and parents, households, shareholders, agents.

use super::desk::{Desk, names, nearest};
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind as Kind;
use crate::identity::Name;
use crate::party::PartyId;
use crate::product::Role;

/// How the names on a paper and the parties of some roles belong together.
#[derive(Clone, Copy)]
enum Belongs {
    /// Every such party is named.
    All,
    /// At least one name is such a party's.
    One,
    /// Whoever is named is such a party.
    Only,
}

/// Those who may be told on a certificate of birth to be the parents.
const GROWN: &[Role] = &[Role::Borrower, Role::Spouse, Role::CoBorrower, Role::CoOwner, Role::Guardian];
const PAYERS: &[Role] = &[Role::Borrower, Role::CoBorrower];

/// The paper, or any with the field.
type Row = (Check, Option<Kind>, Field, Belongs, &'static [Role]);

const NAMED: [Row; 10] = [
    (Check::PayerUnknown, None, Field::Payer, Belongs::Only, PAYERS),
    (Check::NotNamed, None, Field::Household, Belongs::All, &[Role::Borrower, Role::Spouse, Role::Minor]),
    (Check::NotNamed, Some(Kind::BIRTH_CERT), Field::Children, Belongs::All, &[Role::Minor]),
    (Check::NotNamed, Some(Kind::BIRTH_CERT), Field::Parents, Belongs::One, GROWN),
    (Check::NotNamed, Some(Kind::GUARDIAN_NOTARIZATION), Field::Children, Belongs::All, &[Role::Minor]),
    (Check::NotNamed, Some(Kind::KINSHIP_PROOF), Field::Relatives, Belongs::All, &[Role::Borrower]),
    (
        Check::NotNamed,
        Some(Kind::KINSHIP_PROOF),
        Field::Relatives,
        Belongs::One,
        &[Role::CoBorrower, Role::CoOwner, Role::Minor],
    ),
    (Check::StrangerNamed, None, Field::Agent, Belongs::Only, &[Role::Agent]),
    (Check::StrangerNamed, None, Field::SignedBy, Belongs::Only, &[Role::Agent, Role::Guardian]),
    (
        Check::AccountHolderDiffers,
        None,
        Field::RefundHolder,
        Belongs::Only,
        &[Role::Borrower, Role::CoBorrower, Role::CoOwner],
    ),
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut found = NAMED.iter().flat_map(|row| of_row(desk, row)).collect_vec();
    found.extend(desk.holders().into_iter().flat_map(|holder| principal(desk, holder)));
    found
}

/// Nothing where nobody plays the roles.
fn of_row(desk: &Desk<'_>, (check, kind, field, belongs, roles): &Row) -> Vec<Inconsistency> {
    let known = desk.names_of(roles);
    if known.is_empty() {
        return Vec::new();
    }
    let lists = desk.seen_where(*field, |paper| kind.as_ref().is_none_or(|kind| paper.document == *kind));
    lists.iter().flat_map(|list| against(*check, list, *belongs, &known)).collect_vec()
}

fn against(check: Check, list: &Seen, belongs: Belongs, known: &[Name]) -> Vec<Inconsistency> {
    let named = names(&list.value);
    let case = |value| Seen::in_case(list.single(), value);
    match belongs {
        Belongs::All => {
            let missing = known.iter().filter(|name| !named.contains(name));
            missing.map(|name| Inconsistency::new(check, &case(Value::Name(name.clone())), list)).collect_vec()
        }
        Belongs::One if named.iter().any(|name| known.contains(name)) => Vec::new(),
        Belongs::One => vec![Inconsistency::new(check, &case(Value::Names(known.to_vec())), list)],
        Belongs::Only => {
            let strangers = named.iter().filter(|name| !known.contains(name));
            let told = |name: &Name| {
                Inconsistency::new(check, &case(nearest(known, name)), &list.with(Value::Name(name.clone())))
            };
            strangers.map(told).collect_vec()
        }
    }
}

/// Lists of those who run a firm without the holder whose income comes from it.
fn principal(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let Some(party) = desk.party(holder) else { return Vec::new() };
    let case = Seen::in_case(Field::Name, Value::Name(party.name.clone()));
    let lists = desk.seen_of(holder, Field::Principals).into_iter();
    let without = lists.filter(|list| !names(&list.value).contains(&party.name));
    without.map(|list| Inconsistency::new(Check::NotPrincipal, &case, &list)).collect_vec()
}
