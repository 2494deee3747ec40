//! Looks for bytes that break the law of `tests/laws/identity.rs`.
#![no_main]

#[path = "../../tests/laws/mod.rs"]
mod laws;

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::hold("identity", data));
