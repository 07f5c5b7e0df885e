//! The rows that come out.

use unpitch::Label;
use unpitch::dataset::DatasetReader;

use super::common::{stderr, stdout, unpitch};
use super::{Desk, value};

#[test]
fn the_rows_are_training_data_with_all_marks() {
    let desk = Desk::new();
    let mut sitting = desk.sit(&["ferry.html", "mill.txt"]);
    for _ in 0..2 {
        sitting.label([0, 1], "article");
        sitting.label([1, 2], "subscription-pitch");
        sitting.label([3, 5], "navigation");
        sitting.done();
    }
    let request = sitting.post("/finish", &serde_json::json!({}));
    let over = value(request.send().expect("an answer"));
    assert_eq!(
        (&over["over"]["finished"], &over["over"]["pages"]),
        (&2.into(), &2.into())
    );
    let (code, said) = sitting.wait();
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("2 pages written, 2 in all"), "{said}");
    assert!(!desk.journal().exists());

    let (dataset, report) = DatasetReader::new().read_path(desk.output()).expect("rows");
    assert!(report.ignored_columns.is_empty());
    let html = std::fs::read_to_string(desk.at("ferry.html")).expect("a page");
    let page = unpitch::Page::from_html(&html);
    let found = dataset
        .pages()
        .iter()
        .find(|page| page.name().ends_with("ferry.html"));
    let found = found.expect("the page");
    assert_eq!(
        found.labels()[..2],
        [Label::Article, Label::SubscriptionPitch]
    );
    let marks = |page: &unpitch::Page| -> Vec<_> {
        let paragraphs = page.paragraphs().iter();
        paragraphs
            .map(|p| (p.text().to_owned(), p.marks().cloned()))
            .collect()
    };
    assert_eq!(marks(found.page()), marks(&page));
    assert_eq!(found.page().facts(), page.facts());
    let output = desk.output();
    let output = output.to_str().expect("UTF-8");
    let evaluated = unpitch(&["evaluate", output], b"");
    assert!(
        stdout(&evaluated).contains("macro F1"),
        "{}",
        stderr(&evaluated)
    );
}

#[test]
fn pages_of_one_name_are_kept_apart() {
    let desk = Desk::new();
    let lines = "{\"page\": \"p\", \"text\": \"Ferries\\nBoats\"}\n{\"page\": \"p\", \"text\": \"Piers\"}\n";
    std::fs::write(desk.at("pages.jsonl"), lines).expect("pages");
    let sitting = desk.sit(&["pages.jsonl"]);
    sitting.done();
    sitting.done();
    assert_eq!(sitting.end("-TERM").0, Some(0));
    let (dataset, _) = DatasetReader::new().read_path(desk.output()).expect("rows");
    let names: Vec<&str> = dataset.pages().iter().map(|page| page.name()).collect();
    assert_eq!(names, ["p", "p (2)"]);
}

#[test]
fn an_output_that_is_something_else_is_left_alone() {
    let desk = Desk::new();
    for (text, expected) in [
        ("text,label\nFerries,article\n", "other columns"),
        ("ferries", "other columns"),
    ] {
        std::fs::write(desk.output(), text).expect("a file");
        let said = desk.refusal(&["mill.txt"]);
        assert!(said.contains(expected), "{said}");
        assert_eq!(desk.csv(), text);
        assert!(!desk.journal().exists());
    }
    std::fs::remove_file(desk.output()).expect("removed");
    std::fs::write(desk.at("empty.html"), "<script></script>").expect("a page");
    let said = desk.refusal(&["empty.html"]);
    assert!(said.contains("no page with a paragraph"), "{said}");
    assert!(!desk.journal().exists());
    let mill = desk.at("mill.txt");
    let mill = mill.to_str().expect("UTF-8");
    let rejects = ["--output", "a.csv", "--rejects", "a.csv.journal"];
    let refused = unpitch(&[&["label", mill][..], &rejects].concat(), b"");
    let said = stderr(&refused);
    assert!(said.contains("--output's journal and --rejects"), "{said}");
    for (output, expected) in [
        ("-", "plain CSV"),
        ("a.csv.gz", "plain CSV"),
        (mill, "the input"),
    ] {
        let refused = unpitch(&["label", mill, "--output", output], b"");
        let said = stderr(&refused);
        assert!(
            refused.status.code() == Some(2) && said.contains(expected),
            "{said}"
        );
    }
}
