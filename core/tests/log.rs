//! A log is the truth, and is not trusted when it is read.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::case::{Case, Stage};
use anjieflow::date::Date;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::interchange::{plain, read_log, write_log};
use anjieflow::product::MilestoneKind;
use serde_json::{Value, json};

mod story;
use story::{Player, played, stories};

/// The log that a story writes.
fn log_of(story: &str) -> String {
    plain::log(played(story).entries).unwrap()
}

fn replay(text: &str) -> Result<(), Error> {
    read_log(text)?.replay().map(|_| ())
}

/// The entries of a log, changed, with their checks made anew: what somebody would write who knows the format.
fn forged(text: &str, change: impl Fn(&mut Vec<Value>)) -> String {
    let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    change(&mut lines);
    for line in lines.iter_mut().skip(1) {
        let object = line.as_object_mut().unwrap();
        object.shift_remove("check");
        let text = Value::Object(object.clone()).to_string();
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        let check = format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step));
        object.insert("check".to_owned(), json!(check));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

#[track_caller]
fn fails(text: &str, code: ErrorCode, place: &str) {
    let error = replay(text).unwrap_err();
    assert_eq!(
        (error.code(), error.place().unwrap_or_default().split('.').next().unwrap_or_default()),
        (code, place),
        "{error}"
    );
}

#[test]
fn every_story_reads_back_what_it_wrote() {
    for path in stories() {
        let player = Player::play(&path);
        let text = plain::log(player.entries).unwrap();
        let log = read_log(&text).unwrap();
        assert_eq!(write_log(&log), text);
        assert_eq!(Some(log.replay().unwrap()), player.case);
    }
}

#[test]
fn a_log_cut_anywhere_is_an_error() {
    let text = log_of("14");
    let cuts = (0..text.len()).filter(|cut| text.is_char_boundary(*cut));
    for cut in cuts {
        let error = replay(&text[..cut]).expect_err("a cut log is not read");
        assert!(
            error.place().is_some_and(|place| place.starts_with("entry ") || place.starts_with("header")),
            "{cut}: {error}"
        );
    }
}

#[test]
fn a_cut_inside_an_entry_names_the_entry() {
    let text = log_of("14");
    let third: usize = text.lines().take(3).map(|line| line.len() + 1).sum();
    fails(&text[..third + 20], ErrorCode::LogCut, "entry 3");
    fails(&text[..third], ErrorCode::LogShort, "entry 3");
    fails(text.trim_end(), ErrorCode::LogCut, &format!("entry {}", text.lines().count() - 1));
}

#[test]
fn any_changed_byte_is_noticed() {
    let text = log_of("16");
    for index in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[index] = if bytes[index] == b'7' { b'8' } else { b'7' };
        let Ok(changed) = String::from_utf8(bytes) else { continue };
        let header = text.lines().next().unwrap().len();
        match replay(&changed) {
            Err(_) => {}
            // The header is not part of the truth: a changed case id there is foreign, the rest is read as numbers.
            Ok(()) => panic!(
                "byte {index} of {header}: {:?}",
                &changed[index.saturating_sub(20)..(index + 20).min(changed.len())]
            ),
        }
    }
}

#[test]
fn what_an_editor_leaves_behind_is_passed_over() {
    let text = log_of("14");
    let read = read_log(&text).unwrap();
    for edited in [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("{text}\n \r\n")] {
        assert_eq!(read_log(&edited).unwrap(), read);
    }
}

#[test]
fn a_blank_line_between_entries_is_named() {
    let mut lines: Vec<&str> = Vec::new();
    let text = log_of("14");
    lines.extend(text.lines());
    lines.insert(3, "");
    fails(&format!("{}\n", lines.join("\n")), ErrorCode::LogDamaged, "entry 3");
}

#[test]
fn a_changed_amount_is_damage() {
    let text = log_of("05").replacen("150000000", "150000001", 1);
    fails(&text, ErrorCode::LogDamaged, "entry 4");
}

#[test]
fn a_field_in_two_places_or_in_the_wrong_one_is_damage() {
    // The checks stay as they were written: they fit what is left when the stray field is passed over.
    let text = log_of("14");
    let edited = |change: fn(&mut Value)| {
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        change(&mut lines[2]);
        lines.iter().map(|line| format!("{line}\n")).collect::<String>()
    };
    fails(&edited(|entry| entry["data"]["name"] = json!("李四")), ErrorCode::LogDamaged, "entry 2");
    let misplaced = edited(|entry| {
        entry["data"]["name"] = entry["personal"].as_object_mut().unwrap().shift_remove("name").unwrap();
    });
    fails(&misplaced, ErrorCode::LogDamaged, "entry 2");
}

#[test]
fn an_entry_of_another_case_is_foreign() {
    let text = forged(&log_of("14"), |lines| lines[2]["case"] = json!("C-9"));
    fails(&text, ErrorCode::LogForeign, "entry 2");
}

#[test]
fn entries_in_another_order_are_noticed() {
    fails(&forged(&log_of("14"), |lines| lines.swap(2, 3)), ErrorCode::LogReordered, "entry 2");
    fails(&forged(&log_of("14"), |lines| lines[1]["number"] = json!(2)), ErrorCode::LogReordered, "entry 1");
}

