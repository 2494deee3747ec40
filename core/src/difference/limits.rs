//! Limits that decide, before and after.

use crate::collect::CollectVec;
use crate::finding::{Judgment, Verdict};
use crate::product::Limit;

/// A limit that decides, and how the loan stands to it.
#[derive(Clone, Copy)]
pub(crate) struct Deciding<'p> {
    pub(super) limit: &'p Limit,
    pub(super) verdict: Option<Verdict>,
    pub(super) bound: Option<i64>,
}

impl<'p> Deciding<'p> {
    fn of(it: &Judgment<'p>) -> Self {
        Self { limit: it.limit, verdict: Some(it.verdict), bound: it.bound }
    }
}

fn decides(it: &&Judgment<'_>) -> bool {
    it.verdict != Verdict::Superseded
}

/// The same rule, however the loan stands to it; or another that asks and finds the same.
fn is_same(one: &Judgment<'_>, other: &Judgment<'_>) -> bool {
    let unchanged = one.limit.id == other.limit.id && one.limit.value == other.limit.value;
    let equal = one.bound.is_some() && one.bound == other.bound && one.verdict == other.verdict;
    is_about_the_same(one, other) && (unchanged && one.limit.when == other.limit.when || equal)
}

fn is_about_the_same(one: &Judgment<'_>, other: &Judgment<'_>) -> bool {
    one.limit.kind == other.limit.kind && one.party == other.party
}

/// Each limit that decides in one edition only, beside the one that decides in its stead.
pub(super) fn changes<'p>(
    old: &[Judgment<'p>],
    new: &[Judgment<'p>],
    emit: &mut dyn FnMut(Option<Deciding<'p>>, Option<Deciding<'p>>, Option<usize>),
) {
    let has = |all: &[Judgment<'p>], it: &Judgment<'p>| all.iter().filter(decides).any(|other| is_same(it, other));
    let mut added = new.iter().filter(decides).filter(|it| !has(old, it)).collect_vec();
    for dropped in old.iter().filter(decides).filter(|it| !has(new, it)) {
        let instead = added.iter().position(|it| is_about_the_same(it, dropped)).map(|at| added.remove(at));
        emit(Some(Deciding::of(dropped)), instead.map(Deciding::of), dropped.party);
    }
    for it in added {
        emit(None, Some(Deciding::of(it)), it.party);
    }
}
