//! The stories and the enquiries, told by four runtimes, are the same to the byte.

use crate::project;
use crate::work::Outcome;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

const RUNTIMES: [&str; 4] = ["rust", "python", "node", "chromium"];

/// Forget what was told before, so that no old transcript stands in for a missing one.
pub fn clear() -> Result<()> {
    project::fresh("stories").map(drop)
}

/// Where they stand. No two have the same name.
const FOLDERS: [&str; 2] = ["core/tests/stories", "core/tests/enquiries"];

/// Compare the transcripts of every story.
pub fn compare() -> Result<Outcome> {
    let mut stories = Vec::new();
    for folder in FOLDERS {
        stories.extend(project::files(&project::path(folder), ".txt")?);
    }
    if stories.is_empty() {
        return Ok(Outcome::Skipped("there are no stories yet".to_owned()));
    }
    let mut lines = 0;
    for story in &stories {
        let name = story.file_stem().context("a story has a name")?.to_string_lossy();
        lines += compare_one(&project::target().join("stories"), &name)?;
    }
    Ok(Outcome::Passed(format!("{} stories and enquiries, {lines} lines, {} runtimes", stories.len(), RUNTIMES.len())))
}

/// The number of lines that all runtimes agree on.
fn compare_one(folder: &Path, story: &str) -> Result<usize> {
    let told = RUNTIMES.map(|runtime| {
        let file = folder.join(runtime).join(format!("{story}.jsonl"));
        fs::read_to_string(&file).with_context(|| format!("{runtime} did not tell `{story}`"))
    });
    let [first, others @ ..] = told;
    let first = first?;
    for (runtime, other) in RUNTIMES.iter().skip(1).zip(others) {
        agree(story, (RUNTIMES[0], &first), (runtime, &other?))?;
    }
    Ok(first.lines().count())
}

fn agree(story: &str, one: (&str, &str), other: (&str, &str)) -> Result<()> {
    if one.1 == other.1 {
        return Ok(());
    }
    let same = one.1.lines().zip(other.1.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the transcript ends)").to_owned();
    bail!(
        "`{story}` is told in two ways at line {}\n{}: {}\n{}: {}",
        same + 1,
        one.0,
        line(one.1),
        other.0,
        line(other.1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tell(folder: &Path, runtime: &str, text: &str) {
        fs::create_dir_all(folder.join(runtime)).unwrap();
        fs::write(folder.join(runtime).join("s.jsonl"), text).unwrap();
    }

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{}-{name}", std::process::id()));
        for runtime in RUNTIMES {
            tell(&folder, runtime, "1\n2\n");
        }
        folder
    }

    #[test]
    fn the_same_words_agree() {
        let folder = folder("same");
        assert_eq!(compare_one(&folder, "s").unwrap(), 2);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_first_line_that_differs_is_shown() {
        let folder = folder("differs");
        tell(&folder, "node", "1\n3\n");
        let error = compare_one(&folder, "s").unwrap_err().to_string();
        assert_eq!(error, "`s` is told in two ways at line 2\nrust: 2\nnode: 3");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_runtime_that_is_silent_is_named() {
        let folder = folder("silent");
        fs::remove_dir_all(folder.join("chromium")).unwrap();
        let error = compare_one(&folder, "s").unwrap_err().to_string();
        assert_eq!(error, "chromium did not tell `s`");
        fs::remove_dir_all(folder).unwrap();
    }
}
