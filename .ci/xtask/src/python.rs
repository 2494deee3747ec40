//! The wheel: its tools in a virtual environment, its build, its tests.

use crate::run::Run;
use crate::{cargo, debian, project};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "bindings-python";
const REQUIREMENTS: &str = "bindings-python/requirements.txt";

/// The virtual environment with the tools, made when it is not there or its list has changed.
pub fn prepare() -> Result<()> {
    let wanted = fs::read_to_string(project::path(REQUIREMENTS))?;
    let stamp = venv().join("requirements.txt");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    create()?;
    let pip = tool("python").args("-m pip install --quiet --disable-pip-version-check");
    pip.arg("--requirement").arg(project::path(REQUIREMENTS)).done()?;
    fs::write(stamp, wanted).context("cannot note what was installed")
}

/// Build the wheel: one for every Python from 3.9 on.
pub fn wheel() -> Result<PathBuf> {
    prepare()?;
    let wheels = project::fresh("wheels")?;
    // Linked by zig against an old glibc, so that the wheel serves Linux systems of the last ten years.
    let maturin = tool("maturin").args("build --locked --quiet --zig --compatibility manylinux2014");
    let maturin = maturin.arg("--interpreter").arg(venv().join("bin/python"));
    let maturin = maturin.arg("--out").arg(&wheels).within(project::path(PACKAGE));
    cargo::without_paths(maturin, &[]).done()?;
    project::only_file(&wheels, ".whl")
}

/// Build the source distribution, and from it alone a wheel that says its version: for who has no wheel.
pub fn sdist() -> Result<String> {
    let folder = project::fresh("sdist")?;
    let maturin = tool("maturin").args("sdist --out").arg(&folder).within(project::path(PACKAGE));
    maturin.done()?;
    let source = project::only_file(&folder, ".tar.gz")?;
    let venv = folder.join("venv");
    Run::new("python3").args("-m venv").arg(&venv).done()?;
    let python = || Run::new(venv.join("bin/python")).within(&folder);
    // Apart from what is built here: the files of the source are older than that, and cargo would take it for theirs.
    let install = python().env("CARGO_TARGET_DIR", folder.join("target"));
    install.args("-m pip install --quiet --disable-pip-version-check").arg(&source).done()?;
    let said = python().arg("-c").arg("import anjieflow; print(anjieflow.version())").output()?;
    ensure!(said.trim() == cargo::version()?, "the wheel from the source is of version {said}");
    Ok(project::file_name(&source))
}

/// Put the wheel that was built into the virtual environment.
pub fn install() -> Result<()> {
    let wheel = project::only_file(&project::target().join("wheels"), ".whl")?;
    // Neither the index nor a wheel of the same version from before is wanted.
    let pip = tool("python").args("-m pip install --quiet --force-reinstall --no-index --no-deps");
    pip.arg(wheel).done()
}

pub fn lint() -> Result<()> {
    here("ruff").args("check . ../examples/python ../benches/python").done()?;
    here("ruff").args("format --check . ../examples/python ../benches/python").done()
}

/// The stubs hold for our own use of them, the example among it, by two checkers, and are those of the built module.
pub fn types() -> Result<()> {
    here("mypy").args("--strict python tests ../examples/python ../benches/python").done()?;
    here("pyright").arg("--pythonpath").arg(venv().join("bin/python")).done()?;
    let stubtest = tool("python").args("-m mypy.stubtest anjieflow --mypy-config-file");
    let config = project::path(PACKAGE).join("pyproject.toml");
    // From elsewhere, or the folder `python/anjieflow` would be taken for the installed package.
    let allowed = project::path(PACKAGE).join("stubtest-allowlist.txt");
    stubtest.arg(config).arg("--allowlist").arg(allowed).within(project::target()).done()?;
    // Every name of the package has a type; from elsewhere again.
    tool("pyright").args("--verifytypes anjieflow --ignoreexternal").within(project::target()).done()
}

/// The tests, against the installed wheel. The note is pytest's closing line.
pub fn test() -> Result<String> {
    let said = here("pytest").args("--quiet").output()?;
    let line = said.trim_end().lines().last().unwrap_or_default();
    Ok(line.to_owned())
}

/// The benches from Python, on so many loans and steps; the note is what they say. They assert their answers.
pub fn bench(loans: u32, steps: u32) -> Result<String> {
    let script = |name: &str| tool("python").arg(project::path("benches/python").join(name));
    let instalments = script("instalments.py").args("--loans").arg(loans.to_string()).output()?;
    let stepped = script("steps.py").args("--steps").arg(steps.to_string()).output()?;
    Ok(format!("{instalments}{stepped}").trim_end().to_owned())
}

/// A tool of the virtual environment, run in the folder of the package.
fn here(name: &str) -> Run {
    tool(name).within(project::path(PACKAGE))
}

/// Python's own programs are run the same way.
pub fn tool(name: &str) -> Run {
    let bin = venv().join("bin");
    Run::new(bin.join(name)).env("VIRTUAL_ENV", venv()).env("PATH", with_path(&bin))
}

fn with_path(bin: &Path) -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{}:{path}", bin.display())
}

fn venv() -> PathBuf {
    project::target().join("venv")
}

fn create() -> Result<()> {
    // Debian's own Python comes without it.
    if !Run::new("python3").arg("-c").arg("import ensurepip, venv").succeeds() {
        let file = "/usr/share/doc/python3-venv";
        debian::ensure_installed(&[debian::Package { name: "python3-venv", file }])?;
    }
    Run::new("python3").args("-m venv --clear").arg(venv()).done()
}
