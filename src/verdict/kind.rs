//! What kind of page it is: by the types it claims, by cues, and by how its prose stands.
//!
//! The first line that holds decides:
//! ```text
//! forum     claimed, as DiscussionForumPosting, QAPage
//! article   claimed, as NewsArticle, Recipe, and there is prose
//! listing   claimed, as CollectionPage, ItemList
//! product   claimed, as Product, SoftwareApplication
//! article   an offer to read on stands behind it, or it has ingredients and steps
//! forum     many cues of threads and replies, one for every four paragraphs of prose at least
//! article   hardly any prose, but it is most of the page; or listing, of many links or cards; or else other
//! product   words of shops, and the longest run of prose is short; with many prices or images listing
//! listing   links and cards outnumber the prose, and its longest run is short
//! product   claimed to be an organisation's page, undated, and its longest run of prose is short
//! article   anything else
//! ```
//! What a page claims to be does not make a listing's teasers an article: `og:type` is `article` on many a page that is none,
//! so it only raises what a run of prose may lack.

mod evidence;

use super::names::named;
use super::survey::Survey;
use evidence::Evidence;

named! {
    /// What a page is.
    PageKind {
        /// One piece: news, a post, a recipe, a page of documentation.
        Article = "article",
        /// A list of pieces or goods: a front page, a category, results of a search.
        Listing = "listing",
        /// A thread, questions and answers, a post with replies.
        Forum = "forum",
        /// The selling page of one product, service, company or app.
        Product = "product",
        /// Anything else: a profile, a form, an error, a calendar.
        Other = "other",
    }
}

const FORUMS: &[&str] = &["DiscussionForumPosting", "QAPage", "SocialMediaPosting"];
const LISTINGS: &[&str] = &[
    "CollectionPage",
    "SearchResultsPage",
    "ItemList",
    "product.group",
    "product:group",
];
const PRODUCTS: &[&str] = &[
    "Product",
    "product",
    "product.item",
    "SoftwareApplication",
    "MobileApplication",
    "WebApplication",
    "Course",
];
const ORGANISATIONS: &[&str] = &[
    "website",
    "WebSite",
    "Organization",
    "Service",
    "LocalBusiness",
    "Corporation",
];
/// Ends of types.
const PIECES: &[&str] = &["Article", "BlogPosting", "Recipe", "Report", "Review"];

/// Letters of prose below which a page has hardly any.
const HARDLY: usize = 250;
/// Letters of the longest run of prose below which a page may be something else than an article, from clear evidence to weak.
const SHORT: [usize; 3] = [2500, 2000, 1000];
/// So many cues of threads, of shops, and links among an article's paragraphs, are a sign of one.
const SOME: usize = 5;
const MANY: usize = 8;

/// The kind of a page; `is_walled`: an offer to read on stands behind its article.
pub(super) fn tell(survey: &Survey<'_>, is_walled: bool) -> PageKind {
    let page = Evidence::new(survey);
    by_claim(&page)
        .or_else(|| is_piece(&page, is_walled).then_some(PageKind::Article))
        .or_else(|| talks(&page).then_some(PageKind::Forum))
        .or_else(|| without_prose(&page))
        .or_else(|| by_form(&page))
        .unwrap_or(PageKind::Article)
}

/// What the page claims to be.
fn by_claim(page: &Evidence<'_, '_>) -> Option<PageKind> {
    let is_piece = page
        .types
        .iter()
        .any(|own| PIECES.iter().any(|piece| own.ends_with(piece)));
    match is_piece {
        _ if page.claims(FORUMS) => Some(PageKind::Forum),
        true => (page.n_prose > 0).then_some(PageKind::Article),
        false if page.claims(LISTINGS) => Some(PageKind::Listing),
        false if page.claims(PRODUCTS) => Some(PageKind::Product),
        false => None,
    }
}

/// Whether it has a piece to be walled, if only a line above the wall, or to be cooked.
fn is_piece(page: &Evidence<'_, '_>, is_walled: bool) -> bool {
    match page.n_prose {
        0 => is_walled && page.n_linked < MANY,
        _ => is_walled || page.is_recipe(),
    }
}

/// Whether its prose is that of a thread: among buttons to reply, and words of who posted what when.
fn talks(page: &Evidence<'_, '_>) -> bool {
    let one_in = if page.is_article_by_og() { 2 } else { 4 };
    let n_replies = page.n_replies();
    n_replies > SOME && n_replies * one_in >= page.n_prose
}

