//! What is hashed, byte by byte; `AUDIT.md` says the same in words.
//!
//! Each kind of text has a tag of its own before it, so that none can be taken for another.

use super::super::json::{Map, Value};
use super::canonical::canonical;
use crate::hex::{hex, unhex};
use sha2::{Digest as _, Sha256};
use std::fmt;

/// Before all that is hashed: format and kind of text, up to the end of the line.
macro_rules! tag {
    ($kind:literal) => {
        concat!("anjieflow-audit-1 ", $kind, "\n").as_bytes()
    };
}

/// A SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sum([u8; 32]);

impl Sum {
    fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        parts.iter().for_each(|part| hasher.update(part));
        Self(hasher.finalize().into())
    }

    /// From 64 lower-case hexadecimal digits.
    pub(super) fn from_hex(text: &str) -> Option<Self> {
        bytes_of(text)?.try_into().map(Self).ok()
    }

    /// What the chain of a case begins with.
    pub(super) fn of_case(case: &str) -> Self {
        Self::of(&[tag!("case"), case.as_bytes()])
    }

    /// An entry without its number, its check and what is personal.
    pub(super) fn of_open(entry: &Map<String, Value>) -> Option<Self> {
        let mut open = entry.clone();
        for name in ["number", "check", "personal"] {
            open.shift_remove(name);
        }
        Some(Self::of(&[tag!("entry"), canonical(&Value::Object(open))?.as_bytes()]))
    }

    /// A personal object, with its salt.
    pub(super) fn of_personal(personal: &Map<String, Value>) -> Option<Self> {
        Some(Self::of(&[tag!("personal"), canonical(&Value::Object(personal.clone()))?.as_bytes()]))
    }

    /// The link of an entry to the one before it.
    pub(super) fn link(self, number: u32, sums: &Sums) -> Self {
        let number = number.to_be_bytes();
        match &sums.personal {
            Some(it) => Self::of(&[tag!("link"), &self.0, &number, &sums.open.0, &it.whole.0, &it.erased.0]),
            None => Self::of(&[tag!("link"), &self.0, &number, &sums.open.0]),
        }
    }
}

/// The digests of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sums {
    /// Of what is of no person, without its number.
    pub(super) open: Sum,
    /// Of its personal object, where it has one.
    pub(super) personal: Option<Personal>,
}

/// The digests of a personal object as it stands, and as it stands once it is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Personal {
    pub(super) whole: Sum,
    pub(super) erased: Sum,
}

/// What is signed: a tag, and the head as canonical text.
pub(super) fn to_sign(head: Map<String, Value>) -> Option<Vec<u8>> {
    Some([tag!("head"), canonical(&Value::Object(head))?.as_bytes()].concat())
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

/// The bytes of hexadecimal digits as a seal has them: in lower case.
pub(super) fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    unhex(digits).filter(|bytes| hex(bytes) == digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_read_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(bytes_of(&hex(&bytes)).unwrap(), bytes);
        for wrong in ["0", "0g", "0A", "中"] {
            assert_eq!(bytes_of(wrong), None, "{wrong}");
        }
    }

    /// One SHA-256 is the crate's, the other that of `digest.rs`.
    #[test]
    fn a_case_begins_with_what_the_page_says() {
        let theirs = crate::digest::Digest::of("anjieflow-audit-1 case\nC-1");
        assert_eq!(Sum::of_case("C-1").to_string(), theirs.to_string());
    }
}
