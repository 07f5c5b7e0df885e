//! Every feature of two fixed pages, kept in files: whatever changes what features mean shows there.

use std::fmt::Write;
use std::path::PathBuf;

use super::emitted::emitted;
use super::{Caches, Family, Prepared};
#[cfg(feature = "train")]
use super::{DIGEST, cue, hosts, parts};
use crate::page::{Marks, Page, PageFacts, Paragraph};

/// One paragraph per line, its fields as the columns of these names in a labelled CSV, a tab between two; without quotes
/// they can be read here in builds that read no CSV.
const COLUMNS: &str = "path\tlink_density\tplace\tlinks\tform\tbeside\ttext";
const MARKED: &str = include_str!("../../tests/golden/page-html.tsv");
/// What the page says of itself.
const FACTS: &str = include_str!("../../tests/golden/page-html.json");
const TEXT: &str = include_str!("../../tests/golden/page-text.txt");

fn marked_page() -> Page {
    let mut lines = MARKED.lines();
    assert_eq!(lines.next(), Some(COLUMNS));
    let facts: PageFacts = serde_json::from_str(FACTS).expect("facts");
    Page::new(lines.map(marked_paragraph).collect()).with_facts(facts)
}

fn marked_paragraph(line: &str) -> Paragraph {
    let fields: Vec<&str> = line.split('\t').collect();
    let [path, link_density, place, links, form, beside, text] = fields[..] else {
        panic!("seven fields: {line}")
    };
    let tag = path.split(['.', ' ']).next().expect("a first piece");
    let place = place
        .split('.')
        .map(|number| number.parse().expect("a number"));
    let links = links
        .split_whitespace()
        .map(|link| link.parse().expect("a link"));
    let marks = Marks::new(tag, link_density.parse().expect("a link density"), path)
        .with_place(place.collect())
        .with_links(links.collect())
        .with_form(form)
        .with_beside(beside);
    Paragraph::new(text).with_marks(marks)
}

#[test]
fn places_and_links_fit_their_paths_and_texts() {
    for paragraph in marked_page().paragraphs() {
        let marks = paragraph.marks().expect("marks");
        let n_elements = marks.path().split(" < ").count();
        assert_eq!(marks.place().len(), n_elements, "{}", marks.path());
        for link in marks.links() {
            assert!(paragraph.text().get(link.range()).is_some(), "{link}");
        }
    }
}

fn text_page() -> Page {
    Page::new(TEXT.lines().map(Paragraph::new).collect())
}

/// The features of each paragraph, one line per family, sorted: in which order they are emitted means nothing.
fn stream(page: &Page) -> String {
    let mut caches = Caches::default();
    let prepared = Prepared::new(page, &mut caches);
    let language = prepared.language().map(|code| code.to_string());
    let mut stream = format!("language {}\n", language.unwrap_or_default());
    for (index, paragraph) in page.paragraphs().iter().enumerate() {
        let mut names: [Vec<String>; Family::ALL.len()] = Default::default();
        for (family, text) in emitted(|sink| prepared.emit(index, sink)) {
            names[family as usize].push(text);
        }
        let start: String = paragraph.text().chars().take(40).collect();
        writeln!(stream, "\n{index}: {start}").expect("memory");
        for (family, mut names) in Family::ALL.into_iter().zip(names) {
            names.sort_unstable();
            if !names.is_empty() {
                let names = names.join(", ");
                writeln!(stream, "  {}: {names}", family.name()).expect("memory");
            }
        }
    }
    stream
}

/// Compares a page's features with those kept in a file, and names the first line that differs.
#[track_caller]
fn is_as_kept(file: &str, page: &Page) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(file);
    let found = stream(page);
    if std::env::var_os("RENEW_GOLDEN").is_some() {
        std::fs::write(&path, &found).expect("the file can be written");
    }
    let Ok(kept) = std::fs::read_to_string(&path) else {
        println!("skipped: {file} is for the repository only, not in the package");
        return;
    };
    if found != kept {
        let lines = found.lines().zip(kept.lines());
        let same = lines.take_while(|(found, kept)| found == kept).count();
        panic!(
            "the features are not those of {file}, from line {} on:\nfound    {:?}\nexpected {:?}\nIf features are meant to \
             change, run `RENEW_GOLDEN=1 cargo test --lib golden`, look at the difference, and retrain the models.",
            same + 1,
            found.lines().nth(same),
            kept.lines().nth(same),
        );
    }
}

#[test]
fn the_features_of_a_page_with_marks() {
    is_as_kept("features-html.txt", &marked_page());
}

#[test]
fn the_features_of_a_page_of_text() {
    is_as_kept("features-text.txt", &text_page());
}

