//! The npm package: a wasm for cases with the built-in rules, one without them, one that only
//! calculates, one for choosing a product, one for all that an office asks and one that audits logs, and for each an entry
//! for every way of loading it.

use crate::run::Run;
use crate::size::Size;
use crate::wasm::{self, End, Toolchain};
use crate::{alike, cargo, node, project};
use anjieflow::interchange;
use anjieflow::product::Pack;
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};

/// One of them.
pub struct Entry {
    /// What is imported.
    pub name: &'static str,
    /// Where it stands in the package.
    folder: &'static str,
    /// What Cargo is told.
    options: &'static str,
    end: End,
    /// The most that its wasm may take, in bytes gzipped. It stands a little above the size of today.
    pub budget: u64,
    /// What the budget has to come down to. Until it has, every build says how much is missing.
    pub goal: u64,
}

pub const ENTRIES: [Entry; 6] = [
    Entry { name: "anjieflow", folder: "", options: "", end: End::Small, budget: 160_000, goal: 160_000 },
    Entry {
        name: "anjieflow/slim",
        folder: "slim",
        options: "--no-default-features --features cases",
        end: End::Small,
        budget: 141_500,
        goal: 100_000,
    },
    Entry {
        name: "anjieflow/repayment",
        folder: "repayment",
        options: "--no-default-features --features repayment",
        end: End::Quick,
        budget: 85_000,
        goal: 100_000,
    },
    Entry {
        name: "anjieflow/choice",
        folder: "choice",
        options: "--no-default-features --features choice,builtin,repayment,questions,numbers",
        end: End::Small,
        budget: 276_000,
        goal: 252_000,
    },
    Entry {
        name: "anjieflow/office",
        folder: "office",
        options: "--no-default-features --features builtin,office,numbers",
        end: End::Small,
        budget: 496_000,
        goal: 320_000,
    },
    Entry {
        name: "anjieflow/audit",
        folder: "audit",
        options: "--no-default-features --features audit",
        end: End::Small,
        budget: 43_500,
        goal: 60_000,
    },
];

/// What is few bytes is not what is few bytes gzipped: `-O2` leaves more code alike than `-Oz` does, and what runs once stays a
/// function, unless it is tiny. The first kilobyte of memory is the far end of the stack (`--low-memory-unused`), so that an addition
/// folds into the offset of the load or store that it is for, most of them where each value has a local of its own
/// (`--ssa-nomerge`). How a load or store is aligned is a hint that no engine needs: without it there is one kind less of each.
const OPTIMIZE: &str = "--ssa-nomerge --optimize-added-constants-propagate -O2 --shrink-level=2 --low-memory-unused \
                        --one-caller-inline-max-function-size=30 --dealign";

/// The files that load a wasm, the same for all.
const LOADERS: [&str; 5] = ["start.js", "leases.js", "node.js", "web.js", "anjieflow_bg.wasm.d.ts"];

/// What the glue of wasm-bindgen begins with: its handles are watched by our leases, which take less time than the engine's registry.
const OWN_REGISTRY: &str = "import { Leases as FinalizationRegistry } from \"./leases.js\";\n";

/// Writes a module whose default export is a file, gzipped and as text.
const PACK_WASM: &str = "
    const { readFileSync, writeFileSync } = require('node:fs');
    const [wasm, module] = process.argv.slice(1);
    const text = require('node:zlib').gzipSync(readFileSync(wasm), { level: 9 }).toString('base64');
    writeFileSync(module, `export default ${JSON.stringify(text)};`);";

/// The package as it was packed.
pub struct Packed {
    pub file: PathBuf,
    /// Raw, gzip and brotli size of each wasm.
    pub size: String,
}

