//! The digest of labelled pages; [`Dataset::digest`](super::Dataset::digest) says which bytes are hashed.

use sha2::{Digest, Sha256};

use super::LabelledPage;
use crate::{Label, Paragraph};

/// Names the form, so that another one can never give the same digest.
const FORM: &[u8] = b"unpitch dataset 1\n";

/// The digest, 64 hexadecimal digits.
pub(super) fn of_pages(pages: &[LabelledPage]) -> String {
    let mut hash = Sha256::new_with_prefix(FORM);
    for page in pages {
        add_page(&mut hash, page);
    }
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn add_page(hash: &mut Sha256, page: &LabelledPage) {
    let name = page.source.has_own_name.then_some(page.name());
    let language = page.page().language();
    add_optional(hash, name);
    add_optional(hash, page.site());
    add_optional(hash, language.as_ref().map(|language| language.code()));
    add_number(hash, page.labels().len());
    for (paragraph, label) in page.page().paragraphs().iter().zip(page.labels()) {
        add_paragraph(hash, paragraph, *label);
    }
}

fn add_paragraph(hash: &mut Sha256, paragraph: &Paragraph, label: Label) {
    let index = u8::try_from(label.index()).expect("there are four labels");
    hash.update([index]);
    add_string(hash, paragraph.text());
    match paragraph.marks() {
        None => hash.update([0]),
        Some(marks) => {
            hash.update([1]);
            add_string(hash, marks.tag());
            hash.update(marks.link_density().to_le_bytes());
            add_string(hash, marks.path());
        }
    }
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

    #[test]
    fn the_digest_is_that_of_the_documented_bytes() {
        use sha2::{Digest, Sha256};
        let data = dataset("page,text,label,tag\np,ab,navigation,a\n");
        let bytes = b"unpitch dataset 1\n\
        \x01\x01\0\0\0\0\0\0\0p\0\0\x01\0\0\0\0\0\0\0\
        \x02\x02\0\0\0\0\0\0\0ab\x01\x01\0\0\0\0\0\0\0a\0\0\0\0\0\0\0\0\0\0\0\0";
        let expected = Sha256::digest(bytes);
        let expected: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(data.digest(), expected);
    }
}
