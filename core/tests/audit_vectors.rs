//! Sealed logs and what was done to them, as every language is held to: `data/audit/vectors.json`.
//!
//! Version 1 of a seal stays what it is, so the file is not written anew but for what is added to it:
//!
//! ```sh
//! cargo test -p anjieflow --all-features --test audit_vectors -- --ignored
//! ```
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::fs;
use std::path::{Path, PathBuf};

use anjieflow::interchange::audit::Signature;
use anjieflow::interchange::plain::{self, Rules, audit};
use ed25519_dalek::{Signer, SigningKey, Verifier, VerifyingKey};
use serde_json::{Value, json};

/// The first test of RFC 8032, 7.1: a key that is no secret.
const PRIVATE: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/audit/vectors.json")
}

fn vectors() -> Value {
    serde_json::from_str(&fs::read_to_string(path()).unwrap()).unwrap()
}

fn bytes(hex: &str) -> [u8; 32] {
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    std::array::from_fn(byte)
}

fn fits(signature: &Signature, signed: &[u8]) -> bool {
    let key = VerifyingKey::from_bytes(&bytes(PUBLIC)).unwrap();
    let value = ed25519_dalek::Signature::from_slice(&signature.value);
    signature.algorithm == "Ed25519" && value.is_ok_and(|value| key.verify(signed, &value).is_ok())
}

/// The text of lines that are named by their places in the pool.
fn text(vectors: &Value, lines: &Value) -> String {
    let line = |at: &Value| vectors["pool"][at.as_u64().unwrap() as usize].as_str().unwrap();
    lines.as_array().unwrap().iter().map(|at| format!("{}\n", line(at))).collect()
}

#[test]
fn every_audit_finds_what_it_says() {
    let vectors = vectors();
    let audits = vectors["audits"].as_array().unwrap();
    assert!(audits.len() >= 20);
    for asked in audits {
        let (log, seal) = (text(&vectors, &asked["log"]), text(&vectors, &asked["seal"]));
        let found = audit::audit(&log, Some(&seal), Some(&fits)).unwrap();
        assert_eq!(found, asked["audit"], "{}", asked["name"]);
        let export = audit::audit(&audit::join(&log, &seal).unwrap(), None, Some(&fits)).unwrap();
        assert_eq!(export["holds"], json!(found["holds"] == true && found["later"] == 0), "{}", asked["name"]);
    }
}

#[test]
fn a_log_is_sealed_to_the_byte() {
    let vectors = vectors();
    for sealed in vectors["seals"].as_array().unwrap() {
        let log = text(&vectors, &sealed["log"]);
        let earlier = sealed.get("earlier").map(|earlier| text(&vectors, earlier));
        let seal = audit::seal(&log, &sealed["sealed"], earlier.as_deref()).unwrap();
        let seal = audit::signed(&seal, "Ed25519", "rfc8032-1", signature(&seal)).unwrap();
        assert_eq!(seal, text(&vectors, &sealed["seal"]));
        let (_, signed) = audit::signature(&seal).unwrap().unwrap();
        assert_eq!(String::from_utf8(signed).unwrap(), sealed["signed"].as_str().unwrap());
    }
}

fn signature(seal: &str) -> Vec<u8> {
    let key = SigningKey::from_bytes(&bytes(PRIVATE));
    key.sign(&audit::to_sign(seal, "Ed25519", "rfc8032-1").unwrap()).to_vec()
}

