//! Bytes as a file, and the pages in it: sources read paths alone, some of them twice.

use std::path::PathBuf;
use std::sync::OnceLock;

use unpitch::Page;
use unpitch::corpora::{Format, InputPage, Job, Position, Reject, Sources};

/// Reads bytes as a file of that format, and checks what it gives.
pub fn check(bytes: &[u8], format: Option<Format>) {
    std::fs::write(path(), bytes).expect("a file that can be written");
    let positions = positions(format, None, check_job);
    let are_in_order = positions.is_sorted_by(|before, after| before < after);
    assert!(are_in_order, "{positions:?}");
    let is_told = !positions.is_empty() || format == Some(Format::Warc) || is_nothing(bytes);
    assert!(is_told, "not a word of {} bytes", bytes.len());
    // A run that ended in the middle goes on there.
    let (done, rest) = positions.split_at(positions.len() / 2);
    if let Some(last) = done.last() {
        assert_eq!(self::positions(format, Some(*last), |_| ()), rest);
    }
}

/// Hands on the jobs of the file behind that one, and says where they stand.
fn positions(format: Option<Format>, after: Option<Position>, each: impl Fn(Job)) -> Vec<Position> {
    let sources = Sources::default()
        .format(format)
        .keep_source(true)
        .after(after);
    let mut positions = Vec::new();
    let read = sources.each_page(path(), &mut |job| {
        positions.push(job.position);
        each(job);
        Ok(())
    });
    read.expect("what is wrong with a file is a job");
    positions
}

fn check_job(job: Job) {
    match job.run() {
        Ok(read) => {
            let is_told = read.page.is_some() || !read.remarks.is_empty();
            assert!(is_told, "no page, and no reason");
            read.page.iter().for_each(check_page);
        }
        Err(reject) => {
            assert!(!reject.error.to_string().is_empty());
            assert!(reject.bytes.len() <= Reject::MOST_BYTES);
        }
    }
}

fn check_page(read: &InputPage) {
    let page = read.page.page();
    // A CSV of a page without a name is refused.
    assert!(!read.page.name().trim().is_empty());
    super::pages::reads_back(page);
    for (name, json) in &read.fields {
        assert!(!json.get().contains('\n'), "{json}");
        serde_json::from_str::<serde::de::IgnoredAny>(json.get()).expect("JSON");
        // What goes back as the page's source is its source. (Of an object with a blank `html`, that is `text`.)
        let html = serde_json::from_str::<String>(json.get());
        if let ("html", true, Ok(html)) = (&**name, page.has_marks(), html) {
            assert_eq!(Page::from_html(&html).paragraphs(), page.paragraphs());
        }
    }
}

/// Whether a file may be passed over without a word: blanks and what stands between values of JSON may, and what
/// has no record that could be a page.
fn is_nothing(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii();
    let starts: [&[u8]; 8] = [
        b"PAR1",
        b"WARC/",
        b"\x1F\x8B",
        b"\x28\xB5\x2F\xFD",
        b"BZh",
        b"\xFD7zXZ",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
    ];
    let is_between = |byte: &u8| byte.is_ascii_whitespace() || b",[]".contains(byte);
    bytes.iter().all(is_between) || starts.iter().any(|start| bytes.starts_with(start))
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
