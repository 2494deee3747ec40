//! What is asked of a pack and a calendar.

use super::Problem;
use crate::calendar::Calendar;
use crate::case::{Case, CaseId, Command, Context, Event};
use crate::error::Error;
use crate::interchange::json::Value;
use crate::interchange::view::object;
use crate::interchange::{Occasion, read_command, value, view, write_entry};
use crate::log::Entry;
use crate::machine::Moved;
use crate::product::Pack;

/// What answers are given under: the products with their lists and routes, and the calendar of working days.
///
/// ```
/// use anjieflow::interchange::plain::Rules;
/// use serde_json::json;
///
/// let rules = Rules::builtin();
/// let context = json!({"today": "2026-03-02", "by": "wang"});
/// let (case, _) = rules.open(json!({"case": "C-1", "context": context}))?;
/// assert_eq!(rules.checklist(&case, context)?, json!([]));
/// # Ok::<(), anjieflow::interchange::plain::Problem>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The products and routes in force.
    pub pack: &'a Pack,
    /// Working days and holidays.
    pub calendar: &'a Calendar,
}

impl Rules<'static> {
    /// The rules that ship with the crate.
    #[must_use]
    pub fn builtin() -> Self {
        Self { pack: Pack::builtin(), calendar: Calendar::builtin() }
    }
}

impl Rules<'_> {
    /// Opens a case: `{"case": "C-1", "context": {"today": "2026-03-02", "by": "wang"}}`.
    ///
    /// # Errors
    /// Malformed input, or a refusal.
    pub fn open(self, request: Value) -> Result<(Case, Value), Problem> {
        let (case, entry) = self.opened(&request)?;
        Ok((case, write_entry(&entry)))
    }

    /// The same, with the entry before it is written.
    ///
    /// # Errors
    /// As [`Rules::open`].
    pub fn opened(self, request: &Value) -> Result<(Case, Entry), Problem> {
        let (id, context) = self.request(request).map_err(|error| error.at("request"))?;
        Ok(Case::open(id, &context)?.into_parts())
    }

    /// The event that a command would give, without changing anything.
    ///
    /// # Errors
    /// Malformed input, or the refusal that the command would meet.
    pub fn decide(self, case: &Case, command: Value, context: Value) -> Result<Value, Problem> {
        let (_, entry) = self.step(case, command, context)?;
        Ok(object!({"event": entry.get("event").cloned(), "data": entry.get("data").cloned()}))
    }

    /// Takes a step: the case after it, and the entry to keep.
    ///
    /// # Errors
    /// Malformed input, or a refusal.
    pub fn step(self, case: &Case, command: Value, context: Value) -> Result<(Case, Value), Problem> {
        let command = read_command(&command).map_err(|error| error.at("command"))?;
        let (case, entry) = take(case, &command, &self.context(&context)?)?.into_parts();
        Ok((case, write_entry(&entry)))
    }

    /// The checklist of every loan that is alive, in the order of the published lists.
    ///
    /// # Errors
    /// A malformed context.
    pub fn checklist(self, case: &Case, context: Value) -> Result<Value, Error> {
        let context = self.context(&context)?;
        Ok(view::checklist(case, &context).iter().map(|line| line.to_value(&context)).collect())
    }
}

impl<'a> Rules<'a> {
    /// Reads a context: `{"today", "by"}`, and `occurred`, `as_of`, `salt` where they are given.
    ///
    /// # Errors
    /// A missing, unknown or malformed field.
    pub fn context(self, context: &Value) -> Result<Context<'a>, Error> {
        let read = Occasion::read(context).map_err(|error| error.at("context"))?;
        Ok(read.into_context(self))
    }

    fn request(self, request: &Value) -> Result<(CaseId, Context<'a>), Error> {
        let mut reader = value::Reader::new(request)?;
        let id: CaseId = reader.field("case")?;
        let context = reader.raw("context").ok_or_else(|| value::missing("context"))?;
        reader.finish()?;
        Ok((id, self.context(context)?))
    }
}

/// Takes a step with a command and a context that were read before: for who takes many.
///
/// # Errors
/// A refusal.
///
/// ```
/// use anjieflow::case::{Actor, CaseId, Context};
/// use anjieflow::date::Date;
/// use anjieflow::interchange::{plain, read_command};
/// use serde_json::json;
///
/// let context = Context::new(Date::constant(2026, 3, 2), Actor::new("wang")?);
/// let case = anjieflow::case::Case::open(CaseId::new("C-1")?, &context)?.case;
/// let suspend = read_command(&json!({"command": "suspend", "reason": "documents abroad"}))?;
/// let moved = plain::take(&case, &suspend, &context)?;
/// assert_eq!(moved.entry().event.name(), "case_suspended");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn take(case: &Case, command: &Command, context: &Context<'_>) -> Result<Moved<Case, Event>, Problem> {
    let taken = case.clone().step(command, context);
    taken.map_err(|turned| view::of_command(turned.refusal, command).into())
}
