//! The built-in pack: what it knows, and its conditions against a slow evaluator.

use super::*;
use crate::checklist::{Demand, NotPublished, required};
use crate::fact::{Fact, FactKind, FactValue, Facts};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PRODUCTS: &str = include_str!("../../data/pack/products.json");

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

#[test]
fn every_line_of_a_route_has_a_name_of_its_own() {
    let pack = Pack::builtin();
    let mut ids = BTreeSet::new();
    for route in pack.routes.iter() {
        for gate in route.gates.iter() {
            for line in gate.lines.iter() {
                let about = match line.need {
                    Need::Papers(_) => "papers".to_owned(),
                    Need::Consented(purpose) => format!("{purpose}_consented"),
                    Need::Filed(kind) | Need::Done(kind) | Need::DoneIfOpened(kind) => kind.to_string(),
                };
                assert_eq!(line.id.as_str(), format!("{}/{}/{about}", route.id, gate.step));
                assert!(ids.insert(line.id.clone()), "{} stands there twice", line.id);
            }
        }
        for sequence in route.sequences.iter() {
            assert_eq!(sequence.id.as_str(), format!("{}/before/{}/{}", route.id, sequence.then, sequence.first));
            assert!(ids.insert(sequence.id.clone()), "{} stands there twice", sequence.id);
        }
    }
    ids.extend(pack.deadlines.iter().map(|deadline| deadline.id.clone()));
    assert!(ids.iter().all(|id| RuleId::new(id.as_str()).as_ref() == Ok(id)));
}

#[test]
fn it_knows_what_is_published() {
    let pack = Pack::builtin();
    let institutions: BTreeSet<&str> = pack.products.iter().map(|it| it.institution.en.as_ref()).collect();
    let lists = pack.products.iter().filter_map(|product| product.requirements.listed());
    let unpublished = pack.products.iter().filter(|it| it.requirements == Requirements::NotPublished).count();
    // CITIC's list for Jinan stands under a name of its own: 22 institutions, 23 names.
    assert_eq!((pack.products.len(), institutions.len(), unpublished), (31, 23, 5));
    assert_eq!(pack.documents.len(), 101);
    // 388 rows as published, and the real card behind a temporary one, due before the money.
    assert_eq!(lists.map(<[Requirement]>::len).sum::<usize>(), 389);
    assert_eq!(FactKind::Flag, Fact::IsTalent.kind());
}

#[test]
fn no_source_is_idle() {
    let pack = Pack::builtin();
    let text = format!("{pack:?}");
    let named = |id: &SourceId| text.matches(&format!("SourceId({:?})", id.as_str())).count() > 1;
    let idle: Vec<&SourceId> = pack.sources.iter().map(|it| &it.id).filter(|id| !named(id)).collect();
    assert!(idle.is_empty(), "{idle:?}");
}

/// No case is claimed by two special ways, and every answer to the facts that choose leads somewhere.
#[test]
fn the_facts_choose_one_route() {
    let pack = Pack::builtin();
    for (kind, property) in pack.routes.iter().map(|route| (route.product_kind, route.property)) {
        let routes: Vec<&Route> = pack.routes_of(kind, property).collect();
        let facts: BTreeSet<Fact> = routes.iter().flat_map(|route| route.when.facts()).collect();
        assert!(facts.len() <= 1, "{kind} {property}: the worlds below are told apart by one fact");
        assert!(routes.iter().filter(|route| route.when == Condition::Always).count() <= 1, "{kind} {property}");
        for (fact, value) in facts.iter().flat_map(|fact| fact.values().map(move |value| (*fact, value))) {
            let world = Facts::EMPTY.with_word(Fact::Property, property.name()).unwrap().with(fact, value).unwrap();
            let claims = routes.iter().filter(|it| it.when != Condition::Always && it.when.holds(&world) == Truth::Yes);
            assert!(claims.clone().count() <= 1, "{kind} {property}");
            let expected = claims.copied().next().or(routes.iter().copied().find(|it| it.when == Condition::Always));
            assert_eq!(pack.route(kind, &world), expected.map_or(Way::None, Way::Route));
        }
    }
}

