//! The training pages as the passes see them: each without its marks, again without its menus, as many scrapers hand
//! pages on, and again with its marks, where it has some: one model serves text and HTML. Every other page is seen once more
//! without its words, as a page is in a language that the model does not know: what is left has to do by itself there.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::feature_ids::FeatureIds;
use crate::Label;
use crate::features::{Caches, Prepared};
use crate::logistic::runs;
use crate::model::TrainingFacts;
use crate::page::Page;
use crate::structure::Structure;

/// A page as the passes see it.
#[derive(Clone)]
pub(super) struct View {
    /// Which paragraphs belong together.
    pub(super) structure: Arc<Structure>,
    /// The label of each paragraph.
    pub(super) labels: Vec<Label>,
    /// The characters of each paragraph.
    pub(super) chars: Vec<u32>,
    /// The fold of the page.
    pub(super) fold: usize,
    /// Whether the page is seen as it is: with all its words and menus.
    pub(super) is_whole: bool,
}

/// One page in so many is seen without its words as well; one in three did less for languages that are not trained on.
const WORDLESS: usize = 2;

/// All views of all pages.
#[derive(Default)]
pub(super) struct Views {
    views: Vec<View>,
    features: FeatureIds,
    facts: TrainingFacts,
}

impl Views {
    /// Views of pages, of the labels of all their paragraphs, one after the other, and of a fold for each page. Each thread
    /// prepares a run of pages.
    pub(super) fn new(pages: &[&Page], labels: &[Label], folds: &[usize], threads: usize) -> Views {
        let ends: Vec<usize> = pages
            .iter()
            .scan(0, |end, page| {
                *end += page.paragraphs().len();
                Some(*end)
            })
            .collect();
        let prepared = |run: Range<usize>| {
            let mut views = Views::default();
            let mut caches = Caches::default();
            for number in run {
                let (page, end) = (pages[number], ends[number]);
                let labels = &labels[end - page.paragraphs().len()..end];
                views.push_page(number, page, labels, folds[number], &mut caches);
            }
            views
        };
        std::thread::scope(|scope| {
            let runs = runs(&ends, threads).into_iter();
            let prepared = &prepared;
            let runs: Vec<_> = runs.map(|run| scope.spawn(move || prepared(run))).collect();
            let parts = runs.into_iter().map(|run| run.join().expect("no panic"));
            parts.fold(Views::default(), Views::with)
        })
    }

    /// Adds the views of the pages that follow.
    fn with(mut self, other: Views) -> Views {
        self.views.extend(other.views);
        self.features.append(other.features);
        self.facts.pages += other.facts.pages;
        for (language, n) in other.facts.languages {
            *self.facts.languages.entry(language).or_default() += n;
        }
        for (sum, n) in self.facts.labels.iter_mut().zip(other.facts.labels) {
            *sum += n;
        }
        self
    }

    fn push_page(
        &mut self,
        number: usize,
        page: &Page,
        labels: &[Label],
        fold: usize,
        caches: &mut Caches,
    ) {
        let plain = Prepared::unmarked(page, caches);
        self.count(&plain, labels);
        self.push(&plain, labels, fold, true);
        let is_wordless = number.is_multiple_of(WORDLESS);
        if is_wordless {
            self.push_wordless();
        }
        if let Some((page, labels)) = without_menus(page, labels) {
            let plain = Prepared::unmarked(&page, caches);
            self.push(&plain, &labels, fold, false);
        }
        let marked = Prepared::new(page, caches);
        if marked.structure().is_marked() {
            self.push(&marked, labels, fold, true);
            if is_wordless {
                self.push_wordless();
            }
        }
    }

    fn push(&mut self, page: &Prepared<'_>, labels: &[Label], fold: usize, is_whole: bool) {
        self.features.push(page);
        self.views.push(View {
            structure: Arc::new(page.structure().clone()),
            labels: labels.to_vec(),
            chars: page.chars().collect(),
            fold,
            is_whole,
        });
    }

    /// The page pushed last as one of which no word is known; what words mean is.
    fn push_wordless(&mut self) {
        self.features.push_wordless();
        let last = self.views.last().expect("a page with its words");
        self.views.push(View {
            is_whole: false,
            ..last.clone()
        });
    }

    fn count(&mut self, page: &Prepared<'_>, labels: &[Label]) {
        let code = page.language().map(|language| language.to_string());
        let languages: &mut BTreeMap<String, usize> = &mut self.facts.languages;
        *languages.entry(code.unwrap_or_default()).or_default() += 1;
        self.facts.pages += 1;
        for label in labels {
            self.facts.labels[label.index()] += 1;
        }
    }

    /// Forgets the features that fewer paragraphs have: no vocabulary fitted on all views or some will have them.
    pub(super) fn keep_frequent(&mut self, min_df: usize, threads: usize) {
        self.features.keep_frequent(min_df, threads);
    }

    /// What the training data were, but for their digest, which only a `Dataset` has.
    pub(super) fn facts(&self) -> TrainingFacts {
        self.facts.clone()
    }

    pub(super) fn features(&self) -> &FeatureIds {
        &self.features
    }

    /// A view by its number.
    pub(super) fn view(&self, number: usize) -> &View {
        &self.views[number]
    }

    /// The numbers of the views that the condition holds for.
    pub(super) fn numbers(&self, condition: impl Fn(&View) -> bool) -> Vec<usize> {
        let all = self.views.iter().enumerate();
        all.filter(|(_, view)| condition(view))
            .map(|(number, _)| number)
            .collect()
    }

    /// The labels of some views, one after the other.
    pub(super) fn labels(&self, numbers: &[usize]) -> Vec<Label> {
        let of_view = |number: &usize| self.views[*number].labels.iter().copied();
        numbers.iter().flat_map(of_view).collect()
    }
}

/// Shortest run of navigation that is a menu.
const MENU: usize = 4;

/// The page without its menus, as many scrapers hand it on; `None` if it has none, or nothing else.
fn without_menus(page: &Page, labels: &[Label]) -> Option<(Page, Vec<Label>)> {
    let mut kept = Vec::new();
    for run in labels.chunk_by(|a, b| a == b) {
        let is_menu = run[0] == Label::Navigation && run.len() >= MENU;
        kept.extend(std::iter::repeat_n(!is_menu, run.len()));
    }
    let paragraphs = page.paragraphs().iter().zip(&kept);
    let paragraphs: Vec<_> = paragraphs
        .filter(|(_, kept)| **kept)
        .map(|(p, _)| p.clone())
        .collect();
    if paragraphs.is_empty() || paragraphs.len() == labels.len() {
        return None;
    }
    let labels = labels
        .iter()
        .zip(&kept)
        .filter(|(_, kept)| **kept)
        .map(|(l, _)| *l);
    let page = Page::new(paragraphs).with_language(page.language());
    Some((page, labels.collect()))
}
