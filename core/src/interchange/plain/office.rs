//! The cases of an office, kept together to be asked about.

use serde_json::Value;

use super::Rules;
use crate::case::{Case, CaseId};
use crate::error::Error;
use crate::interchange::office::{Cases, of_office};

/// The cases of an office, by their names.
///
/// The first worklist of a day is computed when it is asked for, and kept: after [`put`](Self::put) only that case is looked at
/// again.
///
/// ```
/// use anjieflow::interchange::plain::{Office, Rules};
/// use serde_json::json;
///
/// let rules = Rules::builtin();
/// let context = json!({"today": "2026-03-02", "by": "wang"});
/// let mut office = Office::default();
/// office.put(rules.open(json!({"case": "C-1", "context": context}))?.0);
/// let stages = office.ask(rules, &json!({"question": "stages"}), context)?;
/// assert_eq!((&stages[0]["stage"], &stages[0]["cases"]), (&json!("enquiry"), &json!(1)));
/// # Ok::<(), anjieflow::interchange::plain::Problem>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Office {
    cases: Cases,
}

impl Office {
    /// Puts a case in, in the place of what it was before: that is handed back.
    pub fn put(&mut self, case: Case) -> Option<Case> {
        self.cases.put(case)
    }

    /// Takes a case out.
    pub fn remove(&mut self, id: &str) -> Option<Case> {
        self.cases.remove(&CaseId::new(id).ok()?)
    }

    /// How many cases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.cases.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Asks something of all cases: `{"question": …}` with what belongs to it, one of
    /// [`schema::office_questions`](crate::interchange::schema::office_questions). The [questions](super::questions) have their
    /// own page.
    ///
    /// # Errors
    /// An unknown question (the advice names those that are known), a malformed context, or what the question says.
    pub fn ask(&mut self, rules: Rules<'_>, question: &Value, context: Value) -> Result<Value, Error> {
        let context = rules.context(&context)?;
        of_office(&mut self.cases, question, &context).map_err(|error| error.at("question"))
    }
}
