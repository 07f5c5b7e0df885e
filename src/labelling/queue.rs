//! Which page is worth most next.

use rapidhash::RapidHashSet;

use super::sheet::{Sheet, State};

/// The page to look at next: one that was begun; then those of new templates; of these the one with most doubt, which
/// repeated texts count once in; of equal ones the first. `None` if all are finished or skipped.
pub fn next(sheets: &[Sheet]) -> Option<usize> {
    let seen = seen(sheets);
    let open = sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| sheet.state == State::Open);
    let ranked = open.map(|(index, sheet)| {
        let rank = (sheet.is_begun(), is_new(sheet, &seen), sheet.worth());
        (index, rank)
    });
    let best = ranked.reduce(|best, other| {
        let (a, b) = (best.1, other.1);
        let order = (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2));
        if order.is_gt() { other } else { best }
    });
    best.map(|(index, _)| index)
}

/// The templates of pages that a person has finished.
fn seen(sheets: &[Sheet]) -> RapidHashSet<u64> {
    let finished = sheets.iter().filter(|sheet| sheet.state == State::Finished);
    finished
        .flat_map(|sheet| sheet.templates.iter().copied())
        .collect()
}

/// Whether most of what its paragraphs stand in was on no page that is finished.
fn is_new(sheet: &Sheet, seen: &RapidHashSet<u64>) -> bool {
    let known = sheet
        .templates
        .iter()
        .filter(|template| seen.contains(template));
    2 * known.count() < sheet.templates.len()
}

#[cfg(all(test, feature = "default-model"))]
mod tests {
    use super::*;
    use crate::Model;
    use crate::dataset::NamedPage;
    use crate::labelling::sheet::How;
    use crate::page::Page;

    fn sheet(html: &str, is_doubtful: bool) -> Sheet {
        let page = Page::from_html(html);
        let predictions = Model::embedded().predict(&page);
        let doubt = if is_doubtful { 1.1 } else { 0.0 };
        Sheet::new(NamedPage::new("p", None, page), &predictions, doubt)
    }

    #[test]
    fn begun_pages_come_first_then_new_templates_then_doubt() {
        let mut sheets = [
            sheet("<p>Ferries sail again from Monday.", false),
            sheet("<p>Boats <p>Piers", true),
            sheet("<h1>Tides</h1>", false),
            sheet("<p>Mills", false),
        ];
        assert_eq!(next(&sheets), Some(1));
        sheets[1].state = State::Finished;
        // Its template is the only one that was not seen.
        assert_eq!(next(&sheets), Some(2));
        sheets[2].state = State::Skipped;
        assert_eq!(next(&sheets), Some(0));
        sheets[3].answers[0].how = How::Confirmed;
        assert_eq!(next(&sheets), Some(3));
        for sheet in &mut sheets {
            sheet.state = State::Finished;
        }
        assert_eq!(next(&sheets), None);
    }

    #[test]
    fn a_text_that_stands_on_a_page_twice_counts_once() {
        let once = sheet("<p>Boats", true).worth();
        let twice = sheet("<p>Boats<p>Boats", true);
        assert_eq!(twice.n_waiting(), 2);
        assert!(twice.worth() <= 1.0 && once <= 1.0);
    }
}
