//! Where a line's pieces stand apart.

use super::texts;

/// The text of a page that is a single paragraph.
fn line(html: &str) -> String {
    texts(html).join(" | ")
}

#[test]
fn what_a_page_shows_apart_has_a_space() {
    for (html, expected) in [
        (
            "<div><a href=/>Fern</a><a href=/b>Moss</a><a href=/l>lichen</a></div>",
            "Fern Moss lichen",
        ),
        (
            "<div><a href=/>fern</a><!-- --><a href=/b>moss</a></div>",
            "fern moss",
        ),
        (
            "<div><span class=d>1 May 2025</span><span class=w>by Ada</span></div>",
            "1 May 2025 by Ada",
        ),
        (
            "<div><span class=n>Ada Marsh</span><span class=r>editor</span></div>",
            "Ada Marsh editor",
        ),
        (
            "<div><span>By Ada</span><time>1 May</time></div>",
            "By Ada 1 May",
        ),
        (
            "<div><time>1 May</time><a href=/>Moss</a></div>",
            "1 May Moss",
        ),
        ("<p>Moss<img src=a>fern</p>", "Moss fern"),
        (
            "<div><label>Name</label><input><label>Street</label>here</div>",
            "Name Street here",
        ),
        (
            "<div>Moss<select><option>1</select>fern<svg></svg>lichen</div>",
            "Moss fern lichen",
        ),
        (
            "<div><b style=display:inline-block>12</b><b style='display: inline-block'>shares</b></div>",
            "12 shares",
        ),
        (
            "<div style=display:flex><b>12</b><b>shares</b>now</div>",
            "12 shares now",
        ),
        (
            "<style>.bar{display:grid}</style><div class=bar><i>12</i><i>shares</i></div>",
            "12 shares",
        ),
        (
            "<p>See <span class=a>Moss</span><span class=b>Fern</span></p>",
            "See Moss Fern",
        ),
        (
            "<div><a href=/>Moss</a><span hidden>,</span><a href=/f>Fern</a></div>",
            "Moss Fern",
        ),
    ] {
        assert_eq!(line(html), expected, "{html}");
    }
}

#[test]
fn words_are_never_taken_apart() {
    for (html, expected) in [
        ("<p><b>W</b>ord", "Word"),
        (
            "<p><span class=cap>W</span><span class=rest>ord</span> by word",
            "Word by word",
        ),
        ("<p>un<wbr>til hy&shy;phen", "until hyphen"),
        ("<p><b class=a>Wo</b><i class=b>rd</i>", "Word"),
        ("<p>H<sub>2</sub>O and 8.1<sup>2</sup>", "H2O and 8.12"),
        (
            "<p><span class=a>un</span><span class=b>likely</span>",
            "unlikely",
        ),
        ("<p><a href=/f>foot</a><a href=/b>ball</a>", "football"),
        (
            "<h1><span class=l>H</span><span class=m>i</span></h1>",
            "Hi",
        ),
        (
            "<h1><i style=display:inline-block>H</i><i style=display:inline-block>i</i></h1>",
            "Hi",
        ),
        (
            "<pre><span class=k>let</span><span class=p>(a)</span></pre>",
            "let(a)",
        ),
        (
            "<code><span class=k>fn</span><span class=n>main</span></code>",
            "fnmain",
        ),
        (
            "<p><a href=/>Moss</a><a href=/x>, and fern</a><span class=y>.</span>",
            "Moss, and fern.",
        ),
        (
            "<div>(<span class=a>Moss</span><span class=b>)</span>",
            "(Moss)",
        ),
        (
            "<p>Moss<img src=smile>, fern<img src=smile>!",
            "Moss, fern!",
        ),
        (
            "<p><span class=a>Moss</span><span class=a>ley</span>",
            "Mossley",
        ),
        (
            "<style>.cap{display:block;float:left}</style><p><span class=cap>Wh</span>en",
            "When",
        ),
        (
            "<style>.cap{display:block}</style><p><span class=cap>W</span>hen",
            "When",
        ),
    ] {
        assert_eq!(line(html), expected, "{html}");
    }
}

#[test]
fn what_styles_lay_out_as_blocks_are_paragraphs() {
    let css = "<style>.m span,.m a{display:block}.f{display:inline-flex}</style>";
    for (html, expected) in [
        (
            "<div class=m><span>1 May</span><span>By Ada</span></div>",
            "1 May | By Ada",
        ),
        (
            "<div class=m><a href=/>Moss</a><a href=/f>Fern</a></div>",
            "Moss | Fern",
        ),
        // A link in a sentence is not: the rule was for others.
        (
            "<div class=m>Moss is <a href=/>a plant</a> and old.</div>",
            "Moss is a plant and old.",
        ),
        (
            "<p><span style=display:block>1 May</span>By Ada",
            "1 May | By Ada",
        ),
        ("<p>a <span class=f>b</span> c", "a b c"),
    ] {
        assert_eq!(line(&format!("{css}{html}")), expected, "{html}");
    }
}
