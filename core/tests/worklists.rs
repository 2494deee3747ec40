//! The worklists of an office, over the cases of the stories at every point of their lives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::calendar::Calendar;
use anjieflow::case::{Actor, Case, CaseId, Context, Event};
use anjieflow::date::Date;
use anjieflow::error::ErrorCode;
use anjieflow::interchange::plain;
use anjieflow::loan;
use anjieflow::log::{Entry, Log};
use anjieflow::product::{DeadlineKind, Pack, Pause};
use anjieflow::worklist::capacity::capacity;
use anjieflow::worklist::lapsing::lapsing;
use anjieflow::worklist::{self, Due, Factor, Office, Task, TaskKind};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::ops::ControlFlow;

mod story;
use story::{LOGS, log_of, played};

/// A case of that number which has come so far on the way of a story.
fn case(number: usize, story: usize, length: usize) -> Case {
    let entries = LOGS[story % LOGS.len()].entries();
    let id = CaseId::new(&format!("C-{number}")).unwrap();
    let named = entries[..1 + length % entries.len()].iter().cloned().map(|mut entry: Entry| {
        entry.case = id.clone();
        entry.stamp.by = Actor::new(["wang", "li", "zhao"][story % 3]).unwrap();
        entry
    });
    Log::from_entries(named).unwrap().replay().unwrap()
}

fn context(day: Date) -> Context<'static> {
    Context::new(day, Actor::new("wang").unwrap())
}

fn known(story: &str, day: &str) -> (Case, Context<'static>) {
    let log = played(story).log();
    let day: Date = day.parse().unwrap();
    (log.known_on(day).unwrap().unwrap(), context(day))
}

fn task(story: &str, day: &str, kind: TaskKind) -> Task {
    let (case, context) = known(story, day);
    let tasks = worklist::tasks(&case, &context);
    tasks.iter().find(|it| it.kind == kind).unwrap_or_else(|| panic!("{kind} is not in {tasks:?}")).clone()
}

#[test]
fn a_task_says_what_it_is_for() {
    let task = task("26_", "2026-03-05", TaskKind::AwaitAnswer);
    assert_eq!((task.basis, task.unblocks), (Some(DeadlineKind::Statutory), Some("confirm_terms")));
    assert!(task.why.unwrap().en.contains("three weeks"));
    // From 5 to 26 March 2026: fifteen working days.
    let late = task.late.unwrap();
    assert_eq!((late.days, late.working_days, late.is_late()), (-21, Some(-15), false));
    assert_eq!(task.score.parts, [(Factor::Statutory, 30), (Factor::BlocksStep, 25)]);
}

#[test]
fn what_lapses_within_thirty_days_is_pressing() {
    let (case, _) = known("03_", "2026-04-13");
    let terms = json!({"amount_fen": 60_000_000, "term_months": 300, "rate_millionths": 26_000});
    let offer = json!({"command": "offer", "terms": terms, "conditions": [], "expires": "2026-07-23"});
    let (case, _) = after(&case, "2026-04-24", &[offer]);
    let scored =
        |month, day| find(&case, &context(Date::constant(2026, month, day)), TaskKind::AcceptOffer).unwrap().score;
    assert!(scored(6, 23).parts.contains(&(Factor::LapsesSoon, 40)));
    assert!(!scored(6, 22).parts.contains(&(Factor::LapsesSoon, 40)));
}

#[test]
fn what_fell_away_is_asked_again_since_the_day_after() {
    let (case, _) = known("03_", "2026-04-08");
    let task = find(&case, &context(Date::constant(2026, 4, 13)), TaskKind::ReachMilestone).unwrap();
    assert_eq!((task.about.as_str(), task.since), ("title_searched", Date::constant(2026, 4, 12)));
}

#[test]
fn what_is_filed_waits_for_the_registry() {
    let task = task("33_", "2026-03-30", TaskKind::ReachMilestone);
    assert_eq!((task.about.as_str(), task.whom.as_str()), ("second_rank_registered", "registry"));
    assert_eq!(task.since, Date::constant(2026, 3, 30));
}

