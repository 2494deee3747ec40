//! Until when things are due in the stories, by which rule, counted by hand from the calendar.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::case::{Actor, Case, Context};
use anjieflow::date::Date;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::interchange::read_log;
use anjieflow::product::Pack;
use anjieflow::worklist::{self, Due, Task, TaskKind};
use serde_json::json;

mod story;
use story::played;

/// The case of a story as it was known on a day.
fn known(story: &str, day: &str) -> (Case, Context<'static>) {
    let log = read_log(&plain::log(played(story).entries).unwrap()).unwrap();
    let day: Date = day.parse().unwrap();
    (log.known_on(day).unwrap().unwrap(), Context::new(day, Actor::new("wang").unwrap()))
}

/// The case of a story as it was before an event.
fn before(story: &str, event: &str, day: &str) -> (Case, Context<'static>) {
    let entries = played(story).entries.into_iter().take_while(|entry| entry["event"] != event).collect();
    let log = read_log(&plain::log(entries).unwrap()).unwrap();
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
