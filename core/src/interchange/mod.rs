//! TEMP stub.
pub mod plain;
