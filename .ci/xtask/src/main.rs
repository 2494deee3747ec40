//! The project's own tooling, reached as `cargo xtask VERB`.
//!
//! `cargo xtask test` is what a change must pass. It runs on a machine that has Rust, Python and
//! Node, and installs from the package registries whatever else it needs.

mod alike;
mod back_office;
mod beside;
mod cargo;
mod changed;
mod counts;
mod debian;
mod generate;
mod msrv;
mod mutation;
mod node;
mod npm;
mod project;
mod python;
mod pythons;
mod report;
mod run;
mod size;
mod stories;
mod test;
mod tidy;
mod venv;
mod verbs;
mod verify;
mod wasm;
mod web_desk;
mod work;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Build, test and pack anjieflow.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Check all that ships: format, lints, tests, both packages in their runtimes, generated files
    ///
    /// Installs what it needs, stops at the first failure and prints its output. Safe to repeat.
    /// A cold run on two cores takes well under thirty minutes.
    Test {
        #[command(flatten)]
        selection: work::Selection,
        #[command(flatten)]
        wasm: wasm::Choice,
    },
    /// The long checks, which take hours: all of `test`, then models and mutations of the flow, mutants, fuzzing, valgrind, faults of the stores,
    /// a million cases, other Pythons, ten million rows, a cluster of Spark, and the npm package by the fallback for WebAssembly;
    /// what came of each step goes into .ci/VERIFIED.md
    Verify {
        #[command(flatten)]
        selection: work::Selection,
    },
    /// Judge shards of the core's mutants, counted from 0, and write core/MUTANTS.md: some twenty minutes each
    Mutants {
        /// The first shard
        from: usize,
        /// The last one; without it only the first
        to: Option<usize>,
    },
    /// Build the Python wheel into target/wheels
    Wheel,
    /// Build the npm package into target/npm and print how large each wasm is
    Npm {
        #[command(flatten)]
        wasm: wasm::Choice,
    },
    /// Build the npm package and the desk in the browser, and serve it on 127.0.0.1
    Desk {
        #[command(flatten)]
        wasm: wasm::Choice,
    },
    /// Write every generated file anew
    Generate {
        /// Write nothing: fail when a file is stale
        #[arg(long)]
        check: bool,
    },
    /// Build the documentation of all crates
    Doc {
        /// Open it in a browser
        #[arg(long)]
        open: bool,
    },
    /// Run the benchmarks, those of the peers among them, and write benches/REPORT.md: some twenty minutes on a quiet machine
    Bench {
        /// Few samples of smaller sizes: whether all is there
        #[arg(long)]
        quick: bool,
        /// Only these, without a report: handed on to the benches, such as the name of one; `python` runs those from Python, `node`
        /// those from Node, `counts` counts instructions anew into benches/COUNTS.json
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Test { selection, wasm } => test::test(&selection, wasm),
        Verb::Verify { selection } => verify::verify(&selection),
        Verb::Mutants { from, to } => mutation::write(from..=to.unwrap_or(from)),
        Verb::Wheel => verbs::wheel(),
        Verb::Npm { wasm } => verbs::npm(wasm),
        Verb::Desk { wasm } => verbs::desk(wasm),
        Verb::Generate { check: false } => generate::write(),
        Verb::Generate { check: true } => generate::check(),
        Verb::Doc { open } => verbs::doc(open),
        Verb::Bench { quick, args } => verbs::bench(quick, &args),
    }
}
