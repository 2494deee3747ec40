//! Until when things are due in the stories, by which rule, counted by hand from the calendar.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::case::{Actor, Case, Context, Stage};
use anjieflow::date::Date;
use anjieflow::interchange::plain::Rules;
use anjieflow::product::Pack;
use anjieflow::worklist::{self, Due, Task, TaskKind};
use proptest::prelude::*;
use serde_json::{Value, json};

mod story;
use story::{begun, log_of, played};

/// The case of a story as it was known on a day.
fn known(story: &str, day: &str) -> (Case, Context<'static>) {
    let log = played(story).log();
    let day: Date = day.parse().unwrap();
    (log.known_on(day).unwrap().unwrap(), Context::new(day, Actor::new("wang").unwrap()))
}

/// The case of a story as it was before an event.
fn before(story: &str, event: &str, day: &str) -> (Case, Context<'static>) {
    until(story, |entry| entry["event"] == event, day)
}

/// The case of a story as it was before such an entry.
fn until(story: &str, stop: impl Fn(&Value) -> bool, day: &str) -> (Case, Context<'static>) {
    let entries: Vec<Value> = played(story).entries.into_iter().take_while(|entry| !stop(entry)).collect();
    let log = log_of(&entries);
    (log.replay().unwrap(), Context::new(day.parse().unwrap(), Actor::new("wang").unwrap()))
}

fn task(story: &str, day: &str, about: &str) -> Task {
    let (case, context) = known(story, day);
    let tasks = worklist::tasks(&case, &context);
    tasks.iter().find(|it| it.about == about).unwrap_or_else(|| panic!("{about} is not in {tasks:?}")).clone()
}

#[track_caller]
fn due(story: &str, day: &str, about: &str, rule: &str, expected: &str) {
    let task = task(story, day, about);
    assert_eq!(task.rule.map(|it| it.to_string()).as_deref(), Some(rule));
    assert_eq!(task.due, Due::On(expected.parse().unwrap()));
}

#[test]
fn the_fund_answers_within_fifteen_days_and_a_bank_within_three_weeks() {
    due("25_", "2026-03-12", "L1", "deadline/fund_answer", "2026-03-27");
    due("26_", "2026-03-05", "L1", "deadline/bank_answer", "2026-03-26");
}

#[test]
fn the_bank_is_paid_off_within_thirty_days_of_the_approval() {
    due("31_", "2026-03-17", "old_loan_settled", "deadline/conversion_settlement", "2026-04-16");
}

#[test]
fn the_registry_has_thirty_working_days_by_law() {
    // From 30 March 2026: Tomb-Sweeping Day and Labour Day lie between.
    due("33_", "2026-03-30", "second_rank_registered", "deadline/registry/second_rank_registered", "2026-05-14");
}

#[test]
fn a_centre_takes_the_application_within_twelve_months_of_the_settlement() {
    let (case, context) = before("32_", "submitted", "2026-03-05");
    let tasks = worklist::tasks(&case, &context);
    let submit = tasks.iter().find(|it| it.about == "submit").unwrap();
    assert_eq!(submit.rule.as_ref().unwrap().as_str(), "deadline/conversion_application");
    assert_eq!(submit.due, Due::On(Date::constant(2027, 3, 2)));
}

#[test]
fn a_title_in_a_year_without_a_calendar_says_so() {
    let title = task("25_", "2028-03-01", "title_issued");
    assert_eq!(title.rule.unwrap().as_str(), "deadline/title_after_delivery");
    assert_eq!(title.due, Due::Unpublished(2028));
}

#[test]
fn a_clock_of_our_own_waits_for_a_case_that_stood_still() {
    // Paid out on 6 May; the case stands still from that day to the 16th.
    let (case, _) = known("26_", "2026-05-06");
    let context = |day: &str| json!({"today": day, "occurred": day, "by": "wang"});
    let (case, _) =
        Rules::builtin().step(&case, json!({"command": "suspend", "reason": "盘点"}), context("2026-05-06")).unwrap();
    let (case, _) = Rules::builtin().step(&case, json!({"command": "resume"}), context("2026-05-16")).unwrap();
    let context = Context::new(Date::constant(2026, 5, 16), Actor::new("wang").unwrap());
    let posting = |pack: &Pack| {
        let tasks = worklist::tasks(&case, &context.clone().under(pack));
        tasks.into_iter().find(|it| it.kind == TaskKind::PostMoney).unwrap().due
    };
    let mut pack = Pack::BUILTIN;
    assert_eq!(posting(&pack), Due::On(Date::constant(2026, 5, 17)));
    pack.deadlines.to_mut().iter_mut().for_each(|deadline| deadline.stops = false);
    assert_eq!(posting(&pack), Due::On(Date::constant(2026, 5, 7)));
}

