//! Nothing that `desk` prints or writes names a person, whatever it is asked and whatever it is handed: not on standard output, not
//! on standard error, not in a page, a sheet, a calendar, an answer in JSON, nor in the name of a file.
//!
//! The persons are those of the sample office and of stories of the library that plant what the sample has not. What is whole on
//! purpose is listed: the log and what is made of it (the database, `seal --join`), and a sheet or a question with `reveal`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod common;
#[path = "../../core/tests/story/mod.rs"]
mod story;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anjieflow::interchange::{plain, schema};
use common::{Desk, Said};
use serde_json::{Map, Value, json};
use story::Player;

/// Someone without an identity card, a party and a home that were corrected, the money, an erasure.
const STORIES: [&str; 6] = [
    "01_presale_from_question_to_release",
    "18_late_and_wrong_entries",
    "19_what_cannot_be_chosen",
    "84_another_name",
    "86_erasure_asked_and_frozen",
    "92_from_the_form_to_the_shelf",
];

/// The fields of a personal object that are of a person.
const OF_A_PERSON: [&str; 7] = ["name", "id_number", "other_id", "phone", "address", "number", "account"];

/// An office with persons in it, and what is looked for.
struct Watched {
    desk: Desk,
    planted: BTreeSet<String>,
}

impl Watched {
    /// The sample office with the stories' cases beside its own, after its day.
    fn new() -> Self {
        Self::after(&[])
    }

    /// The same, with the day told otherwise.
    fn after(args: &[&str]) -> Self {
        let desk = Desk::new();
        for (name, log) in logs() {
            desk.write(&format!("office/cases/{name}.jsonl"), &log);
        }
        let said = desk.day(args);
        assert_eq!(said.code, 0, "{}", said.err);
        let mut planted = BTreeSet::new();
        for (_, _, entry) in desk.entries() {
            gather(&serde_json::from_str::<Value>(&entry).unwrap()["personal"], &mut planted);
        }
        let watched = Self { desk, planted };
        watched.nobody_in("the day", &said.out);
        watched
    }

    fn nobody_in(&self, place: &str, said: &str) {
        if let Some(found) = self.planted.iter().find(|planted| said.contains(planted.as_str())) {
            let line = said.lines().find(|line| line.contains(found.as_str())).unwrap_or_default();
            panic!("{place} names `{found}`: {line}");
        }
    }

    /// What it says to that names nobody.
    fn says(&self, args: &[&str]) -> Said {
        let said = self.desk.run(args);
        let place = format!("desk {}", args.join(" "));
        self.nobody_in(&place, &said.out);
        self.nobody_in(&place, &said.err);
        said
    }

    /// The same, and it is an answer.
    fn answers(&self, args: &[&str]) -> Said {
        let said = self.says(args);
        assert_eq!(said.code, 0, "desk {}: {}", args.join(" "), said.err);
        said
    }

    fn cases(&self) -> BTreeSet<String> {
        self.desk.entries().into_iter().map(|(case, _, _)| case).collect()
    }
}

/// The logs of the stories' cases, each under a name for its file.
fn logs() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/stories");
    let of = |name: &&str| {
        let entries = Player::play(&folder.join(name).with_extension("txt")).entries;
        (format!("story-{name}"), plain::log(entries).unwrap())
    };
    STORIES.iter().map(of).collect()
}

fn gather(personal: &Value, planted: &mut BTreeSet<String>) {
    for (name, value) in personal.as_object().into_iter().flatten() {
        match value {
            // What was erased is nobody's.
            Value::String(text) if text == "已删除" => {}
            Value::String(text) if OF_A_PERSON.contains(&name.as_str()) => drop(planted.insert(text.clone())),
            Value::Object(_) => gather(value, planted),
            _ => {}
        }
    }
}

fn questions(names: impl IntoIterator<Item = &'static str>) -> Vec<String> {
    names.into_iter().map(|name| json!({"question": name}).to_string()).collect()
}

