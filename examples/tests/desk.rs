//! The main job, the answers that scripts rely on, a second run, a closed pipe, and the sample office itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anjieflow::interchange::pack;
use anjieflow::product::Pack;
use common::Desk;
use serde_json::{Value, json};

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn texts<'v>(list: &'v Value, name: &str) -> BTreeSet<&'v str> {
    list.as_array().unwrap().iter().map(|it| it[name].as_str().unwrap()).collect()
}

#[test]
fn a_day_tells_everything() {
    let desk = Desk::new();
    let said = desk.day(&[]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let parts = ["Worklist by due date", "What each case lacks", "Refused commands", "Whom to notify"];
    assert!(parts.iter().all(|part| said.out.contains(part)), "{}", said.out);
    assert!(said.out.contains("59 days   JN-2612  Chase arrears"), "{}", said.out);
    assert!(said.out.contains("[property_mismatch]"), "{}", said.out);
    assert!(desk.day(&["--lang", "zh"]).out.contains("待办（按到期日）"));
}

#[test]
fn a_day_as_json() {
    let desk = Desk::new();
    let day = json_of(&desk.day(&["--json"]).out);
    assert_eq!(day["day"], "2026-03-20");
    assert_eq!(day["left_out"], json!([]));
    let due: Vec<&str> = day["worklist"].as_array().unwrap().iter().filter_map(|task| task["due"].as_str()).collect();
    assert!(due.is_sorted() && !due.is_empty());
    let refused = day["refused"].as_array().unwrap();
    assert_eq!(refused.len(), 13);
    assert!(refused.iter().all(|it| !it["reasons"].as_array().unwrap().is_empty()));
    assert!(refused.iter().any(|it| it["reasons"][0]["code"] == "wrong_account"));
    assert!(texts(&day["notify"], "whom").contains("b1"));
    let today = json_of(&desk.run(&["today", "--json"]).out);
    assert_eq!((&today["day"], &today["office"]), (&day["day"], &day["office"]));
}

#[test]
fn the_sample_has_what_it_should() {
    let desk = Desk::new();
    let day = json_of(&desk.day(&["--json"]).out);
    assert!(day["cases"].as_u64().unwrap() >= 12);
    let stages = texts(&day["lacks"], "stage");
    for stage in ["enquiry", "collecting", "applying", "funding", "repaying", "settled", "declined", "withdrawn"] {
        assert!(stages.contains(stage), "{stage}");
    }
    let mut products = BTreeSet::new();
    for case in texts(&day["lacks"], "case") {
        let view = json_of(&desk.run(&["case", case, "--json"]).out);
        products.extend(texts(&view["case"]["loans"], "product").into_iter().map(str::to_owned));
    }
    assert_eq!(products, ["citic-jinan-new", "pf-guangzhou", "psbc-second"].map(str::to_owned).into());
}

#[test]
fn the_people_of_the_sample_can_be_nobody() {
    let office = Path::new(env!("CARGO_MANIFEST_DIR")).join("office");
    let mut numbers = 0;
    for folder in ["cases", "inbox"] {
        for file in fs::read_dir(office.join(folder)).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            for part in text.split("\"id_number\"").skip(1) {
                let number = part.split('"').nth(1).unwrap();
                assert!((1860..=1905).contains(&number[6..10].parse().unwrap()), "{number}");
                numbers += 1;
            }
        }
    }
    assert!(numbers > 20, "{numbers}");
}

#[test]
fn the_histories_are_fresh() {
    let office = Path::new(env!("CARGO_MANIFEST_DIR")).join("office");
    let mut stories = 0;
    for story in fs::read_dir(office.join("stories")).unwrap() {
        let story = story.unwrap().path();
        let log = anjieflow_examples::story::log_of(&fs::read_to_string(&story).unwrap());
        let log = log.unwrap_or_else(|error| panic!("{}: {error}", story.display()));
        let history = office.join("cases").join(story.file_stem().unwrap()).with_extension("jsonl");
        let mends = "`cargo run -p anjieflow-examples --bin office` writes them anew";
        assert_eq!(fs::read_to_string(&history).unwrap_or_default(), log, "{}: {mends}", history.display());
        stories += 1;
    }
    assert_eq!(fs::read_dir(office.join("cases")).unwrap().count(), stories);
}

#[test]
fn a_second_run_changes_nothing() {
    let desk = Desk::new();
    let first = desk.day(&[]);
    let (entries, items, page) = (desk.entries(), desk.items(), fs::read(desk.path("day.html")).unwrap());
    let second = desk.day(&[]);
    assert!(second.out.contains("\n0 new events"), "{}", second.out);
    assert_eq!((desk.entries(), desk.items()), (entries, items));
    assert_eq!(fs::read(desk.path("day.html")).unwrap(), page);
    let told = |text: &str| text.split("\n\n").filter(|part| !part.contains("new events")).collect::<String>();
    assert_eq!(told(&second.out), told(&first.out));
}

