//! The built-in catalogue against the data files it was compiled from.

use super::*;
use crate::checklist::{Demand, NotPublished, required};
use crate::fact::{Fact, FactKind, FactValue, Facts, Value as Answer};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PRODUCTS: &str = include_str!("../../data/products.json");
const ROUTES: &str = include_str!("../../data/routes.json");

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn number(value: &Value) -> Option<u64> {
    assert!(value.is_null() || value.is_u64(), "{value}");
    value.as_u64()
}

#[test]
fn documents_are_as_published() {
    let file = json(PRODUCTS);
    let rows = list(&file, "documents");
    let built = &Catalogue::builtin().documents;
    assert_eq!((built.len(), rows.len()), (101, 101));
    for (document, row) in built.iter().zip(rows) {
        assert_eq!(document.kind.as_str(), text(row, "id"));
        assert_eq!(document.zh, text(row, "zh"));
        assert_eq!(document.en, text(row, "en"));
        assert_eq!(document.category.name(), text(row, "category"));
        assert_eq!(document.supplied_by, text(row, "supplied_by"));
        assert_eq!(document.form, text(row, "form"));
        assert_eq!(document.default_validity_days.map(u64::from), number(&row["default_validity_days"]));
        assert_eq!(document.validity_note, text(row, "validity_note"));
        assert_eq!(document.checked_by, text(row, "checked_by"));
        assert_eq!(document.consistency_checks, text(row, "consistency_checks"));
        assert_eq!(Catalogue::builtin().document(&document.kind), Some(document));
    }
}

#[test]
fn products_are_as_published() {
    let file = json(PRODUCTS);
    let rows = list(&file, "products");
    let built = &Catalogue::builtin().products;
    assert_eq!((built.len(), rows.len()), (31, 31));
    for (product, row) in built.iter().zip(rows) {
        assert_eq!(product.id.as_str(), text(row, "id"));
        assert_eq!(product.institution.zh, text(&row["institution"], "zh"));
        assert_eq!(product.institution.en, text(&row["institution"], "en"));
        assert_eq!(product.name.zh, text(&row["name"], "zh"));
        assert_eq!(product.name.en, text(&row["name"], "en"));
        assert_eq!(product.kind.name(), text(row, "kind"));
        assert_eq!(product.region.as_deref(), row["region"].as_str());
        let properties: Vec<&str> = product.property_kinds.iter().map(|kind| kind.name()).collect();
        assert_eq!(Value::from(properties), row["property_kinds"]);
        assert_eq!(product.term_months_max.map(u64::from), number(&row["term"]["max_months"]));
        assert_eq!(product.age_min.map(u64::from), number(&row["age"]["min"]));
        assert_eq!(product.age_max.map(u64::from), number(&row["age"]["max"]));
        let years = &row["term"]["age_plus_term_max_years"];
        let by_sex = |sex: &str| number(if years.is_object() { &years[sex] } else { years });
        assert_eq!(product.age_plus_term_max_years.map(|years| u64::from(years.male)), by_sex("male"));
        assert_eq!(product.age_plus_term_max_years.map(|years| u64::from(years.female)), by_sex("female"));
        assert_eq!(product.ltv_percent_max.map(u64::from), number(&row["max_ltv_percent"]));
        assert_eq!(product.published, text(row, "published"));
        assert_eq!(product.confidence.name(), text(row, "confidence"));
        let sources: Vec<&str> = product.sources.iter().map(SourceId::as_str).collect();
        assert_eq!(Value::from(sources), row["sources"]);
        assert_eq!(product.requirements.listed().is_some(), row["requirements_published"] == true);
    }
}

