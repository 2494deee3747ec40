//! The short verbs.

use crate::cargo::cargo;
use crate::wasm::{Choice, Toolchain};
use crate::{counts, node, npm, python, report, web_desk};
use anyhow::Result;

pub fn wheel() -> Result<()> {
    println!("{}", python::wheel()?.display());
    Ok(())
}

pub fn npm(choice: Choice) -> Result<()> {
    let toolchain = Toolchain::find(choice)?;
    let packed = npm::pack(&toolchain)?;
    println!("{}\n{} ({})", packed.file.display(), packed.size, toolchain.name());
    Ok(())
}

pub fn desk(choice: Choice) -> Result<()> {
    npm(choice)?;
    web_desk::build()?;
    web_desk::serve()
}

pub fn doc(open: bool) -> Result<()> {
    let open = if open { "--open" } else { "" };
    cargo("doc --workspace --exclude xtask --all-features --no-deps").args(open).shown().done()
}

/// All of them into the report, or those that are named.
pub fn bench(quick: bool, args: &[String]) -> Result<()> {
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => report::write(quick),
        ["counts"] => counts::write(),
        ["python"] => bench_python(),
        ["node"] => bench_node(),
        args => args.iter().fold(report::benches(), |run, arg| run.arg(arg)).shown().done(),
    }
}

fn bench_python() -> Result<()> {
    python::wheel()?;
    python::install()?;
    println!("{}", python::bench(1_000_000, 200_000)?);
    Ok(())
}

fn bench_node() -> Result<()> {
    npm::pack(&Toolchain::find(Choice::default())?)?;
    npm::install()?;
    println!("{}", node::bench(100_000)?);
    Ok(())
}
