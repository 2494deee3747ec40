//! Every answer to the facts that a product's rows and routes ask: with a perfect file, every gate opens.

use super::world::{self, Reached};
use super::{Factor, Law, Proof, name, rows};
use crate::case::{Case, Stage, gate};
use crate::collect::CollectVec;
use crate::error::Error;
use crate::fact::{Fact, FactSet, Facts, Value};
use crate::product::{Condition, GateStep, MilestoneKind, Pack, Policy, Product, Requirement};
use crate::proof::lists::applies;
use crate::proof::space::Space;
use std::borrow::Cow;

pub(super) fn run(pack: &Pack, proof: &mut Proof) -> Result<(), Error> {
    let mut law = Law::new(
        "with everything in place every gate opens, and the money moves",
        "资料节点齐备时，各环节均可通过并放款",
    );
    let (mut explored, mut stands_for) = (0, Vec::new());
    for product in pack.products.iter() {
        if let Some(listed) = product.requirements.listed() {
            explored = run_product(pack, product, listed, &mut law, explored)?;
            stands_for.push((product, listed));
        }
    }
    let most = stands_for.into_iter().map(|(product, listed)| sizes(pack, product, listed)).max_by_key(Vec::len);
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let mut powers = vec![(number(pack.products.len()), 1)];
    powers.extend(most.unwrap_or_default().into_iter().map(|count| (number(count), 1)));
    proof.factors.push(Factor {
        name: name("facts of the household and the home, product by product", "各产品的家庭与房产事实"),
        because: name(
            "a row and a route see only the facts that their own condition names; facts that stand in no condition together \
             are run apart, and values that no condition tells apart are one",
            "每条规则和流程只看自身条件所列事实；不在同一条件中出现的事实分开核查，条件不加区分的取值视为一种",
        ),
        explored,
        stands_for: powers,
    });
    proof.laws.push(law);
    Ok(())
}

/// Every condition that has a say on a product.
fn conditions(pack: &Pack, product: &Product, rows: &[Requirement]) -> Vec<Condition> {
    let ways = product.property_kinds.iter().flat_map(|property| {
        pack.routes_of(product.kind, *property).map(move |route| {
            let home = Condition::is(Fact::Property, property.value());
            Condition::All(vec![home, route.when.clone()].into())
        })
    });
    rows.iter().map(applies).chain(ways).collect_vec()
}

fn sizes(pack: &Pack, product: &Product, rows: &[Requirement]) -> Vec<usize> {
    classes(product, &conditions(pack, product, rows)).iter().map(|(_, values)| values.len()).collect_vec()
}

fn classes(product: &Product, conditions: &[Condition]) -> Vec<(Fact, Vec<Value>)> {
    Space::of(product).classes(&conditions.iter().collect_vec())
}

/// Facts that stand in one condition, or are held together by a third, go together.
fn components(conditions: &[Condition]) -> Vec<FactSet> {
    conditions.iter().map(Condition::mentioned).filter(|facts| !facts.is_empty()).fold(Vec::new(), |parts, facts| {
        let meets = |part: &FactSet| facts.iter().any(|fact| part.contains(fact));
        let (joined, mut apart): (Vec<FactSet>, Vec<FactSet>) = parts.into_iter().partition(meets);
        apart.push(joined.into_iter().fold(facts, FactSet::union));
        apart
    })
}

/// The facts that nobody stated, at the first value of each: so that nothing is left to ask.
pub(super) fn filled(product: &Product, rows: &[Requirement], facts: Facts) -> Facts {
    let whole = rows.iter().map(applies).collect_vec();
    let home = product.property_kinds.first().map(|kind| (Fact::Property, vec![kind.value()]));
    let more = home.into_iter().chain(classes(product, &whole));
    more.fold(facts, |facts, (fact, values)| match (facts.get(fact), values.first()) {
        (None, Some(value)) => facts.with(fact, *value).unwrap_or(facts),
        _ => facts,
    })
}

fn run_product(
    pack: &Pack,
    product: &Product,
    rows: &[Requirement],
    law: &mut Law,
    mut explored: u64,
) -> Result<u64, Error> {
    let conditions = conditions(pack, product, rows);
    let classes = classes(product, &conditions);
    let base = classes.iter().fold(Facts::EMPTY, |facts, (fact, values)| {
        values.first().and_then(|value| facts.with(*fact, *value).ok()).unwrap_or(facts)
    });
    let rules = Pack { policy: Policy::EMPTY, products: Cow::Owned(vec![product.clone()]), ..pack.clone() };
    for part in components(&conditions) {
        let own = classes.iter().filter(|(fact, _)| part.contains(*fact));
        let worlds = own.fold(vec![base], |worlds, (fact, values)| {
            let answered =
                |world: &Facts| values.iter().filter_map(|value| world.with(*fact, *value).ok()).collect_vec();
            worlds.iter().flat_map(answered).collect_vec()
        });
        for facts in worlds {
            explored = perfect(&rules, product, rows, facts, law, explored)?;
        }
    }
    Ok(explored)
}

fn perfect(
    rules: &Pack,
    product: &Product,
    listed: &[Requirement],
    facts: Facts,
    law: &mut Law,
    mut explored: u64,
) -> Result<u64, Error> {
    let context = world::context(rules);
    let mut file = world::file(&product.id)?;
    file.facts = facts;
    world::agree(&mut file, rules);
    MilestoneKind::ALL.iter().for_each(|kind| world::put(&mut file, *kind, Reached::Done));
    let asked = listed.iter().filter(|row| rows::is_asked(row, &facts)).collect_vec();
    rows::hand_in(&mut file, &asked)?;
    for step in GateStep::ALL {
        let reasons = gate::blockers(&file, *step, &context);
        law.ask(reasons.is_empty(), || format!("{}: {facts:?} before {step}: {}", product.id, told(&reasons)));
        explored = explored.saturating_add(1);
    }
    let case: Case = world::case(file, Stage::Funding);
    law.ask(super::gates::pays(&case, &context)?, || format!("{}: {facts:?}: no money", product.id));
    Ok(explored.saturating_add(1))
}

fn told(reasons: &[crate::case::Reason]) -> String {
    reasons.iter().map(ToString::to_string).collect_vec().join("; ")
}
