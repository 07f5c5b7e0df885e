//! Title, language, head and JSON-LD -> page facts.

use serde_json::Value;

use super::super::facts::{About, PageFacts, Source};
use super::address::{host_of, is_address, most_frequent_host};
use super::head::Head;
use super::kind::Kind;
use super::parsed::Parsed;
use super::tree::{Content, Id, Tree};
use super::{claim, claims, described, json_ld};

/// Longest title read, in bytes; what is kept of it is shorter.
const LONGEST_TITLE: usize = 8_000;

/// Longest JSON-LD read, in bytes, over all scripts of a page. Parsed JSON takes about ten times its text.
const LONGEST_JSON: usize = 1 << 20;

/// The facts of a page.
pub(super) fn read(parsed: &Parsed) -> PageFacts {
    let (tree, head) = (&parsed.tree, &parsed.head);
    let scripts = scripts(parsed);
    let things: Vec<_> = scripts.iter().flat_map(json_ld::things).collect();
    let facts = described::read(&things);
    let title = parsed.title.map(|title| text(tree, title, LONGEST_TITLE));
    let language = parsed.language.as_deref();
    let mut facts = PageFacts {
        title: title.and_then(|title| claim::text(&title)),
        language: language.and_then(|language| language.parse().ok()),
        times: parsed.microdata.times(),
        claims: claims::read(&things, head, &parsed.microdata, tree),
        ..facts
    };
    add_head(head, &mut facts);
    add_site(head, &mut facts);
    add_tags(head, &mut facts);
    facts.host = named_host(head).or_else(|| most_frequent_host(link_addresses(tree)));
    facts
}

/// What the page's scripts of JSON-LD hold.
fn scripts(parsed: &Parsed) -> Vec<Value> {
    let mut left = LONGEST_JSON;
    let mut values = Vec::new();
    for script in &parsed.json_ld {
        let json = text(&parsed.tree, *script, left + 1);
        // A script that is too long would be read cut, which is to say not at all: others may be shorter.
        if json.len() <= left {
            left -= json.len();
            values.extend(json_ld::parse(&json));
        }
    }
    values
}

/// The text right inside an element, up to about `limit` bytes.
fn text(tree: &Tree, element: Id, limit: usize) -> String {
    let mut text = String::new();
    let mut child = tree.first_child(element);
    while let Some(node) = child {
        if let Content::Text(piece) = tree.content(node) {
            let words = tree.words(piece);
            let room = limit.saturating_sub(text.len());
            text.push_str(&words[..words.floor_char_boundary(room)]);
        }
        child = tree.next(node);
    }
    text
}

/// Adds what the head says where JSON-LD says nothing.
fn add_head(head: &Head, facts: &mut PageFacts) {
    let title = named(head, &["og:title", "twitter:title"]);
    facts.og_title = title.map(|(title, _)| title);
    let described = facts.description.take().map(|text| (text, Source::JsonLd));
    let description = described.or_else(|| named(head, &["og:description", "description"]));
    facts.description = with_source(description, "description", facts);
    let published = facts.published.take();
    facts.published = published.or_else(|| claimed(facts, About::Published));
    let modified = facts.modified.take();
    facts.modified = modified.or_else(|| claimed(facts, About::Modified));
    let canonical = addresses(head)
        .find(|(address, _)| host_of(address).is_some())
        .or_else(|| addresses(head).next());
    facts.canonical = with_source(canonical, "canonical", facts);
    facts.amp = head.first("amphtml");
    facts.feeds = head.all("feed").collect();
    add_authors(head, &mut facts.authors);
    add_type(head, &mut facts.types);
}

/// What the page says its address is.
fn addresses(head: &Head) -> impl Iterator<Item = (String, Source)> {
    let canonical = head.all("canonical").map(|address| (address, Source::Link));
    let og = head
        .all("og:url")
        .map(|address| (address, Source::OpenGraph));
    canonical.chain(og)
}

/// The first claim of a fact that is none of JSON-LD: what that says of other things than articles is there already.
fn claimed(facts: &PageFacts, about: About) -> Option<String> {
    let mut claims = facts.claims.iter();
    let claim = claims.find(|claim| claim.about == about && claim.source != Source::JsonLd);
    claim.map(|claim| claim.text.clone())
}

/// The first value of these names, and where it is from.
fn named(head: &Head, names: &[&str]) -> Option<(String, Source)> {
    names.iter().find_map(|name| {
        let is_shared = name.contains(':');
        let source = if is_shared {
            Source::OpenGraph
        } else {
            Source::Meta
        };
        head.first(name).map(|value| (value, source))
    })
}

