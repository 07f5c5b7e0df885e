//! Holds the order of the tour in `src/lib.rs`: a file imports only from rooms above its own, and no two files import from
//! each other, directly or through others.

mod graph;
mod source;
mod tour;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use graph::Graph;
use tour::Tour;

const SRC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// The files below a folder, by module path (`page/html`) and text; `root` is the file of the crate's root.
fn files(folder: &Path, root: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let name = |path: &Path| {
        let name = path
            .strip_prefix(folder)
            .expect("below the folder")
            .with_extension("");
        let name = name.to_str().expect("UTF-8").replace('\\', "/");
        if name == root { String::new() } else { name }
    };
    let text = |path: &Path| fs::read_to_string(path).expect("a source");
    files.iter().map(|path| (name(path), text(path))).collect()
}

fn library() -> Vec<(String, String)> {
    let mut files = files(Path::new(SRC), "lib");
    files.retain(|(name, _)| !name.starts_with("bin/"));
    files
}

#[test]
fn files_import_only_from_rooms_above_their_own() {
    let files = library();
    let tour = Tour::read(&fs::read_to_string(format!("{SRC}/lib.rs")).expect("lib.rs"));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let faults = tour.faults(&names);
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
    let graph = Graph::new(&files);
    let upward: BTreeSet<(&str, &str)> = graph
        .edges()
        .filter(|(from, to)| tour.room(from) < tour.room(to))
        .collect();
    assert!(
        upward.is_empty(),
        "imports from a room below, by the tour in src/lib.rs: {upward:?}"
    );
}

#[test]
fn no_files_import_from_each_other() {
    let binary = files(&Path::new(SRC).join("bin/unpitch"), "main");
    let mut cycles = Graph::new(&library()).cycles();
    cycles.extend(Graph::new(&binary).cycles());
    assert!(
        cycles.is_empty(),
        "files that import from each other: {cycles:#?}"
    );
}
