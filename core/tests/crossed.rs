//! Everything that the stories and the enquiries say, put to cases and with numbers that they were not written for.
//!
//! A story looks at a few places of an answer. Here the whole of it counts: of every command and every question, in other cases of
//! its own story and of others; of these and of every enquiry, with each number one less and one more, each day likewise, each word
//! another; of every entry, in logs where it does not belong; of the rules, one thing of them changed at a time. `data/crossed/NAME.txt` has a line for each: how often it came out how, and a digest of all that was said. A line that
//! differs is a change that somebody has to want. What was said stands in `target/crossed`, a file for each line: keep those of before,
//! compare, and then write the lines anew:
//!
//! ```sh
//! ANJIEFLOW_WRITE=1 cargo test -p anjieflow --all-features --test crossed
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;
use std::{env, fs};

use anjieflow::case::Case;
use anjieflow::date::Date;
use anjieflow::interchange::plain::{self, Problem, Rules};
use anjieflow::log::{Entry, Log};
use serde_json::{Value, json};

#[path = "crossed/checks.rs"]
mod checks;
#[path = "story/enquiry.rs"]
mod enquiry;
#[path = "crossed/places.rs"]
mod places;
#[path = "crossed/rules.rs"]
mod rules;
mod story;
#[path = "crossed/words.rs"]
mod words;
use enquiry::{Enquiry, enquiries, told};
use story::{Asked, Player, built, stories};
use words::Words;

/// A story, played: its cases as they were before each command and at its end, each with the day on which it was so.
struct Played {
    player: Player,
    cases: Vec<(Case, Date)>,
    logs: Vec<Log>,
}

static PLAYED: LazyLock<Vec<Played>> = LazyLock::new(|| stories().iter().map(|path| Played::of(path)).collect());

impl Played {
    fn of(path: &Path) -> Self {
        let player = Player::play(path);
        let day = |context: &Value| context["today"].as_str().and_then(|day| day.parse().ok()).unwrap_or(Date::MIN);
        let mut cases: Vec<_> = player.met.iter().map(|(case, _, context)| (case.clone(), day(context))).collect();
        let last = cases.iter().map(|(_, day)| *day).max().unwrap_or(Date::MIN);
        cases.extend(player.cases().into_iter().map(|case| (case, last)));
        let logs = player.logs();
        Self { player, cases, logs }
    }
}

/// What was said, line by line: how it came out, and the whole of it.
#[derive(Default)]
struct Said {
    outcomes: BTreeMap<String, usize>,
    text: String,
}

#[derive(Default)]
struct Page(BTreeMap<String, Said>);

impl Page {
    fn put(&mut self, line: &str, outcome: &str, whole: &str) {
        let said = self.0.entry(line.to_owned()).or_default();
        *said.outcomes.entry(outcome.to_owned()).or_default() += 1;
        writeln!(said.text, "{whole}").unwrap();
    }

    fn lines(&self) -> String {
        let line = |(name, said): (&String, &Said)| {
            let outcomes = said.outcomes.iter().map(|(outcome, times)| format!("{times} {outcome}"));
            format!("{name} {:016x}: {}\n", digest(&said.text), outcomes.collect::<Vec<_>>().join(", "))
        };
        self.0.iter().map(line).collect()
    }