/// The value, its source noted.
fn with_source(
    found: Option<(String, Source)>,
    name: &str,
    facts: &mut PageFacts,
) -> Option<String> {
    let (value, source) = found?;
    facts.sources.insert(name.to_owned(), source);
    Some(value)
}

/// The names under which an image stands.
const IMAGES: [&str; 4] = [
    "og:image",
    "og:image:url",
    "twitter:image",
    "twitter:image:src",
];

fn add_site(head: &Head, facts: &mut PageFacts) {
    let described = facts.site_name.take().map(|name| (name, Source::JsonLd));
    let name = named(head, &["og:site_name"]).or(described);
    let name = name.or_else(|| named(head, &["application-name"]));
    facts.site_name = with_source(name, "site_name", facts);
    let described = facts.image.take().map(|image| (image, Source::JsonLd));
    let image = named(head, &IMAGES).or(described);
    facts.image = with_source(image, "image", facts);
}

fn add_tags(head: &Head, facts: &mut PageFacts) {
    let all = |name: &str| {
        let texts: Vec<String> = head.all(name).collect();
        described::tags(texts.iter().map(String::as_str))
    };
    let described = std::mem::take(&mut facts.tags);
    let tags = [
        (all("article:tag"), Source::OpenGraph),
        (described, Source::JsonLd),
        (all("keywords"), Source::Meta),
        (all("news_keywords"), Source::Meta),
    ];
    if let Some((tags, source)) = tags.into_iter().find(|(tags, _)| !tags.is_empty()) {
        facts.tags = tags;
        facts.sources.insert("tags".to_owned(), source);
    }
}

fn add_authors(head: &Head, authors: &mut Vec<String>) {
    for name in ["author", "article:author"] {
        if authors.is_empty() {
            authors.extend(head.all(name).filter(|author| !is_address(author)));
        }
    }
}

fn add_type(head: &Head, types: &mut Vec<String>) {
    if let Some(name) = head.first("og:type")
        && !types.contains(&name)
    {
        types.push(name);
    }
}

/// The addresses of the page's links.
fn link_addresses(tree: &Tree) -> impl Iterator<Item = &str> {
    let links = tree.elements().filter(|element| element.kind == Kind::Link);
    links.map(|link| tree.words(link.target))
}

