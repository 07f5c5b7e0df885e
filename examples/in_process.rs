//! Trains a model on rows in memory, saves it, and labels a page with it and with the embedded one.
//!
//! ```sh
//! cargo run --release --example in_process -- tides.unpitch
//! ```
//! The rows are of a harbour's site, where a line of the tide table is what the page is for. The embedded model has seen the
//! pages of many sites and none of this one, so it may err or be less sure where the small model is right.

use std::path::Path;
use std::process::ExitCode;

use unpitch::dataset::{Dataset, LabelledPage, NamedPage};
use unpitch::train::TrainParams;
use unpitch::{Label, Model, Page, Paragraph, Result};

use Label::{Article, Navigation, RelatedContent, SubscriptionPitch};

/// The labelled rows of one page, top to bottom.
type Rows = [(Label, &'static str); 9];

/// What was labelled: a database's answer, say.
const PAGES: [Rows; 4] = [
    [
        (Navigation, "Harbour office"),
        (Navigation, "Berths and fees"),
        (Article, "Tides at the north quay, Monday"),
        (Article, "High water 04:12, 3.1 m"),
        (Article, "Low water 10:31, 0.4 m"),
        (Article, "High water 16:40, 3.0 m"),
        (
            SubscriptionPitch,
            "Get the tide table by e-mail every Sunday",
        ),
        (RelatedContent, "How the old tide gauge was found again"),
        (Navigation, "Imprint"),
    ],
    [
        (Navigation, "Harbour office"),
        (Navigation, "Berths and fees"),
        (Article, "Tides at the north quay, Tuesday"),
        (Article, "High water 05:02, 3.2 m"),
        (Article, "Low water 11:19, 0.3 m"),
        (Article, "High water 17:33, 3.1 m"),
        (
            SubscriptionPitch,
            "Support the lifeboat: become a member today",
        ),
        (RelatedContent, "Seven knots that every guest should know"),
        (Navigation, "Imprint"),
    ],
    [
        (Navigation, "Harbour office"),
        (Navigation, "Berths and fees"),
        (Article, "Tides at the south pier, Monday"),
        (Article, "High water 04:31, 2.8 m"),
        (Article, "Low water 10:52, 0.6 m"),
        (Article, "Slack water 13:40"),
        (
            SubscriptionPitch,
            "Get the tide table by e-mail every Sunday",
        ),
        (RelatedContent, "Why the south pier is two feet shorter"),
        (Navigation, "Imprint"),
    ],
    [
        (Navigation, "Harbour office"),
        (Navigation, "Berths and fees"),
        (Article, "Tides at the south pier, Tuesday"),
        (Article, "High water 05:20, 2.9 m"),
        (Article, "Low water 11:44, 0.5 m"),
        (Article, "Slack water 14:25"),
        (
            SubscriptionPitch,
            "Support the lifeboat: become a member today",
        ),
        (RelatedContent, "A week with the pilot boat"),
        (Navigation, "Imprint"),
    ],
];

/// A page of that site which nobody has labelled.
const UNSEEN: &str = "Harbour office\n\nTides at the north quay, Friday\n\nHigh water 07:48, 3.4 m\n\n\
    Low water 14:02, 0.2 m\n\nGet the tide table by e-mail every Sunday\n\nImprint\n";

fn main() -> ExitCode {
    let path = std::env::args().nth(1);
    match run(Path::new(path.as_deref().unwrap_or("tides.unpitch"))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(path: &Path) -> Result<()> {
    train(&PAGES)?.save(path)?;
    let own = Model::load(path)?;
    let n_learned: u64 = own.metadata().training.labels.iter().sum();
    println!("{n_learned} paragraphs learned");
    let page = Page::from_text(UNSEEN);
    let (ours, theirs) = (own.predict(&page), Model::embedded().predict(&page));
    for ((paragraph, ours), theirs) in ours.zip(&page)?.zip(&theirs) {
        let [ours, theirs] = [ours, theirs]
            .map(|said| format!("{:<18} {:3.0} %", said.label(), 100.0 * said.probability()));
        println!("{ours}   {theirs}   {}", paragraph.text());
    }
    Ok(())
}

/// Trains a model on labelled rows: on all of them as they are, with the default parameters.
fn train(pages: &[Rows]) -> Result<Model> {
    let pages = pages.iter().enumerate().map(|(number, rows)| {
        let paragraphs = rows.iter().map(|(_, text)| Paragraph::new(text)).collect();
        let site = Some("harbour.example".to_owned());
        let page = NamedPage::new(format!("page {number}"), site, Page::new(paragraphs));
        LabelledPage::new(page, rows.iter().map(|(label, _)| *label).collect())
    });
    let dataset: Dataset = pages.collect::<Result<_>>()?;
    Ok(TrainParams::default().train(&dataset)?.model)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_survives_its_file_and_knows_its_site() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("tides.unpitch");
        let model = train(&PAGES).expect("a model");
        model.save(&path).expect("a file");
        let loaded = Model::load(&path).expect("a model");
        assert_eq!(loaded, model);
        assert_eq!(train(&PAGES).expect("a model"), model);

        let page = Page::from_text(UNSEEN);
        let labels: Vec<Label> = loaded.predict(&page).iter().map(|p| p.label()).collect();
        let expected = [
            Navigation,
            Article,
            Article,
            Article,
            SubscriptionPitch,
            Navigation,
        ];
        assert_eq!(labels, expected);
    }

    #[test]
    fn one_label_is_refused() {
        let rows = PAGES[0].map(|(_, text)| (Article, text));
        assert!(train(&[rows]).is_err());
    }
}
