//! Tags in a text that may be HTML or may only talk of it.

/// The elements of HTML, those of old pages included; `svg` and `math` are as often documents of their own.
#[rustfmt::skip]
const ELEMENTS: [&str; 122] = [
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "bdi", "bdo", "big",
    "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data",
    "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hgroup", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link",
    "main", "map", "mark", "marquee", "menu", "meta", "meter", "nav", "nobr", "noframes", "noscript", "object", "ol",
    "optgroup", "option", "output", "p", "param", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp",
    "script", "search", "section", "select", "slot", "small", "source", "span", "strike", "strong", "style", "sub",
    "summary", "sup", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr",
    "track", "tt", "u",
];

/// More of them, which would not fit the order above.
const MORE: [&str; 5] = ["ul", "var", "video", "wbr", "xmp"];

/// Elements that need no end tag.
const ENDLESS: [&str; 10] = ["br", "dd", "dt", "hr", "img", "li", "p", "td", "th", "tr"];

/// Fewest pieces of mark-up in a text that begins with words: one or two may be an example.
const LEAST_USED: usize = 3;

/// Lines of program code are these, as one in so many. Prose has next to none.
const CODE: usize = 3;

/// How many elements are remembered that wait for their end tags.
const MOST_OPEN: usize = 64;

/// A tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    pub is_end: bool,
    /// How many attributes have a value.
    pub n_values: usize,
    /// Its bytes, up to the end of the text if that cuts it off.
    pub length: usize,
}

impl Tag<'_> {
    pub fn is_any(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name))
    }

    /// Whether HTML has an element of this name.
    pub fn is_known(&self) -> bool {
        self.is_any(&ELEMENTS) || self.is_any(&MORE)
    }

    /// Whether it could be a custom element.
    pub fn is_custom(&self) -> bool {
        let is_plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte);
        self.name.contains('-') && self.name.bytes().all(is_plain)
    }
}

/// The tag that a text begins with: a name, and attributes that are not a sentence.
pub(super) fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    let (is_end, inside) = inside
        .strip_prefix('/')
        .map_or((false, inside), |rest| (true, rest));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let name = &inside[..inside.find(|c| !is_name(c)).unwrap_or(inside.len())];
    let rest = &inside[name.len()..];
    let is_whole = rest.is_empty()
        || rest.starts_with(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !is_whole {
        return None;
    }
    let attributes = attributes(rest)?;
    Some(Tag {
        name,
        is_end,
        n_values: attributes.n_values,
        length: text.len() - attributes.rest.len(),
    })
}

struct Attributes<'a> {
    n_values: usize,
    /// What follows the tag.
    rest: &'a str,
}

/// Attributes up to the tag's end; `None` if they are words of a sentence or mail.
fn attributes(text: &str) -> Option<Attributes<'_>> {
    let (mut n_values, mut n_bare, mut rest) = (0, 0, text);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            let rest = rest.get(1..).unwrap_or_default();
            return (n_bare <= n_values + 1).then_some(Attributes { n_values, rest });
        }
        let is_end =
            |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<' | '"' | '\'');
        let name = rest.find(is_end).unwrap_or(rest.len());
        if name == 0 {
            return None;
        }
        rest = &rest[name..];
        match rest.trim_ascii_start().strip_prefix('=') {
            Some(value) => {
                n_values += 1;
                rest = after_value(value.trim_ascii_start());
            }
            None => n_bare += 1,
        }
    }
}

fn after_value(text: &str) -> &str {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    let end = match quote {
        Some(quote) => text[1..].find(quote).map(|end| end + 2),
        None => text.find(|c: char| c.is_ascii_whitespace() || c == '>'),
    };
    &text[end.unwrap_or(text.len())..]
}

/// What mark-up a text has.
#[derive(Debug, Default)]
pub(super) struct Markup {
    /// Tags of elements that HTML has.
    pub known: usize,
    /// Tags of others, custom elements not among them.
    pub unknown: usize,
    /// Names of elements that end.
    pub ends: Vec<String>,
    /// Elements that have a start and an end, or need none.
    used: usize,
    /// Bytes of the lines that have such elements, and of all lines.
    marked: usize,
    all: usize,
    lines: usize,
    lines_of_code: usize,
}

