//! What every paper that says it must say yes or no to: seals and signatures, and what the catalogue of papers asks.

use super::desk::Desk;
use super::field::Field;
use super::inconsistency::{Inconsistency, Seen};
use super::table::Check;
use super::value::Value;
use crate::collect::CollectVec;

/// What must stand there.
const MUST_BE: [(Check, Field, bool); 15] = [
    (Check::NotSealed, Field::Sealed, true),
    (Check::NotSigned, Field::Signed, true),
    (Check::Encumbered, Field::Encumbered, false),
    (Check::PayNotLabelled, Field::PayLabelled, true),
    (Check::LargeDeposit, Field::LargeDeposit, false),
    (Check::BackPaid, Field::BackPaid, false),
    (Check::OverdueLastYear, Field::OverdueLastYear, false),
    (Check::NotSettled, Field::Settled, true),
    (Check::NotInPerson, Field::InPerson, true),
    (Check::LeftBlank, Field::Blank, false),
    (Check::Altered, Field::Altered, false),
    (Check::DownPaymentBorrowed, Field::FromLoan, false),
    (Check::DecorationInPrice, Field::DecorationIncluded, false),
    (Check::NotEligible, Field::Eligible, true),
    (Check::NotJoint, Field::Joint, true),
];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    MUST_BE.iter().flat_map(|(check, field, right)| wrong(desk, *check, *field, *right)).collect_vec()
}

fn wrong(desk: &Desk<'_>, check: Check, field: Field, right: bool) -> Vec<Inconsistency> {
    let rule = Seen::by_rule(field, Value::Flag(right));
    let papers = desk.seen(field).into_iter().filter(|seen| seen.value != rule.value);
    papers.map(|seen| Inconsistency::new(check, &rule, &seen)).collect_vec()
}
