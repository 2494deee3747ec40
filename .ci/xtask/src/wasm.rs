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
    /// Compile for WebAssembly with Debian's Rust, also where the sources of the library are installed
    #[arg(long, env = "ANJIEFLOW_WASM_FALLBACK", value_parser = clap::builder::FalseyValueParser::new())]
    pub wasm_fallback: bool,
}

/// A Rust that can compile for WebAssembly.
pub enum Toolchain {
    /// The one in use, and its standard library as source, to be built with the crate and as small as it goes.
    Sources,
    /// Debian's, which brings the library as source too.
    Debian {
        /// Linker of the Rust in use; Debian's comes without one.
        linker: PathBuf,
    },
    /// The one in use, with its library ready-made: larger.
    Installed,
}

impl Toolchain {
    /// The sources that are installed or that rustup can add, else Debian's; else a ready-made library.
    pub fn find(choice: Choice) -> Result<Self> {
        if !choice.wasm_fallback && (has_sources()? || add("component add rust-src")) {
            return Ok(Self::Sources);
        }
        match Self::debian() {
            Err(_) if !choice.wasm_fallback && (is_installed()? || add("target add wasm32-unknown-unknown")) => {
                Ok(Self::Installed)
            }
            found => found,
        }
    }

    fn debian() -> Result<Self> {
        let linker = linker()?;
        debian::ensure_installed(&[RUSTC, SOURCES])?;
        Ok(Self::Debian { linker })
    }

    /// A word for reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sources => "library from source",
            Self::Debian { .. } => "Debian's rustc-web",
            Self::Installed => "ready-made library: larger than it must be",
        }
    }

    /// Whether what it builds is held to its size.
    pub fn is_for_size(&self) -> bool {
        !matches!(self, Self::Installed)
    }

    /// A Cargo verb for the target.
    pub fn cargo(&self, args: &str) -> Run {
        let run = cargo(args).arg("--target").arg(TARGET).arg("--target-dir").arg(self.target());
        match self {
            Self::Installed => run,
            Self::Sources => with_library(run),
            Self::Debian { linker } => {
                with_library(run).env("RUSTC", RUSTC.file).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
            }
        }
    }

    /// Build a package for one of these ends: the wasm, before any binding. `options` are Cargo's.
    pub fn build(&self, package: &str, options: &str, end: End) -> Result<PathBuf> {
        let cargo = self.cargo("build --locked --quiet --profile wasm").args(end.options());
        let flags: Vec<_> = if self.is_for_size() { [FLAGS, end.flags()].concat() } else { Vec::new() };
        without_paths(cargo.arg("--package").arg(package).args(options), &flags).done()?;
        let file = format!("{}.wasm", package.replace('-', "_"));
        Ok(self.target().join(TARGET).join("wasm").join(file))
    }

    /// A folder each: two compilers in one would undo each other's work.
    fn target(&self) -> PathBuf {
        let target = project::target();
        match self {
            Self::Sources => target.join("wasm-sources"),
            Self::Debian { .. } => target.join("wasm-fallback"),
            Self::Installed => target,
        }
    }
}

/// What a build without words for panics is told. An input never panics; should a step do so all the same, it traps
/// as it did before, and a browser shows no words of it either way. Nothing we say is made by `Debug`.
const FLAGS: &[&str] = &["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// What a wasm is to be.
#[derive(Clone, Copy)]
pub enum End {
    Small,
    /// A tenth larger, and it calculates in less than half the time.
    Quick,
}

impl End {
    /// Cargo's, beside the profile.
    fn options(self) -> &'static str {
        match self {
            Self::Small => "",
            Self::Quick => "--config profile.wasm.opt-level=\"s\"",
        }
    }

    /// In a small one no value is computed ahead of where it is used: out of a loop, for its addresses, once for several places, or
    /// on each way to where it is loaded. A value that is kept is a local more, and code that was alike is so no more.
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Small => &[
                "-Cllvm-args=-disable-lsr",
                "-Cllvm-args=-disable-machine-licm",
                "-Cllvm-args=-disable-machine-cse",
                "-Cllvm-args=-enable-load-pre=0",
            ],
            Self::Quick => &[],
        }
    }
}

/// The standard library is built with the crate, for size.
fn with_library(run: Run) -> Run {
    // A stable compiler lets the standard library be built only when told so.
    run.env("RUSTC_BOOTSTRAP", "1").args("-Zbuild-std=std,panic_abort").args("-Zbuild-std-features=optimize_for_size")
}

const RUSTC: Package = Package { name: "rustc-web", file: "/usr/bin/rustc" };
const SOURCES: Package = Package { name: "rust-web-src", file: "/usr/lib/rustlib/src/rust/library/Cargo.toml" };

fn is_installed() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib").join(TARGET).join("lib").exists())
}

fn has_sources() -> Result<bool> {
    Ok(sysroot()?.join("lib/rustlib/src/rust/library/Cargo.lock").exists())
}

/// Whether rustup could do so. A machine that is cut off may wait for ever, so we do not.
fn add(what: &str) -> bool {
    Run::new("timeout").args("120 rustup").args(what).succeeds()
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
