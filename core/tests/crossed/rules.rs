//! What the rules say by themselves; and other rules, one thing of the built-in ones changed at a time: what is found wrong with
//! them, or what they mean for cases that stand under the built-in ones.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use anjieflow::case::Case;
use anjieflow::date::Date;
use anjieflow::interchange::pack;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::product::{Blank, Pack, Template};
use serde_json::{Value, json};

use super::places::places;
use super::{PLAYED, Page, days_after};

/// Days on which products are looked at: before and after policies changed.
const DAYS: [&str; 3] = ["2019-10-08", "2025-05-08", "2026-11-24"];

/// Every this-many-th story has a case that is looked at under other rules.
const CASES: usize = 9;

/// Every this-many-th of the other packs is asked what it means for all of them together.
const IMPACTS: usize = 20;

#[test]
fn what_the_rules_say() {
    let (mut page, rules, whole) = (Page::default(), Rules::builtin(), built_in());
    strings(&whole, "id").iter().for_each(|id| page.answered("explain", rules.explain(id)));
    let cities = strings(&whole["policy"]["cities"], "id");
    for city in cities.iter().map(|it| Some(it.as_str())).chain([None, Some("Atlantis")]) {
        DAYS.iter().for_each(|day| page.answered("products", rules.products(city, Some(day))));
    }
    let asked = conditions(&whole["products"]);
    for product in whole["products"].as_array().unwrap().iter().filter_map(|it| it["id"].as_str()) {
        for facts in asked.iter().chain([&json!({})]) {
            page.answered("product_checklist", rules.product_checklist(product, facts.clone()));
        }
    }
    page.linted("lint", Pack::builtin());
    // How often each law of the machine was asked, too.
    page.answered("prove", plain::prove(Pack::builtin(), &mut |_, _| ControlFlow::Continue(())));
    ["mermaid", "dot", "svg"].iter().for_each(|kind| page.diagram(plain::diagram(kind)));
    page.put("stages", "answered", &plain::stages().to_string());
    page.is_kept_as("rules");
}

#[test]
fn other_rules() {
    let mut page = Page::default();
    let whole = built_in();
    let (cases, day) = some_cases();
    for (number, (name, place)) in one_of_each_sort(&whole).into_iter().enumerate() {
        // Each place is changed one way: which, goes round.
        let changes = changed(&whole, &place);
        let (change, other) = &changes[number % changes.len()];
        let line = format!("pack{name} {change}").replace('/', ".");
        if let Some(other) = page.changed(&line, other) {
            let other = Rules { pack: &other, ..Rules::builtin() };
            page.meant(&line, other, (&cases, day));
            // Of all loans and rules it takes long.
            if number % IMPACTS == 0 {
                page.answered(&line, Rules::builtin().impact(&cases, days_after(day, 0), other, days_after(day, 0)));
            }
        }
    }
    page.is_kept_as("packs");
}

/// Every letter with all that a letter may tell.
#[test]
fn letters_with_every_blank() {
    let mut page = Page::default();
    let text: String = Blank::ALL.iter().map(|blank| format!("{{{}}}；", blank.name())).collect();
    let full = |it: &Template| Template { zh: text.clone().into(), en: text.clone().into(), ..it.clone() };
    let templates = Pack::builtin().templates.iter().map(full).collect();
    let pack = Pack { templates, ..Pack::builtin().clone() };
    let rules = Rules { pack: &pack, ..Rules::builtin() };
    for (number, story) in PLAYED.iter().enumerate() {
        for (case, day) in story.cases.iter().skip(number % 4).step_by(4) {
            let question = json!({"question": "notices", "reveal": number % 2 == 0});
            page.answered("notices", rules.ask(case, &question, days_after(*day, 0)));
        }
    }
    page.is_kept_as("letters");
}

fn built_in() -> Value {
    serde_json::from_str(&pack::write(Pack::builtin())).unwrap()
}

/// Every text at a place of this name, in order.
fn strings(value: &Value, name: &str) -> Vec<String> {
    let named = places(value).into_iter().filter(|(place, _)| place.rsplit('/').next() == Some(name));
    named.filter_map(|(_, it)| it.as_str().map(str::to_owned)).collect()
}

