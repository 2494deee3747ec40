//! All that a change must pass.

use crate::cargo::{self, cargo};
use crate::run::Run;
use crate::wasm::{Choice, Toolchain};
use crate::work::{Begun, Outcome, Selection, Work};
use crate::{back_office, debian, generate, msrv, node, npm, project, python, pythons, stories, tidy, web_desk};
use anyhow::Result;
use std::fs;

/// Take the steps.
pub fn test(selection: &Selection, choice: Choice) -> Result<()> {
    steps(choice).take(selection)
}

/// What is quick and often wrong comes first.
pub fn steps<'a>(choice: Choice) -> Work<'a> {
    let mut work = Work::default();
    work.step("format", || cargo("fmt --all --check").done());
    work.step("tidy tree", tidy::check);
    work.step("core depends on nothing", cargo::depends_on_nothing);
    work.step("generated files", generated);
    // What it compiles wants none of the tools, which are fetched meanwhile.
    let oldest = work.begin("oldest Rust", msrv::check);
    tools(&mut work, choice);
    let builds = Builds::begin(&mut work, choice);
    rust(&mut work);
    python(&mut work, builds.wheel, builds.sdist);
    // Here for its length: the package takes about as long still.
    work.step("benches", benches);
    // A browser that has to share the machine with a compiler is slow to answer: the builds are over before it starts.
    [oldest, builds.package].into_iter().for_each(|it| work.done(it));
    javascript(&mut work, choice);
    work.step("stories agree", stories::compare);
    work
}

fn tools(work: &mut Work<'_>, choice: Choice) {
    work.step("Python tools", python::prepare);
    work.step("Node tools", node::prepare);
    work.step("WebAssembly toolchain", move || Ok(Toolchain::find(choice)?.name().to_owned()));
}

/// What takes minutes of one core: it is built while the other steps go on, what is wanted first before the rest.
struct Builds {
    wheel: Begun,
    sdist: Begun,
    package: Begun,
}

impl Builds {
    fn begin(work: &mut Work<'_>, choice: Choice) -> Self {
        Self {
            wheel: work.begin("wheel", || {
                let wheel = python::wheel()?;
                python::install()?;
                Ok(project::file_name(&wheel))
            }),
            sdist: work.begin("source distribution", python::sdist),
            package: work.begin("npm package", move || {
                let packed = npm::pack(&Toolchain::find(choice)?)?;
                npm::install()?;
                Ok(packed.size)
            }),
        }
    }
}

fn rust(work: &mut Work<'_>) {
    work.step("clippy", || clippy("--workspace --all-targets"));
    work.step("clippy, all features", || clippy("--package anjieflow --all-targets --all-features"));
    work.step("feature combinations", features);
    work.step("tests", || {
        stories::clear()?;
        tests()
    });
    work.step("doctests", || {
        let said = cargo("test --locked --quiet --doc --package anjieflow --all-features").output()?;
        Ok(format!("{} passed", cargo::passed(&said)))
    });
    work.step("documentation", || {
        let doc = cargo("doc --locked --quiet --workspace --exclude xtask --all-features --no-deps");
        doc.env("RUSTDOCFLAGS", "--deny warnings").done()
    });
}

fn python(work: &mut Work<'_>, wheel: Begun, sdist: Begun) {
    work.step("ruff", python::lint);
    work.done(wheel);
    work.done(sdist);
    work.step("mypy, pyright, stubtest", python::types);
    work.step("pytest", python::test);
    work.step("pandas 2", pythons::pandas_2);
    // For the answers: of so few loans the times say nothing.
    work.step("back office and database", back_office::prepare);
    work.step("back office", back_office::test);
    work.step("benches from Python", || python::bench(10_000, 1_000).map(drop));
}

