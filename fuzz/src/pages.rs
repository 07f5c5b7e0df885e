//! What holds of every page, whatever it was made of, and of all that is said of it.

use unpitch::records::Labelled;
use unpitch::{
    CleanOptions, Label, Model, Page, Paragraph, Predictions, Verdict, Wrapping, page_metadata,
};

/// Most characters of a page whose labels are explained, which takes far longer than labelling.
const MOST_EXPLAINED: usize = 400;

/// Checks the paragraphs of a text: they stand in it in order, hold what stands there, and nothing is left between them.
pub fn check_text(text: &str, wrapping: Wrapping) {
    let page = Page::from_text_with(text, wrapping);
    let mut end = 0;
    for paragraph in page.paragraphs() {
        let span = paragraph.span();
        assert!(
            end <= span.start && span.start < span.end,
            "{span:?} behind {end}"
        );
        assert_eq!(Paragraph::new(&text[span.clone()]).text(), paragraph.text());
        is_blank(&text[end..span.start]);
        end = span.end;
    }
    is_blank(&text[end..]);
    reads_back(&page);
}

fn is_blank(between: &str) {
    assert_eq!(Paragraph::new(between).text(), "", "left out");
}

/// Checks a page of HTML: its spans are those of its paragraphs, joined by line feeds, and its marks are of its texts.
pub fn check_html(page: &Page) {
    let mut start = 0;
    for paragraph in page.paragraphs() {
        let text = paragraph.text();
        assert_eq!(paragraph.span(), start..start + text.len());
        assert_eq!(Paragraph::new(text).text(), text, "not folded");
        assert!(!text.is_empty());
        start = paragraph.span().end + 1;
        check_marks(paragraph);
    }
    reads_back(page);
}

fn check_marks(paragraph: &Paragraph) {
    let marks = paragraph.marks().expect("HTML has marks");
    assert!((0.0..=1.0).contains(&marks.link_density()));
    assert!(marks.place().len() <= unpitch::Marks::MAX_ELEMENTS);
    let mut end = 0;
    for link in marks.links() {
        let range = link.range();
        assert!(end <= range.start, "{link} overlaps the one before");
        assert!(
            paragraph.text().get(range.clone()).is_some(),
            "{link} is outside"
        );
        end = range.end;
    }
}

/// Checks that a page is the same again after it was JSON.
pub fn reads_back(page: &Page) {
    let json = serde_json::to_string(page).expect("JSON");
    let read: Page = serde_json::from_str(&json).expect("what was written is read");
    assert_eq!(&read, page);
}

/// Checks what a model says of pages, of each alone and of all by one scorer.
pub fn check_labels(model: &Model, pages: &[Page]) {
    let alone: Vec<Predictions> = pages.iter().map(|page| model.predict(page)).collect();
    let mut scorer = model.scorer();
    for (page, alone) in pages.iter().zip(&alone).chain(pages.iter().zip(&alone)) {
        assert!(
            scorer.predict(page) == *alone,
            "others before it change its labels"
        );
    }
    for (page, labels) in pages.iter().zip(&alone) {
        check_labelled(model, page, labels);
    }
}

fn check_labelled(model: &Model, page: &Page, labels: &Predictions) {
    for (_, prediction) in labels.zip(page).expect("the same page") {
        let probabilities = prediction.probabilities();
        let sum: f32 = probabilities.iter().sum();
        assert!((sum - 1.0).abs() < 1e-5, "{probabilities:?}");
        assert!(
            probabilities
                .iter()
                .all(|share| (0.0..=1.0).contains(share))
        );
    }
    let json = serde_json::to_string(labels).expect("JSON");
    let read: Predictions = serde_json::from_str(&json).expect("what was written is read");
    assert!(&read == labels, "other predictions once they were JSON");
    let verdict = labels.verdict(page).expect("the same page");
    assert_eq!(read.verdict(page).expect("the same page"), verdict);
    check_verdict(&verdict, page);
    check_article(page, labels);
    check_records(model, page, labels, &verdict);
}

fn check_verdict(verdict: &Verdict, page: &Page) {
    let shares = verdict.shares;
    let sum =
        shares.article + shares.subscription_pitch + shares.navigation + shares.related_content;
    let expected = if page.paragraphs().is_empty() {
        0.0
    } else {
        1.0
    };
    assert!((sum - expected).abs() < 1e-4, "{shares:?}");
}

/// Checks that the article consists of paragraphs of the page, each once, in their order.
fn check_article(page: &Page, labels: &Predictions) {
    let text = labels
        .clean(page, &CleanOptions::default())
        .expect("a text");
    let mut paragraphs = page.paragraphs().iter();
    for piece in text.split("\n\n").filter(|piece| !piece.is_empty()) {
        assert!(
            paragraphs.any(|paragraph| paragraph.text() == piece),
            "{piece:?}"
        );
    }
    // A model of few pages promises nothing.
    let losses: &[f32] = if labels.losses().is_some() {
        &[0.0, 0.005, 1.0]
    } else {
        &[]
    };
    for &max_loss in losses {
        let options = CleanOptions::default().max_loss(max_loss).markdown(true);
        super::markdown::check(&labels.clean(page, &options).expect("a text"));
    }
}

fn check_records(model: &Model, page: &Page, labels: &Predictions, verdict: &Verdict) {
    let length: usize = page
        .paragraphs()
        .iter()
        .map(|paragraph| paragraph.text().len())
        .sum();
    let explanation = (length <= MOST_EXPLAINED).then(|| model.explanation(page));
    let labelled = Labelled {
        name: "page",
        site: None,
        fields: &Vec::new(),
        page,
        predictions: labels,
        verdict,
        parts: None,
        keep: &Label::ALL,
        explanation: explanation.as_ref(),
    };
    let lines = [
        labelled.paragraphs(),
        labelled.article(&CleanOptions::default()),
        labelled.verdict(),
    ];
    for line in lines {
        let line = line.expect("a line");
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
        serde_json::from_slice::<serde_json::Value>(&line).expect("JSON");
    }
}

/// Checks what is known of a page beside its text, if every paragraph, and if every second one is the article's.
pub fn check_metadata(page: &Page) {
    let n = page.paragraphs().len();
    for every in [1, 2] {
        let is_article: Vec<bool> = (0..n).map(|at| at % every == 0).collect();
        let metadata = page_metadata(page, &is_article);
        assert!(metadata.authors.len() <= 10 && metadata.tags.len() <= 10);
        serde_json::to_string(&metadata).expect("JSON");
    }
}
