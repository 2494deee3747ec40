//! Everything that the stories and the enquiries say, put to cases and with numbers that they were not written for.
//!
//! A story looks at a few places of an answer. Here the whole of it counts: of every command and every question, in other cases of
//! its own story and of others; of every enquiry, with each number one less and one more; of every entry, in logs where it does not
//! belong. `data/crossed/NAME.txt` has a line for each: how often it came out how, and a digest of all that was said. A line that
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
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use anjieflow::case::Case;
use anjieflow::date::Date;
use anjieflow::interchange::plain::{self, Problem, Rules};
use anjieflow::log::{Entry, Log};
use serde_json::{Value, json};

#[path = "story/enquiry.rs"]
mod enquiry;
mod story;
use enquiry::{Enquiry, enquiries, told};
use story::{Asked, Player, stories};

/// A story, played: its cases as they were before each command and at its end, each with the day on which it was so.
struct Played {
    player: Player,
    cases: Vec<(Case, Date)>,
    log: Log,
}

static PLAYED: LazyLock<Vec<Played>> = LazyLock::new(|| stories().iter().map(|path| Played::of(path)).collect());

impl Played {
    fn of(path: &Path) -> Self {
        let player = Player::play(path);
        let day = |context: &Value| context["today"].as_str().and_then(|day| day.parse().ok()).unwrap_or(Date::MIN);
        let mut cases: Vec<_> = player.met.iter().map(|(case, _, context)| (case.clone(), day(context))).collect();
        let last = cases.iter().map(|(_, day)| *day).max().unwrap_or(Date::MIN);
        cases.extend(player.cases().into_iter().map(|case| (case, last)));
        let log = player.log();
        Self { player, cases, log }
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
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
        let folder = env::var_os("CARGO_TARGET_DIR").map_or(root, PathBuf::from).join("crossed").join(name);
        fs::create_dir_all(&folder).unwrap();
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
                let (came, whole) = match Rules::builtin().step(case, command.clone(), context) {
                    Ok((_, entry)) => ("granted".to_owned(), entry.to_string()),
                    Err(problem) => outcome(&problem),
                };
                page.put(command["command"].as_str().unwrap_or("none"), &came, &whole);
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
            let name = question["question"].as_str().unwrap_or("none");
            let elsewhere = &PLAYED[(number * 17 + at * 5 + 1) % PLAYED.len()];
            match asked {
                Asked::Case => {
                    let own = others(story.cases.len() / 2, number + at, story.cases.len()).map(|it| &story.cases[it]);
                    for (case, _) in own.chain(elsewhere.cases.last()) {
                        page.answered(name, Rules::builtin().ask(case, question, context.clone()));
                    }
                }
                Asked::Office => {
                    for story in [story, elsewhere] {
                        let mut office = plain::Office::default();
                        story.player.cases().into_iter().for_each(|case| drop(office.put(case)));
                        page.answered(name, office.ask(Rules::builtin(), question, context.clone()));
                    }
                }
            }
        }
    }
    page.is_kept_as("questions");
}

impl Page {
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
            page.answered("findings", rules.findings(case, context()));
            page.put("allowed", "answered", &plain::allowed(case).to_string());
            page.put("view", "answered", &plain::view(case).to_string());
        }
    }
    page.is_kept_as("cases");
}

#[test]
fn enquiries_with_other_numbers() {
    let mut page = Page::default();
    for Enquiry { question, request, .. } in enquiries().iter().flat_map(|path| enquiry::read(path)) {
        page.enquired(&question, &request);
        for place in numbers(&request) {
            for step in [-1, 1] {
                let mut other = request.clone();
                let number = other.pointer_mut(&place).unwrap();
                *number = json!(number.as_i64().unwrap().saturating_add(step));
                page.enquired(&question, &other);
            }
        }
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

/// The places of whole numbers, as JSON pointers.
fn numbers(value: &Value) -> Vec<String> {
    let below = |key: String, value: &Value| numbers(value).into_iter().map(move |it| format!("/{key}{it}")).collect();
    let places: Vec<Vec<String>> = match value {
        Value::Number(number) if number.is_i64() => return vec![String::new()],
        Value::Object(fields) => fields.iter().map(|(key, value)| below(key.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| below(at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    places.concat()
}

#[test]
fn entries_where_they_do_not_belong() {
    let mut page = Page::default();
    for (number, story) in PLAYED.iter().enumerate() {
        let entries = story.log.entries();
        for (at, entry) in entries.iter().enumerate().skip(1) {
            // Twice, a step too early, after all the others, and in another case: some ids tell the number of their entry,
            // so as its entry of that number where it is as long.
            let elsewhere = PLAYED[(number * 17 + at * 5 + 1) % PLAYED.len()].log.entries();
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
