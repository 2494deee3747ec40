//! Which commit is being looked at.

use super::record::PAGE;
use crate::run::Run;
use anyhow::Result;

/// A commit, and the day it was made.
pub struct Commit {
    /// Its short name; `-dirty` follows where files differ from it.
    pub id: String,
    pub day: String,
}

impl Commit {
    pub fn here() -> Result<Self> {
        let told = Run::new("git").args("log -1 --format=%h/%cs").output()?;
        let (id, day) = told.trim().split_once('/').unwrap_or_default();
        let dirty = if uncommitted()?.is_empty() { "" } else { "-dirty" };
        Ok(Self { id: format!("{id}{dirty}"), day: day.to_owned() })
    }
}

/// The files that differ from the commit, a line each. The record of these checks is none of them: it is written as they end.
pub fn uncommitted() -> Result<String> {
    Run::new("git").args("status --porcelain -- .").arg(format!(":(exclude){PAGE}")).output()
}
