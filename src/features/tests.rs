use std::collections::BTreeSet;

use proptest::prelude::*;

use super::emitted::{Sink, emitted};
use super::*;
use crate::page::{Link, Marks, PageFacts, Paragraph};

/// Pages of text or with marks, with cue words, long paragraphs, headings and repeated texts.
fn page() -> impl Strategy<Value = Page> {
    let text = "([A-Z]?[a-d]{1,4} |Subscribe |free |[0-9]{1,3}€ |harbour ferries sail: ){1,40}";
    let paragraph = (text, marks());
    let paragraphs = prop::collection::vec(paragraph, 0..25);
    (paragraphs, 0..3).prop_map(|(paragraphs, kind)| {
        let facts = facts(&paragraphs);
        let paragraphs = paragraphs.into_iter().map(|(text, marks)| {
            let paragraph = Paragraph::new(&text);
            match kind {
                0 => paragraph,
                1 => paragraph.with_marks(marks.with_place(Vec::new())),
                _ => paragraph.with_marks(marks),
            }
        });
        Page::new(paragraphs.collect()).with_facts(facts)
    })
}

/// Marks with all that they can have, some of it twice; places fit their paths or not.
fn marks() -> impl Strategy<Value = Marks> {
    let path =
        "(p|h2|a\\.btn|li)( < (li|div\\.[a-c]Box|nav role=main|section|article)){0,8} < body";
    let place = prop::collection::vec(0..3u32, 1..9);
    let link = "(0-1(,nofollow|,tag,tag)?:(/a/a/[a-d]{2}-free-2031/05/1[.]html|#a|//(x[.]com|b[.]example)/[ab]{1,3})? ){0,3}";
    let form = "(/sign/up( (email|text):(my_[ab]+_ab)?){0,4})?";
    let beside = "((img|time|input:text) ){0,3}";
    (path, 0.0f32..=1.0, place, link, form, beside).prop_map(
        |(path, density, place, links, form, beside)| {
            let links = links.split_whitespace().map(|link| link.parse::<Link>());
            let links = links.collect::<Result<_, _>>().expect("links");
            let marks = Marks::new("p", density, path).with_place(place);
            marks.with_links(links).with_form(form).with_beside(beside)
        },
    )
}

/// Facts with which some paragraphs agree.
fn facts(paragraphs: &[(String, Marks)]) -> PageFacts {
    let text = |at: usize| paragraphs.get(at).map(|(text, _)| text.trim().to_owned());
    PageFacts {
        title: text(1),
        description: text(2),
        article_body: text(3),
        authors: vec!["free".to_owned()],
        host: Some("a.example".to_owned()),
        canonical: Some("https://a.example/a/a".to_owned()),
        ..PageFacts::default()
    }
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
        let mut caches = Caches::default();
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
        let mut caches = Caches::default();
        let prepared = Prepared::new(&page, &mut caches);
        for index in 0..prepared.n_paragraphs() {
            let mut own = sorted(|sink| prepared.emit_own(index, sink));
            own.retain(|(family, _)| !family.is_weighted());
            prop_assert!(own.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", own);
            for (scope, group) in groups(&prepared, index) {
                let mut shared = sorted(|sink| prepared.emit_shared(scope, group, sink));
                shared.dedup();
                // What two scopes emitted would count twice.
                prop_assert!(shared.iter().all(|feature| !own.contains(feature)), "{:?}", scope);
                own.extend_from_slice(&shared);
                let families: BTreeSet<Family> = shared.into_iter().map(|(family, _)| family).collect();
                for family in families {
                    prop_assert!(family.scopes().contains(&scope), "{:?} {:?}", family, scope);
                }
            }
        }
    }

    #[test]
    fn every_name_reads_back_with_its_key(page in page()) {
        let mut caches = Caches::default();
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
        let (mut caches, mut others) = (Caches::default(), Caches::default());
        let unmarked = Prepared::unmarked(&page, &mut caches);
        let plain = Prepared::new(&without, &mut others);
        for index in 0..plain.n_paragraphs() {
            let expected = sorted(|sink| plain.emit(index, sink));
            prop_assert_eq!(sorted(|sink| unmarked.emit(index, sink)), expected);
        }
    }
}