#[test]
fn the_pages_have_features_of_every_family() {
    let [marked, text] = [marked_page(), text_page()].map(|page| stream(&page));
    for family in Family::ALL {
        // Records are what a page without marks has.
        let stream = if family == Family::Records {
            &text
        } else {
            &marked
        };
        assert!(stream.contains(&format!("\n  {}: ", family.name())));
    }
}

/// All that features mean, in one text: what each family is worth and how far it reaches, the lists of words, and the
/// features of both pages.
#[cfg(feature = "train")]
fn meaning() -> String {
    let mut meaning = String::new();
    for family in Family::ALL {
        let (name, reach, value) = (family.name(), family.reach(), family.value());
        let weighted = family.is_weighted();
        writeln!(meaning, "{name} {reach} {value:?} {weighted}").expect("memory");
    }
    let words: Vec<String> = cue::texts()
        .map(|(language, words)| format!("{language} {words}"))
        .collect();
    let mut parts: Vec<&str> = parts::parts().collect();
    parts.sort_unstable();
    let mut hosts: Vec<String> = hosts::names()
        .map(|(kind, name)| format!("{name} {kind:?}"))
        .collect();
    hosts.sort_unstable();
    meaning += &words.join("\n");
    meaning += &parts.join("\n");
    meaning += &hosts.join("\n");
    meaning += &stream(&marked_page());
    meaning += &stream(&text_page());
    meaning
}

#[cfg(feature = "train")]
#[test]
fn the_digest_is_that_of_what_features_mean() {
    use sha2::{Digest, Sha256};

    let digest = Sha256::digest(meaning());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(
        hex, DIGEST,
        "features do not mean what they meant: if that is on purpose, set DIGEST to the first of these, which refuses models \
         trained before, and retrain the default model"
    );
}

/// First words of features that have a word of the page second.
#[rustfmt::skip]
const BEGINNINGS: [&str; 28] = [
    // Heading, tag
    "word", "list", "tag", "tags", "in", "in1", "in2", "own", "role", "label", "itemprop", "data",
    // Class
    "any", "far", "card", "any-part", "own-part", "far-part", "card-part", "list-part",
    // Link
    "rel", "ending", "folder",
    // Form, head
    "beside", "field", "named", "action", "is",
];

#[test]
fn the_page_with_marks_has_links_of_every_kind_and_every_landmark() {
    let stream = stream(&marked_page());
    let kinds = (0..14).map(|kind| format!(" to={kind}"));
    let landmarks = (0..12).map(|landmark| format!(" landmark={landmark}"));
    let digits = (0..4).map(|class| format!(" to-digits={class}"));
    for text in kinds.chain(landmarks).chain(digits) {
        let is_there = [",", "\n"].map(|end| stream.contains(&format!("{text}{end}")));
        assert!(is_there.contains(&true), "{text}");
    }
}

#[test]
fn the_pages_have_every_template_and_the_one_with_marks_every_sign_and_both_sides_of_each_limit() {
    let [stream, of_text] = [marked_page(), text_page()].map(|page| stream(&page));
    for declared in super::templates() {
        let name = declared.name;
        let stream = if declared.family == Family::Records {
            &of_text
        } else {
            &stream
        };
        let is_there = [format!("{name}="), format!("{name} ")].map(|text| stream.contains(&text));
        assert!(is_there.contains(&true), "{name}");
    }
    for sign in 0..22 {
        let is_there = [",", "\n"].map(|end| stream.contains(&format!("sign={sign}{end}")));
        assert!(is_there.contains(&true), "sign {sign}");
    }
    let page = marked_page();
    let lengths = page.paragraphs().iter().map(|p| p.text().chars().count());
    let lengths: Vec<usize> = lengths.collect();
    // Running text, what shows its cues, headings.
    for length in [119, 120, 299, 300, 200, 201] {
        assert!(lengths.contains(&length), "{length} characters");
    }
    let words = page
        .paragraphs()
        .iter()
        .map(|p| p.text().split(' ').count());
    let words: Vec<usize> = words.collect();
    assert!(words.contains(&60) && words.contains(&61));
    // Tokens, class words and numbers that are cut, left out or capped.
    let cut = format!("word: {}\n", "x".repeat(64));
    let class = "any abcdefghijklmnopqrstuvw";
    for text in [
        &*cut,
        class,
        "any ab,",
        "cues=6",
        "repeated=6",
        "since-long=12",
        "distance=12",
    ] {
        assert!(stream.contains(text), "{text}");
    }
    for beginning in BEGINNINGS {
        let is_there = [": ", ", "].map(|before| stream.contains(&format!("{before}{beginning} ")));
        assert!(is_there.contains(&true), "{beginning}");
    }
    for text in ["any c,", "any bcdefghijklmnopqrstuvwxy"] {
        assert!(!stream.contains(text), "{text}");
    }
}
