use std::collections::BTreeSet;

use proptest::prelude::*;

use super::emitted::{Sink, emitted};
use super::*;
use crate::page::{Marks, Paragraph};

/// Pages of text or with marks, with cue words, long paragraphs, headings and repeated texts.
fn page() -> impl Strategy<Value = Page> {
    let text = "([A-Z]?[a-d]{1,4} |Subscribe |free |[0-9]{1,3}€ |harbour ferries sail: ){1,40}";
    let path = "(p|h2|a\\.btn|li)( < (li|div\\.[a-c]Box|nav|section)){0,3} < body";
    let paragraph = (text, path, 0.0f32..=1.0);
    (prop::collection::vec(paragraph, 0..25), any::<bool>()).prop_map(|(paragraphs, is_marked)| {
        let paragraphs = paragraphs.into_iter().map(|(text, path, density)| {
            let paragraph = Paragraph::new(&text);
            if is_marked {
                paragraph.with_marks(Marks::new("p", density, path))
            } else {
                paragraph
            }
        });
        Page::new(paragraphs.collect())
    })
}

/// What is emitted, sorted.
fn sorted(emit: impl FnOnce(&mut Sink<'_>)) -> Vec<(Family, String)> {
    let mut features = emitted(emit);
    features.sort_unstable();
    features
}

/// Each scope with the group of it that a paragraph is in.
fn groups(page: &Prepared<'_>, index: usize) -> Vec<(Scope, usize)> {
    let scopes = Scope::ALL.into_iter();
    let groups = scopes.filter_map(|scope| Some((scope, page.group(scope, index)?)));
    groups.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_paragraph_has_its_own_features_and_those_it_shares(page in page()) {
        let mut caches = TokenCaches::default();
        let prepared = Prepared::new(&page, &mut caches);
        for index in 0..prepared.n_paragraphs() {
            let mut parts = sorted(|sink| prepared.emit_own(index, sink));
            for (scope, group) in groups(&prepared, index) {
                prop_assert!(group < prepared.n_groups(scope));
                parts.extend(sorted(|sink| prepared.emit_shared(scope, group, sink)));
            }
            parts.sort_unstable();
            prop_assert_eq!(sorted(|sink| prepared.emit(index, sink)), parts);
        }
    }

    #[test]
    fn own_features_come_once_and_shared_ones_are_of_families_with_the_scope(page in page()) {
        let mut caches = TokenCaches::default();
        let prepared = Prepared::new(&page, &mut caches);
        for index in 0..prepared.n_paragraphs() {
            let mut own = sorted(|sink| prepared.emit_own(index, sink));
            own.retain(|(family, _)| !family.is_weighted());
            prop_assert!(own.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", own);
            for (scope, group) in groups(&prepared, index) {
                let shared = sorted(|sink| prepared.emit_shared(scope, group, sink));
                let families: BTreeSet<Family> = shared.into_iter().map(|(family, _)| family).collect();
                for family in families {
                    prop_assert!(family.scopes().contains(&scope), "{:?} {:?}", family, scope);
                }
            }
        }
    }

    #[test]
    fn every_name_reads_back_with_its_key(page in page()) {
        let mut caches = TokenCaches::default();
        let prepared = Prepared::new(&page, &mut caches);
        for index in 0..prepared.n_paragraphs() {
            let mut keys = Vec::new();
            prepared.emit(index, &mut |family, name: Name<'_>| {
                let mut text = String::new();
                name.write(&mut text);
                keys.push((family, text, name.key(family), name.templated()));
            });
            for (family, text, key, templated) in keys {
                let parsed = Name::parse(family, &text);
                prop_assert_eq!((parsed.key(family), parsed.templated()), (key, templated), "{}", text);
            }
        }
    }

    #[test]
    fn without_marks_and_unmarked_are_the_same(page in page()) {
        let without = page.clone().without_marks();
        let (mut caches, mut others) = (TokenCaches::default(), TokenCaches::default());
        let unmarked = Prepared::unmarked(&page, &mut caches);
        let plain = Prepared::new(&without, &mut others);
        for index in 0..plain.n_paragraphs() {
            let expected = sorted(|sink| plain.emit(index, sink));
            prop_assert_eq!(sorted(|sink| unmarked.emit(index, sink)), expected);
        }
    }
}
