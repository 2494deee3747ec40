//! `desk today`: a clerk's day on wide and narrow screens, in both languages, for a script and as a calendar; and the page.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::fs;

use anjieflow::interchange::plain::{self, Office, Rules};
use common::{Desk, Said};
use serde_json::{Value, json};

/// A desk whose day has been run.
fn desk() -> Desk {
    let desk = Desk::new();
    assert_eq!(desk.day(&[]).code, 0);
    desk
}

fn good(said: Said) -> String {
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    said.out
}

/// How many columns a line takes: a Chinese character takes two.
fn columns(line: &str) -> usize {
    line.chars().map(|c| if ('\u{2e80}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum()
}

/// The lines of a part, without its heading.
fn part<'t>(text: &'t str, heading: &str) -> Vec<&'t str> {
    let found = text.split("\n\n").find(|part| part.starts_with(heading));
    found.unwrap_or_else(|| panic!("{heading}: {text}")).lines().skip(2).collect()
}

#[test]
fn a_wide_screen_has_one_row_a_task() {
    let desk = desk();
    let said = good(desk.run(&["today"]));
    let clerks: Value = serde_json::from_str(&good(desk.run(&["ask", r#"{"question": "clerks"}"#]))).unwrap();
    let clerks: Vec<(&str, &Value, &Value)> = clerks
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["clerk"].as_str().unwrap(), &it["tasks"], &it["late"]))
        .collect();
    let [("chen", chens, _), ("li", lis, _), ("wang", tasks, late)] = clerks[..] else { panic!("{clerks:?}") };
    let head = format!("Sample mortgage office · wang · 2026-03-20 Friday\n{tasks} tasks, {late} late\n");
    assert!(said.starts_with(&head), "{said}");
    assert!(said.contains(&format!("Other clerks: chen {chens}, li {lis}\n")), "{said}");
    let rows = part(&said, "Worklist");
    assert!(rows[0].contains("waits for") && rows[0].contains("since") && rows[0].contains("opens"), "{}", rows[0]);
    let first: Vec<&str> = rows[1].split_whitespace().collect();
    assert_eq!(first[..7], ["1", "350", "2026-01-20", "39", "wd", "late", "JN-2612"]);
    assert!(rows[1].ends_with("2026-01-20") && rows[1].contains("borrower 曹*白"), "{}", rows[1]);
    assert!(said.lines().all(|line| columns(line) <= 120), "{said}");
    // Below one another: every case begins in the same column.
    let place = |row: &&str| row.find("JN-26").map(|at| columns(&row[..at]));
    let places: Vec<usize> = rows.iter().filter_map(place).collect();
    assert!(places.len() > 8 && places.iter().all(|place| *place == places[0]), "{places:?}");
    let zh = good(desk.run(&["today", "--lang", "zh"]));
    assert!(
        zh.contains(&format!("{tasks} 项待办，{late} 项逾期"))
            && zh.contains("逾期 39 工作日")
            && zh.contains("借款人 曹*白"),
        "{zh}"
    );
    let rows = part(&zh, "待办");
    let places: Vec<usize> = rows.iter().filter_map(place).collect();
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    assert!(zh.lines().all(|line| columns(line) <= 120), "{zh}");
}

#[test]
fn a_narrow_screen_has_two() {
    let desk = desk();
    for lang in ["en", "zh"] {
        for more in [&[][..], &["--why", "--all"]] {
            let said = good(desk.run(&[&["today", "--narrow", "--lang", lang], more].concat()));
            let wide: Vec<&str> = said.lines().filter(|line| columns(line) > 60).collect();
            assert!(wide.is_empty(), "{wide:?}");
        }
    }
    let said = good(desk.run(&["today", "--narrow"]));
    let rows = part(&said, "Worklist");
    assert!(rows[0].starts_with("  1 JN-2612  2026-01-20 39 wd late"), "{}", rows[0]);
    assert_eq!(rows[1], "    Chase arrears: loan L1 · borrower 曹*白 since 2026-01-20");
    let zh = good(desk.run(&["today", "--narrow", "--lang", "zh"]));
    assert_eq!(part(&zh, "待办")[1], "    催收逾期：贷款 L1 · 借款人 曹*白 自 2026-01-20");
}

#[test]
fn the_day_says_why() {
    let desk = desk();
    let said = good(desk.run(&["today", "--why"]));
    assert!(said.contains("350 = late 300 + money at risk 50"), "{said}");
    assert!(said.contains("contractual: ") && said.contains("otherwise: penalty interest"), "{said}");
    let zh = good(desk.run(&["today", "--why", "--lang", "zh"]));
    assert!(zh.contains("350 = 已逾期 300 + 涉及资金 50") && zh.contains("否则："), "{zh}");
    assert!(!good(desk.run(&["today"])).contains("money at risk"));
}

#[test]
fn what_lapses_the_weeks_and_what_to_chase() {
    let desk = desk();
    let said = good(desk.run(&["today"]));
    assert!(part(&said, "What lapses first")[0].contains("approval L1: lapses 2026-03-24"), "{said}");
    let weeks = part(&said, "Due in the next four weeks");
    assert!(weeks.iter().any(|line| line.starts_with("2026-03-30   9!")), "{weeks:?}");
    assert!(weeks.iter().any(|line| line.contains("2026-03-30 Monday: 9 fall due, room for 8")), "{weeks:?}");
    assert!(weeks.iter().any(|line| line.contains("start on 2026-03-27")), "{weeks:?}");
    assert!(part(&said, "The cheapest papers to chase")[0].contains("towards request review"), "{said}");
    let roomy = good(desk.run(&["today", "--per-day", "20"]));
    assert!(!roomy.contains("9!") && roomy.contains("(20 a day can be done)"), "{roomy}");
}

#[test]
fn each_clerk_has_a_day() {
    let desk = desk();
    let chen = good(desk.run(&["today", "--clerk", "chen"]));
    assert!(chen.contains("· chen ·") && chen.contains("PS-2605") && !chen.contains("JN-2612"), "{chen}");
    let nobody = desk.run(&["today", "--clerk", "zhou"]);
    assert_eq!((nobody.code, nobody.out.as_str()), (2, ""));
    assert!(nobody.err.contains("those who have: chen, li, wang"), "{}", nobody.err);
    assert_eq!(desk.run(&["today", "--per-day", "0"]).code, 2);
}

/// The office as the core keeps it, from the database of the desk.
fn office(desk: &Desk) -> Office {
    let mut logs: std::collections::BTreeMap<String, Vec<Value>> = std::collections::BTreeMap::new();
    for (case, _, body) in desk.entries() {
        logs.entry(case).or_default().push(plain::parse(&body).unwrap());
    }
    let mut office = Office::default();
    for entries in logs.into_values() {
        office.put(plain::replay(&plain::log(entries).unwrap()).unwrap());
    }
    office
}

#[test]
fn the_answer_for_scripts_is_the_core_s_own() {
    let desk = desk();
    let said = good(desk.run(&["today", "--json", "--clerk", "chen"]));
    let today: Value = serde_json::from_str(&said).unwrap();
    let mut office = office(&desk);
    let context = json!({"today": "2026-03-20", "by": "wang"});
    let mut ask = |question: Value| office.ask(Rules::builtin(), &question, context.clone()).unwrap();
    assert_eq!(today["clerks"], ask(json!({"question": "clerks"})));
    for part in ["worklist", "lapsing", "capacity"] {
        assert_eq!(today[part], ask(json!({"question": part, "clerk": "chen"})), "{part}");
    }
    assert!(!today["worklist"]["rows"].as_array().unwrap().is_empty());
    assert!(today["ways"].as_array().unwrap().iter().all(|it| it["case"].as_str().unwrap().starts_with("PS-")));
    assert!(!today["ways"][0]["ways"]["sets"].is_null());
}

#[test]
fn the_calendar_is_one() {
    let desk = desk();
    let feed = good(desk.run(&["today", "--ics", "-"]));
    assert!(feed.starts_with("BEGIN:VCALENDAR\r\n") && feed.ends_with("END:VCALENDAR\r\n"));
    let lines: Vec<&str> = feed.split_inclusive('\n').collect();
    assert!(lines.iter().all(|line| line.ends_with("\r\n") && line.trim_end().len() <= 75));
    assert!(feed.matches("BEGIN:VEVENT").count() > 10);
    let said = good(desk.run(&["today", "--ics", "wang.ics"]));
    assert!(said.contains("Worklist"));
    assert_eq!(fs::read_to_string(desk.path("wang.ics")).unwrap(), feed);
    assert!(!desk.path("wang.ics.part").exists());
    let kept = desk.run(&["today", "--ics", "none/such/wang.ics", "--json"]);
    assert_eq!(kept.code, 0, "a folder is made: {}", kept.err);
    desk.write("taken/x", "");
    let lost = desk.run(&["today", "--ics", "taken/x/wang.ics"]);
    assert_eq!(lost.code, 3);
    assert!(lost.err.contains("the calendar cannot be written"), "{}", lost.err);
}

#[test]
fn colours_are_for_terminals() {
    let desk = desk();
    assert!(!good(desk.run(&["today"])).contains('\u{1b}'), "a pipe");
    let loud = good(desk.run(&["today", "--color", "always"]));
    assert!(loud.contains("\u{1b}[1m\u{1b}[31m39 wd late\u{1b}[0m"), "{loud}");
    let quiet = desk.command(&["today", "--color", "never"]).env("CLICOLOR_FORCE", "1").output().unwrap().stdout;
    assert!(!String::from_utf8(quiet).unwrap().contains('\u{1b}'));
    let plain = desk.command(&["today"]).env("NO_COLOR", "1").output().unwrap().stdout;
    assert!(!String::from_utf8(plain).unwrap().contains('\u{1b}'));
}

#[test]
fn the_page_has_a_table_for_all_that_is_drawn() {
    let desk = desk();
    let page = fs::read_to_string(desk.path("day.html")).unwrap();
    for part in ["id=\"work\"", "id=\"weeks\"", "id=\"gantt\"", "id=\"lenders\"", "class=\"skip\"", "<main", "<nav"] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(page.matches("<table").count(), page.matches("<caption").count(), "every table says what it is");
    for clerk in ["<b>wang</b>", "<b>chen</b>", "<b>li</b>"] {
        assert!(page.contains(clerk), "{clerk}");
    }
    assert!(page.contains("bar late") && page.contains("class=\"over\"") && page.contains("class=\"meter\""));
    assert!(page.contains("@page") && page.contains("prefers-color-scheme: dark"));
}