/// While a supplement is with the customer, the lender's answering clock stands still where its row says so.
#[test]
fn a_supplement_stops_the_answering_clock() {
    let log = LOGS.iter().find_map(|log| {
        let answered = |entry: &Entry| match &entry.event {
            Event::LoanStepped(stepped) => matches!(stepped.event, loan::Event::SupplementAnswered(_)),
            _ => false,
        };
        let at = log.entries().iter().position(answered)?;
        Some(Log::from_entries(log.entries()[..=at].iter().cloned()).unwrap())
    });
    let log = log.expect("a story in which a lender asks for more");
    let (case, on) = (log.replay().unwrap(), log.entries().last().unwrap().stamp.recorded);
    let due = |pack: &Pack| {
        let tasks = worklist::tasks(&case, &context(on).under(pack));
        tasks.into_iter().find(|it| it.kind == TaskKind::AwaitAnswer).unwrap().due.day().unwrap()
    };
    let mut other = Pack::builtin().clone();
    for deadline in other.deadlines.to_mut() {
        deadline.rolls = false;
    }
    let with = due(&other);
    for deadline in other.deadlines.to_mut() {
        deadline.pauses = deadline.pauses.and(None::<Pause>);
    }
    let without = due(&other);
    let loan = case.file().live_loans().find(|loan| !loan.file().queries.is_empty()).unwrap();
    let still: i32 = loan.file().queries.iter().map(|it| it.asked.days_until(it.answered.unwrap())).sum();
    assert!(still > 0);
    assert_eq!(without.days_until(with), still);
}

#[test]
fn a_suspended_case_stops_the_clocks_of_the_office_only() {
    let (case, context) = known("71_", "2026-03-05");
    let tasks = worklist::tasks(&case, &context);
    assert!(tasks.iter().any(|task| task.kind == TaskKind::Resume));
    assert!(tasks.iter().all(|task| task.due == Due::Open || task.still.is_some() || task.basis.is_some()));
    assert_eq!(tasks[0].clerk.as_str(), "wang");
}

#[test]
fn what_lapses_first_is_told_with_what_it_stops() {
    let mut told = 0;
    for log in LOGS.iter() {
        let (case, on) = (log.replay().unwrap(), log.entries().last().unwrap().stamp.recorded);
        let lapses = lapsing(&case, &context(on));
        assert!(lapses.is_sorted_by_key(|lapse| lapse.last));
        assert!(lapses.iter().all(|lapse| lapse.last >= on && lapse.on == lapse.last.add_days(1).unwrap()));
        told += lapses.len();
    }
    assert!(told > 5, "{told}");
}

/// The case after these commands of a day.
fn after(case: &Case, day: &str, commands: &[Value]) -> (Case, Context<'static>) {
    let at = json!({"today": day, "occurred": day, "by": "wang", "salt": "00112233445566778899aabbccddeeff"});
    let step = |case: Case, command: &Value| {
        plain::Rules::builtin().step(&case, command.clone(), at.clone()).unwrap_or_else(|it| panic!("{it:?}")).0
    };
    (commands.iter().fold(case.clone(), step), context(day.parse().unwrap()))
}

fn find(case: &Case, context: &Context<'_>, kind: TaskKind) -> Option<Task> {
    worklist::tasks(case, context).into_iter().find(|it| it.kind == kind)
}

/// What the lender asked for is the customer's to bring, then the clerk's to check, then the clerk's to hand in.
#[test]
fn a_paper_that_came_for_a_supplement_is_checked() {
    let entries = played("93_").entries;
    let item = "tax_cert";
    let before: Vec<Value> = entries.into_iter().take_while(|it| it["data"]["kind"] != item).collect();
    let log = log_of(&before);
    let (case, on) = (log.replay().unwrap(), log.entries().last().unwrap().stamp.recorded);
    let tasks = worklist::tasks(&case, &context(on));
    assert!(tasks.iter().any(|it| it.kind == TaskKind::AnswerSupplement && it.whom == "borrower"), "{tasks:#?}");
    let day = on.to_string();
    let bring = json!({"command": "add_document", "kind": item, "holder": "b1", "issued": day, "form": "original"});
    let (case, context) = after(&case, &day, &[bring]);
    assert_eq!(find(&case, &context, TaskKind::AnswerSupplement), None);
    let check = find(&case, &context, TaskKind::CheckDocument).unwrap();
    assert_eq!((check.about.as_str(), check.whom.as_str(), check.unblocks), (item, "clerk", Some("answer_supplement")));
    let check = json!({"command": "check_document", "document": format!("d{}", case.length())});
    let (case, context) = after(&case, &day, &[check]);
    assert_eq!(find(&case, &context, TaskKind::CheckDocument), None);
    assert_eq!(find(&case, &context, TaskKind::AnswerSupplement).unwrap().whom, "clerk");
}

