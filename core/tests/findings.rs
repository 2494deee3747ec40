//! Golden cases of limits by place, day and household; and laws that hold for all of them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::calendar::Calendar;
use anjieflow::case::Case;
use anjieflow::identity::ResidentId;
use anjieflow::interchange::pack;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::product::Pack;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What a test says of its case; the rest is ordinary.
#[derive(Clone)]
struct Told {
    product: &'static str,
    property: &'static str,
    price: i64,
    amount: i64,
    months: u16,
    site: Value,
    facts: Value,
    figures: Value,
    id: Option<String>,
    opened: String,
}

fn told(product: &'static str, opened: &str) -> Told {
    Told {
        product,
        property: "completed_new",
        price: 2_000_000,
        amount: 1_000_000,
        months: 240,
        site: Value::Null,
        facts: json!({}),
        figures: Value::Null,
        id: None,
        opened: opened.to_owned(),
    }
}

impl Told {
    fn context(&self) -> Value {
        on(&self.opened)
    }

    fn open(&self) -> Case {
        let (case, _) = Rules::builtin().open(json!({"case": "C-1", "context": self.context()})).unwrap();
        let mut facts = self.facts.clone();
        facts["property"] = json!(self.property);
        let mut buyer = json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺"});
        if let Some(id) = &self.id {
            buyer["id_number"] = json!(id);
        }
        let mut home = json!({"command": "describe_property", "address": "试验路1号", "price_fen": self.price * 100});
        if !self.site.is_null() {
            home["site"] = self.site.clone();
        }
        let asked = json!({"product": self.product, "amount_fen": self.amount * 100, "term_months": self.months});
        let mut commands = vec![buyer, home, json!({"command": "state_facts", "facts": facts})];
        if !self.figures.is_null() {
            commands.push(json!({"command": "state_figures", "figures": self.figures}));
        }
        commands.push(json!({"command": "choose_product", "loans": [asked]}));
        commands.into_iter().fold(case, |case, command| step(&case, command, self.context()))
    }

    fn findings(&self) -> Vec<Value> {
        findings(&self.open(), self.context())
    }
}

fn on(day: &str) -> Value {
    json!({"today": day, "by": "wang", "salt": "00112233445566778899aabbccddeeff"})
}

fn step(case: &Case, command: Value, context: Value) -> Case {
    Rules::builtin()
        .step(case, command.clone(), context)
        .unwrap_or_else(|no| panic!("{command}: {}", no.to_value(Rules::builtin())))
        .0
}

fn findings(case: &Case, context: Value) -> Vec<Value> {
    Rules::builtin().findings(case, context).unwrap().as_array().unwrap().clone()
}

/// The public findings of a kind: rule and verdict.
fn public(findings: &[Value], kind: &str) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of_kind = findings.iter().filter(|it| it["kind"] == kind && it["printed"] == false);
    of_kind.map(|it| (text(&it["rule"]), text(&it["verdict"]))).collect()
}

#[track_caller]
fn are(findings: &[Value], kind: &str, expected: &[(&str, &str)]) {
    let found = public(findings, kind);
    let found: Vec<(&str, &str)> = found.iter().map(|(rule, verdict)| (rule.as_str(), verdict.as_str())).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn finding<'v>(findings: &'v [Value], rule: &str) -> &'v Value {
    let found = findings.iter().find(|it| it["rule"] == rule);
    found.unwrap_or_else(|| panic!("no {rule} among {findings:#?}"))
}

fn shanghai(homes: u8, amount: i64, day: &str) -> Told {
    Told {
        site: json!({"city": "上海市", "district": "none of those"}),
        facts: json!({"household_home_count": homes}),
        price: 1_000_000,
        amount,
        ..told("icbc-housing-new", day)
    }
}

