//! Plays a story and gives the log of its case: how the sample office's histories are made.
//!
//! A story is text, a step a line: day, who, command, its fields as JSON, `=>`, outcome. The day the thing happened
//! stands in brackets where it is not the day it was recorded.
//!
//! ```
//! let story = r#"
//! case C-1
//! 2026-03-02 wang open {} => opened
//! 2026-03-05 (2026-03-04) wang withdraw {"reason":"bought elsewhere"} => case_withdrawn
//! "#;
//! let log = anjieflow_examples::story::log_of(story)?;
//! assert_eq!(anjieflow::interchange::plain::replay(&log)?.stage().name(), "withdrawn");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use anjieflow::case::Case;
use anjieflow::interchange::plain::{self, Problem, Rules};
use serde_json::{Map, Value, json};

/// A story that does not go as it is written.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct StoryError {
    /// Which line of the story, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// The log of a story's case, as text.
///
/// # Errors
/// The first line that cannot be read, or whose outcome is another than the one it states.
pub fn log_of(story: &str) -> Result<String, StoryError> {
    let mut player = Player::default();
    let mut last = 0;
    for (number, line) in (1..).zip(story.lines()) {
        player.line(line.trim()).map_err(|what| StoryError { line: number, what })?;
        last = number;
    }
    plain::log(player.entries).map_err(|problem| StoryError { line: last, what: problem.to_string() })
}

#[derive(Default)]
struct Player {
    id: String,
    salt: Option<String>,
    case: Option<Case>,
    entries: Vec<Value>,
}

impl Player {
    fn line(&mut self, line: &str) -> Result<(), String> {
        match line.split_once(' ') {
            _ if line.is_empty() || line.starts_with('#') => {}
            Some(("case", id)) => id.clone_into(&mut self.id),
            Some(("salt", salt)) => self.salt = Some(salt.to_owned()),
            _ => {
                let (step, expected) =
                    line.rsplit_once(" => ").ok_or("no outcome: write ` => ` and what comes of it")?;
                self.step(step)?.agrees(expected)?;
            }
        }
        Ok(())
    }

    fn step(&mut self, step: &str) -> Result<Outcome, String> {
        let step = Step::parse(step)?;
        if step.name == "stage" {
            let stage = self.case.as_ref().map_or("none", |case| case.stage().name());
            return Ok(Outcome(stage.to_owned(), String::new()));
        }
        match self.take(&step) {
            Ok((case, entry)) => Ok(self.keep(case, entry)),
            Err(Problem::Refusal(refusal)) => {
                let codes: Vec<&str> = refusal.codes().collect();
                Ok(Outcome(format!("refused {}", codes.join(" ")), refusal.to_string()))
            }
            Err(Problem::Error(error)) => Ok(Outcome(format!("error {}", error.code()), error.to_string())),
        }
    }

    fn take(&self, step: &Step<'_>) -> Result<(Case, Value), Problem> {
        let context = step.context(self.salt.as_deref());
        match &self.case {
            None => Rules::builtin().open(json!({"case": self.id, "context": context})),
            Some(case) => Rules::builtin().step(case, step.command(), context),
        }
    }

    fn keep(&mut self, case: Case, entry: Value) -> Outcome {
        let event = entry.get("event").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.case = Some(case);
        self.entries.push(entry);
        Outcome(event, String::new())
    }
}

/// What came of a step, and why.
struct Outcome(String, String);

impl Outcome {
    fn agrees(&self, expected: &str) -> Result<(), String> {
        match self.0 == expected {
            true => Ok(()),
            false => Err(format!("`{expected}` is expected, `{}` came: {}", self.0, self.1)),
        }
    }
}

struct Step<'s> {
    today: &'s str,
    occurred: &'s str,
    by: &'s str,
    name: &'s str,
    fields: Map<String, Value>,
}

impl<'s> Step<'s> {
    fn parse(step: &'s str) -> Result<Self, String> {
        let form = "write a step as `day who command {fields}`";
        let (today, rest) = step.split_once(' ').ok_or(form)?;
        let bracket = rest.strip_prefix('(').and_then(|rest| rest.split_once(") "));
        let (occurred, rest) = bracket.unwrap_or((today, rest));
        let mut words = rest.splitn(3, ' ');
        let (by, name) = (words.next().ok_or(form)?, words.next().ok_or(form)?);
        let fields = serde_json::from_str(words.next().ok_or(form)?).map_err(|error| error.to_string())?;
        Ok(Self { today, occurred, by, name, fields })
    }

    fn command(&self) -> Value {
        let mut command = Map::new();
        command.insert("command".to_owned(), Value::from(self.name));
        command.extend(self.fields.clone());
        Value::Object(command)
    }

    fn context(&self, salt: Option<&str>) -> Value {
        let mut context = json!({"today": self.today, "occurred": self.occurred, "by": self.by});
        if let (Some(map), Some(salt)) = (context.as_object_mut(), salt) {
            map.insert("salt".to_owned(), Value::from(salt));
        }
        context
    }
}

#[cfg(test)]
mod tests {
    use super::log_of;

    #[test]
    fn a_story_that_goes_otherwise_names_its_line() {
        let error = log_of("case C-1\n2026-03-02 wang open {} => withdrawn\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2: `withdrawn` is expected, `opened` came: ");
    }

    #[test]
    fn a_line_without_an_outcome_is_told_so() {
        assert!(log_of("case C-1\n2026-03-02 wang open {}\n").unwrap_err().what.contains("no outcome"));
    }
}
