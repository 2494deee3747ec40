//! A log that is read is written the same; what replays can be looked at, sealed and audited.

use anjieflow::case::Actor;
use anjieflow::date::Date;
use anjieflow::interchange::audit::{Seal, join};
use anjieflow::interchange::{audit, entry_line, plain, read_entry, read_log, write_entry, write_log};
use anjieflow::log::Log;
use serde_json::Value;

pub fn holds(data: &[u8]) {
    let text = super::text(data);
    whatever(text);
    // No fuzzer hits upon a check: each entry gets the one that fits.
    whatever(&repaired(text));
}

fn whatever(text: &str) {
    let _ = audit::audit(text, None);
    if let Ok(log) = read_log(text) {
        read(&log);
    }
}

fn read(log: &Log) {
    let written = write_log(log);
    assert_eq!(read_log(&written).as_ref(), Ok(log));
    for entry in log.entries() {
        let value = write_entry(entry);
        assert_eq!(entry_line(entry), value.to_string());
        assert_eq!(read_entry(&value).as_ref(), Ok(entry));
    }
    plain::events(&written).unwrap();
    sealed(&written);
    if let Ok(case) = log.replay() {
        assert_eq!(case.length(), log.len());
        let _ = plain::view(&case);
        let last = log.entries().last().unwrap().stamp.recorded;
        assert_eq!(log.known_on(last).unwrap().unwrap(), case);
        let _ = log.forget();
    }
}

fn sealed(log: &str) {
    let seal = Seal::of(log, Date::constant(2026, 3, 2), Actor::new("audit").unwrap(), None).unwrap();
    assert_eq!(Seal::read(&seal.write()).as_ref(), Ok(&seal));
    assert!(audit::audit(&join(log, &seal), None).unwrap().holds());
}

/// Each line with the check that fits what stands in it, and a header that counts them.
pub fn repaired(text: &str) -> String {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(checked);
    let header = lines.next().unwrap_or_default();
    let lines: Vec<String> = lines.collect();
    let header = match plain::parse(&header) {
        Ok(Value::Object(mut header)) if header.contains_key("entries") => {
            header.insert("entries".to_owned(), Value::from(lines.len()));
            Value::Object(header).to_string()
        }
        _ => header,
    };
    [header, "\n".to_owned(), lines.into_iter().map(|line| line + "\n").collect()].concat()
}

fn checked(line: &str) -> String {
    match plain::parse(line) {
        Ok(Value::Object(mut entry)) if entry.contains_key("event") => {
            entry.shift_remove("check");
            let check = check_of(&Value::Object(entry.clone()).to_string());
            entry.insert("check".to_owned(), Value::from(check));
            Value::Object(entry).to_string()
        }
        _ => line.to_owned(),
    }
}

fn check_of(text: &str) -> String {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    format!("{:016x}", text.bytes().fold(0xcbf2_9ce4_8422_2325, step))
}
