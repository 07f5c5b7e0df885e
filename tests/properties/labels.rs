//! What the default model says of pages, alone and among others, and what is kept of them as the article.

use proptest::collection::vec;
use proptest::prelude::*;
use unpitch::{ArticleOptions, CleanOptions, Model, Page, Paragraph, Predictions};

use super::made_up;

/// The bits of all probabilities.
fn bits(predictions: &Predictions) -> Vec<[u32; 4]> {
    let predictions = predictions.iter();
    predictions
        .map(|prediction| prediction.probabilities().map(f32::to_bits))
        .collect()
}

fn alone(pages: &[Page]) -> Vec<Vec<[u32; 4]>> {
    let model = Model::embedded();
    pages
        .iter()
        .map(|page| bits(&model.predict(page)))
        .collect()
}

/// A page and the numbers of those of its paragraphs that begin a text of `pieces`, in order.
fn found(page: &Page, text: &str) -> Vec<usize> {
    let mut rest = page.paragraphs().iter().enumerate();
    let pieces = text.split("\n\n").filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let (at, _) = rest.find(|(_, own)| own.text() == piece).expect("in order");
            at
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn probabilities_sum_to_1(page in made_up::page()) {
        let predictions = Model::embedded().predict(&page);
        prop_assert_eq!(predictions.len(), page.paragraphs().len());
        for prediction in &predictions {
            let all = prediction.probabilities();
            prop_assert!((all.iter().sum::<f32>() - 1.0).abs() < 1e-5, "{:?}", all);
            prop_assert!(all.iter().all(|share| (0.0..=1.0).contains(share)), "{:?}", all);
            prop_assert!(all.iter().all(|share| *share <= prediction.probability()));
        }
    }

    #[test]
    fn a_page_is_labelled_as_if_it_were_alone(pages in vec(made_up::page(), 1..6), seed in any::<u64>()) {
        let alone = alone(&pages);
        let mut order: Vec<usize> = (0..pages.len()).collect();
        order.sort_by_key(|at| seed.rotate_left(17 * *at as u32) % 1_009);
        let mut scorer = Model::embedded().scorer();
        for at in order.iter().chain(order.iter().rev()) {
            prop_assert_eq!(&bits(&scorer.predict(&pages[*at])), &alone[*at]);
        }
    }

    #[test]
    fn threads_say_the_same(pages in vec(made_up::page(), 2..5)) {
        let expected = alone(&pages);
        std::thread::scope(|scope| {
            let running = [(); 3].map(|()| scope.spawn(|| alone(&pages)));
            for thread in running {
                assert_eq!(thread.join().expect("it ends"), expected);
            }
        });
    }

    #[test]
    fn what_is_kept_is_the_articles_paragraphs_each_once_in_order(page in made_up::page()) {
        let predictions = Model::embedded().predict(&page);
        let is_kept = predictions.article_paragraphs(&page, &ArticleOptions::default()).unwrap();
        let kept = page.paragraphs().iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept);
        let texts: Vec<&str> = kept.map(|(paragraph, _)| Paragraph::text(paragraph)).collect();
        let expected = texts.join("\n\n");
        let clean = predictions.clean(&page, &CleanOptions::default()).unwrap();
        prop_assert_eq!(clean.trim_end_matches('\n'), expected);
        // What is in doubt may be kept where little may be lost: no other rule than order.
        let careful = predictions.clean(&page, &CleanOptions::default().max_loss(0.001)).unwrap();
        let found = found(&page, careful.trim_end_matches('\n'));
        prop_assert!(found.is_sorted_by(|a, b| a < b));
    }
}
