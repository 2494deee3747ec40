//! Random walks: whatever commands come, in whatever order, the laws hold.
//!
//! A walk gives commands of the stories to a case of the stories, on a day that never goes back. After each step the
//! case equals its replay; a refused step changes nothing; no money moves past an open gate; a view, a worklist and a
//! checklist can always be had.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "the helpers of tests stop at the first surprise too")]

use std::sync::LazyLock;

use anjieflow::calendar::Calendar;
use anjieflow::case::{Actor, Command, Context, Event, Salt};
use anjieflow::date::Date;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::interchange::{read_command, read_log, write_log};
use anjieflow::log::Log;
use anjieflow::{diagram, worklist};
use proptest::prelude::*;
use serde_json::{Value, json};

#[path = "walk/answers.rs"]
mod answers;
#[path = "walk/steps.rs"]
mod steps;
mod story;
use story::{Player, begun, stories};

/// Every command that the stories give, well formed.
static COMMANDS: LazyLock<Vec<Command>> = LazyLock::new(|| {
    let met = stories().into_iter().flat_map(|path| Player::play(&path).met);
    met.filter_map(|(_, command, _)| read_command(&command).ok()).collect()
});

fn context(log: &Log, wait: u16) -> Context<'static> {
    let last = log.entries().last().unwrap().stamp.recorded;
    let today = last.add_days(wait.into()).unwrap_or(Date::MAX);
    Context::new(today, Actor::new("walker").unwrap()).salted(Salt::new([9; 16]))
}

fn walk(story: usize, length: usize, steps: &[(usize, u16)]) -> Log {
    let mut log = begun(story, length);
    let mut case = log.replay().unwrap();
    for (index, wait) in steps {
        let (context, command) = (context(&log, *wait), &COMMANDS[index % COMMANDS.len()]);
        let before = case.clone();
        match case.step(command, &context) {
            Ok(moved) => {
                let entry = moved.entry();
                steps::money_is_safe(&before, command, &entry, &context);
                steps::dossier_is_whole(&before, &entry, &context);
                steps::notices_are_owed_once(&before, &entry, &moved.case, &context);
                if matches!(entry.event, Event::Waived(_) | Event::Promised(_)) {
                    steps::leave_only_opens(&before, &moved.case, &context);
                }
                assert_eq!(before.decide(command, &context).as_ref(), Ok(&moved.event));
                log.append(entry).unwrap();
                case = moved.case;
            }
            Err(turned) => {
                assert!(!turned.refusal.reasons.is_empty());
                assert_eq!(before.decide(command, &context).as_ref(), Err(&turned.refusal));
                assert_eq!(turned.case, before);
                case = turned.case;
            }
        }
        steps::what_is_kept_is_over(&case, &context);
        steps::queries_hold_their_step(&case, &context);
        steps::what_is_complete_is_its_list(&case, &context);
        steps::the_developer_hears_of_arrears(&case, &context);
        let _ = (worklist::tasks(&case, &context), plain::view(&case), case.forecast(&[], &context));
    }
    assert_eq!(log.replay().unwrap(), case);
    answers::hold(&case, &context(&log, 0));
    log
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_walk_keeps_the_laws(story in 0_usize..100, length in 0_usize..100, steps in prop::collection::vec((any::<usize>(), 0_u16..90), 0..40)) {
        let log = walk(story, length, &steps);
        let text = write_log(&log);
        prop_assert_eq!(read_log(&text).unwrap(), log);
    }

    #[test]
    fn what_was_known_grows_to_what_is_known(story in 0_usize..100, length in 0_usize..100, steps in prop::collection::vec((any::<usize>(), 0_u16..90), 0..20), day in 0_u16..3000) {
        let log = walk(story, length, &steps);
        let (first, last) = (log.entries()[0].stamp.recorded, log.entries().last().unwrap().stamp.recorded);
        let whole = log.replay().unwrap();
        prop_assert_eq!(log.known_on(last).unwrap(), Some(whole.clone()));
        prop_assert_eq!(log.as_of(last).unwrap(), Some(whole.clone()));
        let day = first.add_days(day.into()).unwrap();
        let known = log.known_on(day).unwrap().unwrap();
        prop_assert!(known.length() <= whole.length());
    }

    #[test]
    fn malformed_json_never_panics(text in "\\PC{0,60}", name in 0_usize..60, key in "[a-z_]{1,12}", number in any::<i64>()) {
        let _ = plain::parse(&text).map(|value| read_command(&value));
        let _ = read_log(&text);
        let steps = anjieflow::interchange::schema::steps();
        let step = steps[name % steps.len()];
        let values = [json!(number), json!(text), json!(null), json!([number]), json!({"a": text})];
        for value in values {
            let mut command = json!({"command": step.command, (key.as_str()): value.clone()});
            for field in step.fields {
                command[field.name] = value.clone();
            }
            let _ = read_command(&command).map_err(|error| error.to_string());
        }
        let _ = plain::workday(Calendar::builtin(), "add_working_days", &text, &number.to_string());
        let _ = plain::check_id(&text, None);
        let _: Value = Rules::builtin().products(None, None).unwrap();
        let _ = diagram::dot();
    }
}
