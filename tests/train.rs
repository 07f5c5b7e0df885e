//! Training through the public API: whatever data are accepted give a model that reads back, or a clear refusal.
#![cfg(feature = "train")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::ControlFlow;

use proptest::prelude::*;
use proptest::sample::select;
use unpitch::dataset::{Dataset, DatasetReader};
use unpitch::logistic::{Advice, LabelWeights, Solver};
use unpitch::train::{
    FoldedBy, NoSecondPass, Progress, SecondPassFit, SecondPassReport, Stage, TrainParams, Trained,
};
use unpitch::{Error, Label, Model, Page};

/// The data of a CSV; `None` if the reader refuses it.
fn read(csv: &str) -> Option<Dataset> {
    let read = DatasetReader::new().read(csv.as_bytes(), "rows.csv");
    read.ok().map(|(dataset, _)| dataset)
}

fn sample(name: &str) -> Dataset {
    let path = format!("{}/data/{name}", env!("CARGO_MANIFEST_DIR"));
    DatasetReader::new().read_path(path).unwrap().0
}

/// Rows of a small site: prose, menus and pitches by turns.
fn rows(n: usize, mut also: impl FnMut(usize) -> String) -> String {
    let mut csv = String::new();
    for row in 0..n {
        let (text, label) = match row % 4 {
            0 => (
                format!("The ferry returned to pier {row} with forty passengers on board."),
                "article",
            ),
            1 => ("Home Weather Sport".to_owned(), "navigation"),
            2 => (
                format!("The council voted on plan {row} after a long debate on Monday."),
                "article",
            ),
            _ => (
                format!("Subscribe for {row} a month to read on"),
                "subscription-pitch",
            ),
        };
        writeln!(csv, "{text},{label}{}", also(row)).unwrap();
    }
    csv
}

#[track_caller]
fn reads_back(model: &Model) -> Model {
    let mut bytes = Vec::new();
    model.write(&mut bytes).unwrap();
    let read = Model::read(&bytes[..]).unwrap();
    assert_eq!(&read, model);
    read
}

fn are_probabilities(model: &Model, page: &Page) {
    for prediction in model.predict(page).as_slice() {
        let probabilities = prediction.probabilities();
        let sum: f32 = probabilities.iter().sum();
        assert!((sum - 1.0).abs() < 1e-4, "{probabilities:?}");
    }
}

/// A CSV of labelled rows, with or without pages, sites and marks.
fn any_rows() -> impl Strategy<Value = String> {
    let text = select(vec![
        "Home",
        "Sign in",
        "Subscribe now for 5 a month",
        "The ferry returned to the pier with forty passengers, our reporter writes.",
        "More on this",
        "$ 5",
        "Residents told us that the storm had cut power for three days.",
        "船は港に戻った",
    ]);
    let path = select(vec![
        "body < html",
        "li < ul.menu < nav",
        "p < div.story < main",
        "a",
    ]);
    let row = (text, 0..4usize, path, 0..7usize, 0..4usize);
    let size = prop_oneof![5 => 1..12usize, 3 => 12..60usize, 1 => 60..300usize];
    let rows = size.prop_flat_map(move |n| prop::collection::vec(row.clone(), n));
    let columns = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        2..=4usize,
        any::<bool>(),
    );
    (rows, columns).prop_map(|(rows, (pages, sites, marks, n_labels, separable))| {
        let mut csv = "text,label".to_owned();
        for (column, is_there) in [
            (",page", pages),
            (",site", pages && sites),
            (",tag,path", marks),
        ] {
            csv += if is_there { column } else { "" };
        }
        for (text, label, path, page, _) in rows {
            // Separable data are the harder ones: nothing but the penalty holds their weights back.
            let label = if separable { text.len() } else { label };
            write!(csv, "\n\"{text}\",{}", Label::ALL[label % n_labels]).unwrap();
            if pages {
                write!(csv, ",{page}").unwrap();
            }
            if pages && sites {
                write!(csv, ",{}", page % 3).unwrap();
            }
            if marks {
                write!(csv, ",p,{path}").unwrap();
            }
        }
        csv
    })
}

