//! Nothing that is said of a case names a person: what stands in the personal fields of its log stands nowhere else, unless
//! somebody asks for it by `reveal`.
//!
//! The stories plant the data: every name, number and address of theirs is looked for, whole, in all that is told of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::case::Case;
use anjieflow::identity::{BankCard, Mobile, Name, ResidentId};
use anjieflow::interchange::plain::{self, Office, Problem, Rules};
use anjieflow::interchange::{read_entry, read_log, schema, write_masked};
use anjieflow::party::OtherId;
use anjieflow::property::Address;
use anjieflow::retention::{DataClass, KEEPS};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Display;

mod story;
use story::{Player, stories};

/// The fields of a personal object that are of a person. A corrected record has them one level deeper, and figures are numbers.
const OF_A_PERSON: [&str; 7] = ["name", "id_number", "other_id", "phone", "address", "number", "account"];

/// What a story plants.
struct Planted(BTreeSet<String>);

impl Planted {
    fn of(entries: &[Value]) -> Self {
        let mut planted = BTreeSet::new();
        for entry in entries {
            gather(&entry["personal"], &mut planted);
        }
        Self(planted)
    }

    /// Stops where one of them is read.
    fn nowhere_in(&self, place: impl Display, said: &str) {
        if let Some(found) = self.0.iter().find(|planted| said.contains(planted.as_str())) {
            let at = said.find(found.as_str()).unwrap();
            let around: String = said[..at].chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
            panic!("{place} names `{found}`: …{around}»{found}«");
        }
    }
}

fn gather(personal: &Value, planted: &mut BTreeSet<String>) {
    for (name, value) in personal.as_object().into_iter().flatten() {
        match value {
            Value::String(text) if OF_A_PERSON.contains(&name.as_str()) => drop(planted.insert(text.clone())),
            Value::Object(_) => gather(value, planted),
            _ => {}
        }
    }
}

/// The day of the last entry of a case.
fn context(player: &Player, case: &Case) -> Value {
    let entries = player.all_entries();
    let last = entries.iter().rfind(|entry| entry["case"] == case.id().as_str()).unwrap();
    json!({"today": last["recorded"], "by": "prover", "salt": "00112233445566778899aabbccddeeff"})
}

/// An answer, a refusal or an error, as a person or a program gets it.
fn told(answer: Result<Value, anjieflow::error::Error>) -> String {
    match answer {
        Ok(value) => value.to_string(),
        Err(error) => format!("{error}\n{error:?}\n{}", plain::error(&error)),
    }
}

fn each_story(mut look: impl FnMut(&str, &Player, &Planted)) {
    for path in stories() {
        let player = Player::play(&path);
        let planted = Planted::of(&player.all_entries());
        look(path.file_stem().unwrap().to_str().unwrap(), &player, &planted);
    }
}

#[test]
fn the_stories_plant_what_is_looked_for() {
    let mut all = BTreeSet::new();
    each_story(|_, _, planted| all.extend(planted.0.iter().cloned()));
    for sample in
        ["陈一诺", "710000199003070011", "13800000001", "济南市历下区试验路1号2栋301室", "6222021001116245702"]
    {
        assert!(all.contains(sample), "{sample}");
    }
    let leak =
        std::panic::catch_unwind(|| Planted(BTreeSet::from(["陈一诺".to_owned()])).nowhere_in("it", "借款人陈一诺"));
    assert!(leak.is_err(), "a name that is read is found");
}

/// One test, for the stories take longer to play than what they tell to read.
#[test]
fn what_is_said_of_a_case() {
    each_story(|story, player, planted| {
        for entry in player.all_entries() {
            let (place, read) = (format!("{story}, entry {}", entry["number"]), read_entry(&entry).unwrap());
            planted.nowhere_in(format!("{place} as Debug"), &format!("{read:?}"));
            planted.nowhere_in(format!("{place} masked"), &write_masked(&read).to_string());
        }
        player.cases().iter().for_each(|case| answers(story, player, planted, case));
        let mut office = Office::default();
        player.cases().into_iter().for_each(|case| drop(office.put(case)));
        let context = context(player, player.case.as_ref().unwrap());
        for name in schema::office_questions() {
            let said = told(office.ask(Rules::builtin(), &json!({"question": name}), context.clone()));
            planted.nowhere_in(format!("{story}, the office's {name}"), &said);
        }
    });
}

/// What one case answers, and how it looks.
fn answers(story: &str, player: &Player, planted: &Planted, case: &Case) {
    let (rules, context) = (Rules::builtin(), || context(player, case));
    planted.nowhere_in(format!("{story}, the case as Debug"), &format!("{case:?}"));
    planted.nowhere_in(format!("{story}, view"), &plain::view(case).to_string());
    planted.nowhere_in(format!("{story}, checklist"), &told(rules.checklist(case, context())));
    planted.nowhere_in(format!("{story}, worklist"), &told(rules.worklist(case, context())));
    planted.nowhere_in(format!("{story}, forecast"), &told(rules.forecast(case, Value::Null, context())));
    planted.nowhere_in(format!("{story}, findings"), &told(rules.findings(case, context())));
    for name in schema::case_questions() {
        for question in [json!({}), json!({"loan": "L1"}), json!({"loan": "L1", "papers": []})] {
            let mut question: Map<String, Value> = question.as_object().unwrap().clone();
            question.insert("question".to_owned(), json!(name));
            planted.nowhere_in(format!("{story}, {name}"), &told(rules.ask(case, &Value::Object(question), context())));
        }
    }
}

