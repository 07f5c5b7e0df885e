//! Forms: what the form around a paragraph asks for, and what is no text beside it.
//!
//! A field for an address by mail makes a box of letters, one for words a search; images and videos stand beside teasers.

use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::once::once;
use crate::features::template::{Template, templates};
use crate::page::Marks;

templates! { Family::Form;
    FIELDS = "fields",
    BESIDE = "beside-count",
}

/// Words of other lengths, in letters, are the numbering of fields or made by machines.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 2..=20;

/// What the form of a paragraph and what stands beside it say.
pub(in crate::features) fn emit(marks: &Marks, sink: &mut impl FnMut(Family, Name<'_>)) {
    // Two fields may have one type, and two images may stand beside one paragraph.
    let mut sink = once(sink);
    if !marks.form().is_empty() {
        emit_form(marks.form(), &mut sink);
    }
    if !marks.beside().is_empty() {
        emit_beside(marks.beside(), &mut sink);
    }
}

fn emit_beside(beside: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut count = 0;
    for element in beside.split(' ') {
        emit_two(const { Word::new("beside") }, element, sink);
        count += 1;
    }
    sink(Family::Form, Name::Number(BESIDE, log_bucket(count)));
}

/// Where the form leads, and its fields with their names.
fn emit_form(form: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
    let mut pieces = form.split(' ');
    let action = pieces.next().unwrap_or_default();
    let mut fields = 0;
    for field in pieces {
        let (kind, name) = field.split_once(':').unwrap_or((field, ""));
        emit_two(const { Word::new("field") }, kind, sink);
        for word in words(name) {
            emit_two(const { Word::new("named") }, word, sink);
        }
        fields += 1;
    }
    sink(Family::Form, Name::Number(FIELDS, fields));
    for word in words(action) {
        emit_two(const { Word::new("action") }, word, sink);
    }
}

fn emit_two(first: Word<'_>, second: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
    sink(Family::Form, Name::Two(first, Word::new(second)));
}

/// The words of a name or an address.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| WORD_LENGTHS.contains(&word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::emitted::texts_of;

    fn features(form: &str, beside: &str) -> Vec<String> {
        let marks = Marks::default().with_form(form).with_beside(beside);
        texts_of(Family::Form, |sink| emit(&marks, sink))
    }

    #[test]
    fn a_form_says_where_it_leads_and_what_it_asks_for() {
        let form = "/newsletter/sign-up2 email:user_email text:user checkbox:";
        let expected = [
            "field email",
            "named user",
            "named email",
            "field text",
            "field checkbox",
            "fields=3",
            "action newsletter",
            "action sign",
            "action up",
        ];
        assert_eq!(features(form, ""), expected);
    }

    #[test]
    fn what_is_beside_comes_once_and_is_counted_each_time() {
        let expected = ["beside img", "beside input:text", "beside-count=4"];
        assert_eq!(features("", "img input:text img img img"), expected);
        assert_eq!(features("", "time"), ["beside time", "beside-count=1"]);
    }

    #[test]
    fn outside_of_forms_and_beside_nothing_there_is_nothing() {
        assert!(features("", "").is_empty());
        // A form that leads to its own page and asks for nothing.
        assert_eq!(features(".", ""), ["fields=0"]);
        // Not as HTML gives it: a field without a colon, a name that is none.
        let odd = ["field q", "field ", "fields=2"];
        assert_eq!(features(". q :1", ""), odd);
    }
}
