//! Debian's packages: the browser, the second Rust.

use crate::run::Run;
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// A package, and a file that shows it is there.
pub struct Package {
    pub name: &'static str,
    pub file: &'static str,
}

pub const CHROMIUM: Package = Package { name: "chromium", file: "/usr/bin/chromium" };

/// Install those of the packages that are not there.
pub fn ensure_installed(packages: &[Package]) -> Result<()> {
    let missing = packages.iter().filter(|package| !Path::new(package.file).exists());
    let names: Vec<_> = missing.map(|package| package.name).collect();
    if names.is_empty() {
        return Ok(());
    }
    let names = names.join(" ");
    install(&names).with_context(|| format!("install by hand what is missing: {names}"))
}

/// A package of a fixed version, and what it needs, unpacked into a folder beside the system.
pub fn unpack(packages: &str, folder: &Path) -> Result<()> {
    update()?;
    Run::new("apt-get").args("download").args(packages).within(folder).done()?;
    for file in crate::project::files(folder, ".deb")? {
        Run::new("dpkg").arg("-x").arg(file).arg(folder).done()?;
    }
    Ok(())
}

/// The newest version of a package that begins so, if Debian has one.
pub fn version(package: &str, beginning: &str) -> Result<Option<String>> {
    update()?;
    let table = Run::new("apt-cache").arg("madison").arg(package).output()?;
    let versions = table.lines().filter_map(|line| line.split('|').nth(1));
    let mut versions = versions.map(str::trim).filter(|version| version.starts_with(beginning));
    Ok(versions.next().map(str::to_owned))
}

fn install(names: &str) -> Result<()> {
    update()?;
    let install = as_root("apt-get")?.env("DEBIAN_FRONTEND", "noninteractive");
    install.args("install --yes --no-install-recommends").args(names).done()
}

/// Before it a new machine knows no packages, or old ones.
fn update() -> Result<()> {
    as_root("apt-get")?.args("update").done()
}

fn as_root(program: &str) -> Result<Run> {
    let user = Run::new("id").arg("-u").output()?;
    if user.trim() == "0" {
        return Ok(Run::new(program));
    }
    let sudo = Run::new("sudo").args("--non-interactive true").succeeds();
    ensure!(sudo, "`{program}` needs root, and `sudo` asks for a password");
    Ok(Run::new("sudo").args("--non-interactive --preserve-env=DEBIAN_FRONTEND").arg(program))
}