#[test]
fn more_entries_than_stated_are_noticed() {
    let text = forged(&log_of("14"), |lines| lines[0]["entries"] = json!(3));
    let last = text.lines().count() - 1;
    fails(&text, ErrorCode::LogDamaged, &format!("entry {last}"));
}

#[test]
fn a_newer_format_is_told() {
    let text = log_of("14").replacen("{\"anjieflow\":1", "{\"anjieflow\":2", 1);
    fails(&text, ErrorCode::NewerFormat, "header");
    fails("{}\n", ErrorCode::Malformed, "header");
    fails("", ErrorCode::Empty, "header");
}

#[test]
fn an_event_that_cannot_have_happened_is_named() {
    let entry = |name: &'static str, data: Value| {
        move |lines: &mut Vec<Value>| {
            lines[2]["event"] = json!(name);
            lines[2]["data"] = data.clone();
            lines[2].as_object_mut().unwrap().shift_remove("personal");
        }
    };
    let text = log_of("14");
    fails(&forged(&text, entry("review_passed", json!({}))), ErrorCode::IllegalEvent, "entry 2");
    fails(
        &forged(
            &text,
            entry("money_paid_out", json!({"loan": "L1", "amount_fen": 1, "account": "6222021001116245702"})),
        ),
        ErrorCode::MissingField,
        "entry 2",
    );
    fails(&forged(&text, entry("loan_settled", json!({"loan": "L1"}))), ErrorCode::IllegalEvent, "entry 2");
    fails(&forged(&text, entry("document_checked", json!({"document": "d9"}))), ErrorCode::IllegalEvent, "entry 2");
    fails(&forged(&text, entry("moon_landed", json!({}))), ErrorCode::UnknownCode, "entry 2");
    fails(
        &forged(&text, entry("facts_stated", json!({"facts": {}, "mood": "good"}))),
        ErrorCode::UnknownField,
        "entry 2",
    );
    fails(&forged(&text, |lines| lines[2]["occurred"] = json!("2026-03-03")), ErrorCode::IllegalEvent, "entry 2");
    fails(&forged(&text, |lines| lines[3]["recorded"] = json!("2026-02-01")), ErrorCode::IllegalEvent, "entry 3");
    fails(&forged(&text, |lines| lines[2]["salt"] = json!("x")), ErrorCode::UnknownField, "entry 2");
}

/// The number of the first entry of that event.
fn place_of(text: &str, event: &str) -> usize {
    text.lines().position(|line| line.contains(&format!("\"event\":\"{event}\""))).unwrap()
}

#[test]
fn a_history_that_no_rules_allow_is_named() {
    let text = log_of("01");
    let change = |event: &str, field: &'static str, value: Value| {
        let number = place_of(&text, event);
        let forged = forged(&text, |lines| lines[number]["data"][field] = value.clone());
        fails(&forged, ErrorCode::IllegalEvent, &format!("entry {number}"));
    };
    change("product_chosen", "loans", json!([]));
    change("document_added", "holder", json!("nobody"));
    change("document_added", "document", json!("d1000"));
    change("milestone_marked", "state", json!("returned"));
    change("money_paid_out", "amount_fen", json!(89_000_000));
    change("account_designated", "holder", json!("nobody"));
    change("notified", "whom", json!("nobody"));
    let paid = place_of(&text, "money_paid_out");
    let elsewhere = forged(&text, |lines| lines[paid]["personal"]["account"] = json!("6222020200112230051"));
    fails(&elsewhere, ErrorCode::IllegalEvent, &format!("entry {paid}"));
    let twice = forged(&text, |lines| lines[3]["data"]["id"] = json!("b1"));
    fails(&twice, ErrorCode::IllegalEvent, "entry 3");
    let offered = place_of(&text, "offer_made");
    let early = forged(&text, |lines| lines[offered]["occurred"] = json!("2026-03-10"));
    fails(&early, ErrorCode::IllegalEvent, &format!("entry {offered}"));
    let accepted = place_of(&text, "offer_accepted");
    let unanswered = forged(&text, |lines| {
        lines[accepted]["event"] = json!("terms_confirmed");
        lines[accepted]["data"] = json!({});
    });
    fails(&unanswered, ErrorCode::IllegalEvent, &format!("entry {accepted}"));
}

#[test]
fn a_case_that_stands_still_does_not_move() {
    let text = log_of("01");
    let number = place_of(&text, "review_requested");
    let still = forged(&text, |lines| {
        lines[number - 1]["event"] = json!("case_suspended");
        lines[number - 1]["data"] = json!({"reason": "x"});
    });
    fails(&still, ErrorCode::IllegalEvent, &format!("entry {number}"));
    let twice = forged(&text, |lines| {
        for line in &mut lines[number - 2..number] {
            line["event"] = json!("case_suspended");
            line["data"] = json!({"reason": "x"});
        }
    });
    fails(&twice, ErrorCode::IllegalEvent, &format!("entry {}", number - 1));
    let awake = forged(&text, |lines| {
        lines[number - 1]["event"] = json!("case_resumed");
        lines[number - 1]["data"] = json!({});
    });
    fails(&awake, ErrorCode::IllegalEvent, &format!("entry {}", number - 1));
}

