//! `benches/REPORT.md`: everything the benches measure, beside their peers and the targets, with a chart.
#![allow(clippy::float_arithmetic, reason = "times and their ratios are no money")]

mod chart;
mod measured;
mod targets;

use crate::cargo::cargo;
use crate::run::Run;
use crate::wasm::{Choice, Toolchain};
use crate::{node, npm, project, python};
use anyhow::{Context, Result};
use measured::Measured;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Instant;

const REPORT: &str = "benches/REPORT.md";

/// Run all benches and write down what they say.
pub fn write() -> Result<()> {
    let mut all = criterion("benches", "benches")?;
    all.extend(criterion("benches/peers", "benches-peers")?);
    all.extend(from_python()?);
    all.extend(from_node()?);
    chart::draw(&all)?;
    fs::write(project::path(REPORT), told(&all)?).context("cannot write the report")?;
    println!("wrote {REPORT}");
    Ok(())
}

/// The benches of a workspace, one after the other: what criterion measured, and what those say that count by themselves.
fn criterion(workspace: &str, target: &str) -> Result<Vec<Measured>> {
    let target = project::target().join(target);
    project::fresh_at(&target.join("criterion"))?;
    let mut all = Vec::new();
    for name in names(&project::path(workspace).join("benches"))? {
        let started = Instant::now();
        let bench = cargo("bench --locked --bench").arg(&name).within(project::path(workspace));
        let said = bench.env("CARGO_TARGET_DIR", &target).output()?;
        all.extend(measured::lines("Rust", &said));
        println!("bench {name}: {:.0} s", started.elapsed().as_secs_f64());
    }
    all.extend(measured::medians(&target.join("criterion"))?);
    Ok(all)
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let files = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let stem = |file: fs::DirEntry| Some(file.path().file_stem()?.to_str()?.to_owned());
    let mut names: Vec<_> = files.filter_map(Result::ok).filter_map(stem).collect();
    names.sort();
    Ok(names)
}

fn from_python() -> Result<Vec<Measured>> {
    python::wheel()?;
    python::install()?;
    Ok(measured::lines("Python", &python::bench(1_000_000, 200_000)?))
}

fn from_node() -> Result<Vec<Measured>> {
    npm::pack(&Toolchain::find(Choice::default())?)?;
    npm::install()?;
    Ok(measured::lines("Node", &node::bench(100_000)?))
}

fn told(all: &[Measured]) -> Result<String> {
    let mut text = String::from("# Benchmarks, as measured\n\n");
    writeln!(text, "Written by `cargo xtask bench`, which runs all of it: {}.", machine()?)?;
    text.push_str("Times are medians of criterion, or the best of some rounds where a script takes them. A ratio says how many of\n");
    text.push_str("our runs the peer's takes: below one it is faster. What each bench does is said in [`README.md`](README.md).\n");
    text.push_str("\n![How many times longer the peers take, on a logarithmic scale](report.svg)\n");
    targets::tell(all, &mut text)?;
    text.push_str("\n## Beside the peers\n\n| from | bench | anjieflow | peers |\n|---|---|---:|---|\n");
    for ours in all.iter().filter(|it| it.is_ours()) {
        let peers: Vec<_> = ours.peers(all).map(|peer| peer.beside(ours)).collect();
        let (from, bench, value) = (ours.from, ours.bench(), ours.value_told());
        writeln!(text, "| {from} | {bench} | {value} | {} |", peers.join(", "))?;
    }
    text.push_str("\n## Counted\n\n| from | what | |\n|---|---|---:|\n");
    for it in all.iter().filter(|it| !it.is_compared()) {
        writeln!(text, "| {} | {} | {} |", it.from, it.id, it.value_told())?;
    }
    text.push_str("\n## Versions\n\n");
    text.push_str(&versions()?);
    Ok(text)
}

fn machine() -> Result<String> {
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or(": unknown");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let one_line = |run: Run| run.output().map(|said| said.trim().to_owned());
    let commit = one_line(Run::new("git").args("rev-parse --short HEAD"))?;
    let day = one_line(Run::new("date").arg("+%Y-%m-%d"))?;
    let rust = one_line(Run::new("rustc").arg("--version"))?;
    let node = one_line(Run::new("node").arg("--version"))?;
    let python = one_line(python::tool("python").arg("--version"))?;
    let model = model.trim_start_matches([':', '\t', ' ']);
    Ok(format!("on {day}, at commit {commit}, {cores} cores of an {model}, {rust}, {python}, Node {node}"))
}

/// The peers, as their lock files and lists have them.
fn versions() -> Result<String> {
    let peers =
        ["statig", "rust-fsm", "regorus", "cedar-policy", "zen-engine", "rust_finprim", "rust_decimal", "criterion"];
    let lock = fs::read_to_string(project::path("benches/peers/Cargo.lock"))?;
    let of_rust = peers.into_iter().filter_map(|name| Some(format!("{name} {}", locked(&lock, name)?)));
    let lists = ["transitions", "python-statemachine", "SpiffWorkflow", "numpy-financial", "QuantLib", "loankit"];
    let list = fs::read_to_string(project::path("bindings-python/requirements.txt"))?;
    let of_python = lists.into_iter().filter_map(|name| {
        Some(format!("{name} {}", list.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix("=="))?))
    });
    let package: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(project::path("bindings-wasm/package.json"))?)?;
    let of_node = ["xstate", "robot3", "bpmn-engine", "loanjs"].into_iter();
    let of_node =
        of_node.filter_map(|name| Some(format!("{name} {}", package.get("devDependencies")?.get(name)?.as_str()?)));
    Ok(of_rust.chain(of_python).chain(of_node).collect::<Vec<_>>().join(", ") + ".\n")
}

fn locked<'l>(lock: &'l str, name: &str) -> Option<&'l str> {
    let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(after.split_once('"')?.0)
}
