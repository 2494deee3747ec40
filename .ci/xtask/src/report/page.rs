//! The page itself, of what was measured.

use super::about::About;
use super::measured::{Measured, short};
use super::targets::{self, Target};
use anyhow::Result;
use std::fmt::Write;

/// What else the page tells, as it stands in files of `benches`.
pub struct Kept<'a> {
    pub targets: &'a [Target],
    /// What was tried and did not help.
    pub tried: &'a str,
    /// Instructions of an operation, by callgrind.
    pub instructions: &'a [(String, u64)],
}

/// The page in Markdown.
pub fn told(all: &[Measured], about: &About, kept: &Kept<'_>) -> Result<String> {
    let mut text = String::from("# Benchmarks, as measured\n\n");
    writeln!(text, "Written by `cargo xtask bench` {}.", about.machine)?;
    text.push_str(match about.quick {
        true => "**Of a quick run** (`--quick`): few samples of smaller sizes, which say whether all is there, and no more.\n",
        false => "",
    });
    text.push_str(
        "Times are medians; what is counted by itself (`growth`, `memory`, `impact`, `worklist`, `replay/from …`) is of one long run.\n\
         A ratio says how many times ours the peer takes: below one it is faster. What each bench does, and how much less some peers do,\n\
         is said in [`README.md`](README.md).\n\n![How many times ours the peers take](report.svg)\n",
    );
    targets::tell(kept.targets, all, &mut text)?;
    for subject in subjects(all) {
        table(subject, all, &mut text)?;
    }
    instructions(kept.instructions, &mut text)?;
    writeln!(text, "\n{}", kept.tried.trim_end())?;
    write!(text, "\n## Versions\n\n{}", about.versions)?;
    Ok(text)
}

/// Each once, in the order in which they first come.
fn subjects(all: &[Measured]) -> Vec<&str> {
    let mut subjects = Vec::new();
    for it in all {
        if !subjects.contains(&it.subject()) {
            subjects.push(it.subject());
        }
    }
    subjects
}

fn table(subject: &str, all: &[Measured], text: &mut String) -> Result<()> {
    write!(text, "\n## {subject}\n\n| from | case | whose | median | ratio to ours |\n|---|---|---|---:|---:|\n")?;
    let mut rows: Vec<_> = all.iter().filter(|it| it.subject() == subject).collect();
    // A case together, ours first; what is told in one order stays in it.
    rows.sort_by_key(|it| (place(all, it), !it.is_ours()));
    for it in rows {
        let ratio = it.ratio(all).map(short).unwrap_or_default();
        writeln!(text, "| {} | {} | {} | {} | {ratio} |", it.from, it.case(), it.whose(), it.value_told())?;
    }
    Ok(())
}

/// Where the first of the same case stands.
fn place(all: &[Measured], one: &Measured) -> Option<usize> {
    all.iter().position(|it| (it.from, it.subject(), it.case()) == (one.from, one.subject(), one.case()))
}

fn instructions(counts: &[(String, u64)], text: &mut String) -> Result<()> {
    text.push_str(
        "\n## Instructions\n\nCounted by callgrind (`cargo xtask bench counts`), kept in [`COUNTS.json`](COUNTS.json); \
         `cargo xtask verify` fails when one grows by more than 3 %.\n\n| what | instructions |\n|---|---:|\n",
    );
    for (what, count) in counts {
        writeln!(text, "| {what} | {count} |")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::measured::lines;
    use super::*;

    #[test]
    fn the_page_of_a_sample() {
        let rust = "step/two/statig: 4 ns\nstep/two/anjieflow: 200 ns\nmemory/a case/anjieflow: 3450 bytes\n";
        let all = [lines("Rust", rust), lines("Python", "step/one/anjieflow: 0.9 us\nstep/one/other: 9 us\n")].concat();
        let about = About { machine: "on a day".to_owned(), versions: "- Rust: statig 1\n".to_owned(), quick: true };
        let row = r#"[{"what": "a step", "from": "Python", "id": "step/one/anjieflow", "most": 1, "unit": "us"}]"#;
        let targets = targets::read(row).unwrap();
        let kept =
            Kept { targets: &targets, tried: "## Tried\n\n- this\n", instructions: &[("step".to_owned(), 1234)] };
        let page = told(&all, &about, &kept).unwrap();
        let steps = "## step\n\n| from | case | whose | median | ratio to ours |\n|---|---|---|---:|---:|\n\
            | Rust | two | anjieflow | 200 ns |  |\n| Rust | two | statig | 4.0 ns | 0.020 |\n\
            | Python | one | anjieflow | 900 ns |  |\n| Python | one | other | 9.0 µs | 10 |\n\n## memory\n";
        assert!(page.contains(steps), "{page}");
        for part in [
            "`cargo xtask bench` on a day.",
            "quick run",
            "| a step | Python | 1.0 µs | 900 ns | reached |",
            "| step | 1234 |",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(page.ends_with("\n## Tried\n\n- this\n\n## Versions\n\n- Rust: statig 1\n"), "{page}");
    }
}
