//! What holds whatever bytes come: a law for each kind of input. The fuzzer looks for bytes that break one, and `corpus.rs` hands in
//! those that it kept.
//!
//! Reading never panics; what was read is written and read back the same; what is refused leaves everything as it was.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a law that is broken stops whoever looks, and each target looks at one"
)]

mod commands;
mod dates;
mod identity;
mod interchange;
mod log;
mod pack;
mod tables;

/// Looks whether bytes break it.
pub type Law = fn(&[u8]);

/// Every law, by the name of its target.
pub const LAWS: [(&str, Law); 7] = [
    ("log", log::holds),
    ("pack", pack::holds),
    ("interchange", interchange::holds),
    ("commands", commands::holds),
    ("identity", identity::holds),
    ("dates", dates::holds),
    ("tables", tables::holds),
];

/// The law of a target, on these bytes.
pub fn hold(target: &str, data: &[u8]) {
    let (_, law) = LAWS.iter().find(|(name, _)| *name == target).unwrap();
    law(data);
}

/// Bytes as text, as far as they are.
fn text(data: &[u8]) -> &str {
    match std::str::from_utf8(data) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&data[..error.valid_up_to()]).unwrap(),
    }
}
