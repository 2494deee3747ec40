//! What the tests of `desk` share: an office of their own, and its database read from outside.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]
#![allow(dead_code, reason = "each test file uses its part")]

pub mod stream;
pub mod told;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rusqlite::Connection;
use tempfile::TempDir;

/// A copy of the sample office in a folder of its own, with its database and page beside it.
pub struct Desk {
    pub folder: TempDir,
}

/// What a run said and how it ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("office"), &desk.path("office"));
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The program, in this folder, with this office and this database.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("desk").unwrap();
        // As wide as a pipe is taken to be, whatever terminal the test is started from.
        command.env_remove("COLUMNS");
        command.current_dir(self.folder.path()).args(["--office", "office", "--db", "desk.sqlite"]).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        said(&mut self.command(args))
    }

    /// The day.
    pub fn day(&self, args: &[&str]) -> Said {
        let args: Vec<&str> = ["--page", "day.html"].iter().chain(args).copied().collect();
        self.run(&args)
    }

    pub fn entries(&self) -> Vec<(String, u32, String)> {
        entries(&self.path("desk.sqlite"))
    }

    pub fn items(&self) -> Vec<(String, Option<u32>)> {
        items(&self.path("desk.sqlite"))
    }
}

pub fn said(command: &mut Command) -> Said {
    let output = command.output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every entry of a database; none when there is no table yet.
pub fn entries(db: &Path) -> Vec<(String, u32, String)> {
    let connection = Connection::open(db).unwrap();
    let Ok(mut all) = connection.prepare("SELECT case_id, number, body FROM entry ORDER BY case_id, number") else {
        return Vec::new();
    };
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap().map(Result::unwrap).collect()
}

/// Every item that was dealt with; none when there is no table yet.
pub fn items(db: &Path) -> Vec<(String, Option<u32>)> {
    let connection = Connection::open(db).unwrap();
    let Ok(mut all) = connection.prepare("SELECT id, number FROM item ORDER BY id") else { return Vec::new() };
    all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}