    /// The lines are those that are kept.
    fn is_kept_as(&self, name: &str) {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/crossed/{name}.txt"));
        let lines = self.lines();
        self.lay_out(name);
        if env::var("ANJIEFLOW_WRITE").is_ok() {
            fs::write(&file, &lines).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap();
        let other: Vec<&str> = lines.lines().filter(|line| !kept.lines().any(|it| it == *line)).collect();
        assert!(other.is_empty(), "said otherwise than before (see the head of this test):\n{}", other.join("\n"));
        assert_eq!(lines, kept, "a line is gone");
    }

    /// All that was said, for whoever wants to know what is different.
    fn lay_out(&self, name: &str) {
        let folder = built(&format!("crossed/{name}"));
        for (line, said) in &self.0 {
            fs::write(folder.join(format!("{line}.txt")), &said.text).unwrap();
        }
    }
}

/// FNV-1a: it need only differ.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// Some other numbers below a bound, always the same: some near, some anywhere.
fn others(at: usize, seed: usize, bound: usize) -> impl Iterator<Item = usize> {
    let near = [-3, -1, 1, 2].into_iter().filter_map(move |step| at.checked_add_signed(step));
    near.chain([seed * 7 + 3, seed * 31 + 11].into_iter().map(move |it| it % bound)).filter(move |it| *it < bound)
}

/// So many days later.
fn days_after(day: Date, days: i32) -> Value {
    let day = day.add_days(days).unwrap().to_string();
    json!({"today": day, "occurred": day, "by": "wang", "salt": "00112233445566778899aabbccddeeff"})
}

fn outcome(problem: &Problem) -> (String, String) {
    let value = problem.to_value(Rules::builtin());
    let code = value["reasons"][0]["code"].as_str().or_else(|| value["code"].as_str()).unwrap_or("wrong").to_owned();
    (code, value.to_string())
}

#[test]
fn commands_in_other_cases() {
    let mut page = Page::default();
    for (number, story) in PLAYED.iter().enumerate() {
        for (at, (_, command, context)) in story.player.met.iter().enumerate() {
            let elsewhere = &PLAYED[(number * 17 + at * 5 + 1) % PLAYED.len()].cases;
            let own = others(at, number + at, story.cases.len()).map(|it| &story.cases[it]);
            let cases = own.chain([&elsewhere[(at * 13) % elsewhere.len()]]);
            for (turn, (case, day)) in cases.enumerate() {
                // First on the day it was given; then on that of the case, and some days after.
                let context = if turn == 0 { context.clone() } else { days_after(*day, [0, 0, 1, 40][turn % 4]) };
                page.stepped(case, command, context);
            }
        }
    }
    page.is_kept_as("commands");
}

#[test]
fn questions_in_other_cases() {
    let mut page = Page::default();
    for (number, story) in PLAYED.iter().enumerate() {
        for (at, (asked, question, context)) in story.player.asked.iter().enumerate() {
            let elsewhere = &PLAYED[(number * 17 + at * 5 + 1) % PLAYED.len()];
            let some = || PLAYED.iter().skip((number + at) % 6).step_by(6);
            let others: Vec<Asked> = match asked {
                Asked::Case(_) => {
                    let own = others(story.cases.len() / 2, number + at, story.cases.len()).map(|it| &story.cases[it]);
                    let all = own.chain(elsewhere.cases.last()).chain(some().filter_map(|it| it.cases.last()));
                    all.map(|(case, _)| Asked::Case(Box::new(case.clone()))).collect()
                }
                Asked::Office(_) => {
                    let every = PLAYED.iter().flat_map(|it| it.player.cases()).collect();
                    [story.player.cases(), elsewhere.player.cases(), every].map(Asked::Office).into()
                }
            };
            for other in others {
                page.answered(questioned(question), other.ask(question, context.clone()));
            }
        }
    }
    page.is_kept_as("questions");
}

fn questioned(question: &Value) -> &str {
    question["question"].as_str().unwrap_or("none")
}

#[test]
fn questions_with_other_values() {
    let mut page = Page::default();
    let all = || PLAYED.iter().flat_map(|story| &story.player.asked);
    let words = Words::of(all().map(|(_, question, _)| (questioned(question), question)));
    for (asked, question, context) in all() {
        let name = questioned(question);
        page.answered(name, asked.ask(question, context.clone()));
        for other in words.others(name, question) {
            page.answered(name, asked.ask(&other, context.clone()));
        }
    }
    page.is_kept_as("asked");
}

impl Page {
    fn stepped(&mut self, case: &Case, command: &Value, context: Value) {
        let (came, whole) = match Rules::builtin().step(case, command.clone(), context) {
            Ok((_, entry)) => ("granted".to_owned(), entry.to_string()),
            Err(problem) => outcome(&problem),
        };
        self.put(named(command), &came, &whole);
    }

