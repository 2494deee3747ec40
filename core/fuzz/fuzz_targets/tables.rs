//! Looks for bytes that break the law of `tests/laws/tables.rs`.
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold("tables", data));
