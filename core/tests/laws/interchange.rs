//! Commands, contexts, entries and questions as JSON: what is read is written and read back the same, and every question has an
//! answer or an error with a message.

use anjieflow::error::Error;
use anjieflow::interchange::plain::{self, Rules};
use anjieflow::interchange::{Occasion, read_command, read_entry, write_command, write_entry};
use serde_json::Value;

pub fn holds(data: &[u8]) {
    let Ok(value) = plain::parse(super::text(data)) else { return };
    // Of a fraction the last digit may not be read as it is written; nothing here takes one.
    if is_whole(&value) {
        assert_eq!(plain::parse(&value.to_string()).as_ref(), Ok(&value));
    }
    if let Ok(command) = read_command(&value) {
        assert_eq!(read_command(&write_command(&command)), Ok(command));
    }
    if let Ok(occasion) = Occasion::read(&value) {
        assert_eq!(Occasion::read(&occasion.to_value()), Ok(occasion));
    }
    if let Ok(entry) = read_entry(&value) {
        assert_eq!(write_entry(&entry), value);
    }
    asked(&value);
}

fn is_whole(value: &Value) -> bool {
    match value {
        Value::Number(number) => !number.is_f64(),
        Value::Array(items) => items.iter().all(is_whole),
        Value::Object(fields) => fields.values().all(is_whole),
        _ => true,
    }
}

/// A question stands beside what is asked of it.
fn asked(value: &Value) {
    let Some((name, of)) = value.as_object().and_then(|map| map.iter().next()) else { return };
    if let Some((_, answer)) = QUESTIONS.iter().find(|(question, _)| question == name) {
        match answer(of) {
            Ok(answer) => assert!(is_whole(&answer)),
            Err(error) => assert!(!error.message().is_empty()),
        }
    }
}

type Answer = fn(&Value) -> Result<Value, Error>;

const QUESTIONS: [(&str, Answer); 17] = [
    ("assess", |of| Rules::builtin().assess(of)),
    ("choose", |of| Rules::builtin().choose(of)),
    ("costs", |of| Rules::builtin().costs(of)),
    ("split", |of| Rules::builtin().split(of)),
    ("published_rates", |of| Rules::builtin().published_rates(of)),
    ("schedule", |of| Rules::builtin().schedule(of)),
    ("prepay", plain::prepay),
    ("combined", plain::combined),
    ("fortnightly", plain::fortnightly),
    ("arrears", plain::arrears),
    ("late_record", plain::late_record),
    ("settlement", plain::settlement),
    ("apr", plain::apr),
    ("spread", plain::spread),
    ("compare", plain::compare),
    ("if_rate_moves", plain::if_rate_moves),
    ("prepay_now_or_later", plain::prepay_now_or_later),
];
