//! The arguments of `unpitch train`. Defaults are the library's own, so that the help cannot lie.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args as ClapArgs;
use unpitch::Label;
use unpitch::logistic::{LabelWeights, Solver};
use unpitch::train::TrainParams;
use unpitch::tune::{Knob, TuneBudget, Tuning};

use super::pages::default_threads;
use super::{DataArgs, EMBEDDED, duration};
use crate::files::is_standard_output;

const EXAMPLES: &str = "\
Examples:
  unpitch train train.csv --validation validation.csv --output site.unpitch
  unpitch train site.csv --base --output site.unpitch";

/// `unpitch train`.
#[derive(ClapArgs, Debug)]
#[command(after_help = EXAMPLES)]
pub struct TrainArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// The model file to write, or - for standard output.
    #[arg(short, long, value_name = "FILE", required_unless_present = "folds")]
    pub output: Option<PathBuf>,
    /// Labelled CSV to measure the model on; its figures are noted in the model file.
    #[arg(long, value_name = "DATA", requires = "output")]
    pub validation: Option<PathBuf>,
    /// Cross-validate over this many folds, divided by site, and print mean and spread.
    #[arg(long, value_name = "N")]
    pub folds: Option<usize>,
    /// Begin with a model and change as little of it as the data ask for: the embedded model, or the file given. For a few
    /// pages of one site.
    #[arg(long, value_name = "MODEL", num_args = 0..=1, require_equals = true, default_missing_value = EMBEDDED,
        conflicts_with_all = ["solver", "dropout", "max_features", "tune", "trials"])]
    pub base: Option<PathBuf>,
    /// Search alpha, dropout, min-df, max-features and label weights by folds for about so long: 90s, 10m, 2h. What is given by
    /// its own option is kept.
    #[arg(long, value_name = "TIME", value_parser = duration::parse, requires = "output",
        conflicts_with_all = ["trials", "folds"])]
    pub tune: Option<Duration>,
    /// The same for a number of trials, 1 to 64, which gives the same model on any machine.
    #[arg(long, value_name = "N", requires = "output", conflicts_with = "folds",
        value_parser = clap::value_parser!(u8).range(1..=64))]
    pub trials: Option<u8>,
    #[arg(long, help = format!("{}; with --base of that on what is new to it [default: {}]",
        with_default("alpha", "Strength of the penalty on weights, 1 / C of scikit-learn"), TrainParams::BASE_ALPHA))]
    pub alpha: Option<f64>,
    #[arg(long, value_name = "N", help = with_default("min_df",
        "Ignore features that occur in fewer than N paragraphs"))]
    pub min_df: Option<usize>,
    #[arg(long, value_name = "N", help = with_default("max_features",
        "Keep at most N features per family (words, pairs, ...), the most frequent ones"))]
    pub max_features: Option<usize>,
    #[arg(long, value_parser = parse_label_weights, help = with_default("label_weights",
        "How much a paragraph counts by its label: uniform, balanced, or four numbers \
         (article,subscription-pitch,navigation,related-content)"))]
    pub label_weights: Option<LabelWeights>,
    #[arg(long, help = with_default("solver",
        "Solver for the first pass: adagrad (fast), sparse (exact), linfa (exact, on a dense matrix: small data only)"))]
    pub solver: Option<Solver>,
    #[arg(long, value_name = "SHARE", help = with_default("dropout",
        "Dropout rate (adagrad only), 0 to 0.9"))]
    pub dropout: Option<f32>,
    #[arg(long, value_name = "N", help = with_default("max_iterations",
        "Stop the solvers sparse and linfa after N iterations"))]
    pub max_iterations: Option<usize>,
    /// Threads to fit with; the model is the same whatever their number.
    #[arg(long, value_name = "N", default_value_t = default_threads(TrainParams::MOST_THREADS))]
    pub threads: usize,
}

impl TrainArgs {
    /// Refuses what clap cannot know to be wrong.
    pub fn check(&self) -> Result<(), String> {
        let output = self.output.as_deref();
        if self.folds.is_some() && output.is_some_and(is_standard_output) {
            return Err(
                "--output and --folds would both write to standard output; give --output a file"
                    .to_owned(),
            );
        }
        self.data.check()
    }

