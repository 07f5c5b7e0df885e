//! Bytes as a file, and the pages in it: sources read paths alone, some of them twice.

use std::path::PathBuf;
use std::sync::OnceLock;

use unpitch::corpora::{Format, Position, Reject, Sources};

/// Reads bytes as a file of that format, and checks what it gives.
pub fn check(bytes: &[u8], format: Option<Format>) {
    let path = path();
    std::fs::write(path, bytes).expect("a file that can be written");
    let sources = Sources::default().format(format).keep_source(true);
    let mut last: Option<Position> = None;
    let read = sources.each_page(path, &mut |job| {
        assert!(
            last < Some(job.position),
            "{:?} behind {last:?}",
            job.position
        );
        last = Some(job.position);
        check_job(job);
        Ok(())
    });
    read.expect("what is wrong with a file is a job");
    assert!(
        last.is_some() || format == Some(Format::Warc) || is_nothing(bytes),
        "not a word of {} bytes",
        bytes.len()
    );
}

fn check_job(job: unpitch::corpora::Job) {
    match job.run() {
        Ok(read) => {
            assert!(
                read.page.is_some() || !read.remarks.is_empty(),
                "nothing, and no reason"
            );
            let Some(page) = read.page else { return };
            assert!(!page.page.name().is_empty());
            super::pages::reads_back(page.page.page());
            for (_, json) in &page.fields {
                assert!(!json.get().contains('\n'), "{json}");
                serde_json::from_str::<serde::de::IgnoredAny>(json.get()).expect("JSON");
            }
        }
        Err(reject) => {
            assert!(!reject.error.to_string().is_empty());
            assert!(reject.bytes.len() <= Reject::MOST_BYTES);
        }
    }
}

/// Whether a file may be passed over without a word: blanks may, packed or not, and WARCs of records that are never pages.
fn is_nothing(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    let starts: [&[u8]; 7] = [
        b"WARC/",
        b"\x1F\x8B",
        b"\x28\xB5\x2F\xFD",
        b"BZh",
        b"\xFD7zXZ",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
    ];
    bytes.is_empty() || starts.iter().any(|start| bytes.starts_with(start))
}

/// One file for each process.
fn path() -> &'static PathBuf {
    static PATH: OnceLock<PathBuf> = OnceLock::new();
    PATH.get_or_init(|| std::env::temp_dir().join(format!("unpitch-fuzz-{}", std::process::id())))
}

/// Lets panics in these crates' files pass, to be caught by whoever calls them; all others end the process at once.
pub fn allow_panics_of(files: &'static [&'static str]) {
    let strict = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map_or("", |location| location.file());
        if !files.iter().any(|allowed| file.contains(allowed)) {
            strict(panic);
        }
    }));
}
