//! The tooling of anjieflow.
fn main() {}
