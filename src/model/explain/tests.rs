use proptest::prelude::*;

use super::*;
use crate::features::Caches;
use crate::scores::Scores;

/// What the sums of all four labels give: the first pass's scores and the probabilities.
fn totals(explanation: &Explanation<'_>, index: usize) -> (Scores, Scores) {
    let why = Label::ALL.map(|label| explanation.why(index, label).expect("a paragraph"));
    let first = std::array::from_fn(|label| why[label].features.total());
    let last = std::array::from_fn(|label| why[label].surroundings.total());
    (first, softmax(last))
}

/// Both sums are those of the scores that [`Model::predict`] computes in another way.
fn assert_exact(page: &Page) {
    let model = Model::embedded();
    let explanation = model.explanation(page);
    let first = first_scores(model, page);
    for (index, prediction) in model.predict(page).iter().enumerate() {
        let (features, probabilities) = totals(&explanation, index);
        for label in Label::ALL.map(Label::index) {
            let (sum, score) = (features[label], first[index][label]);
            assert!((sum - score).abs() < 1e-4, "{index}: {sum} {score}");
            let (sum, p) = (probabilities[label], prediction.probabilities()[label]);
            assert!((sum - p).abs() < 1e-4, "{index}: {sum} {p}");
        }
    }
}

/// The scores of the fused first pass.
fn first_scores(model: &Model, page: &Page) -> Vec<Scores> {
    use crate::deadline::Deadline;
    use crate::first_pass::fused::FusedPass;
    let mut caches = Caches::default();
    let prepared = Prepared::new(page, &mut caches);
    let mut pass = FusedPass::new(&model.vectorizer, &model.first_pass, model.columns.clone());
    let fused = pass.scores(&prepared, Deadline::NEVER);
    fused.expect("there is time").scores().to_vec()
}

const LINES: [&str; 8] = [
    "<p>Ferries sail again from the old harbour, sail after sail, said the company on Monday, and more are to come in May.",
    "<p>Subscribe now for unlimited access",
    "<nav><ul><li><a href=/news>News</a><li><a href=/sport>Sport</a><li>Sign in</ul></nav>",
    "<h2>Read also</h2>",
    "<div class=newsletter>Your e-mail <input type=email><p>Sign up</div>",
    "<footer><p>© Harbour Courier</footer>",
    "<aside><a href=/2031/05/storm-delays-ferry>Storm delays ferry</a></aside>",
    "<h1>Two islands, one ferry</h1>",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_sums_are_exact(lines in prop::collection::vec(0..LINES.len(), 1..12), as_text in any::<bool>()) {
        let html: String = lines.iter().map(|line| LINES[*line]).collect();
        let page = Page::from_html(&html);
        let texts: Vec<&str> = page.paragraphs().iter().map(|p| p.text()).collect();
        let page = if as_text { Page::from_text(&texts.join("\n\n")) } else { page.clone() };
        assert_exact(&page);
    }
}

#[test]
fn the_items_of_a_list_have_sums_in_common() {
    assert_exact(&Page::from_text(
        "Plans\n- Digital, 2 a week\n- Print\n- Both, with a tote bag\n\nThe ferry was late again.\n",
    ));
}

#[test]
fn a_label_against_another_is_the_difference_of_both() {
    let page = Page::from_text("News\n\nSubscribe now\n\nSign in\n");
    let explanation = Model::embedded().explanation(&page);
    let (label, other) = (Label::SubscriptionPitch, Label::Navigation);
    let [for_it, for_other] = [label, other].map(|label| explanation.why(1, label).unwrap());
    let against = explanation.against(1, label, other).unwrap();
    let features = for_it.features.total() - for_other.features.total();
    assert!((against.features.total() - features).abs() < 1e-4);
    let surroundings = for_it.surroundings.total() - for_other.surroundings.total();
    assert!((against.surroundings.total() - surroundings).abs() < 1e-4);
    let all = against.strongest(usize::MAX);
    assert!(all.is_sorted_by(|a, b| a.amount().abs() >= b.amount().abs()));
    assert!(explanation.against(3, label, other).is_none());
}

#[test]
fn there_is_nothing_beyond_the_page() {
    let page = Page::from_text("News\n");
    assert!(
        Model::embedded()
            .explain(&page, 1, Label::Article)
            .is_none()
    );
}

#[test]
fn one_list_holds_both_but_the_paragraph_itself_once() {
    let page = Page::from_text("News\n\nSubscribe now\n\nSign in\n");
    let why = Model::embedded().explain(&page, 1, Label::SubscriptionPitch);
    let why = why.expect("a paragraph");
    let all = why.strongest(usize::MAX);
    assert_eq!(
        all.len(),
        why.features.terms.len() + why.surroundings.terms.len() - 1
    );
    assert!(all.is_sorted_by(|a, b| a.amount().abs() >= b.amount().abs()));
    let words: Vec<String> = all.iter().map(ToString::to_string).collect();
    assert!(words.iter().any(|words| words == "'now'"), "{words:?}");
    assert!(
        words.iter().any(|words| words == "below: 'sign in'"),
        "{words:?}"
    );
    assert!(
        words.iter().any(|words| words == "the paragraph above"),
        "{words:?}"
    );
    assert_eq!(why.strongest(2), all[..2]);
}
