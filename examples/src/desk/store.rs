//! The office's memory: every event of every case, in SQLite, and which items of the inbox were dealt with.
//!
//! A state is never stored: it is the fold of the log. What keeps the log whole:
//!
//! - An entry is stored once: `UNIQUE (case_id, number)`, and triggers refuse a gap, a change and a removal.
//! - Two writers cannot both append: [`Store::append`] takes the length the writer has seen, and appends nothing when
//!   the log has grown since (optimistic concurrency). The writer reads again and decides again.
//! - An item of the inbox and the entry it caused are written in one transaction, so that a program that is killed
//!   between two items neither loses one nor applies one twice.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anjieflow::case::CaseId;
use anjieflow::interchange::{entry_line, plain, read_entry};
use anjieflow::log::{Entry, Log};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::error::{Error, shown};

/// The version of the tables that this program writes, and the newest it reads.
const TABLES: u32 = 1;

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

/// The database of an office.
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// An item of the inbox that was dealt with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: String,
    /// The case it was for.
    pub case: String,
    /// The command it held.
    pub command: String,
    /// The day it was dealt with.
    pub day: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It became this entry of the case.
    Applied(u32),
    /// It was refused, in the wire form of a refusal.
    Refused(String),
}

/// Whether an append took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appended {
    /// It did.
    Done,
    /// The log has grown, or the item was dealt with, since the writer looked: read again.
    Conflict,
}

impl Store {
    /// Opens the database, and makes it where there is none.
    ///
    /// # Errors
    /// The file cannot be made or opened, is read-only, is no database, or was written by a newer program.
    pub fn create(path: &Path) -> Result<Self, Error> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if let Some(folder) = folder {
            let what = |error| format!("its folder cannot be made: {error}; name another place with --db");
            std::fs::create_dir_all(folder).map_err(|error| Error::Storage { file: shown(path), what: what(error) })?;
        }
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a database that exists.
    ///
    /// # Errors
    /// As [`create`](Self::create), and when there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            let what = "there is no such database: run `desk` first, or name another with --db".to_owned();
            return Err(Error::Storage { file: shown(path), what });
        }
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self, Error> {
        let told = |error: rusqlite::Error| Error::Storage { file: shown(path), what: what(&error) };
        // Asked of the file itself: a superuser may write to what is marked as read-only, and should not.
        if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
            return Err(Error::Storage { file: shown(path), what: READ_ONLY.to_owned() });
        }
        let connection = Connection::open_with_flags(path, flags).map_err(told)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(told)?;
        connection.pragma_update(None, "synchronous", "FULL").map_err(told)?;
        let mut store = Self { connection, path: path.to_owned() };
        store.tables()?;
        Ok(store)
    }

    /// Makes the tables, all or none.
    fn tables(&mut self) -> Result<(), Error> {
        self.write(|transaction| {
            let version: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if version == 0 {
                transaction.execute_batch(SCHEMA)?;
                transaction.pragma_update(None, "user_version", TABLES)?;
            }
            Ok(version)
        })
        .and_then(|version| if version > TABLES { Err(self.told(NEWER)) } else { Ok(()) })
    }

    /// The ids of all cases, in order.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn cases(&self) -> Result<Vec<String>, Error> {
        self.rows("SELECT DISTINCT case_id FROM entry ORDER BY case_id", [], |row| row.get(0))
    }

    /// The log of a case; none when there is no such case.
    ///
    /// # Errors
    /// The database cannot be read, or an entry in it is damaged.
    pub fn log(&self, case: &CaseId) -> Result<Option<Log>, Error> {
        let sql = "SELECT body FROM entry WHERE case_id = ?1 ORDER BY number";
        let bodies: Vec<String> = self.rows(sql, [case.as_str()], |row| row.get(0))?;
        if bodies.is_empty() {
            return Ok(None);
        }
        let entries: Result<Vec<Entry>, Error> = (1..).zip(&bodies).map(|entry| self.entry(case, entry)).collect();
        Log::from_entries(entries?).map(Some).map_err(|error| self.told(&format!("case {case}: {error}")))
    }

    fn entry(&self, case: &CaseId, (number, body): (u32, &String)) -> Result<Entry, Error> {
        let place = |problem: &dyn std::fmt::Display| self.told(&format!("case {case}, entry {number}: {problem}"));
        let value = plain::parse(body).map_err(|problem| place(&problem))?;
        read_entry(&value).map_err(|error| place(&error))
    }

    /// Appends entries to a case whose log had `length` entries when the writer looked, and notes the item that
    /// caused them; all or nothing.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn append(
        &mut self,
        case: &CaseId,
        length: u32,
        entries: &[Entry],
        item: Option<&Item>,
    ) -> Result<Appended, Error> {
        self.write(|transaction| {
            if length_of(transaction, case)? != length || was_dealt_with(transaction, item)? {
                return Ok(Appended::Conflict);
            }
            for entry in entries {
                let body = entry_line(entry);
                let row = params![case.as_str(), entry.stamp.number, body];
                transaction.execute("INSERT INTO entry (case_id, number, body) VALUES (?1, ?2, ?3)", row)?;
            }
            item.map_or(Ok(()), |item| note(transaction, item))?;
            Ok(Appended::Done)
        })
    }

    /// The item of that id, if it was dealt with.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn item(&self, id: &str) -> Result<Option<Item>, Error> {
        let mut items = self.rows(&format!("{ITEMS} WHERE id = ?1"), [id], item)?;
        Ok(items.pop())
    }

    /// What was refused on a day, in the order of the items.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn refused_on(&self, day: &str) -> Result<Vec<Item>, Error> {
        self.rows(&format!("{ITEMS} WHERE day = ?1 AND refusal IS NOT NULL ORDER BY id"), [day], item)
    }

    fn rows<T>(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let rows = || -> rusqlite::Result<Vec<T>> {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_map(parameters, read)?.collect()
        };
        rows().map_err(|error| self.told(&what(&error)))
    }

    /// In one transaction that no other writer shares.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let file = shown(&self.path);
        let done = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        done().map_err(|error| Error::Storage { file, what: what(&error) })
    }

    fn told(&self, what: &str) -> Error {
        Error::Storage { file: shown(&self.path), what: what.to_owned() }
    }
}

