//! Landmark: what part of the page a paragraph stands in, at whatever height, and in which of several articles.
//!
//! Near elements end at boxes without a meaning; the `aside` or `nav` around may stand ten elements higher. A page of one
//! `article` has its text in it, one of twenty has teasers.

use super::links::Links;
use super::shape::Shape;
use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::Name;
use crate::features::template::{Template, templates};
use crate::structure::MarkedGroupings;

templates! { Family::Landmark;
    WHICH = "landmark",
    WHICH_CHARS = "landmark-chars",
    WHICH_SLUG_CHARS = "landmark-slug-chars",
    WHICH_CARD = "landmark-card",
    ARTICLE = "article",
    ARTICLE_LANDMARK = "article-landmark",
}

/// What is said of a paragraph of a page with marks; without places it stands in no landmark and no article.
pub(in crate::features) fn emit(
    index: usize,
    shapes: &[Shape],
    links: &Links<'_>,
    marked: &MarkedGroupings,
    sink: &mut impl FnMut(Family, Name<'_>),
) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;
    use crate::features::machine_words::MachineWords;
    use crate::structure::Structure;
    use crate::{Link, Marks, Page, Paragraph};

    fn features(page: &Page, index: usize) -> Vec<String> {
        let structure = Structure::from_page(page);
        let marked = structure.marked().expect("marks");
        let paragraphs = page.paragraphs().iter();
        let shapes: Vec<Shape> = paragraphs.map(|p| Shape::measure(p.text())).collect();
        let links = Links::new(page, &mut MachineWords::english(), &structure);
        texts_of(Family::Landmark, |sink| {
            emit(index, &shapes, &links, marked, sink)
        })
    }

    fn paragraph(path: &str, place: &[u32]) -> Paragraph {
        let link = Link::new(0..5, "/a/low-tide", "");
        let marks = Marks::new("p", 0.0, path).with_place(place.to_vec());
        Paragraph::new("Tides").with_marks(marks.with_links(vec![link]))
    }

    #[test]
    fn paragraphs_stand_in_a_landmark_and_an_article() {
        let page = Page::new(vec![
            paragraph("p < article < main", &[0, 0, 0]),
            paragraph("p < footer < div", &[1, 0, 0]),
        ]);
        // Article is 2, five characters are bucket 4, a slug of two words counts as 3, one article of one is 5.
        let expected = [
            "landmark=2",
            "landmark-chars=68",
            "landmark-slug-chars=308",
            "landmark-card=4",
            "article=5",
            "article-landmark=82",
        ];
        assert_eq!(features(&page, 0), expected);
        // Footer is 5, and none of one article is 1.
        let footer = features(&page, 1);
        assert_eq!((&*footer[0], &*footer[4]), ("landmark=5", "article=1"));
    }

    #[test]
    fn without_places_there_is_no_landmark() {
        let page = Page::new(vec![paragraph("p < article < main", &[])]);
        let features = features(&page, 0);
        assert_eq!((&*features[0], &*features[4]), ("landmark=0", "article=0"));
    }
}
