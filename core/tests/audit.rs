//! A sealed log tells what was done to it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test stops at the first surprise, and uses of the player what it needs"
)]

use anjieflow::Date;
use anjieflow::case::{Actor, Event};
use anjieflow::error::ErrorCode;
use anjieflow::interchange::audit::{self, Audit, FindingKind, Seal, Signature};
use anjieflow::interchange::{read_log, write_log};
use anjieflow::log::Log;
use ed25519_dalek::{Signer, SigningKey, Verifier, VerifyingKey};
use proptest::prelude::*;
use serde_json::{Value, json};

mod story;
use story::{LOGS, begun};

fn seal(log: &str, earlier: Option<&Seal>) -> Seal {
    Seal::of(log, Date::constant(2026, 3, 31), Actor::new("audit").unwrap(), earlier).unwrap()
}

/// The lines of a log behind its header.
fn entries(log: &str) -> Vec<Value> {
    log.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What somebody would write who knows the format: numbers anew where wanted, checks and header always.
fn forged(log: &str, entries: &[Value], renumbered: bool) -> String {
    let mut header: Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    header["entries"] = json!(entries.len());
    let mut text = format!("{header}\n");
    for (number, entry) in (1..).zip(entries) {
        let mut entry = entry.as_object().unwrap().clone();
        if renumbered {
            entry["number"] = json!(number);
        }
        entry.shift_remove("check");
        let check = check(&Value::Object(entry.clone()).to_string());
        entry.insert("check".to_owned(), json!(check));
        text.push_str(&format!("{}\n", Value::Object(entry)));
    }
    text
}

fn check(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}

/// Kind, entry and other of each finding, both of a log beside its seal and of an export.
#[track_caller]
fn found(seal: &Seal, log: &str) -> Vec<(FindingKind, u32, u32)> {
    let brief = |audit: Audit| {
        let brief =
            audit.findings.iter().map(|it| (it.kind, it.entry.unwrap_or_default(), it.other.unwrap_or_default()));
        brief.collect::<Vec<_>>()
    };
    let export = brief(audit::audit(&audit::join(log, seal), None).unwrap());
    let beside = seal.audit(log, None).unwrap();
    if beside.later == 0 {
        assert_eq!(brief(beside), export);
    }
    export
}

/// What is of no person in an entry, without its number.
fn open(entry: &Value) -> Value {
    let mut entry = entry.as_object().unwrap().clone();
    for name in ["number", "check", "personal"] {
        entry.shift_remove(name);
    }
    Value::Object(entry)
}

/// Whether two of them read alike.
fn reads_twice(entries: &[Value]) -> bool {
    entries.iter().enumerate().any(|(at, entry)| entries[..at].iter().any(|before| open(before) == open(entry)))
}

/// Entries that read alike cannot be told apart once their numbers are written anew.
fn alike(log: &str, one: u32, other: u32) -> bool {
    let read = |number: u32| open(&entries(log)[number as usize - 1]);
    one == other || read(one) == read(other)
}

/// Changes one value, deep inside: any but that of the path's own kind.
fn changed(value: &mut Value, choice: usize) {
    match value {
        Value::Null => *value = json!(1),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => *value = json!(number.as_i64().unwrap() + 1),
        Value::String(text) => text.push('x'),
        Value::Array(items) if items.is_empty() => items.push(json!("x")),
        Value::Object(fields) if fields.is_empty() => drop(fields.insert("x".to_owned(), json!(1))),
        Value::Array(items) => {
            let (rest, at) = (choice / items.len(), choice % items.len());
            changed(&mut items[at], rest);
        }
        Value::Object(fields) => {
            let (rest, at) = (choice / fields.len(), choice % fields.len());
            changed(fields.values_mut().nth(at).unwrap(), rest);
        }
    }
}

/// What a change of a field of an entry is.
fn kind_of(field: &str) -> FindingKind {
    match field {
        "number" => FindingKind::Renumbered,
        "case" => FindingKind::Foreign,
        "personal" => FindingKind::PersonalChanged,
        _ => FindingKind::Changed,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_was_sealed_holds(story in any::<usize>(), length in any::<usize>()) {
        let log = write_log(&begun(story, length));
        let seal = seal(&log, None);
        prop_assert_eq!(found(&seal, &log), []);
        prop_assert_eq!(&Seal::read(&seal.write()).unwrap(), &seal);
        let spread: Vec<String> = log.lines().map(|line| line.replace("\":", "\": ")).collect();
        prop_assert_eq!(found(&seal, &(spread.join("\r\n") + "\n")), [], "blanks say nothing");
    }

    #[test]
    fn a_change_is_named(story in any::<usize>(), at in any::<usize>(), field in any::<usize>(), choice in any::<usize>(), forge: bool) {
        let log = write_log(&LOGS[story % LOGS.len()]);
        let seal = seal(&log, None);
        let mut entries = entries(&log);
        let at = at % entries.len();
        let fields = entries[at].as_object_mut().unwrap();
        let name = fields.keys().nth(field % (fields.len() - 1)).unwrap().clone();
        changed(&mut fields[&name], choice);
        let text = match forge {
            true => forged(&log, &entries, false),
            false => {
                let lines = entries.iter().map(|entry| format!("{entry}\n"));
                format!("{}\n{}", log.lines().next().unwrap(), lines.collect::<String>())
            }
        };
        prop_assert_eq!(found(&seal, &text), [(kind_of(&name), at as u32 + 1, 0)], "{}", name);
    }

    #[test]
    fn what_is_taken_out_is_named(story in any::<usize>(), at in any::<usize>(), renumbered: bool) {
        let log = write_log(&LOGS[story % LOGS.len()]);
        let seal = seal(&log, None);
        let mut entries = entries(&log);
        let last = entries.len() as u32;
        let at = at % entries.len();
        prop_assume!(last > 1);
        entries.remove(at);
        let told = found(&seal, &forged(&log, &entries, renumbered));
        prop_assert_eq!(told.len(), 1, "{:?}", told);
        let number = match told[0] {
            (FindingKind::Removed, number, 0) => number,
            (FindingKind::Cut, before, all) if before + 1 == last && all == last => last,
            other => panic!("{other:?}"),
        };
        prop_assert!(alike(&log, number, at as u32 + 1), "{:?}", told);
    }

    #[test]
    fn what_is_cut_off_is_named(story in any::<usize>(), kept in any::<usize>()) {
        let log = write_log(&LOGS[story % LOGS.len()]);
        let (seal, entries) = (seal(&log, None), entries(&log));
        prop_assume!(entries.len() > 1);
        let kept = 1 + kept % (entries.len() - 1);
        let told = found(&seal, &forged(&log, &entries[..kept], false));
        prop_assert_eq!(told, [(FindingKind::Cut, kept as u32, entries.len() as u32)]);
    }

    #[test]
    fn what_is_put_in_is_named(
        story in any::<usize>(), other in any::<usize>(), of in any::<usize>(), at in any::<usize>(), own: bool, renumbered: bool
    ) {
        let log = write_log(&LOGS[story % LOGS.len()]);
        let seal = seal(&log, None);
        let mut entries = entries(&log);
        let others: Vec<Value> = crate::entries(&write_log(&LOGS[other % LOGS.len()]));
        let mut strange = others[of % others.len()].clone();
        if own {
            strange["case"] = entries[0]["case"].clone();
        }
        let is_own = strange["case"] == entries[0]["case"];
        let at = at % (entries.len() + 1);
        entries.insert(at, strange);
        let told = found(&seal, &forged(&log, &entries, renumbered));
        prop_assert_eq!(told.len(), 1, "{:?}", told);
        let (kind, after, _) = told[0];
        prop_assert_eq!(kind, if is_own { FindingKind::Inserted } else { FindingKind::InsertedForeign });
        // A copy that stands beside what it is a copy of may be either of the two.
        let copied = (at as u32).abs_diff(after) > 0 && alike(&forged(&log, &entries, false), at as u32 + 1, after + 1);
        prop_assert!(after == at as u32 || copied, "{:?} at {}", told, at);
    }

    #[test]
    fn what_changed_places_is_named(story in any::<usize>(), one in any::<usize>(), other in any::<usize>(), renumbered: bool) {
        let log = write_log(&LOGS[story % LOGS.len()]);
        let seal = seal(&log, None);
        let mut entries = entries(&log);
        let (one, other) = (one % entries.len(), other % entries.len());
        let (one, other) = (one.min(other), one.max(other));
        entries.swap(one, other);
        let text = forged(&log, &entries, renumbered);
        prop_assume!(one != other && (!renumbered || !alike(&log, one as u32 + 1, other as u32 + 1)));
        let told = found(&seal, &text);
        match renumbered && reads_twice(&entries[one..=other]) {
            // Among entries that read alike a swap and a move may come to the same.
            true => prop_assert!(told.iter().all(|it| matches!(it.0, FindingKind::Swapped | FindingKind::Moved)) && !told.is_empty()),
            false => prop_assert_eq!(told, [(FindingKind::Swapped, one as u32 + 1, other as u32 + 1)]),
        }
    }

    #[test]
    fn what_went_elsewhere_is_named(story in any::<usize>(), from in any::<usize>(), to in any::<usize>()) {
        let log = write_log(&LOGS[story % LOGS.len()]);
        let seal = seal(&log, None);
        let mut entries = entries(&log);
        let (from, to) = (from % entries.len(), to % entries.len());
        prop_assume!(from.abs_diff(to) > 1);
        let entry = entries.remove(from);
        entries.insert(to, entry);
        let told = found(&seal, &forged(&log, &entries, false));
        prop_assert_eq!(told, [(FindingKind::Moved, from as u32 + 1, 0)]);
    }

    #[test]
    fn a_log_goes_on_behind_its_seal(story in any::<usize>(), length in any::<usize>()) {
        let whole = &LOGS[story % LOGS.len()];
        let (early, late) = (write_log(&begun(story, length)), write_log(whole));
        let first = seal(&early, None);
        let grown = first.audit(&late, None).unwrap();
        prop_assert!(grown.holds(), "{:?}", grown);
        prop_assert_eq!(grown.sealed + grown.later, whole.len());
        prop_assert_eq!(&seal(&late, Some(&first)), &seal(&late, None), "a seal of all is the same either way");
        let behind = audit::audit(&audit::join(&late, &first), None).unwrap();
        prop_assert_eq!(behind.findings.len() as u32, grown.later, "nothing may stand behind an export's seal");
    }
}

/// A log whose data were erased, as it was before they were forgotten.
fn erased() -> &'static Log {
    let erases = |log: &&Log| log.entries().iter().any(|entry| matches!(entry.event, Event::DataErased(_)));
    let personal = |log: &&Log| log.entries().iter().filter(|entry| entry.event.is_personal()).count();
    LOGS.iter().filter(erases).max_by_key(personal).unwrap()
}

#[test]
fn a_log_whose_data_were_erased_still_fits() {
    let log = erased();
    let personal: Vec<u32> =
        log.entries().iter().filter(|it| it.event.is_personal()).map(|it| it.stamp.number).collect();
    assert!(personal.len() > 2);
    let seal = seal(&write_log(log), None);
    let forgotten = write_log(&log.forget().unwrap());
    let audit = audit::audit(&audit::join(&forgotten, &seal), None).unwrap();
    assert!(audit.holds(), "{audit:?}");
    assert_eq!(audit.erased, personal);
    // Also where nothing at all is left in their place.
    let mut entries = entries(&forgotten);
    for entry in &mut entries {
        entry.as_object_mut().unwrap().shift_remove("personal");
    }
    assert_eq!(found(&seal, &forged(&forgotten, &entries, false)), []);
}

#[test]
fn a_seal_of_before_goes_on_after_the_data_are_erased() {
    let (log, forgotten) = (erased(), write_log(&erased().forget().unwrap()));
    let before = write_log(&Log::from_entries(log.entries()[..log.entries().len() - 1].iter().cloned()).unwrap());
    let first = seal(&before, None);
    let second = seal(&forgotten, Some(&first));
    assert_eq!(second, seal(&write_log(log), None), "the digests are those of before");
    assert!(second.audit(&forgotten, None).unwrap().holds());
    assert_ne!(second, seal(&forgotten, None));
}

#[test]
fn what_stands_in_the_place_of_erased_data_is_no_place_to_write() {
    let log = erased();
    let seal = seal(&write_log(log), None);
    let forgotten = write_log(&log.forget().unwrap());
    let mut entries = entries(&forgotten);
    let at = entries.iter().position(|entry| entry["event"] == "party_added").unwrap();
    entries[at]["personal"]["name"] = json!("王五");
    let number = at as u32 + 1;
    assert_eq!(found(&seal, &forged(&forgotten, &entries, false)), [(FindingKind::PersonalChanged, number, 0)]);
}

#[test]
fn data_that_nobody_erased_are_missed() {
    let log = erased();
    let whole = write_log(log);
    let forgotten = entries(&write_log(&log.forget().unwrap()));
    let erased = forgotten.iter().position(|entry| entry["event"] == "data_erased").unwrap();
    let seal = seal(&forged(&whole, &entries(&whole)[..erased], false), None);
    let told = found(&seal, &forged(&whole, &forgotten[..erased], false));
    assert!(told.len() > 2 && told.iter().all(|it| it.0 == FindingKind::PersonalMissing), "{told:?}");
}

#[test]
fn a_real_signature_fits_its_head_and_no_other() {
    let log = write_log(&LOGS[0]);
    let key = SigningKey::from_bytes(&[7; 32]);
    let public = key.verifying_key();
    let verify = |signature: &Signature, bytes: &[u8]| fits(&public, signature, bytes);
    let unsigned = seal(&log, None);
    let value = key.sign(&unsigned.to_sign("Ed25519", "office-2026")).to_vec();
    let signature = Signature { algorithm: "Ed25519".to_owned(), key: "office-2026".to_owned(), value };
    let signed = unsigned.clone().signed(signature.clone()).unwrap();
    let audit = Seal::read(&signed.write()).unwrap().audit(&log, Some(&verify)).unwrap();
    assert!(audit.holds() && audit.verified);
    assert!(!signed.audit(&log, None).unwrap().verified, "nobody looked");
    let kinds = |seal: &Seal, log: &str| {
        let audit = seal.audit(log, Some(&verify)).unwrap();
        audit.findings.iter().map(|it| it.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&unsigned, &log), [FindingKind::Unsigned]);
    // Another log of the same case, sealed anew by somebody without the key.
    let shorter = write_log(&begun(0, 3));
    let forged = seal(&shorter, None).signed(signature.clone()).unwrap();
    assert_eq!(kinds(&forged, &shorter), [FindingKind::SignatureWrong]);
    let renamed = signed.signed(Signature { key: "office-2027".to_owned(), ..signature }).unwrap();
    assert_eq!(kinds(&renamed, &log), [FindingKind::SignatureWrong]);
}

fn fits(public: &VerifyingKey, signature: &Signature, bytes: &[u8]) -> bool {
    let value = ed25519_dalek::Signature::from_slice(&signature.value);
    value.is_ok_and(|value| public.verify(bytes, &value).is_ok())
}

#[test]
fn a_change_of_the_seal_is_named() {
    let log = write_log(&LOGS[0]);
    let text = seal(&log, None).write();
    for (line, name, entry) in [(3, "open", 3), (2, "link", 2), (1, "link", 1), (4, "open", 4)] {
        let mut lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        lines[line][name] = json!("00".repeat(32));
        let changed: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let told = found(&Seal::read(&changed).unwrap(), &log);
        assert_eq!(told[0], (FindingKind::SealChanged, entry, 0), "{line} {name}: {told:?}");
    }
    let mut seal = text.lines().map(str::to_owned).collect::<Vec<_>>();
    *seal.last_mut().unwrap() = json!({"head": "00".repeat(32)}).to_string();
    let changed = Seal::read(&seal.join("\n")).unwrap();
    assert_eq!(found(&changed, &log)[0].0, FindingKind::SealChanged);
}

#[test]
fn a_log_of_another_case_is_no_log_of_this_one() {
    let seal = seal(&write_log(&LOGS[0]), None);
    let told = found(&seal, &write_log(&LOGS[1]));
    assert_eq!(told[0].0, FindingKind::Header);
    assert!(told.iter().any(|it| it.0 == FindingKind::Foreign));
}

#[test]
fn a_header_that_counts_wrongly_is_named() {
    let log = write_log(&LOGS[0]);
    let seal = seal(&log, None);
    let number = LOGS[0].len();
    let wrong = log.replacen(&format!("\"entries\":{number}"), &format!("\"entries\":{}", number + 1), 1);
    assert_eq!(found(&seal, &wrong), [(FindingKind::Header, 0, 0)]);
    assert!(read_log(&wrong).is_err());
}

#[test]
fn what_cannot_be_sealed_is_said_with_its_place() {
    let log = write_log(&LOGS[0]);
    let of = |log: &str, earlier: Option<&Seal>| {
        let error = Seal::of(log, Date::constant(2026, 3, 31), Actor::new("audit").unwrap(), earlier).unwrap_err();
        (error.code(), error.place().unwrap_or_default().to_owned())
    };
    assert_eq!(of("", None).1, "header");
    assert_eq!(of(&log.replacen("wang", "li", 1), None), (ErrorCode::LogDamaged, "entry 1".to_owned()));
    let mut entries = entries(&log);
    entries.swap(1, 2);
    assert_eq!(of(&forged(&log, &entries, false), None), (ErrorCode::LogReordered, "entry 2".to_owned()));
    entries[1]["case"] = json!("C-0");
    assert_eq!(of(&forged(&log, &entries, true), None), (ErrorCode::LogForeign, "entry 2".to_owned()));
    let first = seal(&log, None);
    entries[1]["case"] = entries[0]["case"].clone();
    assert_eq!(of(&forged(&log, &entries, true), Some(&first)), (ErrorCode::LogDamaged, "earlier".to_owned()));
}

#[test]
fn a_seal_that_cannot_be_read_is_said_with_its_place() {
    let text = seal(&write_log(&LOGS[0]), None).write();
    let of = |text: &str| {
        let error = Seal::read(text).unwrap_err();
        (error.code(), error.place().unwrap_or_default().to_owned())
    };
    let without = |at: usize| {
        let lines = text.lines().enumerate().filter(|(line, _)| *line != at);
        lines.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    assert_eq!(of(""), (ErrorCode::LogShort, "seal.header".to_owned()));
    assert_eq!(of(&write_log(&LOGS[0])), (ErrorCode::Malformed, "seal.header".to_owned()));
    assert_eq!(of(&text.replacen("seal\":1", "seal\":2", 1)).0, ErrorCode::NewerFormat);
    assert_eq!(of(&without(2)), (ErrorCode::LogReordered, "seal.entry 2".to_owned()));
    let head = text.lines().count() - 1;
    assert_eq!(of(&without(head)), (ErrorCode::LogShort, "seal.head".to_owned()));
    assert_eq!(
        of(&text.replacen("\"open\":\"", "\"open\":\"x", 1)),
        (ErrorCode::Malformed, "seal.entry 1.open".to_owned())
    );
    assert_eq!(of(&(text.clone() + "{}\n")).1, "seal");
    assert!(audit::audit(&write_log(&LOGS[0]), None).unwrap_err().to_string().contains("no seal"));
}