#[test]
fn a_case_that_says_nothing_goes_the_ordinary_way_where_there_is_one() {
    let pack = Pack::builtin();
    let home = |word| Facts::EMPTY.with_word(Fact::Property, word).unwrap();
    let id = |kind, facts: &Facts| pack.route(kind, facts).found().map(|route| route.id.to_string());
    use ProductKind::{Commercial, Conversion, ProvidentFund};
    let (second_hand, titled) = (home("second_hand"), home("titled_home"));
    assert_eq!(id(Commercial, &second_hand).as_deref(), Some("commercial/second_hand"));
    assert_eq!(pack.route(Conversion, &titled), Way::Unknown(vec![Fact::ConversionMode]));
    assert_eq!(pack.route(Commercial, &Facts::EMPTY), Way::Unknown(vec![Fact::Property]));
    assert_eq!(pack.route(Commercial, &titled), Way::None);
    let direct = titled.with_word(Fact::ConversionMode, "direct").unwrap();
    assert_eq!(id(Conversion, &direct).as_deref(), Some("conversion/titled_home/direct"));
    let same_bank = second_hand.with_word(Fact::TransferMode, "mortgage_changed").unwrap();
    assert_eq!(id(Commercial, &same_bank).as_deref(), Some("commercial/second_hand/mortgage_changed"));
    assert_eq!(id(ProvidentFund, &same_bank), Some("provident_fund/second_hand/mortgage_changed".into()),);
}

#[test]
fn every_product_has_a_route_for_each_kind_of_property() {
    for product in Pack::builtin().products.iter() {
        for property in product.property_kinds.iter() {
            let mut routes = Pack::builtin().routes_of(product.kind, *property);
            assert!(routes.next().is_some(), "{} {property}", product.id);
        }
    }
}

/// No two milestones wait for each other: every route can be walked to its end.
#[test]
fn no_route_strands_a_case() {
    for route in Pack::builtin().routes.iter() {
        let mut done = BTreeSet::new();
        while let Some(next) = route
            .milestones()
            .into_iter()
            .find(|kind| !done.contains(kind) && route.before(*kind).all(|sequence| done.contains(&sequence.first)))
        {
            done.insert(next);
        }
        assert_eq!(done.into_iter().collect::<Vec<_>>(), route.milestones(), "{}", route.id);
        let steps: Vec<GateStep> = route.gates.iter().map(|gate| gate.step).collect();
        assert!(steps.is_sorted(), "{}: gates stand in the order they are met", route.id);
    }
}

/// The order of things differs: this is what the routes are for.
#[test]
fn off_plan_waits_for_the_roof_and_second_hand_for_the_transfer() {
    let pack = Pack::builtin();
    let asks = |property, step, need| {
        let route = pack.routes_of(ProductKind::Commercial, property).next().unwrap();
        route.gate(step).iter().any(|line| line.need == need)
    };
    use MilestoneKind::{AdvanceNotice, MortgageRegistered, TitleTransferred, ToppedOut};
    use PropertyKind::{Presale, SecondHand};
    assert!(asks(Presale, GateStep::AwaitFunds, Need::Done(AdvanceNotice)));
    assert!(asks(Presale, GateStep::PayOut, Need::Done(ToppedOut)));
    assert!(!asks(Presale, GateStep::AwaitFunds, Need::Done(MortgageRegistered)));
    assert!(asks(SecondHand, GateStep::AwaitFunds, Need::Done(TitleTransferred)));
    assert!(asks(SecondHand, GateStep::AwaitFunds, Need::Done(MortgageRegistered)));
    assert!(!asks(SecondHand, GateStep::PayOut, Need::Done(ToppedOut)));
}

