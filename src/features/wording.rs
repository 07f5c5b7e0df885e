//! What a feature is in words, for people who ask why. `wording/phrases.txt` has a line for each kind of name.

use super::bucket::log_range;
use super::cue;
use super::families::class;
use super::families::shape;
use super::family::Family;

/// A line for each template and each first word of a name.
const PHRASES: &str = include_str!("wording/phrases.txt");

/// What a feature's name says, such as `'unlimited'` or `up to 50 % link text`. Words are stems: `'subscrib'`.
pub(crate) fn in_words(family: Family, name: &str) -> String {
    let words = match family {
        Family::Word => Some(format!("'{name}'")),
        Family::Pair => Some(pair(name)),
        _ => phrase(family, name),
    };
    words.unwrap_or_else(|| single(family, name))
}

/// Two words that follow each other, or the first or last of a text.
fn pair(name: &str) -> String {
    match name.split_once(' ') {
        Some(("^", "$")) => "no word".to_owned(),
        Some(("^", first)) => format!("begins with '{first}'"),
        Some((last, "$")) => format!("ends with '{last}'"),
        _ => format!("'{name}'"),
    }
}

/// A name of one word without a line of its own.
fn single(family: Family, name: &str) -> String {
    match family {
        Family::Cue => format!("speaks of {name}"),
        Family::Tag => format!("attribute {}", name.replacen(' ', "=", 1)),
        _ => format!("{} {name}", family.name()),
    }
}

/// What the line says that begins as the name does.
fn phrase(family: Family, name: &str) -> Option<String> {
    let (first, rest) = name
        .split_once(' ')
        .or_else(|| name.rsplit_once('='))
        .unwrap_or((name, ""));
    let mut lines = PHRASES.lines().filter(|line| !line.starts_with('#'));
    lines.find_map(|line| {
        let mut fields = line.split('|');
        let is_its = fields.next() == Some(family.name()) && fields.next() == Some(first);
        let (reading, phrase) = is_its.then(|| fields.next().zip(fields.next()))??;
        let rest = read(reading, rest, fields.next())?;
        Some(phrase.replace("{}", &rest))
    })
}

/// The rest of a name as a line wants it read.
fn read(reading: &str, rest: &str, words: Option<&str>) -> Option<String> {
    let number = || rest.parse::<usize>().ok();
    let (how, of) = reading
        .split_once(['/', '%'])
        .map_or((reading, None), |(how, of)| (how, of.parse::<usize>().ok()));
    match (how, of) {
        ("log", Some(of)) if reading.contains('/') => Some(log_range(number()? / of)),
        ("log", Some(of)) => Some(log_range(number()? % of)),
        ("log", None) => Some(log_range(number()?)),
        ("percent", Some(of)) => Some(format!("{} %", 100 * number()? / of)),
        ("one", None) => {
            let words: Vec<&str> = words?.split('/').collect();
            let at = number()?.min(words.len() - 1);
            Some(words[at].to_owned())
        }
        ("sign", None) => Some(shape::sign(number()?)?.to_string()),
        ("cues", None) => {
            let (first, second) = (number()? / cue::COUNT, number()? % cue::COUNT);
            Some(format!("{} and {}", cue_name(first)?, cue_name(second)?))
        }
        ("part", None) => Some(class::part_of_number(number()?)?.to_owned()),
        _ => Some(rest.to_owned()),
    }
}

fn cue_name(number: usize) -> Option<&'static str> {
    (number < cue::COUNT).then(|| cue::name(number as u8))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::templates;

    #[test]
    fn names_are_read_as_a_person_would_say_them() {
        for (family, name, words) in [
            (Family::Word, "unlimit", "'unlimit'"),
            (Family::Pair, "sign in", "'sign in'"),
            (Family::Pair, "^ sign", "begins with 'sign'"),
            (Family::Pair, "in $", "ends with 'in'"),
            (Family::Shape, "chars=8", "16-23 characters"),
            (Family::Shape, "chars=1", "1 characters"),
            (Family::Shape, "last=4", "ends with a full stop"),
            (Family::Shape, "sign=12", "the sign :"),
            (Family::Tag, "links=4", "up to 100 % link text"),
            (Family::Tag, "tags a<li", "<a<li>"),
            (Family::Tag, "role navigation", "attribute role=navigation"),
            (Family::Cue, "subscribe", "speaks of subscribe"),
            (
                Family::Cue,
                "both=90",
                "speaks of already-subscriber and already-subscriber",
            ),
            (Family::Link, "folder sport", "a link into 'sport'"),
            (Family::Link, "to=99", "a link to a known host"),
            (Family::Landmark, "landmark=3", "in <nav>"),
            (
                Family::Head,
                "is title",
                "the title that the page's head gives",
            ),
            (
                Family::Class,
                "part-length=4",
                "'disqus' in a class around, and the length",
            ),
        ] {
            assert_eq!(in_words(family, name), words, "{name}");
        }
    }

    #[test]
    fn every_template_has_a_phrase() {
        for declared in templates() {
            for rest in ["=1", " subscribe"] {
                let name = format!("{}{rest}", declared.name);
                let words = in_words(declared.family, &name);
                assert!(!words.contains("{}"), "{name}: {words}");
            }
            let number = phrase(declared.family, &format!("{}=1", declared.name));
            assert!(number.is_some(), "{} has no phrase", declared.name);
        }
    }

    #[test]
    fn names_of_any_kind_are_put_in_words() {
        for family in Family::ALL {
            for name in [
                "",
                " ",
                "=",
                "chars=x",
                "both=99999999",
                "part-length=99999",
                "sign=77",
            ] {
                assert!(!in_words(family, name).is_empty());
            }
        }
    }
}