#[test]
fn two_desks_at_once_do_each_thing_once() {
    let (alone, desk) = (Desk::new(), Desk::new());
    alone.day(&[]);
    let spawn = |page: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        command.current_dir(desk.folder.path()).args(["--office", "office", "--db", "desk.sqlite", "--page", page]);
        command.stdout(Stdio::null()).spawn().unwrap()
    };
    let both = [spawn("a.html"), spawn("b.html")];
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!((desk.entries(), desk.items()), (alone.entries(), alone.items()));
}

#[test]
fn the_page_holds_everything_and_nobody() {
    let desk = Desk::new();
    desk.day(&[]);
    let page = fs::read_to_string(desk.path("day.html")).unwrap();
    for outside in ["http://", "https://", "src=", "@import", "url(", "<script"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for person in ["林一鸣", "18990514", "13000000", "62220000000000"] {
        assert!(!page.contains(person), "{person}");
    }
    assert!(page.contains("林*鸣") && page.contains("what presses most first") && page.contains("id=\"ZH-2617\""));
    assert!(!desk.path("day.html.part").exists());
}

#[test]
fn nothing_that_is_printed_names_a_person() {
    let desk = Desk::new();
    let mut said = vec![desk.day(&[]), desk.run(&["today", "--json"]), desk.run(&["today", "--all", "--why"])];
    said.push(desk.run(&["case", "JN-2601"]));
    said.push(desk.run(&["case", "JN-2601", "--json"]));
    for said in said {
        assert!(!said.out.contains("林一鸣") && !said.out.contains("18990514"), "{}", said.out);
    }
}

#[test]
fn one_case() {
    let desk = Desk::new();
    desk.day(&[]);
    let said = desk.run(&["case", "ZH-2617", "--json"]);
    let value = json_of(&said.out);
    assert_eq!(value["case"]["stage"], "applying");
    assert_eq!(texts(&value["case"]["loans"], "state"), ["offered", "accepted"].into());
    assert!(!value["checklist"].as_array().unwrap().is_empty());
    assert_eq!(value["timeline"][0]["event"], "opened");
    assert!(desk.run(&["case", "ZH-2617"]).out.contains("[Applying]"));
}

#[test]
fn apply_takes_one_command_or_many() {
    let desk = Desk::new();
    desk.day(&[]);
    desk.write("one.json", r#"{"id": "n1", "case": "JN-2602", "command": {"command": "suspend", "reason": "出差"}}"#);
    let said = desk.run(&["apply", "one.json", "--json"]);
    let answer = json_of(&said.out);
    assert_eq!((said.code, answer[0]["outcome"].as_str()), (0, Some("applied")));
    let entries = desk.entries();
    let again = json_of(&desk.run(&["apply", "one.json", "--json"]).out);
    assert_eq!((again[0]["outcome"].as_str(), &again[0]["number"]), (Some("applied_before"), &answer[0]["number"]));
    assert_eq!(desk.entries(), entries);

    let party =
        r#"{"case": "N-1", "command": {"command": "add_party", "id": "b1", "role": "borrower", "name": "丁一"}}"#;
    let many = format!(
        r#"[{{"case": "N-1", "command": {{"command": "open"}}}}, {party}, {{"case": "N-1", "command": {{"command": "submit"}}}}]"#
    );
    desk.write("many.json", &many);
    let said = desk.run(&["apply", "many.json", "--json"]);
    let answers = json_of(&said.out);
    assert_eq!(said.code, 1);
    let outcomes: Vec<&str> = answers.as_array().unwrap().iter().map(|it| it["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["applied", "applied", "refused"]);
    assert_eq!(answers[2]["reasons"][0]["code"], "not_here");
}

#[test]
fn a_log_replays() {
    let desk = Desk::new();
    let log = "office/cases/JN-2612.jsonl";
    let view = json_of(&desk.run(&["replay", log, "--json"]).out);
    assert_eq!(view["stage"], "repaying");
    let then = json_of(&desk.run(&["replay", log, "--as-of", "2024-03-20", "--json"]).out);
    assert_eq!(then["stage"], "applying");
    let known = json_of(&desk.run(&["replay", log, "--known-on", "2026-02-22", "--json"]).out);
    assert_eq!(known["loans"][0]["arrears_fen"], Value::Null);
    assert_eq!(desk.run(&["replay", log, "--as-of", "2020-01-01", "--json"]).out, "null\n");
}

fn packs(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("packs").join(name).display().to_string()
}

#[test]
fn products_of_a_city_on_a_day() {
    let desk = Desk::new();
    let there = json_of(&desk.run(&["products", "--city", "上海", "--date", "2024-05-28", "--json"]).out);
    let ids = texts(&there, "id");
    assert!(ids.contains("pf-shanghai-new") && ids.contains("citic-mortgage") && !ids.contains("pf-beijing"));
    let bank = there.as_array().unwrap().iter().find(|it| it["id"] == "citic-mortgage").unwrap();
    assert_eq!((&bank["kind"], &bank["requirements_published"]), (&json!("commercial"), &json!(true)));
    assert_eq!((&bank["source"], &bank["institution"]["en"]), (&json!("citic-zh"), &json!("China CITIC Bank")));
    let rules = texts(&bank["limits"], "rule");
    assert!(
        rules.contains("down-payment/shanghai/2024-05-28/first") && rules.contains("citic-mortgage/min_down_payment")
    );
    assert!(!rules.contains("down-payment/shanghai/2023-12-15/first"));
    let told = desk.run(&["products", "--city", "Shanghai", "--date", "2024-05-28"]).out;
    let line = "min_down_payment 20% (household_home_count is 0)  [down-payment/shanghai/2024-05-28/first]";
    assert!(told.contains(line), "{told}");

    let unknown = desk.run(&["products", "--city", "Atlantis"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.starts_with("desk: products: city: no city is called `Atlantis`; one of: "), "{}", unknown.err);
    assert!(unknown.err.contains("Shanghai 上海"), "{}", unknown.err);
    assert_eq!(desk.run(&["products", "--date", "yesterday"]).code, 2);
}

#[test]
fn the_office_works_under_layers_of_its_own() {
    let desk = Desk::new();
    let facts = json!({
        "property": "presale", "marital": "single", "nationality": "mainland", "local_household": false,
        "register_shows_marriage": false,
    });
    let facts = desk.write("facts.json", &facts.to_string()).display().to_string();
    let (jinan, shanghai) = (packs("citic-jinan.json"), packs("shanghai.json"));
    let papers = |options: &[&str]| {
        let asked = ["checklist", "--product", "citic-mortgage", "--facts", &facts, "--json"];
        let said = desk.run(&[options, &asked].concat());
        assert_eq!(said.code, 0, "{}", said.err);
        json_of(&said.out).as_array().unwrap().len()
    };
    let base = papers(&[]);
    assert_eq!(papers(&["--layer", &jinan]), base + 6);
    let place = ["--place", "city=Jinan, institution=China CITIC Bank"];
    assert_eq!(papers(&[&["--layer", &shanghai, "--layer", &jinan], &place[..]].concat()), base + 6);
    assert_eq!(papers(&["--layer", &jinan, "--place", "city=Chengdu"]), base);

    let refused = |options: &[&str], message: &str| {
        let said = desk.run(&[options, &["products"]].concat());
        assert_eq!((said.code, said.out.as_str()), (2, ""));
        assert!(said.err.contains(message), "{}", said.err);
    };
    refused(&["--layer", &jinan, "--layer", &shanghai], "are of different places; say for which place");
    refused(&["--layer", &jinan, "--layer", &packs("conflict.json")], "keep one of the two rows");
    refused(&["--layer", "none.json"], "none.json: there is no such file");
    refused(&["--place", "Jinan"], "--place: write it as");
    refused(&["--pack", &jinan], "citic-jinan.json: no field is called `place`");
    let wrong =
        desk.write("wrong.json", r#"{"pack": 1, "edition": {"id": "x", "published": "2026-11-24"}, "drops": [7]}"#);
    refused(&["--layer", &wrong.display().to_string()], "wrong.json: drops[0]: an identifier as text is wanted");
}

#[test]
fn the_day_goes_by_the_pack_that_is_named() {
    let desk = Desk::new();
    let mut pack = json_of(&pack::write(Pack::builtin()));
    pack["edition"]["id"] = json!("own-1");
    let named = pack["products"].as_array_mut().unwrap().iter_mut().find(|it| it["id"] == "citic-jinan-new").unwrap();
    named["name"]["en"] = json!("A loan of another name");
    named["requirements"] = json!([{"id": "own/household_register", "asks": "household_register", "role": "borrower"}]);
    let pack = desk.write("pack.json", &pack.to_string()).display().to_string();
    let of = |options: &[&str], case| json_of(&desk.run(&[options, &["case", case, "--json"]].concat()).out);
    assert_eq!(desk.day(&["--pack", &pack]).code, 0);
    let rules = |view: &Value| texts(&view["checklist"], "rule").len();
    let (own, builtin) = (of(&["--pack", &pack], "JN-2612"), of(&[], "JN-2612"));
    assert_ne!(own["checklist"], builtin["checklist"]);
    assert!(rules(&own) < rules(&builtin), "{own:#}");
    assert!(desk.run(&["--pack", &pack, "case", "JN-2612"]).out.contains("A loan of another name"));
}

#[test]
fn products_and_checklists() {
    let desk = Desk::new();
    let products = json_of(&desk.run(&["products", "--json"]).out);
    assert!(texts(&products, "id").contains("psbc-second"));
    desk.write("facts.json", r#"{"marital": "married"}"#);
    let args = ["checklist", "--product", "psbc-second", "--facts", "facts.json"];
    let lines = json_of(&desk.run(&[&args[..], &["--json"]].concat()).out);
    let marriage = lines.as_array().unwrap().iter().find(|line| line["document"] == "marriage_cert").unwrap();
    assert_eq!(marriage["required"], true);
    assert!(desk.run(&args).out.contains("Marriage certificate"));
}

/// Lines in, one JSON object a line out.
fn many(args: &[&str], input: &str) -> Vec<Value> {
    let output = assert_cmd::Command::cargo_bin("desk").unwrap().args(args).write_stdin(input).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    String::from_utf8(output.stdout).unwrap().lines().map(json_of).collect()
}

#[test]
fn every_vector_of_the_calendar() {
    let vectors = include_str!("../../core/tests/data/prc_calendar/vectors.csv");
    let rows: Vec<&str> = vectors.lines().skip(1).collect();
    let answers = many(&["workday", "-", "--json"], &rows.join("\n"));
    assert_eq!((rows.len(), answers.len()), (260, 260));
    for (row, answer) in rows.iter().zip(&answers) {
        let expected = row.rsplit(',').next().unwrap();
        let result = &answer["result"];
        let result = result.as_str().map_or_else(|| result.to_string(), str::to_owned);
        assert_eq!(result, expected, "{row}");
    }
}

#[test]
fn many_questions_to_the_calendar() {
    let input = "operation,date,argument\n\nis_working_day,2026-03-20,\r\nadd_working_days,2026-03-20,-1\nroll_back,2099-01-01\n,,\nroll_back,2026-02-30";
    let answers = many(&["workday", "-", "--json"], input);
    let codes: Vec<Option<&str>> = answers.iter().map(|answer| answer["code"].as_str()).collect();
    assert_eq!(answers.len(), 7, "one answer a line, a blank one too");
    assert_eq!(codes[2..5], [None, None, Some("unpublished_year")]);
    assert_eq!(codes[6], Some("no_such_date"));
    assert!(codes[0].is_some() && codes[1].is_some() && codes[5].is_some());
    assert!(answers.iter().all(|answer| answer.get("result").is_some() != answer.get("message").is_some()));
}

#[test]
fn one_question_to_the_calendar() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["workday", "add_working_days", "2026-03-20", "-5"]).out, "2026-03-13\n");
    let unpublished = desk.run(&["workday", "is_working_day", "2099-01-01", "--json"]);
    assert_eq!((unpublished.code, json_of(&unpublished.out)["code"].as_str()), (1, Some("unpublished_year")));
}

/// Numbers of a vector file with the verdict that its README gives.
fn numbers(text: &str) -> Vec<(String, Option<bool>)> {
    let vectors = json_of(text);
    let read = |it: &Value| {
        let verdict = match (it["expect"].as_str().unwrap(), it["class"].as_str().unwrap()) {
            ("valid" | "implementation_choice" | "valid_if_supported", _) => Some(true),
            ("invalid" | "invalid_organisation_part" | "legacy", _) => Some(false),
            _ => None,
        };
        (it["number"].as_str().unwrap().to_owned(), verdict)
    };
    vectors.as_array().unwrap().iter().map(read).collect()
}

#[test]
fn every_vector_of_identity_numbers() {
    let resident = include_str!("../../core/tests/data/identity/resident_id_vectors.json");
    let uscc = include_str!("../../core/tests/data/identity/uscc_vectors.json");
    for (text, count) in [(resident, 99), (uscc, 31)] {
        let numbers = numbers(text);
        let asked: Vec<_> = numbers.iter().collect();
        let input: String = asked.iter().map(|(number, _)| format!("{number}\n")).collect();
        let answers = many(&["check-id", "-", "--json"], &input);
        assert_eq!((numbers.len(), answers.len()), (count, asked.len()));
        for ((number, verdict), answer) in asked.iter().zip(&answers) {
            assert!(["resident-id", "uscc"].contains(&answer["kind"].as_str().unwrap()));
            if let Some(valid) = verdict {
                assert_eq!(answer["valid"], json!(valid), "{number}: {answer}");
            }
            assert_eq!(answer["valid"] == false, answer["code"].is_string() && answer["message"].is_string());
        }
    }
}

#[test]
fn a_rule_is_explained_in_both_languages() {
    let desk = Desk::new();
    let rule = "down-payment/2014-09-30/first";
    let said = desk.run(&["explain", rule]).out;
    assert!(said.starts_with("min down payment: at least 30%, the whole country; when "), "{said}");
    assert!(said.contains("from         2014-09-30") && said.contains("edition      builtin-"), "{said}");
    assert!(desk.run(&["explain", rule, "--lang", "zh"]).out.starts_with("最低首付比例：不低于30%（全国）"));
    let answer: Value = serde_json::from_str(&desk.run(&["explain", rule, "--json"]).out).unwrap();
    assert_eq!((&answer["effective_until"], &answer["decided_on"]), (&json!("2016-02-01"), &json!("contract")));
    let unknown = desk.run(&["explain", "psbc-new/horoscope"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("no rule is called `psbc-new/horoscope`"), "{}", unknown.err);
}

#[test]
fn the_retirement_age_is_told_one_by_one_and_many_at_once() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["retirement-age", "male", "1965-05"]).out, "722\n");
    let answer: Value =
        serde_json::from_str(&desk.run(&["retirement-age", "female_50", "1975-03", "--json"]).out).unwrap();
    assert_eq!((&answer["months"], &answer["retires"]), (&json!(602), &json!("2025-05")));
    for args in
        [&["retirement-age", "child", "1965-05"][..], &["retirement-age", "male", "1965"], &["retirement-age", "male"]]
    {
        let said = desk.run(args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.err);
    }
    let table = include_str!("../../core/tests/data/retirement_age/retirement_age.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|row| row.split(',').collect()).collect();
    let asked: String = rows.iter().map(|row| format!("{},{}\n", row[0], row[1])).collect();
    let answers = many(&["retirement-age", "-", "--json"], &asked);
    assert_eq!((answers.len(), rows.len()), (240, 240));
    for (answer, row) in answers.iter().zip(&rows) {
        assert_eq!(answer["months"].to_string(), row[2], "{row:?}");
    }
}

#[test]
fn a_case_shows_the_limits_to_look_at() {
    let desk = Desk::new();
    desk.day(&[]);
    let case: Value = serde_json::from_str(&desk.run(&["case", "JN-2602", "--json"]).out).unwrap();
    let findings = case["findings"].as_array().unwrap();
    let open = findings.iter().find(|it| it["rule"] == "dti/housing").unwrap();
    assert_eq!(open["verdict"], "unknown");
    let told = desk.run(&["case", "JN-2602"]).out;
    assert!(told.contains("Limits to look at") && told.contains("? monthly_instalment_fen"), "{told}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    for args in [&["products", "--json"][..], &["products"], &["check-id", "-"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_desk"));
        let mut child =
            command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            use std::io::Write;
            // The reader may be gone.
            (0..100_000).any(|_| stdin.write_all(b"11010519491231002X\n").is_err())
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        assert!(!line.is_empty());
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
fn the_help_tells_the_exit_codes() {
    let help = Desk::new().run(&["--help"]).out;
    for part in ["Exit codes:", "today", "check-id", "--json", "--db"] {
        assert!(help.contains(part), "{help}");
    }
}

/// The cases of the sample are of 2026; the rules of two days of 2024 still compare what is open.
#[test]
fn the_impact_of_another_edition() {
    let desk = Desk::new();
    desk.day(&[]);
    let ask = |from: &str, to: &str| desk.run(&["impact", "--from", from, "--to", to, "--json"]);
    let rates = json_of(&ask("2025-05-07", "2025-05-08").out);
    assert_eq!(rates["from"], json!({"edition": "builtin-2026-11-24", "day": "2025-05-07"}));
    let changed: Vec<&str> = rates["rules"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap()).collect();
    assert_eq!(
        changed,
        [
            "provident-fund rate, first home, up to five years: 2.35% → 2.1%",
            "provident-fund rate, first home, over five years: 2.85% → 2.6%",
            "provident-fund rate, second home, up to five years: 2.775% → 2.525%",
            "provident-fund rate, second home, over five years: 3.325% → 3.075%",
        ]
    );
    let groups = rates["groups"].as_array().unwrap();
    assert!(!groups.is_empty());
    for group in groups {
        assert_eq!((&group["change"], &group["new"]["source"]), (&json!("rate_changed"), &json!("pf-rate-2025")));
    }
    // The provident-fund loans of the office are those of Guangzhou, one of them beside a bank's.
    let loans = |it: &Value| it["loans"].as_u64().unwrap();
    assert_eq!(json!(groups.iter().map(loans).sum::<u64>()), rates["touched"]);
    // Shanghai's rules touch no case of this office, and are told.
    let city = desk.run(&["impact", "--from", "2024-05-27", "--to", "2024-05-28"]);
    assert_eq!((city.code, city.err.as_str()), (0, ""));
    assert!(city.out.contains("+ down-payment/shanghai/2024-05-28/first · 2024-05-28 · dp-sh-2024-05"), "{}", city.out);
    assert!(
        desk.run(&["impact", "--from", "2024-05-27", "--to", "2024-05-28", "--lang", "zh"])
            .out
            .contains("最低首付比例")
    );
    let no = ask("2024-05-27", "nowhere.json");
    assert_eq!((no.code, no.err.lines().count()), (2, 1), "{}", no.err);
    assert!(no.err.contains("--to"), "{}", no.err);
    assert_eq!(ask("2024-05-27", "builtin-2026-11-24@2024-02-30").code, 2);
}

/// A pack that asks a paper more of everybody.
#[test]
fn the_impact_of_a_pack() {
    let desk = Desk::new();
    desk.day(&[]);
    let mut pack = json_of(&pack::write(Pack::builtin()));
    pack["edition"]["id"] = json!("ours");
    for product in pack["products"].as_array_mut().unwrap() {
        let id = format!("{}/ours/borrower", product["id"].as_str().unwrap());
        if let Some(rows) = product["requirements"].as_array_mut() {
            rows.push(json!({"id": id, "asks": "tax_cert", "role": "borrower"}));
        }
    }
    desk.write("ours.json", &pack.to_string());
    let said = desk.run(&["impact", "--from", "builtin-2026-11-24", "--to", "ours.json", "--json"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let found = json_of(&said.out);
    assert_eq!(found["to"]["edition"], "ours");
    let groups = found["groups"].as_array().unwrap();
    assert!(groups.iter().all(|it| it["change"] == "paper_added" && it["old"].is_null()));
    let loans: u64 = groups.iter().map(|it| it["loans"].as_u64().unwrap()).sum();
    assert_eq!(json!(loans), found["touched"]);
    assert_eq!(found["loans"], found["touched"], "of every loan");
}

fn schedule_of(arguments: &[&str]) -> Value {
    let loan = ["schedule", "--principal", "1000000", "--rate", "3.5", "--months", "360", "--json"];
    let said = Desk::new().run(&[&loan, arguments].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    json_of(&said.out)
}

#[test]
fn a_schedule_is_told_to_the_fen() {
    let level = schedule_of(&["--method", "equal-instalment"]);
    let rows = level["rows"].as_array().unwrap();
    let first = json!({
        "period": 1, "payment": "4490.45", "principal": "1573.78", "interest": "2916.67", "balance": "998426.22"
    });
    assert_eq!((rows.len(), &rows[0]), (360, &first));
    assert_eq!((&level["total_payment"], &level["total_interest"]), (&json!("1616560.07"), &json!("616560.07")));
    let linear = schedule_of(&["--method", "equal-principal"]);
    assert_eq!(linear["rows"][359]["balance"], "0.00");
    let website = schedule_of(&["--convention", "unrounded"]);
    assert_eq!(website["total_interest"], "616560.88");
    // In whichever order the changes are given.
    let changed = schedule_of(&["--rate-change", "25:3.1", "--rate-change", "13:3.3"]);
    let changes: Vec<_> = [11, 12, 23, 24].iter().map(|row| changed["rows"][row]["payment"].clone()).collect();
    assert!(changes[0] != changes[1] && changes[1] == changes[2] && changes[2] != changes[3], "{changes:?}");
}

#[test]
fn a_schedule_with_a_payout_says_when() {
    let dated = ["--payout", "2026-03-10", "--due-day", "25", "--first-period", "by-days", "--grace", "12"];
    let told = schedule_of(&dated);
    let rows = told["rows"].as_array().unwrap();
    assert_eq!((&rows[0]["due"], &rows[359]["due"]), (&json!("2026-04-25"), &json!("2056-03-25")));
    assert_eq!((&rows[0]["payment"], &rows[11]["payment"]), (&json!("4472.22"), &json!("2916.67")));
    assert!(rows[12]["principal"] != "0.00");
    let over_365 = schedule_of(&[&dated[..], &["--day-count", "actual-365"]].concat());
    assert_eq!(over_365["rows"][0]["interest"], "4410.96");
    let loan = ["schedule", "--principal", "1000000", "--rate", "3.5", "--months", "360"];
    let said = |more: &[&str]| Desk::new().run(&[&loan[..], more].concat());
    assert!(said(&dated).out.ends_with("due from 2026-04-25 to 2056-03-25\n"));
    let refused = |more: &[&str], words: &str| {
        let said = said(more);
        assert!(said.code == 2 && said.err.contains(words), "{more:?}: {}", said.err);
    };
    refused(&["--due-day", "25"], "--payout");
    refused(&["--first-period", "by-days"], "--payout");
    refused(&["--convention", "unrounded", "--payout", "2026-03-10"], "cannot be used with");
    refused(&["--payout", "2026-03-10", "--day-count", "actual-365"], "--first-period");
    refused(&["--grace", "360"], "a term of 360 periods has 359 of grace at most, found 360");
}

#[test]
fn a_loan_beyond_its_bounds_is_refused_with_the_bound() {
    let refused = |arguments: &[&str], words: &str| {
        let loan = ["schedule", "--principal", "1000000"];
        let said = Desk::new().run(&[&loan, arguments].concat());
        assert!(said.code == 2 && said.err.contains(words), "{arguments:?}: {}", said.err);
    };
    for rate in ["-1", "36.0001", "three"] {
        refused(&["--rate", rate, "--months", "360"], "want a yearly rate from 0 to 36%");
    }
    for months in ["0", "601", "-1", "12.5"] {
        refused(&["--rate", "3.5", "--months", months], "want a term from 1 to 600 months");
    }
    let lent = ["--rate", "3.5", "--months", "360"];
    refused(
        &[&lent[..], &["--rate-change", "361:3"]].concat(),
        "want a period from 1 to 360, in rising order, found 361",
    );
    refused(&[&lent[..], &["--rate-change", "12"]].concat(), "want a period and a rate, such as 25:3.3");
    let by_days = ["--payout", "2026-03-10", "--first-period", "by-days", "--rate-change", "1:3"];
    refused(
        &[&lent[..], &by_days].concat(),
        "the first period is counted by days at the rate that the loan begins with",
    );
    let little = ["--method", "fixed-payment", "--payment", "100"];
    refused(&[&lent[..], &little].concat(), "100.00 yuan would hardly pay the interest, want 2916.77 at least");
}

#[test]
fn a_rate_follows_the_loan_prime_rate_of_the_pack() {
    let desk = Desk::new();
    let loan = ["schedule", "--principal", "1000000", "--rate", "4.1", "--months", "360", "--payout", "2023-05-20"];
    let follow = |more: &[&str]| desk.run(&[&loan[..], &["--lpr-spread", "-20"], more].concat());
    let told = json_of(&follow(&["--json"]).out);
    // 4.20% of 2023-12-20, 3.60% of 2024-12-20 and 3.50% of 2025-12-22, each less 20 points.
    let rates: Vec<(i64, &str)> = told["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["period"].as_i64().unwrap(), it["rate"].as_str().unwrap()))
        .collect();
    assert_eq!(rates, [(8, "4%"), (20, "3.4%"), (32, "3.3%")]);
    assert_eq!(told["not_known_from"], "2027-01-01");
    let zh = follow(&["--reset", "payout", "--lang", "zh"]).out;
    assert!(zh.contains("第13期起年利率3.75%") && zh.contains("2027-05-20的重定价本资料未收录"), "{zh}");
    let quarterly = json_of(&follow(&["--cycle", "3@2025-02-01", "--json"]).out);
    assert_eq!((&quarterly["changes"][2]["period"], &quarterly["not_known_from"]), (&json!(26), &json!("2026-10-01")));
    let refused =
        |said: &common::Said, words: &str| assert!(said.code == 2 && said.err.contains(words), "{}", said.err);
    refused(
        &follow(&["--cycle", "3@2023-02-01"]),
        "cycle: before 2024-11-01 a cycle was a year at least, found 2023-02-01",
    );
    refused(&follow(&["--cycle", "4@2025-02-01"]), "want 3, 6 or 12 months before the @, found 4");
    refused(&follow(&["--rate-change", "9:3"]), "cannot be used with");
    refused(&follow(&["--payout", "2023-05-20"]), "cannot be used multiple times");
    let early = desk.run(&[&loan[..7], &["--payout", "2012-05-20", "--lpr-spread", "0"]].concat());
    refused(&early, "nothing is known to be published before 2013-01-01");
}

#[test]
fn the_curves_of_two_methods_stand_side_by_side() {
    let desk = Desk::new();
    let page = desk.path("loan.html");
    let loan = ["schedule", "--principal", "1000000", "--rate", "3.5", "--months", "360"];
    let said = desk.run(&[&loan[..], &["--chart", page.to_str().unwrap(), "--beside", "equal-principal"]].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let html = fs::read_to_string(&page).unwrap();
    assert_eq!(html.matches("<svg").count(), 4);
    for words in ["等额本息", "equal principal", "616560.07", "526457.92", "1000000.00 yuan at 3.5% over 360 months"]
    {
        assert!(html.contains(words), "{words}");
    }
    assert!(!html.contains("http://") || html.matches("http://").count() == html.matches("http://www.w3.org").count());
    let beside = desk.run(&[&loan[..], &["--beside", "equal-principal"]].concat());
    assert!(beside.code == 2 && beside.err.contains("--chart"), "{}", beside.err);
}

#[test]
fn an_early_payment_costs_and_saves() {
    let desk = Desk::new();
    let loan = ["prepay", "--principal", "1000000", "--rate", "4.2", "--months", "360", "--payout", "2024-01-20"];
    let quote = |arguments: &[&str]| {
        let said = desk.run(&[&loan, arguments, &["--json"]].concat());
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        json_of(&said.out)
    };
    let part = ["--day", "2025-01-20", "--sum", "200000"];
    let shorter = quote(&part);
    assert_eq!((&shorter["to_pay"], &shorter["payments_saved"]), (&json!("200000.00"), &json!(112)));
    let levelled = quote(&[&part[..], &["--relief", "shorter-term-levelled"]].concat());
    assert_eq!(levelled["after"]["payments"], 236);
    let smaller = quote(&[&part[..], &["--relief", "smaller-instalment"]].concat());
    assert_eq!((&smaller["payments_saved"], &smaller["after"]["payments"]), (&json!(0), &json!(348)));
    // All of it, with twelve days of interest, and one percent in the second year.
    let all = quote(&["--day", "2025-02-01", "--fee-by-year", "2,1"]);
    assert_eq!((&all["interest"], &all["fee"]), (&json!("1376.19"), &json!("9829.93")));
    let refused = |arguments: &[&str], words: &str| {
        let said = desk.run(&[&loan, arguments].concat());
        assert!(said.code == 2 && said.err.contains(words), "{arguments:?}: {}", said.err);
    };
    refused(&["--day", "2023-02-01"], "want 2024-01-20 or later");
    refused(&["--day", "2025-02-01", "--sum", "2000000"], "want 0.01 to 982993.05 yuan");
    refused(&["--day", "2025-02-01", "--sum", "5", "--least", "10000"], "want 10000.00 to 982993.05 yuan");
    refused(&["--day", "2024-02-01", "--wait", "12"], "the contract wants 12 months after the payout");
    let asked_late = ["--day", "2025-02-01", "--notice", "10", "--asked-on", "2025-01-23"];
    refused(&asked_late, "want 2025-02-02 or later, found 2025-02-01; the contract wants 10 days of notice");
    assert_eq!(quote(&["--day", "2025-02-02", "--notice", "10", "--asked-on", "2025-01-23"])["fee"], "0.00");
}

#[test]
fn what_is_left_to_pay_is_drawn_with_the_early_payment_and_without() {
    let desk = Desk::new();
    let page = desk.path("early.html");
    let loan = ["prepay", "--principal", "1000000", "--rate", "3.5", "--months", "360", "--payout", "2024-01-20"];
    let paid = ["--day", "2026-01-20", "--sum", "200000", "--chart", page.to_str().unwrap()];
    let said = desk.run(&[&loan[..], &paid].concat());
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let html = fs::read_to_string(&page).unwrap();
    assert_eq!(html.matches("<svg").count(), 4);
    for words in ["共 336 期", "共 235 期", "547854.48", "290140.92", "200000.00 yuan paid early on 2026-01-20"] {
        assert!(html.contains(words), "{words}");
    }
}

fn enquiry(desk: &Desk, without_product: bool) -> std::path::PathBuf {
    let sample = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("enquiry.json")).unwrap();
    let mut enquiry = json_of(&sample);
    if without_product {
        enquiry.as_object_mut().unwrap().remove("product");
    }
    desk.write("enquiry.json", &enquiry.to_string())
}

#[test]
fn an_enquiry_is_assessed() {
    let desk = Desk::new();
    let file = enquiry(&desk, false);
    let said = desk.run(&["assess", file.to_str().unwrap()]);
    assert_eq!((said.code, said.err.as_str()), (1, ""));
    for words in ["ccb-housing: does not fit", "8699.40", "[dti/housing]", "→ 672355.45 yuan more down payment"] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    assert!(desk.run(&["assess", file.to_str().unwrap(), "--lang", "zh"]).out.contains("首付增加672355.45元"));
    let answer = json_of(&desk.run(&["assess", file.to_str().unwrap(), "--json"]).out);
    assert_eq!(answer["verdict"], "does_not_fit");
}

#[test]
fn products_are_matched_to_an_enquiry() {
    let desk = Desk::new();
    let file = enquiry(&desk, true);
    let said = desk.run(&["match", file.to_str().unwrap(), "--json"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let choices = json_of(&said.out);
    assert_eq!(choices.as_array().unwrap().len(), Pack::builtin().products.len());
    let table = desk.run(&["match", file.to_str().unwrap()]).out;
    // A line a product, under a line of heads; each says why.
    assert_eq!(table.lines().count(), 1 + Pack::builtin().products.len());
    let line = |id: &str| table.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
    assert!(line("pf-guangzhou ").ends_with("ask: has_co_borrower"), "{table}");
    assert!(line("ccb-housing").contains("dti/housing, dti/total, ccb-housing/min_down_payment"), "{table}");
    assert!(line("pf-suzhou-new").ends_with("other home, other city"), "{table}");
    let zh = desk.run(&["match", file.to_str().unwrap(), "--lang", "zh"]).out;
    assert!(zh.lines().any(|line| line.starts_with("pf-suzhou-new") && line.contains("不符合")), "{zh}");
    let named = enquiry(&desk, false);
    let refused = desk.run(&["match", named.to_str().unwrap()]);
    assert!(refused.code == 2 && refused.err.contains("no field is called `product`"), "{}", refused.err);
}

#[test]
fn two_products_stand_side_by_side() {
    let desk = Desk::new();
    let (file, page) = (enquiry(&desk, true), desk.path("two.html"));
    let draw = |more: &[&str]| {
        let said = desk.run(&[&["match", file.to_str().unwrap(), "--chart", page.to_str().unwrap()], more].concat());
        (said, fs::read_to_string(&page).unwrap_or_default())
    };
    let (said, html) = draw(&[]);
    assert_eq!((said.code, html.matches("<svg").count()), (0, 4));
    // The provident fund's rate and a bank's, each with its payment.
    for words in ["广州住房公积金管理中心 住房公积金贷款，2.6%", "8021.82", "3.5%", "8699.40"] {
        assert!(html.contains(words), "{words}");
    }
    let (_, html) = draw(&["--product", "ccb-housing", "--product", "icbc-housing-new"]);
    assert!(html.contains("中国建设银行") && html.contains("中国工商银行") && !html.contains("2.6%"));
    let (said, _) = draw(&["--product", "moon"]);
    assert!(said.code == 2 && said.err.contains("--product moon: no product of that name"), "{}", said.err);
    let whole = enquiry(&desk, false);
    assert_eq!(desk.run(&["assess", whole.to_str().unwrap(), "--chart", page.to_str().unwrap()]).code, 1);
    assert_eq!(fs::read_to_string(&page).unwrap().matches("<svg").count(), 2);
}

#[test]
fn a_number_is_checked_as_what_it_is_said_to_be() {
    let desk = Desk::new();
    let said = |kind: &str, number: &str| desk.run(&["check-id", "--as", kind, number]);
    assert_eq!(said("title", "京（2023）朝阳区不动产权第 0012345 号").out, "title: valid\n");
    let card = said("bank-card", "6222021001116245703");
    assert!(
        card.code == 0 && card.out.starts_with("bank-card: valid, but the last digit does not fit"),
        "{}",
        card.out
    );
    let unit = said("unit", "340121261006");
    assert_eq!((unit.code, unit.out.as_str()), (1, "unit: not valid: bad_length: want 28 characters, found 12\n"));
    let other = said("horoscope", "5");
    assert!(other.code == 2 && other.err.contains("one of: resident-id, uscc, bank-card"), "{}", other.err);
}