/// A query says which step waits for it, and the office's own day waits with the case; another's does not.
#[test]
fn a_query_that_blocks_says_what() {
    let (case, _) = known("71_", "2026-03-03");
    let ask = |from: &str, to: &str| {
        json!({"command": "raise_query", "asker": from, "to": to, "about": "x", "text": "?", "due": "2026-03-06",
            "blocks": "send_to_registry"})
    };
    let (case, _) = after(&case, "2026-03-04", &[ask("clerk", "b1"), ask("bank", "clerk")]);
    let (case, context) = after(&case, "2026-03-05", &[json!({"command": "suspend", "reason": "出差"})]);
    let on = Context { today: Date::constant(2026, 3, 9), occurred: Date::constant(2026, 3, 9), ..context };
    let queries: Vec<Task> =
        worklist::tasks(&case, &on).into_iter().filter(|it| it.kind == TaskKind::AnswerQuery).collect();
    let (theirs, ours) = (&queries[0], &queries[1]);
    assert_eq!((&theirs.due, theirs.still), (&Due::On(Date::constant(2026, 3, 6)), None));
    assert_eq!(ours.due, Due::On(Date::constant(2026, 3, 10)));
    assert_eq!(ours.still, Some(Date::constant(2026, 3, 5)));
    assert!(queries.iter().all(|it| it.unblocks == Some("send_to_registry")));
    assert!(theirs.score.parts.contains(&(Factor::BlocksStep, 25)));
}

#[test]
fn a_suspension_is_told_while_it_lasts_and_so_is_its_end() {
    let (case, _) = known("71_", "2026-03-03");
    let (case, _) = after(&case, "2026-03-04", &[json!({"command": "suspend", "reason": "出差"})]);
    let told = find(&case, &context(Date::constant(2026, 3, 11)), TaskKind::Notify).unwrap();
    assert_eq!((told.about.as_str(), &told.due), ("suspended", &Due::On(Date::constant(2026, 3, 5))));
    assert!(told.late.unwrap().is_late() && told.still.is_none());
    // Friday, 13 March: the next day is a Saturday.
    let (case, on) = after(&case, "2026-03-13", &[json!({"command": "resume"})]);
    let told = find(&case, &on, TaskKind::Notify).unwrap();
    assert_eq!((told.about.as_str(), &told.due), ("resumed", &Due::On(Date::constant(2026, 3, 16))));
}

#[test]
fn the_dead_are_asked_for_nothing() {
    for day in ["2026-03-02", "2026-03-04", "2026-03-09", "2026-03-18", "2026-03-30"] {
        let (case, _) = known("82_", day);
        let query =
            json!({"command": "raise_query", "asker": "clerk", "to": "b1", "about": "首付来源", "text": "首付从哪来"});
        let died = json!({"command": "record_life_event", "party": "b1", "life_event": "death"});
        let (case, on) = after(&case, day, &[query, died]);
        assert_eq!(case.file().queries.iter().filter(|it| it.is_open()).count(), 1);
        let tasks = worklist::tasks(&case, &on);
        let end: Vec<&Task> = tasks.iter().filter(|it| it.kind == TaskKind::EndCase).collect();
        assert_eq!((end.len(), end.first().map(|it| it.about.as_str())), (1, Some("L1")), "{day}");
        assert!(tasks.iter().all(|it| matches!(it.kind, TaskKind::EndCase | TaskKind::Notify)), "{tasks:?}");
        assert!(tasks.iter().all(|it| it.whom != "b1"), "{tasks:?}");
    }
}