/// The host by what the page says of its address. `None` where it says nothing: the page's links may tell.
fn named_host(head: &Head) -> Option<String> {
    let addresses = addresses(head).map(|(address, _)| address);
    let mut addresses = addresses.chain(head.first("base"));
    addresses.find_map(|address| host_of(&address))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use crate::{About, Claim, Page, PageFacts, Source};

    fn claim(about: About, source: Source, text: &str) -> Claim {
        Claim {
            about,
            source,
            text: text.to_owned(),
        }
    }

    fn facts(html: &str) -> PageFacts {
        Page::from_html(html).facts().clone()
    }

    /// A page with a script of JSON-LD.
    fn described(json: &str) -> PageFacts {
        facts(&format!("<script type=application/ld+json>{json}</script>"))
    }

    #[test]
    fn an_article_says_all_of_itself() {
        let html = r##"<html lang=en-IE><title>Ferry sails - The Quay</title>
            <meta property=og:title content="Ferry sails again"><meta property=og:type content=article>
            <meta name=description content="From the head"><meta name=author content="The Quay">
            <meta property=article:published_time content=2024-01-01>
            <link rel=canonical href=https://www.quay.example/ferry><link rel=amphtml href=/ferry/amp>
            <link rel=alternate type=application/rss+xml href=/feed>
            <script type=application/ld+json>{"@context": "https://schema.org", "@graph": [
              {"@type": "WebSite", "description": "All the news", "datePublished": "1999", "author": "Quay Ltd"},
              {"@type": ["http://schema.org/NewsArticle", "Report"], "description": "From\nthe article",
               "author": [{"@type": "Person", "name": "Ada B."}, "Alan T.", {"name": "Ada B."}, {"url": "/x"}, 7],
               "datePublished": "2024-02-03T04:05Z", "dateModified": "2024-02-04", "headline": "Ferry sails",
               "articleBody": "It  sails.", "wordCount": "2", "isAccessibleForFree": "False",
               "hasPart": [{"isAccessibleForFree": false, "cssSelector": ".wall"},
                           {"isAccessibleForFree": true, "cssSelector": ".free"},
                           {"isAccessibleForFree": "http://schema.org/False", "cssSelector": ["#rest", ".wall"]}]}
            ]}</script><p>It sails."##;
        let text = |text: &str| Some(text.to_owned());
        let texts = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect();
        let expected = PageFacts {
            title: text("Ferry sails - The Quay"),
            og_title: text("Ferry sails again"),
            description: text("From the article"),
            authors: texts(&["Ada B.", "Alan T."]),
            canonical: text("https://www.quay.example/ferry"),
            host: text("quay.example"),
            types: texts(&["WebSite", "NewsArticle", "Report", "article"]),
            published: text("2024-02-03T04:05Z"),
            modified: text("2024-02-04"),
            article_body: text("It sails."),
            word_count: Some(2),
            paid_parts: texts(&[".wall", "#rest"]),
            n_articles: 1,
            feeds: texts(&["/feed"]),
            amp: text("/ferry/amp"),
            language: "en".parse().ok(),
            headline: text("Ferry sails"),
            is_accessible_for_free: Some(false),
            sources: [("canonical", Source::Link), ("description", Source::JsonLd)]
                .map(|(name, source)| (name.to_owned(), source))
                .into(),
            claims: vec![
                claim(About::Headline, Source::JsonLd, "Ferry sails"),
                claim(About::Author, Source::JsonLd, "Ada B."),
                claim(About::Author, Source::JsonLd, "Alan T."),
                claim(About::Author, Source::Meta, "The Quay"),
                claim(About::Published, Source::JsonLd, "2024-02-03T04:05Z"),
                claim(About::Published, Source::OpenGraph, "2024-01-01"),
                claim(About::Modified, Source::JsonLd, "2024-02-04"),
            ],
            ..PageFacts::default()
        };
        assert_eq!(facts(html), expected);
    }

    #[test]
    fn the_head_tells_where_json_ld_does_not() {
        let found = facts(
            "<meta name=twitter:title content=T><meta name=description content=D>\
             <meta property=og:description content=O><meta name=author content=http://a.example/ada>\
             <meta property=article:author content=//a.example/ada><meta property=article:author content=Ada>\
             <meta property=article:published_time content=2024><meta property=article:modified_time content=2025>\
             <script type=application/ld+json>{\"@type\": \"Organization\", \"description\": \"Ships\"}</script>",
        );
        assert_eq!(found.og_title.as_deref(), Some("T"));
        assert_eq!(found.description.as_deref(), Some("O"));
        assert_eq!(found.authors, ["Ada"]);
        assert_eq!(found.published.as_deref(), Some("2024"));
        assert_eq!(found.modified.as_deref(), Some("2025"));
        assert_eq!(
            (found.n_articles, found.types),
            (0, vec!["Organization".into()])
        );
    }

    #[test]
    fn the_site_its_image_and_tags_are_named_in_three_places() {
        let json = r#"<script type=application/ld+json>{"@type": "Article", "publisher": {"name": "Quay Ltd"},
            "image": [{"url": "/j.png"}], "keywords": "ferry, tide,, ferry"}</script>"#;
        let found = facts(&format!(
            "{json}<meta property=og:site_name content='The Quay'><meta name=twitter:image content=/t.png>\
             <meta name=keywords content=stuffed><meta name=application-name content=App>"
        ));
        assert_eq!(found.site_name.as_deref(), Some("The Quay"));
        assert_eq!(found.image.as_deref(), Some("/t.png"));
        assert_eq!(found.tags, ["ferry", "tide"]);
        let sources: Vec<_> = found.sources.values().map(|source| source.name()).collect();
        assert_eq!(
            sources,
            ["open-graph", "open-graph", "json-ld"],
            "of image, site_name, tags"
        );
        let found = facts(json);
        assert_eq!(found.site_name.as_deref(), Some("Quay Ltd"));
        assert_eq!(found.image.as_deref(), Some("/j.png"));
        assert_eq!(
            facts("<meta name=application-name content=App>")
                .site_name
                .as_deref(),
            Some("App")
        );
        assert_eq!(
            facts("<meta name=keywords content='a, b;c'>").tags,
            ["a", "b", "c"]
        );
    }

    #[test]
    fn other_meta_and_microdata_name_dates_where_nothing_else_does() {
        let found = facts(
            "<meta name=DC.Date content=2024-03-28><meta name=parsely-pub-date content=2024-03-27>\
             <meta name=parsely-author content=Ada><p itemprop=dateModified>28 March 2024",
        );
        assert_eq!(found.published.as_deref(), Some("2024-03-27"));
        assert_eq!(found.modified.as_deref(), Some("28 March 2024"));
        // The model was trained with authors of fewer sources.
        assert_eq!(found.authors, Vec::<String>::new());
        assert!(
            found
                .claims
                .contains(&claim(About::Author, Source::Meta, "Ada"))
        );
    }

    #[test]
    fn reviews_and_sites_claim_nothing_of_the_page() {
        let found = described(
            r#"[{"@type": "Review", "author": "Alan", "datePublished": "2015-08-07"},
                {"@type": "WebSite", "headline": "The Quay"}, {"@type": "WebPage", "datePublished": "2024-03-27"}]"#,
        );
        let expected = claim(About::Published, Source::JsonLd, "2024-03-27");
        assert_eq!(found.claims, [expected]);
    }

    #[test]
    fn the_host_is_that_of_the_first_address_that_has_one() {
        let canonical = "<link rel=canonical href=/ferry>";
        let og = "<meta property=og:url content=http://og.example:80/ferry>";
        let base = "<base href=https://www.Base.example/>";
        for (html, address, host) in [
            (
                format!("{base}{canonical}{og}"),
                Some("http://og.example:80/ferry"),
                Some("og.example"),
            ),
            (
                format!("{base}{canonical}"),
                Some("/ferry"),
                Some("base.example"),
            ),
            (canonical.into(), Some("/ferry"), None),
            (format!("<base href=/x>{base}"), None, None),
        ] {
            let found = facts(&html);
            assert_eq!(
                (found.canonical.as_deref(), found.host.as_deref()),
                (address, host),
                "{html}"
            );
        }
    }

    #[test]
    fn articles_are_counted_over_all_scripts_and_the_first_speaks() {
        let found = described(
            r#"{"@type": "WebPage", "author": "Site", "mainEntity": {"@type": "BlogPosting", "author": {"name": 1}}}
            </script><script type=application/ld+json>
            [{"@type": "ItemList", "itemListElement": {"@type": "Article"}},
             {"@type": "OpinionNewsArticle", "author": "Ada", "wordCount": 12.5},
             {"@type": "Article", "author": "Alan", "wordCount": 12}]"#,
        );
        assert_eq!((found.n_articles, found.word_count), (3, Some(12)));
        assert_eq!(found.authors, ["Ada"]);
    }

    #[test]
    fn authors_may_be_described_elsewhere_on_the_page() {
        let found = described(
            r##"[{"@type": "Article", "author": [{"@id": "#ada"}, {"@id": "#none"}, {"@id": "#alan", "name": "A. T."}]},
                {"@type": "Person", "@id": "#ada", "name": "Ada"}, {"@id": "#ada", "name": "Second"},
                {"@id": "#alan", "name": "Alan"}]"##,
        );
        assert_eq!(found.authors, ["Ada", "A. T."]);
    }

    #[test]
    fn hostile_json_ld_fills_facts_to_their_bounds_only() {
        let many = |text: &str| vec![text; 4_999].join(",");
        let numbered = |quoted: &str| {
            let all: Vec<_> = (0..4_999)
                .map(|n| quoted.replace('#', &n.to_string()))
                .collect();
            all.join(",")
        };
        let found = described(&format!(
            r#"{{"@type": [{}], "author": [{}], "hasPart": [{}], "articleBody": "{}", "wordCount": 1e99}}"#,
            numbered("\"A#Article\""),
            numbered("{\"name\": [], \"name\": \"ä#\"}"),
            numbered("{\"isAccessibleForFree\": false, \"cssSelector\": [\"#\"]}"),
            "ä ".repeat(30_000),
        ));
        assert_eq!(
            (
                found.types.len(),
                found.authors.len(),
                found.paid_parts.len()
            ),
            (20, 10, 10)
        );
        assert_eq!(found.article_body.unwrap().chars().count(), 50_000);
        assert_eq!((found.n_articles, found.word_count), (1, None));
        let empty = many("[{\"@type\": [[]], \"author\": null, \"hasPart\": [null]}]");
        assert_eq!(described(&format!("[{empty}]")), PageFacts::default());
    }

    /// What heads are made of, and what they should not be.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "<(meta|link|base|script) ((name|property|rel|href|type|content)=[\"']?(og:url|author|canonical|alternate|//|\
             https?://|application/ld[+]json|\\PC{0,4})[\"' >]?){0,4}>?",
            "[\\[{,:\\]}]|\"(@graph|@type|@id|author|name|hasPart|Article|\\PC{0,3})\"|</script>|[0-9]|true|-->",
        ];
        vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_page_has_facts_that_read_back(html in pieces()) {
            let facts = facts(&html);
            let json = serde_json::to_string(&facts).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<PageFacts>(&json).expect("facts"), facts);
        }
    }
}
