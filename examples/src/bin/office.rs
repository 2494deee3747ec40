//! Makes the histories of the sample office, `examples/office/cases`, from the stories beside them.
//!
//! `cargo run -p anjieflow-examples --bin office` writes them; `cargo xtask generate` calls it. A test fails while
//! they are stale.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use anjieflow_examples::story;

fn main() -> ExitCode {
    let office = Path::new(env!("CARGO_MANIFEST_DIR")).join("office");
    match write(&office) {
        Ok(written) => {
            println!("{written} histories written");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("office: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(office: &Path) -> io::Result<usize> {
    let stories = stories(&office.join("stories"))?;
    let cases = office.join("cases");
    fs::create_dir_all(&cases)?;
    for path in &stories {
        let log = story::log_of(&fs::read_to_string(path)?).map_err(|error| told(path, &error))?;
        fs::write(cases.join(path.file_stem().unwrap_or_default()).with_extension("jsonl"), log)?;
    }
    Ok(stories.len())
}

fn stories(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|it| it == "txt"));
    paths.sort();
    Ok(paths)
}

fn told(path: &Path, error: &story::StoryError) -> io::Error {
    io::Error::other(format!("{}: {error}", path.display()))
}
