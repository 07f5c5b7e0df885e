//! Declarations -> what they say of being seen.

use memchr::memchr;

/// How an element is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) enum Display {
    /// As its name says, or in a way that makes no difference here.
    #[default]
    Usual,
    /// Not at all.
    None,
    /// As a block of its own.
    Block,
    /// As a box in a line.
    InlineBlock,
    /// As a block whose children stand apart from each other.
    Flex,
    /// As a box in a line whose children stand apart from each other.
    InlineFlex,
}

/// What declarations say of being seen; nothing where they don't.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Style {
    pub display: Option<Display>,
    pub is_invisible: Option<bool>,
    pub is_clipped: Option<bool>,
    /// Whether any of it is `!important`.
    pub is_important: bool,
}

impl Style {
    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.display.is_none() && self.is_invisible.is_none() && self.is_clipped.is_none()
    }

    /// Whether it hides in any way.
    pub fn hides(self) -> bool {
        self.display == Some(Display::None)
            || self.is_invisible == Some(true)
            || self.is_clipped == Some(true)
    }

    /// What an inline style or the block of a rule says.
    pub fn parse(declarations: &str) -> Style {
        let mut style = Style::default();
        let mut frame = Frame::default();
        for declaration in declarations.split(';') {
            if let Some((name, value, is_important)) = parts(declaration) {
                let is_asked = style.declare(name, value) | frame.declare(name, value);
                style.is_important |= is_asked && is_important;
            }
        }
        // What floats is out of the line it stands in: initials do.
        if frame.floats && style.display == Some(Display::Block) {
            style.display = Some(Display::Usual);
        }
        style.is_clipped = frame.is_clipped();
        style
    }

    fn declare(&mut self, name: &str, value: &str) -> bool {
        let is = |name: &str| value.eq_ignore_ascii_case(name);
        if name.eq_ignore_ascii_case("display") {
            self.display = Some(display(value));
        } else if name.eq_ignore_ascii_case("visibility") {
            self.is_invisible = Some(is("hidden") || is("collapse"));
        } else {
            return false;
        }
        true
    }
}

/// Whether declarations may say anything of being seen: a quick look, since most don't.
pub(super) fn says_anything(declarations: &str) -> bool {
    let bytes = declarations.as_bytes();
    let mut start = 0;
    loop {
        let rest = bytes[start..].trim_ascii_start();
        let second = rest.get(1).map(u8::to_ascii_lowercase);
        let found = match rest.first().map(u8::to_ascii_lowercase) {
            Some(b'd' | b'v') => second == Some(b'i'),
            Some(b'c') => second == Some(b'l'),
            Some(b'p') => second == Some(b'o'),
            _ => false,
        };
        if found {
            return true;
        }
        match memchr(b';', &bytes[start..]) {
            Some(end) => start += end + 1,
            None => return false,
        }
    }
}

/// Name and value of a declaration that may say something of being seen, and whether it is important.
fn parts(declaration: &str) -> Option<(&str, &str, bool)> {
    let declaration = declaration.trim_ascii_start();
    // All names asked for begin with one of these; most declarations don't.
    let first = declaration.as_bytes().first()?.to_ascii_lowercase();
    if !matches!(
        first,
        b'c' | b'd' | b'f' | b'h' | b'l' | b'o' | b'p' | b'r' | b't' | b'v' | b'w'
    ) {
        return None;
    }
    let (name, value) = declaration.split_once(':')?;
    let (value, important) = value.split_once('!').unwrap_or((value, ""));
    let is_important = important.trim().eq_ignore_ascii_case("important");
    Some((name.trim_ascii_end(), value.trim(), is_important))
}

fn display(value: &str) -> Display {
    let value = value.to_ascii_lowercase();
    match value.as_str() {
        "none" => Display::None,
        "block" | "list-item" | "table" | "table-row" | "flow-root" => Display::Block,
        "inline-block" | "inline-table" | "table-cell" => Display::InlineBlock,
        "inline-flex" | "inline-grid" => Display::InlineFlex,
        "flex" | "grid" | "-webkit-flex" | "-webkit-box" | "-ms-flexbox" => Display::Flex,
        _ => Display::Usual,
    }
}

/// What makes a box too small, or puts it too far away, to be seen.
#[derive(Default)]
struct Frame {
    floats: bool,
    /// Out of the flow of the text; `Some(false)`: said to be in it.
    is_apart: Option<bool>,
    /// Clipped; `Some(false)`: said to be not.
    is_cut: Option<bool>,
    is_far: bool,
    is_thin: bool,
    is_low: bool,
    hides_rest: bool,
}

