//! The things that a page's JSON-LD describes -> facts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::PageFacts;
use super::address::is_address;
use super::claim;
use super::json_ld::{self, Thing, each, truth};

/// Most values of a fact that has several.
const MOST_VALUES: usize = 10;

/// Most types: a page with a recipe and questions has ten.
const MOST_TYPES: usize = 20;

/// Longest text of an article, in characters.
const LONGEST_ARTICLE: usize = 50_000;

/// The facts that are in things, which stand top to bottom.
pub(super) fn read(things: &[&Thing]) -> PageFacts {
    let is_article = |thing: &&Thing| json_ld::is_article(thing);
    let (articles, others): (Vec<_>, Vec<_>) = things.iter().copied().partition(is_article);
    // A site and its makers have their dates and authors too, so those of articles come first.
    let ordered = [&articles[..], &others[..]].concat();
    let known = names_by_id(things);
    let types = things.iter().flat_map(|thing| json_ld::types(thing));
    let paid_parts = things.iter().flat_map(|thing| paid_parts(thing));
    PageFacts {
        // A site or a company is described as well, but that is no description of the page.
        description: text(&articles, "description"),
        authors: first(&ordered, "author", |authors| names(authors, &known)).unwrap_or_default(),
        types: some(types, MOST_TYPES),
        published: text(&ordered, "datePublished"),
        modified: text(&ordered, "dateModified"),
        article_body: first(&ordered, "articleBody", article_body),
        word_count: first(&ordered, "wordCount", count),
        paid_parts: some(paid_parts, MOST_VALUES),
        n_articles: articles.len(),
        headline: text(things, "headline"),
        site_name: first(&articles, "publisher", |publisher| name(publisher, &known)),
        image: first(&articles, "image", image),
        tags: first(&articles, "keywords", keywords).unwrap_or_default(),
        is_accessible_for_free: first(things, "isAccessibleForFree", truth),
        ..PageFacts::default()
    }
}

fn text(things: &[&Thing], key: &str) -> Option<String> {
    first(things, key, |value| claim::text(value.as_str()?))
}

fn article_body(value: &Value) -> Option<String> {
    claim::cut(value.as_str()?, LONGEST_ARTICLE)
}

/// What the first thing says of which anything can be read.
fn first<T>(things: &[&Thing], key: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    let mut values = things.iter().filter_map(|thing| thing.get(key));
    values.find_map(read)
}

/// The first few texts, each once.
fn some<'t>(texts: impl Iterator<Item = &'t str>, most: usize) -> Vec<String> {
    let mut some = Vec::new();
    for text in texts.filter_map(claim::text) {
        if some.len() < most && !some.contains(&text) {
            some.push(text);
        }
    }
    some
}

/// Names by the `@id` of the thing that has them.
pub(super) type Known<'t> = BTreeMap<&'t str, Vec<String>>;

/// The names of things by the `@id` that others refer to them by. They are read once, not for each that refers to them.
pub(super) fn names_by_id<'t>(things: &[&'t Thing]) -> Known<'t> {
    let mut known = Known::new();
    for thing in things {
        if let (Some(Value::String(id)), Some(name)) = (thing.get("@id"), thing.get("name")) {
            known.entry(id).or_insert_with(|| names_in(name));
        }
    }
    known
}

/// The names that are a name or a list of them.
fn names_in(value: &Value) -> Vec<String> {
    let names = each(Some(value)).iter().filter_map(Value::as_str);
    some(names.filter(|name| !is_address(name.trim())), MOST_VALUES)
}

/// The names of authors, `None` if there is none.
pub(super) fn names(authors: &Value, known: &Known<'_>) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for author in each(Some(authors)) {
        for name in names_of(author, known) {
            if names.len() < MOST_VALUES && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    (!names.is_empty()).then_some(names)
}

/// The names of one author.
fn names_of(author: &Value, known: &Known<'_>) -> Vec<String> {
    let by_id = |author: &Thing| known.get(author.get("@id")?.as_str()?).cloned();
    match author {
        Value::Object(thing) => match thing.get("name") {
            Some(name) => names_in(name),
            None => by_id(thing).unwrap_or_default(),
        },
        name => names_in(name),
    }
}

/// The first name of a thing or of several.
fn name(value: &Value, known: &Known<'_>) -> Option<String> {
    names(value, known)?.into_iter().next()
}

/// The address of an image: the value itself, or the thing's `url`; the first of several.
fn image(value: &Value) -> Option<String> {
    each(Some(value)).iter().find_map(|image| match image {
        Value::Object(thing) => ["url", "contentUrl"]
            .iter()
            .find_map(|key| claim::address(thing.get(*key)?.as_str()?)),
        address => claim::address(address.as_str()?),
    })
}

fn keywords(value: &Value) -> Option<Vec<String>> {
    let texts = each(Some(value)).iter().filter_map(Value::as_str);
    Some(tags(texts)).filter(|tags| !tags.is_empty())
}

/// Texts split at commas, the first few.
pub(super) fn tags<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let is_comma = |c| matches!(c, ',' | ';' | '،' | '、' | '，');
    some(texts.flat_map(|text| text.split(is_comma)), MOST_VALUES)
}

/// A number of words; some write it as text.
fn count(value: &Value) -> Option<u32> {
    match value {
        Value::String(digits) => digits.trim().parse().ok(),
        value => value.as_u64()?.try_into().ok(),
    }
}

/// The selectors of the parts that a thing says are to be paid for.
fn paid_parts(thing: &Thing) -> impl Iterator<Item = &str> {
    let parts = each(thing.get("hasPart"))
        .iter()
        .filter_map(Value::as_object);
    let is_paid = |part: &&Thing| part.get("isAccessibleForFree").and_then(truth) == Some(false);
    let paid = parts.filter(is_paid);
    paid.flat_map(|part| each(part.get("cssSelector")))
        .filter_map(Value::as_str)
}