/// Nine entries of a case that was left, with what was asked of it at the end.
fn log() -> String {
    let rules = Rules::builtin();
    let on = |day: &str, salt: u8| json!({"today": day, "by": "wang", "salt": format!("{salt:02x}").repeat(16)});
    let (mut case, opened) = rules.open(json!({"case": "C-2026-0107", "context": on("2026-03-02", 1)})).unwrap();
    let mut entries = vec![opened];
    let party =
        json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺", "phone": "13800000001"});
    let corrected =
        json!({"command": "add_party", "id": "b1", "role": "borrower", "name": "陈一诺", "phone": "13800000002"});
    let notify = json!({"command": "notify", "whom": "b1", "about": "call back", "channel": "phone"});
    for (day, command) in [
        ("2026-03-02", party),
        ("2026-03-02", json!({"command": "state_facts", "facts": {"property": "presale", "marital": "single"}})),
        (
            "2026-03-03",
            json!({"command": "describe_property", "address": "济南市历下区试验路1号", "price_fen": 150_000_000}),
        ),
        ("2026-03-03", json!({"command": "state_figures", "figures": {"monthly_income_fen": 1_850_000}})),
        ("2026-03-04", json!({"command": "correct", "entry": 2, "record": corrected, "reason": "号码录错"})),
        ("2026-03-05", notify.clone()),
        ("2026-03-05", notify),
        ("2026-03-09", json!({"command": "withdraw", "reason": "不买了 \"另买\"\\别处"})),
        ("2026-03-10", json!({"command": "erase"})),
    ] {
        let salt = u8::try_from(entries.len()).unwrap() + 1;
        let (next, entry) =
            rules.step(&case, command.clone(), on(day, salt)).unwrap_or_else(|no| panic!("{command}: {no}"));
        case = next;
        entries.push(entry);
    }
    plain::log(entries).unwrap()
}

