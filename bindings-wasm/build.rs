//! Writes the built-in rules as a pack, to be read when they are first asked for: half the bytes of the same rules as
//! constants of the machine.

use anjieflow::interchange::pack;
use anjieflow::product::Pack;
use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_BUILTIN").is_some() {
        let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("Cargo names a folder")?);
        fs::write(folder.join("builtin.json"), pack::write(Pack::builtin()))?;
    }
    Ok(())
}