fn javascript(work: &mut Work<'_>, choice: Choice) {
    // Two that want no browser, beside others that want none.
    let core = work.begin("core for WebAssembly", move || core_for_wasm(&Toolchain::find(choice)?));
    let examples = work.begin("examples", examples);
    work.step("prettier", node::format);
    work.step("tsc", node::types);
    work.step("Node", || node::test("tests/node.test.mjs"));
    work.step("privacy in Node", || node::test("tests/privacy.test.mjs"));
    work.step("types of answers", || node::test("tests/answers.test.mjs"));
    work.step("manifest of the package", || node::test("tests/package.test.mjs"));
    work.step("loading", || node::test("tests/loading.test.mjs"));
    work.step("Deno and Bun", || node::test("tests/runtimes.test.mjs"));
    // For the answers: of so few steps the times say nothing.
    work.step("benches from Node", || node::bench(500).map(drop));
    work.step("browser", || debian::ensure_installed(&debian::BROWSER));
    [core, examples].into_iter().for_each(|it| work.done(it));
    work.step("Chromium", || node::test("tests/chromium.test.mjs"));
    work.step("audits in Node and Chromium", || node::test("tests/audit.test.mjs"));
    work.step("bundlers", || node::test("tests/bundlers.test.mjs"));
    work.step("strict policy", || node::test("tests/policy.test.mjs"));
    work.step("leaks", || node::test("tests/leases.test.mjs tests/leak.test.mjs"));
    work.step("page of the day", page_of_the_day);
    work.step("web desk", || {
        web_desk::build()?;
        web_desk::test()
    });
}

fn generated() -> Result<String> {
    generate::check()?;
    Ok(format!("{} fresh", generate::count()))
}

fn clippy(args: &str) -> Result<()> {
    cargo("clippy --locked --quiet").args(args).args("-- --deny warnings").done()
}

/// Who turns on one feature must not need another. `wire` or `serde` alone is what the bindings use. None and all of them
/// are what the tests are built with.
fn features() -> Result<()> {
    for feature in ["wire", "serde", "chrono", "audit"] {
        cargo("check --locked --quiet --package anjieflow --features").arg(feature).done()?;
    }
    Ok(())
}

fn tests() -> Result<String> {
    let bare = cargo::test("--locked --package anjieflow").output()?;
    let full = cargo::test("--locked --package anjieflow --all-features").output()?;
    let tool = cargo::test("--locked --package xtask").output()?;
    let passed: usize = [bare, full, tool].iter().map(|said| cargo::passed(said)).sum();
    Ok(format!("{passed} passed"))
}

fn core_for_wasm(toolchain: &Toolchain) -> Result<()> {
    for features in ["", "--all-features"] {
        let check = toolchain.cargo("check --locked --quiet --package anjieflow");
        check.args(features).done()?;
    }
    Ok(())
}

fn examples() -> Result<Outcome> {
    if !project::path("examples/Cargo.toml").exists() {
        return Ok(Outcome::Skipped("there are no examples yet".to_owned()));
    }
    let said = cargo::test("--locked --package anjieflow-examples").output()?;
    Ok(Outcome::Passed(format!("{} passed", cargo::passed(&said))))
}

/// The page that `desk` writes, read with a checker of accessibility in a browser.
fn page_of_the_day() -> Result<String> {
    let folder = project::target().join("page");
    fs::create_dir_all(&folder)?;
    // A database of earlier histories would be refused.
    let (db, page) = (folder.join("desk.sqlite"), folder.join("day.html"));
    if db.exists() {
        fs::remove_file(&db)?;
    }
    let desk = cargo("run --locked --quiet --package anjieflow-examples --bin desk --");
    desk.args(&format!("--db {} --page {}", db.display(), page.display())).output()?;
    node::test("tests/page.test.mjs")
}

/// Each bench asserts its answer, so that running it once, untimed, is a test.
fn benches() -> Result<Outcome> {
    let folder = project::path("benches");
    if !folder.join("Cargo.toml").exists() {
        return Ok(Outcome::Skipped("there are no benches yet".to_owned()));
    }
    let target = project::target().join("benches");
    let within = |run: Run| run.env("CARGO_TARGET_DIR", &target).within(&folder).done();
    within(cargo("fmt --check"))?;
    within(cargo("clippy --locked --quiet --all-targets -- --deny warnings"))?;
    within(cargo("test --locked --quiet --benches"))?;
    Ok(().into())
}