/// Build the package and pack it.
pub fn pack(toolchain: &Toolchain) -> Result<Packed> {
    node::prepare()?;
    let folder = project::fresh("npm")?;
    let package = folder.join("package");
    fs::create_dir(&package)?;
    let sizes = ENTRIES.iter().map(|entry| add_entry(toolchain, entry, &package)).collect::<Result<Vec<_>>>()?;
    copy(
        ["bindings-wasm/README.md", "bindings-wasm/js/QUESTIONS.md", "LICENSE-MIT", "LICENSE-APACHE"]
            .map(project::path),
        &package,
    )?;
    fs::write(package.join("builtin.json"), interchange::pack::write(Pack::builtin()) + "\n")?;
    fs::write(package.join("builtin.pack"), Pack::builtin().packed())?;
    add_manifest(&package)?;
    let npm = Run::new("npm").args("pack --silent --pack-destination").arg(&folder);
    npm.within(&package).done()?;
    Ok(Packed { file: project::only_file(&folder, ".tgz")?, size: sizes.join("; ") })
}

/// Put the packed package where Node and the compiler look for it, so that tests import it by name.
pub fn install() -> Result<()> {
    install_in(node::PACKAGE)
}

/// The same for another package.
pub fn install_in(package: &str) -> Result<()> {
    let packed = project::only_file(&project::target().join("npm"), ".tgz")?;
    let place = project::path(package).join("node_modules/anjieflow");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    let tar = Run::new("tar").args("--extract --gzip --strip-components=1 --file").arg(packed);
    tar.arg("--directory").arg(place).done()
}

/// The wasm of an entry, its glue, and what loads them. The note is its size.
fn add_entry(toolchain: &Toolchain, entry: &Entry, package: &Path) -> Result<String> {
    let folder = package.join(entry.folder);
    fs::create_dir_all(&folder)?;
    let size = add_wasm(toolchain, entry, &folder)?;
    let ours = project::path(node::PACKAGE).join("js");
    let own = ours.join(entry.folder);
    copy(project::files(&own, ".js")?, &folder)?;
    copy(project::files(&own, ".d.ts")?, &folder)?;
    copy(LOADERS.map(|loader| ours.join(loader)), &folder)?;
    add_inline(&folder)?;
    Ok(format!("{}: {size}{}", entry.name, size.beyond(entry.goal)))
}

/// One file with all that an entry needs, the wasm among it.
fn add_inline(folder: &Path) -> Result<()> {
    let [packed, source, whole] = ["packed.js", "inline.source.js", "inline.js"].map(|name| folder.join(name));
    fs::copy(project::path(node::PACKAGE).join("js/inline.js"), &source)?;
    let pack = Run::new("node").arg("-e").arg(PACK_WASM).arg(folder.join("anjieflow_bg.wasm")).arg(&packed);
    pack.done()?;
    let bundle = node::tool("esbuild").arg(&source).args("--bundle --format=esm --charset=utf8 --log-level=warning");
    bundle.args("--allow-overwrite").arg(format!("--outfile={}", whole.display())).done()?;
    [packed, source].iter().try_for_each(fs::remove_file).context("cannot remove what was bundled")
}

fn add_wasm(toolchain: &Toolchain, entry: &Entry, folder: &Path) -> Result<Size> {
    let built = toolchain.build("anjieflow-wasm", entry.options, entry.end)?;
    let bound = project::fresh("wasm-bound")?;
    wasm::bind(&built, &bound)?;
    let glue = fs::read_to_string(bound.join("anjieflow_bg.js"))?;
    fs::write(folder.join("anjieflow_bg.js"), OWN_REGISTRY.to_owned() + &glue)?;
    let optimized = folder.join("anjieflow_bg.wasm");
    let optimize = node::tool("wasm-opt").args(OPTIMIZE).arg(bound.join("anjieflow_bg.wasm"));
    optimize.arg("--output").arg(&optimized).done()?;
    fs::write(&optimized, alike::together(&fs::read(&optimized)?)?)?;
    let size = Size::of(&optimized)?;
    if toolchain.is_for_size() {
        size.check(entry.name, entry.budget)?;
    }
    Ok(size)
}

fn copy(files: impl IntoIterator<Item = PathBuf>, folder: &Path) -> Result<()> {
    for file in files {
        let name = file.file_name().context("a file has a name")?;
        fs::copy(&file, folder.join(name)).with_context(|| format!("cannot copy {file:?}"))?;
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
