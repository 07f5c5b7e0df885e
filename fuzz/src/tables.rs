//! What holds of every CSV: however it is read, the same comes out, and what was read can be written and read again.

use unpitch::dataset::{Dataset, DatasetReader, DatasetRow, DatasetWriter, LabelledPage};

/// Reads bytes as labelled CSV in all ways, and checks that they agree.
pub fn check(bytes: &[u8]) {
    let reader = DatasetReader::new();
    let strict = reader.read(bytes, "table.csv");
    let lenient = reader.clone().skip_bad(true).read(bytes, "table.csv");
    let survey = reader.survey(bytes, "table.csv");
    let pages = reader.clone().skip_bad(true).read_pages(bytes, "table.csv");
    if let Ok((dataset, report)) = strict {
        let (same, lenient) = lenient.as_ref().expect("nothing to skip");
        assert_eq!(
            (same.digest(), lenient.rows),
            (dataset.digest(), report.rows)
        );
        assert_eq!(
            survey.as_ref().expect("read once").dataset.digest(),
            dataset.digest()
        );
        pages.expect("pages with labels are pages");
    }
    if let Ok((dataset, report)) = lenient {
        assert_eq!(survey.expect("read once").faults.len(), report.n_skipped);
        assert_eq!(dataset.n_paragraphs(), report.rows);
        dataset
            .pages()
            .iter()
            .for_each(|page| super::pages::reads_back(page.page()));
        written_again(&dataset);
    }
}

fn written_again(dataset: &Dataset) {
    // Pages that are named after their line have other names once others stand before them.
    let named = |page: &&LabelledPage| !page.name().starts_with("line ");
    let pages: Vec<LabelledPage> = dataset.pages().iter().filter(named).cloned().collect();
    if pages.is_empty() {
        return;
    }
    let csv = write(&pages);
    let (read, _) = DatasetReader::new()
        .read(&csv[..], "again.csv")
        .expect("what was written is read");
    assert_eq!(
        read.digest(),
        pages.into_iter().collect::<Dataset>().digest()
    );
}

fn write(pages: &[LabelledPage]) -> Vec<u8> {
    let mut writer = DatasetWriter::new(Vec::new()).expect("memory");
    for page in pages {
        let paragraphs = page
            .page()
            .paragraphs()
            .iter()
            .zip(page.labels())
            .enumerate();
        for (position, (paragraph, label)) in paragraphs {
            let row = DatasetRow::new(page.name(), position, *label, paragraph)
                .site(page.site())
                .language(page.page().language())
                .facts((position == 0).then(|| page.page().facts()));
            writer.write(row).expect("memory");
        }
    }
    writer.finish().expect("memory")
}
