//! The npm package: one wasm, one glue, an entry for each way of loading it.

use crate::run::Run;
use crate::wasm::{self, Toolchain};
use crate::{cargo, node, project};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// The package as it was packed.
pub struct Packed {
    pub file: PathBuf,
    /// Raw, gzip and brotli size of the wasm.
    pub size: String,
}

/// Build the package and pack it.
pub fn pack(toolchain: &Toolchain) -> Result<Packed> {
    node::prepare()?;
    let folder = project::fresh("npm")?;
    let package = folder.join("package");
    fs::create_dir(&package)?;
    add_wasm(toolchain, &package)?;
    add_texts(&package)?;
    add_manifest(&package)?;
    let npm = Run::new("npm").args("pack --silent --pack-destination").arg(&folder);
    npm.within(&package).done()?;
    let file = project::only_file(&folder, ".tgz")?;
    Ok(Packed { file, size: size(&package.join("anjieflow_bg.wasm"))? })
}

/// Put the packed package where Node and the compiler look for it, so that tests import it by name.
pub fn install() -> Result<()> {
    let packed = project::only_file(&project::target().join("npm"), ".tgz")?;
    let place = project::path(node::PACKAGE).join("node_modules/anjieflow");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    let tar = Run::new("tar").args("--extract --gzip --strip-components=1 --file").arg(packed);
    tar.arg("--directory").arg(place).done()
}

fn add_wasm(toolchain: &Toolchain, package: &Path) -> Result<()> {
    let built = toolchain.build("anjieflow-wasm")?;
    let bound = project::fresh("wasm-bound")?;
    wasm::bind(&built, &bound)?;
    fs::copy(bound.join("anjieflow_bg.js"), package.join("anjieflow_bg.js"))?;
    let optimize = node::tool("wasm-opt").args("-Oz").arg(bound.join("anjieflow_bg.wasm"));
    optimize.arg("--output").arg(package.join("anjieflow_bg.wasm")).done()
}

fn add_texts(package: &Path) -> Result<()> {
    let ours = project::path(node::PACKAGE);
    let mut files = project::files(&ours.join("js"), ".js")?;
    files.extend(project::files(&ours.join("js"), ".d.ts")?);
    files.push(ours.join("README.md"));
    files.extend(["LICENSE-MIT", "LICENSE-APACHE"].map(project::path));
    for file in files {
        let name = file.file_name().context("a file has a name")?;
        fs::copy(&file, package.join(name)).with_context(|| format!("cannot copy {file:?}"))?;
    }
    Ok(())
}

/// The manifest, with the version of the workspace.
fn add_manifest(package: &Path) -> Result<()> {
    let text = fs::read_to_string(project::path(node::PACKAGE).join("js/package.json"))?;
    let mut manifest: Map<String, Value> = serde_json::from_str(&text)?;
    manifest.insert("version".to_owned(), cargo::version()?.into());
    let text = serde_json::to_string_pretty(&manifest)?;
    fs::write(package.join("package.json"), text + "\n").context("cannot write the manifest")
}

/// Node has both compressors that browsers unpack.
fn size(wasm: &Path) -> Result<String> {
    let script = "
        const { gzipSync, brotliCompressSync } = require('node:zlib');
        const bytes = require('node:fs').readFileSync(process.argv[1]);
        const [raw, gzip, brotli] = [bytes, gzipSync(bytes, { level: 9 }), brotliCompressSync(bytes)]
          .map((packed) => (packed.length / 1000).toFixed(1));
        console.log(`wasm ${raw} kB, gzip ${gzip} kB, brotli ${brotli} kB`);";
    let said = Run::new("node").arg("-e").arg(script).arg(wasm).output()?;
    Ok(said.trim().to_owned())
}
