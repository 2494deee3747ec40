//! page
use super::day::Day;
use super::office::Defaults;
/// x
pub fn day(_d: &Day, _f: &Defaults) -> String {
    String::new()
}
