//! An evaluation as tables.

use unpitch::Label;
use unpitch::evaluate::{
    Calibration, Estimate, Evaluation, LabelMetrics, LossFigure, LossFigures, Metrics, RESAMPLES,
    Slice,
};

use super::table::{Holds, NONE, Table, figure};

/// An evaluation, from the general to the particular.
pub fn tables(evaluation: &Evaluation) -> Vec<Table> {
    let overall = &evaluation.overall;
    let mut tables = vec![
        overall_table(overall),
        labels_table(overall),
        confusion_table(overall),
        slices_table("By language", "language", &evaluation.by_language),
        slices_table("By length in characters", "length", &evaluation.by_length),
        calibration_table(&evaluation.calibration),
    ];
    tables.extend(evaluation.losses.iter().map(losses_table));
    tables
}

fn overall_table(scores: &Metrics) -> Table {
    let row = |name: &str, estimate: &Estimate| {
        let value = figure(scores.paragraphs > 0, estimate.value);
        vec![name.to_owned(), value, interval(scores, estimate)]
    };
    Table {
        title: format!(
            "Pages: {}, paragraphs: {}; 95 % intervals from {RESAMPLES} resamples of whole pages",
            scores.pages, scores.paragraphs
        ),
        header: vec!["measure", "value", "95 % interval"],
        rows: vec![
            row("macro F1", &scores.macro_f1),
            row("accuracy", &scores.accuracy),
        ],
        holds: Holds::Numbers,
    }
}