const ITEMS: &str = "SELECT id, case_id, command, day, number, refusal FROM item";
const READ_ONLY: &str = "the database is read-only: make it writable, or name another with --db";
const NEWER: &str = "the database was written by a newer desk: update this one, or name another database with --db";

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let (number, refusal): (Option<u32>, Option<String>) = (row.get(4)?, row.get(5)?);
    let outcome = match number {
        Some(number) => Outcome::Applied(number),
        None => Outcome::Refused(refusal.unwrap_or_default()),
    };
    Ok(Item { id: row.get(0)?, case: row.get(1)?, command: row.get(2)?, day: row.get(3)?, outcome })
}

fn length_of(transaction: &Transaction<'_>, case: &CaseId) -> rusqlite::Result<u32> {
    let sql = "SELECT COALESCE(MAX(number), 0) FROM entry WHERE case_id = ?1";
    transaction.query_row(sql, [case.as_str()], |row| row.get(0))
}

fn was_dealt_with(transaction: &Transaction<'_>, item: Option<&Item>) -> rusqlite::Result<bool> {
    let Some(item) = item else { return Ok(false) };
    let found = transaction.query_row("SELECT 1 FROM item WHERE id = ?1", [&item.id], |_| Ok(()));
    Ok(found.optional()?.is_some())
}

fn note(transaction: &Transaction<'_>, item: &Item) -> rusqlite::Result<()> {
    let (number, refusal) = match &item.outcome {
        Outcome::Applied(number) => (Some(*number), None),
        Outcome::Refused(refusal) => (None, Some(refusal)),
    };
    let sql = "INSERT INTO item (id, case_id, command, day, number, refusal) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    transaction.execute(sql, params![item.id, item.case, item.command, item.day, number, refusal]).map(drop)
}

/// What SQLite says, in words that help.
fn what(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly) => READ_ONLY.to_owned(),
        Some(ErrorCode::CannotOpen) => {
            "the database cannot be opened: check that its folder exists and is writable, or name another with --db"
                .to_owned()
        }
        Some(ErrorCode::NotADatabase) => {
            "this is not a database: name another with --db, and desk makes one".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt) => "the database is damaged: restore it from a good copy".to_owned(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds the database: wait until it is done, then run again".to_owned()
        }
        Some(ErrorCode::DiskFull) => "the disk is full: make room, then run again".to_owned(),
        _ => format!("the database says: {error}; check the file, or name another with --db"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anjieflow::case::{Actor, Case, Context, ending::Withdraw};
    use anjieflow::date::Date;

    fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("desk.sqlite")).unwrap();
        (folder, store)
    }

    fn entries() -> (CaseId, [Entry; 2]) {
        let context = Context::new(Date::constant(2026, 3, 20), Actor::new("wang").unwrap());
        let id = CaseId::new("C-1").unwrap();
        let opened = Case::open(id.clone(), &context).unwrap();
        let first = opened.entry();
        let second = opened.case.step(&Withdraw { reason: "no".into() }.into(), &context).unwrap().entry();
        (id, [first, second])
    }

    #[test]
    fn a_log_reads_back_what_was_appended() {
        let (_folder, mut store) = store();
        let (case, entries) = entries();
        assert_eq!(store.log(&case).unwrap(), None);
        assert_eq!(store.append(&case, 0, &entries, None).unwrap(), Appended::Done);
        assert_eq!(store.log(&case).unwrap().unwrap().entries(), entries);
    }

    #[test]
    fn a_writer_that_looked_too_early_appends_nothing() {
        let (_folder, mut store) = store();
        let (case, [first, second]) = entries();
        assert_eq!(store.append(&case, 0, std::slice::from_ref(&first), None).unwrap(), Appended::Done);
        assert_eq!(store.append(&case, 0, &[first], None).unwrap(), Appended::Conflict);
        assert_eq!(store.append(&case, 1, &[second], None).unwrap(), Appended::Done);
    }

    #[test]
    fn an_item_is_dealt_with_once() {
        let (_folder, mut store) = store();
        let (case, [first, second]) = entries();
        let item = Item {
            id: "i1".into(),
            case: "C-1".into(),
            command: "open".into(),
            day: "2026-03-20".into(),
            outcome: Outcome::Applied(1),
        };
        assert_eq!(store.append(&case, 0, &[first], Some(&item)).unwrap(), Appended::Done);
        assert_eq!(store.append(&case, 1, &[second], Some(&item)).unwrap(), Appended::Conflict);
        assert_eq!(store.item("i1").unwrap(), Some(item));
    }

    #[test]
    fn what_is_stored_is_not_changed_and_has_no_gap() {
        let (_folder, mut store) = store();
        let (case, [first, second]) = entries();
        assert!(store.append(&case, 0, std::slice::from_ref(&second), None).is_err(), "a gap");
        store.append(&case, 0, &[first], None).unwrap();
        for sql in ["UPDATE entry SET body = ''", "DELETE FROM entry"] {
            assert!(store.connection.execute(sql, []).unwrap_err().to_string().contains("append-only"));
        }
    }
}
