//! What a reader makes of Markdown: pulldown-cmark, with what GitHub adds.

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Checks that nothing of a page became markup that it must not have: no HTML, no picture, no link that runs.
pub fn check(markdown: &str) {
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html:?} in {markdown:?}"),
            Event::Start(Tag::HtmlBlock | Tag::Image { .. } | Tag::FootnoteDefinition(_)) => {
                panic!("{event:?} in {markdown:?}")
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(is_harmless(&dest_url), "{dest_url:?} in {markdown:?}");
            }
            Event::TaskListMarker(_)
            | Event::Start(Tag::Strikethrough | Tag::Emphasis | Tag::Strong) => {
                panic!("{event:?} in {markdown:?}")
            }
            _ => {}
        }
    }
}

/// Whether a browser that follows a link runs nothing: it leads to the web, to a mailbox, or is relative.
fn is_harmless(target: &str) -> bool {
    // Browsers leave these out before they look for a scheme.
    let target: String = target
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let target = target
        .trim_start_matches(|c: char| c <= ' ')
        .to_ascii_lowercase();
    let scheme = target
        .split(['/', '?', '#'])
        .next()
        .and_then(|start| start.split_once(':'));
    scheme.is_none_or(|(scheme, _)| matches!(scheme, "http" | "https" | "mailto"))
}

/// The letters that a reader sees, without white space.
#[must_use]
pub fn seen(markdown: &str) -> String {
    let mut seen = String::new();
    for event in Parser::new_ext(markdown, options()) {
        if let Event::Text(text) | Event::Code(text) = event {
            seen.extend(text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    seen
}

/// CommonMark, and what GitHub adds.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}
