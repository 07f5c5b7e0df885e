//! What was right and what was wrong, and all of it as a table.

use std::fmt;
use std::io::{self, Write};

use super::super::source::Gap;
use super::Judged;
use super::judge::{self, Outcome};

/// The columns of the table.
const COLUMNS: [&str; 13] = [
    "page",
    "title",
    "title_source",
    "authors",
    "authors_source",
    "published",
    "published_source",
    "modified",
    "language",
    "site_name",
    "canonical",
    "image",
    "tags",
];

/// The outcomes of one field.
#[derive(Debug, Default)]
struct Field {
    right: usize,
    unseen: usize,
    all: usize,
    /// The pages that were wrong: what was read, and what was taken.
    wrong: Vec<(String, String, String)>,
}

/// What was right and what was wrong.
#[derive(Debug, Default)]
pub struct MetadataReport {
    title: Field,
    authors: Field,
    published: Field,
    /// Pages that could not be read, and why.
    pub gaps: Vec<(String, Gap)>,
}

impl Field {
    fn add(&mut self, page: &str, outcome: Outcome, expected: String, found: String) {
        self.all += 1;
        match outcome {
            Outcome::Right => self.right += 1,
            Outcome::Unseen => self.unseen += 1,
            Outcome::Wrong => self.wrong.push((page.to_owned(), expected, found)),
        }
    }
}

impl MetadataReport {
    /// Compares one more page.
    pub fn add(&mut self, judged: &Judged) {
        let (judgement, metadata) = (&judged.judgement, &judged.metadata);
        let page = &*judgement.page;
        let texts = judgement
            .title
            .iter()
            .filter_map(|at| judged.page.paragraphs().get(*at));
        let texts: Vec<&str> = texts.map(unpitch::Paragraph::text).collect();
        let title = metadata
            .title
            .as_ref()
            .map(|title| format!("{} ({})", title.value, title.source.name()));
        self.title.add(
            page,
            judge::title(judged),
            texts.join(" / "),
            title.unwrap_or_default(),
        );
        let authors = metadata
            .authors
            .iter()
            .map(|name| format!("{} ({})", name.value, name.source.name()));
        let authors: Vec<String> = authors.collect();
        self.authors.add(
            page,
            judge::authors(judged),
            judgement.authors.join("; "),
            authors.join("; "),
        );
        let published = metadata.published.as_ref();
        let published = published.map(|date| format!("{} ({})", date.value, date.source.name()));
        self.published.add(
            page,
            judge::published(judged),
            judgement.published.clone(),
            published.unwrap_or_default(),
        );
    }

    /// Whether every page could be read.
    pub fn is_whole(&self) -> bool {
        self.gaps.is_empty()
    }
}

impl fmt::Display for MetadataReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, field) in [
            ("title", &self.title),
            ("authors", &self.authors),
            ("published", &self.published),
        ] {
            let known = field.all - field.unseen;
            let share = field.right as f64 / known.max(1) as f64;
            write!(f, "{name}: {}/{known} right, {share:.3}", field.right)?;
            match field.unseen {
                0 => writeln!(f)?,
                unseen => writeln!(f, "; {unseen} more than the reader saw")?,
            }
            for (page, expected, found) in &field.wrong {
                writeln!(f, "  {page}: read {expected:?}, found {found:?}")?;
            }
        }
        for (page, gap) in &self.gaps {
            writeln!(f, "{page}: {gap}")?;
        }
        Ok(())
    }
}

/// Writes what was taken from each page.
pub fn write(to: &mut dyn Write, all: &[Judged]) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(COLUMNS)?;
    for judged in all {
        csv.write_record(record(judged))?;
    }
    csv.flush()
}

fn record(judged: &Judged) -> [String; 13] {
    let metadata = &judged.metadata;
    let text = |found: &Option<unpitch::Found<String>>| {
        found
            .as_ref()
            .map_or(String::new(), |found| found.value.clone())
    };
    let list = |names: &[unpitch::Found<String>]| {
        let names: Vec<&str> = names.iter().map(|name| &*name.value).collect();
        names.join("; ")
    };
    let published = metadata.published.as_ref();
    let modified = metadata.modified.as_ref();
    [
        judged.judgement.page.clone(),
        text(&metadata.title),
        metadata
            .title
            .as_ref()
            .map_or("", |title| title.source.name())
            .to_owned(),
        list(&metadata.authors),
        metadata
            .authors
            .first()
            .map_or("", |name| name.source.name())
            .to_owned(),
        published.map_or(String::new(), |date| date.value.to_string()),
        published.map_or("", |date| date.source.name()).to_owned(),
        modified.map_or(String::new(), |date| date.value.to_string()),
        metadata
            .language
            .as_ref()
            .map_or(String::new(), |found| found.value.to_string()),
        text(&metadata.site_name),
        text(&metadata.canonical),
        text(&metadata.image),
        list(&metadata.tags),
    ]
}
