//! Whether a database is whole, and what SQLite says of it in words that help.

use rusqlite::{Connection, ErrorCode};

use super::tables;

/// What to do about damage.
pub const RESTORE: &str = "restore the database from a good copy";
/// It can be read, and not written.
pub const READ_ONLY: &str = "the database is read-only: make it writable, or name another with --db";
/// Its version is not known here.
pub const NEWER: &str = "the database was written by a newer desk: update this one, or name another database with --db";
/// A file of no bytes.
pub const EMPTY: &str =
    "the file is empty, and desk never leaves one so: restore it from a good copy, or remove it to begin anew";
/// It has no version.
pub const FOREIGN: &str =
    "the database is not one of desk's, or is damaged: name another with --db, or restore it from a good copy";

/// Looks at every page, every index and every table. What its entries say is checked when they are read.
///
/// # Errors
/// The first thing that is not as it was written.
pub fn check(connection: &Connection) -> Result<(), String> {
    let found: String =
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(|error| what(&error))?;
    if found != "ok" {
        return Err(damaged(&found));
    }
    match plan(connection).map_err(|error| what(&error))? == expected().map_err(|error| what(&error))? {
        true => Ok(()),
        false => Err(damaged("its tables are not those that desk makes")),
    }
}

/// The tables, indexes and triggers, as they were declared.
fn plan(connection: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let mut statement = connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

fn expected() -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let connection = Connection::open_in_memory()?;
    tables::schema(&connection)?;
    plan(&connection)
}

fn damaged(found: &str) -> String {
    let found = found.lines().last().unwrap_or_default().trim();
    format!("the database is damaged ({found}): {RESTORE}")
}

/// What SQLite says, in words that help.
pub fn what(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly) => READ_ONLY.to_owned(),
        Some(ErrorCode::CannotOpen) => {
            "the database cannot be opened: check that its folder exists and is writable, or name another with --db"
                .to_owned()
        }
        Some(ErrorCode::NotADatabase) => {
            "this is not a database: name another with --db, and desk makes one".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt) => damaged("SQLite cannot read it"),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds the database: wait until it is done, then run again".to_owned()
        }
        Some(ErrorCode::DiskFull) => "the disk is full: make room, then run again".to_owned(),
        Some(ErrorCode::SystemIoFailure) => {
            "the disk does not take or give what is asked of it: look whether it is full, at its limit or broken, then \
             run again"
                .to_owned()
        }
        _ if is_unreadable(error) => damaged("a row is not of its kind"),
        _ => format!("the database says: {error}; check the file, or name another with --db"),
    }
}

/// What was read is not what the tables hold.
fn is_unreadable(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..))
}
