//! What the segmenter does with an element, by its name.

use html5ever::{LocalName, Namespace, local_name, ns};

/// What an element means for the paragraphs in and around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its text runs on in the paragraph around it.
    Inline,
    /// A link, inline.
    Link,
    /// A box in a line, inline, but with a space on both sides.
    Box,
    /// Starts and ends a paragraph.
    Block,
    /// Left out, with all that is in it, and not seen.
    Hidden,
    /// A box in a line whose content is left out.
    Replaced,
    /// The page's title: left out of the paragraphs, but read.
    Title,
    /// JSON-LD: left out of the paragraphs, but read.
    JsonLd,
}

impl Kind {
    /// Whether its text is never asked for.
    pub fn is_unread(self) -> bool {
        matches!(self, Kind::Hidden | Kind::Replaced)
    }

    /// The kind of elements of this name.
    pub fn classify(namespace: &Namespace, name: &LocalName) -> Kind {
        if *namespace == ns!(svg) {
            return if *name == local_name!("svg") {
                Kind::Replaced
            } else {
                Kind::Inline
            };
        }
        match *name {
            local_name!("a") => Kind::Link,
            local_name!("canvas")
            | local_name!("embed")
            | local_name!("img")
            | local_name!("input")
            | local_name!("label")
            | local_name!("meter")
            | local_name!("object")
            | local_name!("progress") => Kind::Box,
            local_name!("audio")
            | local_name!("iframe")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("video") => Kind::Replaced,
            local_name!("head")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("script")
            | local_name!("style")
            | local_name!("template") => Kind::Hidden,
            local_name!("title") => Kind::Title,
            local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("br")
            | local_name!("button")
            | local_name!("caption")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("listing")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("optgroup")
            | local_name!("option")
            | local_name!("p")
            | local_name!("plaintext")
            | local_name!("pre")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tfoot")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tr")
            | local_name!("ul")
            | local_name!("xmp") => Kind::Block,
            _ => Kind::Inline,
        }
    }
}