#[test]
fn shanghai_on_the_day_of_2024_05_28() {
    let first = |amount, day| shanghai(0, amount, day).findings();
    are(
        &first(750_000, "2024-05-27"),
        "min_down_payment",
        &[("down-payment/2024-05-17/first", "superseded"), ("down-payment/shanghai/2023-12-15/first", "broken")],
    );
    let eased = first(750_000, "2024-05-28");
    are(
        &eased,
        "min_down_payment",
        &[("down-payment/2024-05-17/first", "superseded"), ("down-payment/shanghai/2024-05-28/first", "kept")],
    );
    let it = finding(&eased, "down-payment/shanghai/2024-05-28/first");
    assert_eq!((&it["limit"], &it["actual"], &it["unit"]), (&json!(200_000), &json!(250_000), &json!("millionths")));
    assert_eq!((&it["effective_from"], &it["effective_until"]), (&json!("2024-05-28"), &json!("2024-09-30")));
    assert_eq!((&it["source"], &it["decided_on"]), (&json!("dp-sh-2024-05"), &json!("contract")));
    assert_eq!(it["place"], "province Shanghai, city Shanghai");
    assert_eq!(it["text"], "min down payment: limit 20%, actual 25%: kept");
    assert_eq!(it["zh"], "最低首付比例：规定20%，实际25%，符合");
    assert_eq!(
        finding(&eased, "down-payment/2024-05-17/first")["superseded_by"],
        "down-payment/shanghai/2024-05-28/first"
    );

    let second = shanghai(1, 680_000, "2024-05-28").findings();
    are(
        &second,
        "min_down_payment",
        &[("down-payment/2024-05-17/second", "superseded"), ("down-payment/shanghai/2024-05-28/second", "broken")],
    );
}

#[test]
fn a_district_of_shanghai_asks_for_less_and_an_unknown_one_is_asked() {
    let mut it = shanghai(1, 680_000, "2024-05-28");
    it.site = json!({"city": "Shanghai", "district": "Lingang and six outer districts"});
    are(
        &it.findings(),
        "min_down_payment",
        &[
            ("down-payment/2024-05-17/second", "superseded"),
            ("down-payment/shanghai/2024-05-28/second", "superseded"),
            ("down-payment/shanghai/lingang-and-six-outer-districts/2024-05-28/second", "kept"),
        ],
    );
    it.site = json!({"city": "Shanghai"});
    let open = it.findings();
    let city = finding(&open, "down-payment/shanghai/2024-05-28/second");
    assert_eq!((&city["verdict"], &city["ask"]), (&json!("unknown"), &json!(["district"])));
    it.amount = 800_000;
    let broken = it.findings();
    let city = finding(&broken, "down-payment/shanghai/2024-05-28/second");
    assert_eq!(city["verdict"], "broken", "too little in either district");
}

#[test]
fn the_contract_day_decides_on_the_national_down_payment() {
    let it = Told {
        site: json!({"city": "Chengdu"}),
        facts: json!({"household_home_count": 1}),
        price: 1_000_000,
        amount: 800_000,
        ..told("icbc-housing-new", "2024-09-28")
    };
    let case = it.open();
    let second = ("down-payment/2024-05-17/second", "broken");
    are(&findings(&case, on("2024-09-28")), "min_down_payment", &[second]);
    let today = findings(&case, on("2024-09-29"));
    are(&today, "min_down_payment", &[("down-payment/2024-09-29/any", "kept")]);
    assert_eq!(finding(&today, "down-payment/2024-09-29/any")["basis"], "provisional");

    // Signed the day before: the later rule is never cited again.
    let signed = json!({"command": "mark_milestone", "milestone": "contract_signed", "state": "done"});
    let case = step(&case, signed, on("2024-09-28"));
    let later = findings(&case, on("2025-06-01"));
    are(&later, "min_down_payment", &[second]);
    let it = finding(&later, "down-payment/2024-05-17/second");
    assert_eq!((&it["basis"], &it["day"]), (&json!("fixed"), &json!("2024-09-28")));
    assert_eq!(it["edition"], "builtin-2026-11-24");

    // The bank looks at another day.
    let repin = json!({"command": "repin", "decides": "contract", "on": "2024-10-08", "reason": "银行按备案日办理"});
    let case = step(&case, repin, on("2024-10-08"));
    let later = findings(&case, on("2025-06-01"));
    are(&later, "min_down_payment", &[("down-payment/2024-09-29/any", "kept")]);
    let it = finding(&later, "down-payment/2024-09-29/any");
    assert_eq!((&it["basis"], &it["day"]), (&json!("repinned"), &json!("2024-10-08")));
}

