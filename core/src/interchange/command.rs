//! Commands and contexts as JSON.

use super::json::{Seen, Value};
use super::shape::{read_named, unknown_command, write_case_command};
use super::value::{Reader, object_value};
use crate::case::Command;
use crate::error::Error;

/// Reads a command: an object with its name in `command`, and its fields beside it.
///
/// A step of a loan is written like any other command, with the loan's id in `loan` where several are open.
///
/// # Errors
/// An unknown command; a missing, unknown or malformed field, named with its place.
pub fn read_command(value: &Value) -> Result<Command, Error> {
    // As from a text: commands and events have one reader.
    let seen = Seen::of(value);
    let mut reader = Reader::new(&seen)?;
    let name = reader.word("command", "a command's name")?;
    let command = read_named(name, &mut reader).ok_or_else(|| unknown_command(name).at("command"))?;
    reader.finish()?;
    Ok(command)
}

/// Writes a command.
pub fn write_command(command: &Command) -> Value {
    object_value(|out| {
        out.put("command", false, &command_name(command));
        write_case_command(command, out);
    })
}

/// A loan's command goes by its own name.
pub(super) fn command_name(command: &Command) -> &'static str {
    match command {
        Command::StepLoan(step) => step.command.kind().name(),
        other => other.kind().name(),
    }
}
