//! What is kept: articles that are all there, a Markdown file each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use reqwest::Url;
use serde_json::to_string;
use unpitch::{Access, CleanOptions, Model, Page, PageKind, PageMetadata, Scorer, Verdict};

use super::Outcome;

/// Longest file name, without `.md`.
const LONGEST_NAME: usize = 80;

/// A folder of articles.
pub struct Store<'m> {
    scorer: Scorer<'m>,
    folder: PathBuf,
    names: BTreeSet<String>,
    n_gated: usize,
    n_other: usize,
}

impl<'m> Store<'m> {
    /// Makes the folder, if it is not there.
    pub fn new(model: &'m Model, folder: &Path) -> Outcome<Store<'m>> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Store {
            scorer: model.scorer(),
            folder: folder.to_owned(),
            names: BTreeSet::new(),
            n_gated: 0,
            n_other: 0,
        })
    }

    /// Keeps the page, if it is an article and can be read.
    pub fn visit(&mut self, url: &Url, page: &Page) -> Outcome<()> {
        let labels = self.scorer.predict(page);
        match labels.verdict(page)? {
            Verdict {
                access: Access::Gated,
                ..
            } => self.n_gated += 1,
            Verdict {
                kind: PageKind::Article,
                ..
            } => {
                let text = labels.clean(page, &CleanOptions::default().markdown(true))?;
                let head = front_matter(url, &labels.metadata(page)?)?;
                self.write(url, &format!("{head}{text}"))?;
            }
            _ => self.n_other += 1,
        }
        Ok(())
    }

    /// What became of the pages, in a sentence.
    pub fn tally(&self) -> String {
        let (n_kept, folder) = (self.names.len(), self.folder.display());
        let (gated, other) = (self.n_gated, self.n_other);
        format!(
            "{n_kept} articles in {folder}; dropped {gated} gated pages, {other} that are no article"
        )
    }

    fn write(&mut self, url: &Url, text: &str) -> Outcome<()> {
        let name = self.name(url);
        let path = self.folder.join(format!("{name}.md"));
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        self.names.insert(name);
        Ok(())
    }

    /// A file name for an address, unlike those before.
    fn name(&self, url: &Url) -> String {
        let name = slug(url);
        let mut names = (1..).map(|number| match number {
            1 => name.clone(),
            _ => format!("{name}-{number}"),
        });
        let new = names.find(|name| !self.names.contains(name));
        new.expect("one of endlessly many")
    }
}

/// The words of an address' path, with hyphens between: safe on every system.
fn slug(url: &Url) -> String {
    let words = url.path().split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut slug = words.join("-").to_ascii_lowercase();
    slug.truncate(LONGEST_NAME);
    if slug.is_empty() {
        slug.push_str("index");
    }
    slug
}

/// What is known of the page, as YAML, of which JSON's strings and lists are a part.
fn front_matter(url: &Url, metadata: &PageMetadata) -> Outcome<String> {
    let mut lines = vec![
        "---".to_owned(),
        format!("url: {}", to_string(url.as_str())?),
    ];
    if let Some(title) = &metadata.title {
        lines.push(format!("title: {}", to_string(&title.value)?));
    }
    let authors: Vec<&str> = metadata.authors.iter().map(|a| &*a.value).collect();
    if !authors.is_empty() {
        lines.push(format!("authors: {}", to_string(&authors)?));
    }
    if let Some(published) = &metadata.published {
        lines.push(format!("published: {}", to_string(&published.value)?));
    }
    lines.push("---\n\n".to_owned());
    Ok(lines.join("\n"))
}
