//! The tree is as we said it would be.

use crate::project;
use crate::run::Run;
use anyhow::{Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// All that a visitor sees at the top.
const TOP_LEVEL: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "README.zh-CN.md",
    "benches",
    "bindings-python",
    "bindings-wasm",
    "core",
    "examples",
];

/// Lock files name the place a package came from; no other file has to.
const LOCK_FILES: [&str; 3] = ["Cargo.lock", "package-lock.json", "uv.lock"];

/// The hosts of the registries, in two pieces each, so that this file passes its own check.
const HOSTS: [(&str, &str); 8] = [
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("registry.npmjs", ".org"),
    ("registry.yarnpkg", ".com"),
    ("files.pythonhosted", ".org"),
    ("pypi.org", "/simple"),
    ("deb.debian", ".org"),
    ("static.rust-lang", ".org"),
];

/// Where people keep their files, in two pieces likewise: such a path is right on one machine only.
const HOMES: [(&str, &str); 5] = [("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/"), ("/wo", "rk/"), ("C:", "\\")];

pub fn check() -> Result<String> {
    let files = tracked()?;
    let faults: Vec<_> = [top_level(&files), words(&files)?, links(&files)?].concat();
    ensure!(faults.is_empty(), "the tree is not tidy:\n{}", faults.join("\n"));
    Ok(format!("{} files", files.len()))
}

/// The files that Git knows, or would if all were added.
fn tracked() -> Result<Vec<String>> {
    let git = Run::new("git").args("ls-files --cached --others --exclude-standard -z");
    let said = git.output()?;
    let names = said.split('\0').filter(|name| !name.is_empty());
    // What was deleted and not yet committed is still listed.
    Ok(names.filter(|name| project::path(name).exists()).map(str::to_owned).collect())
}

fn top_level(files: &[String]) -> Vec<String> {
    let seen: BTreeSet<&str> =
        (files.iter()).filter_map(|file| file.split('/').next()).filter(|name| !name.starts_with('.')).collect();
    let wanted = BTreeSet::from(TOP_LEVEL);
    let extra = seen.difference(&wanted).map(|name| format!("{name}: not meant to be here"));
    let missing = wanted.difference(&seen).map(|name| format!("{name}: missing"));
    extra.chain(missing).collect()
}

fn words(files: &[String]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for file in files {
        let name = file.rsplit('/').next().unwrap_or(file);
        if LOCK_FILES.contains(&name) {
            continue;
        }
        let bytes = fs::read(project::path(file))?;
        faults.extend(faults_in(file, &String::from_utf8_lossy(&bytes)));
    }
    Ok(faults)
}

fn faults_in(file: &str, text: &str) -> Vec<String> {
    let lines = text.lines().enumerate();
    let faults = lines.filter_map(|(index, line)| {
        let fault = fault(line)?;
        Some(format!("{file}:{}: {fault}", index + 1))
    });
    faults.collect()
}

fn fault(line: &str) -> Option<String> {
    let joined = |(one, other): (&str, &str)| format!("{one}{other}");
    if let Some(host) = HOSTS.map(joined).into_iter().find(|host| line.contains(host)) {
        return Some(format!("names the registry host {host}"));
    }
    let home = HOMES.map(joined).into_iter().find(|home| begins_path(line, home))?;
    Some(format!("has a path of one machine, {home}"))
}

/// Whether an absolute path begins so in this line; `docs/home/` is none.
fn begins_path(line: &str, home: &str) -> bool {
    line.match_indices(home).any(|(at, _)| {
        let before = line.get(..at).and_then(|line| line.chars().next_back());
        before.is_none_or(|before| !before.is_alphanumeric() && !"._-/*}".contains(before))
    })
}

/// Every page's links to other files of the tree lead somewhere.
fn links(files: &[String]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for page in files.iter().filter(|file| file.ends_with(".md")) {
        let text = fs::read_to_string(project::path(page))?;
        let folder = project::path(page).parent().map(Path::to_path_buf).unwrap_or_default();
        let dead = targets(&text).filter(|target| !folder.join(target).exists());
        faults.extend(dead.map(|target| format!("{page}: the link to `{target}` leads nowhere")));
    }
    Ok(faults)
}

/// What the links of a page lead to, but for those to other places and into the page itself.
fn targets(page: &str) -> impl Iterator<Item = &str> {
    let links = page.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
    links.filter(|target| !target.is_empty() && !target.contains(':') && !target.contains('`'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_within_the_tree_are_looked_at() {
        let page = "[a](core/A.md) [b](https://x.org) [c](#here) [d](../B.md#part) `x[1](2)`";
        assert_eq!(targets(page).collect::<Vec<_>>(), ["core/A.md", "../B.md", "2"]);
    }

    #[test]
    fn a_host_of_a_registry_is_found() {
        let line = format!("see https://static.crates{}/x", ".io");
        assert!(fault(&line).is_some());
        assert_eq!(fault("see crates.io and docs.rs"), None);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        for line in [format!("cd /wo{}main", "rk/"), format!("\"/ho{}me\"", "me/")] {
            assert!(fault(&line).is_some(), "{line}");
        }
        assert_eq!(fault("docs/home/page and target/work/x"), None);
    }

    #[test]
    fn the_top_level_is_closed() {
        let mut files: Vec<String> = TOP_LEVEL.map(str::to_owned).to_vec();
        files.push(".ci/run".to_owned());
        assert!(top_level(&files).is_empty());
        files.push("notes.txt".to_owned());
        files.retain(|file| file != "benches");
        let faults = ["notes.txt: not meant to be here", "benches: missing"];
        assert_eq!(top_level(&files), faults);
    }
}