#[test]
fn an_application_brings_its_own_days() {
    let mut pack = Pack::BUILTIN;
    pack.deadlines.to_mut().retain(|it| it.id.as_str() != "deadline/registry/second_rank_registered");
    let (case, context) = known("33_", "2026-03-30");
    let tasks = worklist::tasks(&case, &context.under(&pack));
    let task = tasks.iter().find(|it| it.about == "second_rank_registered").unwrap();
    assert_eq!(task.rule.as_ref().unwrap().as_str(), "deadline/registry_target/second_rank_registered");
    assert_eq!(task.due, Due::On(Date::constant(2026, 4, 7)));
}

#[track_caller]
fn waits(case: &Case, context: &Context<'_>, (kind, about): (TaskKind, &str), since: &str, due: Option<&str>) {
    let tasks = worklist::tasks(case, context);
    let task = tasks.iter().find(|it| it.kind == kind && it.about == about);
    let task = task.unwrap_or_else(|| panic!("{kind} {about} is not in {tasks:?}"));
    let due = due.map_or(Due::Open, |day| Due::On(day.parse().unwrap()));
    assert_eq!((task.since.to_string().as_str(), &task.due), (since, &due), "{kind} {about}");
}

/// The stage began on 18 March; the divorce of the 23rd was recorded on the 24th, and the facts were stated that day.
#[test]
fn what_comes_up_in_mid_stage_counts_from_its_own_day() {
    let day = "2026-03-24";
    let (case, context) = until("81_", |entry| entry["event"] == "facts_stated" && entry["occurred"] == day, day);
    waits(&case, &context, (TaskKind::AskFact, "marital"), "2026-03-23", None);
    waits(&case, &context, (TaskKind::ConfirmChange, "e46"), "2026-03-23", None);
    waits(&case, &context, (TaskKind::CollectDocument, "household_register"), "2026-03-23", Some("2026-04-02"));
    let (case, context) = until("81_", |entry| entry["data"]["kind"] == "divorce_cert", day);
    waits(&case, &context, (TaskKind::CollectDocument, "divorce_cert"), "2026-03-24", Some("2026-04-03"));
}

/// What was asked for from the first keeps the stage's day, and what is of the first set the contract's.
#[test]
fn a_paper_that_was_turned_down_is_asked_for_anew() {
    let (case, _) = until("81_", |entry| entry["event"] == "review_requested", "2026-03-04");
    let context = json!({"today": "2026-03-12", "occurred": "2026-03-12", "by": "wang"});
    let step = |case: &Case, command: Value| Rules::builtin().step(case, command, context.clone()).unwrap().0;
    let case = step(&case, json!({"command": "check_document", "document": "d7", "defect": "缺页"}));
    let at = Context::new(Date::constant(2026, 3, 12), Actor::new("wang").unwrap());
    waits(&case, &at, (TaskKind::CollectDocument, "id_card"), "2026-03-12", Some("2026-03-23"));
}

/// The dossier is asked for in all the years of paying back, and the last of them does not begin it anew.
#[test]
fn the_dossier_is_owed_since_the_money_came() {
    let (case, context) = until("26_", |entry| entry["data"]["milestone"] == "dossier_filed", "2041-06-06");
    assert_eq!(case.stage(), Stage::Settled);
    let repaying = case.file().reached(Stage::Repaying).unwrap();
    let dossier = (TaskKind::ReachMilestone, "dossier_filed");
    waits(&case, &context, dossier, &repaying.to_string(), None);
}

/// Refused on 10 April, five weeks after the file came, and asked on that day to think again: three weeks, and the holidays of May.
#[test]
fn who_is_asked_to_think_again_has_the_time_anew() {
    let (case, context) = known("24_", "2026-04-10");
    waits(&case, &context, (TaskKind::AwaitAnswer, "L1"), "2026-04-10", Some("2026-05-06"));
}

proptest! {
    /// Nothing is due by the office's deadlines before it was asked for.
    #[test]
    fn nothing_is_due_before_it_was_asked_for(story in 0_usize..100, length in 0_usize..100, wait in 0_u16..90) {
        let log = begun(story, length);
        let (case, on) = (log.replay().unwrap(), log.entries().last().unwrap().stamp.recorded);
        let context = Context::new(on.add_days(wait.into()).unwrap(), Actor::new("wang").unwrap());
        for task in worklist::tasks(&case, &context).iter().filter(|task| task.rule.is_some()) {
            prop_assert!(task.due.day().is_none_or(|due| task.since <= due), "{:?}", task);
            prop_assert!(task.since <= context.occurred, "{:?}", task);
        }
    }
}

#[test]
fn a_loan_that_was_left_as_of_an_earlier_day_keeps_the_day_of_its_last_word() {
    let (case, _) = before("97_", "lender_changed", "2026-03-10");
    let on = json!({"today": "2026-03-10", "occurred": "2026-03-08", "by": "wang"});
    let application = json!({"product": "citic-jinan-new", "amount_fen": 40_000_000, "term_months": 300});
    let change = json!({"command": "change_lender", "loan": "L1", "application": application, "reason": "减额重报"});
    let (case, _) = Rules::builtin().step(&case, change, on).unwrap();
    // It was refused the day after.
    assert_eq!(case.file().loans[0].file().moved().to_string(), "2026-03-09");
}