#[test]
fn what_is_said_of_what_cannot_be_done_or_read() {
    let rules = Rules::builtin();
    each_story(|story, player, planted| {
        for (case, command, context) in &player.met {
            for (what, wrong) in spoilt(command, planted) {
                if let Err(problem) = rules.step(case, wrong, context.clone()) {
                    let said = format!("{problem}\n{problem:?}\n{}", problem.to_value(rules));
                    planted.nowhere_in(format!("{story}, {} with {what}", command["command"]), &said);
                }
            }
        }
        for wrong in damaged(&plain::log(player.entries.clone()).unwrap()) {
            if let Err(error) = read_log(&wrong) {
                let said = format!("{error}\n{error:?}\n{}", plain::error(&error));
                planted.nowhere_in(format!("{story}, a damaged log"), &said);
            }
        }
    });
}

/// A command as it is, and with each planted text made longer, shorter, of another type, or laid in another field.
fn spoilt(command: &Value, planted: &Planted) -> Vec<(String, Value)> {
    let mut spoilt = vec![("nothing wrong".to_owned(), command.clone())];
    let fields = command.as_object().unwrap();
    for (name, text) in fields.iter().filter_map(|(name, value)| Some((name, value.as_str()?))) {
        if !planted.0.contains(text) {
            continue;
        }
        let short: String = text.chars().skip(1).collect();
        for (how, wrong) in [
            ("longer", json!(format!("{text}{text}"))),
            ("marked", json!(format!("{text}\u{0}"))),
            ("shorter", json!(short)),
            ("in a list", json!([text])),
        ] {
            let mut other = fields.clone();
            other.insert(name.clone(), wrong);
            spoilt.push((format!("`{name}` {how}"), Value::Object(other)));
        }
        let mut other = fields.clone();
        other.insert("unknown_field".to_owned(), json!(text));
        spoilt.push((format!("`{name}` in a field nobody knows"), Value::Object(other)));
    }
    spoilt
}

/// A log whose personal lines are cut in the middle, have another field or another word, or were taken out.
fn damaged(log: &str) -> Vec<String> {
    let lines: Vec<&str> = log.lines().collect();
    let with = |at: usize, line: &str| {
        let mut lines = lines.clone();
        lines[at] = line;
        lines.join("\n") + "\n"
    };
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.contains("\"personal\"")) {
        let half: String = line.chars().take(line.chars().count() / 2).collect();
        all.extend([
            with(at, &half),
            with(at, &line.replacen("\"by\"", "\"bye\"", 1)),
            with(at, &line.replace("wang", "wong")),
        ]);
        all.push(with(at, ""));
    }
    all
}

#[test]
fn a_problem_says_no_more_as_debug_than_as_text() {
    let rules = Rules::builtin();
    let wrong = json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺", "id_number": "710000199003070012"});
    let (case, _) = rules.open(json!({"case": "C-1", "context": {"today": "2026-03-02", "by": "wang"}})).unwrap();
    let salted = json!({"today": "2026-03-02", "by": "wang", "salt": "00112233445566778899aabbccddeeff"});
    let Err(Problem::Error(error)) = rules.step(&case, wrong, salted) else { panic!("its check digit is wrong") };
    for said in [error.to_string(), format!("{error:?}")] {
        assert!(!said.contains("710000199003070012") && !said.contains("陈一诺"), "{said}");
    }
}

/// Every personal field of the wire has its row on the page, with why it is kept and for how long.
#[test]
fn the_page_has_every_personal_field() {
    let page = include_str!("../PRIVACY.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let fields =
        schema::steps().into_iter().flat_map(|step| step.fields.iter().map(move |field| (step.command, field)));
    let personal: Vec<String> = fields
        .filter(|(_, field)| field.personal)
        .map(|(command, field)| format!("| `{command}` | `{}` |", field.name))
        .collect();
    assert_eq!(rows.len(), personal.len(), "{rows:#?}");
    for row in personal {
        let line = rows.iter().find(|line| line.starts_with(&row)).unwrap_or_else(|| panic!("no row {row}"));
        let named = DataClass::ALL.iter().filter(|class| line.contains(&format!("| {} |", class.name())));
        assert_eq!(named.count(), 1, "{line}");
    }
}

/// As they are shown there they are shown.
#[test]
fn the_page_shows_how_they_show() {
    let page = include_str!("../PRIVACY.md");
    for shown in [
        Name::parse("陈一诺").unwrap().to_string(),
        ResidentId::parse("710000199003070011").unwrap().to_string(),
        Mobile::parse("13800000001").unwrap().to_string(),
        OtherId::new("E1234567").unwrap().to_string(),
        Address::new("济南市历下区试验路1号2栋301室").unwrap().to_string(),
        BankCard::parse("6222021001116245702").unwrap().to_string(),
    ] {
        assert!(shown.contains('*') && page.contains(&format!("| `{shown}` |")), "{shown}");
    }
}

/// And every class its years and its law.
#[test]
fn the_page_has_every_term() {
    let page = include_str!("../PRIVACY.md");
    for row in KEEPS {
        let years = if row.years == 0 { "until the case is over".to_owned() } else { format!("{} years", row.years) };
        let line = format!("| {} {} | {years} | {}", row.class.name(), row.class.zh(), row.name);
        assert!(page.contains(&line), "no line {line}");
    }
}
