//! Every way the program ends badly: one sentence that says what, where, and what to do.

use std::io;
use std::path::Path;

use anjieflow::interchange::plain::Problem;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or an argument cannot be used as it is.
    #[error("{place}: {what}")]
    Input {
        /// The file and the entry or field in it.
        place: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// The database cannot be read or written.
    #[error("{file}: {what}")]
    Storage {
        /// The database.
        file: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// A page or a calendar cannot be written.
    #[error("{file}: {what}")]
    Page {
        /// The page or the calendar.
        file: String,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Whoever reads the output has stopped reading, or it cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl Error {
    /// Something in an input.
    pub fn input(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Input { place: place.into(), what: what.into() }
    }

    /// What the core says about an input. An error of the core names the place inside it.
    pub fn of(place: &str, problem: impl Into<Problem>) -> Self {
        Self::input(place, problem.into().to_string())
    }

    /// The same, where the place that the core names is in the sentence already.
    pub fn of_part(place: String, error: &anjieflow::error::Error) -> Self {
        let advice = error.advice().map(|advice| format!("; {advice}")).unwrap_or_default();
        Self::input(place, format!("{}{advice}", error.message()))
    }

    /// A file that cannot be read.
    pub fn unread(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file: check the name".to_owned(),
            io::ErrorKind::IsADirectory => "this is a folder: name a file in it".to_owned(),
            io::ErrorKind::InvalidData => "this is not UTF-8 text: save it as UTF-8".to_owned(),
            _ => format!("it cannot be read: {error}"),
        };
        Self::input(shown(path), what)
    }

    /// A file that is longer than anything that is read.
    pub fn too_long(path: &Path, most: usize) -> Self {
        let most = most >> 20;
        Self::input(
            shown(path),
            format!("it is longer than {most} MiB, and no real one is: look at where it comes from"),
        )
    }

    /// The exit code of the program.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => 0,
            Self::Input { .. } => 2,
            Self::Storage { .. } | Self::Page { .. } | Self::Output(_) => 3,
        }
    }
}

/// A path as the user would type it: relative where it lies below the current folder.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}