#[test]
fn what_is_owed_back_is_a_task_with_its_day() {
    let (case, _) = known("71_", "2026-03-03");
    let laid = json!({"command": "record_deposit", "payer": "b1", "payee": "developer", "amount_fen": 2_000_000,
        "purpose": "定金", "due": "2026-03-10"});
    let (case, on) = after(&case, "2026-03-04", &[laid]);
    let task = find(&case, &on, TaskKind::ReturnDeposit).unwrap();
    assert_eq!((task.whom.as_str(), &task.due), ("developer", &Due::On(Date::constant(2026, 3, 10))));
    let back = json!({"command": "return_deposit", "deposit": task.about, "amount_fen": 2_000_000});
    let (case, on) = after(&case, "2026-03-05", &[back]);
    assert_eq!(find(&case, &on, TaskKind::ReturnDeposit), None);
    let shelve = json!({"command": "shelve", "place": "A-1"});
    let lend = json!({"command": "lend_dossier", "to": "审计部", "until": "2026-03-12"});
    let (case, on) = after(&case, "2026-03-05", &[shelve, lend]);
    let task = find(&case, &on, TaskKind::ReturnDossier).unwrap();
    assert_eq!((task.since, &task.due), (Date::constant(2026, 3, 5), &Due::On(Date::constant(2026, 3, 12))));
    let (case, on) = after(&case, "2026-03-06", &[json!({"command": "return_dossier"})]);
    assert_eq!(find(&case, &on, TaskKind::ReturnDossier), None);
}

/// A day of rest overloads nobody: its work counts on the Friday before, or on the Monday after where that is over.
#[test]
fn a_day_of_rest_is_worked_before() {
    let (case, on) = known("71_", "2026-03-03");
    let mut task = worklist::tasks(&case, &on).remove(0);
    task.due = Due::On(Date::constant(2026, 3, 14));
    let days = |today: Date| {
        let told = capacity([(case.id(), &task)], today, 7, 1, on.calendar);
        told.iter().filter(|day| !day.due.is_empty()).map(|day| day.day).collect::<Vec<Date>>()
    };
    assert_eq!(days(Date::constant(2026, 3, 12)), [Date::constant(2026, 3, 13)]);
    assert_eq!(days(Date::constant(2026, 3, 14)), [Date::constant(2026, 3, 16)]);
}