    /// The parameters of the training, not checked yet. What is not given is left to the library.
    pub fn params(&self) -> TrainParams {
        TrainParams::default()
            .threads(self.threads)
            .given(self.alpha, |params, alpha| match self.base {
                Some(_) => params.base_alpha(alpha),
                None => params.alpha(alpha),
            })
            .given(self.min_df, TrainParams::min_df)
            .given(self.max_features, TrainParams::max_features)
            .given(self.label_weights, TrainParams::label_weights)
            .given(self.solver, TrainParams::solver)
            .given(self.dropout, TrainParams::dropout)
            .given(self.max_iterations, TrainParams::max_iterations)
    }
}

impl TrainArgs {
    /// The search that is asked for; what is given by its own option is left alone.
    pub fn tuning(&self) -> Option<Tuning> {
        let budget = match (self.tune, self.trials) {
            (Some(time), _) => TuneBudget::Time(time),
            (None, Some(trials)) => TuneBudget::Trials(trials.into()),
            (None, None) => return None,
        };
        let given = [
            (Knob::Alpha, self.alpha.is_some()),
            // Of the solvers adagrad alone has it.
            (
                Knob::Dropout,
                self.dropout.is_some() || self.solver.is_some_and(|of| of != Solver::Adagrad),
            ),
            (Knob::MinDf, self.min_df.is_some()),
            (Knob::MaxFeatures, self.max_features.is_some()),
            (Knob::LabelWeights, self.label_weights.is_some()),
        ];
        let kept = given.into_iter().filter(|(_, is_given)| *is_given);
        Some(kept.fold(Tuning::new(budget), |tuning, (knob, _)| tuning.keep(knob)))
    }
}

/// The help of a parameter, with the library's default.
fn with_default(name: &str, help: &str) -> String {
    let params = TrainParams::default().check();
    let words = params.map(|params| params.in_words()).unwrap_or_default();
    match words.get(name) {
        Some(value) => format!("{help} [default: {value}]"),
        None => help.to_owned(),
    }
}

fn parse_label_weights(text: &str) -> Result<LabelWeights, String> {
    match text {
        "uniform" => return Ok(LabelWeights::Uniform),
        "balanced" => return Ok(LabelWeights::Balanced),
        _ => {}
    }
    let numbers: Result<Vec<f64>, _> = text
        .split(',')
        .map(|number| number.trim().parse())
        .collect();
    let four = numbers
        .ok()
        .and_then(|numbers| <[f64; Label::COUNT]>::try_from(numbers).ok());
    four.map(LabelWeights::Given)
        .ok_or_else(|| "expected uniform, balanced, or four numbers such as 1,3,1,1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::args::{Args, Command};

    fn parsed(line: &str) -> TrainArgs {
        match Args::try_parse_from(line.split(' ')).expect(line).command {
            Command::Train(args) => args,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_options_the_library_decides() {
        let args = parsed("unpitch train a.csv -o m");
        assert_eq!(args.params().threads(1), TrainParams::default().threads(1));
        assert!(args.params().check().is_ok());
    }

    #[test]
    fn the_help_gives_the_librarys_defaults() {
        let mut command = Args::command();
        let train = command.find_subcommand_mut("train").unwrap();
        let help = train
            .render_help()
            .to_string()
            .replace(char::is_whitespace, "");
        let words = TrainParams::default().check().unwrap().in_words();
        for name in [
            "alpha",
            "min_df",
            "max_features",
            "label_weights",
            "solver",
            "dropout",
            "max_iterations",
        ] {
            let option = format!("--{}<", name.replace('_', "-"));
            let (_, rest) = help.split_once(&option).expect(&option);
            let (_, value) = rest.split_once("[default:").expect(&option);
            let expected = words[name].replace(char::is_whitespace, "") + "]";
            assert!(value.starts_with(&expected), "{option}: {value}");
        }
    }

    #[test]
    fn the_default_number_of_threads_is_accepted_on_any_machine() {
        let most = TrainParams::default()
            .threads(TrainParams::MOST_THREADS)
            .check();
        assert!(most.is_ok());
        assert_eq!(default_threads(1), 1);
        assert!(default_threads(TrainParams::MOST_THREADS) <= TrainParams::MOST_THREADS);
    }
}
