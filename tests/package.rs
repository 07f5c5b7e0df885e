//! What is published: the files of the crate's package, and the oldest Rust that builds it.

use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Most bytes that the files may take unpacked; crates.io takes 10 MB packed, and half of ours are the default model,
/// which packs badly and may grow to 7 MB; the rest is text, which packs to a fifth. All of it packed was 4.9 MB in November 2026.
const MOST_BYTES: u64 = 12_000_000;

/// The files that `cargo package` would publish, without the network.
fn packaged() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(ROOT)
        .output()
        .expect("cargo runs");
    let (list, fault) = (output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{fault}");
    let list = String::from_utf8(list).expect("UTF-8");
    list.lines().map(|path| path.replace('\\', "/")).collect()
}

#[test]
fn the_package_has_the_model_and_no_corpus() {
    let files = packaged();
    for needed in [
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "SECURITY.md",
        "data/test.csv",
        "data/train.csv",
        "data/validation.csv",
        "models/default.unpitch",
        "models/floors.json",
        "src/bin/unpitch/main.rs",
        "src/lib.rs",
    ] {
        assert!(
            files.iter().any(|file| file == needed),
            "{needed} is missing"
        );
    }
    for unwanted in [
        "data/corpus/",
        "data/languages/",
        "benches/peers/",
        ".ci/",
        "fuzz/",
        "node/",
        "python/",
        "tests/browser/",
        "tests/golden/features",
    ] {
        let found: Vec<_> = files
            .iter()
            .filter(|file| file.starts_with(unwanted))
            .collect();
        assert!(found.is_empty(), "for the repository only: {found:?}");
    }
    let packed: Vec<_> = files.iter().filter(|file| file.ends_with(".gz")).collect();
    assert!(
        packed.is_empty(),
        "data that belong into no package: {packed:?}"
    );
    let size = |file: &String| {
        Path::new(ROOT)
            .join(file)
            .metadata()
            .map_or(0, |data| data.len())
    };
    let bytes: u64 = files.iter().map(size).sum();
    assert!(
        bytes <= MOST_BYTES,
        "{bytes} bytes, expected at most {MOST_BYTES}"
    );
}

#[test]
fn the_citation_has_the_version_of_the_crate() {
    let citation = std::fs::read_to_string(Path::new(ROOT).join("CITATION.cff"));
    let version = format!("\nversion: {}\n", env!("CARGO_PKG_VERSION"));
    assert!(citation.expect("CITATION.cff").contains(&version));
}

/// Clippy's `incompatible_msrv` then refuses whatever is newer in the standard library.
#[test]
fn the_manifest_names_an_oldest_rust_that_is_not_newer_than_this_one() {
    let oldest = version(env!("CARGO_PKG_RUST_VERSION"));
    let output = Command::new("rustc")
        .arg("--version")
        .current_dir(ROOT)
        .output();
    let output = output.expect("rustc runs").stdout;
    let this = String::from_utf8(output).expect("UTF-8");
    let this = this.split_whitespace().nth(1).expect("rustc VERSION");
    assert!(
        oldest <= version(this),
        "rust-version of Cargo.toml, with rustc {this}"
    );
}

/// Major and minor version.
fn version(text: &str) -> (u32, u32) {
    let mut parts = text.split('.').map(|part| part.parse().expect("a version"));
    (parts.next().expect("major"), parts.next().expect("minor"))
}