#[test]
fn there_are_persons_to_look_for() {
    let watched = Watched::new();
    assert!(watched.planted.len() > 80, "{:#?}", watched.planted);
    for sample in ["陈一诺", "710000199003070011", "林一鸣"] {
        assert!(watched.planted.contains(sample), "{sample}");
    }
    let sheet = ["sheet", "PS-2613", "--what", "form", "--out", "form.html", "--reveal"];
    assert_eq!(watched.desk.run(&sheet).code, 0);
    let form = fs::read_to_string(watched.desk.path("form.html")).unwrap();
    assert!(watched.planted.iter().any(|planted| form.contains(planted)), "what is asked for is found");
}

#[test]
fn the_day_and_every_case_name_nobody() {
    written(&Watched::after(&["--lang", "zh"]));
    let watched = Watched::after(&["--json"]);
    for clerk in ["chen", "wang", "li"] {
        watched.says(&["today", "--clerk", clerk, "--all", "--why", "--narrow", "--color", "always"]);
    }
    watched.answers(&["today", "--all", "--why", "--lang", "zh"]);
    watched.answers(&["today", "--json"]);
    watched.answers(&["today", "--ics", "-"]);
    watched.answers(&["today", "--ics", "day.ics"]);
    watched.answers(&["impact", "--from", "2025-05-07", "--to", "2025-05-08", "--json"]);
    for (number, case) in watched.cases().iter().enumerate() {
        let asked = [&["case", case][..], &["case", case, "--json"], &["case", case, "--lang", "zh"]];
        watched.answers(asked[number % 3]);
    }
    written(&watched);
}

#[test]
fn every_sheet_and_every_answer_names_nobody() {
    let watched = Watched::new();
    for (number, case) in watched.cases().iter().enumerate() {
        let sheet = ["form", "archive", "package"][number % 3];
        watched.says(&["sheet", case, "--what", sheet, "--out", &format!("{number}.html")]);
    }
    for case in ["JN-2601", "PS-2613", "C-2026-0001"] {
        for question in questions(schema::case_questions()) {
            watched.says(&["ask", "--case", case, &question]);
        }
    }
    for question in questions(schema::office_questions()) {
        watched.says(&["ask", &question]);
    }
    written(&watched);
}

