//! Selectors: which elements a rule is about.

use std::borrow::Cow;

/// Longest chain of elements in a selector that is read.
const MOST_COMPOUNDS: usize = 8;

/// Classes that scripts take away as soon as they run.
const WITHOUT_SCRIPTS: [&str; 3] = ["no-js", "nojs", "no_js"];

/// Pseudo-classes that hold only while somebody does something.
const STATES: [&str; 14] = [
    "active",
    "autofill",
    "checked",
    "focus",
    "focus-visible",
    "focus-within",
    "fullscreen",
    "hover",
    "indeterminate",
    "open",
    "placeholder-shown",
    "popover-open",
    "target",
    "target-within",
];

/// Pseudo-elements that old sheets write with one colon.
const PSEUDO_ELEMENTS: [&str; 4] = ["after", "before", "first-letter", "first-line"];

/// A selector: an element, and those it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selector<'s> {
    /// From the element outwards.
    pub compounds: Vec<Compound<'s>>,
    /// Whether it asks for more than is looked at.
    pub is_vague: bool,
    /// How much it weighs against others.
    pub specificity: u32,
}

/// What is asked of one element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Compound<'s> {
    pub tag: Option<&'s str>,
    pub id: Option<Cow<'s, str>>,
    pub classes: Vec<Cow<'s, str>>,
    /// Whether the next compound is that of the parent, and not of any ancestor.
    pub is_child: bool,
}

impl<'s> Selector<'s> {
    /// Reads a selector; `None` if it is not about elements as they stand, or not about any in particular.
    pub fn parse(text: &'s str) -> Option<Selector<'s>> {
        let mut reader = Reader::new(text.trim());
        let mut selector = reader.selector()?;
        selector.compounds.reverse();
        let subject = &selector.compounds[0];
        let is_named = subject.tag.is_some() || subject.id.is_some() || !subject.classes.is_empty();
        is_named.then_some(selector)
    }

    /// Whether it may hide: it is all looked at, and names an id or class.
    pub fn may_hide(&self) -> bool {
        let is_named =
            |compound: &Compound<'_>| compound.id.is_some() || !compound.classes.is_empty();
        let mut classes = self.compounds.iter().flat_map(|compound| &compound.classes);
        !self.is_vague
            && self.compounds.iter().any(is_named)
            && !classes.any(|class| WITHOUT_SCRIPTS.contains(&&**class))
    }
}

/// A place in a selector.
struct Reader<'s> {
    rest: &'s str,
    is_vague: bool,
    specificity: u32,
}

impl<'s> Reader<'s> {
    fn new(rest: &'s str) -> Reader<'s> {
        Reader {
            rest,
            is_vague: false,
            specificity: 0,
        }
    }

    /// The whole, its compounds from the outermost inwards.
    fn selector(&mut self) -> Option<Selector<'s>> {
        let mut compounds: Vec<Compound<'s>> = vec![self.compound()?];
        while !self.rest.is_empty() {
            let combinator = self.combinator();
            let mut next = self.compound()?;
            match combinator {
                b'>' => next.is_child = true,
                b' ' => {}
                _ => {
                    // A sibling is not looked at, so that nothing left of it can be.
                    self.is_vague = true;
                    compounds.clear();
                }
            }
            compounds.push(next);
            if compounds.len() > MOST_COMPOUNDS {
                return None;
            }
        }
        Some(Selector {
            compounds,
            is_vague: self.is_vague,
            specificity: self.specificity,
        })
    }

    fn combinator(&mut self) -> u8 {
        let rest = self.rest.trim_ascii_start();
        let sign = rest
            .bytes()
            .next()
            .filter(|sign| matches!(sign, b'>' | b'+' | b'~'));
        self.rest = rest[usize::from(sign.is_some())..].trim_ascii_start();
        sign.unwrap_or(b' ')
    }