    fn answered(&mut self, name: &str, told: Result<Value, anjieflow::error::Error>) {
        match told {
            Ok(answer) => self.put(name, "answered", &answer.to_string()),
            Err(error) => self.put(name, error.code().code(), &plain::error(&error).to_string()),
        }
    }
}

/// What is asked of any case: by its clerk, every day.
#[test]
fn every_case_of_every_story() {
    let mut page = Page::default();
    let rules = Rules::builtin();
    for (number, story) in PLAYED.iter().enumerate() {
        // The end, and some on the way.
        let some = story.cases.iter().skip(number % 3).step_by(4);
        for (turn, (case, day)) in some.chain(story.cases.last()).enumerate() {
            let context = || days_after(*day, [0, 3, 95][turn % 3]);
            page.answered("checklist", rules.checklist(case, context()));
            page.answered("worklist", rules.worklist(case, context()));
            page.answered("forecast", rules.forecast(case, Value::Null, context()));
            page.answered("planned", rules.forecast(case, plan(*day, turn), context()));
            page.answered("findings", rules.findings(case, context()));
            page.put("allowed", "answered", &plain::allowed(case).to_string());
            page.put("view", "answered", &plain::view(case).to_string());
        }
    }
    page.is_kept_as("cases");
}

/// One step after the other, some time apart.
fn plan(day: Date, turn: usize) -> Value {
    let apart = [5, 20, 60][turn % 3];
    let steps = (1..).zip(["submit", "confirm_terms", "send_to_registry", "await_funds", "pay_out"]);
    steps.map(|(at, step)| json!({"step": step, "on": day.add_days(at * apart).unwrap().to_string()})).collect()
}

#[test]
fn enquiries_with_other_values() {
    let mut page = Page::default();
    let enquiries: Vec<Enquiry> = enquiries().iter().flat_map(|path| enquiry::read(path)).collect();
    let words = Words::of(enquiries.iter().map(|it| (it.question.as_str(), &it.request)));
    for Enquiry { question, request, .. } in &enquiries {
        page.enquired(question, request);
        words.others(question, request).iter().for_each(|other| page.enquired(question, other));
    }
    page.is_kept_as("enquiries");
}

impl Page {
    fn enquired(&mut self, question: &str, request: &Value) {
        let answer = told(question, request);
        let code = answer["error"]["code"].as_str().unwrap_or("answered").to_owned();
        self.put(question, &code, &answer.to_string());
    }
}

#[test]
fn commands_with_other_values() {
    let mut page = Page::default();
    let words =
        Words::of(PLAYED.iter().flat_map(|story| &story.player.met).map(|(_, command, _)| (named(command), command)));
    for (case, command, context) in PLAYED.iter().flat_map(|story| &story.player.met) {
        for other in words.others(named(command), command) {
            page.stepped(case, &other, context.clone());
        }
    }
    page.is_kept_as("values");
}

fn named(command: &Value) -> &str {
    command["command"].as_str().unwrap_or("none")
}

#[test]
fn entries_where_they_do_not_belong() {
    let mut page = Page::default();
    let logs: Vec<&[Entry]> = PLAYED.iter().flat_map(|story| &story.logs).map(Log::entries).collect();
    for (number, entries) in logs.iter().enumerate() {
        for (at, entry) in entries.iter().enumerate().skip(1) {
            // Twice, a step too early, after all the others, and in another case: some ids tell the number of their entry,
            // so as its entry of that number where it is as long.
            let elsewhere = logs[(number * 17 + at * 5 + 1) % logs.len()];
            let elsewhere = &elsewhere[..at.min(elsewhere.len())];
            for before in [&entries[..=at], &entries[..at - 1], entries, elsewhere] {
                if let Some(last) = before.last() {
                    let (came, whole) = behind(before, last, entry);
                    page.put(entry.event_name(), came, &whole);
                }
            }
        }
    }
    page.is_kept_as("entries");
}

/// What a log says to one entry more.
fn behind(before: &[Entry], last: &Entry, entry: &Entry) -> (&'static str, String) {
    let mut entry = entry.clone();
    entry.case = last.case.clone();
    entry.stamp.number = last.stamp.number + 1;
    entry.stamp.recorded = entry.stamp.recorded.max(last.stamp.recorded);
    let log = Log::from_entries(before.iter().cloned().chain([entry]));
    match log.and_then(|log| log.replay()) {
        Ok(case) => ("fits", plain::view(&case).to_string()),
        Err(error) => (error.code().code(), plain::error(&error).to_string()),
    }
}
