//! Plays a story: on this day, this person, this command, this outcome.
//!
//! A story may tell of several cases: `case C-2` begins another, or goes back to one. `ask` asks the case something, `office` all
//! cases of the story; after the arrow stand some of the answer's paths and values.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use anjieflow::case::Case;
use anjieflow::error::Error;
use anjieflow::interchange::plain::{self, Office, Problem, Rules};
use anjieflow::interchange::read_log;
use anjieflow::log::Log;
use serde_json::{Map, Value, json};

/// A folder among what is built, for what a test writes to be looked at.
pub fn built(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
    let folder = env::var_os("CARGO_TARGET_DIR").map_or(root, PathBuf::from).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The paths of every story, in order.
pub fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    paths.sort();
    paths
}

/// The log of every story's last case, in order.
pub static LOGS: LazyLock<Vec<Log>> =
    LazyLock::new(|| stories().into_iter().map(|path| Player::play(&path).log()).collect());

/// The beginning of a log: any two numbers name a story and how far it has come.
pub fn begun(story: usize, length: usize) -> Log {
    let entries = LOGS[story % LOGS.len()].entries();
    Log::from_entries(entries[..1 + length % entries.len()].iter().cloned()).unwrap()
}

/// Plays one story.
#[derive(Default)]
pub struct Player {
    id: String,
    salt: Option<String>,
    /// Where the case is now.
    pub case: Option<Case>,
    /// The entries kept so far.
    pub entries: Vec<Value>,
    /// Every case of the story, as it is now.
    pub office: Office,
    /// The other cases of the story, by name.
    others: BTreeMap<String, (Option<Case>, Vec<Value>)>,
    /// One line of JSON for every step, then the view and the log.
    pub transcript: Vec<String>,
    /// What came out otherwise than written.
    pub surprises: Vec<String>,
    /// Every case met, and the command and context then given to it.
    pub met: Vec<(Case, Value, Value)>,
    /// Every question put to a case, and to the office, with its context.
    pub asked: Vec<(Asked, Value, Value)>,
}

/// Who was asked, as it was then.
pub enum Asked {
    Case(Box<Case>),
    Office(Vec<Case>),
}

impl Asked {
    /// What is told, once more.
    pub fn ask(&self, question: &Value, context: Value) -> Result<Value, Error> {
        let rules = Rules::builtin();
        match self {
            Self::Case(case) => rules.ask(case, question, context),
            Self::Office(cases) => {
                let mut office = Office::default();
                cases.iter().for_each(|case| drop(office.put(case.clone())));
                office.ask(rules, question, context)
            }
        }
    }
}

impl Player {
    /// Plays the story at that path.
    pub fn play(path: &Path) -> Self {
        let story = fs::read_to_string(path).unwrap();
        let mut player = Self::default();
        for (number, line) in (1..).zip(story.lines()) {
            player.line(line.trim(), &format!("{}:{number}", path.file_name().unwrap().to_str().unwrap()));
        }
        player.close();
        player
    }

    fn line(&mut self, line: &str, place: &str) {
        match line.split_once(' ') {
            _ if line.is_empty() || line.starts_with('#') => {}
            Some(("case", id)) => self.turn_to(id),
            Some(("salt", salt)) => self.salt = Some(salt.to_owned()),
            _ => {
                let (step, expected) = line.rsplit_once(" => ").unwrap_or_else(|| panic!("{place}: no outcome"));
                let (outcome, written) = self.step(step, expected);
                if outcome != expected {
                    let shown: String = written.chars().take(300).collect();
                    self.surprises
                        .push(format!("{place}: {step}\n  expected {expected}\n  found    {outcome}: {shown}"));
                }
                self.transcript.push(written);
            }
        }
    }

    /// Lays the case at hand aside for another.
    fn turn_to(&mut self, id: &str) {
        let (case, entries) = self.others.remove(id).unwrap_or_default();
        let before = (std::mem::replace(&mut self.case, case), std::mem::replace(&mut self.entries, entries));
        let name = std::mem::replace(&mut self.id, id.to_owned());
        if !name.is_empty() {
            self.others.insert(name, before);
        }
    }

    fn step(&mut self, step: &str, expected: &str) -> (String, String) {
        let mut words = step.splitn(2, ' ');
        let today = words.next().unwrap();
        let mut rest = words.next().unwrap();
        let mut occurred = today;
        if let Some(bracket) = rest.strip_prefix('(') {
            (occurred, rest) = bracket.split_once(") ").unwrap();
        }
        let mut words = rest.splitn(3, ' ');
        let (by, name, fields) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let fields: Map<String, Value> = serde_json::from_str(fields).unwrap();
        let mut context = json!({"today": today, "occurred": occurred, "by": by});
        if let Some(salt) = &self.salt {
            context["salt"] = json!(salt);
        }
        match self.answer(name, fields, context, expected) {
            Ok((outcome, value)) => (outcome, value.to_string()),
            Err(problem @ Problem::Refusal(_)) => refused(&problem),
            Err(Problem::Error(error)) => {
                let value = plain::error(&error);
                (format!("error {}", value["code"].as_str().unwrap()), json!({"error": value}).to_string())
            }
        }
    }