    fn compound(&mut self) -> Option<Compound<'s>> {
        let mut compound = Compound::default();
        let start = self.rest.len();
        while let Some(sign) = self.rest.bytes().next() {
            match sign {
                b'.' => compound.classes.push(self.name_after_sign(1 << 10)?),
                b'#' => compound.id = Some(self.name_after_sign(1 << 20)?),
                b'[' => self.attribute()?,
                b':' => self.pseudo()?,
                b'*' => self.rest = &self.rest[1..],
                b'>' | b'+' | b'~' => break,
                sign if sign.is_ascii_whitespace() => break,
                _ => {
                    // Elements' names have no escapes.
                    let Cow::Borrowed(tag) = self.name(1)? else {
                        return None;
                    };
                    compound.tag = Some(tag);
                }
            }
        }
        (self.rest.len() < start).then_some(compound)
    }

    fn name_after_sign(&mut self, weight: u32) -> Option<Cow<'s, str>> {
        self.rest = &self.rest[1..];
        self.name(weight)
    }

    /// A name, its escapes resolved; `None` if there is none.
    fn name(&mut self, weight: u32) -> Option<Cow<'s, str>> {
        let is_end =
            |c: char| c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (plain, rest) = self.rest.split_at(end);
        self.specificity += weight;
        self.rest = rest;
        if !rest.starts_with('\\') {
            return (!plain.is_empty()).then_some(Cow::Borrowed(plain));
        }
        let mut name = plain.to_owned();
        let mut chars = rest.chars();
        while let Some(c) = chars.clone().next().filter(|c| *c == '\\' || !is_end(*c)) {
            chars.next();
            // Escapes by number are rare; a name that has one matches nothing.
            name.extend(if c == '\\' { chars.next() } else { Some(c) });
        }
        self.rest = chars.as_str();
        Some(Cow::Owned(name))
    }

    fn attribute(&mut self) -> Option<()> {
        self.is_vague = true;
        self.specificity += 1 << 10;
        self.rest = self.rest.split_once(']')?.1;
        Some(())
    }

    /// A pseudo-class; `None` if it is a state, or a pseudo-element.
    fn pseudo(&mut self) -> Option<()> {
        self.is_vague = true;
        let name = self.name_after_sign(1 << 10)?;
        if STATES.contains(&&*name) || PSEUDO_ELEMENTS.contains(&&*name) {
            return None;
        }
        if self.rest.starts_with('(') {
            let end = end_of_brackets(self.rest)?;
            self.rest = &self.rest[end..];
        }
        Some(())
    }
}

/// Where the bracket ends that a text begins with.
fn end_of_brackets(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + 1),
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Option<String> {
        let selector = Selector::parse(text)?;
        let compounds = selector.compounds.iter().map(|compound| {
            let id = compound.id.iter().map(|id| format!("#{id}"));
            let names = compound.classes.iter().map(|class| format!(".{class}"));
            let child = if compound.is_child { "> " } else { "" };
            let names: String = id.chain(names).collect();
            format!("{child}{}{names}", compound.tag.unwrap_or_default())
        });
        let vague = if selector.is_vague { "?" } else { "" };
        Some(compounds.collect::<Vec<_>>().join(" ") + vague)
    }

    #[test]
    fn selectors_are_read_from_the_element_outwards() {
        for (text, expected) in [
            (".a", ".a"),
            ("p.a.b", "p.a.b"),
            ("#x .y>li.z", "> li.z .y #x"),
            (r".md\:w-1\/2", ".md:w-1/2"),
            ("ul li + .a", ".a?"),
            (".a[hidden]", ".a?"),
            (".a:not(.b:is(.c))", ".a?"),
            (".größe", ".größe"),
        ] {
            assert_eq!(shape(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "*",
            ".",
            ".a:hover",
            ".a::before",
            ".a:after",
            "[hidden]",
            ":root",
            ".a >",
            "> .a",
            "&.a",
            ".a:not(.b",
            "..a",
            "50%",
            "a!b",
        ] {
            let found = shape(text).filter(|found| !found.ends_with('?'));
            assert_eq!(found, None, "{text}");
        }
    }

    #[test]
    fn only_ids_and_classes_hide() {
        let may_hide = |text| Selector::parse(text).is_some_and(|selector| selector.may_hide());
        assert!(may_hide(".a") && may_hide("div#b") && may_hide("nav .a"));
        assert!(!may_hide("div") && !may_hide(".no-js .a") && !may_hide(".a:first-child"));
    }
}