fn whole<'o>(office: &'o Office, clerk: &Actor) -> Vec<(&'o CaseId, &'o Task)> {
    office.worklist(clerk).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// However the cases came in, went and came again, the index is the one that is built from what they are now.
    #[test]
    fn an_index_kept_up_is_the_index_built_anew(
        steps in prop::collection::vec((0_usize..8, 0_usize..100, 0_usize..100, any::<bool>()), 1..40),
        wait in 0_u16..400,
    ) {
        let day = Date::constant(2026, 3, 20).add_days(wait.into()).unwrap();
        let context = context(day);
        let mut office = Office::on(day);
        let mut now: Vec<Option<Case>> = vec![None; 8];
        for (number, story, length, stays) in steps {
            let case = case(number, story, length);
            office.put(&case, &context);
            now[number] = Some(case);
            if !stays {
                office.remove(&CaseId::new(&format!("C-{number}")).unwrap());
                now[number] = None;
            }
        }
        let mut anew = Office::on(day);
        for case in now.iter().rev().flatten() {
            anew.put(case, &context);
        }
        prop_assert_eq!(&office, &anew);
        for (clerk, load) in office.clerks() {
            let mut sorted: Vec<(&CaseId, Task)> = Vec::new();
            for case in now.iter().flatten().filter(|case| case.file().clerk == *clerk) {
                sorted.extend(worklist::tasks(case, &context).into_iter().map(|task| (case.id(), task)));
            }
            sorted.sort_by_key(|(case, task)| {
                let due = task.due.day();
                let name = (task.kind, task.about.clone(), task.whom.clone(), task.since);
                (std::cmp::Reverse(task.score.total), due.is_none(), due, (*case).clone(), name)
            });
            let listed: Vec<(&CaseId, Task)> = whole(&office, clerk).into_iter().map(|(id, task)| (id, task.clone())).collect();
            let late = listed.iter().filter(|(_, task)| task.late.is_some_and(|it| it.is_late())).count();
            prop_assert_eq!((load.tasks, load.late), (listed.len(), late));
            prop_assert_eq!(office.load(clerk), load);
            prop_assert_eq!(listed, sorted);
        }
    }

    /// What an office keeps between questions is never seen in an answer: each is that of an office which was never asked,
    /// wherever a question before it was ended.
    #[test]
    fn an_office_that_was_asked_before_answers_as_a_new_one(
        steps in prop::collection::vec((0_usize..6, 0_usize..100, 0_usize..100, 0_usize..8), 1..30),
        ends in prop::collection::vec(0_usize..9, 30),
    ) {
        let rules = plain::Rules::builtin();
        let mut asked = plain::Office::default();
        let mut now: Vec<Option<Case>> = vec![None; 6];
        for ((number, story, length, what), end) in steps.into_iter().zip(ends) {
            let case = case(number, story, length);
            now[number] = (what % 4 != 3).then_some(case.clone());
            match what % 4 {
                3 => drop(asked.remove(case.id().as_str())),
                _ => drop(asked.put(case)),
            }
            let mut anew = plain::Office::default();
            now.iter().flatten().for_each(|case| drop(anew.put(case.clone())));
            let question = json!({
                "question": (["worklist", "clerks", "capacity", "calendar"][number % 4]),
            });
            let context = json!({"today": (["2026-03-20", "2026-03-20", "2026-05-06"][story % 3]), "by": (["wang", "li"][length % 2])});
            let mut calls = 0;
            let ended = asked.ask_watched(rules, &question, context.clone(), &mut |done, of| {
                assert!(done <= of);
                calls += 1;
                if calls == end { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            prop_assert_eq!(ended.err().map(|it| it.code()), (calls == end).then_some(ErrorCode::Interrupted));
            let told = asked.ask(rules, &question, context.clone()).unwrap();
            prop_assert_eq!(told, anew.ask(rules, &question, context).unwrap());
        }
    }

    /// Another day, with what is stale put in again, is an office of that day.
    #[test]
    fn an_office_turns_to_another_day(
        cases in prop::collection::vec((0_usize..100, 0_usize..100), 1..10), wait in 1_u16..60,
    ) {
        let (day, then) = (Date::constant(2026, 3, 20), Date::constant(2026, 3, 20).add_days(wait.into()).unwrap());
        let cases: Vec<Case> = (0..).zip(cases).map(|(number, (story, length))| case(number, story, length)).collect();
        let (mut office, mut anew) = (Office::on(day), Office::on(then));
        for case in &cases {
            office.put(case, &context(day));
            anew.put(case, &context(then));
        }
        office.turn(then, Calendar::builtin());
        let stale: Vec<CaseId> = office.stale().cloned().collect();
        for case in cases.iter() {
            prop_assert!(stale.contains(case.id()) || office.tasks(case.id()).is_empty());
            office.put(case, &context(then));
        }
        prop_assert_eq!(office.stale().count(), 0);
        prop_assert_eq!(office, anew);
    }

    /// Nothing is lost or moved to a later day, a day of rest or a full one; what stays over had no room before it.
    #[test]
    fn work_is_levelled_within_the_room_there_is(
        cases in prop::collection::vec((0_usize..100, 0_usize..100), 1..30), per_day in 0_usize..4,
    ) {
        let today = Date::constant(2026, 3, 20);
        let cases: Vec<Case> = (0..).zip(cases).map(|(number, (story, length))| case(number, story, length)).collect();
        let context = context(today);
        let tasks: Vec<(&CaseId, Vec<Task>)> =
            cases.iter().map(|case| (case.id(), worklist::tasks(case, &context))).collect();
        let all = tasks.iter().flat_map(|(id, tasks)| tasks.iter().map(|task| (*id, task)));
        let days = capacity(all.clone(), today, 28, per_day, context.calendar);
        let last = days.last().unwrap().day;
        let dated = all.filter(|(_, task)| task.due.day().is_some_and(|due| due <= last)).count();
        prop_assert_eq!(days.iter().map(|day| day.due.len()).sum::<usize>(), dated);
        let mut done: Vec<usize> = days.iter().map(|day| day.due.len() - day.early.len()).collect();
        for day in &days {
            prop_assert_eq!(day.over, day.due.len().saturating_sub(day.room));
            for (_, on) in &day.early {
                prop_assert!(*on < day.day && context.calendar.is_working_day(*on).unwrap());
                done[usize::try_from(today.days_until(*on)).unwrap()] += 1;
            }
        }
        for (place, day) in days.iter().enumerate() {
            prop_assert!(day.stays_over() > 0 || done[place] <= day.room);
            let full = || days[..place].iter().zip(&done).all(|(day, done)| *done >= day.room);
            let still = day.due.iter().filter(|(_, task)| task.still.is_some()).count();
            prop_assert!(day.stays_over() <= still || full());
        }
    }
}