#[test]
fn signing_is_unknown_unless_a_source_says_it() {
    let signs = |id: &ProductId| Pack::builtin().product(id).unwrap().signs;
    assert_eq!(signs(&ProductId::CITIC_JINAN_NEW), Signing::Unknown);
    assert_eq!(signs(&ProductId::PSBC_SECOND), Signing::Unknown);
    assert_eq!(signs(&ProductId::PF_GUANGZHOU), Signing::AfterApproval);
}

#[test]
fn a_product_without_a_list_has_no_checklist() {
    let mut product = Pack::builtin().product(&ProductId::PSBC_SECOND).unwrap().clone();
    product.id = ProductId::new("cmb-housing").unwrap();
    product.requirements = Requirements::NotPublished;
    let error = required(&product, &Facts::EMPTY).unwrap_err();
    assert_eq!(error, NotPublished { product: product.id.clone() });
    assert_eq!(error.to_string(), "no list of papers is published for `cmb-housing`: ask the lender for one");
}

/// The whole space: every product, with every answer to every fact its list mentions, unknown ones
/// included, against a slow evaluator that reads the JSON and tries every way the unknown facts may
/// turn out.
#[test]
fn required_agrees_with_a_slow_evaluator_everywhere() {
    let file: Value = serde_json::from_str(PRODUCTS).unwrap();
    let mut tried = 0;
    for (product, row) in Pack::builtin().products.iter().zip(list(&file, "products")) {
        let Some(rows) = row["requirements"].as_array() else {
            assert_eq!(row["requirements"], "not_published");
            continue;
        };
        let mut asked = BTreeSet::new();
        rows.iter().for_each(|row| mentioned(&applies(row), &mut asked));
        let space = answers(&asked, true);
        tried += space.len();
        for known in &space {
            let expected = rows.iter().enumerate().filter_map(|(index, row)| {
                let mut own = BTreeSet::new();
                let when = applies(row);
                mentioned(&when, &mut own);
                slowly(&when, &own, known).map(|asked| (index, asked))
            });
            let expected: Vec<(usize, BTreeSet<String>)> = expected.collect();
            let rules = product.requirements.listed().unwrap();
            let found = required(product, &as_facts(known)).unwrap();
            let found = found.iter().map(|row| {
                let index = rules.iter().position(|rule| rule.id == row.rule.id).unwrap();
                let facts = match &row.demand {
                    Demand::Required => BTreeSet::new(),
                    Demand::Undecided(facts) => facts.iter().map(|fact| fact.name().to_owned()).collect(),
                };
                (index, facts)
            });
            assert_eq!(found.collect::<Vec<_>>(), expected, "{} with {known:?}", product.id);
        }
    }
    assert_eq!(tried, 18_863);
}

/// When a row applies: its condition holds, and not its exception.
fn applies(row: &Value) -> Value {
    let when = row.get("when").cloned().unwrap_or(Value::Bool(true));
    match row.get("unless") {
        None => when,
        Some(unless) => serde_json::json!({ "all": [when, { "not": unless }] }),
    }
}

type Known = BTreeMap<String, Value>;

/// `None` when the paper is not asked for; else the facts that may still change the answer.
fn slowly(when: &Value, own: &BTreeSet<String>, known: &Known) -> Option<BTreeSet<String>> {
    let unknown: BTreeSet<String> = own.iter().filter(|fact| !known.contains_key(*fact)).cloned().collect();
    let worlds: Vec<Known> = answers(&unknown, false)
        .into_iter()
        .map(|mut world| {
            world.extend(known.clone());
            world
        })
        .collect();
    let verdicts: BTreeSet<bool> = worlds.iter().map(|world| two_valued(when, world)).collect();
    if !verdicts.contains(&true) {
        return None;
    }
    let matters = |fact: &&String| {
        let flipped = |world: &Known, value: Value| {
            let mut world = world.clone();
            world.insert((*fact).clone(), value);
            two_valued(when, &world)
        };
        worlds.iter().any(|world| {
            let here = two_valued(when, world);
            words(fact).into_iter().any(|value| flipped(world, value) != here)
        })
    };
    Some(unknown.iter().filter(matters).cloned().collect())
}

