//! Writes the built-in rules, to be read when they are first asked for: half the bytes of the same rules as constants of
//! the machine. Where packs are read, as a pack, all of it; else packed, with what a case is judged by.

use anjieflow::interchange::pack;
use anjieflow::product::Pack;
use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let has = |feature: &str| env::var_os(format!("CARGO_FEATURE_{feature}")).is_some();
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("Cargo names a folder")?);
    match (has("BUILTIN"), has("PACKS")) {
        (false, _) => {}
        (true, true) => fs::write(folder.join("builtin.json"), pack::write(Pack::builtin()))?,
        (true, false) => fs::write(folder.join("builtin.pack"), Pack::builtin().packed())?,
    }
    Ok(())
}
