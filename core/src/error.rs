//! TEMP stub.

/// Malformed input.
#[derive(Clone, Debug)]
pub struct Error {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) place: Option<String>,
}
