//! Torn writes and bad pages of the database of `desk`: what was stored is there, or the damage is told; never is there
//! something else without a word.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use anjieflow::case::CaseId;
use anjieflow_examples::desk::store::Store;
use common::Desk;
use common::stream;
use common::told::assert_told;
use fastrand::Rng;
use rusqlite::Connection;
use rusqlite::types::Value;

const PAGE: usize = 4096;

fn asked(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// So many faults of each sort: a handful here, more for `cargo xtask verify`.
fn times() -> usize {
    usize::try_from(asked("FAULT_KILLS", 60)).unwrap()
}

fn chance() -> Rng {
    let seed = asked("FAULT_SEED", fastrand::u64(..));
    eprintln!("seed {seed}: FAULT_SEED={seed} repeats it");
    Rng::with_seed(seed)
}

/// The sample office after its day, of a few cases.
fn office() -> Desk {
    let desk = Desk::new();
    for case in fs::read_dir(desk.path("office/cases")).unwrap() {
        let path = case.unwrap().path();
        if !["JN-2602", "JN-2606", "GZ-2615"].contains(&path.file_stem().unwrap().to_str().unwrap()) {
            fs::remove_file(path).unwrap();
        }
    }
    desk.day(&[]);
    let more = desk.write("in.json", &stream::file(0..60));
    assert_eq!(desk.run(&["apply", more.to_str().unwrap()]).code, 0);
    desk
}

/// What the tables hold, every column of every row.
fn dump(path: &Path) -> Vec<Vec<Value>> {
    let connection = Connection::open(path).unwrap();
    let table = |sql: &str| -> Vec<Vec<Value>> {
        let mut statement = connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
        statement.query_map([], row).unwrap().map(Result::unwrap).collect()
    };
    let entries = table("SELECT * FROM entry ORDER BY case_id, number");
    [entries, table("SELECT * FROM item ORDER BY id")].concat()
}

/// What becomes of a database with a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// It is told.
    Told,
    /// All is as it was.
    Whole,
}

/// Opens it and reads every case as `desk today` does. Panics where it is neither told nor whole.
fn look(path: &Path, whole: &[Vec<Value>]) -> Seen {
    let read = || {
        let store = Store::open(path)?;
        store.cases()?.iter().try_for_each(|case| store.log(&CaseId::new(case).unwrap()).map(drop))
    };
    match read() {
        Err(error) => {
            let error = error.to_string();
            assert!(error.contains("desk.sqlite: "), "{error}");
            assert!(error.contains("restore") || error.contains("name another"), "{error}");
            assert!(!error.contains('林') && !error.contains("样例"), "{error}");
            Seen::Told
        }
        Ok(()) => {
            assert!(dump(path) == whole, "it is something else, and nothing tells");
            Seen::Whole
        }
    }
}

/// A database as it was, its journal if it had one, and what a power failure would have left in the midst of a
/// transaction.
struct Torn {
    folder: tempfile::TempDir,
    before: Vec<u8>,
    whole: Vec<Vec<Value>>,
    midway: Vec<u8>,
    journal: Vec<u8>,
}

impl Torn {
    fn new() -> Self {
        let desk = office();
        let path = desk.path("desk.sqlite");
        let (before, whole) = (fs::read(&path).unwrap(), dump(&path));
        let connection = Connection::open(&path).unwrap();
        // So small a cache that pages go to the file before the end of the transaction, as in a large one.
        connection.execute_batch("PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE").unwrap();
        for number in 1..400 {
            let sql = "INSERT INTO entry VALUES ('A-1', ?1, ?2)";
            connection.execute(sql, (number, "{\"more\": \"than a page holds\"}".repeat(9))).unwrap();
        }
        let (midway, journal) = (fs::read(&path).unwrap(), fs::read(path.with_extension("sqlite-journal")).unwrap());
        assert!(midway != before && journal.len() > PAGE);
        Self { folder: desk.folder, before, whole, midway, journal }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("desk.sqlite")
    }

    fn look(&self, database: &[u8], journal: Option<&[u8]>) -> Seen {
        let (path, beside) = (self.path(), self.path().with_extension("sqlite-journal"));
        fs::write(&path, database).unwrap();
        drop(fs::remove_file(&beside));
        if let Some(bytes) = journal {
            fs::write(&beside, bytes).unwrap();
        }
        look(&path, &self.whole)
    }
}

/// Of each page that was being written, some bytes are new and the rest is old.
fn mixed(before: &[u8], midway: &[u8], chance: &mut Rng) -> Vec<u8> {
    let mut bytes = before.to_vec();
    for at in (0..midway.len()).step_by(PAGE) {
        let end = at + chance.usize(0..=PAGE);
        if chance.bool() {
            bytes.resize(bytes.len().max(end), 0);
            bytes[at..end].copy_from_slice(&midway[at..end]);
        }
    }
    bytes
}