fn labels_table(scores: &Metrics) -> Table {
    let row = |label: &LabelMetrics| {
        let predicted = scores.confusion.predicted(label.label);
        let [f1, interval] = f1_cells(scores, label);
        vec![
            label.label.to_string(),
            figure(predicted > 0, label.precision),
            figure(label.support > 0, label.recall),
            f1,
            interval,
            label.support.to_string(),
        ]
    };
    Table {
        title: "By label".to_owned(),
        header: vec![
            "label",
            "precision",
            "recall",
            "F1",
            "95 % interval",
            "support",
        ],
        rows: scores.labels.iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}

fn confusion_table(scores: &Metrics) -> Table {
    let row = |actual: Label| {
        let counts = Label::ALL.map(|predicted| scores.confusion.count(actual, predicted));
        let names = std::iter::once(actual.to_string());
        names.chain(counts.map(|n| n.to_string())).collect()
    };
    let names = Label::ALL.map(Label::name);
    Table {
        title: "Confusion: a row for each actual label, a column for each predicted one".to_owned(),
        header: std::iter::once("actual").chain(names).collect(),
        rows: Label::ALL.into_iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}

fn slices_table(title: &str, name: &'static str, slices: &[Slice]) -> Table {
    let row = |slice: &Slice| {
        let scores = &slice.metrics;
        let [pitch, pitch_interval] = f1_cells(scores, scores.label(Label::SubscriptionPitch));
        vec![
            slice.name.clone(),
            scores.pages.to_string(),
            scores.paragraphs.to_string(),
            figure(scores.paragraphs > 0, scores.macro_f1.value),
            interval(scores, &scores.macro_f1),
            pitch,
            pitch_interval,
        ]
    };
    Table {
        title: title.to_owned(),
        header: vec![
            name,
            "pages",
            "paragraphs",
            "macro F1",
            "95 % interval",
            "pitch F1",
            "95 % interval",
        ],
        rows: slices.iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}

fn calibration_table(calibration: &Calibration) -> Table {
    let filled = calibration.bins.iter().filter(|bin| bin.count > 0);
    let rows = filled.map(|bin| {
        vec![
            format!("{:.1}-{:.1}", bin.from, bin.to),
            bin.count.to_string(),
            figure(true, bin.mean_confidence),
            figure(true, bin.accuracy),
        ]
    });
    Table {
        title: format!(
            "Calibration: expected error {:.3}",
            calibration.expected_error
        ),
        header: vec!["probability", "paragraphs", "mean", "accuracy"],
        rows: rows.collect(),
        holds: Holds::Numbers,
    }
}

/// What each budget loses and drops.
fn losses_table(figures: &LossFigures) -> Table {
    let percent = |share: f64| format!("{:.2} %", 100.0 * share);
    let row = |budget: &LossFigure| {
        let (loss, [_, others @ ..]) = (budget.loss(), budget.dropped);
        let interval = match figures.pages {
            0 | 1 => NONE.to_owned(),
            _ => format!("{:.2}-{:.2} %", 100.0 * loss.low, 100.0 * loss.high),
        };
        let mut cells = vec![
            percent(f64::from(budget.max_loss)),
            percent(loss.value),
            interval,
        ];
        cells.extend(others.map(|dropped| format!("{:.1} %", 100.0 * dropped.value)));
        cells
    };
    let kind = if figures.marked { "HTML" } else { "text" };
    Table {
        title: format!(
            "Dropped at each --max-loss, in characters, of {} pages of {kind}",
            figures.pages
        ),
        header: vec![
            "at most",
            "lost",
            "95 % interval",
            "pitches",
            "navigation",
            "related",
        ],
        rows: figures.budgets.iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}

/// F1 and its interval.
fn f1_cells(scores: &Metrics, label: &LabelMetrics) -> [String; 2] {
    let occurs = label.support + scores.confusion.predicted(label.label) > 0;
    if occurs {
        [figure(true, label.f1.value), interval(scores, &label.f1)]
    } else {
        [NONE.to_owned(), NONE.to_owned()]
    }
}

/// The interval, unless it comes from fewer than two pages and would feign certainty.
fn interval(scores: &Metrics, estimate: &Estimate) -> String {
    if scores.pages < 2 {
        return NONE.to_owned();
    }
    format!("{:.3}-{:.3}", estimate.low, estimate.high)
}

#[cfg(test)]
mod tests {
    use super::super::render::{json, markdown, text};
    use super::*;
    use unpitch::evaluate::{PageOutcome, ParagraphOutcome};

    /// A page of paragraphs given as (length, actual, predicted, probability of the predicted label).
    fn page(language: &str, paragraphs: &[(usize, Label, Label, f32)]) -> PageOutcome {
        let outcome = |&(length, actual, predicted, probability): &(usize, Label, Label, f32)| {
            let mut probabilities = [0.0; Label::COUNT];
            probabilities[predicted.index()] = probability;
            ParagraphOutcome::new(length, actual, predicted, probabilities)
        };
        let paragraphs = paragraphs.iter().map(outcome).collect();
        PageOutcome::new("", language.parse().ok(), paragraphs)
    }

    /// Two English pages, one of them without a fault, and one of unknown language; no related content.
    fn three_pages() -> Evaluation {
        use Label::{Article, Navigation, SubscriptionPitch};
        let clean = [
            (8, Navigation, Navigation, 0.75),
            (300, Article, Article, 1.0),
            (90, SubscriptionPitch, SubscriptionPitch, 1.0),
        ];
        let faulty = [
            (8, Navigation, Navigation, 0.75),
            (300, Article, Article, 1.0),
            (90, SubscriptionPitch, Article, 0.5),
        ];
        Evaluation::from_outcomes([
            page("en", &clean),
            page("en", &faulty),
            page("", &[(250, Article, Article, 1.0)]),
        ])
    }

    const TEXT: &str = "\
Pages: 3, paragraphs: 7; 95 % intervals from 1000 resamples of whole pages
  measure   value  95 % interval
  macro F1  0.841    0.556-1.000
  accuracy  0.857    0.667-1.000

By label
  label               precision  recall     F1  95 % interval  support
  article                 0.750   1.000  0.857    0.667-1.000        3
  subscription-pitch      1.000   0.500  0.667    0.000-1.000        2
  navigation              1.000   1.000  1.000    1.000-1.000        2
  related-content             -       -      -              -        0

Confusion: a row for each actual label, a column for each predicted one
  actual              article  subscription-pitch  navigation  related-content
  article                   3                   0           0                0
  subscription-pitch        1                   1           0                0
  navigation                0                   0           2                0
  related-content           0                   0           0                0

By language
  language  pages  paragraphs  macro F1  95 % interval  pitch F1  95 % interval
  en            2           6     0.822    0.556-1.000     0.667    0.000-1.000
  unknown       1           1     1.000              -         -              -

By length in characters
  length  pages  paragraphs  macro F1  95 % interval  pitch F1  95 % interval
  1-19        2           2     1.000    1.000-1.000         -              -
  20-79       0           0         -              -         -              -
  80-199      2           2     0.333    0.000-1.000     0.667    0.000-1.000
  200+        3           3     1.000    1.000-1.000         -              -

Calibration: expected error 0.143
  probability  paragraphs   mean  accuracy
  0.5-0.6               1  0.500     0.000
  0.7-0.8               2  0.750     1.000
  0.9-1.0               4  1.000     1.000
";

    const MARKDOWN: &str = "\
**Pages: 3, paragraphs: 7; 95 % intervals from 1000 resamples of whole pages**

| measure | value | 95 % interval |
| --- | ---: | ---: |
| macro F1 | 0.841 | 0.556-1.000 |
| accuracy | 0.857 | 0.667-1.000 |

**By label**

| label | precision | recall | F1 | 95 % interval | support |
| --- | ---: | ---: | ---: | ---: | ---: |
| article | 0.750 | 1.000 | 0.857 | 0.667-1.000 | 3 |
| subscription-pitch | 1.000 | 0.500 | 0.667 | 0.000-1.000 | 2 |
| navigation | 1.000 | 1.000 | 1.000 | 1.000-1.000 | 2 |
| related-content | - | - | - | - | 0 |

**Confusion: a row for each actual label, a column for each predicted one**

| actual | article | subscription-pitch | navigation | related-content |
| --- | ---: | ---: | ---: | ---: |
| article | 3 | 0 | 0 | 0 |
| subscription-pitch | 1 | 1 | 0 | 0 |
| navigation | 0 | 0 | 2 | 0 |
| related-content | 0 | 0 | 0 | 0 |

**By language**

| language | pages | paragraphs | macro F1 | 95 % interval | pitch F1 | 95 % interval |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| en | 2 | 6 | 0.822 | 0.556-1.000 | 0.667 | 0.000-1.000 |
| unknown | 1 | 1 | 1.000 | - | - | - |

**By length in characters**

| length | pages | paragraphs | macro F1 | 95 % interval | pitch F1 | 95 % interval |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| 1-19 | 2 | 2 | 1.000 | 1.000-1.000 | - | - |
| 20-79 | 0 | 0 | - | - | - | - |
| 80-199 | 2 | 2 | 0.333 | 0.000-1.000 | 0.667 | 0.000-1.000 |
| 200+ | 3 | 3 | 1.000 | 1.000-1.000 | - | - |

**Calibration: expected error 0.143**

| probability | paragraphs | mean | accuracy |
| --- | ---: | ---: | ---: |
| 0.5-0.6 | 1 | 0.500 | 0.000 |
| 0.7-0.8 | 2 | 0.750 | 1.000 |
| 0.9-1.0 | 4 | 1.000 | 1.000 |
";

    const JSON_START: &str = r#"{
  "overall": {
    "pages": 3,
    "paragraphs": 7,
    "accuracy": {
      "value": 0.8571428571428571,
      "low": 0.6666666666666666,
      "high": 1.0
    },
    "macro_f1": {
      "value": 0.8412698412698413,
      "low": 0.5555555555555555,
      "high": 1.0
    },"#;

    const JSON_END: &str = r#""from": 0.9,
        "to": 1.0,
        "count": 4,
        "mean_confidence": 1.0,
        "accuracy": 1.0
      }
    ]
  }
}
"#;

    #[test]
    fn an_evaluation_as_text() {
        let report = text(&super::tables(&three_pages()));
        assert_eq!(report, TEXT);
        assert!(report.lines().all(|line| line.len() <= 80));
    }

    #[test]
    fn an_evaluation_as_markdown() {
        assert_eq!(markdown(&super::tables(&three_pages())), MARKDOWN);
    }

    #[test]
    fn an_evaluation_as_json() {
        let report = json(&three_pages()).unwrap();
        assert!(report.starts_with(JSON_START), "{report}");
        assert!(report.ends_with(JSON_END), "{report}");
        let read: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(read["overall"]["confusion"][1]["predicted"]["article"], 1);
        assert_eq!(read["by_language"][1]["name"], "unknown");
    }

    #[test]
    fn nothing_evaluated_is_still_a_report() {
        let nothing = Evaluation::from_outcomes::<PageOutcome>([]);
        let report = text(&super::tables(&nothing));
        assert!(report.contains("Pages: 0, paragraphs: 0;"), "{report}");
        assert!(!report.contains("NaN"), "{report}");
    }
}
