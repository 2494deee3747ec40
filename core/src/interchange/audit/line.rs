//! An entry as it stands in a log, read as JSON and no further: whether it makes sense is for a replay to say.

use super::super::check::check_of;
use super::super::json::{Map, Value};
use super::super::record::parse_line;
use super::chain::{Personal, Sum, Sums};
use super::erased::erased;

/// What an audit looks at.
#[derive(Default)]
pub(super) struct Line {
    /// The number that the entry gives itself.
    pub(super) number: Option<u32>,
    /// The case it says it belongs to.
    pub(super) case: Option<String>,
    /// Its digests; none where the line cannot be read.
    pub(super) sums: Option<Sums>,
    /// Whether its check is that of its text.
    pub(super) fits: bool,
    /// Whether it says that the personal data were erased.
    pub(super) erases: bool,
}

impl Line {
    pub(super) fn of(text: &str) -> Self {
        match parse_line(text) {
            Ok(Value::Object(entry)) => Self::of_entry(&entry),
            _ => Self::default(),
        }
    }

    fn of_entry(entry: &Map<String, Value>) -> Self {
        let text = |name: &str| entry.get(name).and_then(Value::as_str);
        let number = entry.get("number").and_then(Value::as_u64);
        Self {
            number: number.and_then(|number| u32::try_from(number).ok()),
            case: text("case").map(str::to_owned),
            sums: sums(entry),
            fits: fits(entry),
            erases: text("event") == Some("data_erased"),
        }
    }

    /// Whether it says that it belongs to this case.
    pub(super) fn is_of(&self, case: &str) -> bool {
        self.case.as_deref() == Some(case)
    }
}

fn sums(entry: &Map<String, Value>) -> Option<Sums> {
    let personal = match entry.get("personal") {
        None | Some(Value::Null) => None,
        Some(Value::Object(whole)) => {
            let (whole, erased) = (Sum::of_personal(whole)?, Sum::of_personal(&erased(whole))?);
            Some(Personal { whole, erased })
        }
        Some(_) => return None,
    };
    Some(Sums { open: Sum::of_open(entry)?, personal })
}

/// The check is over the text without it, in the order in which the fields stand.
fn fits(entry: &Map<String, Value>) -> bool {
    let mut unchecked = entry.clone();
    let check = unchecked.shift_remove("check");
    let wanted = check_of(&Value::Object(unchecked).to_string());
    check.as_ref().and_then(Value::as_str) == Some(wanted.as_str())
}
