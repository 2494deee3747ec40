//! The stores of the examples under faults: a thousand kills of each, and as many torn writes and bad pages.

use crate::back_office;
use crate::cargo::cargo;
use anyhow::{Result, ensure};

/// The tests take it for "all of it": more of each fault, and nothing is left out in silence.
const KILLS: (&str, &str) = ("FAULT_KILLS", "1000");

/// Of `desk`.
pub fn desk() -> Result<String> {
    let test =
        cargo("test --locked --quiet --package anjieflow-examples --test random_kills --test torn --test faults");
    figures(&test.args("-- --nocapture").env(KILLS.0, KILLS.1).output()?)
}

/// Of the back office, on both databases.
pub fn back_office() -> Result<String> {
    let pytest = back_office::tool("python").args("-m pytest --quiet --capture=no");
    let pytest = pytest.args("tests/test_random_kills.py tests/test_torn.py tests/test_faults.py");
    figures(&pytest.env(KILLS.0, KILLS.1).output()?)
}

/// What the tests say of themselves, a line each.
fn figures(said: &str) -> Result<String> {
    let lines: Vec<_> = said.lines().filter_map(|line| Some(line.split_once("FIGURES ")?.1)).collect();
    ensure!(!lines.is_empty(), "the tests told no figures:\n{said}");
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[test]
    fn figures_stand_anywhere_in_a_line() {
        assert_eq!(figures("x\n.FIGURES 7 kills\nFIGURES 8 pages\n").unwrap(), "7 kills\n8 pages");
        assert!(figures("1 passed").is_err());
    }
}
