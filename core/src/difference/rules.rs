//! What changes in the rules themselves, whether or not it touches a case.

use super::limits::Deciding;
use super::rates::Quoted;
use super::{Cause, Plan, Seen, Side, Sides, gates, rates};
use crate::case::Context;
use crate::case::edition::Basis;
use crate::collect::CollectVec;
use crate::fact::{Fact, Facts};
use crate::product::{Limit, Pack, ProductKind, Route};

/// Every rule that changes from one edition to another: rows of lists, limits, rates and lines of gates.
///
/// Rules are judged as of the days of the editions, as for a case of which no day is fixed; whom they are for is left
/// open. A limit that ends and one that begins are told apart, for which of them decides differs from case to case.
///
/// ```
/// use anjieflow::case::{Actor, Context};
/// use anjieflow::date::Date;
/// use anjieflow::difference::{ChangeKind, rules};
///
/// let context = Context::new(Date::constant(2025, 5, 7), Actor::new("wang")?);
/// let changed = rules(&context, &context.clone().as_of(Date::constant(2025, 5, 8)));
/// assert!(changed.iter().all(|it| it.kind == ChangeKind::RateChanged));
/// assert_eq!(changed[1].en, "provident-fund rate, first home, over five years: 2.85% → 2.6%");
/// assert_eq!(changed[1].new.as_ref().unwrap().source.as_deref(), Some("pf-rate-2025"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn rules(old: &Context<'_>, new: &Context<'_>) -> Vec<Cause> {
    let sides = Sides::of(old, new);
    let mut found = papers(&sides);
    limits(&sides, &mut found);
    quotes(&sides, &mut found);
    lines(&sides, &mut found);
    found
}

fn papers(sides: &Sides<'_>) -> Vec<Cause> {
    let (old, new) = (sides.old.pack, sides.new.pack);
    let mut ids = old.products.iter().map(|product| &product.id).collect_vec();
    ids.extend(new.products.iter().map(|product| &product.id).filter(|id| old.product(id).is_none()));
    let mut found = Vec::new();
    for plan in ids.into_iter().map(|id| Plan::narrowed(id, sides)) {
        plan.listed(sides, &mut |seen| found.push(seen.told(sides)));
    }
    found
}

fn limits(sides: &Sides<'_>, found: &mut Vec<Cause>) {
    let in_force = |side: Side<'_>, limit: &Limit| limit.origin.effective.covers(side.day);
    let has = |side: Side<'_>, limit: &Limit| {
        let held = |it: &Limit| it.id == limit.id && it.value == limit.value && it.when == limit.when;
        side.pack.policy.limits.iter().any(|it| held(it) && in_force(side, it))
    };
    let (old, new) = (&sides.old.pack.policy.limits, &sides.new.pack.policy.limits);
    let told = |old: Option<&Limit>, new: Option<&Limit>| {
        let deciding = |limit| Deciding { limit, verdict: None, bound: None };
        Seen::Limit(old.map(deciding), new.map(deciding)).told(sides)
    };
    found.extend(old.iter().filter(|it| in_force(sides.old, it) && !has(sides.new, it)).map(|it| told(Some(it), None)));
    found.extend(new.iter().filter(|it| in_force(sides.new, it) && !has(sides.old, it)).map(|it| told(None, Some(it))));
}

/// The rates of a loan that is paid out on the day of the edition, for both terms and homes.
fn quotes<'c>(sides: &Sides<'c>, found: &mut Vec<Cause>) {
    let homes = [0, 1].map(|homes| Fact::HouseholdHomeCount.value_of_number(homes));
    let homes = homes.into_iter().flatten().filter_map(|it| Facts::EMPTY.with(Fact::HouseholdHomeCount, it).ok());
    let households = homes.collect_vec();
    // The loan prime rate asks for no home.
    let all = [(ProductKind::Commercial, 1), (ProductKind::ProvidentFund, 2)];
    for (kind, facts) in all.iter().flat_map(|(kind, count)| households.iter().take(*count).map(|it| (*kind, it))) {
        for months in [60, 61] {
            let quoted = |side: Side<'c>| Quoted::of(kind, months, facts, (side.day, Basis::Provisional), side);
            let changed = rates::change(quoted(sides.old), quoted(sides.new));
            found.extend(changed.map(|(old, new)| Seen::Rate(old, new).told(sides)));
        }
    }
}

fn lines(sides: &Sides<'_>, found: &mut Vec<Cause>) {
    let find = |pack: &'_ Pack, route: &Route| pack.routes.iter().position(|it| it.id == route.id);
    let (old, new) = (sides.old.pack, sides.new.pack);
    let mut told = |before: Option<&Route>, after: Option<&Route>| {
        gates::changes(before, after, &mut |kind, step, old, new| {
            found.push(Seen::Gate(kind, step, old, new).told(sides));
        });
    };
    for route in old.routes.iter() {
        told(Some(route), find(new, route).and_then(|at| new.routes.get(at)));
    }
    for route in new.routes.iter().filter(|route| find(old, route).is_none()) {
        told(None, Some(route));
    }
}