/// Where no day is fixed yet, a context may ask for the rules of another day than its own.
#[test]
fn the_rules_of_another_day_can_be_asked_for() {
    let it = Told {
        site: json!({"city": "Chengdu"}),
        facts: json!({"household_home_count": 1}),
        price: 1_000_000,
        amount: 800_000,
        ..told("icbc-housing-new", "2024-09-28")
    };
    let mut context = on("2024-09-28");
    context["as_of"] = json!("2024-09-29");
    let found = findings(&it.open(), context);
    are(&found, "min_down_payment", &[("down-payment/2024-09-29/any", "kept")]);
    let it = finding(&found, "down-payment/2024-09-29/any");
    assert_eq!((&it["basis"], &it["day"]), (&json!("provisional"), &json!("2024-09-29")));
}

#[test]
fn a_province_has_rules_for_cities_that_no_rule_names() {
    let mut it = Told {
        site: json!({"city": "Qujing", "province": "Yunnan"}),
        facts: json!({"household_home_count": 0}),
        ..told("icbc-housing-new", "2025-01-01")
    };
    let province = "down-payment/yunnan/2024-05-25/first";
    assert_eq!(finding(&it.findings(), province)["verdict"], "kept");
    it.site = json!({"city": "Qujing"});
    it.price = 1_000_000;
    it.amount = 900_000;
    let open = it.findings();
    assert_eq!(finding(&open, province)["ask"], json!(["province"]));
    it.site = json!({"city": "Chengdu"});
    are(&it.findings(), "min_down_payment", &[("down-payment/2024-09-29/any", "broken")]);
}

#[test]
fn an_unknown_city_is_asked_where_it_matters() {
    let mut it = Told {
        facts: json!({"household_home_count": 1}),
        price: 1_000_000,
        amount: 780_000,
        ..told("icbc-housing-new", "2025-06-01")
    };
    let open = it.findings();
    are(&open, "min_down_payment", &[("down-payment/2024-09-29/any", "unknown")]);
    assert_eq!(finding(&open, "down-payment/2024-09-29/any")["ask"], json!(["city"]));
    it.amount = 700_000;
    are(&it.findings(), "min_down_payment", &[("down-payment/2024-09-29/any", "kept")]);
    it.amount = 900_000;
    are(&it.findings(), "min_down_payment", &[("down-payment/2024-09-29/any", "broken")]);

    // Nor is a rule kept for certain while neither the city nor the number of homes is known.
    let it = Told { price: 1_000_000, amount: 650_000, ..told("icbc-housing-new", "2024-05-20") }.findings();
    for rule in ["down-payment/2024-05-17/first", "down-payment/2024-05-17/second"] {
        assert_eq!(
            (&finding(&it, rule)["verdict"], &finding(&it, rule)["ask"][0]),
            (&json!("unknown"), &json!("city"))
        );
    }
}

#[test]
fn debts_are_counted_with_the_fee() {
    let income = |figures: Value| {
        let it = Told { figures, site: json!({"city": "Chengdu"}), ..told("icbc-housing-new", "2025-06-01") };
        it.findings()
    };
    // 9 800 of 20 000 is 49 %, with the fee of 300 it is 50.5 %.
    let without = income(json!({
        "monthly_income_fen": 2_000_000, "monthly_instalment_fen": 980_000, "property_fee_monthly_fen": 0,
        "other_debt_monthly_fen": 120_000
    }));
    assert_eq!(finding(&without, "dti/housing")["verdict"], "kept");
    assert_eq!(finding(&without, "dti/housing")["actual"], 490_000);
    assert_eq!(finding(&without, "dti/total")["verdict"], "kept", "55 % exactly");
    let with = income(json!({
        "monthly_income_fen": 2_000_000, "monthly_instalment_fen": 980_000, "property_fee_monthly_fen": 30_000,
        "other_debt_monthly_fen": 120_000
    }));
    assert_eq!(finding(&with, "dti/housing")["verdict"], "broken");
    assert_eq!(finding(&with, "dti/total")["actual"], 565_000);
    assert_eq!(finding(&with, "icbc-housing-new/housing_debt_to_income")["verdict"], "broken", "the bank prints it");

    let unknown = income(json!({"monthly_income_fen": 2_000_000, "monthly_instalment_fen": 980_000}));
    let it = finding(&unknown, "dti/housing");
    assert_eq!((&it["verdict"], &it["ask"]), (&json!("unknown"), &json!(["property_fee_monthly_fen"])));
    let enough = income(json!({"monthly_income_fen": 1_900_000, "monthly_instalment_fen": 980_000}));
    assert_eq!(finding(&enough, "dti/housing")["verdict"], "broken", "whatever the fee is");
    let nothing = income(json!({"monthly_income_fen": 0, "monthly_instalment_fen": 980_000}));
    assert_eq!(finding(&nothing, "dti/total")["verdict"], "broken");
    assert_eq!(finding(&nothing, "dti/total")["actual"], Value::Null);
}

