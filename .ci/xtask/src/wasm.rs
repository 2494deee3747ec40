//! Compiling for WebAssembly, with whichever Rust can do it here.

use crate::cargo::{cargo, sysroot, without_paths};
use crate::debian::{self, Package};
use crate::project;
use crate::run::Run;
use anyhow::{Context, Result, ensure};
use clap::Args;
use std::path::{Path, PathBuf};

const TARGET: &str = "wasm32-unknown-unknown";

/// Which Rust to compile with.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Choice {
    /// Compile for WebAssembly with Debian's Rust, also where a ready-made target is installed
    #[arg(long, env = "ANJIEFLOW_WASM_FALLBACK", value_parser = clap::builder::FalseyValueParser::new())]
    pub wasm_fallback: bool,
}

/// A Rust that can compile for WebAssembly.
pub enum Toolchain {
    /// The one in use: its standard library for the target is installed.
    Installed,
    /// Debian's, which brings the library as source, to be built with the crate.
    Debian {
        /// Linker of the Rust in use; Debian's comes without one.
        linker: PathBuf,
    },
}

impl Toolchain {
    /// What is installed, else what rustup can add, else what Debian has.
    pub fn find(choice: Choice) -> Result<Self> {
        if !choice.wasm_fallback && (is_installed()? || add()) {
            return Ok(Self::Installed);
        }
        let linker = linker()?;
        debian::ensure_installed(&[RUSTC, SOURCES])?;
        Ok(Self::Debian { linker })
    }

    /// A word for reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Installed => "installed target",
            Self::Debian { .. } => "Debian's rustc-web",
        }
    }

    /// A Cargo verb for the target.
    pub fn cargo(&self, args: &str) -> Run {
        let run = cargo(args).arg("--target").arg(TARGET).arg("--target-dir").arg(self.target());
        match self {
            Self::Installed => run,
            Self::Debian { linker } => run
                .env("RUSTC", RUSTC.file)
                // A stable compiler lets the standard library be built only when told so.
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                .args("-Zbuild-std=std,panic_abort")
                .args("-Zbuild-std-features=optimize_for_size"),
        }
    }

    /// Build a package with the profile for size: the wasm, before any binding. `options` are Cargo's.
    pub fn build(&self, package: &str, options: &str) -> Result<PathBuf> {
        let cargo = self.cargo("build --locked --quiet --profile wasm");
        without_paths(cargo.arg("--package").arg(package).args(options)).done()?;
        let file = format!("{}.wasm", package.replace('-', "_"));
        Ok(self.target().join(TARGET).join("wasm").join(file))
    }

    /// A folder each: two compilers in one would undo each other's work.
    fn target(&self) -> PathBuf {
        match self {
            Self::Installed => project::target(),
            Self::Debian { .. } => project::target().join("wasm-fallback"),
        }
    }
}

const RUSTC: Package = Package { name: "rustc-web", file: "/usr/bin/rustc" };
const SOURCES: Package = Package { name: "rust-web-src", file: "/usr/lib/rustlib/src/rust/library/Cargo.toml" };

fn is_installed() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib").join(TARGET).join("lib").exists())
}

/// Whether rustup could add the target. A machine that is cut off may wait for ever, so we do not.
fn add() -> bool {
    Run::new("timeout").args("120 rustup target add").arg(TARGET).succeeds()
}

/// The linker inside the Rust in use.
fn linker() -> Result<PathBuf> {
    let rustlib = sysroot()?.join("lib/rustlib");
    let hosts = rustlib.read_dir().with_context(|| format!("cannot list {rustlib:?}"))?;
    let linkers = hosts.filter_map(|host| Some(host.ok()?.path().join("bin/rust-lld")));
    let linker = linkers.into_iter().find(|linker| linker.exists());
    linker.with_context(|| format!("no rust-lld in {rustlib:?}"))
}

/// The glue for JavaScript and the wasm that goes with it, as `anjieflow_bg.js` and `.wasm`.
pub fn bind(wasm: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm).out_name("anjieflow").typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    // The glue for bundlers loads nothing by itself: our own entries do, each its own way.
    bindgen.bundler(true)?.generate(folder)?;
    let glue = folder.join("anjieflow_bg.js");
    ensure!(glue.exists(), "no glue was written to {glue:?}");
    Ok(())
}
