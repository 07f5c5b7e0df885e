//! The digest of labelled pages; the bytes that are hashed are documented at [`Dataset::digest`](super::Dataset::digest).

use sha2::{Digest, Sha256};

use super::{LabelledPage, facts};
#[cfg(feature = "serve")]
use crate::Page;
use crate::{Label, Marks, Paragraph};

/// Names the form, so that another one can never give the same digest.
const FORM: &[u8] = b"unpitch dataset 2\n";

/// The digest, 64 hexadecimal digits.
pub(super) fn of_pages(pages: &[LabelledPage]) -> String {
    let mut hash = Sha256::new_with_prefix(FORM);
    for page in pages {
        add_page(&mut hash, page);
    }
    hexadecimal(hash)
}

/// The digest of a page's texts and marks alone, whatever it is called and says of itself: the same before it is written into
/// a CSV and after it is read back.
#[cfg(feature = "serve")]
pub(crate) fn of_paragraphs(page: &Page) -> String {
    let mut hash = Sha256::new_with_prefix(b"unpitch paragraphs 1\n");
    add_number(&mut hash, page.paragraphs().len());
    for paragraph in page.paragraphs() {
        add_content(&mut hash, paragraph);
    }
    hexadecimal(hash)
}

fn hexadecimal(hash: Sha256) -> String {
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add_page(hash: &mut Sha256, page: &LabelledPage) {
    let name = page.source.has_own_name.then_some(page.name());
    let language = page.page().language();
    add_optional(hash, name);
    add_optional(hash, page.site());
    add_optional(hash, language.as_ref().map(|language| language.code()));
    add_string(hash, &facts::cell(page.page().facts()));
    add_number(hash, page.labels().len());
    for (paragraph, label) in page.page().paragraphs().iter().zip(page.labels()) {
        add_paragraph(hash, paragraph, *label);
    }
}

fn add_paragraph(hash: &mut Sha256, paragraph: &Paragraph, label: Label) {
    let index = u8::try_from(label.index()).expect("there are four labels");
    hash.update([index]);
    add_content(hash, paragraph);
}

fn add_content(hash: &mut Sha256, paragraph: &Paragraph) {
    add_string(hash, paragraph.text());
    match paragraph.marks() {
        None => hash.update([0]),
        Some(marks) => {
            hash.update([1]);
            add_marks(hash, marks);
        }
    }
}

fn add_marks(hash: &mut Sha256, marks: &Marks) {
    add_string(hash, marks.tag());
    hash.update(marks.link_density().to_le_bytes());
    add_string(hash, marks.path());
    add_number(hash, marks.place().len());
    for number in marks.place() {
        hash.update(number.to_le_bytes());
    }
    add_number(hash, marks.links().len());
    for link in marks.links() {
        add_string(hash, &link.to_string());
    }
    add_string(hash, marks.form());
    add_string(hash, marks.beside());
    add_optional(hash, marks.raw());
}

fn add_optional(hash: &mut Sha256, text: Option<&str>) {
    hash.update([u8::from(text.is_some())]);
    if let Some(text) = text {
        add_string(hash, text);
    }
}

fn add_string(hash: &mut Sha256, text: &str) {
    add_number(hash, text.len());
    hash.update(text);
}

fn add_number(hash: &mut Sha256, number: usize) {
    hash.update((number as u64).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use crate::dataset::tests::{SCATTERED, dataset, gzip};

    #[test]
    fn compression_marks_and_line_ends_change_nothing() {
        let plain = dataset(SCATTERED);
        let crlf = SCATTERED.replace('\n', "\r\n");
        let mut members = gzip(&SCATTERED.as_bytes()[..40]);
        members.extend(gzip(&SCATTERED.as_bytes()[40..]));
        let marked = format!("\u{feff}{SCATTERED}");
        let variants = [
            crlf.as_bytes(),
            &members,
            marked.as_bytes(),
            &gzip(marked.as_bytes()),
        ];
        for variant in variants.map(dataset) {
            assert_eq!(variant.digest(), plain.digest());
            assert_eq!(variant.label_counts(), plain.label_counts());
        }
        let other = dataset(SCATTERED.replace("navigation,home", "article,home"));
        assert_ne!(other.digest(), plain.digest());
        assert_ne!(plain.clone().without_marks().digest(), plain.digest());
    }

    /// A page with every column of marks, and its facts.
    const WHOLE: &str = "page,text,label,tag,path,place,links,form,beside,raw,facts
p,ab,navigation,a,b,7,0-1:/ 1-2:#,/f,img,\" a\n\",\"{\"\"word_count\"\":3}\"\n";

    #[test]
    fn every_mark_and_fact_counts() {
        let whole = dataset(WHOLE);
        for (from, to) in [
            (",7,", ",8,"),
            ("1-2:#", "0-2:#"),
            ("0-1:/ 1-2:#", "0-1:/"),
            ("/f", "/g"),
            ("img", "svg"),
            ("\" a", "\"  a"),
            (":3}", ":4}"),
        ] {
            let other = dataset(WHOLE.replace(from, to));
            assert_ne!(other.digest(), whole.digest(), "{to}");
        }
        // Written otherwise, the same facts are the same.
        let spaced = dataset(WHOLE.replace(":3}", ": 3, \"\"hidden_bytes\"\": 0 }"));
        assert_eq!(spaced.digest(), whole.digest());
    }

    #[test]
    fn the_digest_is_that_of_the_documented_bytes() {
        use sha2::{Digest, Sha256};
        let data = dataset(WHOLE);
        let bytes = b"unpitch dataset 2\n\
        \x01\x01\0\0\0\0\0\0\0p\0\0\x10\0\0\0\0\0\0\0{\"word_count\":3}\x01\0\0\0\0\0\0\0\
        \x02\x02\0\0\0\0\0\0\0ab\x01\x01\0\0\0\0\0\0\0a\0\0\0\0\x01\0\0\0\0\0\0\0b\
        \x01\0\0\0\0\0\0\0\x07\0\0\0\
        \x02\0\0\0\0\0\0\0\x05\0\0\0\0\0\0\x000-1:/\x05\0\0\0\0\0\0\x001-2:#\
        \x02\0\0\0\0\0\0\0/f\x03\0\0\0\0\0\0\0img\x01\x03\0\0\0\0\0\0\0 a\n";
        let expected = Sha256::digest(bytes);
        let expected: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(data.digest(), expected);
    }
}
