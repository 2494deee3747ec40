//! The cases of an office, kept together to be asked about.

use serde_json::Value;

use super::Rules;
use crate::case::{Case, CaseId};
use crate::error::Error;
use crate::interchange::office::{Cases, of_office};
use crate::watch::{Watch, nobody};

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
        self.ask_watched(rules, question, context, &mut nobody)
    }

    /// The same, for somebody who may end it. The parts of the work are the cases that have to be looked at, of `reconcile` the
    /// rows of the list besides; a question that was ended can be asked again.
    ///
    /// ```
    /// use anjieflow::error::ErrorCode;
    /// use anjieflow::interchange::plain::{Office, Rules};
    /// use serde_json::json;
    /// use std::ops::ControlFlow;
    ///
    /// let (rules, context) = (Rules::builtin(), json!({"today": "2026-03-02", "by": "wang"}));
    /// let mut office = Office::default();
    /// for case in ["C-1", "C-2", "C-3"] {
    ///     office.put(rules.open(json!({"case": case, "context": context}))?.0);
    /// }
    /// let question = json!({"question": "clerks"});
    /// let mut told = Vec::new();
    /// let ended = office.ask_watched(rules, &question, context.clone(), &mut |done, of| {
    ///     told.push((done, of));
    ///     if done < 2 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    /// });
    /// assert_eq!((told, ended.unwrap_err().code()), (vec![(1, 3), (2, 3)], ErrorCode::Interrupted));
    /// assert_eq!(office.ask(rules, &question, context)?[0]["clerk"], "wang");
    /// # Ok::<(), anjieflow::interchange::plain::Problem>(())
    /// ```
    ///
    /// # Errors
    /// As [`ask`](Self::ask), or `Interrupted`.
    pub fn ask_watched(
        &mut self,
        rules: Rules<'_>,
        question: &Value,
        context: Value,
        watch: &mut Watch<'_>,
    ) -> Result<Value, Error> {
        let context = rules.context(&context)?;
        of_office(&mut self.cases, question, &context, watch).map_err(|error| error.at("question"))
    }
}
