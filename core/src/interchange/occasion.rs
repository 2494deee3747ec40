//! A context that was read once, without the rules that it is used under.

use super::json::{Map, Value};
use super::plain::Rules;
use super::value::Reader;
use crate::case::{Actor, Context, Salt};
use crate::date::Date;
use crate::error::Error;

/// When and by whom steps are taken: what of a [`Context`] is not rules. A binding keeps it, and hands it on under the
/// rules of each case.
///
/// ```
/// use anjieflow::interchange::Occasion;
/// use anjieflow::interchange::plain::Rules;
/// use serde_json::json;
///
/// let monday = Occasion::read(&json!({"today": "2026-03-02", "by": "wang"}))?;
/// assert_eq!(monday.under(Rules::builtin()).by.as_str(), "wang");
/// assert_eq!(monday.to_value(), json!({"today": "2026-03-02", "occurred": "2026-03-02", "by": "wang"}));
/// # Ok::<(), anjieflow::error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Occasion {
    /// The day the step is recorded.
    pub today: Date,
    /// The day the thing happened.
    pub occurred: Date,
    /// As of which day rules are judged whose deciding day has not come yet; `None` for the day it happened.
    pub as_of: Option<Date>,
    /// Who acts: the name of an account, not of a person.
    pub by: Actor,
    /// Sixteen random bytes, fresh for each entry that holds personal fields.
    pub salt: Option<Salt>,
}

impl Occasion {
    /// Reads a context: `today`, `by`, and where they differ or are needed `occurred`, `as_of` and `salt`.
    ///
    /// # Errors
    /// A missing, unknown or malformed field.
    pub fn read(value: &Value) -> Result<Self, Error> {
        let mut reader = Reader::new(value)?;
        let (today, by) = (reader.field("today")?, reader.field("by")?);
        let occurred: Option<Date> = reader.field("occurred")?;
        let as_of: Option<Date> = reader.field("as_of")?;
        let salt: Option<String> = reader.field("salt")?;
        reader.finish()?;
        let salt = salt.map(|hex| Salt::from_hex(&hex).map_err(|error| error.at("salt"))).transpose()?;
        Ok(Self { today, occurred: occurred.unwrap_or(today), as_of, by, salt })
    }

    /// The context of a step under these rules.
    #[must_use]
    pub fn under<'a>(&self, rules: Rules<'a>) -> Context<'a> {
        self.clone().into_context(rules)
    }

    pub(super) fn into_context(self, rules: Rules<'_>) -> Context<'_> {
        let Self { today, occurred, as_of, by, salt } = self;
        let Rules { pack, calendar } = rules;
        Context { today, occurred, as_of, by, pack, calendar, salt }
    }

    /// As the wire has it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let day = |day: Date| Value::from(day.to_string());
        let mut map = Map::new();
        map.insert("today".to_owned(), day(self.today));
        map.insert("occurred".to_owned(), day(self.occurred));
        map.insert("by".to_owned(), Value::from(self.by.as_str()));
        map.extend(self.as_of.map(|as_of| ("as_of".to_owned(), day(as_of))));
        map.extend(self.salt.map(|salt| ("salt".to_owned(), Value::from(salt.to_hex()))));
        Value::Object(map)
    }
}

impl From<Context<'_>> for Occasion {
    fn from(context: Context<'_>) -> Self {
        let Context { today, occurred, as_of, by, salt, .. } = context;
        Self { today, occurred, as_of, by, salt }
    }
}
