//! The office's memory: every event of every case, in SQLite, and which items of the inbox were dealt with.
//!
//! A state is never stored: it is the fold of the log. What keeps the log whole:
//!
//! - An entry is stored once: `UNIQUE (case_id, number)`, and triggers refuse a gap, a change and a removal.
//! - Two writers cannot both append: [`Store::append`] takes the length the writer has seen, and appends nothing when
//!   the log has grown since (optimistic concurrency). The writer reads again and decides again.
//! - An item of the inbox and the entry it caused are written in one transaction, so that a program that is killed
//!   between two items neither loses one nor applies one twice.
//! - A database that is not whole is not used: [`whole`] looks at it whenever it is opened.

use std::path::{Path, PathBuf};

use anjieflow::case::CaseId;
use anjieflow::interchange::{entry_line, plain, read_entry};
use anjieflow::log::{Entry, Log};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::error::{Error, shown};
use super::{tables, whole};

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
    /// The file cannot be made or opened, is read-only, is no database, is damaged, or was written by a newer program.
    pub fn create(path: &Path) -> Result<Self, Error> {
        if !path.exists() {
            tables::make(path).map_err(|what| told(path, what))?;
        }
        Self::connect(path)
    }

    /// Opens a database that exists.
    ///
    /// # Errors
    /// As [`create`](Self::create), and when there is none.
    pub fn open(path: &Path) -> Result<Self, Error> {
        match path.exists() {
            true => Self::connect(path),
            false => {
                Err(told(path, "there is no such database: run `desk` first, or name another with --db".to_owned()))
            }
        }
    }

    fn connect(path: &Path) -> Result<Self, Error> {
        let connection = tables::open(path).map_err(|what| told(path, what))?;
        whole::check(&connection).map_err(|what| told(path, what))?;
        Ok(Self { connection, path: path.to_owned() })
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
        Log::from_entries(entries?).map(Some).map_err(|error| self.damaged(&format!("case {case}: {error}")))
    }

    fn entry(&self, case: &CaseId, (number, body): (u32, &String)) -> Result<Entry, Error> {
        let place = |problem: &dyn std::fmt::Display| self.damaged(&format!("case {case}, entry {number}: {problem}"));
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

    /// The latest day on which an entry was recorded, and its case; none where there is no entry.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn last_recorded(&self) -> Result<Option<(String, String)>, Error> {
        let rows = self.rows(LAST_RECORDED, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().next())
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

    /// Reads several things as of one moment: what others write meanwhile is not seen.
    ///
    /// # Errors
    /// The database cannot be read, or the work fails.
    pub fn at_once<T>(&self, work: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        // It ends when it is dropped; nothing was written in it.
        let moment = self.connection.unchecked_transaction();
        let _moment = moment.map_err(|error| told(&self.path, whole::what(&error)))?;
        work(self)
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
        rows().map_err(|error| told(&self.path, whole::what(&error)))
    }

    /// In one transaction that no other writer shares.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, Error> {
        let path = self.path.clone();
        let done = || {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&transaction)?;
            transaction.commit()?;
            Ok(done)
        };
        done().map_err(|error| told(&path, whole::what(&error)))
    }

    /// A log that its own checks find fault with.
    fn damaged(&self, what: &str) -> Error {
        told(&self.path, format!("{what}; {}", whole::RESTORE))
    }
}

fn told(path: &Path, what: String) -> Error {
    Error::Storage { file: shown(path), what }
}

/// Within a case no entry was recorded before the one it follows: the last of each is enough. What is damaged is told
/// by whoever reads the log.
const LAST_RECORDED: &str = "
    SELECT json_extract(body, '$.recorded') AS day, case_id FROM entry
    WHERE (case_id, number) IN (SELECT case_id, MAX(number) FROM entry GROUP BY case_id) AND json_valid(body)
    ORDER BY day DESC LIMIT 1";
const ITEMS: &str = "SELECT id, case_id, command, day, number, refusal FROM item";

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

    fn opening() -> Item {
        Item {
            id: "i1".into(),
            case: "C-1".into(),
            command: "open".into(),
            day: "2026-03-20".into(),
            outcome: Outcome::Applied(1),
        }
    }

    #[test]
    fn an_item_is_dealt_with_once() {
        let (_folder, mut store) = store();
        let (case, [first, second]) = entries();
        let item = opening();
        assert_eq!(store.append(&case, 0, &[first], Some(&item)).unwrap(), Appended::Done);
        assert_eq!(store.append(&case, 1, &[second], Some(&item)).unwrap(), Appended::Conflict);
        assert_eq!(store.item("i1").unwrap(), Some(item));
    }

    #[test]
    fn what_is_read_at_once_is_as_of_one_moment() {
        let (folder, store) = store();
        let mut other = Store::open(&folder.path().join("desk.sqlite")).unwrap();
        let (case, [first, _]) = entries();
        let id = case.clone();
        let (writer, seen) = store
            .at_once(|store| {
                let before = store.item("i1")?;
                let writer = std::thread::spawn(move || other.append(&id, 0, &[first], Some(&opening())).unwrap());
                // Time enough for it to be stored, if it could be.
                std::thread::sleep(std::time::Duration::from_millis(200));
                Ok((writer, (before, store.log(&case)?)))
            })
            .unwrap();
        assert_eq!(seen, (None, None), "not both new and opened");
        assert_eq!(writer.join().unwrap(), Appended::Done);
        assert_eq!(store.item("i1").unwrap(), Some(opening()));
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
