//! Landmark: what part of the page a paragraph stands in, at whatever height, and in which of several articles.

use super::links::Links;
use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::structure::Structure;

templates! { Family::Landmark;
    WHICH = "landmark",
    WHICH_CHARS = "landmark-chars",
    WHICH_SLUG_CHARS = "landmark-slug-chars",
    WHICH_CARD = "landmark-card",
    ARTICLE = "article",
    ARTICLE_LANDMARK = "article-landmark",
}

/// What is said of a paragraph of a page with places.
pub(in crate::features) fn emit(
    index: usize,
    shapes: &[Shape],
    links: &Links<'_>,
    structure: &Structure,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
    let Some(marked) = structure.marked() else {
        return;
    };
    let standing = marked.standings[index];
    let which = standing.landmark as usize;
    let chars = log_bucket(shapes[index].chars);
    let slug = links
        .first(index)
        .map_or(0, |target| 1 + target.slug.min(6));
    let mut number = |template, n| sink(Family::Landmark, Name::Number(template, n));
    number(WHICH, which);
    number(WHICH_CHARS, which * 32 + chars);
    number(WHICH_SLUG_CHARS, (which * 8 + slug) * 16 + chars.min(15));
    number(WHICH_CARD, which * 2 + usize::from(standing.card.is_some()));
    let article = standing.article.min(3) as usize * 4 + marked.n_articles.min(3) as usize;
    number(ARTICLE, article);
    number(ARTICLE_LANDMARK, article * 16 + which);
}
