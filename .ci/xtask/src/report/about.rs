//! What was measured on, and with: the machine, the toolchains, the peers.

use crate::run::Run;
use crate::{project, python};
use anyhow::Result;
use std::fs;

/// What a report says before its numbers.
pub struct About {
    /// The machine and its load, the day, the commit, the toolchains.
    pub machine: String,
    /// The peers.
    pub versions: String,
    pub quick: bool,
}

impl About {
    /// Of here and now: the load is that before the benches begin.
    pub fn here(quick: bool) -> Result<Self> {
        Ok(Self { machine: machine()?, versions: versions()?, quick })
    }
}

fn machine() -> Result<String> {
    let one_line = |run: Run| run.output().map(|said| said.trim().to_owned());
    let commit = one_line(Run::new("git").args("describe --always --dirty"))?;
    let day = one_line(Run::new("date").arg("+%Y-%m-%d"))?;
    let rust = one_line(Run::new("rustc").arg("--version"))?;
    let node = one_line(Run::new("node").arg("--version"))?;
    let python = one_line(python::tool("python").arg("--version"))?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (model, memory) = (named("/proc/cpuinfo", "model name"), memory());
    let (system, load) = (system(), load());
    Ok(format!(
        "on {day}, at commit {commit}, on {cores} cores of {model} with {memory}, {system}, at a load of {load} when it began; \
         {rust}, {python}, Node {node}"
    ))
}

/// What stands behind a name and a colon in one of the kernel's files.
fn named(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':'));
    value.map_or_else(|| "an unknown kind".to_owned(), |value| value.trim().to_owned())
}

fn memory() -> String {
    let kilobytes = named("/proc/meminfo", "MemTotal").trim_end_matches(" kB").parse::<u64>();
    kilobytes.map_or_else(|_| "unknown memory".to_owned(), |it| format!("{} GB", it.div_ceil(1024 * 1024)))
}

fn system() -> String {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    name.unwrap_or("an unknown system").trim_matches('"').to_owned()
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|it| !it.is_empty()).unwrap_or("unknown").to_owned()
}

/// The peers, as the lock files and lists of the three languages have them.
fn versions() -> Result<String> {
    let read = |name: &str| fs::read_to_string(project::path(name));
    let mut rust = Vec::new();
    for folder in ["benches", "benches/peers"] {
        rust.extend(crates(&read(&format!("{folder}/Cargo.toml"))?, &read(&format!("{folder}/Cargo.lock"))?));
    }
    rust.sort();
    rust.dedup();
    let python = wheels(&read("bindings-python/requirements.txt")?);
    let node = packages(&serde_json::from_str(&read("bindings-wasm/package.json")?)?);
    let (rust, python, node) = (rust.join(", "), python.join(", "), node.join(", "));
    Ok(format!("- Rust: {rust}\n- Python: {python}\n- Node: {node}\n"))
}

/// What a manifest names for its benches, with the versions of its lock.
fn crates(manifest: &str, lock: &str) -> Vec<String> {
    let (_, needed) = manifest.split_once("[dev-dependencies]\n").unwrap_or_default();
    let names = needed.lines().map_while(|line| Some(line.split_once(" = ")?.0));
    names.filter_map(|name| Some(format!("{name} {}", locked(lock, name)?))).collect()
}

fn locked<'l>(lock: &'l str, name: &str) -> Option<&'l str> {
    let (_, after) = lock.split_once(&format!("name = \"{name}\"\nversion = \""))?;
    Some(after.split_once('"')?.0)
}

fn wheels(list: &str) -> Vec<String> {
    let peers =
        ["transitions", "python-statemachine", "SpiffWorkflow", "numpy", "numpy-financial", "QuantLib", "loankit"];
    let version = |name: &str| list.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix("=="));
    peers.into_iter().filter_map(|name| Some(format!("{name} {}", version(name)?))).collect()
}

fn packages(manifest: &serde_json::Value) -> Vec<String> {
    let version = |name: &str| manifest.get("devDependencies")?.get(name)?.as_str();
    let peers = ["xstate", "robot3", "bpmn-engine", "loanjs"];
    peers.into_iter().filter_map(|name| Some(format!("{name} {}", version(name)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_those_of_the_lock() {
        let manifest = "[dependencies]\na = \"1\"\n\n[dev-dependencies]\nstatig = \"0.4\"\nzen-engine = { version = \"2\" }\n\n[[bench]]\nname = \"x\"\n";
        let lock = "[[package]]\nname = \"statig\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"zen-engine\"\nversion = \"2.1.6\"\n";
        assert_eq!(crates(manifest, lock), ["statig 0.4.1", "zen-engine 2.1.6"]);
    }

    #[test]
    fn every_language_has_its_peers() {
        let told = versions().unwrap();
        let peers = [
            "statig",
            "regorus",
            "cedar-policy",
            "zen-engine",
            "rust_finprim",
            "QuantLib",
            "loankit",
            "xstate",
            "loanjs",
        ];
        peers.iter().for_each(|name| assert!(told.contains(&format!("{name} ")), "{name}: {told}"));
    }
}
