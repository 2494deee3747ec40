//! Commands and contexts as JSON.

use serde_json::{Map, Value};

use super::shape::{read_case_command, read_step, unknown_command, write_case_command};
use super::value::{Reader, missing, wrong_type};
use crate::case::{Command, CommandKind};
use crate::error::Error;
use crate::loan;

/// Reads a command: an object with its name in `command`, and its fields beside it.
///
/// A step of a loan is written like any other command, with the loan's id in `loan` where several are open.
///
/// # Errors
/// An unknown command; a missing, unknown or malformed field, named with its place.
pub fn read_command(value: &Value) -> Result<Command, Error> {
    let mut reader = Reader::new(value)?;
    let name = reader.raw("command").ok_or_else(|| missing("command"))?;
    let name = name.as_str().ok_or_else(|| wrong_type("a command's name", name).at("command"))?;
    let command = named(name, &mut reader)?;
    reader.finish()?;
    Ok(command)
}

fn named(name: &str, reader: &mut Reader<'_>) -> Result<Command, Error> {
    if let Some(kind) = loan::CommandKind::named(name) {
        return read_step(kind, reader).map(Command::StepLoan);
    }
    match CommandKind::named(name) {
        Some(kind) => read_case_command(kind, reader),
        None => Err(unknown_command(name).at("command")),
    }
}

/// Writes a command.
pub fn write_command(command: &Command) -> Value {
    let mut map = Map::new();
    map.insert("command".to_owned(), Value::from(command_name(command)));
    write_case_command(command, &mut map);
    Value::Object(map)
}

/// A loan's command goes by its own name.
pub(super) fn command_name(command: &Command) -> &'static str {
    match command {
        Command::StepLoan(step) => step.command.kind().name(),
        other => other.kind().name(),
    }
}
