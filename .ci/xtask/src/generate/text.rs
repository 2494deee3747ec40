//! The drawings of the flow, and the blocks of the front pages that are written by a program.

use crate::project;
use anjieflow::diagram::{self, Part};
use anyhow::{Context, Result};
use std::fs;

/// `core/flow.mmd`, the whole flow.
pub fn mermaid() -> String {
    diagram::mermaid()
}

/// `core/flow.dot`, the same for Graphviz.
pub fn dot() -> String {
    diagram::dot()
}

/// A page with its drawings made anew: what stands between `<!-- flow NAME -->` and `<!-- end -->`.
pub fn page(path: &str) -> Result<String> {
    let text = fs::read_to_string(project::path(path)).with_context(|| format!("cannot read {path}"))?;
    let text = replaced(&text, "case", Part::Case).with_context(|| path.to_owned())?;
    replaced(&text, "loan", Part::Loan).with_context(|| path.to_owned())
}

fn replaced(text: &str, name: &str, part: Part) -> Result<String> {
    let (open, close) = (format!("<!-- flow {name} -->\n"), "<!-- end -->");
    let (before, rest) = text.split_once(&open).with_context(|| format!("no line {open:?}"))?;
    let (_, after) = rest.split_once(close).with_context(|| format!("no {close:?} after {open:?}"))?;
    Ok(format!("{before}{open}```mermaid\n{}```\n{close}{after}", diagram::mermaid_of(part)))
}
