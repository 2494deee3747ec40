//! Days in order: check 15, and what the catalogue of papers asks of contract and filing.

use super::check::Check;
use super::desk::{Desk, differing};
use super::field::{Field, Value};
use super::inconsistency::{Inconsistency, Seen};
use crate::date::Date;
use crate::document::DocumentKind;
use crate::party::PartyId;
use crate::product::MilestoneKind;

/// Days on which something happened, and so not later than today.
const HAPPENED: [Field; 7] = [
    Field::Issued,
    Field::SignedOn,
    Field::FiledOn,
    Field::PaidOn,
    Field::AuthorisedOn,
    Field::QueriedOn,
    Field::CreditedOn,
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let signed = signed(desk);
    let mut found: Vec<_> = desk.holders().into_iter().flat_map(|holder| queried(desk, holder)).collect();
    found.extend(filed(desk, &signed));
    let case = milestone(desk, MilestoneKind::ContractSigned, Field::SignedOn);
    found.extend(differing(Check::SigningDayDiffers, case.into_iter().chain(signed)));
    found.extend(HAPPENED.iter().flat_map(|field| future(desk, *field)));
    found
}

/// Queries of a person's record before the first authorisation that is known of.
fn queried(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let authorised = desk.seen_of(holder, Field::AuthorisedOn).into_iter().min_by_key(day);
    let case = || milestone(desk, MilestoneKind::CreditAuthorised, Field::AuthorisedOn);
    let Some(authorised) = authorised.or_else(case) else { return Vec::new() };
    let queries = desk.seen_of(holder, Field::QueriedOn).into_iter();
    let early = queries.filter(|query| day(query) < day(&authorised));
    early.map(|query| Inconsistency::new(Check::QueriedBeforeAuthorised, &authorised, &query)).collect()
}

/// The day of signing on every contract of sale.
fn signed(desk: &Desk<'_>) -> Vec<Seen> {
    let contracts = [DocumentKind::SALES_CONTRACT_NEW, DocumentKind::SALES_CONTRACT_SECOND_HAND];
    desk.seen_where(Field::SignedOn, |paper| contracts.contains(&paper.document))
}

fn filed(desk: &Desk<'_>, signed: &[Seen]) -> Vec<Inconsistency> {
    let Some(signed) = signed.first() else { return Vec::new() };
    let early = desk.seen(Field::FiledOn).into_iter().filter(|filed| day(filed) < day(signed));
    early.map(|filed| Inconsistency::new(Check::FiledBeforeSigned, signed, &filed)).collect()
}

fn future(desk: &Desk<'_>, field: Field) -> Vec<Inconsistency> {
    let today = Seen::by_rule(field, Value::Day(desk.context.today));
    let late = desk.seen(field).into_iter().filter(|seen| day(seen) > day(&today));
    late.map(|seen| Inconsistency::new(Check::DayInFuture, &today, &seen)).collect()
}

/// When the case reached a milestone.
fn milestone(desk: &Desk<'_>, kind: MilestoneKind, field: Field) -> Option<Seen> {
    let mark = desk.file.done(kind)?;
    Some(Seen::in_case(field, Value::Day(mark.on)))
}

fn day(seen: &Seen) -> Option<Date> {
    match seen.value {
        Value::Day(day) => Some(day),
        _ => None,
    }
}