    fn answer(
        &mut self,
        name: &str,
        fields: Map<String, Value>,
        context: Value,
        expected: &str,
    ) -> Result<(String, Value), Problem> {
        let case = || self.case.as_ref().expect("open the case first");
        let count = |value: &Value, word: &str| format!("{} {word}", value.as_array().unwrap().len());
        match name {
            "open" => {
                let (case, entry) = Rules::builtin().open(json!({"case": self.id, "context": context}))?;
                Ok(self.kept(case, entry))
            }
            "ask" => {
                let asked = Asked::Case(Box::new(case().clone()));
                self.asked.push((asked, Value::Object(fields.clone()), context.clone()));
                let told = Rules::builtin().ask(case(), &Value::Object(fields), context)?;
                Ok((found(&told, expected), told))
            }
            "office" => {
                self.asked.push((Asked::Office(self.cases()), Value::Object(fields.clone()), context.clone()));
                let told = self.office.ask(Rules::builtin(), &Value::Object(fields), context)?;
                Ok((found(&told, expected), told))
            }
            "checklist" => {
                Ok(Rules::builtin().checklist(case(), context).map(|value| (count(&value, "lines"), value))?)
            }
            "worklist" => {
                Ok(Rules::builtin().worklist(case(), context).map(|value| (count(&value, "tasks"), value))?)
            }
            "forecast" => Ok(Rules::builtin()
                .forecast(case(), Value::Null, context)
                .map(|value| (count(&value, "lapses"), value))?),
            "findings" => Ok(Rules::builtin().findings(case(), context).map(|value| (verdicts(&value), value))?),
            "allowed" => Ok((count(&plain::allowed(case()), "commands"), plain::allowed(case()))),
            "stage" => Ok((case().stage().name().to_owned(), json!(case().stage().name()))),
            _ => {
                let mut command = Map::new();
                command.insert("command".to_owned(), json!(name));
                command.extend(fields);
                let command = Value::Object(command);
                self.met.push((case().clone(), command.clone(), context.clone()));
                let (case, entry) = Rules::builtin().step(case(), command, context)?;
                Ok(self.kept(case, entry))
            }
        }
    }

    fn kept(&mut self, case: Case, entry: Value) -> (String, Value) {
        self.office.put(case.clone());
        self.case = Some(case);
        self.entries.push(entry.clone());
        (entry["event"].as_str().unwrap().to_owned(), entry)
    }

    /// Every case of the story, as it is at the end.
    pub fn cases(&self) -> Vec<Case> {
        let others = self.others.values().filter_map(|(case, _)| case.clone());
        others.chain(self.case.clone()).collect()
    }

    /// The log of the case that was told of last.
    pub fn log(&self) -> Log {
        log_of(&self.entries)
    }

    /// The log of each case of the story.
    pub fn logs(&self) -> Vec<Log> {
        let others = self.others.values().map(|(_, entries)| entries).filter(|entries| !entries.is_empty());
        others.chain([&self.entries]).map(|entries| log_of(entries)).collect()
    }

    /// Every entry of the story, case by case.
    pub fn all_entries(&self) -> Vec<Value> {
        let others = self.others.values().flat_map(|(_, entries)| entries);
        others.chain(&self.entries).cloned().collect()
    }

    /// The view of every case by name, and the same from its log; the case that was told of last stays at hand.
    fn close(&mut self) {
        let last = self.id.clone();
        self.turn_to("");
        for (id, (case, entries)) in &self.others {
            let case = case.as_ref().unwrap();
            let log = plain::log(entries.clone()).unwrap();
            let replayed = plain::replay(&log).unwrap();
            assert_eq!(&replayed, case, "{id}");
            self.transcript.push(plain::view(case).to_string());
            self.transcript.push(Value::from(log).to_string());
        }
        self.turn_to(&last);
    }
}

/// The log of these entries.
pub fn log_of(entries: &[Value]) -> Log {
    read_log(&plain::log(entries.to_vec()).unwrap()).unwrap()
}

/// What the answer has at the places that are written; `length` is that of a list.
pub fn found(answer: &Value, expected: &str) -> String {
    let places = expected.split("; ").map(|it| it.split_once(' ').map_or(it, |(place, _)| place));
    let told: Vec<String> = places.map(|place| format!("{place} {}", at(answer, place))).collect();
    told.join("; ")
}

fn at(value: &Value, place: &str) -> Value {
    let step = |value: Value, key: &str| match value {
        Value::Array(list) if key == "length" => Some(json!(list.len())),
        Value::Array(list) => key.parse::<usize>().ok().and_then(|index| list.get(index).cloned()),
        other => other.get(key).cloned(),
    };
    place.split('.').try_fold(value.clone(), step).unwrap_or_default()
}

/// How many findings there are of each verdict.
fn verdicts(findings: &Value) -> String {
    let count = |verdict: &str| findings.as_array().unwrap().iter().filter(|it| it["verdict"] == verdict).count();
    ["kept", "broken", "unknown", "superseded"].map(|verdict| format!("{} {verdict}", count(verdict))).join(" ")
}

fn refused(problem: &Problem) -> (String, String) {
    let value = problem.to_value(Rules::builtin());
    let reasons = value["reasons"].as_array().unwrap();
    let codes: Vec<&str> = reasons.iter().map(|reason| reason["code"].as_str().unwrap()).collect();
    (format!("refused {}", codes.join(" ")), json!({"refused": value}).to_string())
}

/// The story whose name begins so, played.
pub fn played(name: &str) -> Player {
    let named = |path: &PathBuf| path.file_name().is_some_and(|it| it.to_string_lossy().starts_with(name));
    Player::play(&stories().into_iter().find(named).unwrap())
}
