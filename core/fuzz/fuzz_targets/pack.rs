//! Looks for bytes that break the law of `tests/laws/pack.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| anjieflow_fuzz::laws::hold("pack", data));