fn two_valued(when: &Value, world: &Known) -> bool {
    if when == true {
        return true;
    }
    let every = |key: &str| when[key].as_array().map(|parts| parts.iter().map(|part| two_valued(part, world)));
    if let Some(mut parts) = every("all") {
        parts.all(|part| part)
    } else if let Some(mut parts) = every("any") {
        parts.any(|part| part)
    } else if when.get("not").is_some() {
        !two_valued(&when["not"], world)
    } else {
        list(when, "in").contains(&world[text(when, "fact")])
    }
}

fn mentioned(when: &Value, found: &mut BTreeSet<String>) {
    match when {
        Value::Object(form) if form.contains_key("fact") => {
            found.insert(text(when, "fact").to_owned());
        }
        Value::Object(form) => form.values().for_each(|part| mentioned(part, found)),
        Value::Array(parts) => parts.iter().for_each(|part| mentioned(part, found)),
        _ => {}
    }
}

/// What a fact may be, as the data write it.
fn words(fact: &str) -> Vec<Value> {
    let fact = Fact::from_name(fact).unwrap();
    let shown = fact.values().map(|value| match fact.show(value).unwrap() {
        FactValue::Word(word) => Value::from(word),
        FactValue::Number(number) => Value::from(number),
        FactValue::Flag(flag) => Value::from(flag),
    });
    shown.collect()
}

/// Every combination of answers; with `unknown`, leaving a fact open is one of them.
fn answers(facts: &BTreeSet<String>, unknown: bool) -> Vec<Known> {
    facts.iter().fold(vec![Known::new()], |worlds, fact| {
        let mut grown = if unknown { worlds.clone() } else { Vec::new() };
        for value in words(fact) {
            grown.extend(worlds.iter().cloned().map(|mut world| {
                world.insert(fact.clone(), value.clone());
                world
            }));
        }
        grown
    })
}

fn as_facts(known: &Known) -> Facts {
    known.iter().fold(Facts::EMPTY, |facts, (name, value)| {
        let fact = Fact::from_name(name).unwrap();
        let value = match value {
            Value::Bool(flag) => fact.value_of_flag(*flag),
            Value::String(word) => fact.value_of_word(word),
            other => fact.value_of_number(other.as_u64().unwrap()),
        };
        facts.with(fact, value.unwrap()).unwrap()
    })
}

#[test]
fn closed_sets_find_every_member_by_its_name() {
    macro_rules! round_trip {
        ($($set:ty),+) => { $(
            for member in <$set>::ALL {
                assert_eq!(<$set>::from_name(member.name()), Ok(*member));
                assert_eq!(member.to_string(), member.name());
                assert!(!member.zh().is_empty());
            }
        )+ };
    }
    round_trip!(
        Role,
        MilestoneKind,
        GateStep,
        Readiness,
        ProductKind,
        PropertyKind,
        Signing,
        Original,
        ValidFrom,
        Authority,
        RequirementStep,
        Confidence,
        Happening,
        DeadlineKind,
        SourceKind,
        crate::document::DocumentCategory,
        crate::checklist::PaperState
    );
    assert_eq!(Role::ALL.len(), 20);
    assert_eq!(Role::ALL.iter().filter(|role| role.is_person()).count(), 12);
    assert!(Role::ALL.iter().all(|role| !(role.is_person() && role.borrower_stands_for_it())));
}

#[test]
fn papers_fall_due_step_by_step() {
    let due = |gate| RequirementStep::ALL.iter().filter(move |step| step.is_due_by(gate)).count();
    let counts: Vec<usize> = GateStep::ALL.iter().map(|gate| due(*gate)).collect();
    assert_eq!(counts, [2, 2, 2, 2, 4, 4, 5, 5, 5, 6]);
}
