//! What reading a model file allocates: a small multiple of the file, whatever it claims. A program of its own, since the
//! allocator counts for all of it.

#[path = "model_files/container.rs"]
mod container;

use std::alloc::System;

use cap::Cap;
use container::{Container, SMALL};
use unpitch::Model;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

/// Most bytes allocated in all, by the bytes of the file. A sound file takes 8: it is read into a buffer that doubles, its tensors are
/// copied, its header is parsed twice. A header of many small things takes 25, most of them set free at once.
const MOST: usize = 32;

/// What any file costs: errors, and the first use of tables.
const BESIDE: usize = 64 << 10;

/// Bytes that are allocated while a file is read, those set free again among them.
fn allocated(file: &[u8]) -> usize {
    let before = ALLOCATOR.total_allocated();
    drop(Model::read(file));
    ALLOCATOR.total_allocated() - before
}

/// Files that claim more than they have.
fn claims() -> Vec<Vec<u8>> {
    let mut files = vec![SMALL.to_vec()];
    // Lengths and offsets in the header, by their digits.
    let header: Vec<usize> = (8..SMALL.len())
        .filter(|at| SMALL[*at].is_ascii_digit())
        .collect();
    for at in header.into_iter().step_by(3) {
        let mut file = SMALL.to_vec();
        file[at] = b'9';
        files.push(file);
    }
    for length in [0, 1 << 20, 90_000_000, 1 << 40, u64::MAX] {
        let mut file = SMALL.to_vec();
        file[..8].copy_from_slice(&length.to_le_bytes());
        files.push(file);
    }
    // Numbers in tensors that others are counted by.
    for tensor in 0..5 {
        for number in [0x7FFF_FFFF_u32, u32::MAX, 1 << 28] {
            let mut container = Container::small();
            container.tensors[tensor].bytes[..4].copy_from_slice(&number.to_le_bytes());
            files.push(container.file());
        }
    }
    files.extend(many_small_things());
    files
}

/// Headers of many small things, each of which takes more memory than its text.
fn many_small_things() -> [Vec<u8>; 3] {
    let container =
        |json: String| [&(json.len() as u64).to_le_bytes()[..], json.as_bytes()].concat();
    let list = |one: &dyn Fn(usize) -> String| (0..20_000).map(one).collect::<Vec<_>>().join(",");
    let fields = list(&|at| format!(r#""{at}":"""#));
    let tensors =
        list(&|at| format!(r#""{at}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#));
    let mut model = Container::small();
    model.header["cues"] = vec![""; 20_000].into();
    [
        container(format!(r#"{{"__metadata__":{{{fields}}}}}"#)),
        container(format!("{{{tensors}}}")),
        model.file(),
    ]
}

#[test]
fn reading_takes_a_small_multiple_of_the_file() {
    for file in claims() {
        let (found, most) = (allocated(&file), MOST * file.len() + BESIDE);
        assert!(found <= most, "{found} bytes for a file of {}", file.len());
    }
}
