//! Whole articles as Markdown.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

#[cfg(feature = "html")]
#[test]
fn an_article_with_marks() {
    let html = "<h1>Harbour reopens</h1><p>By <a href=/ada>Ada Marsh</a><h3>Islands</h3><ol><li>North<li>South</ol>\
        <blockquote><p>We sail.<p>Again.</blockquote><pre>sail --now\n  # twice</pre>\
        <table><tr><td>Tide<td>High</table><p>1. &lt;b&gt;<p><a href=javascript:x>No</a>";
    let page = Page::from_html(html);
    let parts = [
        Part::Title,
        Part::Byline,
        Part::Heading,
        Part::ListItem,
        Part::ListItem,
        Part::Quote,
        Part::Quote,
        Part::Code,
        Part::Table,
        Part::Table,
        Part::Body,
        Part::Body,
    ];
    let expected = "\
# Harbour reopens

By [Ada Marsh](/ada)

### Islands

1. North
1. South

> We sail.
>
> Again.

```
sail --now
  # twice
```

| Tide | High |
| --- | --- |

1\\. \\<b\\>

No
";
    assert_eq!(markdown(&page, &[true; 12], &parts.map(Some)), expected);
}

#[test]
fn an_article_without_marks() {
    let page = Page::from_text("Harbour reopens\n\nIslands\n\n• North\n\n• South\n\nFerries sail.");
    let parts = [Part::Title, Part::Heading, Part::ListItem, Part::ListItem];
    let kept = [true, true, true, true, true];
    assert_eq!(
        markdown(&page, &kept, &parts.map(Some)),
        "# Harbour reopens\n\n## Islands\n\n- North\n- South\n\nFerries sail.\n"
    );
    assert_eq!(markdown(&page, &[false; 5], &[]), "");
}

prop_compose! {
    fn paragraph()(
        text in "[ -~]{0,24}",
        path in "(p|li|td|a)( < (ul|ol|tr|table|li|h2)){0,4}",
        place in vec(0..3u32, 0..6),
        (start, length) in (0..9usize, 0..9usize),
        target in "[ -~]{0,12}",
    ) -> Paragraph {
        let link = crate::Link::new(start..start + length, &target, "");
        let marks = Marks::new("p", 0.0, path).with_place(place).with_links(vec![link]);
        Paragraph::new(&text).with_marks(marks)
    }
}

proptest! {
    #[test]
    fn no_page_becomes_markup(
        paragraphs in vec((paragraph(), any::<bool>(), 0..Part::COUNT), 0..12),
    ) {
        let kept: Vec<bool> = paragraphs.iter().map(|(_, kept, _)| *kept).collect();
        // Of code the text stands as it is.
        let part = |at: usize| Some(Part::ALL[at]).filter(|part| *part != Part::Code);
        let parts: Vec<Option<Part>> = paragraphs.iter().map(|(_, _, at)| part(*at)).collect();
        let page = Page::new(paragraphs.into_iter().map(|(paragraph, _, _)| paragraph).collect());
        let markdown = markdown(&page, &kept, &parts);
        let mut before = ' ';
        let mut is_escaped = false;
        for c in markdown.chars() {
            let is_quote = c == '>' && before == '\n' || markdown.starts_with('>');
            prop_assert!(is_escaped || is_quote || !matches!(c, '<' | '`' | '*' | '>'), "{markdown}");
            is_escaped = c == '\\' && !is_escaped;
            before = c;
        }
        prop_assert!(!markdown.to_lowercase().contains("](javascript:"));
        prop_assert!(!markdown.contains("\n\n\n"));
    }
}
