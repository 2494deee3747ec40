//! The tables of the office's memory: how they are made, opened, and brought up to date.

use std::io;
use std::path::Path;
use std::time::Duration;
use std::{fs, process};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::whole::{self, what};

/// The version of the tables that this program writes, and the newest it reads.
const TABLES: u32 = 2;

/// Of version 1.
const SCHEMA: &str = "
    CREATE TABLE entry (
        case_id TEXT NOT NULL,
        number  INTEGER NOT NULL CHECK (number > 0),
        body    TEXT NOT NULL,
        UNIQUE (case_id, number)
    ) STRICT;
    CREATE TRIGGER entry_follows BEFORE INSERT ON entry
    WHEN NEW.number <> 1 + (SELECT COALESCE(MAX(number), 0) FROM entry WHERE case_id = NEW.case_id)
    BEGIN SELECT RAISE(ABORT, 'an entry must be the next of its case'); END;
    CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
    CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;

    CREATE TABLE item (
        id      TEXT NOT NULL PRIMARY KEY,
        case_id TEXT NOT NULL,
        command TEXT NOT NULL,
        day     TEXT NOT NULL,
        number  INTEGER,
        refusal TEXT,
        CHECK ((number IS NULL) <> (refusal IS NULL))
    ) STRICT;
    CREATE TRIGGER item_stays BEFORE UPDATE ON item
    BEGIN SELECT RAISE(ABORT, 'items are append-only'); END;
    CREATE TRIGGER item_is_kept BEFORE DELETE ON item
    BEGIN SELECT RAISE(ABORT, 'items are append-only'); END;
";

/// Since version 2 an item stands twice, in its table and in an index of all that it says: where a page went bad, the
/// two differ. An entry has a check of its own.
const TWICE: &str = "CREATE INDEX item_again ON item (id, case_id, command, day, number, refusal);";

/// Makes a database: whole under another name, then put into place. What has the name is never half made, so that an
/// empty file there is one that lost what it held.
pub fn make(path: &Path) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)
            .map_err(|error| format!("its folder cannot be made: {error}; name another place with --db"))?;
    }
    let beside = path.with_extension(format!("{}.part", process::id()));
    let made = fill(&beside).and_then(|()| put(&beside, path).map_err(|error| unplaced(&error)));
    // Either it has its place, or it is of no use.
    drop(fs::remove_file(&beside));
    made
}

fn fill(beside: &Path) -> Result<(), String> {
    // What a program of the same number left that was killed.
    drop(fs::remove_file(beside));
    let connection = opened(beside, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    schema(&connection).map_err(|error| what(&error))
}

/// The tables as they should be.
pub fn schema(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!("BEGIN; {SCHEMA} {TWICE} PRAGMA user_version = {TABLES}; COMMIT"))
}

/// Who was quicker keeps the place.
fn put(beside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(beside, path) {
        Ok(()) => Ok(()),
        Err(_) if path.exists() => Ok(()),
        // Not every file system has links.
        Err(_) => fs::rename(beside, path),
    }
}

fn unplaced(error: &io::Error) -> String {
    format!("the database cannot be put into its place: {error}; name another place with --db")
}

/// Opens a database that exists, and brings it up to date. It is not looked at as a whole.
pub fn open(path: &Path) -> Result<Connection, String> {
    let file = path.metadata().map_err(|error| format!("it cannot be opened: {error}; name another with --db"))?;
    // Asked of the file itself: a superuser may write to what is marked as read-only, and should not.
    if file.permissions().readonly() {
        return Err(whole::READ_ONLY.to_owned());
    }
    if file.is_file() && file.len() == 0 {
        return Err(whole::EMPTY.to_owned());
    }
    let mut connection = opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    match version(&connection).map_err(|error| what(&error))? {
        TABLES => Ok(connection),
        1 => upgrade(&mut connection).map(|()| connection).map_err(|error| what(&error)),
        0 => Err(whole::FOREIGN.to_owned()),
        _ => Err(whole::NEWER.to_owned()),
    }
}

fn opened(path: &Path, flags: OpenFlags) -> Result<Connection, String> {
    let open = || {
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        // What is told to be done is on the disk, also if the power fails then: the removal of the journal too.
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        Ok(connection)
    };
    open().map_err(|error: rusqlite::Error| what(&error))
}

/// So long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Somebody else may be at it.
fn upgrade(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if version(&transaction)? == 1 {
        transaction.execute_batch(TWICE)?;
        transaction.pragma_update(None, "user_version", TABLES)?;
    }
    transaction.commit()
}
