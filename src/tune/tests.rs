use super::*;
use crate::dataset::DatasetReader;

/// Pages of some sites, four paragraphs each.
fn pages(sites: usize, pages: usize) -> Dataset {
    let mut csv = String::from("page,site,text,label\n");
    for page in 0..pages {
        let site = page % sites;
        for (text, label) in [
            ("Home", "navigation"),
            ("Ferries sail again from the old harbour.", "article"),
            ("Subscribe now for a week of tides.", "subscription-pitch"),
            ("Storm bends the ramp", "related-content"),
        ] {
            csv += &format!("{page},{site}.example,{text} {},{label}\n", page % 3);
        }
    }
    DatasetReader::new()
        .read(csv.as_bytes(), "a.csv")
        .unwrap()
        .0
}

fn search(dataset: &Dataset, trials: usize) -> Tuned {
    let tuning = Tuning::new(TuneBudget::Trials(trials));
    let mut go_on = |_| ControlFlow::Continue(());
    tuning
        .search(&TrainParams::default(), dataset, &mut go_on)
        .unwrap()
}

#[test]
fn the_winner_is_never_worse_than_the_defaults_and_comes_again() {
    let dataset = pages(5, 10);
    let tuned = search(&dataset, 6);
    assert!(tuned.best().macro_f1 >= tuned.defaults().macro_f1);
    assert_eq!(
        (tuned.best().folds, tuned.defaults().folds, tuned.folds),
        (4, 4, 4)
    );
    // 6 on one fold, 3 of them on two, 2 of those on all.
    let mut folds: Vec<usize> = tuned.trials.iter().map(|trial| trial.folds).collect();
    folds.sort_unstable();
    assert_eq!(folds, [1, 1, 1, 2, 4, 4, 4]);
    assert_eq!(tuned, search(&dataset, 6));
}

#[test]
fn no_time_and_no_trials_leave_the_defaults() {
    let dataset = pages(2, 4);
    let none = search(&dataset, 0);
    assert_eq!((none.trials.len(), none.folds), (1, 2));
    let tuning = Tuning::new(TuneBudget::Time(Duration::ZERO));
    let mut go_on = |_| ControlFlow::Continue(());
    let tuned = tuning
        .search(&TrainParams::default(), &dataset, &mut go_on)
        .unwrap();
    assert_eq!(tuned, none);
    assert!(
        tuned.in_words().contains("the defaults won"),
        "{}",
        tuned.in_words()
    );
}

#[test]
fn one_site_is_divided_by_page_and_one_page_is_refused() {
    assert_eq!(search(&pages(1, 3), 1).folds, 3);
    let tuning = Tuning::new(TuneBudget::Trials(1));
    let mut go_on = |_| ControlFlow::Continue(());
    let refused = tuning.search(&TrainParams::default(), &pages(1, 1), &mut go_on);
    assert!(matches!(refused, Err(Error::Param { .. })));
}

#[test]
fn parameters_that_leave_nothing_to_fit_are_left_out() {
    let csv = "page,site,text,label\na,a,Home,navigation\na,a,Ferries sail.,article\n\
               b,b,Home,navigation\nb,b,Storms rage.,article\n";
    let dataset = DatasetReader::new()
        .read(csv.as_bytes(), "a.csv")
        .unwrap()
        .0;
    let tuned = search(&dataset, 16);
    assert!(tuned.trials.len() < 17 && tuned.best().macro_f1 >= tuned.defaults().macro_f1);
}

#[test]
fn a_search_that_is_told_to_ends() {
    let tuning = Tuning::new(TuneBudget::Trials(2));
    let mut stop = |progress: TuneProgress| match progress.trial {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let ended = tuning.search(&TrainParams::default(), &pages(2, 4), &mut stop);
    assert!(matches!(ended, Err(Error::Interrupted)));
}

#[test]
fn what_is_kept_is_not_tried_and_the_model_says_what_was() {
    let dataset = pages(2, 4);
    let tuning = Tuning::new(TuneBudget::Trials(3))
        .keep(Knob::Alpha)
        .keep(Knob::MinDf);
    let mut go_on = |_| ControlFlow::Continue(());
    let tuned = tuning
        .search(&TrainParams::default(), &dataset, &mut go_on)
        .unwrap();
    let changes = tuned.trials.iter().map(|trial| trial.changes.as_str());
    assert!(
        changes
            .clone()
            .all(|changes| !changes.contains("alpha") && !changes.contains("min_df"))
    );
    assert!(changes.clone().any(|changes| changes.contains("dropout")));
    let model = tuned.noted_in(tuned.best().params.train(&dataset).unwrap().model);
    assert_eq!(model.metadata().parameters["tuned"], tuned.in_words());
}
