use super::*;
use crate::fact::{Fact, Value};
use crate::product::{Condition, Truth};
use proptest::prelude::*;

#[test]
fn the_builtin_rules_are_free_of_faults() {
    let faults = Pack::builtin().faults();
    let errors: Vec<String> = faults.iter().filter(|it| it.level == Level::Error).map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new());
    // Lenders that publish no list: told, and not refused.
    let unpublished = Pack::builtin().products.iter().filter(|it| it.requirements.listed().is_none());
    assert_eq!(faults.len(), unpublished.count());
}

/// One row of a random list.
fn condition() -> impl Strategy<Value = Condition> {
    let fact = prop::sample::select(&[Fact::Marital, Fact::Property, Fact::HasGuarantor, Fact::LocalHousehold][..]);
    let leaf = (fact, 1_u8..=15).prop_map(|(fact, mask)| Condition::In {
        fact,
        values: fact.values().filter(|value| mask & (1 << value.0) != 0).collect(),
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        let parts = prop::collection::vec(inner, 1..3);
        (parts, 0_u8..3).prop_map(|(parts, kind)| match kind {
            0 => Condition::All(parts.into()),
            1 => Condition::Any(parts.into()),
            _ => Condition::Not(parts.into()),
        })
    })
}

fn everybody(facts: &[Fact]) -> Vec<Facts> {
    facts.iter().fold(vec![Facts::EMPTY], |worlds, fact| {
        let answers = |world: Facts| fact.values().map(move |value| world.with(*fact, value).unwrap());
        worlds.into_iter().flat_map(answers).collect()
    })
}

/// How many facts have to be stated at least before the condition is certain, by trying them all.
fn fewest(condition: &Condition, facts: &[Fact]) -> Option<usize> {
    let partial = facts.iter().fold(vec![Facts::EMPTY], |worlds, fact| {
        let answers = |world: Facts| {
            std::iter::once(world).chain(fact.values().map(move |value| world.with(*fact, value).unwrap()))
        };
        worlds.into_iter().flat_map(answers).collect()
    });
    partial.into_iter().filter(|facts| condition.holds(facts) == Truth::Yes).map(|facts| facts.iter().count()).min()
}

proptest! {
    #[test]
    fn the_search_finds_what_trying_all_finds(condition in condition()) {
        let found = space::Space::everybody().smallest(&condition).unwrap();
        let facts = condition.facts();
        let holds = everybody(&facts).into_iter().any(|world| condition.holds(&world) == Truth::Yes);
        prop_assert_eq!(found.is_some(), holds);
        if let Some(example) = found {
            prop_assert_eq!(condition.holds(&example), Truth::Yes, "the example is certain");
            prop_assert_eq!(Some(example.iter().count()), fewest(&condition, &facts), "and no smaller one is");
        }
    }
}

#[test]
fn a_question_too_large_is_told_as_such() {
    // A parity over many facts: no part of it decides anything.
    let flags: Vec<Fact> = Fact::ALL.iter().copied().filter(|fact| fact.words() == ["no", "yes"]).collect();
    let yes = |fact: &Fact| Condition::is(*fact, Value(1));
    let odd = |sum: Condition, fact: &Fact| {
        let one = Condition::All(vec![sum.clone(), yes(fact).negated()].into());
        Condition::Any(vec![one, Condition::All(vec![sum.negated(), yes(fact)].into())].into())
    };
    let parity = flags.iter().take(6).fold(yes(&Fact::IsTalent).negated(), odd);
    let even = Condition::All(vec![parity.clone(), parity.negated()].into());
    let many = flags.iter().skip(6).map(|fact| Condition::Any(vec![yes(fact), yes(fact).negated()].into()));
    let large = Condition::All(many.chain([even]).collect());
    assert_eq!(space::Space::everybody().smallest(&large), Err(TooComplex));
}
