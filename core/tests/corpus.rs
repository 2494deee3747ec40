//! What the fuzzer kept: each file of `data/corpus` is looked at by the law of its folder. A file with a name, and not a number, is
//! one that broke the law once.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

mod laws;

fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus").join(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Told by the name of the file, should a law panic.
fn replay(target: &str) {
    let paths = corpus(target);
    assert!(!paths.is_empty(), "nothing is kept for {target}");
    for path in paths {
        println!("{}", path.display());
        laws::hold(target, &fs::read(path).unwrap());
    }
}

macro_rules! kept {
    ($($target:ident),+) => {
        $(#[test]
        fn $target() {
            replay(stringify!($target));
        })+

        #[test]
        fn every_law_is_looked_at() {
            let laws = laws::LAWS.map(|(name, _)| name);
            assert_eq!(laws.as_slice(), [$(stringify!($target)),+]);
        }
    };
}

kept!(log, pack, interchange, commands, identity, dates, tables);

/// The kept files are small: what is long says no more.
#[test]
fn the_corpus_is_small() {
    let sizes = laws::LAWS.iter().flat_map(|(target, _)| corpus(target)).map(|path| fs::metadata(path).unwrap().len());
    let all: u64 = sizes.sum();
    assert!(all < 1_000_000, "{all} bytes");
}