/// A resident number with this birth day; the last of three digits is odd for a man.
fn number(birth: &str, sequence: &str) -> String {
    let body = format!("710000{birth}{sequence}");
    let digits = "0123456789X".chars().map(|last| format!("{body}{last}"));
    digits.into_iter().find(|number| ResidentId::parse(number).is_ok()).unwrap()
}

#[test]
fn five_years_after_the_staged_retirement_decide_in_beijing() {
    // Born 1965-05: retires at 60 years and 2 months, in 2025-07; five years later is 2030-07.
    let beijing = |months| Told {
        months,
        id: Some(number("19650510", "001")),
        facts: json!({"household_home_count": 0}),
        ..told("pf-beijing", "2025-02-01")
    };
    let rule = "retirement-plus-term/beijing/2025-01-01";
    let kept = beijing(65).findings();
    assert_eq!((&finding(&kept, rule)["verdict"], &finding(&kept, rule)["actual"]), (&json!("kept"), &json!(60)));
    let broken = beijing(66).findings();
    assert_eq!(finding(&broken, rule)["verdict"], "broken");
    assert_eq!(finding(&broken, rule)["party"], "b1");
    // 59 years and 66 months stay within the 68 years that the centre prints for men.
    assert_eq!(finding(&broken, "age-plus-term/beijing/2025-01-01")["verdict"], "kept");
    let customary = finding(&broken, "age-plus-term/customary");
    assert_eq!(customary["superseded_by"], "age-plus-term/beijing/2025-01-01");
}

#[test]
fn of_a_woman_it_depends_on_what_she_was() {
    // Born 1975-03, 120 months from 2025-02: the loan ends in 2035-02.
    let woman = |facts: Value| {
        Told { months: 120, id: Some(number("19750310", "002")), facts, ..told("pf-beijing", "2025-02-01") }.findings()
    };
    let rule = "retirement-plus-term/beijing/2025-01-01";
    let open = woman(json!({}));
    let it = finding(&open, rule);
    assert_eq!((&it["verdict"], &it["ask"]), (&json!("unknown"), &json!(["woman_retirement"])));
    // Formerly at 50 she retires in 2025-05, 117 months before; formerly at 55 in 2031-07, 43 months before.
    let worker = woman(json!({"woman_retirement": "female_50"}));
    assert_eq!(
        (&finding(&worker, rule)["actual"], &finding(&worker, rule)["verdict"]),
        (&json!(117), &json!("broken"))
    );
    let cadre = woman(json!({"woman_retirement": "female_55"}));
    assert_eq!((&finding(&cadre, rule)["actual"], &finding(&cadre, rule)["verdict"]), (&json!(43), &json!("kept")));
    assert_eq!(finding(&cadre, "age-plus-term/beijing/2025-01-01")["limit"], 63 * 12);
}

