//! The files that are written by a program, committed, and checked to be fresh.
//!
//! To add one, write its text in a file of its own here and name it in [`GENERATED`].

mod answers;
mod calendar;
mod codes;
mod desk;
mod literal;
mod overloads;
mod pack;
mod python;
mod questions;
mod text;
mod types;
mod typescript;

use crate::cargo::cargo;
use crate::project;
use anyhow::{Context, Result, bail};
use std::fs;

/// A file, by its path from the root, and what writes its text.
struct Generated {
    path: &'static str,
    text: fn() -> Result<String>,
}

/// The stub of the extension, of which parts are generated.
const STUB: &str = "bindings-python/python/anjieflow/_anjieflow.pyi";

/// Every generated file.
const GENERATED: &[Generated] = &[
    Generated { path: "core/src/calendar/days.rs", text: days },
    Generated { path: "core/src/product/names.rs", text: || pack::names(&parts()?) },
    Generated { path: "core/src/product/builtin.rs", text: || pack::rows(&parts()?) },
    Generated { path: "core/data/pack.schema.json", text: pack::schema },
    Generated { path: "core/data/layer.schema.json", text: pack::layer_schema },
    Generated { path: "core/CODES.md", text: || Ok(codes::page()) },
    Generated { path: "core/flow.mmd", text: || Ok(text::mermaid()) },
    Generated { path: "core/flow.dot", text: || Ok(text::dot()) },
    Generated { path: "README.md", text: || text::page("README.md") },
    Generated { path: "README.zh-CN.md", text: || text::page("README.zh-CN.md") },
    Generated { path: "core/tests/data/enquiry/answers.json", text: answers::enquiries },
    Generated { path: "bindings-wasm/js/flow.d.ts", text: || Ok(typescript::write()) },
    Generated { path: "bindings-python/python/anjieflow/flow.py", text: || Ok(python::write()) },
    Generated { path: STUB, text: || overloads::stub(&fs::read_to_string(project::path(STUB))?) },
    Generated { path: "bindings-python/python/anjieflow/questions.py", text: questions::python },
    Generated { path: "bindings-wasm/js/QUESTIONS.md", text: questions::markdown },
    Generated { path: "examples/web-desk/src/flow/commands.json", text: desk::commands },
    Generated { path: "examples/web-desk/src/flow/documents.json", text: desk::documents },
    Generated { path: "examples/web-desk/src/flow/words.json", text: desk::words },
];

fn days() -> Result<String> {
    Ok(calendar::calendar(&data("prc_days.csv")?))
}

/// The parts of the built-in pack.
fn parts() -> Result<Vec<String>> {
    pack::PARTS.iter().map(|name| data(&format!("pack/{name}"))).collect()
}

fn data(name: &str) -> Result<String> {
    let path = project::path("core/data").join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {path:?}"))
}

/// Write those that are stale.
pub fn write() -> Result<()> {
    for (file, text) in stale(GENERATED)? {
        let path = project::path(file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text).with_context(|| format!("cannot write {}", file.path))?;
        println!("{}", file.path);
    }
    // Played by the examples' own program, which the tooling does not link; their test says when it is stale.
    cargo("run --locked --quiet --package anjieflow-examples --bin office").done()
}

/// Fail when one is stale, and say what mends it.
pub fn check() -> Result<()> {
    let stale = stale(GENERATED)?;
    if stale.is_empty() {
        return Ok(());
    }
    let paths: Vec<_> = stale.iter().map(|(file, _)| file.path).collect();
    bail!("stale: {}\n`cargo xtask generate` writes them anew", paths.join(", "))
}

/// How many there are.
pub fn count() -> usize {
    GENERATED.len()
}

/// The files that differ from what would be written, with that text.
fn stale(files: &[Generated]) -> Result<Vec<(&Generated, String)>> {
    let mut stale = Vec::new();
    for file in files {
        let text = (file.text)().with_context(|| format!("cannot generate {}", file.path))?;
        let committed = fs::read_to_string(project::path(file.path));
        if committed.map_or(true, |committed| committed != text) {
            stale.push((file, text));
        }
    }
    Ok(stale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_or_is_missing_is_stale() {
        let manifest = || Ok(fs::read_to_string(project::path("Cargo.toml"))?);
        let files = [
            Generated { path: "Cargo.toml", text: manifest },
            Generated { path: "core/Cargo.toml", text: manifest },
            Generated { path: "core/none", text: manifest },
        ];
        let stale = stale(&files).unwrap();
        let paths: Vec<_> = stale.iter().map(|(file, _)| file.path).collect();
        assert_eq!(paths, ["core/Cargo.toml", "core/none"]);
    }
}
