//! The command line: what may be said, and the help.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use unpitch::evaluate::Floor;
use unpitch::{Label, LabelWeights, Solver, Wrapping};

/// Label every paragraph of a scraped page: article, subscription-pitch, navigation or related-content.
#[derive(Parser, Debug)]
#[command(version, about, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Train a model on labelled CSVs.
    Train(TrainArgs),
    /// Measure a model on labelled CSVs.
    Evaluate(EvaluateArgs),
    /// Label the paragraphs of pages.
    Predict(PredictArgs),
}

/// How labelled CSVs are read.
#[derive(ClapArgs, Debug)]
pub struct DataArgs {
    /// Labelled CSV or CSV.gz: text,label and optionally page,site,position,language,tag,link_density,path.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Read the label FROM as the label TO; may be given several times.
    #[arg(long, value_name = "FROM=TO", value_parser = parse_label_map)]
    pub label_map: Vec<(String, Label)>,
    /// Pass over rows that cannot be used, and count them.
    #[arg(long)]
    pub skip_bad: bool,
    /// Leave the markup columns out, as if the pages had been plain text.
    #[arg(long)]
    pub text_only: bool,
}

/// `unpitch train`.
#[derive(ClapArgs, Debug)]
pub struct TrainArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// The model file to write.
    #[arg(short, long, value_name = "FILE", required_unless_present = "folds")]
    pub output: Option<PathBuf>,
    /// Labelled CSV to measure the model on; its figures are noted in the model file.
    #[arg(long, value_name = "DATA")]
    pub validation: Option<PathBuf>,
    /// Cross-validate over this many folds, divided by site, and print mean and spread.
    #[arg(long, value_name = "N")]
    pub folds: Option<usize>,
    /// Strength of the penalty on weights, 1 / C of scikit-learn [default: 0.4].
    #[arg(long)]
    pub alpha: Option<f64>,
    /// Ignore features that occur in fewer than N paragraphs [default: 4; 1 to 3 for fewer than 300 rows].
    #[arg(long, value_name = "N")]
    pub min_df: Option<usize>,
    /// Most features known of each family, such as words; the most frequent stay [default: 24000].
    #[arg(long, value_name = "N")]
    pub max_features: Option<usize>,
    /// How much a paragraph counts by its label: uniform, balanced, or four numbers
    /// (article,subscription-pitch,navigation,related-content) [default: uniform].
    #[arg(long, value_parser = parse_label_weights)]
    pub label_weights: Option<LabelWeights>,
    /// Solver of the first pass: adagrad (fast); sparse (exact minimum); linfa (the same, dense, small data only)
    /// [default: adagrad].
    #[arg(long)]
    pub solver: Option<Solver>,
    /// Share of the features that adagrad leaves out at a visit, 0 to 0.9 [default: 0.2].
    #[arg(long, value_name = "SHARE")]
    pub dropout: Option<f32>,
    /// Most iterations of the solvers sparse and linfa [default: 1000].
    #[arg(long, value_name = "N")]
    pub max_iterations: Option<usize>,
    /// Threads to fit with; the model is the same whatever their number.
    #[arg(long, value_name = "N", default_value_t = default_threads())]
    pub threads: usize,
}

/// `unpitch evaluate`.
#[derive(ClapArgs, Debug)]
pub struct EvaluateArgs {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub model: ModelArgs,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// A figure that must be reached, or the exit code is 1: macro_f1=0.80, accuracy=0.9, subscription-pitch.f1=0.55;
    /// may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub floor: Vec<Floor>,
}

/// `unpitch predict`.
#[derive(Clone, ClapArgs, Debug)]
pub struct PredictArgs {
    /// Pages to label: HTML, text, JSON lines or CSV, each also as .gz, or - for standard input, the default.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub model: ModelArgs,
    /// What the pages are.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub input: InputFormat,
    /// How to write the labels [default: table on a terminal, jsonl into a pipe or file].
    #[arg(long, value_enum)]
    pub format: Option<PageFormat>,
    /// Write only paragraphs with this label; may be given several times [default: all, but article for --format text].
    #[arg(long, value_name = "LABEL")]
    pub keep: Vec<Label>,
    /// Say below each paragraph which features spoke most for its label (table and jsonl).
    #[arg(long)]
    pub explain: bool,
    /// The pages' language, such as en or de-AT [default: the file's, or detected].
    #[arg(long, value_name = "CODE")]
    pub language: Option<unpitch::Language>,
    /// How the lines of a text make paragraphs.
    #[arg(long, alias = "lines", value_enum, default_value_t)]
    pub wrap: WrapArg,
    /// Threads to label on.
    #[arg(long, value_name = "N", default_value_t = default_threads(), value_parser = parse_threads)]
    pub threads: usize,
}

/// Which model to use.
#[derive(Clone, ClapArgs, Debug)]
pub struct ModelArgs {
    /// The model file [default: the embedded model].
    #[arg(short, long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum ReportFormat {
    /// Aligned tables.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// Tables to paste into a README.
    Markdown,
}

/// How labelled pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// A line a paragraph, for reading.
    Table,
    /// Rows of the training schema, and the probability.
    Csv,
    /// One JSON object per page: page (its name), language, all other fields of its input object but html and text,
    /// paragraphs (position, label, probability, probabilities, text, tag, path, start, end), and input: those fields
    /// of the input object whose names are taken by these.
    Jsonl,
    /// The text of the paragraphs kept. A page without an article gives nothing, which is not an error (exit code 0).
    Text,
}

/// What pages to label are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// CSV by its name, the others by their content, HTML also by its name.
    #[default]
    Auto,
    /// A page of HTML.
    Html,
    /// A page of text.
    Text,
    /// JSON objects with html or text, and optionally page (or url, or id), site, language and fields of your own: one
    /// per line, one after the other, or in an array. Each is answered as soon as it is there.
    Jsonl,
    /// A row a paragraph: text and optionally page,site,position,language,tag,link_density,path.
    Csv,
}

/// How the lines of a text make paragraphs.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum WrapArg {
    /// One paragraph per line, unless the text looks hard-wrapped.
    #[default]
    #[value(alias = "detect")]
    Auto,
    /// One paragraph per line.
    #[value(alias = "paragraphs")]
    Lines,
    /// Hard-wrapped text: paragraphs end at empty lines.
    #[value(alias = "wrapped")]
    Hard,
}

impl From<WrapArg> for Wrapping {
    fn from(wrap: WrapArg) -> Wrapping {
        match wrap {
            WrapArg::Auto => Wrapping::Detect,
            WrapArg::Lines => Wrapping::Lines,
            WrapArg::Hard => Wrapping::Wrapped,
        }
    }
}

/// More threads than any machine has cores for.
const MOST_THREADS: usize = 1_024;

fn default_threads() -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    cores.min(MOST_THREADS)
}

fn parse_threads(text: &str) -> Result<usize, String> {
    let threads = text.parse().ok().filter(|n| (1..=MOST_THREADS).contains(n));
    threads.ok_or_else(|| format!("expected 1 to {MOST_THREADS}"))
}

fn parse_label_map(text: &str) -> Result<(String, Label), String> {
    let (from, to) = text
        .split_once('=')
        .ok_or("expected FROM=TO, such as ad=related-content")?;
    Ok((
        from.to_owned(),
        to.parse().map_err(|error| format!("{error}"))?,
    ))
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
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Args::command().debug_assert();
    }
}
