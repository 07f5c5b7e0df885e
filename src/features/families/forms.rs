//! Forms: what the form around a paragraph asks for, and what is no text beside it.

use crate::features::bucket::log_bucket;
use crate::features::family::Family;
use crate::features::name::{Name, Word};
use crate::features::template::{Template, templates};
use crate::page::Marks;

templates! { Family::Form;
    FIELDS = "fields",
    BESIDE = "beside-count",
}

/// What the form of a paragraph and what stands beside it say.
pub(in crate::features) fn emit(marks: &Marks, sink: &mut impl FnMut(Family, Name<'_>)) {
    emit_form(marks.form(), sink);
    let beside = marks.beside();
    if beside.is_empty() {
        return;
    }
    let mut count = 0;
    for element in beside.split(' ') {
        let element = Word::new(element);
        sink(
            Family::Form,
            Name::Two(const { Word::new("beside") }, element),
        );
        count += 1;
    }
    sink(Family::Form, Name::Number(BESIDE, log_bucket(count)));
}

fn emit_form(form: &str, sink: &mut impl FnMut(Family, Name<'_>)) {
    if form.is_empty() {
        return;
    }
    let mut pieces = form.split(' ');
    let action = pieces.next().unwrap_or_default();
    let mut fields = 0;
    for field in pieces {
        let (kind, name) = field.split_once(':').unwrap_or((field, ""));
        sink(
            Family::Form,
            Name::Two(const { Word::new("field") }, Word::new(kind)),
        );
        for word in words(name) {
            sink(
                Family::Form,
                Name::Two(const { Word::new("named") }, Word::new(word)),
            );
        }
        fields += 1;
    }
    sink(Family::Form, Name::Number(FIELDS, fields));
    for word in words(action) {
        sink(
            Family::Form,
            Name::Two(const { Word::new("action") }, Word::new(word)),
        );
    }
}

/// The words of a name or an address.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| (2..=20).contains(&word.len()))
}
