//! What [`Log::forget`](crate::log::Log::forget) leaves of a personal object, told from its fields alone.
//!
//! A seal keeps the digest of this beside that of the whole, so that what stands there once the data are gone can be told
//! from what somebody else put in their place.

use super::super::json::{Map, Value};

/// The fields of a personal object, and what stands there once they are erased: text, or nothing at all.
const FIELDS: &[(&str, Option<&str>)] = &[
    ("salt", Some("00000000000000000000000000000000")),
    ("name", Some("已删除")),
    ("id_number", None),
    ("other_id", None),
    ("phone", None),
    ("address", Some("已删除")),
    ("number", Some("0000000000000000")),
    ("account", Some("0000000000000000")),
];

/// The records of a correction that are of a person. What a paper or a milestone says stays.
const RECORDS: [&str; 2] = ["add_party", "describe_property"];

/// The personal object of an entry once it is erased.
pub(super) fn erased(personal: &Map<String, Value>) -> Map<String, Value> {
    let mut left = blanked(personal);
    if let Some(figures) = left.get_mut("figures") {
        *figures = Value::Object(Map::new());
    }
    if let Some(Value::Object(record)) = left.get_mut("record") {
        let kind = record.get("command").and_then(Value::as_str);
        if kind.is_some_and(|kind| RECORDS.contains(&kind)) {
            *record = blanked(record);
        }
    }
    left
}

fn blanked(fields: &Map<String, Value>) -> Map<String, Value> {
    let mut left = fields.clone();
    for (name, blank) in FIELDS.iter().copied() {
        match blank.filter(|_| fields.contains_key(name)) {
            Some(text) => left.insert(name.to_owned(), Value::from(text)),
            None if blank.is_none() => left.shift_remove(name),
            None => None,
        };
    }
    left
}

#[cfg(all(test, feature = "serde"))]
mod tests {
    use super::*;
    use crate::case::intake::{AddParty, DescribeProperty};
    use crate::case::record::{Correct, Record, RecordCorrected};
    use crate::case::{Actor, CaseId, Salt, Stamp};
    use crate::identity::{Mobile, Name};
    use crate::interchange::{read_entry, write_entry};
    use crate::log::Entry;
    use crate::party::PartyId;
    use crate::product::Role;
    use crate::property::Address;
    use crate::{Date, Money};
    use std::{fs, path::Path};

    fn agrees(entry: &Entry) -> bool {
        let whole = write_entry(entry);
        let Some(Value::Object(personal)) = whole.get("personal") else { return false };
        let forgotten = write_entry(&entry.forgotten());
        assert_eq!(Some(&Value::Object(erased(personal))), forgotten.get("personal"), "{whole}");
        assert_eq!(whole.get("data"), forgotten.get("data"), "what is of no person stays: {whole}");
        true
    }

    /// Every event that ever was written.
    #[test]
    fn it_is_what_forgetting_leaves() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden");
        let mut compared = 0;
        for file in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let entries = text.lines().map(|line| read_entry(&serde_json::from_str(line).unwrap()).unwrap());
            compared += entries.filter(agrees).count();
        }
        assert!(compared >= 10, "{compared}");
    }

    #[test]
    fn so_it_is_of_what_is_corrected() {
        let party = AddParty {
            id: PartyId::new("b1").unwrap(),
            role: Role::Borrower,
            name: Name::parse("陈一诺").unwrap(),
            id_number: None,
            other_id: None,
            phone: Some(Mobile::parse("13812345678").unwrap()),
        };
        let home = DescribeProperty {
            address: Address::new("济南市历下区试验路1号").unwrap(),
            price: Money::from_yuan(1_500_000).unwrap(),
            appraisal: None,
            site: None,
        };
        for record in [Record::Party(party), Record::Property(home)] {
            let asked = Correct { entry: 2, record, reason: "misread".to_owned() };
            let day = Date::constant(2026, 3, 2);
            let (by, salt) = (Actor::new("wang").unwrap(), Some(Salt::new([7; 16])));
            let stamp = Stamp { number: 3, occurred: day, recorded: day, by, salt };
            let event = RecordCorrected { asked, good_until: None }.into();
            assert!(agrees(&Entry { case: CaseId::new("C-1").unwrap(), stamp, event }));
        }
    }
}
