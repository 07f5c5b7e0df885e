//! Names of features as texts, as people read them and files hold them.

use super::cue;
use super::families::templates;
use super::family::Family;
use super::name::{Name, Word};
use super::template::Template;

impl<'a> Name<'a> {
    /// The name that is written so in a family.
    pub(crate) fn parse(family: Family, text: &'a str) -> Name<'a> {
        // Words may be anything, also what looks like two or like a number.
        if family == Family::Word {
            return Name::One(Word::new(text));
        }
        if let Some((first, second)) = text.split_once(' ') {
            let cue = template_named(family, first).zip(cue::find(second));
            return cue.map_or_else(
                || Name::Two(Word::new(first), Word::new(second)),
                |(template, cue)| Name::Cue(template, cue),
            );
        }
        parse_number(family, text).unwrap_or(Name::One(Word::new(text)))
    }

    /// Writes the name over what is in `text`.
    pub(crate) fn write(&self, text: &mut String) {
        text.clear();
        match self {
            Name::One(word) => text.push_str(word.text()),
            Name::Two(first, second) => {
                text.push_str(first.text());
                text.push(' ');
                text.push_str(second.text());
            }
            Name::Number(template, number) => {
                text.push_str(template_name(*template));
                text.push('=');
                push_digits(text, *number);
            }
            Name::Cue(template, cue) => {
                text.push_str(template_name(*template));
                text.push(' ');
                text.push_str(cue::name(*cue));
            }
        }
    }
}

/// `template=number`, with the digits that [`Name::write`] writes.
fn parse_number(family: Family, text: &str) -> Option<Name<'_>> {
    let (name, number) = text.rsplit_once('=')?;
    let is_canonical = number == "0" || !number.starts_with(['0', '+']);
    let number = number.parse().ok().filter(|_| is_canonical)?;
    Some(Name::Number(template_named(family, name)?, number))
}

/// The template of a family and a name, if it has one.
fn template_named(family: Family, name: &str) -> Option<Template> {
    let mut templates = templates().iter();
    let found = templates.find(|declared| declared.family == family && declared.name == name);
    found.map(|declared| declared.template)
}

fn template_name(template: Template) -> &'static str {
    let mut templates = templates().iter();
    let found = templates.find(|declared| declared.template == template);
    found.map_or("", |declared| declared.name)
}

fn push_digits(text: &mut String, number: usize) {
    if number >= 10 {
        push_digits(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(name: Name<'_>) -> String {
        let mut text = String::from("old");
        name.write(&mut text);
        text
    }

    #[test]
    fn what_is_written_has_the_key_of_what_was_named() {
        let subscribe = Word::new("subscribe");
        let cue = cue::find("subscribe").expect("a cue");
        let template = |family, name| template_named(family, name).expect("a template");
        let (chars, long) = (
            template(Family::Shape, "chars"),
            template(Family::Cue, "long"),
        );
        for (family, name, text) in [
            (Family::Tag, Name::One(subscribe), "subscribe"),
            (
                Family::Pair,
                Name::Two(Word::new("any"), subscribe),
                "any subscribe",
            ),
            (
                Family::Tag,
                Name::Two(Word::new("tags"), Word::new("a<b c")),
                "tags a<b c",
            ),
            (Family::Shape, Name::Number(chars, 0), "chars=0"),
            (Family::Shape, Name::Number(chars, 307), "chars=307"),
            (Family::Cue, Name::Cue(long, cue), "long subscribe"),
        ] {
            assert_eq!(written(name), text);
            assert_eq!(Name::parse(family, text).key(family), name.key(family));
        }
    }

    #[test]
    fn words_and_templates_of_other_families_are_not_templates() {
        let texts = ["long free", "sign in", "chars=1", "chars=01", "chars=+1"];
        for (family, text) in [Family::Pair, Family::Class, Family::Topic]
            .into_iter()
            .flat_map(|family| texts.map(|text| (family, text)))
        {
            assert!(Name::parse(family, text).templated().is_none(), "{text}");
        }
        for text in ["chars=01", "chars=+1", "chars=", "chars", "tides=1"] {
            let name = Name::parse(Family::Shape, text);
            assert!(name.templated().is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_name(text in "(long|sign|ends|[a-c]{0,2})[ =]?(free|[0-9a-c= ]{0,4})") {
            for family in Family::ALL {
                prop_assert_eq!(&written(Name::parse(family, &text)), &text);
            }
        }
    }
}
