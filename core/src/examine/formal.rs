//! Seals and signatures.

use super::check::Check;
use super::desk::Desk;
use super::field::{Field, Value};
use super::inconsistency::{Inconsistency, Seen};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Inconsistency> {
    let mut found = absent(desk, Check::NotSealed, Field::Sealed);
    found.extend(absent(desk, Check::NotSigned, Field::Signed));
    found
}

fn absent(desk: &Desk<'_>, check: Check, field: Field) -> Vec<Inconsistency> {
    let rule = Seen::by_rule(field, Value::Flag(true));
    let papers = desk.seen(field).into_iter().filter(|seen| seen.value != rule.value);
    papers.map(|seen| Inconsistency::new(check, &rule, &seen)).collect()
}
