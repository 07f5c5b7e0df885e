use crate::dataset::{Dataset, DatasetReader};
use crate::train::TrainParams;
use crate::{Label, Model, Page};

/// Two pages of a harbour whose tide table the default model does not take for an article.
const TIDES: &str = "page,text,label\n\
    a,Harbour office,navigation\na,Tides at the north quay,article\na,High water 04:12,article\na,Low water 10:31,article\n\
    a,Quay club: nine a year,subscription-pitch\na,Imprint,navigation\n\
    b,Harbour office,navigation\nb,Tides at the south pier,article\nb,High water 05:02,article\nb,Low water 11:19,article\n\
    b,Quay club: nine a year,subscription-pitch\nb,Imprint,navigation\n";

fn read(csv: &str) -> Dataset {
    DatasetReader::new()
        .read(csv.as_bytes(), "tides.csv")
        .unwrap()
        .0
}

fn from_base(base: &Model, csv: &str) -> Model {
    let params = TrainParams::default().check().unwrap();
    params.train_from(base, &read(csv)).unwrap().model
}

fn labels(model: &Model, text: &str) -> Vec<Label> {
    model
        .predict(&Page::from_text(text))
        .iter()
        .map(|p| p.label())
        .collect()
}

/// A base of its own, so that nothing here depends on the default model's weights.
fn base() -> Model {
    let mut csv = String::from("page,text,label\n");
    for page in 0..12 {
        csv += &format!(
            "{page},Sign in,navigation\n{page},Ferries sail again from the old harbour on day {page} of May.,article\n\
             {page},Subscribe now,subscription-pitch\n{page},Imprint,navigation\n"
        );
    }
    TrainParams::default().train(&read(&csv)).unwrap().model
}

#[test]
fn a_few_pages_teach_what_the_base_did_not_know_and_it_forgets_nothing() {
    let base = base();
    let own = from_base(&base, TIDES);
    let tides = "Harbour office\n\nTides at the west mole\n\nHigh water 06:40\n\nLow water 12:58\n\nQuay club: nine a year\n\nImprint";
    let [article, pitch, menu] = [Label::Article, Label::SubscriptionPitch, Label::Navigation];
    assert_eq!(
        labels(&own, tides),
        [menu, article, article, article, pitch, menu]
    );
    assert_ne!(labels(&base, tides), labels(&own, tides));
    let others = "Sign in\n\nFerries sail again from the old harbour on day 40 of May.\n\nSubscribe now\n\nImprint";
    assert_eq!(labels(&base, others), labels(&own, others));
}

#[test]
fn what_stays_is_the_bases_and_the_file_says_so() {
    let base = base();
    let own = from_base(&base, TIDES);
    assert_eq!(own.second_pass(), base.second_pass());
    assert_eq!(
        own.first_pass().intercepts(),
        base.first_pass().intercepts()
    );
    let parameters = &own.metadata().parameters;
    assert_eq!(parameters["base"], base.digest());
    assert_eq!(own.metadata().training.second_pass, "that of the base");
    let mut bytes = Vec::new();
    own.write(&mut bytes).unwrap();
    assert_eq!(Model::read(&bytes[..]).unwrap(), own);
    assert_eq!(own, from_base(&base, TIDES));
}

#[test]
fn one_paragraph_of_one_label_will_do() {
    let base = base();
    let own = from_base(
        &base,
        "text,label\nQuay club: nine a year,subscription-pitch\n",
    );
    let pitch = |model: &Model| {
        let page = Page::from_text("Quay club: nine a year");
        model.predict(&page).as_slice()[0].probabilities()[Label::SubscriptionPitch.index()]
    };
    let (before, after) = (pitch(&base), pitch(&own));
    assert!(after > 2.0 * before, "{before} {after}");
}

#[test]
fn an_own_model_may_be_a_base() {
    let own = from_base(&base(), TIDES);
    let again = from_base(&own, TIDES);
    assert_eq!(again.metadata().parameters["base"], own.digest());
}