#[test]
fn days_that_cannot_be_are_named() {
    let on = |story: &str, event: &str, day: &'static str| {
        let text = log_of(story);
        let number = place_of(&text, event);
        let forged = forged(&text, |lines| lines[number]["occurred"] = json!(day));
        fails(&forged, ErrorCode::IllegalEvent, &format!("entry {number}"));
    };
    on("06", "case_suspended", "2026-03-19");
    on("06", "case_resumed", "2026-03-19");
    on("06", "funds_awaited", "2026-03-25");
    on("23", "terms_confirmed", "2026-03-18");
    let text = log_of("18");
    let number = text.lines().count() - 3;
    let marked = forged(&text, |lines| lines[number]["occurred"] = json!("2026-03-07"));
    fails(&marked, ErrorCode::IllegalEvent, &format!("entry {number}"));
    let corrected = text.lines().position(|line| line.contains("\"command\":\"add_document\"")).unwrap();
    let nobody = forged(&text, |lines| lines[corrected]["personal"]["record"]["holder"] = json!("nobody"));
    fails(&nobody, ErrorCode::IllegalEvent, &format!("entry {corrected}"));
}

#[test]
fn the_case_as_of_a_day_and_as_known_on_a_day() {
    let log = read_log(&log_of("18")).unwrap();
    let day = |day| Date::constant(2026, 3, day);
    let stage = |case: Option<Case>| case.map(|case| case.stage());
    // The review was asked for on 5 March and recorded on the 10th.
    assert_eq!(stage(log.as_of(day(1)).unwrap()), None);
    assert_eq!(stage(log.as_of(day(4)).unwrap()), Some(Stage::Collecting));
    assert_eq!(stage(log.as_of(day(5)).unwrap()), Some(Stage::Reviewing));
    assert_eq!(stage(log.known_on(day(5)).unwrap()), Some(Stage::Collecting));
    assert_eq!(stage(log.known_on(day(10)).unwrap()), Some(Stage::Reviewing));
    // The contract was said to be signed on 3 March; now we know that it was the 1st.
    let signed = |case: Option<Case>| case.unwrap().file().milestone(MilestoneKind::ContractSigned).map(|mark| mark.on);
    assert_eq!(signed(log.as_of(day(2)).unwrap()), Some(day(1)));
    // The certificate was said to have come on 4 March; now we know that it was the 8th.
    let filed = |case: Option<Case>| case.unwrap().file().milestone(MilestoneKind::ContractFiled).map(|mark| mark.on);
    assert_eq!(filed(log.as_of(day(7)).unwrap()), None);
    assert_eq!(filed(log.as_of(day(8)).unwrap()), Some(day(8)));
    // The name was entered wrongly on 2 March and corrected on the 10th.
    let name = |case: Option<Case>| case.unwrap().file().parties[0].name.reveal().to_owned();
    assert_eq!(name(log.known_on(day(9)).unwrap()), "陈一诺");
    assert_eq!(name(log.known_on(day(10)).unwrap()), "陈一喏");
    assert_eq!(name(log.as_of(day(2)).unwrap()), "陈一喏");
    assert_eq!(log.replay().unwrap().file().corrections.len(), 6);
}

#[test]
fn personal_fields_stand_together_and_the_rest_is_masked() {
    let text = log_of("01");
    for secret in ["陈一诺", "13800000001", "6222021001116245702", "试验路1号2栋301室"] {
        for line in text.lines().filter(|line| line.contains(secret)) {
            let entry: Value = serde_json::from_str(line).unwrap();
            assert!(!entry["data"].to_string().contains(secret), "{line}");
            assert_eq!(entry["personal"]["salt"], "00112233445566778899aabbccddeeff");
        }
        let case = plain::replay(&text).unwrap();
        assert!(!format!("{case:?}").contains(secret), "Debug shows {secret}");
        assert!(!plain::view(&case).to_string().contains(secret), "the view shows {secret}");
    }
}

#[test]
fn a_number_in_a_note_is_masked_in_the_view() {
    let text = log_of("14");
    let number = place_of(&text, "case_withdrawn");
    let noted = forged(&text, |lines| lines[number]["data"]["reason"] = json!("改打13800000001"));
    assert_eq!(plain::view(&plain::replay(&noted).unwrap())["ended"]["reason"], "改打***********");
    let text = log_of("18");
    let number = place_of(&text, "milestone_marked");
    let noted = forged(&text, |lines| {
        lines[number]["data"]["reference"] = json!("WQ-2026030212345678，身份证11010519491231002X");
        // The correction would replace it.
        lines.truncate(number + 1);
        lines[0]["entries"] = json!(number);
    });
    let milestones = &plain::view(&plain::replay(&noted).unwrap())["milestones"];
    assert_eq!(milestones[0]["reference"], "WQ-2026030212345678，身份证******************");
}
