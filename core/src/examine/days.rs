//! Days in order: checks 3 and 15, and what the catalogue of papers asks of contract, filing and stay.

use super::desk::{Desk, differing};
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;
use crate::document::DocumentKind;
use crate::party::PartyId;
use crate::product::MilestoneKind;

/// Days on which something happened, and so not later than today.
const HAPPENED: [Field; 9] = [
    Field::Issued,
    Field::SignedOn,
    Field::FiledOn,
    Field::PaidOn,
    Field::AuthorisedOn,
    Field::QueriedOn,
    Field::CreditedOn,
    Field::EligibleOn,
    Field::StaySince,
];

/// A year on the mainland is what lenders ask of a foreigner (HANDBOOK 3.1, `foreign_residence_permit`).
const STAY_MONTHS: i32 = 12;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let signed = signed(desk);
    let mut found = desk.holders().into_iter().flat_map(|holder| queried(desk, holder)).collect_vec();
    found.extend(ordered(desk, &signed));
    found.extend(expired(desk));
    found.extend(stay(desk));
    let case = milestone(desk, MilestoneKind::ContractSigned, Field::SignedOn);
    found.extend(differing(Check::SigningDayDiffers, case.into_iter().chain(signed)));
    found.extend(HAPPENED.iter().flat_map(|field| future(desk, *field)));
    found
}

/// Queries of a person's record before the first authorisation that is known of.
fn queried(desk: &Desk<'_>, holder: &PartyId) -> Vec<Inconsistency> {
    let authorised = desk.seen_of(holder, Field::AuthorisedOn).into_iter().min_by_key(Seen::day);
    let case = || milestone(desk, MilestoneKind::CreditAuthorised, Field::AuthorisedOn);
    let Some(authorised) = authorised.or_else(case) else { return Vec::new() };
    let queries = desk.seen_of(holder, Field::QueriedOn).into_iter();
    let early = queries.filter(|query| query.day() < authorised.day());
    early.map(|query| Inconsistency::new(Check::QueriedBeforeAuthorised, &authorised, &query)).collect_vec()
}

/// The day of signing on every contract of sale.
fn signed(desk: &Desk<'_>) -> Vec<Seen> {
    let contracts = [DocumentKind::SALES_CONTRACT_NEW, DocumentKind::SALES_CONTRACT_SECOND_HAND];
    desk.seen_where(Field::SignedOn, |paper| contracts.contains(&paper.document))
}

/// The contract after the examination of the household, and before its filing.
fn ordered(desk: &Desk<'_>, signed: &[Seen]) -> Vec<Inconsistency> {
    let Some(signed) = signed.first() else { return Vec::new() };
    let early = desk.seen(Field::FiledOn).into_iter().filter(|filed| filed.day() < signed.day());
    let late = desk.seen(Field::EligibleOn).into_iter().filter(|eligible| eligible.day() > signed.day());
    let early = early.map(|filed| Inconsistency::new(Check::FiledBeforeSigned, signed, &filed));
    early.chain(late.map(|eligible| Inconsistency::new(Check::EligibleTooLate, &eligible, signed))).collect_vec()
}

/// Papers past the last day that is printed on them.
fn expired(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let today = Seen::by_rule(Field::ValidUntil, Value::Day(desk.context.today));
    let past = desk.seen(Field::ValidUntil).into_iter().filter(|until| until.day() < today.day());
    past.map(|until| Inconsistency::new(Check::Expired, &today, &until)).collect_vec()
}

fn stay(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let Ok(since) = desk.context.today.add_months(-STAY_MONTHS) else { return Vec::new() };
    let rule = Seen::by_rule(Field::StaySince, Value::Day(since));
    let short = desk.seen(Field::StaySince).into_iter().filter(|own| own.day() > rule.day());
    short.map(|own| Inconsistency::new(Check::StayTooShort, &rule, &own)).collect_vec()
}

fn future(desk: &Desk<'_>, field: Field) -> Vec<Inconsistency> {
    let today = Seen::by_rule(field, Value::Day(desk.context.today));
    let late = desk.seen(field).into_iter().filter(|seen| seen.day() > today.day());
    late.map(|seen| Inconsistency::new(Check::DayInFuture, &today, &seen)).collect_vec()
}

/// When the case reached a milestone.
fn milestone(desk: &Desk<'_>, kind: MilestoneKind, field: Field) -> Option<Seen> {
    let mark = desk.file.done(kind)?;
    Some(Seen::in_case(field, Value::Day(mark.on)))
}
