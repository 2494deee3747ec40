//! The routes: which case goes which way.

use super::fault::{Fault, FaultKind};
use super::space::Space;
use super::{missed, told};
use crate::collect::CollectVec;
use crate::product::{Condition, Deadline, GateStep, NoticeRule, Pack, ProductKind, PropertyKind, Route};

/// The faults of the routes and deadlines.
pub(super) fn faults(pack: &Pack) -> Vec<Fault> {
    let mut faults =
        pack.routes.iter().flat_map(|route| [never_gone(route), gate_twice(route)]).flatten().collect_vec();
    faults.extend(ways().flat_map(|(kind, property)| way(pack, kind, property)));
    faults.extend(pack.deadlines.iter().filter_map(|row| never_due(pack, row)));
    faults.extend(pack.notices.iter().filter_map(|row| never_told(pack, row)));
    faults
}

fn ways() -> impl Iterator<Item = (ProductKind, PropertyKind)> {
    ProductKind::ALL.iter().flat_map(|kind| PropertyKind::ALL.iter().map(move |property| (*kind, *property)))
}

fn never_gone(route: &Route) -> Option<Fault> {
    missed(Space::going(route.product_kind, route.property).smallest(&route.when), || {
        Fault::new(FaultKind::Unreachable, [&route.id]).says(
            format!("no case goes the route `{}`: {}", route.id, route.when),
            format!("没有案件走流程 `{}`：{}", route.id, route.when.zh()),
        )
    })
}

/// A step has one gate: of two, one would not be asked.
fn gate_twice(route: &Route) -> Option<Fault> {
    let gates = |step: &GateStep| route.gates.iter().filter(|gate| gate.step == *step).count();
    let step = GateStep::ALL.iter().find(|step| gates(step) > 1)?;
    Some(Fault::new(FaultKind::Contradiction, [&route.id]).says(
        format!("the route `{}` has two gates before {step}: only the first would be asked", route.id),
        format!("流程 `{}` 在{}前设了两次关口：只会核查第一次", route.id, step.zh()),
    ))
}

/// One kind of product for one kind of home: every case goes one way, and only one.
fn way(pack: &Pack, kind: ProductKind, property: PropertyKind) -> Vec<Fault> {
    let routes = pack.routes_of(kind, property).collect_vec();
    let space = Space::going(kind, property);
    let mut faults = Vec::new();
    for (index, route) in routes.iter().enumerate() {
        let rest = routes.iter().skip(index.saturating_add(1));
        faults.extend(rest.filter_map(|other| two_claims(route, other, &space)));
    }
    faults.extend(no_way(pack, kind, property, &routes));
    faults
}

/// Two routes without a condition, or two whose conditions hold at once. One with and one without is the rule and its
/// exception.
fn two_claims(route: &Route, other: &Route, space: &Space) -> Option<Fault> {
    if route.is_ordinary() != other.is_ordinary() {
        return None;
    }
    let both = Condition::All(vec![route.when.clone(), other.when.clone()].into());
    told(space.smallest(&both), |example| {
        Fault::new(FaultKind::Contradiction, [&route.id, &other.id]).shown_by(example).says(
            format!("the routes `{}` and `{}` claim the same case", route.id, other.id),
            format!("流程 `{}` 与 `{}` 适用于同一案件", route.id, other.id),
        )
    })
}

/// A case that a product takes, and that goes no way though everything is known of it.
fn no_way(pack: &Pack, kind: ProductKind, property: PropertyKind, routes: &[&Route]) -> Option<Fault> {
    let product = pack.products.iter().find(|it| it.kind == kind && it.is_for(property))?;
    let nowhere = Condition::Not(routes.iter().map(|route| route.when.clone()).collect());
    told(Space::going(kind, property).smallest(&nowhere), |example| {
        // The home is what the route is looked up by: it belongs to the example.
        let example = example.with(crate::fact::Fact::Property, property.value()).unwrap_or(example);
        Fault::new(FaultKind::Gap, [&product.id]).shown_by(example).says(
            format!("`{}` is a {kind} product for {property}, and there is no such route", product.id),
            format!("`{}` 属{}，可用于{}，却没有相应流程", product.id, kind.zh(), property.zh()),
        )
    })
}

fn never_told(pack: &Pack, row: &NoticeRule) -> Option<Fault> {
    let somebody = pack.products.iter().any(|it| Space::of(it).smallest(&row.when) != Ok(None));
    (!somebody).then(|| {
        Fault::new(FaultKind::Unreachable, [&row.id]).says(
            format!("the notice `{}` is for no case of any product: {}", row.id, row.when),
            format!("告知规则 `{}` 不适用于任何产品的案件：{}", row.id, row.when.zh()),
        )
    })
}

fn never_due(pack: &Pack, row: &Deadline) -> Option<Fault> {
    let of = |it: &&crate::product::Product| {
        let kinds = row.product_kinds.is_empty() || row.product_kinds.contains(&it.kind);
        kinds && row.product.as_ref().is_none_or(|own| *own == it.id)
    };
    let somebody = pack.products.iter().filter(of).any(|it| Space::of(it).smallest(&row.when) != Ok(None));
    (!somebody).then(|| {
        Fault::new(FaultKind::Unreachable, [&row.id]).says(
            format!("the deadline `{}` is for no case of any product: {}", row.id, row.when),
            format!("期限 `{}` 不适用于任何产品的案件：{}", row.id, row.when.zh()),
        )
    })
}
