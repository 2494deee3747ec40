//! Debian's packages: the browser, the database, the second Rust.

use crate::run::Run;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A package, and a file that shows it is there.
pub struct Package {
    pub name: &'static str,
    pub file: &'static str,
}

/// The browser, and the letters that pages are measured and drawn with: without Chinese ones every sign is a wide box.
pub const BROWSER: [Package; 3] = [
    Package { name: "chromium", file: "/usr/bin/chromium" },
    Package { name: "fonts-dejavu-core", file: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf" },
    Package { name: "fonts-wqy-microhei", file: "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc" },
];
/// Of Debian 12; the tests start a cluster of their own.
pub const POSTGRESQL: Package = Package { name: "postgresql-15", file: "/usr/lib/postgresql/15/bin/postgres" };

/// The fuzzer's own library is written in it.
pub const CPP: Package = Package { name: "g++", file: "/usr/bin/c++" };
/// What counts instructions and watches memory.
pub const VALGRIND: Package = Package { name: "valgrind", file: "/usr/bin/valgrind" };
/// For Spark.
pub const JAVA: Package = Package { name: "openjdk-17-jre-headless", file: "/usr/bin/java" };

/// Two steps that go on at once may want the same package, and the lists of packages have one writer.
fn one_at_a_time() -> MutexGuard<'static, ()> {
    static BUSY: Mutex<()> = Mutex::new(());
    BUSY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Install those of the packages that are not there.
pub fn ensure_installed(packages: &[Package]) -> Result<()> {
    let _one = one_at_a_time();
    let missing = packages.iter().filter(|package| !Path::new(package.file).exists());
    let names: Vec<_> = missing.map(|package| package.name).collect();
    if names.is_empty() {
        return Ok(());
    }
    let names = names.join(" ");
    install(&names).with_context(|| format!("install by hand what is missing: {names}"))
}

/// Packages and their exact versions, unpacked into a folder beside the system.
pub fn unpack(packages: &str, folder: &Path) -> Result<()> {
    Run::new("apt-get").args("download").args(packages).within(folder).done()?;
    for file in crate::project::files(folder, ".deb")? {
        Run::new("dpkg").arg("-x").arg(&file).arg(folder).done()?;
        fs::remove_file(file)?;
    }
    Ok(())
}

/// The newest version of a package that begins so, if there is one to be had here.
pub fn version(package: &str, beginning: &str) -> Option<String> {
    let _one = one_at_a_time();
    // Not to be had, either way: an old list still may name it.
    let _ = update();
    let table = Run::new("apt-cache").arg("madison").arg(package).output().ok()?;
    let versions = table.lines().filter_map(|line| line.split('|').nth(1));
    let mut versions = versions.map(str::trim).filter(|version| version.starts_with(beginning));
    versions.next().map(str::to_owned)
}

/// What a package needs, by the beginning of the name.
pub fn needed(package: &str, beginning: &str) -> Result<Option<String>> {
    let table = Run::new("apt-cache").arg("depends").arg(package).output()?;
    let mut names = table.lines().filter_map(|line| line.trim().strip_prefix("Depends: "));
    Ok(names.find(|name| name.starts_with(beginning)).map(str::to_owned))
}

fn install(names: &str) -> Result<()> {
    update()?;
    let install = as_root("apt-get")?.args(WAIT).env("DEBIAN_FRONTEND", "noninteractive");
    install.args("install --yes --no-install-recommends").args(names).done()
}

/// Before it a new machine knows no packages, or old ones.
fn update() -> Result<()> {
    as_root("apt-get")?.args(WAIT).args("update").done()
}

/// Somebody else may be installing: a machine often updates itself.
const WAIT: &str = "-o DPkg::Lock::Timeout=300";

fn as_root(program: &str) -> Result<Run> {
    let user = Run::new("id").arg("-u").output()?;
    if user.trim() == "0" {
        return Ok(Run::new(program));
    }
    let sudo = Run::new("sudo").args("--non-interactive true").succeeds();
    ensure!(sudo, "`{program}` needs root, and `sudo` asks for a password");
    Ok(Run::new("sudo").args("--non-interactive --preserve-env=DEBIAN_FRONTEND").arg(program))
}