#[test]
fn lists_are_as_published_row_for_row() {
    let file = json(PRODUCTS);
    let mut ids = BTreeSet::new();
    let mut counts = Vec::new();
    for (product, row) in Catalogue::builtin().products.iter().zip(list(&file, "products")) {
        let rules = product.requirements.listed().unwrap_or_default();
        let rows = list(row, "requirements");
        counts.push(rules.len());
        assert_eq!(rules.len(), rows.len());
        for (rule, row) in rules.iter().zip(rows) {
            assert_eq!(asks_as_json(&rule.asks), asked_of(row), "{}", rule.id);
            assert_eq!(rule.role.name(), text(row, "party"));
            assert_eq!(as_json(&rule.when), row["when"], "{}", rule.id);
            assert_eq!(rule.unless.as_ref().map_or(Value::Null, as_json), row["unless"], "{}", rule.id);
            assert_eq!(rule.note, text(row, "note"));
            assert_eq!(rule.step.name(), row["step"].as_str().unwrap_or("unknown"), "{}", rule.id);
            assert_eq!(rule.origin, None, "every row is its product's");
            let first = &rule.asks.first().unwrap().document;
            let id = format!("{}/{first}/{}", product.id, rule.role);
            assert!([id.clone(), format!("{id}/{}", rule.step)].contains(&rule.id.to_string()), "{}", rule.id);
            assert_eq!(RuleId::new(rule.id.as_str()).as_ref(), Ok(&rule.id));
            assert_eq!(product.rule(&rule.id), Some(rule));
            assert!(ids.insert(rule.id.clone()), "{} stands there twice", rule.id);
            for asked in rule.asks.papers() {
                assert!(Catalogue::builtin().document(&asked.document).is_some(), "{}", asked.document);
            }
        }
    }
    assert_eq!((counts.iter().sum::<usize>(), counts.iter().filter(|count| **count == 0).count()), (389, 5));
}

/// What a row asks, in the words of the data file, written anew from the built-in one.
fn asks_as_json(asks: &Asks) -> Value {
    let parts = |of: &[Asks]| of.iter().map(asks_as_json).collect::<Vec<Value>>();
    match asks {
        Asks::Paper(PaperAsked { document, original, copies, validity }) => {
            let original = (*original != Original::Unknown).then(|| original.name());
            let validity = validity.map(|it| serde_json::json!({ "days": it.days, "from": it.from.name() }));
            serde_json::json!({
                "document": document.as_str(), "original": original, "copies": copies, "validity": validity,
            })
        }
        Asks::AllOf(of) => serde_json::json!({ "all_of": parts(of) }),
        Asks::AnyOf(of) => serde_json::json!({ "any_of": parts(of) }),
        Asks::AtLeast { count, of } => serde_json::json!({ "at_least": { "count": count, "of": parts(of) } }),
    }
}

/// The same from the file: what is left out is null.
fn asked_of(row: &Value) -> Value {
    let parts = |of: &Value| of.as_array().unwrap().iter().map(asked_of).collect::<Vec<Value>>();
    if row["document"].is_string() {
        let (document, original) = (&row["document"], &row["original"]);
        return serde_json::json!({
            "document": document, "original": original, "copies": row["copies"], "validity": row["validity"],
        });
    }
    let key = ["any_of", "all_of", "at_least"].into_iter().find(|key| !row[*key].is_null()).unwrap();
    match key {
        "at_least" => {
            serde_json::json!({ key: { "count": row[key]["count"], "of": parts(&row[key]["of"]) } })
        }
        _ => serde_json::json!({ key: parts(&row[key]) }),
    }
}

#[test]
fn waivers_are_as_written() {
    let file = json(PRODUCTS);
    let rows = list(&file, "waivers");
    let catalogue = Catalogue::builtin();
    assert_eq!(catalogue.waivers.len(), rows.len());
    for (built, row) in catalogue.waivers.iter().zip(rows) {
        let day = |day: Option<Date>| day.map_or(Value::Null, |day| Value::from(day.to_string()));
        let shown = serde_json::json!({
            "id": built.id.as_str(),
            "documents": built.documents.iter().map(DocumentKind::as_str).collect::<Vec<_>>(),
            "milestones": built.milestones.iter().map(|it| it.name()).collect::<Vec<_>>(),
            "granted_by": built.granted_by.iter().map(|it| it.name()).collect::<Vec<_>>(),
            "days_max": built.days_max,
            "steps": built.steps.iter().map(|it| it.name()).collect::<Vec<_>>(),
            "note": { "zh": built.note.zh, "en": built.note.en },
            "source": built.source.as_ref().map(SourceId::as_str),
            "effective_from": day(built.effective.from),
            "effective_to": day(built.effective.until),
            "confidence": built.confidence.name(),
        });
        assert_eq!(shown, *row);
        for what in built.documents.iter().cloned().map(Owable::Document) {
            assert_eq!(catalogue.waivable(&what, None), Some(built), "{what:?} stands in two rows, or in none");
        }
    }
}