impl Markup {
    /// Whether a text that begins with words is mark-up all the same.
    pub fn is_marked_up(&self) -> bool {
        self.used >= LEAST_USED
            && 2 * self.marked >= self.all
            && self.known >= self.unknown
            && (self.lines < 2 || self.lines_of_code * CODE <= self.lines)
    }
}

/// The mark-up of a text.
pub(super) fn markup(text: &str) -> Markup {
    let mut found = Markup::default();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut marked = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        let start = at + next;
        let Some(tag) = tag(&text[start..]) else {
            at = start + 1;
            continue;
        };
        at = start + tag.length;
        found.count(&tag);
        let is_mentioned = is_quoted(text, start, at);
        if let (true, false, false) = (tag.is_known(), tag.is_end, is_mentioned) {
            open.truncate(MOST_OPEN);
            open.push((tag.name, start));
        }
        let began = match tag.is_end {
            true => open
                .iter()
                .rposition(|(name, _)| tag.is_any(&[*name]))
                .map(|i| open.swap_remove(i).1),
            false => (tag.is_any(&ENDLESS) && !is_mentioned).then_some(start),
        };
        if let Some(began) = began.filter(|began| !is_quoted_whole(text, *began, at)) {
            found.used += usize::from(tag.is_end != tag.is_any(&ENDLESS));
            marked.push(began..at);
        }
    }
    found.count_lines(text, marked);
    found
}

/// Whether mark-up stands between quotes, as an example does.
fn is_quoted_whole(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[end..].chars().next();
    let quotes = ["``", "\"\"", "''", "“”", "‘’", "„“", "«»", "»«"];
    let mut pairs = quotes
        .iter()
        .map(|pair| (pair.chars().next(), pair.chars().next_back()));
    pairs.any(|pair| pair == (before, after))
}

/// Whether a tag is talked about rather than used.
fn is_quoted(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back().unwrap_or('\n');
    let after = text[end..].chars().next().unwrap_or('\n');
    let quotes = |c: char| {
        matches!(
            c,
            '`' | '"' | '\'' | '“' | '‘' | '„' | '«' | '(' | '”' | '’'
        )
    };
    // `the <br> tag`: a space on both sides of the same line.
    (quotes(before) && !after.is_alphanumeric()) || (before == ' ' && after == ' ')
}

impl Markup {
    fn count(&mut self, tag: &Tag<'_>) {
        if tag.is_known() {
            self.known += 1;
        } else if !tag.is_custom() {
            self.unknown += 1;
        }
        if tag.is_end && self.ends.len() < MOST_OPEN {
            let name = tag.name.to_ascii_lowercase();
            if !self.ends.contains(&name) {
                self.ends.push(name);
            }
        }
    }

    /// Counts lines, and those that mark-up reaches into.
    fn count_lines(&mut self, text: &str, mut marked: Vec<std::ops::Range<usize>>) {
        marked.sort_by_key(|range| range.start);
        let (mut start, mut next, mut reach) = (0, 0, 0);
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            while next < marked.len() && marked[next].start < end {
                reach = reach.max(marked[next].end);
                next += 1;
            }
            let length = line.trim().len();
            self.all += length;
            self.marked += if reach > start { length } else { 0 };
            self.lines += usize::from(length > 0);
            self.lines_of_code += usize::from(is_code(line.trim()));
            start = end;
        }
    }
}

fn is_code(line: &str) -> bool {
    let ends = [";", "{", "}", "(", ")", "[", "]", "=>", "},", "),"];
    let starts = ["#include", "import ", "def ", "//", "return ", "```", "$ "];
    ends.iter()
        .any(|end| line.ends_with(end) && !line.ends_with("&nbsp;"))
        || starts.iter().any(|start| line.starts_with(start))
}