/// Every fact that a condition asks, with each value it asks for.
fn conditions(value: &Value) -> Vec<Value> {
    let asked = places(value).into_iter().filter_map(|(_, it)| Some((it["fact"].as_str()?, it["in"].as_array()?)));
    let mut found: Vec<_> = asked.flat_map(|(fact, values)| values.iter().map(move |it| json!({fact: it}))).collect();
    found.sort_by_key(Value::to_string);
    found.dedup();
    found
}

/// Cases with loans, and a day after all that is in them.
fn some_cases() -> (Vec<&'static Case>, Date) {
    let some = PLAYED.iter().step_by(CASES).filter_map(|story| story.cases.get(story.cases.len() * 2 / 3));
    (some.clone().map(|(case, _)| case).collect(), some.map(|(_, day)| *day).max().unwrap())
}

/// What is only told.
const TEXTS: [&str; 8] = ["/zh", "/en", "/note", "/text", "/title", "/url", "/about", "_note"];

/// One place of each sort, by its name without numbers: that in the middle of all.
fn one_of_each_sort(whole: &Value) -> BTreeMap<String, String> {
    let mut all = BTreeMap::<String, Vec<String>>::new();
    for (place, _) in places(whole) {
        all.entry(sort(&place)).or_default().push(place);
    }
    all.retain(|name, _| !TEXTS.iter().any(|it| name.ends_with(it)));
    all.into_iter().map(|(name, places)| (name, places[places.len() / 2].clone())).collect()
}

/// Items of a list are of one sort.
fn sort(place: &str) -> String {
    let name = |it| if str::parse::<usize>(it).is_ok() { "*" } else { it };
    place.split('/').map(name).collect::<Vec<_>>().join("/")
}

/// The pack with what stands at a place gone, and with something else there.
fn changed(whole: &Value, place: &str) -> Vec<(&'static str, Value)> {
    let with = |change: &'static str, value: Value| {
        let mut other = whole.clone();
        *other.pointer_mut(place).unwrap() = value;
        (change, other)
    };
    let mut found = vec![("gone", without(whole, place))];
    match whole.pointer(place).unwrap() {
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            found.extend([with("more", json!(number + 1)), with("less", json!(number - 1)), with("none", json!(0))]);
        }
        Value::String(text) => found.push(with("other", json!(format!("{text}-x")))),
        Value::Bool(is) => found.push(with("other", json!(!is))),
        Value::Array(items) => {
            let twice = items.iter().chain(items.first()).cloned().collect();
            found.extend([with("empty", json!([])), with("twice", twice)]);
        }
        _ => found.push(with("null", Value::Null)),
    }
    found
}

fn without(whole: &Value, place: &str) -> Value {
    let mut other = whole.clone();
    let Some((outside, last)) = place.rsplit_once('/') else { return json!({}) };
    match other.pointer_mut(outside).unwrap() {
        Value::Object(fields) => drop(fields.remove(last)),
        Value::Array(items) => drop(items.remove(last.parse().unwrap())),
        _ => {}
    }
    other
}

impl Page {
    fn diagram(&mut self, told: Result<String, anjieflow::error::Error>) {
        self.answered("diagram", told.map(Value::from));
    }

    /// What is found in a pack, and the pack where it can be used.
    fn changed(&mut self, line: &str, other: &Value) -> Option<Pack> {
        let other = pack::read_unchecked([other.to_string().as_str()]);
        match &other {
            Ok(other) => self.linted(line, other),
            Err(error) => self.put(line, error.code().code(), &plain::error(error).to_string()),
        }
        other.ok()
    }

    fn linted(&mut self, line: &str, pack: &Pack) {
        let found = plain::lint(pack);
        let faults = found["faults"].as_array().unwrap().len();
        self.put(line, &format!("{faults} faults"), &found.to_string());
    }

    /// What a pack means for cases that stand under the built-in one.
    fn meant(&mut self, line: &str, other: Rules<'_>, (cases, day): (&[&Case], Date)) {
        let context = || days_after(day, 0);
        for case in cases {
            self.answered(line, Rules::builtin().difference(case, context(), other, context()));
        }
    }
}