#[test]
fn a_power_failure_in_the_midst_of_a_transaction() {
    let (torn, mut chance) = (Torn::new(), chance());
    for _ in 0..times() {
        // The journal is on the disk before a page is overwritten.
        let bytes = mixed(&torn.before, &torn.midway, &mut chance);
        assert_eq!(torn.look(&bytes, Some(&torn.journal)), Seen::Whole);
        // It is not yet, and no page is.
        let cut = chance.usize(0..torn.journal.len());
        assert_eq!(torn.look(&torn.before, Some(&torn.journal[..cut])), Seen::Whole);
    }
    println!("FIGURES {} power failures midway: all that was stored is there", 2 * times());
}

#[test]
fn a_journal_that_is_cut_or_gone() {
    let (torn, mut chance) = (Torn::new(), chance());
    let mut told = 0;
    for _ in 0..times() {
        let bytes = mixed(&torn.before, &torn.midway, &mut chance);
        let cut = chance.usize(0..torn.journal.len());
        let journal = chance.bool().then_some(&torn.journal[..cut]);
        told += usize::from(torn.look(&bytes, journal) == Seen::Told);
    }
    println!("FIGURES {} journals cut or removed by hand: {told} told, the others came to no harm", times());
    assert!(told > 0);
}

#[test]
fn a_file_that_is_cut() {
    let (torn, mut chance) = (Torn::new(), chance());
    for _ in 0..times() {
        let cut = chance.usize(0..torn.before.len());
        assert_eq!(torn.look(&torn.before[..cut], None), Seen::Told, "cut at {cut}");
    }
    println!("FIGURES {} files cut: all told", times());
}

/// One fault in one page; its name for the figures.
fn spoil(bytes: &mut [u8], chance: &mut Rng) -> usize {
    let pages = bytes.len() / PAGE;
    let at = chance.usize(0..pages) * PAGE;
    let kind = chance.usize(0..KINDS.len());
    match kind {
        0 => chance.fill(&mut bytes[at..at + PAGE]),
        1 => bytes[at..at + PAGE].fill(0),
        2 => {
            let other = chance.usize(0..pages) * PAGE;
            bytes.copy_within(other..other + PAGE, at);
        }
        3 => bytes[at + chance.usize(0..PAGE)] ^= 1 << chance.u8(0..8),
        _ => {
            let from = at + chance.usize(0..PAGE - 16);
            chance.fill(&mut bytes[from..from + 16]);
        }
    }
    kind
}

const KINDS: [&str; 5] = ["random", "zeros", "another page", "one bit", "sixteen bytes"];

#[test]
fn a_page_that_went_bad() {
    let (torn, mut chance) = (Torn::new(), chance());
    let mut seen = [[0; 2]; KINDS.len()];
    for _ in 0..times() * 5 {
        let mut bytes = torn.before.clone();
        let kind = spoil(&mut bytes, &mut chance);
        let is_told = torn.look(&bytes, None) == Seen::Told;
        seen[kind][usize::from(is_told)] += 1;
    }
    let each: Vec<String> =
        KINDS.iter().zip(seen).map(|(kind, [whole, told])| format!("{kind} {told} told, {whole} harmless")).collect();
    println!("FIGURES {} pages spoilt, none unnoticed: {}", times() * 5, each.join("; "));
}

#[test]
fn damage_as_it_is_told() {
    let desk = office();
    let (path, whole) = (desk.path("desk.sqlite"), fs::read(desk.path("desk.sqlite")).unwrap());
    let with = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        desk.run(&["today"])
    };
    assert_told("file cut", &with(&whole[..whole.len() - 5000]));
    // A page keeps copies of what moved to another one: the first places may be of no matter.
    let places = whole.windows(8).enumerate().filter(|(_, part)| *part == b"\"event\":").map(|(at, _)| at);
    let said = places.map(|at| {
        let mut bytes = whole.clone();
        bytes[at - 7] ^= 1;
        with(&bytes)
    });
    let said = said.into_iter().find(|said| said.code != 0).unwrap();
    assert_told("entry changed", &said);
    let mut bytes = whole.clone();
    // The number of cells on the last page.
    let at = bytes.len() - PAGE + 3;
    bytes[at..at + 2].fill(0xff);
    assert_told("page bad", &with(&bytes));
    fs::write(&path, &whole).unwrap();
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("DROP TRIGGER entry_stays").unwrap();
    assert_told("trigger gone", &desk.run(&["today"]));
    connection.pragma_update(None, "user_version", 0).unwrap();
    assert_told("version gone", &desk.run(&["today"]));
    connection.pragma_update(None, "user_version", 99).unwrap();
    assert_told("newer desk", &desk.run(&["today"]));
}

#[test]
fn a_database_of_version_1_is_brought_up_to_date() {
    let desk = office();
    let path = desk.path("desk.sqlite");
    let whole = dump(&path);
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch("DROP INDEX item_again; PRAGMA user_version = 1").unwrap();
    drop(connection);
    assert_eq!(look(&path, &whole), Seen::Whole);
    let version: u32 =
        Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 2);
}
