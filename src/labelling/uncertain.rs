//! The paragraphs in doubt as rows, most doubtful first, for those who label elsewhere than in the browser.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rapidhash::{RapidHashMap, RapidHashSet};

use super::DOUBT;
use super::key::key;
use crate::dataset::{DatasetRow, DatasetWriter};
use crate::language::Language;
use crate::model::{Prediction, Predictions};
use crate::page::{Page, PageFacts, Paragraph};

/// Most characters of what precedes and follows: enough to see where a paragraph stands.
const MOST_CHARS: usize = 300;

/// Gathers the most doubtful paragraphs of pages, the same text in the same elements once, and writes them as rows.
///
/// Pages may come in any order: the same pages give the same rows.
#[derive(Debug)]
pub struct Uncertain {
    most: usize,
    rows: BTreeMap<Rank, Row>,
    /// The place of each text among the rows.
    ranks: RapidHashMap<u64, Rank>,
}

/// Margin, then page and position.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Bits of a number that is not negative: they have its order.
    margin: u32,
    page: Arc<str>,
    position: usize,
}

#[derive(Debug)]
struct Row {
    key: u64,
    paragraph: Paragraph,
    prediction: Prediction,
    before: String,
    after: String,
    page: Arc<OfPage>,
}

/// What rows of one page have in common.
#[derive(Debug)]
struct OfPage {
    site: Option<String>,
    language: Option<Language>,
    facts: PageFacts,
}

impl Uncertain {
    /// Keeps so many rows at most, and no more than those in memory.
    #[must_use]
    pub fn new(most: usize) -> Uncertain {
        Uncertain {
            most,
            rows: BTreeMap::new(),
            ranks: RapidHashMap::default(),
        }
    }

    /// Takes a page in, whose name no other page may have.
    pub fn add(&mut self, name: &str, site: Option<&str>, page: &Page, predictions: &Predictions) {
        let name: Arc<str> = name.into();
        let mut of_page = None;
        for (position, prediction) in predictions.iter().enumerate() {
            let margin = prediction.margin();
            let rank = Rank {
                margin: margin.to_bits(),
                page: name.clone(),
                position,
            };
            let key = key(&page.paragraphs()[position]);
            if margin < DOUBT && self.is_wanted(&rank, key) {
                let of_page = of_page.get_or_insert_with(|| {
                    Arc::new(OfPage {
                        site: site.map(str::to_owned),
                        language: predictions.language(),
                        facts: page.facts().clone(),
                    })
                });
                self.insert(rank, row(page, position, *prediction, key, of_page.clone()));
            }
        }
    }

    /// Whether a row is among the first, and its text is not further up.
    fn is_wanted(&self, rank: &Rank, key: u64) -> bool {
        let is_first = self.ranks.get(&key).is_none_or(|before| rank < before);
        let last = self.rows.last_key_value();
        let has_room = self.rows.len() < self.most || last.is_some_and(|(last, _)| rank < last);
        is_first && has_room
    }

    fn insert(&mut self, rank: Rank, row: Row) {
        if let Some(before) = self.ranks.insert(row.key, rank.clone()) {
            self.rows.remove(&before);
        }
        self.rows.insert(rank, row);
        if self.rows.len() > self.most
            && let Some((_, last)) = self.rows.pop_last()
        {
            self.ranks.remove(&last.key);
        }
    }

    /// Writes a header and the rows, with the columns `before` and `after` behind those of the schema.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write<W: Write>(&self, writer: W) -> io::Result<W> {
        let mut rows = DatasetWriter::with_surroundings(writer)?;
        let mut told: RapidHashSet<&str> = RapidHashSet::default();
        for (rank, row) in &self.rows {
            let facts = told.insert(&*rank.page).then_some(&row.page.facts);
            let (label, probability) = (row.prediction.label(), row.prediction.probability());
            let cells = DatasetRow::new(&rank.page, rank.position, label, &row.paragraph)
                .site(row.page.site.as_deref())
                .language(row.page.language)
                .probability(Some(probability))
                .facts(facts)
                .surroundings(&row.before, &row.after);
            rows.write(cells)?;
        }
        rows.finish()
    }
}

fn row(page: &Page, position: usize, prediction: Prediction, key: u64, of: Arc<OfPage>) -> Row {
    let paragraphs = page.paragraphs();
    let text = |index: Option<usize>| index.and_then(|index| paragraphs.get(index));
    let text = |index| text(index).map_or("", Paragraph::text);
    Row {
        key,
        paragraph: paragraphs[position].clone(),
        prediction,
        before: ending(text(position.checked_sub(1))),
        after: beginning(text(position.checked_add(1))),
        page: of,
    }
}

/// The end of a text, behind `…` if that is not all.
fn ending(text: &str) -> String {
    match text.char_indices().nth_back(MOST_CHARS) {
        Some((cut, c)) => format!("…{}", &text[cut + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

/// The beginning of a text, before `…` if that is not all.
fn beginning(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::Model;

    const TEXTS: [&str; 3] = [
        "Night boat\nThe list\nOur newsletter\nFerries sail again from the old harbour on Monday.",
        "The list\nHarbour notes\nFollow the pier\nEmail address",
        "More tides\nYour say\nThe pier today\nNotes and letters",
    ];

    fn gathered(most: usize, order: &[usize]) -> String {
        let mut uncertain = Uncertain::new(most);
        for index in order {
            let page = Page::from_text(TEXTS[*index]);
            let predictions = Model::embedded().predict(&page);
            uncertain.add(&format!("page {index}"), None, &page, &predictions);
        }
        String::from_utf8(uncertain.write(Vec::new()).unwrap()).unwrap()
    }

    fn margin(line: &str) -> f32 {
        line.split(',').nth(5).unwrap().parse().unwrap()
    }

    #[test]
    fn rows_are_the_same_in_whatever_order_pages_come() {
        let all = gathered(100, &[0, 1, 2]);
        assert!(all.lines().count() > 4, "{all}");
        assert!(all.starts_with("page,") && all.lines().next().unwrap().ends_with(",before,after"));
        assert_eq!(gathered(100, &[2, 0, 1]), all);
        let first: Vec<&str> = all.lines().take(3).collect();
        let two = gathered(2, &[1, 2, 0]);
        assert_eq!(two.lines().collect::<Vec<_>>(), first);
        assert!(margin(first[1]) < 0.76);
        let lists = all
            .lines()
            .filter(|line| line.split(',').nth(6) == Some("The list"));
        assert_eq!(lists.count(), 1, "{all}");
    }

    #[test]
    fn what_stands_around_is_cut() {
        let long = "ä".repeat(MOST_CHARS) + "b";
        assert_eq!(beginning(&long), "ä".repeat(MOST_CHARS) + "…");
        assert_eq!(ending(&long).chars().count(), MOST_CHARS + 1);
        assert!(ending(&long).starts_with("…ä") && ending(&long).ends_with("äb"));
        assert_eq!(
            (ending("a"), beginning("")),
            ("a".to_owned(), String::new())
        );
    }
}