/// A condition in the words of the data file, written anew from the built-in one.
fn as_json(condition: &Condition) -> Value {
    let parts = |parts: &[Condition]| parts.iter().map(as_json).collect::<Vec<Value>>();
    match condition {
        Condition::Always => Value::from(true),
        Condition::In { fact, values } => {
            let values: Vec<Value> = values.iter().map(|value| shown(*fact, *value)).collect();
            serde_json::json!({ "fact": fact.name(), "in": values })
        }
        Condition::All(all) => serde_json::json!({ "all": parts(all) }),
        Condition::Any(any) => serde_json::json!({ "any": parts(any) }),
        Condition::Not(none) => {
            let [part] = none.as_ref() else { panic!("published lists deny one condition at a time") };
            serde_json::json!({ "not": as_json(part) })
        }
    }
}

fn shown(fact: Fact, value: Answer) -> Value {
    match fact.show(value).unwrap() {
        FactValue::Word(word) => Value::from(word),
        FactValue::Number(number) => Value::from(number),
        FactValue::Flag(flag) => Value::from(flag),
    }
}

#[test]
fn facts_are_the_published_vocabulary() {
    let file = json(PRODUCTS);
    let facts = file["condition_language"]["facts"].as_object().unwrap();
    let mut named = 0;
    for (name, words) in facts.iter().filter(|(name, _)| *name != "booleans") {
        let fact = Fact::from_name(name).unwrap();
        match words {
            Value::String(kind) => {
                assert_eq!((fact.kind(), kind.as_str()), (FactKind::Number, "integer"))
            }
            words => assert_eq!(Value::from(fact.words()), *words),
        }
        named += 1;
    }
    for flag in list(&file["condition_language"]["facts"], "booleans") {
        assert_eq!(Fact::from_name(flag.as_str().unwrap()).unwrap().kind(), FactKind::Flag);
        named += 1;
    }
    assert_eq!(named, Fact::COUNT);
}

#[test]
fn every_source_named_is_there() {
    let catalogue = Catalogue::builtin();
    let products = catalogue.products.iter().flat_map(|product| product.sources.iter());
    let lines = catalogue.routes.iter().flat_map(|route| route.gates.iter()).flat_map(|gate| gate.lines.iter());
    let sequences = catalogue.routes.iter().flat_map(|route| route.sequences.iter());
    let named: BTreeSet<&SourceId> = products
        .chain(lines.filter_map(|line| line.source.as_ref()))
        .chain(sequences.filter_map(|sequence| sequence.source.as_ref()))
        .chain(catalogue.deadlines.iter().filter_map(|deadline| deadline.source.as_ref()))
        .collect();
    let there: BTreeSet<&SourceId> = catalogue.sources.iter().map(|source| &source.id).collect();
    assert_eq!(named, there);

    let mut files = json(PRODUCTS)["sources"].as_object().unwrap().clone();
    files.extend(json(ROUTES)["sources"].as_object().unwrap().clone());
    assert_eq!(files.len(), there.len());
    for (id, row) in &files {
        let source = catalogue.source(&SourceId::new(id).unwrap()).unwrap();
        assert_eq!(source.title, text(row, "title"));
        assert_eq!(source.url, text(row, "url"));
        assert_eq!(source.kind.name(), text(row, "kind"));
    }
}

#[test]
fn routes_are_as_written() {
    let file = json(ROUTES);
    let catalogue = Catalogue::builtin();
    assert_eq!(catalogue.routes.len(), list(&file, "routes").len());
    for (route, row) in catalogue.routes.iter().zip(list(&file, "routes")) {
        assert_eq!(route.id.as_str(), text(row, "id"));
        let home = format!("{}/{}", route.product_kind, route.property);
        assert!(route.id.as_str().starts_with(&home), "{}", route.id);
        assert_eq!(name_as_json(&route.name), row["name"]);
        assert_eq!(as_json(&route.when), row["when"]);
        let lines: Vec<Value> = route.gates.iter().map(gate_as_json).collect();
        assert_eq!(Value::from(lines), row["gates"]);
        let sequences: Vec<Value> = route.sequences.iter().map(sequence_as_json).collect();
        assert_eq!(Value::from(sequences), row["sequences"]);
    }
}

#[test]
fn every_line_of_a_route_has_a_name_of_its_own() {
    let catalogue = Catalogue::builtin();
    let mut ids = BTreeSet::new();
    for route in catalogue.routes.iter() {
        for gate in route.gates.iter() {
            for line in gate.lines.iter() {
                let about = line.need.milestone().map_or("papers", MilestoneKind::name);
                assert_eq!(line.id.as_str(), format!("{}/{}/{about}", route.id, gate.step));
                assert!(ids.insert(line.id.clone()), "{} stands there twice", line.id);
            }
        }
        for sequence in route.sequences.iter() {
            assert_eq!(sequence.id.as_str(), format!("{}/before/{}/{}", route.id, sequence.then, sequence.first));
            assert!(ids.insert(sequence.id.clone()), "{} stands there twice", sequence.id);
        }
    }
    ids.extend(catalogue.deadlines.iter().map(|deadline| deadline.id.clone()));
    assert!(ids.iter().all(|id| RuleId::new(id.as_str()).as_ref() == Ok(id)));
}

