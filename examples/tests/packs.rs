//! Two real cities laid over one bank: the files of `examples/packs`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anjieflow::calendar::Calendar;
use anjieflow::case::Case;
use anjieflow::checklist::{Demand, required};
use anjieflow::fact::{Fact, Facts};
use anjieflow::interchange::pack;
use anjieflow::interchange::plain::Rules;
use anjieflow::product::{GateStep, Layer, Need, Pack, Place, ProductId};
use serde_json::{Value, json};

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packs").join(name)).unwrap()
}

fn layers() -> Vec<Layer> {
    ["citic-jinan.json", "shanghai.json"].iter().map(|name| pack::read_layer(&text(name)).unwrap()).collect()
}

fn citic(province: &'static str, city: &'static str) -> Place {
    let bank = Some("China CITIC Bank".into());
    Place { province: Some(province.into()), city: Some(city.into()), institution: bank, branch: None }
}

fn at(place: &Place) -> Pack {
    Pack::builtin().at(place, &layers()).unwrap()
}

/// Who hands in what, of one product, for a household.
fn papers(pack: &Pack, product: &ProductId, facts: &Facts) -> BTreeSet<(String, String)> {
    let rows = required(pack.product(product).unwrap(), facts).unwrap();
    assert!(rows.iter().all(|row| row.demand == Demand::Required), "{facts:?}");
    rows.iter().map(|row| (row.rule.role.name().to_owned(), row.rule.asks.to_string())).collect()
}

fn households() -> Vec<Facts> {
    let mut all = Vec::new();
    for property in ["presale", "completed_new", "second_hand"] {
        for marital in ["single", "married", "divorced", "widowed"] {
            for nationality in ["mainland", "military"] {
                for flags in [[true, true], [true, false], [false, true], [false, false]] {
                    let facts = Facts::EMPTY.with_word(Fact::Property, property).unwrap();
                    let facts = facts.with_word(Fact::Marital, marital).unwrap();
                    let facts = facts.with_word(Fact::Nationality, nationality).unwrap();
                    let facts = facts.with_flag(Fact::LocalHousehold, flags[0]).unwrap();
                    all.push(facts.with_flag(Fact::RegisterShowsMarriage, flags[1]).unwrap());
                }
            }
        }
    }
    all
}

/// For a new home the bank's own product with the layer asks for what the city's list asks for; for a second-hand home,
/// of which the local list says nothing, nothing changes.
#[test]
fn in_jinan_the_bank_asks_for_what_the_local_list_says() {
    let there = at(&citic("Shandong", "Jinan"));
    let base = Pack::builtin();
    for facts in households() {
        let asked = papers(&there, &ProductId::CITIC_MORTGAGE, &facts);
        let expected = match facts.property().unwrap().name() {
            "second_hand" => papers(base, &ProductId::CITIC_MORTGAGE, &facts),
            _ => papers(base, &ProductId::CITIC_JINAN_NEW, &facts),
        };
        assert_eq!(asked, expected, "{facts:?}");
    }
    assert_eq!(there.edition.id.as_str(), "builtin-2026-11-24_citic-jinan-2026-11-24");
    assert_eq!(there.policy, base.policy);
}

const DAY: &str = "2026-03-02";

fn context() -> Value {
    json!({"today": DAY, "by": "wang", "salt": "00112233445566778899aabbccddeeff"})
}

/// A household with a home buys a second one in a district of Shanghai, with a fifth of the price paid down.
fn second_home(rules: Rules<'_>, district: &str) -> Case {
    let site = json!({"city": "上海", "district": district});
    let loan = json!({"product": "citic-mortgage", "amount_fen": 80_000_000, "term_months": 240});
    let commands = [
        json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺"}),
        json!({"command": "describe_property", "address": "试验路1号", "price_fen": 100_000_000, "site": site}),
        json!({"command": "state_facts", "facts": {"property": "completed_new", "household_home_count": 1}}),
        json!({"command": "choose_product", "loans": [loan]}),
    ];
    let (case, _) = rules.open(json!({"case": "C-1", "context": context()})).unwrap();
    commands.into_iter().fold(case, |case, command| rules.step(&case, command, context()).unwrap().0)
}

/// The rule that decides on the down payment, and the verdict.
fn down_payment(pack: &Pack, district: &str) -> (String, String) {
    let rules = Rules { pack, calendar: Calendar::builtin() };
    let findings = rules.findings(&second_home(rules, district), context()).unwrap();
    let decides =
        |it: &&Value| it["kind"] == "min_down_payment" && it["printed"] == false && it["verdict"] != "superseded";
    let found: Vec<&Value> = findings.as_array().unwrap().iter().filter(decides).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    let text = |name: &str| found[0][name].as_str().unwrap().to_owned();
    (text("rule"), text("verdict"))
}

#[test]
fn in_shanghai_the_district_itself_decides() {
    let there = at(&citic("Shanghai", "Shanghai"));
    let found = |pack, district| {
        let (rule, verdict) = down_payment(pack, district);
        format!("{rule}: {verdict}")
    };
    let whole_city = "down-payment/shanghai/2024-10-01/second: broken";
    assert_eq!(found(Pack::builtin(), "嘉定区"), whole_city, "the built-in rows name a group of districts");
    assert_eq!(found(&there, "嘉定区"), "down-payment/shanghai/jiading/2024-10-01/second: kept");
    assert_eq!(found(&there, "嘉定"), "down-payment/shanghai/jiading/2024-10-01/second: kept");
    assert_eq!(found(&there, "静安区"), whole_city);
    assert_eq!(there.products, Pack::builtin().products);
}

#[test]
fn elsewhere_both_change_nothing() {
    for place in
        [Place::COUNTRY, citic("Sichuan", "Chengdu"), Place { institution: None, ..citic("Shandong", "Jinan") }]
    {
        assert_eq!(&at(&place), Pack::builtin(), "{place}");
    }
    let texts = [text("citic-jinan.json"), text("shanghai.json")];
    let error = pack::laid(Pack::builtin(), &texts, None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "place: the layers `shanghai-2026-11-24` (province Shanghai, city Shanghai) and `citic-jinan-2026-11-24` (city \
         Jinan, institution China CITIC Bank) are of different places; say for which place the rules are"
    );
}

/// The error that `examples/packs/README.md` shows.
#[test]
fn a_conflict_names_both_rows() {
    let texts = [text("citic-jinan.json"), text("conflict.json")];
    let error = pack::laid(Pack::builtin(), &texts, None).unwrap_err().to_string();
    let page = text("README.md");
    let shown = page.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(shown.split_whitespace().collect::<Vec<_>>(), error.split_whitespace().collect::<Vec<_>>());
    assert!(pack::laid(Pack::builtin(), &[text("conflict.json")], None).is_ok(), "alone it is fine");
}

#[test]
fn where_consents_lie_elsewhere_no_route_asks_for_them() {
    let asking = |pack: &Pack| {
        let lines = pack.routes.iter().flat_map(|route| route.gate(GateStep::Submit));
        lines.filter(|line| matches!(line.need, Need::Consented(_))).count()
    };
    let there = pack::laid(Pack::builtin(), &[text("consents-elsewhere.json")], None).unwrap();
    assert_eq!((asking(Pack::builtin()), asking(&there)), (2 * there.routes.len(), 0));
}
