//! Plays every story in `stories/*.txt`: on this day, this person, this command, this outcome.
//!
//! The same files are played in Python, Node and a browser; each runner writes a transcript to
//! `target/stories/<runtime>/`, and the transcripts must be the same byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anjieflow::case::{Actor, Context, Milestone, MilestoneState, Reason, Stage};
use anjieflow::date::Date;
use anjieflow::interchange::plain::Rules;
use anjieflow::product::{MilestoneKind, Pack};
use serde_json::Value;

mod story;
use story::{Player, built, stories};

#[test]
fn every_story_is_played_as_written() {
    let stories = stories();
    assert!(stories.len() >= 15, "{} stories", stories.len());
    let folder = built("stories/rust");
    let mut surprises = Vec::new();
    for path in stories {
        let player = Player::play(&path);
        let name = path.file_stem().unwrap().to_str().unwrap();
        fs::write(folder.join(format!("{name}.jsonl")), player.transcript.join("\n") + "\n").unwrap();
        surprises.extend(player.surprises);
    }
    assert!(surprises.is_empty(), "not as written:\n{}", surprises.join("\n"));
}

/// What no story can be refused with: the built-in products all have a route whatever the facts, and an amount that is
/// not positive does not pass the wire. `case::tests` plays them with a pack of its own. A full log takes twenty thousand steps, which
/// `limits.rs` takes.
const TOLD_ELSEWHERE: [&str; 3] = ["no_route", "amount_not_positive", "log_full"];

#[test]
fn every_refusal_code_has_its_story() {
    let told: BTreeSet<String> = stories().iter().flat_map(|path| codes(&fs::read_to_string(path).unwrap())).collect();
    let untold: Vec<&&str> =
        Reason::CODES.iter().filter(|code| !told.contains(**code) && !TOLD_ELSEWHERE.contains(code)).collect();
    assert!(untold.is_empty(), "no story is refused with {untold:?}");
}

/// What a rule of the pack always stands behind.
const ASKED_BY_RULES: [&str; 22] = [
    "under_age",
    "unknown_fact",
    "not_published",
    "property_mismatch",
    "term_over_limit",
    "missing_document",
    "document_unchecked",
    "document_rejected",
    "milestone_open",
    "milestone_lapsed",
    "milestone_too_early",
    "wrong_grantor",
    "waiver_over_limit",
    "waiver_lapsed",
    "promise_overdue",
    "obligation_open",
    "early_signing",
    "missing_party",
    "document_expired",
    "consent_missing",
    "consent_ended",
    "consent_lapsed",
];

/// What the machine asks by itself too: every case has a borrower, and no paper is found good that has lapsed.
const ASKED_BY_NOBODY: [(&str, &str); 3] =
    [("choose_product", "missing_party"), ("change_lender", "missing_party"), ("check_document", "document_expired")];

/// Every reason of every story, in a refusal or on a worklist, with the command that was refused.
fn reasons() -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for line in stories().iter().flat_map(|path| Player::play(path).transcript) {
        let told: Value = serde_json::from_str(&line).unwrap();
        let command = told["refused"]["command"].as_str().unwrap_or_default();
        let refused = told["refused"]["reasons"].as_array().into_iter().flatten();
        let tasks = told.as_array().into_iter().flatten().map(|task| &task["reason"]).filter(|it| it.is_object());
        found.extend(refused.chain(tasks).map(|reason| (command.to_owned(), reason.clone())));
    }
    found
}

#[test]
fn what_the_pack_asks_cites_a_rule_that_is_explained() {
    let mut told = BTreeSet::new();
    for (command, reason) in reasons() {
        let code = reason["code"].as_str().unwrap();
        let rules: Vec<&str> = reason["rules"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        let asked = ASKED_BY_RULES.contains(&code) && !ASKED_BY_NOBODY.contains(&(command.as_str(), code));
        assert_eq!(!rules.is_empty(), asked, "{command}: {reason}");
        if let Some(rule) = reason["details"]["rule"].as_str() {
            assert_eq!(rules, [rule], "{reason}");
        }
        for rule in rules {
            explained(rule, code);
            told.insert(code.to_owned());
        }
    }
    let untold: Vec<&&str> = ASKED_BY_RULES.iter().filter(|code| !told.contains(**code)).collect();
    assert!(untold.is_empty(), "no story cites a rule for {untold:?}");
}

/// Both languages, the edition, the days, and the source of whatever a lender or the state has published; gates, their
/// order and leave may be general knowledge of the trade.
fn explained(rule: &str, code: &str) {
    let told = Rules::builtin().explain(rule).unwrap_or_else(|error| panic!("{code}: {error}"));
    let text = |field: &str| told[field].as_str().unwrap_or_default();
    assert!(!text("en").is_empty() && !text("zh").is_ascii(), "{code}: {told}");
    assert_eq!(text("edition"), Pack::builtin().edition.id.as_str());
    assert!(told["effective_from"].is_null() || text("effective_from").parse::<Date>().is_ok(), "{told}");
    let trade = ["gate", "sequence", "waiver", "route"].contains(&text("kind"));
    assert!(trade || !text("source").is_empty(), "{code}: {told}");
}

#[test]
fn every_event_and_every_end_has_its_story() {
    let text: String = stories().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    for step in anjieflow::interchange::schema::steps() {
        assert!(text.contains(&format!("=> {}\n", step.event)), "no story has the event `{}`", step.event);
    }
    for end in ["released", "declined", "withdrawn", "rescinded"] {
        assert!(text.contains(&format!("stage {{}} => {end}\n")), "no story ends {end}");
    }
}

/// Every way a loan can go is gone to its end, the file on the shelf, at least once.
#[test]
fn every_route_is_gone_to_its_end() {
    let mut gone: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut reached = BTreeSet::new();
    for path in stories() {
        let case = Player::play(&path).case.unwrap();
        let context = Context::new(Date::constant(2060, 1, 1), Actor::new("reader").unwrap());
        let done = |it: &&Milestone| it.marks.iter().any(|mark| mark.state == MilestoneState::Done);
        reached.extend(case.file().milestones.iter().filter(done).map(|it| it.kind));
        if case.stage() != Stage::Released {
            continue;
        }
        for loan in &case.file().loans {
            let route = case.file().route(loan, &context).unwrap();
            gone.entry(route.id.to_string()).or_default().insert(case.file().id.to_string());
        }
    }
    let routes: BTreeSet<String> = Pack::builtin().routes.iter().map(|route| route.id.to_string()).collect();
    let untold: Vec<&String> = routes.iter().filter(|route| !gone.contains_key(*route)).collect();
    assert!(untold.is_empty(), "no story goes {untold:?} to its end");
    let unreached: Vec<_> = MilestoneKind::ALL.iter().filter(|kind| !reached.contains(kind)).collect();
    assert!(unreached.is_empty(), "no story reaches {unreached:?}");
}

fn codes(story: &str) -> Vec<String> {
    let outcomes = story.lines().filter_map(|line| line.rsplit_once(" => refused "));
    outcomes.flat_map(|(_, codes)| codes.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
}
