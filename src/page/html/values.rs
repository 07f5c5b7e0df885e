//! Long values of attributes, set aside: html5ever gets two characters for each, and the sink takes the value back.
//!
//! html5ever reads values character by character, which for the classes and addresses of a page is a third of all its work.

use std::cell::RefCell;

use html5ever::Attribute;
use html5ever::tendril::StrTendril;
use memchr::memchr3;

/// Attributes whose values may be set aside: html5ever itself looks at none of them.
const SET_ASIDE: [&str; 7] = [
    "action",
    "aria-label",
    "class",
    "content",
    "href",
    "id",
    "style",
];

/// Shortest value that is set aside, in bytes: what stands for one takes about as long to read as this.
const SHORTEST: usize = 8;

/// The first of the characters for private use of the two supplementary planes, and how many there are of each. A page
/// that writes two of them as a value gets another one of its own values; none was seen that does.
const HIGH: u32 = 0xF_0000;
const LOW: u32 = 0x10_0000;
const EACH: u32 = 0xFFFE;

/// The values that were set aside, in the order of the source.
#[derive(Default)]
pub(super) struct Values<'s>(RefCell<Vec<&'s str>>);

impl<'s> Values<'s> {
    /// Sets a value aside, if that pays and html5ever would leave it as it is; what stands for it.
    pub fn set_aside(&self, attribute: &str, value: &'s str) -> Option<[char; 2]> {
        let is_any = |names: &[&str]| names.iter().any(|n| attribute.eq_ignore_ascii_case(n));
        let is_plain = || memchr3(b'&', b'\r', b'\0', value.as_bytes()).is_none();
        if value.len() < SHORTEST || !is_any(&SET_ASIDE) || !is_plain() {
            return None;
        }
        let values = &mut *self.0.borrow_mut();
        let number = u32::try_from(values.len()).ok()?;
        let high = Some(number / EACH).filter(|high| *high < EACH)?;
        values.push(value);
        Some([
            char::from_u32(HIGH + high)?,
            char::from_u32(LOW + number % EACH)?,
        ])
    }

    /// Puts back what was set aside.
    pub fn restore(&self, attrs: &mut [Attribute]) {
        let values = self.0.borrow();
        for attr in attrs {
            let value = number(&attr.value).and_then(|number| values.get(number));
            if let Some(value) = value {
                attr.value = StrTendril::from_slice(value);
            }
        }
    }
}

/// The number of the value that a text stands for.
fn number(text: &str) -> Option<usize> {
    // Both characters have four bytes.
    if text.len() != 8 {
        return None;
    }
    let mut characters = text.chars().map(u32::from);
    let high = characters.next()?.checked_sub(HIGH)?;
    let low = characters.next()?.checked_sub(LOW)?;
    (high < EACH && low < EACH).then_some((high * EACH + low) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_is_put_back() {
        let values = Values::default();
        let texts = ["navigation-list", "/harbour/tides"];
        let set = texts.map(|text| values.set_aside("CLASS", text).expect("set aside"));
        let mut attrs = set.map(|two| Attribute {
            name: html5ever::QualName::new(None, html5ever::ns!(), html5ever::local_name!("class")),
            value: two.iter().collect::<String>().into(),
        });
        values.restore(&mut attrs);
        assert_eq!(attrs.map(|attr| attr.value.to_string()), texts);
    }

    #[test]
    fn what_html5ever_reads_in_its_own_way_stays() {
        let values = Values::default();
        for (name, value) in [
            ("class", "short"),
            ("class", "this &amp; that"),
            ("class", "two\rlines of it"),
            ("encoding", "application/xhtml+xml"),
        ] {
            assert_eq!(values.set_aside(name, value), None, "{value:?}");
        }
    }

    #[test]
    fn a_number_is_two_characters() {
        for text in ["", "eight by", "\u{F0000}\u{F0000}", "\u{100000}\u{100000}"] {
            assert_eq!(number(text), None);
        }
        assert_eq!(number("\u{F0001}\u{100002}"), Some(0xFFFE + 2));
    }
}
