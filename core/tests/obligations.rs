//! What may come later, on a given day, and what a plan makes of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of tests stop at the first surprise too")]

use anjieflow::case::Case;
use anjieflow::interchange::plain::Rules;
use serde_json::{Value, json};

mod story;
use story::{Player, stories};

/// The case of a story as it stood when that command was given.
fn before(story: &str, command: &str) -> Case {
    let path = stories().into_iter().find(|path| path.to_str().unwrap().contains(story)).unwrap();
    let met = Player::play(&path).met;
    met.into_iter().find(|(_, given, _)| given["command"] == command).unwrap().0
}

fn forecast(case: &Case, plan: Value) -> Vec<String> {
    let lapses = Rules::builtin().forecast(case, plan, json!({"today": "2026-03-13", "by": "wang"})).unwrap();
    let told = |it: &Value| format!("{} {} {} {}", it["lapses"], it["about"], it["last"], it["step"]).replace('"', "");
    lapses.as_array().unwrap().iter().map(told).collect()
}

#[test]
fn a_forecast_names_what_lapses_with_the_first_step_that_misses_it() {
    let case = before("41_", "confirm_terms");
    let on =
        |day: &str| forecast(&case, json!([{"step": "send_to_registry", "on": day}, {"step": "pay_out", "on": day}]));
    assert_eq!(on("2026-03-18"), [""; 0]);
    assert_eq!(on("2026-03-19"), ["promise bank_statement 2026-03-18 send_to_registry"]);
    assert_eq!(
        on("2026-05-18"),
        ["promise bank_statement 2026-03-18 send_to_registry", "offer L1 2026-05-17 send_to_registry"]
    );
}

#[test]
fn a_paper_that_will_have_served_is_not_forecast() {
    let case = before("44_", "submit");
    let plan = |submitted: &str| json!([{"step": "submit", "on": submitted}, {"step": "send_to_registry", "on": "2026-04-20"}]);
    // The card is looked at again at the registry; what was only for the application is not.
    assert_eq!(forecast(&case, plan("2026-03-16")), ["document id_card 2026-03-21 send_to_registry"]);
    let late = forecast(&case, plan("2026-04-10"));
    assert!(late.contains(&"document housing_search 2026-04-03 submit".to_owned()), "{late:?}");
}

#[test]
fn a_plan_that_is_none_is_refused_at_its_place() {
    let case = before("44_", "submit");
    let context = json!({"today": "2026-03-13", "by": "wang"});
    let place =
        |plan: Value| Rules::builtin().forecast(&case, plan, context.clone()).unwrap_err().place().unwrap().to_owned();
    assert_eq!(place(json!("soon")), "plan");
    assert_eq!(
        place(json!([{"step": "submit", "on": "2026-04-01"}, {"step": "jump", "on": "2026-04-01"}])),
        "plan[1].step"
    );
    assert_eq!(place(json!([{"step": "submit"}])), "plan[0]");
}

#[test]
fn a_promise_for_what_no_list_asks_any_more_is_not_owed() {
    let case = before("41_", "submit");
    let context = json!({"today": "2026-03-09", "by": "wang"});
    let owed = |case: &Case| {
        let tasks = Rules::builtin().worklist(case, context.clone()).unwrap();
        tasks.as_array().unwrap().iter().filter(|task| task["task"] == "keep_promise").count()
    };
    assert_eq!(owed(&case), 1);
    // No lender is asked for anything any more.
    let end = json!({"command": "withdraw", "reason": "客户放弃"});
    let (case, _) = Rules::builtin().step(&case, end, context.clone()).unwrap();
    assert_eq!(owed(&case), 0);
}
