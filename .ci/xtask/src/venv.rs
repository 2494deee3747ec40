//! Virtual environments of Python, each with what its list names.

use crate::run::Run;
use crate::{debian, project};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A virtual environment in `target`.
pub struct Venv {
    /// Its folder.
    pub name: &'static str,
    /// The Python it is of.
    pub python: &'static str,
    /// The list of what is in it, from the root of the project.
    pub requirements: &'static str,
}

impl Venv {
    /// Made when it is not there or its list has changed.
    pub fn prepare(&self) -> Result<()> {
        let wanted = fs::read_to_string(project::path(self.requirements))?;
        let stamp = self.folder().join("requirements.txt");
        if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        self.create()?;
        let pip = self.tool("python").args("-m pip install --quiet --disable-pip-version-check");
        pip.arg("--requirement").arg(project::path(self.requirements)).done()?;
        fs::write(stamp, wanted).context("cannot note what was installed")
    }

    /// Put a wheel in.
    pub fn install(&self, wheel: &Path) -> Result<()> {
        // Neither the index nor a wheel of the same version from before is wanted.
        let pip = self.tool("python").args("-m pip install --quiet --force-reinstall --no-index --no-deps");
        pip.arg(wheel).done()
    }

    /// A program of it; Python's own are run the same way.
    pub fn tool(&self, name: &str) -> Run {
        let bin = self.folder().join("bin");
        Run::new(bin.join(name)).env("VIRTUAL_ENV", self.folder()).env("PATH", with_path(&bin))
    }

    /// Where it is.
    pub fn folder(&self) -> PathBuf {
        project::target().join(self.name)
    }

    fn create(&self) -> Result<()> {
        // Debian's own Python comes without it.
        if !Run::new(self.python).arg("-c").arg("import ensurepip, venv").succeeds() {
            let file = "/usr/share/doc/python3-venv";
            debian::ensure_installed(&[debian::Package { name: "python3-venv", file }])?;
        }
        Run::new(self.python).args("-m venv --clear").arg(self.folder()).done()
    }
}

fn with_path(bin: &Path) -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    format!("{}:{path}", bin.display())
}