/// What lies in the folder: neither the text nor the name of anything that is for people to read.
fn written(watched: &Watched) {
    let mut read = 0;
    for path in files(watched.desk.folder.path()) {
        let name = path.strip_prefix(watched.desk.folder.path()).unwrap().display().to_string();
        watched.nobody_in("the name of a file", &name);
        // The office's own logs and inbox, and the database that holds the logs, are whole.
        if name.starts_with("office/") || name.starts_with("desk.sqlite") {
            continue;
        }
        watched.nobody_in(&name, &fs::read_to_string(&path).unwrap());
        read += 1;
    }
    assert!(read > 0);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_log_that_is_read_names_nobody() {
    let watched = Watched::new();
    for (name, log) in logs().into_iter().step_by(2) {
        watched.desk.write("log.jsonl", &log);
        watched.answers(&["replay", "log.jsonl"]);
        watched.answers(&["replay", "log.jsonl", "--json", "--known-on", "2026-03-20"]);
        let seal = watched.answers(&["seal", "log.jsonl", "--today", "2030-01-01", "--by", "audit"]);
        watched.desk.write("seal.jsonl", &seal.out);
        let changed = ["\"by\":", "\"number\":2"].into_iter().zip(["\"bye\":", "\"number\":7"]);
        for wrong in changed.map(|(from, to)| log.replacen(from, to, 2)).chain(cut(&log)) {
            watched.desk.write("wrong.jsonl", &wrong);
            let said = watched.says(&["replay", "wrong.jsonl"]);
            assert_ne!(said.code, 0, "{name}");
            watched.says(&["replay", "wrong.jsonl", "--json"]);
            watched.says(&["audit", "wrong.jsonl", "--seal", "seal.jsonl", "--lang", "zh"]);
            watched.says(&["impact", "--from", "2025-05-07", "--to", "2025-05-08", "--cases", "wrong.jsonl"]);
        }
    }
}

/// The log up to the middle of its first personal line, and with a field too many there.
fn cut(log: &str) -> [String; 2] {
    let at = log.find("\"personal\"").unwrap();
    let end = at + log[at..].find('\n').unwrap();
    let middle = (at + (end - at) / 2..end).find(|at| log.is_char_boundary(*at)).unwrap();
    [log[..middle].to_owned(), log.replace("\"personal\":{", "\"personal\":{\"more\":\"\",")]
}

/// Commands that cannot be carried out: granted and refused ones too are told.
#[test]
fn a_command_that_is_handed_in_names_nobody() {
    let watched = Watched::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/stories");
    let mut asked = BTreeSet::new();
    for (_, command, _) in STORIES.iter().flat_map(|name| Player::play(&folder.join(name).with_extension("txt")).met) {
        let kind = command["command"].as_str().unwrap().to_owned();
        let wrong = spoilt(&command, &watched.planted);
        if wrong.is_empty() || !asked.insert(kind) {
            continue;
        }
        for (number, command) in [vec![command], wrong].concat().into_iter().enumerate() {
            let item = json!({"case": "JN-2602", "command": command, "context": {"today": "2030-01-01"}});
            watched.desk.write("in.json", &item.to_string());
            watched.says(&["apply", "in.json", "--json"][..2 + number % 2]);
        }
        let whole = fs::read_to_string(watched.desk.path("in.json")).unwrap();
        let half: String = whole.chars().take(whole.chars().count() / 2).collect();
        watched.desk.write("in.json", &half);
        assert_eq!(watched.says(&["apply", "in.json"]).code, 2);
    }
    assert!(asked.len() >= 4, "{asked:?}");
}

/// The command with each text of a person longer, shorter, of another type, and in a field that nobody knows.
fn spoilt(command: &Value, planted: &BTreeSet<String>) -> Vec<Value> {
    let fields = command.as_object().unwrap();
    let mut all = Vec::new();
    for (name, text) in fields.iter().filter_map(|(name, value)| Some((name, value.as_str()?))) {
        if !planted.contains(text) {
            continue;
        }
        let with = |name: &str, value: Value| {
            let mut other: Map<String, Value> = fields.clone();
            other.insert(name.to_owned(), value);
            Value::Object(other)
        };
        all.extend(
            [json!(format!("{text}\u{0}")), json!(format!("{text}{text}")), json!([text])].map(|it| with(name, it)),
        );
        all.push(with("unknown_field", json!(text)));
    }
    all
}

/// A table of loans with a text of a person in each cell where a number, a day or a word belongs; and numbers that are looked at.
#[test]
fn a_table_or_a_number_that_is_handed_in_names_nobody() {
    let watched = Watched::new();
    let numbers = || watched.planted.iter().filter(|text| text.chars().filter(char::is_ascii_digit).count() > 10);
    let mut table = "case,product,amount_fen,term_months,payout,marital\n".to_owned();
    for text in numbers() {
        table +=
            &format!("C,{text},100,12,,\nC,citic-mortgage,{text},12,,\nC,citic-mortgage,100,{text}x,{text},{text}\n");
    }
    for text in &watched.planted {
        table += &format!("C,citic-mortgage,{text},12,,\nC,citic-mortgage,100,{text},,\n");
    }
    watched.desk.write("loans.csv", &table);
    for more in [&["--json"][..], &[], &["--lang", "zh"]] {
        let asked = ["impact", "--from", "2025-05-07", "--to", "2025-05-08", "--cases", "loans.csv"];
        assert_eq!(watched.says(&[&asked, more].concat()).code, 2);
    }
    let lines: String = numbers().map(|text| format!("{text}\n")).collect();
    for sort in ["resident-id", "bank-card", "mobile", "permit", "title"] {
        for more in [&["--json"][..], &[]] {
            let args = [&["check-id", "-", "--as", sort], more].concat();
            let output = watched.desk.command(&args).write_stdin(lines.clone()).output().unwrap();
            watched.nobody_in("check-id", &String::from_utf8([output.stdout, output.stderr].concat()).unwrap());
        }
    }
}