#[test]
fn deadlines_are_as_written() {
    let file = json(ROUTES);
    let built: Vec<Value> = Catalogue::builtin().deadlines.iter().map(deadline_as_json).collect();
    assert_eq!(built.len(), list(&file, "deadlines").len());
    for (deadline, row) in built.iter().zip(list(&file, "deadlines")) {
        assert_eq!(deadline, row);
    }
}

fn deadline_as_json(deadline: &Deadline) -> Value {
    let moment = |moment: Moment| match moment {
        Moment::Filed(kind) => serde_json::json!({ "filed": kind.name() }),
        Moment::Done(kind) => serde_json::json!({ "done": kind.name() }),
        Moment::Event(event) => serde_json::json!({ "event": event.name() }),
    };
    let kinds: Vec<&str> = deadline.product_kinds.iter().map(|kind| kind.name()).collect();
    serde_json::json!({
        "id": deadline.id.as_str(),
        "from": moment(deadline.from),
        "until": moment(deadline.until),
        "length": deadline.length.count(),
        "unit": deadline.length.unit(),
        "rolls": deadline.rolls,
        "stops": deadline.stops,
        "kind": deadline.kind.name(),
        "product_kinds": kinds,
        "product": deadline.product.as_ref().map(ProductId::as_str),
        "when": as_json(&deadline.when),
        "source": deadline.source.as_ref().map(SourceId::as_str),
        "note": name_as_json(&deadline.note),
    })
}

fn name_as_json(name: &Name) -> Value {
    serde_json::json!({ "zh": name.zh, "en": name.en })
}

/// No case is claimed by two special ways, and every answer to the facts that choose leads somewhere.
#[test]
fn the_facts_choose_one_route() {
    let catalogue = Catalogue::builtin();
    for (kind, property) in catalogue.routes.iter().map(|route| (route.product_kind, route.property)) {
        let routes: Vec<&Route> = catalogue.routes_of(kind, property).collect();
        let facts: BTreeSet<Fact> = routes.iter().flat_map(|route| route.when.facts()).collect();
        assert!(facts.len() <= 1, "{kind} {property}: the worlds below are told apart by one fact");
        assert!(routes.iter().filter(|route| route.when == Condition::Always).count() <= 1, "{kind} {property}");
        for (fact, value) in facts.iter().flat_map(|fact| fact.values().map(move |value| (*fact, value))) {
            let world = Facts::EMPTY.with_word(Fact::Property, property.name()).unwrap().with(fact, value).unwrap();
            let claims = routes.iter().filter(|it| it.when != Condition::Always && it.when.holds(&world) == Truth::Yes);
            assert!(claims.clone().count() <= 1, "{kind} {property}");
            let expected = claims.copied().next().or(routes.iter().copied().find(|it| it.when == Condition::Always));
            assert_eq!(catalogue.route(kind, &world), expected.map_or(Way::None, Way::Route));
        }
    }
}

#[test]
fn a_case_that_says_nothing_goes_the_ordinary_way_where_there_is_one() {
    let catalogue = Catalogue::builtin();
    let home = |word| Facts::EMPTY.with_word(Fact::Property, word).unwrap();
    let id = |kind, facts: &Facts| catalogue.route(kind, facts).found().map(|route| route.id.to_string());
    use ProductKind::{Commercial, Conversion, ProvidentFund};
    let (second_hand, titled) = (home("second_hand"), home("titled_home"));
    assert_eq!(id(Commercial, &second_hand).as_deref(), Some("commercial/second_hand"));
    assert_eq!(catalogue.route(Conversion, &titled), Way::Unknown(vec![Fact::ConversionMode]));
    assert_eq!(catalogue.route(Commercial, &Facts::EMPTY), Way::Unknown(vec![Fact::Property]));
    assert_eq!(catalogue.route(Commercial, &titled), Way::None);
    let direct = titled.with_word(Fact::ConversionMode, "direct").unwrap();
    assert_eq!(id(Conversion, &direct).as_deref(), Some("conversion/titled_home/direct"));
    let same_bank = second_hand.with_word(Fact::TransferMode, "mortgage_changed").unwrap();
    assert_eq!(id(Commercial, &same_bank).as_deref(), Some("commercial/second_hand/mortgage_changed"));
    assert_eq!(id(ProvidentFund, &same_bank), Some("provident_fund/second_hand/mortgage_changed".into()),);
}