#[test]
fn guangzhou_takes_the_largest_uplift_and_shenzhen_adds_them() {
    let ceiling = |product, facts: Value| {
        let found = Told { price: 5_000_000, facts, ..told(product, "2026-03-02") }.findings();
        let it =
            found.iter().find(|it| it["kind"] == "fund_ceiling" && it["verdict"] != "superseded").cloned().unwrap();
        (it["rule"].as_str().unwrap().to_owned(), it["limit"].as_i64().map(|fen| fen / 1_000_000))
    };
    let all = json!({
        "has_co_borrower": true, "several_children": true, "green_building_stars": 2, "household_home_count": 0
    });
    assert_eq!(ceiling("pf-guangzhou", all.clone()), ("fund-ceiling/guangzhou/joint".to_owned(), Some(224)));
    assert_eq!(ceiling("pf-shenzhen", all), ("fund-ceiling/shenzhen/joint".to_owned(), Some(171)));
    let green = json!({"has_co_borrower": false, "several_children": false, "green_building_stars": 1});
    assert_eq!(ceiling("pf-guangzhou", green), ("fund-ceiling/guangzhou/individual".to_owned(), Some(88)));

    // What is not known counts from both ends: 80 is kept anyway, 120 is too much anyway.
    let open = |amount| {
        let facts = json!({"has_co_borrower": false});
        let found = Told { price: 5_000_000, amount, facts, ..told("pf-guangzhou", "2026-03-02") }.findings();
        let it = finding(&found, "fund-ceiling/guangzhou/individual");
        (it["verdict"].as_str().unwrap().to_owned(), it["ask"].as_array().unwrap().len())
    };
    assert_eq!(open(800_000), ("kept".to_owned(), 0));
    assert_eq!(open(1_000_000), ("unknown".to_owned(), 2));
    assert_eq!(open(1_200_000), ("broken".to_owned(), 0));
}

#[test]
fn beijing_counts_by_years_of_contribution_too() {
    let years = |figures: Value| Told { figures, price: 5_000_000, ..told("pf-beijing", "2026-03-02") }.findings();
    let rule = "fund-by-years/beijing/2018-09-17";
    assert_eq!(finding(&years(Value::Null), rule)["ask"], json!(["contribution_years"]));
    assert_eq!(finding(&years(json!({"contribution_years": 9})), rule)["verdict"], "broken");
    assert_eq!(finding(&years(json!({"contribution_years": 10})), rule)["verdict"], "kept");
}

#[test]
fn the_city_keeps_its_floor_after_the_country_gave_up_its_own() {
    let it = Told {
        site: json!({"city": "深圳"}),
        facts: json!({"household_home_count": 0}),
        ..told("icbc-housing-new", "2024-06-03")
    };
    let found = it.findings();
    are(
        &found,
        "rate_floor",
        &[("rate-floor/2024-05-17/first", "superseded"), ("rate-floor/shenzhen/2024-05-29/first", "unknown")],
    );
    assert_eq!(finding(&found, "rate-floor/shenzhen/2024-05-29/first")["ask"], json!(["offer"]));
}

#[test]
fn a_day_before_any_rule_and_a_city_without_one_have_no_findings_of_their_own() {
    let old = Told { site: json!({"city": "Shanghai"}), ..told("icbc-housing-new", "2001-03-02") }.findings();
    assert!(old.iter().all(|it| it["printed"] == true), "{old:#?}");
    let elsewhere = Told { site: json!({"city": "Wuhan"}), ..told("icbc-housing-new", "2026-03-02") }.findings();
    assert!(elsewhere.iter().all(|it| it["printed"] == true || it["place"] == "the whole country"));
    assert!(elsewhere.iter().any(|it| it["printed"] == false));
}

#[test]
fn what_the_page_prints_stands_beside_the_policy() {
    let it = Told { site: json!({"city": "Chengdu"}), ..told("abc-first-hand", "2025-06-01") };
    let it = Told { price: 1_000_000, amount: 820_000, ..it }.findings();
    assert_eq!(finding(&it, "down-payment/2024-09-29/any")["verdict"], "kept");
    let printed = finding(&it, "abc-first-hand/min_down_payment");
    assert_eq!((&printed["verdict"], &printed["printed"]), (&json!("broken"), &json!(true)));
}

#[test]
fn old_buildings_and_homes_are_counted() {
    let built = |figures: Value| {
        let it = Told { figures, property: "second_hand", months: 192, ..told("boc-second-hand", "2026-03-02") };
        it.findings()
    };
    let rule = "boc-second-hand/building_age_plus_term";
    assert_eq!(finding(&built(json!({"building_year": 2002})), rule)["verdict"], "kept");
    assert_eq!(finding(&built(json!({"building_year": 2001})), rule)["verdict"], "broken");
    assert_eq!(finding(&built(Value::Null), rule)["ask"], json!(["building_year"]));
    let homes = |facts: Value| Told { facts, ..told("pf-beijing", "2026-03-02") }.findings();
    assert_eq!(finding(&homes(json!({"household_home_count": 2})), "pf-beijing/max_homes")["verdict"], "broken");
    assert_eq!(finding(&homes(json!({})), "pf-beijing/max_homes")["ask"], json!(["household_home_count"]));
}

