//! Writes the built-in rules as a pack, deflated, to be read when they are first asked for: a tenth of the bytes of the same
//! rules as constants of the machine.

use anjieflow::interchange::pack;
use anjieflow::product::Pack;
use miniz_oxide::deflate::compress_to_vec;
use std::env;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

/// As small as it gets, however long it takes.
const BEST: u8 = 10;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("Cargo names a folder")?);
    let text = pack::write(Pack::builtin());
    fs::write(folder.join("builtin.deflate"), compress_to_vec(text.as_bytes(), BEST))?;
    Ok(())
}
