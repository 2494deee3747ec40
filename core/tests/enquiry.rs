//! What is told before there is a case, on the wire: figures worked out by hand, and what is said of input that does not hold.
#![cfg(feature = "serde")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anjieflow::interchange::plain::{self, Rules};
use anjieflow::product::Pack;
use serde_json::{Value, json};

fn file(name: &str) -> Value {
    let path = format!("{}/tests/data/enquiry/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn request(name: &str) -> Value {
    file("requests.json")[name]["request"].clone()
}

/// What was worked out by hand; the answers whole are held to the file by the check of generated files.
#[test]
fn figures_are_those_worked_out_by_hand() {
    let answers = file("answers.json");
    for (place, wanted) in [
        ("/assess_short_of_income/answer/room/instalment/fen", json!(480_000)),
        ("/costs_of_a_second_home/answer/lines/0/least_fen", json!(6_000_000)),
        ("/costs_of_a_second_home/answer/lines/0/most_fen", json!(6_000_000)),
        ("/costs_of_a_second_home/answer/paid_by/buyer/least_fen", json!(6_009_000)),
        ("/costs_of_a_second_home/answer/paid_by/buyer/most_fen", json!(6_019_000)),
        ("/costs_of_a_second_home/answer/paid_by/lender/least_fen", json!(8_000)),
        ("/costs_before_the_rules/answer/paid_by/buyer/most_fen", json!(null)),
        ("/split_at_the_ceiling/answer/figures/fund_fen", json!(70_000_000)),
        ("/split_at_the_ceiling/answer/figures/bank/amount_fen", json!(30_000_000)),
        ("/monthly/answer/figures/monthly_fen", json!(432_250)),
        ("/if_rate_moves/answer/figures/before_fen", json!(475_591)),
        ("/if_rate_moves/answer/figures/monthly_change_fen", json!(-14_705)),
        ("/compare/answer/figures/each/1/monthly_fen", json!(559_617)),
        ("/prepay_now_or_later/answer/figures/each/0/fee_fen", json!(420_000)),
        ("/prepay_now_or_later/answer/figures/each/0/interest_fen", json!(25_667)),
        ("/prepay_now_or_later/answer/figures/each/1/fee_fen", json!(0)),
        ("/shorter_or_smaller/answer/figures/each/0/fee_fen", json!(200_000)),
        ("/shorter_or_smaller/answer/figures/each/0/interest_fen", json!(0)),
    ] {
        assert_eq!(answers.pointer(place), Some(&wanted), "{place}");
    }
}

#[test]
fn every_request_has_its_answer_and_every_question_is_asked() {
    let (requests, answers) = (file("requests.json"), file("answers.json"));
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&requests), names(&answers));
    for ask in ["assess", "choose", "costs", "split", "monthly", "if_rate_moves", "compare", "prepay_now_or_later"] {
        assert!(requests.as_object().unwrap().values().any(|it| it["ask"] == ask), "{ask}");
    }
}

/// What the parts of a split cost is what each is assessed to cost beside the other.
#[test]
fn both_parts_of_a_split_add_up() {
    let told = Rules::builtin().split(&request("split_at_the_ceiling")).unwrap();
    let figures = &told["figures"];
    let sum =
        |field: &str| ["fund", "bank"].map(|part| figures[part]["terms"][field].as_i64().unwrap()).iter().sum::<i64>();
    assert_eq!(figures["monthly_fen"], sum("monthly_fen"));
    assert_eq!(figures["interest_fen"], sum("total_interest_fen"));
    let mut alone = request("split_at_the_ceiling");
    alone.as_object_mut().unwrap().retain(|field, _| field != "fund" && field != "bank");
    alone["product"] = json!("ccb-housing");
    let bank = Rules::builtin().assess(&alone).unwrap();
    let saved = bank["terms"]["total_interest_fen"].as_i64().unwrap() - sum("total_interest_fen");
    assert_eq!(figures["saved_fen"], saved);
}

/// Costs that somebody states are part of what a choice costs, and of what is asked besides.
#[test]
fn stated_costs_count_in_a_choice() {
    let mut asked = request("choose_fewest_papers");
    let cost = |asked: &Value| Rules::builtin().choose(asked).unwrap()[0]["cost_fen"].as_i64().unwrap();
    let before = cost(&asked);
    asked["stated"] = json!([{"item": "deed_tax", "amount_fen": 100}]);
    // One percent of the price for a first home up to 140 square metres.
    assert_eq!(before - cost(&asked), 2_000_000 - 100);
}

#[test]
fn what_a_choice_lacks_is_named_in_both_languages() {
    let choices = Rules::builtin().choose(&request("choose_fewest_papers")).unwrap();
    let papers = || choices.as_array().unwrap().iter().flat_map(|it| it["papers"].as_array().into_iter().flatten());
    assert!(papers().count() > 100);
    for paper in papers() {
        let kind = Pack::builtin().documents.iter().find(|it| paper["document"] == it.kind.as_str()).unwrap();
        assert_eq!((&paper["zh"], &paper["en"]), (&json!(kind.zh), &json!(kind.en)));
    }
}

#[test]
fn what_does_not_hold_is_named() {
    let lent = json!({"principal_fen": 100_000_000, "rate_millionths": 42_000, "months": 360, "payout": "2024-01-20"});
    let with = |more: Value| {
        let mut all = lent.clone();
        all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        all
    };
    let later = |more| plain::prepay_now_or_later(&with(more)).unwrap_err().to_string();
    assert!(later(json!({"days": ["2025-01-20"], "sum_fen": 1})).starts_with("days: two are compared, 1 were found"));
    assert!(later(json!({"days": ["2025-01-20", "soon"], "sum_fen": 1})).starts_with("days[1]: "));
    let days = json!(["2025-01-20", "2027-01-20"]);
    assert!(later(json!({"days": days})).starts_with("the field `sum_fen` is missing"));
    assert!(later(json!({"days": days, "sum_fen": 1, "day": "2025-01-20"})).starts_with("no field is called `day`"));
    let points = |points: i64| {
        let loan = json!({"principal_fen": 100, "rate_millionths": 1, "months": 1, "basis_points": points});
        plain::if_rate_moves(&loan).unwrap_err().to_string()
    };
    assert!(points(-3_601).starts_with("basis_points: `-3601` is not a move in hundredths of a percent"));
    let costs = |more: Value| {
        let mut asked = request("costs_of_little_known");
        asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Rules::builtin().costs(&asked).unwrap_err().to_string()
    };
    assert!(costs(json!({"area": 0})).starts_with("area: `0` is not an area"));
    assert!(
        costs(json!({"stated": [{"item": "appraisal"}]})).starts_with("stated[0]: the field `amount_fen` is missing")
    );
    assert!(costs(json!({"stated": [{"item": "bribe", "amount_fen": 1}]})).starts_with("stated[0].item: "));
    assert!(costs(json!({"wish": 1})).starts_with("no field is called `wish`"));
}
