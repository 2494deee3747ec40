//! Plays every enquiry in `enquiries/*.txt`: what is asked before or beside a case, and what is answered.
//!
//! ```text
//! let loan {"principal_fen": 100000000, "rate_millionths": 35000, "months": 360}
//! schedule loan => total_interest_fen 61656007; rows.0.payment_fen 449045
//! schedule loan {"months": 0} => error out_of_range months
//! ```
//!
//! A question is a function of `plain`, or of the built-in rules (`rules.assess`); the name of what was said before, what is
//! said besides, and after the arrow some of what is answered: paths and values. As the stories, the files are played in
//! Python, Node and a browser too; the transcripts have every answer whole and must be the same byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anjieflow::error::Error;
use anjieflow::interchange::plain::{self, Rules};
use serde_json::{Value, json};

mod story;

#[test]
fn every_enquiry_is_answered_as_written() {
    let paths = enquiries();
    assert!(paths.len() >= 8, "{} enquiries", paths.len());
    let folder = target().join("stories/rust");
    fs::create_dir_all(&folder).unwrap();
    let mut surprises = Vec::new();
    for path in paths {
        let player = Player::play(&path);
        let name = path.file_stem().unwrap().to_str().unwrap();
        fs::write(folder.join(format!("{name}.jsonl")), player.transcript.join("\n") + "\n").unwrap();
        surprises.extend(player.surprises);
    }
    assert!(surprises.is_empty(), "not as written:\n{}", surprises.join("\n"));
}

fn enquiries() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/enquiries");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    std::env::var_os("CARGO_TARGET_DIR").map_or(root, PathBuf::from)
}

#[derive(Default)]
struct Player {
    said: BTreeMap<String, Value>,
    transcript: Vec<String>,
    surprises: Vec<String>,
}

impl Player {
    fn play(path: &Path) -> Self {
        let mut player = Self::default();
        for (number, line) in (1..).zip(fs::read_to_string(path).unwrap().lines()) {
            let place = format!("{}:{number}", path.file_name().unwrap().to_string_lossy());
            player.line(line.trim(), &place);
        }
        player
    }

    fn line(&mut self, line: &str, place: &str) {
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        if let Some((name, value)) = line.strip_prefix("let ").and_then(|rest| rest.split_once(' ')) {
            self.said.insert(name.to_owned(), serde_json::from_str(value).unwrap());
            return;
        }
        let (question, expected) = line.rsplit_once(" => ").unwrap_or_else(|| panic!("{place}: no answer"));
        let answer = self.ask(question);
        let found = found(&answer, expected);
        if found != expected {
            self.surprises.push(format!("{place}: {question}\n  expected {expected}\n  found    {found}"));
        }
        self.transcript.push(answer.to_string());
    }

    fn ask(&self, question: &str) -> Value {
        let (name, rest) = question.split_once(' ').unwrap();
        let (before, besides) = match rest.find(['{', '[']) {
            Some(at) => (rest[..at].trim(), serde_json::from_str(&rest[at..]).unwrap()),
            None => (rest, json!({})),
        };
        let request = if before.is_empty() { besides } else { with(&self.said[before], &besides) };
        answer(name, &request).unwrap_or_else(|error| json!({"error": plain::error(&error)}))
    }
}

/// What was said before, and what is said besides.
fn with(before: &Value, besides: &Value) -> Value {
    let mut whole = before.as_object().unwrap().clone();
    whole.extend(besides.as_object().unwrap().clone());
    Value::Object(whole)
}

fn answer(name: &str, request: &Value) -> Result<Value, Error> {
    let rules = Rules::builtin();
    match name {
        "schedule" => plain::schedule_by(rules.calendar, request),
        "prepay" => plain::prepay(request),
        "arrears" => plain::arrears(request),
        "late_record" => plain::late_record(request),
        "settlement" => plain::settlement(request),
        "combined" => plain::combined(request),
        "apr" => plain::apr(request),
        "spread" => plain::spread(request),
        "least_payment" => plain::least_payment(request),
        "fortnightly" => plain::fortnightly(request),
        "explain_figure" => plain::explain_figure(request),
        "monthly" => plain::monthly(request),
        "if_rate_moves" => plain::if_rate_moves(request),
        "compare" => plain::compare(request),
        "prepay_now_or_later" => plain::prepay_now_or_later(request),
        "shorter_or_smaller" => plain::shorter_or_smaller(request),
        "rules.assess" => rules.assess(request),
        "rules.choose" => rules.choose(request),
        "rules.split" => rules.split(request),
        "rules.costs" => rules.costs(request),
        "rules.published_rates" => rules.published_rates(request),
        other => panic!("no question is called {other}"),
    }
}

/// What the answer has at the places that are written.
fn found(answer: &Value, expected: &str) -> String {
    if let Some(error) = answer.get("error") {
        let word = |field: &str| error[field].as_str().unwrap_or("nowhere");
        return format!("error {} {}", word("code"), word("place"));
    }
    story::found(answer, expected)
}