/// The entries of a log behind its header.
fn entries(log: &str) -> Vec<Value> {
    log.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A log of these entries, with checks made anew, and numbers where wanted.
fn written(entries: &[Value], renumbered: bool) -> String {
    let mut text = format!("{}\n", json!({"anjieflow": 1, "case": "C-2026-0107", "entries": entries.len()}));
    for (number, entry) in (1..).zip(entries) {
        let mut entry = entry.clone();
        if renumbered {
            entry["number"] = json!(number);
        }
        let fields = entry.as_object_mut().unwrap();
        fields.shift_remove("check");
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        let plain = Value::Object(fields.clone()).to_string();
        let check = format!("{:016x}", plain.bytes().fold(0xcbf2_9ce4_8422_2325, step));
        fields.insert("check".to_owned(), json!(check));
        text.push_str(&format!("{entry}\n"));
    }
    text
}

/// Lines by their places in a pool, each kept once.
fn places(pool: &mut Vec<String>, text: &str) -> Value {
    let place = |line: &str| {
        let found = pool.iter().position(|kept| kept == line);
        found.unwrap_or_else(|| {
            pool.push(line.to_owned());
            pool.len() - 1
        })
    };
    json!(text.lines().map(place).collect::<Vec<_>>())
}

fn edited(log: &str, renumbered: bool, edit: impl FnOnce(&mut Vec<Value>)) -> String {
    let mut entries = entries(log);
    edit(&mut entries);
    written(&entries, renumbered)
}

/// What is done to the log, and the kinds and entries that have to be found.
fn mutations(log: &str, forgotten: &str) -> Vec<(&'static str, String, &'static str)> {
    let other = |entries: &mut Vec<Value>| {
        let mut other = entries[2].clone();
        other["case"] = json!("C-2026-0108");
        other
    };
    vec![
        ("as it was sealed", log.to_owned(), ""),
        ("with blanks", log.replace("\":", "\" : "), ""),
        ("erased", forgotten.to_owned(), ""),
        (
            "erased, nothing left",
            edited(forgotten, false, |it| {
                it.iter_mut().for_each(|entry| drop(entry.as_object_mut().unwrap().shift_remove("personal")))
            }),
            "",
        ),
        ("a fact changed", edited(log, false, |it| it[2]["data"]["facts"]["marital"] = json!("married")), "changed 3"),
        ("a fact changed, the check kept", log.replacen("\"single\"", "\"married\"", 1), "changed 3"),
        ("a name changed", edited(log, false, |it| it[1]["personal"]["name"] = json!("陈二诺")), "personal_changed 2"),
        (
            "a salt changed",
            edited(log, false, |it| it[4]["personal"]["salt"] = json!("ff".repeat(16))),
            "personal_changed 5",
        ),
        (
            "written into what was erased",
            edited(forgotten, false, |it| it[1]["personal"]["name"] = json!("陈二诺")),
            "personal_changed 2",
        ),
        (
            "erased, and nothing says so",
            edited(forgotten, false, |it| drop(it.pop())),
            "personal_missing 2; personal_missing 4; personal_missing 5; personal_missing 6; cut 9 of 10",
        ),
        ("a check changed", log.replacen("\"check\":\"", "\"check\":\"0", 1), "damaged 1"),
        ("a number changed", edited(log, false, |it| it[3]["number"] = json!(9)), "renumbered 4"),
        ("one taken out", edited(log, false, |it| drop(it.remove(6))), "removed 7"),
        ("one taken out, numbered anew", edited(log, true, |it| drop(it.remove(3))), "removed 4"),
        ("two taken out", edited(log, true, |it| drop(it.drain(3..5))), "removed 4; removed 5"),
        ("cut off", edited(log, false, |it| it.truncate(7)), "cut 7 of 10"),
        (
            "one put in",
            edited(log, false, |it| {
                let mut copy = it[2].clone();
                copy["occurred"] = json!("2026-03-01");
                it.insert(6, copy);
            }),
            "inserted 6",
        ),
        (
            "one put in, numbered anew",
            edited(log, true, |it| {
                let mut copy = it[2].clone();
                copy["occurred"] = json!("2026-03-01");
                it.insert(6, copy);
            }),
            "inserted 6",
        ),
        (
            "one put in twice, numbered anew",
            edited(log, true, |it| {
                let copy = it[2].clone();
                it.insert(8, copy);
            }),
            "inserted 8",
        ),
        (
            "one of another case put in",
            edited(log, true, |it| {
                let other = other(it);
                it.insert(4, other);
            }),
            "inserted_foreign 4",
        ),
        (
            "one of another case in its place",
            edited(log, false, |it| it[4]["case"] = json!("C-2026-0108")),
            "foreign 5",
        ),
        ("neighbours swapped", edited(log, false, |it| it.swap(2, 3)), "swapped 3 with 4"),
        (
            "two swapped beside one that reads alike, numbered anew",
            edited(log, true, |it| it.swap(2, 6)),
            "swapped 3 with 7",
        ),
        ("two swapped, numbered anew", edited(log, true, |it| it.swap(2, 8)), "swapped 3 with 9"),
        (
            "one moved",
            edited(log, true, |it| {
                let entry = it.remove(2);
                it.insert(7, entry);
            }),
            "moved 3 to 8",
        ),
        (
            "one taken out, one changed",
            edited(log, false, |it| {
                it[8]["data"]["reason"] = json!("买了");
                it.remove(3);
            }),
            "removed 4; changed 9",
        ),
        ("not JSON", log.replacen("{\"number\":3", "{number:3", 1), "changed 3"),
        (
            "a number with a fraction",
            log.replacen("\"price_fen\":150000000", "\"price_fen\":150000000.0", 1),
            "changed 4",
        ),
        ("the header counts wrongly", log.replacen("\"entries\":10", "\"entries\":11", 1), "header"),
    ]
}

fn brief(audit: &Value) -> String {
    let finding = |it: &Value| {
        let entry = it["entry"].as_u64().map(|entry| format!(" {entry}")).unwrap_or_default();
        let kind = it["kind"].as_str().unwrap();
        let rest = match kind {
            "swapped" => format!(" with {}", it["other"]),
            "cut" => format!(" of {}", it["other"]),
            "moved" => format!(" to {}", it["line"]),
            _ => String::new(),
        };
        format!("{kind}{entry}{rest}")
    };
    audit["findings"].as_array().unwrap().iter().map(finding).collect::<Vec<_>>().join("; ")
}

#[test]
#[ignore = "writes the vectors; those that are there must come out as they are"]
fn write() {
    let mut pool = Vec::new();
    let log = log();
    let forgotten = plain::forget(&log).unwrap();
    let early = edited(&log, false, |entries| entries.truncate(9));
    let sealed = json!({"day": "2026-03-31", "by": "audit"});
    let sign = |seal: &str| audit::signed(seal, "Ed25519", "rfc8032-1", signature(seal)).unwrap();
    let seal = sign(&audit::seal(&log, &sealed, None).unwrap());
    let first = sign(&audit::seal(&early, &sealed, None).unwrap());
    let mut seals = Vec::new();
    for (log, earlier, seal) in [(&log, None, &seal), (&early, None, &first), (&forgotten, Some(&first), &seal)] {
        let (_, signed) = audit::signature(seal).unwrap().unwrap();
        let mut row = json!({
            "log": places(&mut pool, log), "sealed": sealed, "seal": places(&mut pool, seal),
            "signed": String::from_utf8(signed).unwrap(),
        });
        if let Some(earlier) = earlier {
            row["earlier"] = places(&mut pool, earlier);
        }
        seals.push(row);
    }
    let mut audits = Vec::new();
    let mut add = |name: &str, log: &str, seal: &str, expected: &str| {
        let found = audit::audit(log, Some(seal), Some(&fits)).unwrap();
        assert_eq!(brief(&found), expected, "{name}");
        audits.push(
            json!({"name": name, "log": places(&mut pool, log), "seal": places(&mut pool, seal), "audit": found}),
        );
    };
    for (name, log, expected) in mutations(&log, &forgotten) {
        add(name, &log, &seal, expected);
    }
    add("gone on since", &log, &first, "");
    let unsigned = audit::seal(&log, &sealed, None).unwrap();
    add("not signed", &log, &unsigned, "unsigned");
    let shorter = sign(&audit::seal(&early, &sealed, None).unwrap());
    let renamed = shorter.replacen("rfc8032-1", "rfc8032-2", 1);
    add("signed by another key", &early, &renamed, "signature_wrong");
    add("a digest of the seal changed", &log, &with_another_digest(&seal), "seal_changed 1; changed 1");
    let key = json!({"algorithm": "Ed25519", "key": "rfc8032-1", "private": PRIVATE, "public": PUBLIC});
    let whole = json!({"key": key, "pool": pool, "seals": seals, "audits": audits});
    assert_kept(&vectors(), &whole);
    fs::write(path(), lines(&whole)).unwrap();
}

/// What was written before stays what it was.
fn assert_kept(before: &Value, now: &Value) {
    for old in before["audits"].as_array().unwrap() {
        let new = now["audits"].as_array().unwrap().iter().find(|it| it["name"] == old["name"]);
        let new = new.unwrap_or_else(|| panic!("{} is gone", old["name"]));
        assert_eq!(new["audit"], old["audit"]);
        for part in ["log", "seal"] {
            assert_eq!(text(now, &new[part]), text(before, &old[part]), "{}", old["name"]);
        }
    }
}

/// A seal whose first digest is another.
fn with_another_digest(seal: &str) -> String {
    let mut lines: Vec<Value> = seal.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines[1]["open"] = json!("00".repeat(32));
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// A row a line, so that a difference can be read.
fn lines(whole: &Value) -> String {
    let section = |(name, value): (&String, &Value)| match value {
        Value::Array(rows) => {
            let rows: Vec<String> = rows.iter().map(|row| format!("\n  {row}")).collect();
            format!("{}: [{}\n ]", json!(name), rows.join(","))
        }
        other => format!("{}: {other}", json!(name)),
    };
    let sections: Vec<String> = whole.as_object().unwrap().iter().map(section).collect();
    format!("{{\n {}\n}}\n", sections.join(",\n "))
}
