//! The short verbs.

use crate::cargo::cargo;
use crate::wasm::{Choice, Toolchain};
use crate::{node, npm, project, python, web_desk};
use anyhow::{Result, ensure};

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

pub fn bench(args: &[String]) -> Result<()> {
    if args == ["python"] {
        python::wheel()?;
        python::install()?;
        println!("{}", python::bench(1_000_000, 200_000)?);
        return Ok(());
    }
    if args == ["node"] {
        npm::pack(&Toolchain::find(Choice::default())?)?;
        npm::install()?;
        println!("{}", node::bench(100_000)?);
        return Ok(());
    }
    let benches = project::path("benches");
    ensure!(benches.join("Cargo.toml").exists(), "there are no benches yet");
    let bench = args.iter().fold(cargo("bench --"), |run, arg| run.arg(arg));
    // A workspace of its own has a target folder of its own.
    bench.env("CARGO_TARGET_DIR", project::target().join("benches")).within(benches).shown().done()
}
