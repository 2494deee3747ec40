//! How large the wasm may be, is, and was when it was last written down.

use crate::run::Run;
use crate::{node, project};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;

/// How far a size may be from the one that the README names, in percent. Another compiler, linker or optimizer
/// moves it a little, and that is no news; more is, and is written down.
const DRIFT: u64 = 3;

/// The size of one wasm in bytes.
pub struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Size {
    /// Node has both compressors that browsers unpack.
    pub fn of(wasm: &Path) -> Result<Self> {
        let script = "
            const { gzipSync, brotliCompressSync } = require('node:zlib');
            const bytes = require('node:fs').readFileSync(process.argv[1]);
            const packed = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)];
            console.log(packed.map(({ length }) => length).join(' '));";
        let said = Run::new("node").arg("-e").arg(script).arg(wasm).output()?;
        let sizes: Vec<u64> = said.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        match sizes[..] {
            [raw, gzip, brotli] => Ok(Self { raw, gzip, brotli }),
            _ => anyhow::bail!("three sizes are wanted, Node said {said:?}"),
        }
    }

    /// How far it is beyond a goal, in words for the report.
    pub fn beyond(&self, goal: u64) -> String {
        match self.gzip.saturating_sub(goal) {
            0 => String::new(),
            bytes => format!(", {bytes} bytes beyond the goal of {goal}"),
        }
    }

    /// Within the budget of `entry`, and about what the README says of it.
    pub fn check(&self, entry: &str, budget: u64) -> Result<()> {
        let gzip = self.gzip;
        ensure!(gzip <= budget, "`{entry}` takes {gzip} bytes gzipped, {budget} at most are allowed");
        let readme = fs::read_to_string(project::path(node::PACKAGE).join("README.md"))?;
        let recorded = recorded(&readme, entry)?;
        ensure!(
            gzip.abs_diff(recorded) * 100 <= recorded * DRIFT,
            "the README says that `{entry}` takes {recorded} bytes gzipped, it takes {gzip}: write that",
        );
        Ok(())
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { raw, gzip, brotli } = self;
        let [raw, gzip, brotli] = [raw, gzip, brotli].map(|bytes| format!("{}.{}", bytes / 1000, bytes % 1000 / 100));
        write!(f, "wasm {raw} kB, gzip {gzip} kB, brotli {brotli} kB")
    }
}

/// The number of bytes in the row of an entry: `| "anjieflow" | … | 150 000 |`.
fn recorded(readme: &str, entry: &str) -> Result<u64> {
    let start = format!("| `\"{entry}\"` |");
    let row = readme.lines().find(|line| line.starts_with(&start));
    let row = row.with_context(|| format!("the README has no row of `{entry}`"))?;
    let bytes: String = row.rsplit('|').nth(1).unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    bytes.parse().with_context(|| format!("the row of `{entry}` ends in no number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = "| import | rules | bytes, gzipped |\n|---|---|---|\n| `\"a\"` | 31 | 150 000 |\n| `\"a/b\"` | none | 90 000 |\n";

    #[test]
    fn a_row_tells_its_bytes() {
        assert_eq!(recorded(README, "a").unwrap(), 150_000);
        assert_eq!(recorded(README, "a/b").unwrap(), 90_000);
        assert!(recorded(README, "b").is_err());
    }

    #[test]
    fn the_readme_names_every_entry() {
        let readme = fs::read_to_string(project::path(node::PACKAGE).join("README.md")).unwrap();
        for entry in crate::npm::ENTRIES {
            assert!(recorded(&readme, entry.name).unwrap() <= entry.budget, "{}", entry.name);
        }
    }

    #[test]
    fn what_is_over_budget_is_an_error() {
        let size = Size { raw: 3_000, gzip: 1_001, brotli: 900 };
        assert!(size.check("anjieflow", 1_000).unwrap_err().to_string().contains("1000 at most"));
        assert!(size.check("anjieflow", 1_001).unwrap_err().to_string().contains("write that"));
        assert_eq!(size.beyond(1_000), ", 1 bytes beyond the goal of 1000");
        assert_eq!(size.beyond(1_001), "");
        assert_eq!(size.to_string(), "wasm 3.0 kB, gzip 1.0 kB, brotli 0.9 kB");
    }
}
