//! Limits: one value for one household at one place and time, and no day between two without one.

use super::fault::{Fault, FaultKind};
use super::space::Space;
use super::{missed, told};
use crate::collect::CollectVec;
use crate::date::Date;
use crate::product::{Condition, Limit, Pack};

/// The faults of the limits.
pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let limits = &pack.policy.limits;
    let mut faults = limits.iter().filter_map(never).collect_vec();
    for (index, limit) in limits.iter().enumerate() {
        faults.extend(limits.iter().skip(index.saturating_add(1)).filter_map(|other| pair(limit, other)));
    }
    faults.extend(limits.iter().filter_map(|limit| hole(limit, limits)));
    faults
}

fn never(limit: &Limit) -> Option<Fault> {
    missed(Space::everybody().smallest(&limit.when), || {
        Fault::new(FaultKind::Unreachable, [&limit.id]).says(
            format!("the limit `{}` is for no household: {}", limit.id, limit.when),
            format!("限额 `{}` 不适用于任何家庭：{}", limit.id, limit.when.zh()),
        )
    })
}

/// Of limits that merely meet the stricter decides. Two for the very same households cannot both be what was published.
fn pair(limit: &Limit, other: &Limit) -> Option<Fault> {
    let differs = limit.value != other.value && limit.origin.effective.overlaps(other.origin.effective);
    if !differs || !is_same_series(limit, other) {
        return None;
    }
    told(Space::everybody().smallest(&limit.when), |example| {
        Fault::new(FaultKind::Contradiction, [&limit.id, &other.id]).shown_by(example).says(
            format!(
                "the limits `{}` and `{}` set {} differently for the same households",
                limit.id, other.id, limit.kind
            ),
            format!("限额 `{}` 与 `{}` 对同样的家庭规定了不同的{}", limit.id, other.id, limit.kind.zh()),
        )
    })
}

/// The same question: kind, place, kinds of loan, and households.
fn is_same_series(one: &Limit, other: &Limit) -> bool {
    let told = one.kind == other.kind && one.place == other.place && one.district == other.district;
    let loans = one.product_kinds == other.product_kinds && one.origin.decided_on == other.origin.decided_on;
    told && loans && is_same(&one.when, &other.when)
}

fn is_same(one: &Condition, other: &Condition) -> bool {
    let without = |one: &Condition, other: &Condition| {
        let only = Condition::All(vec![one.clone(), other.clone().negated()].into());
        Space::everybody().smallest(&only) == Ok(None)
    };
    one == other || (without(one, other) && without(other, one))
}

/// A limit that ends, and is set again later, with days between. What was abolished for good has no later row.
fn hole(limit: &Limit, limits: &[Limit]) -> Option<Fault> {
    let next = limit.origin.effective.until?.add_days(1).ok()?;
    let series = || limits.iter().filter(|other| is_same_series(limit, other));
    let later = series().filter(|other| other.origin.effective.from.is_some_and(|from| from > next));
    let resumed = later.min_by_key(|other| other.origin.effective.from)?;
    let covered = |day: Date| series().any(|other| other.origin.effective.covers(day));
    if covered(next) {
        return None;
    }
    let from = resumed.origin.effective.from?;
    Some(Fault::new(FaultKind::Gap, [&limit.id, &resumed.id]).says(
        format!(
            "nothing is said of {} from {next} until {from}, between `{}` and `{}`",
            limit.kind, limit.id, resumed.id
        ),
        format!("自 {next} 至 {from}，`{}` 与 `{}` 之间没有{}的规定", limit.id, resumed.id, limit.kind.zh()),
    ))
}