fn gate_as_json(gate: &Gate) -> Value {
    let line = |line: &GateLine| {
        let what = match line.need {
            Need::Papers(readiness) => readiness.name(),
            Need::Filed(kind) | Need::Done(kind) | Need::DoneIfOpened(kind) => kind.name(),
        };
        let source = line.source.as_ref().map(SourceId::as_str);
        serde_json::json!({ "need": line.need.name(), "what": what, "source": source, "note": name_as_json(&line.note) })
    };
    serde_json::json!({ "step": gate.step.name(), "needs": gate.lines.iter().map(line).collect::<Vec<_>>() })
}

fn sequence_as_json(sequence: &Sequence) -> Value {
    let Sequence { id: _, first, then, note, source } = sequence;
    let source = source.as_ref().map(SourceId::as_str);
    serde_json::json!({ "first": first.name(), "then": then.name(), "source": source, "note": name_as_json(note) })
}

#[test]
fn every_product_has_a_route_for_each_kind_of_property() {
    for product in Catalogue::builtin().products.iter() {
        for property in product.property_kinds.iter() {
            let mut routes = Catalogue::builtin().routes_of(product.kind, *property);
            assert!(routes.next().is_some(), "{} {property}", product.id);
        }
    }
}

/// No two milestones wait for each other: every route can be walked to its end.
#[test]
fn no_route_strands_a_case() {
    for route in Catalogue::builtin().routes.iter() {
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
    let catalogue = Catalogue::builtin();
    let asks = |property, step, need| {
        let route = catalogue.routes_of(ProductKind::Commercial, property).next().unwrap();
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
    let signs = |id: &ProductId| Catalogue::builtin().product(id).unwrap().signs;
    assert_eq!(signs(&ProductId::CITIC_JINAN_NEW), Signing::Unknown);
    assert_eq!(signs(&ProductId::PSBC_SECOND), Signing::Unknown);
    assert_eq!(signs(&ProductId::PF_GUANGZHOU), Signing::AfterApproval);
}

#[test]
fn a_product_without_a_list_has_no_checklist() {
    let mut product = Catalogue::builtin().product(&ProductId::PSBC_SECOND).unwrap().clone();
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
    let file = json(PRODUCTS);
    let mut tried = 0;
    for (product, row) in Catalogue::builtin().products.iter().zip(list(&file, "products")) {
        let rows = list(row, "requirements");
        if rows.is_empty() {
            continue;
        }
        let mut asked = BTreeSet::new();
        rows.iter().for_each(|row| mentioned(&applies(row), &mut asked));
        let space = answers(&file, &asked, true);
        tried += space.len();
        for known in &space {
            let expected = rows.iter().enumerate().filter_map(|(index, row)| {
                let mut own = BTreeSet::new();
                let when = applies(row);
                mentioned(&when, &mut own);
                slowly(&file, &when, &own, known).map(|asked| (index, asked))
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
    match &row["unless"] {
        Value::Null => row["when"].clone(),
        unless => serde_json::json!({ "all": [row["when"], { "not": unless }] }),
    }
}

type Known = BTreeMap<String, Value>;

/// `None` when the paper is not asked for; else the facts that may still change the answer.
fn slowly(file: &Value, when: &Value, own: &BTreeSet<String>, known: &Known) -> Option<BTreeSet<String>> {
    let unknown: BTreeSet<String> = own.iter().filter(|fact| !known.contains_key(*fact)).cloned().collect();
    let worlds: Vec<Known> = answers(file, &unknown, false)
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
            words(file, fact).into_iter().any(|value| flipped(world, value) != here)
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

fn words(file: &Value, fact: &str) -> Vec<Value> {
    match &file["condition_language"]["facts"][fact] {
        Value::Array(words) => words.clone(),
        Value::String(_) => (0..=9).map(Value::from).collect(),
        _ => vec![Value::from(false), Value::from(true)],
    }
}

/// Every combination of answers; with `unknown`, leaving a fact open is one of them.
fn answers(file: &Value, facts: &BTreeSet<String>, unknown: bool) -> Vec<Known> {
    facts.iter().fold(vec![Known::new()], |worlds, fact| {
        let mut grown = if unknown { worlds.clone() } else { Vec::new() };
        for value in words(file, fact) {
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