fn any_params() -> impl Strategy<Value = TrainParams> {
    let weights = prop_oneof![
        3 => Just(LabelWeights::Uniform),
        1 => Just(LabelWeights::Balanced),
        1 => prop::array::uniform4(-6.0..6.0f64)
            .prop_map(|powers| LabelWeights::Given(powers.map(|power| 10f64.powf(power).clamp(1e-6, 1e6)))),
    ];
    let alpha = (-9.0..9.0f64).prop_map(|power| 10f64.powf(power).clamp(1e-9, 1e9));
    let solver = prop_oneof![
        5 => Just(Solver::Adagrad),
        3 => Just(Solver::Sparse),
        1 => Just(Solver::Linfa)
    ];
    let min_df = prop::option::of(1..6usize);
    let budget = prop_oneof![4 => Just(1 << 30), 1 => Just(10_000usize)];
    let sizes = (1..40usize, 1..200usize, 1..4usize, budget);
    let numbers = (alpha, 0.0..0.9f32, -10.0..10.0f32);
    (numbers, solver, min_df, weights, sizes).prop_map(
        |((alpha, dropout, bias), solver, min_df, weights, (iterations, most, threads, budget))| {
            let params = TrainParams::default()
                .alpha(alpha)
                .dropout(dropout)
                .pitch_bias(bias)
                .solver(solver)
                .label_weights(weights)
                .max_iterations(iterations)
                .max_features(most)
                .memory_budget(budget)
                .threads(threads);
            match min_df {
                Some(min_df) => params.min_df(min_df),
                None => params,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_model_that_was_trained_reads_back(csv in any_rows(), params in any_params()) {
        let data = read(&csv).expect("sound rows");
        match params.train(&data) {
            Ok(Trained { model, .. }) => {
                let read = reads_back(&model);
                for page in data.pages() {
                    are_probabilities(&read, page.page());
                }
                are_probabilities(&read, &Page::from_text("Unseen words\n\n\u{202e}1 2 3"));
            }
            Err(Error::Data(_) | Error::Fit(_) | Error::Param { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn any_data_that_are_read_can_be_trained_on(
        cells in prop::collection::vec(prop::array::uniform4(any_cell()), 2..6),
    ) {
        let mut csv = "text,label,tag,path,page".to_owned();
        for (row, [text, tag, path, page]) in cells.iter().enumerate() {
            let label = Label::ALL[row % 2];
            write!(csv, "\n{text},{label},{tag},{path},{page}").unwrap();
        }
        if let Some(data) = read(&csv) {
            match TrainParams::default().train(&data) {
                Ok(trained) => {
                    reads_back(&trained.model);
                }
                Err(error) => prop_assert!(matches!(error, Error::Data(_)), "{error}"),
            }
        }
    }
}

/// A quoted cell of anything: line breaks, control characters, emoji, separators of names and paths, very long words.
fn any_cell() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        2 => any::<String>(),
        2 => "[ \\n\\r\\t=<>.#\"a-c]{0,12}",
        1 => "(\\PC|[\\x00-\\x1f\\x7f-\\x9f\\u{2028}\\u{2029}]){0,20}",
        1 => Just("👩‍👩‍👧 \u{202e}\u{feff}\u{0}".to_owned()),
        1 => ("[a-z\\n ]{1,3}", 1..40_000usize).prop_map(|(text, n)| text.repeat(n)),
    ];
    text.prop_map(|text| format!("\"{}\"", text.replace('"', "\"\"")))
}

#[test]
fn a_line_break_in_a_tag_or_path_does_no_harm() {
    let also = |_| ",\"p\nq\",\"p\n < div.a\r\nb\"".to_owned();
    let data = read(&("text,label,tag,path\n".to_owned() + &rows(12, also))).unwrap();
    reads_back(&TrainParams::default().train(&data).unwrap().model);
}

#[test]
fn separable_data_of_any_size_give_a_model_that_reads_back_and_labels_them() {
    for n in [4, 8, 12, 40] {
        let csv = "text,label\n".to_owned() + &rows(n, |_| String::new());
        let data = read(&csv).unwrap();
        let trained = TrainParams::default().train(&data).unwrap();
        let model = reads_back(&trained.model);
        let right = data.pages().iter().filter(|page| {
            let predictions = model.predict(page.page());
            predictions.as_slice()[0].label() == page.labels()[0]
        });
        assert_eq!(right.count(), n, "of {n} rows");
        assert_eq!(trained.convergence.advice, None, "{n} rows");
    }
}

#[test]
fn too_few_rows_for_min_df_are_refused_with_what_to_do() {
    let data = read("text,label\nFerries sail again,article\nHome,navigation\n").unwrap();
    let error = TrainParams::default().min_df(4).train(&data).unwrap_err();
    assert!(matches!(error, Error::Fit(_)));
    let text = error.to_string();
    assert!(
        text.contains("no feature occurs in 4 paragraphs; add rows or lower min_df"),
        "{text}"
    );
    // The default is less for small data.
    let trained = TrainParams::default().train(&data).unwrap();
    assert!(trained.n_features > 0);
    assert_eq!(trained.model.metadata().parameters["min_df"], "1");
}

/// How the second pass of a CSV with these columns was fitted, by default.
fn second_pass(csv: &str) -> SecondPassReport {
    let trained = TrainParams::default().train(&read(csv).unwrap()).unwrap();
    let recorded = &trained.model.metadata().training.second_pass;
    assert_eq!(recorded, &trained.second_pass.to_string());
    trained.second_pass
}

#[test]
fn folds_are_sites_or_else_pages_or_else_runs_and_the_model_says_which() {
    let folded_by = |header: &str, also: fn(usize) -> String| {
        let csv = format!("text,label{header}\n{}", rows(120, also));
        match second_pass(&csv) {
            SecondPassReport::Fitted { folds, text, .. } => {
                assert_eq!(text, SecondPassFit::Linfa);
                folds
            }
            other => panic!("{other}"),
        }
    };
    let by = folded_by(",page,site", |row| format!(",{},{}", row / 8, row / 32));
    assert_eq!(by, FoldedBy::Site);
    let by = folded_by(",page,site", |row| format!(",{},{}", row / 8, row / 64));
    assert_eq!(by, FoldedBy::Page);
    // Three sites, but pitches on one of them only.
    let by = folded_by(",page,site", |row| {
        let site = if row % 4 == 3 { 0 } else { 1 + row / 64 };
        format!(",{}-{site},{site}", row / 8)
    });
    assert_eq!(by, FoldedBy::Page);
    assert_eq!(folded_by(",page", |_| ",1".to_owned()), FoldedBy::Run);
}

#[test]
fn without_a_second_pass_the_model_says_why() {
    let csv = "text,label\n".to_owned() + &rows(12, |_| String::new());
    let few = second_pass(&csv);
    assert_eq!(few, SecondPassReport::None(NoSecondPass::FewParagraphs));
    let csv = "text,label,page\n".to_owned()
        + &rows(120, |row| format!(",{}", row / 8))
        + "More,related-content,1\n";
    let rare = second_pass(&csv);
    assert_eq!(rare, SecondPassReport::None(NoSecondPass::RareLabel));
}

#[test]
fn the_second_pass_keeps_to_the_memory_budget() {
    let csv = "text,label,page\n".to_owned() + &rows(112, |row| format!(",{}", row / 8));
    let data = read(&csv).unwrap();
    let train = |budget| {
        let params = TrainParams::default().memory_budget(budget);
        params.train(&data).unwrap()
    };
    let (within, beyond) = (train(1 << 30), train(1000));
    let fit = |trained: &Trained| match trained.second_pass {
        SecondPassReport::Fitted { text, .. } => text,
        other => panic!("{other}"),
    };
    assert_eq!(fit(&within), SecondPassFit::Linfa);
    assert_eq!(fit(&beyond), SecondPassFit::SparseForMemory);
    let page = data.pages()[3].page();
    let [a, b] = [&within, &beyond].map(|trained| trained.model.predict(page));
    for (a, b) in a.as_slice().iter().zip(b.as_slice()) {
        assert_eq!(a.label(), b.label());
        assert!((a.probability() - b.probability()).abs() < 0.05);
    }
}

#[test]
fn the_pitch_bias_is_recorded_and_finds_more_pitches() {
    let csv = "text,label,page\n".to_owned() + &rows(112, |row| format!(",{}", row / 8));
    let data = read(&csv).unwrap();
    let pitch = |bias| {
        let model = TrainParams::default()
            .pitch_bias(bias)
            .train(&data)
            .unwrap()
            .model;
        let recorded = model.metadata().parameters["pitch_bias"].clone();
        let page = data.pages()[0].page();
        let probabilities = model.predict(page).as_slice()[0].probabilities();
        (recorded, probabilities[Label::SubscriptionPitch.index()])
    };
    let (none, more) = (pitch(0.0), pitch(1.5));
    assert_eq!((none.0.as_str(), more.0.as_str()), ("0", "1.5"));
    assert!(more.1 > none.1 * 2.0, "{none:?} {more:?}");
}

#[test]
fn progress_names_its_part_and_its_numbers_are_finite() {
    let csv = "text,label,page\n".to_owned() + &rows(120, |row| format!(",{}", row / 8));
    let data = read(&csv).unwrap();
    for (solver, threads) in [(Solver::Adagrad, 1), (Solver::Sparse, 3)] {
        let mut started = BTreeSet::new();
        let mut listener = |progress| {
            match progress {
                Progress::Started { stage, .. } => assert!(started.insert(stage)),
                Progress::Vocabulary {
                    stage,
                    features,
                    columns,
                    ..
                } => {
                    assert!(started.contains(&stage) && 0 < features && features < columns);
                }
                Progress::Round {
                    stage, round, loss, ..
                } => {
                    assert!(started.contains(&stage) && round >= 1 && loss.is_finite());
                }
                Progress::Iteration {
                    stage,
                    gradient,
                    objective,
                    ..
                } => {
                    assert!(
                        started.contains(&stage) && gradient.is_finite() && objective.is_finite()
                    );
                }
                _ => {}
            }
            ControlFlow::Continue(())
        };
        let params = TrainParams::default().solver(solver).threads(threads);
        params.train_with_progress(&data, &mut listener).unwrap();
        let names: Vec<String> = started.iter().map(Stage::to_string).collect();
        let fitted = [
            "first pass",
            "without fold 1",
            "without fold 2",
            "without fold 3",
        ];
        assert_eq!(names[..4], fitted);
        assert_eq!(names[4..], ["second pass, text"]);
    }
}

#[test]
fn a_training_can_be_stopped_at_any_event() {
    let csv = "text,label,page\n".to_owned() + &rows(120, |row| format!(",{}", row / 8));
    let data = read(&csv).unwrap();
    for after in [0, 1, 2, 5, 40, 300] {
        let mut left = after;
        let mut stop = |_| match left {
            0 => ControlFlow::Break(()),
            _ => {
                left -= 1;
                ControlFlow::Continue(())
            }
        };
        let stopped = TrainParams::default().train_with_progress(&data, &mut stop);
        assert!(matches!(stopped, Err(Error::Interrupted)), "after {after}");
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let csv = "text,label,page,tag,path\n".to_owned()
        + &rows(112, |row| {
            format!(",{},p,p < div.{} < main", row / 8, row % 3)
        });
    let data = read(&csv).unwrap();
    for solver in [Solver::Adagrad, Solver::Sparse] {
        let bytes = |threads| {
            let params = TrainParams::default().solver(solver).threads(threads);
            let mut bytes = Vec::new();
            params
                .train(&data)
                .unwrap()
                .model
                .write(&mut bytes)
                .unwrap();
            bytes
        };
        let one = bytes(1);
        for threads in [3, 9] {
            assert!(bytes(threads) == one, "{solver} on {threads} threads");
        }
    }
}

/// Macro F1 on `data/validation.csv`, as text.
fn macro_f1(params: &TrainParams) -> f64 {
    let model = params.train(&sample("train.csv")).unwrap().model;
    let outcomes = sample("validation.csv");
    let outcomes: Vec<_> = outcomes
        .pages()
        .iter()
        .map(|page| model.outcome(page))
        .collect();
    let evaluation = unpitch::evaluate::Evaluation::from_outcomes(&outcomes);
    evaluation.overall.macro_f1.value
}

#[test]
#[cfg_attr(
    debug_assertions,
    ignore = "takes minutes without optimisation; cargo test --release runs it"
)]
fn adagrad_is_about_as_good_as_sparse_for_every_alpha() {
    for min_df in [4, 1] {
        for power in -3..=3 {
            let params = TrainParams::default()
                .alpha(10f64.powi(power))
                .min_df(min_df);
            let adagrad = macro_f1(&params);
            let sparse = macro_f1(&params.solver(Solver::Sparse));
            assert!(
                adagrad >= sparse - 0.02,
                "alpha 1e{power}, min_df {min_df}: {adagrad:.3}, sparse {sparse:.3}"
            );
        }
    }
}

#[test]
fn a_fit_that_does_not_converge_says_what_would_help() {
    let data = sample("test.csv");
    let params = TrainParams::default().max_features(50).min_df(20);
    let short = params
        .solver(Solver::Sparse)
        .max_iterations(5)
        .train(&data)
        .unwrap();
    assert!(!short.convergence.converged);
    assert_eq!(short.convergence.advice, Some(Advice::MoreIterations));
}
