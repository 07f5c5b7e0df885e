//! A page that is labelled: what the model says of each paragraph, and what a person said.

use rapidhash::RapidHashSet;
use rapidhash::v3::rapidhash_v3;

use super::key::key;
use crate::dataset::{NamedPage, digest_of_paragraphs};
use crate::label::Label;
use crate::language::Language;
use crate::model::{Prediction, Predictions};
use crate::page::path::Path;
use crate::page::{Page, Paragraph};

/// How a paragraph came by its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The model says so.
    Predicted,
    /// A person gave it.
    Given,
    /// A person saw the model's and moved on.
    Confirmed,
    /// The same text elsewhere has it.
    Taken,
}

impl How {
    /// Whether a person looked at this very paragraph.
    pub fn is_by_hand(self) -> bool {
        matches!(self, How::Given | How::Confirmed)
    }

    /// Its letter in what the browser is sent.
    pub fn letter(self) -> char {
        match self {
            How::Predicted => 'p',
            How::Given => 'g',
            How::Confirmed => 'c',
            How::Taken => 't',
        }
    }
}

/// A paragraph's label as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub label: Label,
    pub how: How,
}

/// How far a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Finished,
    Skipped,
}

/// A page that is labelled.
pub struct Sheet {
    /// Of its texts and marks: 32 hexadecimal digits.
    pub id: String,
    pub name: String,
    pub site: Option<String>,
    pub page: Page,
    pub language: Option<Language>,
    pub predictions: Vec<Prediction>,
    /// Whether the model is in doubt.
    pub doubtful: Vec<bool>,
    pub answers: Vec<Answer>,
    /// What paragraphs have in common that are asked once.
    pub keys: Vec<u64>,
    /// What its paragraphs stand in, each once; of a page without marks, its site.
    pub templates: Vec<u64>,
    pub state: State,
}

impl Sheet {
    /// A page as the model sees it; below that margin it is in doubt.
    pub fn new(named: NamedPage, predictions: &Predictions, doubt: f32) -> Sheet {
        let (name, site) = (named.name().to_owned(), named.site().map(str::to_owned));
        let page = named.into_page();
        let answers = predictions.iter().map(|prediction| Answer {
            label: prediction.label(),
            how: How::Predicted,
        });
        Sheet {
            id: id(&page),
            doubtful: predictions.iter().map(|p| p.margin() < doubt).collect(),
            answers: answers.collect(),
            keys: page.paragraphs().iter().map(key).collect(),
            templates: templates(&page, site.as_deref()),
            predictions: predictions.as_slice().to_vec(),
            language: predictions.language(),
            state: State::Open,
            name,
            site,
            page,
        }
    }

    /// Whether a paragraph waits for a person.
    pub fn is_waiting(&self, index: usize) -> bool {
        self.doubtful[index] && self.answers[index].how == How::Predicted
    }

    /// What looking at it is worth: of each text that waits, how far the model is from being sure.
    pub fn worth(&self) -> f32 {
        let mut texts: RapidHashSet<u64> = RapidHashSet::default();
        let waiting = (0..self.keys.len()).filter(|index| self.is_waiting(*index));
        let waiting = waiting.filter(|index| texts.insert(self.keys[*index]));
        waiting.map(|i| 1.0 - self.predictions[i].margin()).sum()
    }

    /// Number of paragraphs that wait for a person.
    pub fn n_waiting(&self) -> usize {
        let all = 0..self.answers.len();
        all.filter(|index| self.is_waiting(*index)).count()
    }

    /// Whether a person has begun with it.
    pub fn is_begun(&self) -> bool {
        self.answers.iter().any(|answer| answer.how.is_by_hand())
    }

    /// Bytes that it holds in memory, roughly.
    pub fn bytes(&self) -> usize {
        let facts = serde_json::to_string(self.page.facts()).map_or(0, |facts| facts.len());
        facts + self.page.paragraphs().iter().map(bytes).sum::<usize>()
    }
}

/// What tells a page from others, before it is written and after: see [`digest_of_paragraphs`].
pub fn id(page: &Page) -> String {
    let mut digest = digest_of_paragraphs(page);
    digest.truncate(32);
    digest
}

/// What a template has in common: the elements that text stands in, or, where they are not known, the site.
fn templates(page: &Page, site: Option<&str>) -> Vec<u64> {
    let marks = page.paragraphs().iter().filter_map(Paragraph::marks);
    let paths = marks.map(|marks| rapidhash_v3(Path::near(marks.path()).as_bytes()));
    let mut all: Vec<u64> = paths.collect();
    if all.is_empty() {
        all.extend(site.map(|site| rapidhash_v3(site.as_bytes())));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// What a paragraph takes besides its text and marks: prediction, answer, key, and what strings cost.
const OVERHEAD: usize = 400;

/// Bytes that a paragraph holds in memory, roughly.
pub fn bytes(paragraph: &Paragraph) -> usize {
    let marks = paragraph.marks().map_or(0, |marks| {
        let links = marks.links().iter().map(|link| link.target().len() + 80);
        let texts = [marks.path(), marks.form(), marks.beside()];
        let texts = texts.iter().map(|text| text.len());
        let raw = marks.raw().map_or(0, str::len);
        texts.chain(links).sum::<usize>() + raw + 4 * marks.place().len()
    });
    paragraph.text().len() + marks + OVERHEAD
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::Model;

    #[test]
    fn what_a_page_says_of_itself_takes_memory_too() {
        let body = "Ferries sail again. ".repeat(1_000);
        let html = format!(
            r#"<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script><p>Ferries"#
        );
        let page = Page::from_html(&html);
        let predictions = Model::embedded().predict(&page);
        let sheet = Sheet::new(NamedPage::new("p", None, page), &predictions, 0.5);
        assert!(sheet.bytes() > body.len() - 100);
    }
}