#[test]
fn income_is_masked_wherever_a_case_is_shown() {
    let figures = json!({"monthly_income_fen": 2_345_678, "property_fee_monthly_fen": 30_000});
    let case = Told { figures, ..told("icbc-housing-new", "2026-03-02") }.open();
    let view = plain::view(&case);
    assert_eq!(view["figures"], json!({"monthly_income_fen": "***", "property_fee_monthly_fen": "30000"}));
    assert!(!format!("{case:?}").contains("2345678"));
    assert!(!Rules::builtin().findings(&case, on("2026-03-02")).unwrap().to_string().contains("2345678"));
    let bare = json!({"today": "2026-03-02", "by": "wang"});
    let refused = Rules::builtin().step(&case, json!({"command": "state_figures", "figures": {}}), bare).unwrap_err();
    assert_eq!(refused.to_value(Rules::builtin())["reasons"][0]["code"], "salt_missing");
}

#[test]
fn the_retirement_age_is_answered_in_months() {
    assert_eq!(
        plain::retirement_age("female_50", "1975-03"),
        json!({"category": "female_50", "birth_month": "1975-03", "months": 602, "retires": "2025-05"})
    );
    assert_eq!(plain::retirement_age("child", "1975-03")["code"], "unknown_code");
    assert_eq!(plain::retirement_age("male", "1975-3")["code"], "malformed");
}

fn sites() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!({"city": "上海"})),
        Just(json!({"city": "Shanghai", "district": "Lingang and six outer districts"})),
        Just(json!({"city": "Shenzhen"})),
        Just(json!({"city": "Dali", "province": "Yunnan"})),
        Just(json!({"city": "Chengdu"})),
    ]
}

fn facts() -> impl Strategy<Value = Value> {
    (proptest::option::of(0_u8..4), proptest::option::of(any::<bool>()), proptest::option::of(any::<bool>())).prop_map(
        |(homes, ordinary, limited)| {
            let mut facts = json!({});
            homes.into_iter().for_each(|homes| facts["household_home_count"] = json!(homes));
            ordinary.into_iter().for_each(|it| facts["ordinary_home"] = json!(it));
            limited.into_iter().for_each(|it| facts["purchase_limited_city"] = json!(it));
            facts
        },
    )
}

fn days() -> impl Strategy<Value = String> {
    (2012_u16..2027, 1_u8..13, 1_u8..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn products() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("icbc-housing-new"), Just("ccb-housing"), Just("pf-beijing"), Just("pf-shanghai-new")]
}

/// The rule that decides on the down payment where a lender has one of its own, and the verdict.
fn with_own_down_payment(percent: i64, product: &'static str, site: Option<&str>) -> (String, Value) {
    let limit = json!({
        "id": "own-down-payment", "kind": "min_down_payment", "product_kinds": ["commercial"], "value": percent * 10_000,
        "origin": {"decided_on": "contract", "confidence": "high"},
    });
    let place = json!({"institution": "China CITIC Bank"});
    let edition = json!({"id": "citic-own", "published": "2026-11-24"});
    let layer = json!({"pack": 1, "edition": edition, "place": place, "policy": {"limits": [limit]}});
    let laid = pack::laid(Pack::builtin(), &[layer.to_string()], None).unwrap();
    let told = Told {
        site: site.map_or(Value::Null, |city| json!({"city": city, "district": "x"})),
        facts: json!({"household_home_count": 0}),
        amount: 1_400_000,
        ..told(product, "2026-03-02")
    };
    let rules = Rules { pack: &laid, calendar: Calendar::builtin() };
    let findings = rules.findings(&told.open(), told.context()).unwrap();
    let public =
        findings.as_array().unwrap().iter().filter(|it| it["kind"] == "min_down_payment" && it["printed"] == false);
    let decides = public.into_iter().find(|it| it["verdict"] != "superseded").unwrap();
    (decides["rule"].as_str().unwrap().to_owned(), decides["verdict"].clone())
}

