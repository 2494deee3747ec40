//! Running other programs: quietly when all is well, with all they said when it is not.

use crate::project;
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program with its arguments, to be run from the root of the project.
pub struct Run {
    command: Command,
    shown: bool,
}

impl Run {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.current_dir(project::root());
        // One target folder for all, also for what finds it through this variable: story runners.
        command.env("CARGO_TARGET_DIR", project::target());
        command.stdin(Stdio::null());
        Self { command, shown: false }
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    /// Arguments in one text, parted by blanks.
    pub fn args(mut self, args: &str) -> Self {
        self.command.args(args.split_whitespace());
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn within(mut self, folder: impl AsRef<Path>) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Let what it says through while it runs.
    pub fn shown(mut self) -> Self {
        self.shown = true;
        self
    }

    /// Run it and hand back what it said; an error holds that too.
    pub fn output(mut self) -> Result<String> {
        if self.shown {
            let status = self.command.status().with_context(|| self.cannot_start())?;
            return if status.success() { Ok(String::new()) } else { bail!("{} failed", self.line()) };
        }
        let (status, said) = self.capture().with_context(|| self.cannot_start())?;
        if !status {
            bail!("{} failed\n\n{}", self.line(), shortened(said.trim_end()));
        }
        Ok(said)
    }

    /// Run it for its effect alone.
    pub fn done(self) -> Result<()> {
        self.output().map(drop)
    }

    /// Whether it can be run and succeeds.
    pub fn succeeds(mut self) -> bool {
        matches!(self.capture(), Ok((true, _)))
    }

    /// Run it and hand back whether it succeeded and what it said.
    pub fn said(mut self) -> Result<(bool, String)> {
        self.capture().with_context(|| self.cannot_start())
    }

    /// Output and errors through one pipe, so that they stand in the order they came.
    fn capture(&mut self) -> io::Result<(bool, String)> {
        let (mut reader, writer) = io::pipe()?;
        self.command.stdout(writer.try_clone()?).stderr(writer);
        let child = self.command.spawn();
        // The command holds the writing ends: while they are open, the reader sees no end.
        self.command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut said = Vec::new();
        let mut child = child?;
        reader.read_to_end(&mut said)?;
        let status = child.wait()?;
        Ok((status.success(), String::from_utf8_lossy(&said).into_owned()))
    }

    fn cannot_start(&self) -> String {
        format!("cannot start {}", self.line())
    }

    fn line(&self) -> String {
        let words = [self.command.get_program()].into_iter().chain(self.command.get_args());
        let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
        format!("`{}`", words.join(" "))
    }
}

/// Enough to see what went wrong: the beginning and the end of what was said.
fn shortened(said: &str) -> String {
    let lines: Vec<_> = said.lines().collect();
    let (head, tail) = (100, 200);
    let Some(left_out) = lines.len().checked_sub(head + tail).filter(|count| *count > 0) else {
        return said.to_owned();
    };
    let head = lines.iter().take(head);
    let tail = lines.iter().skip(lines.len() - tail);
    let gap = format!("... {left_out} lines left out ...");
    head.chain([&gap.as_str()]).chain(tail).copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_holds_what_was_said() {
        let error = Run::new("sh").arg("-c").arg("echo one; echo two >&2; exit 3").output();
        let error = error.unwrap_err().to_string();
        assert!(error.ends_with("failed\n\none\ntwo"), "{error}");
    }

    #[test]
    fn a_long_text_keeps_both_ends() {
        let said: Vec<_> = (0..1000).map(|line| line.to_string()).collect();
        let short = shortened(&said.join("\n"));
        assert!(short.starts_with("0\n1\n") && short.ends_with("998\n999"));
        assert!(short.contains("\n99\n... 700 lines left out ...\n800\n"));
    }
}
