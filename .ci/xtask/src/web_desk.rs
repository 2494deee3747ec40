//! The desk in the browser, of the examples.

use crate::project;
use crate::run::Run;
use crate::{debian, node, npm};
use anyhow::Result;

const PACKAGE: &str = "examples/web-desk";

/// Its tests, the longest first: two files at a time.
const TESTS: &str = "--test-concurrency=2 tests/life.test.mjs tests/pages.test.mjs tests/desk.test.mjs \
                     tests/office.test.mjs tests/trouble.test.mjs tests/store.test.mjs tests/privacy.test.mjs \
                     tests/hostile.test.mjs";

/// What it is built with, and the npm package that was packed.
fn prepare() -> Result<()> {
    node::prepare_in(PACKAGE)?;
    npm::install_in(PACKAGE)
}

/// The page, in the folder `dist` of the example: formatted as agreed, its types checked.
pub fn build() -> Result<()> {
    prepare()?;
    node::tool_in(PACKAGE, "prettier").args("--check --log-level=warn .").done()?;
    Run::new("npm").args("run --silent build").within(project::path(PACKAGE)).done()
}

/// In a browser, against what was built. The note is the number that passed.
pub fn test() -> Result<String> {
    debian::ensure_installed(&debian::BROWSER)?;
    node::test_in(PACKAGE, TESTS)
}

/// Serve what was built on 127.0.0.1, until it is stopped.
pub fn serve() -> Result<()> {
    node::tool_in(PACKAGE, "vite").args("preview --host 127.0.0.1").shown().done()
}