impl Frame {
    fn declare(&mut self, name: &str, value: &str) -> bool {
        let is = |name: &str| value.eq_ignore_ascii_case(name);
        match name.to_ascii_lowercase().as_str() {
            "float" => self.floats = !is("none"),
            "position" => self.is_apart = Some(is("absolute") || is("fixed")),
            "clip" | "clip-path" | "-webkit-clip-path" => self.is_cut = Some(cuts(value)),
            "left" | "right" | "top" => self.is_far |= is_far(value),
            "width" => self.is_thin = is_tiny(value),
            "height" => self.is_low = is_tiny(value),
            "overflow" => self.hides_rest = is("hidden") || is("clip"),
            _ => return false,
        }
        true
    }

    fn is_clipped(&self) -> Option<bool> {
        let is_small = self.is_thin && self.is_low && self.hides_rest;
        if self.is_apart == Some(true) && (self.is_cut == Some(true) || self.is_far || is_small) {
            return Some(true);
        }
        let is_back = self.is_apart == Some(false) || self.is_cut == Some(false);
        is_back.then_some(false)
    }
}

/// Whether `clip` or `clip-path` leaves nothing: `rect(0,0,0,0)`, `rect(1px, 1px, 1px, 1px)`, `inset(50%)`.
fn cuts(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let Some((shape, rest)) = value.split_once('(') else {
        return false;
    };
    let mut numbers = rest
        .split([',', ' ', ')'])
        .filter(|number| !number.is_empty());
    match shape.trim() {
        "rect" => numbers.all(is_tiny),
        "inset" => numbers
            .next()
            .is_some_and(|number| number.ends_with('%') && leading(number) >= 50.0),
        _ => false,
    }
}

/// Whether a length is a pixel at most.
fn is_tiny(value: &str) -> bool {
    let unit =
        value.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    unit.len() < value.len()
        && matches!(unit.to_ascii_lowercase().as_str(), "" | "px")
        && leading(value).abs() <= 1.0
}

/// Whether an offset lies beyond any screen.
fn is_far(value: &str) -> bool {
    let least = if value.to_ascii_lowercase().ends_with("em") {
        -99.0
    } else {
        -999.0
    };
    !value.ends_with('%') && leading(value) <= least
}

/// The number that a value begins with, or 0.
fn leading(value: &str) -> f64 {
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')));
    value[..end.unwrap_or(value.len())].parse().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_hide_in_the_usual_ways_only() {
        for hiding in [
            "display:none",
            "color:red;DISPLAY : None !important",
            "visibility:hidden",
            "visibility: collapse",
            "position:absolute;clip:rect(0,0,0,0)",
            "position:absolute!important;clip:rect(1px, 1px, 1px, 1px);width:1px",
            "position: fixed; clip-path: inset(50%)",
            "position:absolute;width:1px;height:1px;overflow:hidden",
            "position:absolute;left:-9999px",
            "position:absolute;top:-100em",
        ] {
            let style = Style::parse(hiding);
            let hides = style.display == Some(Display::None) || style.is_invisible == Some(true);
            assert!(hides || style.is_clipped == Some(true), "{hiding}");
        }
        for showing in [
            "",
            "display",
            "backface-visibility:hidden",
            "-webkit-backface-visibility:hidden",
            "--display:none",
            "overflow:hidden;height:0",
            "clip:rect(0,0,0,0)",
            "position:absolute;clip:rect(0,100px,100px,0)",
            "position:absolute;clip-path:inset(10%)",
            "position:absolute;left:-20px;top:-100%",
            "position:absolute;width:100%;height:1px;overflow:hidden",
            "opacity:0",
        ] {
            let style = Style::parse(showing);
            assert_ne!(style.display, Some(Display::None), "{showing}");
            assert_ne!(style.is_invisible, Some(true), "{showing}");
            assert_ne!(style.is_clipped, Some(true), "{showing}");
        }
    }

    #[test]
    fn layouts_are_told_apart() {
        let display = |style| Style::parse(style).display;
        assert_eq!(display("display:block"), Some(Display::Block));
        assert_eq!(display("float:left;display:block"), Some(Display::Usual));
        assert_eq!(display("display:inline-grid"), Some(Display::InlineFlex));
        assert_eq!(display("display:flex;display:none"), Some(Display::None));
        assert_eq!(display("margin:0"), None);
    }
}
