//! Plays a file of enquiries: the name of a question, the name of what was said before, and what is said besides.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anjieflow::error::Error;
use anjieflow::interchange::plain::{self, Rules};
use serde_json::{Value, json};

/// The paths of all files, in order.
pub fn enquiries() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/enquiries");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// One question: where it stands, its name, what is said, and the answer as it is written.
pub struct Enquiry {
    pub place: String,
    pub question: String,
    pub request: Value,
    pub expected: String,
}

/// The questions of a file.
pub fn read(path: &Path) -> Vec<Enquiry> {
    let mut said = BTreeMap::new();
    let mut questions = Vec::new();
    for (number, line) in (1..).zip(fs::read_to_string(path).unwrap().lines()) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some((name, value)) = line.strip_prefix("let ").and_then(|rest| rest.split_once(' ')) {
            said.insert(name.to_owned(), serde_json::from_str(value).unwrap());
            continue;
        }
        let place = format!("{}:{number}", path.file_name().unwrap().to_string_lossy());
        let (asked, expected) = line.rsplit_once(" => ").unwrap_or_else(|| panic!("{place}: no answer"));
        let (question, request) = request(&said, asked);
        questions.push(Enquiry { place, question, request, expected: expected.to_owned() });
    }
    questions
}

fn request(said: &BTreeMap<String, Value>, asked: &str) -> (String, Value) {
    let (name, rest) = asked.split_once(' ').unwrap();
    let (before, besides) = match rest.find(['{', '[']) {
        Some(at) => (rest[..at].trim(), serde_json::from_str(&rest[at..]).unwrap()),
        None => (rest, json!({})),
    };
    let request = if before.is_empty() { besides } else { with(&said[before], &besides) };
    (name.to_owned(), request)
}

/// What was said before, and what is said besides.
fn with(before: &Value, besides: &Value) -> Value {
    let mut whole = before.as_object().unwrap().clone();
    whole.extend(besides.as_object().unwrap().clone());
    Value::Object(whole)
}

/// The answer, or the error in its place.
pub fn told(question: &str, request: &Value) -> Value {
    answer(question, request).unwrap_or_else(|error| json!({"error": plain::error(&error)}))
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
