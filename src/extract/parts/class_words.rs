//! Words of ids and classes that say what an element holds.
//!
//! A class is taken apart at hyphens, underscores, digits and capitals: `post-imageCaption` has the words `post`, `image` and
//! `caption`. Most that templates use are English; a few are of the page's own language.

use std::borrow::Cow;

use super::hint::Hint;

/// Most classes of an element that are looked at; some name dozens that say how it looks.
const MOST: usize = 16;

/// What an element's classes say, before its tag is asked.
pub(super) fn hint(words: &str) -> Option<Hint> {
    classes(words).find_map(|class| {
        // The last word says most: `author-date` is a date.
        let hints = pairs(class).filter_map(|(before, word)| of_word(&before, &word));
        let hint = hints.last()?;
        let of_image = matches!(hint, Hint::Author | Hint::Standfirst) && is_of_image(class);
        Some(if of_image { Hint::Caption } else { hint })
    })
}

/// Whether one of an element's classes names a picture.
pub(super) fn is_of_image(words: &str) -> bool {
    let mut pairs = classes(words).flat_map(pairs);
    pairs.any(|(_, word)| is_image(&word))
}

/// What an element's classes say, if its tag says nothing.
pub(super) fn weak_hint(words: &str) -> Option<Hint> {
    classes(words)
        .flat_map(pairs)
        .find_map(|(before, word)| match &word[..] {
            "title" if is_shown(&before) => Some(Hint::Caption),
            "headline" | "heading" | "hed" | "title" | "titulo" | "titre" | "titolo" | "titel"
            | "crosshead" | "crossheading" | "intertitle" => Some(Hint::Headline),
            "player" => Some(Hint::Image),
            word if is_image(word) => Some(Hint::Image),
            _ => None,
        })
}

/// Whether a class is one of a box about the author.
pub(super) fn is_bio(words: &str) -> bool {
    classes(words)
        .flat_map(pairs)
        .any(|(before, word)| match &word[..] {
            "bio" | "biography" | "biographie" | "biografia" => true,
            "box" | "card" | "description" | "about" | "profile" | "meta" | "info" => {
                before == "author"
            }
            "author" => before == "about",
            _ => false,
        })
}

fn of_word(before: &str, word: &str) -> Option<Hint> {
    Some(match word {
        "caption" | "imagecaption" | "cutline" | "legend" | "legende" | "legenda" | "credit"
        | "credits" | "photocredit" | "copyright" | "photographer" | "bildunterschrift"
        | "bildtext" | "bildquelle" | "bildnachweis" | "lightbox" => Hint::Caption,
        "description" | "lead" if is_image(before) || matches!(before, "media" | "video") => {
            Hint::Caption
        }
        "dek" | "deck" | "subtitle" | "note" | "notes" | "footnote" | "source" | "sources"
            if is_graphic(before) =>
        {
            Hint::Caption
        }
        "byline" | "bylines" | "author" | "authors" | "authorname" | "autor" | "autores"
        | "autorin" | "autoren" | "auteur" | "auteurs" | "autore" | "autori" | "writer"
        | "reporter" | "journalist" | "contributor" | "contributors" | "signature" | "yazar"
        | "forfatter" => Hint::Author,
        "time" if matches!(before, "read" | "reading") => Hint::Dateline,
        "read" if before == "time" => Hint::Dateline,
        "date" | "dates" | "datetime" | "timestamp" | "time" | "pubdate" | "published"
        | "modified" | "updated" | "created" | "posted" | "datum" | "data" | "fecha" | "tarih"
        | "dato" | "publicado" => Hint::Date,
        "dateline" | "location" | "ort" | "readtime" | "lesezeit" => Hint::Dateline,
        "standfirst" | "dek" | "deck" | "lede" | "lead" | "leadtext" | "subtitle" | "subhead"
        | "subheading" | "subheadline" | "kicker" | "overline" | "eyebrow" | "dachzeile"
        | "vorspann" | "teaser" | "intro" | "chapo" | "chapeau" | "entradilla" | "bajada"
        | "ingress" | "sommario" | "occhiello" | "manchet" | "perex" | "excerpt" | "strapline"
        | "tagline" => Hint::Standfirst,
        "summary" if before != "with" => Hint::Standfirst,
        "title" | "headline" | "heading" | "head" if before == "sub" => Hint::Standfirst,
        "quote" | "pullquote" | "blockquote" => Hint::Quote,
        _ => return None,
    })
}

fn is_image(word: &str) -> bool {
    matches!(
        word,
        "img" | "image" | "imagem" | "imagen" | "photo" | "foto" | "picture" | "bild"
    )
}

/// Whether a title of it is one of a picture, a video or several of them.
fn is_shown(word: &str) -> bool {
    let of_several = matches!(word, "gallery" | "slideshow" | "carousel" | "slide");
    of_several || matches!(word, "media" | "video") || is_image(word)
}

/// Whether what is said under it belongs to a drawing of figures.
fn is_graphic(word: &str) -> bool {
    matches!(
        word,
        "chart" | "graphic" | "infographic" | "graph" | "map" | "diagram"
    )
}

fn classes(words: &str) -> impl Iterator<Item = &str> {
    words.split('.').take(MOST)
}

/// The words of a class, each with the one before it.
fn pairs(class: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    let mut before = Cow::Borrowed("");
    class
        .split(|c: char| !c.is_alphabetic())
        .flat_map(humps)
        .filter(|word| !word.is_empty())
        .map(move |word| {
            let word = lower(word);
            (std::mem::replace(&mut before, word.clone()), word)
        })
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// `imageCaption` taken apart before each capital that follows a small letter.
fn humps(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest?;
        let bytes = word.as_bytes();
        let hump = (1..bytes.len())
            .find(|&i| bytes[i].is_ascii_uppercase() && bytes[i - 1].is_ascii_lowercase());
        rest = hump.map(|at| &word[at..]);
        Some(&word[..hump.unwrap_or(word.len())])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_taken_apart() {
        let words: Vec<_> = pairs("m-post__imageCaption").collect();
        let words: Vec<_> = words.iter().map(|(_, word)| word.as_ref()).collect();
        assert_eq!(words, ["m", "post", "image", "caption"]);
        assert_eq!(humps("").collect::<Vec<_>>(), [""]);
        assert_eq!(humps("éàÉa").collect::<String>(), "éàÉa");
    }

    #[test]
    fn words_say_what_an_element_holds() {
        assert_eq!(hint("wide.post-byline"), Some(Hint::Author));
        assert_eq!(hint("sub-headline"), Some(Hint::Standfirst));
        assert_eq!(hint("image--author"), Some(Hint::Caption));
        assert_eq!(hint("author__date-label"), Some(Hint::Date));
        assert_eq!(hint("sub_title1"), Some(Hint::Standfirst));
        assert_eq!(hint("timeline.updates"), None);
        assert_eq!(hint("chartDek"), Some(Hint::Caption));
        assert_eq!(hint("post-time-read"), Some(Hint::Dateline));
        assert_eq!(weak_hint("gallery-title"), Some(Hint::Caption));
        assert_eq!(weak_hint("chartHed"), Some(Hint::Headline));
        assert!(is_bio("author-meta") && !is_bio("post-meta"));
        assert_eq!(weak_hint("post-title"), Some(Hint::Headline));
        assert_eq!(weak_hint("post-image"), Some(Hint::Image));
    }
}