#[test]
fn a_lender_may_ask_for_more_and_not_for_less() {
    let decides = |percent, product, site| {
        let (rule, verdict) = with_own_down_payment(percent, product, site);
        format!("{rule}: {}", verdict.as_str().unwrap())
    };
    // 30 % is paid down.
    assert_eq!(decides(40, "citic-mortgage", Some("Shanghai")), "own-down-payment: broken");
    assert_eq!(decides(10, "citic-mortgage", Some("Shanghai")), "down-payment/shanghai/2024-10-01/first: kept");
    assert_eq!(decides(10, "citic-mortgage", Some("Chengdu")), "down-payment/2024-09-29/any: kept");
    assert_eq!(decides(40, "citic-mortgage", None), "own-down-payment: broken", "wherever the home lies");
    assert_eq!(decides(40, "icbc-housing-new", Some("Chengdu")), "down-payment/2024-09-29/any: kept", "another lender");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_larger_down_payment_never_breaks_a_limit_on_it(
        site in sites(), facts in facts(), day in days(), amount in 100_000_i64..1_900_000, less in 0_i64..100_000,
    ) {
        let it = Told { site, facts, amount, ..told("icbc-housing-new", &day) };
        let (before, after) = (it.findings(), Told { amount: amount - less, ..it }.findings());
        for kind in ["min_down_payment", "max_ltv"] {
            let of = |findings: &[Value]| -> Vec<(String, String)> {
                let of_kind = findings.iter().filter(|it| it["kind"] == kind);
                of_kind.map(|it| (it["rule"].to_string(), it["verdict"].as_str().unwrap().to_owned())).collect()
            };
            let (before, after) = (of(&before), of(&after));
            prop_assert_eq!(before.len(), after.len());
            for ((rule, was), (same, is)) in before.iter().zip(&after) {
                prop_assert_eq!(rule, same);
                prop_assert!(was != "kept" || is == "kept", "{rule} was kept and is {is}");
                prop_assert!(is != "broken" || was == "broken", "{rule} was {was} and is broken");
            }
        }
    }

    #[test]
    fn a_finding_holds_on_its_day_and_asks_only_what_it_does_not_know(
        product in products(), site in sites(), facts in facts(), day in days(),
    ) {
        let it = Told { site, facts: facts.clone(), ..told(product, &day) };
        for finding in it.findings() {
            let on = finding["day"].as_str().unwrap();
            let from = finding["effective_from"].as_str().is_none_or(|from| from <= on);
            let until = finding["effective_until"].as_str().is_none_or(|until| on <= until);
            prop_assert!(from && until, "{finding:#}");
            let ask = finding["ask"].as_array().unwrap();
            prop_assert_eq!(ask.is_empty(), finding["verdict"] != "unknown", "{:#}", finding);
            prop_assert!(ask.iter().all(|name| facts.get(name.as_str().unwrap()).is_none()), "{finding:#}");
            prop_assert_eq!(finding["superseded_by"].is_null(), finding["verdict"] != "superseded");
            if let (Some(limit), Some(actual), true) = (
                finding["limit"].as_i64(),
                finding["actual"].as_i64(),
                matches!(finding["verdict"].as_str(), Some("kept" | "broken")),
            ) {
                let kept = if finding["at_least"] == true { actual >= limit } else { actual <= limit };
                prop_assert_eq!(kept, finding["verdict"] == "kept", "{:#}", finding);
            }
        }
    }

    #[test]
    fn what_becomes_known_never_turns_a_verdict_round(
        product in products(), site in sites(), facts in facts(), day in days(), homes in 0_u8..4,
    ) {
        prop_assume!(facts.get("household_home_count").is_none());
        let before = Told { site, facts: facts.clone(), ..told(product, &day) };
        let mut known = facts;
        known["household_home_count"] = json!(homes);
        let after = Told { facts: known, ..before.clone() }.findings();
        for finding in before.findings() {
            let Some(now) = after.iter().find(|it| it["rule"] == finding["rule"]) else { continue };
            let turned = (finding["verdict"].as_str().unwrap(), now["verdict"].as_str().unwrap());
            prop_assert!(!matches!(turned, ("kept", "broken") | ("broken", "kept")), "{finding:#} {now:#}");
        }
    }
}
