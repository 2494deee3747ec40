//! The reference application of a mortgage clerk's office; see `desk --help`.

use std::process::ExitCode;

use anjieflow_examples::desk;

fn main() -> ExitCode {
    desk::main()
}