/// A page with hardly any prose.
fn without_prose(page: &Evidence<'_, '_>) -> Option<PageKind> {
    if page.prose_letters >= HARDLY {
        return None;
    }
    if page.n_prose > 0 && page.article_share > 0.5 && page.n_linked < MANY {
        return Some(PageKind::Article);
    }
    let n_items = page.n_linked.max(page.n_images).max(page.n_related);
    Some(if n_items >= MANY {
        PageKind::Listing
    } else {
        PageKind::Other
    })
}

/// How the prose stands among links, images and prices.
fn by_form(page: &Evidence<'_, '_>) -> Option<PageKind> {
    let [clear, some, weak] = SHORT;
    let is_below = |most, is_piece| page.longest_run < if is_piece { weak } else { most };
    let is_piece = page.is_article_by_og();
    let may_be_shop = is_below(clear, is_piece) && page.n_shop() >= SOME;
    if may_be_shop && is_below(clear, is_piece || page.is_dated()) {
        return Some(of_shop(page));
    }
    if page.n_linked >= MANY && page.n_linked * 2 >= page.n_prose && is_below(some, is_piece) {
        return Some(PageKind::Listing);
    }
    let may_be_product = !is_piece && page.claims(ORGANISATIONS) && is_below(some, false);
    (may_be_product && !page.is_dated()).then_some(PageKind::Product)
}

/// One thing that a shop sells, or many.
fn of_shop(page: &Evidence<'_, '_>) -> PageKind {
    if page.n_prices() >= MANY || page.n_images >= 2 * MANY {
        PageKind::Listing
    } else {
        PageKind::Product
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::sample::{PROSE, page, verdict};
    use crate::{Link, Marks, Page, PageFacts, page_verdict};

    fn of(types: &[&str], lines: &[&str]) -> PageKind {
        let (page, labels) = page("en", lines);
        let facts = PageFacts {
            types: types.iter().map(|&own| own.to_owned()).collect(),
            ..PageFacts::default()
        };
        page_verdict(&page.with_facts(facts), &labels).kind
    }

    #[test]
    fn claims_count_where_there_is_prose() {
        let lines = ["N Home", PROSE, PROSE];
        assert_eq!(of(&["QAPage"], &lines), PageKind::Forum);
        assert_eq!(of(&["Product", "ItemList"], &lines), PageKind::Listing);
        assert_eq!(of(&["Product"], &lines), PageKind::Product);
        assert_eq!(of(&["Product", "NewsArticle"], &lines), PageKind::Article);
        assert_eq!(of(&["NewsArticle"], &["N Home"]), PageKind::Other);
        assert_eq!(of(&[], &lines), PageKind::Article);
    }

    #[test]
    fn replies_make_a_thread() {
        let post = ["N Joined: 3 May", PROSE, "N Reply"];
        assert_eq!(of(&[], &post.repeat(4)), PageKind::Forum);
        assert_eq!(of(&["NewsArticle"], &post.repeat(4)), PageKind::Article);
    }

    #[test]
    fn words_of_shops_sell() {
        let shop = [
            "A The rope",
            "N Add to cart",
            "N Checkout",
            "N In stock",
            "N Delivery",
            "N Order now",
            PROSE,
            PROSE,
        ];
        assert_eq!(of(&[], &shop), PageKind::Product);
        let prices = [&shop[..], &["A For just $3"; 8]].concat();
        assert_eq!(of(&[], &prices), PageKind::Listing);
        let article = [&shop[..], &[PROSE; 16]].concat();
        assert_eq!(of(&[], &article), PageKind::Article);
    }

    #[test]
    fn links_make_a_listing() {
        let (page, labels) = page("en", &["A Ferries to the islands"; 9]);
        let linked = page.paragraphs().iter().map(|paragraph| {
            let links = vec![Link::new(0..7, "/ferries", "")];
            paragraph
                .clone()
                .with_marks(Marks::new("a", 1.0, "a < li").with_links(links))
        });
        let page = Page::new(linked.collect());
        assert_eq!(page_verdict(&page, &labels).kind, PageKind::Listing);
        assert_eq!(
            verdict("en", &["R Ferries to the islands"; 9]).kind,
            PageKind::Listing
        );
        assert_eq!(verdict("en", &["N Page not found"]).kind, PageKind::Other);
    }
}
