//! What the repository stands on: every direct dependency is accounted for in `docs/dependencies.md`, and no code of ours is unsafe.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The manifests, and what each says of unsafe code.
const MANIFESTS: [(&str, &str); 4] = [
    ("Cargo.toml", "forbid"),
    ("fuzz/Cargo.toml", "forbid"),
    // What napi's macros write allows itself some; nothing else may (`no_source_has_unsafe_code`).
    ("node/Cargo.toml", "deny"),
    ("python/Cargo.toml", "forbid"),
];

/// The folders with our code.
const SOURCES: [&str; 8] = [
    "benches/speed",
    "examples",
    "fuzz/fuzz_targets",
    "fuzz/src",
    "node/src",
    "python/src",
    "src",
    "tests",
];

fn read(path: impl AsRef<Path>) -> String {
    let path = Path::new(ROOT).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of all tables of a manifest whose header ends so.
fn entries<'a>(manifest: &'a str, header: &str) -> Vec<&'a str> {
    let tables = manifest.split("\n[").skip(1);
    tables
        .filter_map(|table| table.split_once("]\n"))
        .filter(|(name, _)| name.ends_with(header))
        .flat_map(|(_, body)| body.lines())
        .collect()
}

/// The crates that a manifest names, without our own.
fn dependencies(manifest: &str) -> impl Iterator<Item = &str> {
    // Lines that begin with a space, a bracket or a comment go on with an entry or say why it is there.
    let names = entries(manifest, "dependencies").into_iter();
    names
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split([' ', '=', '.']).next())
        .filter(|name| *name != "unpitch")
}

#[test]
fn every_dependency_is_accounted_for_once_and_nothing_else_is() {
    let manifests: Vec<String> = MANIFESTS.map(|(path, _)| read(path)).into();
    let named: BTreeSet<&str> = manifests
        .iter()
        .flat_map(|text| dependencies(text))
        .collect();
    let note = read("docs/dependencies.md");
    let rows: Vec<&str> = note
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    let accounted: BTreeSet<&str> = rows.iter().copied().collect();
    assert_eq!(rows.len(), accounted.len(), "a crate has two rows");
    let missing: Vec<_> = named.difference(&accounted).collect();
    assert!(missing.is_empty(), "docs/dependencies.md lacks {missing:?}");
    let gone: Vec<_> = accounted.difference(&named).collect();
    assert!(gone.is_empty(), "no Cargo.toml names {gone:?} any more");
    assert!(
        named.contains("parquet") && named.contains("napi-build"),
        "{named:?}"
    );
}

#[test]
fn every_row_says_what_for_why_and_the_licence() {
    for line in read("docs/dependencies.md").lines() {
        if line.starts_with("| `") {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            assert!(
                cells.len() == 6 && cells[1..5].iter().all(|cell| !cell.is_empty()),
                "{line}"
            );
        }
    }
}

#[test]
fn every_manifest_forbids_unsafe_code() {
    for (path, level) in MANIFESTS {
        let text = read(path);
        let expected = format!("unsafe_code = \"{level}\"");
        assert!(
            entries(&text, "lints.rust").contains(&&*expected),
            "{path}: expected {expected} in [lints.rust]"
        );
    }
}

/// The files of Rust in a folder, at any depth.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
    {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Where a lint is only denied, a line could allow it.
#[test]
fn no_source_has_unsafe_code() {
    let mut files = Vec::new();
    for folder in SOURCES {
        sources(&Path::new(ROOT).join(folder), &mut files);
    }
    assert!(
        files.len() > 300,
        "{} files: not all were found",
        files.len()
    );
    // In two parts each, since this file is searched too.
    let unwanted =
        ["{", "fn", "impl", "trait", "extern"].map(|word| format!("{} {word}", "unsafe"));
    let allowed = format!("{}(unsafe_code", "allow");
    for path in files {
        for (line, text) in (1..).zip(read(&path).lines()) {
            let found = unwanted
                .iter()
                .chain([&allowed])
                .find(|part| text.contains(&***part));
            assert!(
                found.is_none(),
                "{}:{line}: unsafe code: {text}",
                path.display()
            );
        }
    }
}
