//! The command line: what may be said, and the help.

mod check;
mod clean;
mod compare;
mod duration;
mod format;
mod input;
mod inspect;
mod label;
mod pages;
mod serve;
mod shell;
mod train;

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use unpitch::Label;
use unpitch::evaluate::Floor;

use crate::files::is_standard_output;

pub use check::{CheckArgs, FindingFormat};
pub use clean::{CleanArgs, CleanFormat, VerdictArgs, VerdictFormat};
pub use compare::CompareArgs;
pub use input::InputArgs;
pub use inspect::InspectArgs;
pub use label::LabelArgs;
pub use pages::PageArgs;
pub use serve::ServeArgs;
pub use shell::{CompletionsArgs, ManArgs};
pub use train::TrainArgs;

/// Label every paragraph of a scraped page: article, subscription-pitch, navigation or related-content.
#[derive(Parser, Debug)]
#[command(version, about, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Say nothing but errors and results.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: the model, the threads, each input as it is begun.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// When to write in colours; auto does on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: Colour,
}

/// When to write in colours.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum Colour {
    #[default]
    Auto,
    Always,
    Never,
}

impl Args {
    /// Refuses what clap cannot know to be wrong.
    ///
    /// # Errors
    /// What is wrong, by the option's name.
    pub fn check(&self) -> Result<(), String> {
        match &self.command {
            Command::Check(args) => args.check(),
            Command::Train(args) => args.check(),
            Command::Evaluate(args) => args.check(),
            Command::Compare(args) => args.data.check(),
            Command::Predict(args) => args.check(),
            Command::Clean(args) => args.check(),
            Command::Verdict(args) => args.check(),
            Command::Serve(args) => args.check(),
            Command::Label(args) => args.check(),
            Command::Inspect(_) | Command::Completions(_) | Command::Man(_) => Ok(()),
        }
    }
}

/// What to do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Find what is wrong with labelled CSVs, before they are trained on.
    Check(CheckArgs),
    /// Train a model on labelled CSVs.
    Train(TrainArgs),
    /// Measure a model on labelled CSVs.
    Evaluate(EvaluateArgs),
    /// Compare two models on labelled CSVs: figures with intervals, and which paragraphs change.
    Compare(CompareArgs),
    /// Label the paragraphs of pages.
    Predict(PredictArgs),
    /// Write the articles of pages.
    Clean(CleanArgs),
    /// Say of each page whether it can be read, what is offered and what kind of page it is.
    Verdict(VerdictArgs),
    /// Answer over HTTP: labels, articles and verdicts for the pages that are sent.
    Serve(ServeArgs),
    /// Label pages by hand, in the browser: the model's labels are corrected by keys, and training data come out.
    Label(LabelArgs),
    /// Show what a model file holds: how it was made, figures, thresholds, and what it has learned of each label.
    Inspect(InspectArgs),
    /// Write a shell's completions of this command line.
    Completions(CompletionsArgs),
    /// Write the manual as man pages.
    Man(ManArgs),
}

const EVALUATE_EXAMPLES: &str = "\
Examples:
  unpitch evaluate test.csv --model site.unpitch --report report.html
  unpitch evaluate test.csv --format markdown --floor macro_f1=0.8 --floor subscription-pitch.f1=0.6";

const PREDICT_EXAMPLES: &str = "\
In JSON lines, start and end of a paragraph count bytes of UTF-8, from 0, the end not included: of the text that \
was given, or of an HTML page's visible text, its paragraphs joined by line feeds.

A page can hold text that a spreadsheet takes for a formula: cells that begin with =, +, - or @. CSV keeps it as it is, since \
it is training data; so import the column text as text, by the spreadsheet's dialogue, and don't open the file by a double click.

Examples:
  unpitch predict page.html --format text
  unpitch predict pages.jsonl --format jsonl --explain";

/// How labelled CSVs are read.
#[derive(ClapArgs, Debug)]
pub struct DataArgs {
    /// Labelled CSV or CSV.gz: text,label and optionally page,site,position,language, and of the markup
    /// tag,link_density,path,place,links,form,beside,raw,facts.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,
    /// Read the label FROM as the label TO; may be given several times.
    #[arg(long, value_name = "FROM=TO", value_parser = parse_label_map)]
    pub label_map: Vec<(String, Label)>,
    /// Skip invalid rows and report how many.
    #[arg(long)]
    pub skip_bad: bool,
    /// Leave the markup columns out, as if the pages had been plain text.
    #[arg(long)]
    pub text_only: bool,
}

/// `unpitch evaluate`.
#[derive(ClapArgs, Debug)]
#[command(after_help = EVALUATE_EXAMPLES)]
pub struct EvaluateArgs {
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub model: ModelArgs,
    /// How to write the report.
    #[arg(long, value_enum, default_value_t)]
    pub format: ReportFormat,
    /// Exit with code 1 if a metric is below this value: macro_f1=0.80, accuracy=0.9, subscription-pitch.f1=0.55; may
    /// be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub floor: Vec<Floor>,
    /// Write also a report for the eye into this file, HTML that quotes the pages: curves, a heat map, the worst pages, the errors
    /// and why.
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

impl EvaluateArgs {
    /// Refuses two reports in one place, and labels with two meanings.
    fn check(&self) -> Result<(), String> {
        if self.report.as_deref().is_some_and(is_standard_output) {
            return Err(
                "--report would write where the figures go, to standard output; give it a file"
                    .to_owned(),
            );
        }
        self.data.check()
    }
}

/// `unpitch predict`.
#[derive(Clone, ClapArgs, Debug)]
#[command(after_help = PREDICT_EXAMPLES)]
pub struct PredictArgs {
    #[command(flatten)]
    pub pages: PageArgs,
    /// How to write the labels [default: as the name of --output ends, else table on a terminal, jsonl into a pipe or file].
    #[arg(long, value_enum)]
    pub format: Option<PageFormat>,
    /// Of Parquet, write a row for each paragraph instead of each page.
    #[arg(long)]
    pub flat: bool,
    /// Write only paragraphs with this label; may be given several times [default: all, but article for --format text, which
    /// weighs the whole page: it writes the paragraphs that together most probably are the text of these labels].
    #[arg(long, value_name = "LABEL")]
    pub keep: Vec<Label>,
    /// Show the strongest features behind each label (table and jsonl; html always does).
    #[arg(long)]
    pub explain: bool,
    /// With --format csv, write only the paragraphs whose label is in doubt (the next one's probability is less than 0.5 below
    /// its own), most doubtful first, each text once, with the columns before and after: what precedes and follows.
    #[arg(long)]
    pub uncertain_first: bool,
    /// Rows that --uncertain-first writes at most, and holds in memory.
    #[arg(long, value_name = "N", requires = "uncertain_first", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub limit: u32,
}

impl PredictArgs {
    /// The format of the answers.
    pub fn format(&self) -> PageFormat {
        self.pages
            .format(self.format, PageFormat::Table, PageFormat::Jsonl)
    }

    fn check(&self) -> Result<(), String> {
        let format = self.format();
        let (table, parquet) = (PageFormat::Table, PageFormat::Parquet);
        self.pages
            .check_format(format == table, format == parquet)?;
        if self.flat && format != PageFormat::Parquet {
            return Err("--flat is for Parquet; give --format parquet or leave it out".to_owned());
        }
        if self.uncertain_first {
            self.check_uncertain()?;
        }
        match format {
            PageFormat::Table | PageFormat::Jsonl | PageFormat::Html => {}
            _ if !self.explain => {}
            format => {
                return Err(format!(
                    "--explain with --format {}, which has no place for it; choose table, jsonl or html",
                    value_name(format)
                ));
            }
        }
        self.pages.check()
    }

    /// Rows of all pages together: one CSV, once the last page is read.
    fn check_uncertain(&self) -> Result<(), String> {
        let format = self.format();
        if format != PageFormat::Csv {
            return Err(format!(
                "--uncertain-first with --format {}, but it writes rows; choose csv",
                value_name(format)
            ));
        }
        let pages = &self.pages;
        let several = [
            (pages.output_dir.is_some(), "--output-dir"),
            (pages.shard_size.is_some(), "--shard-size"),
            (!self.keep.is_empty(), "--keep"),
        ];
        match several.iter().find(|(is_given, _)| *is_given) {
            Some((_, option)) => Err(format!(
                "--uncertain-first with {option}, but its rows are those of all pages in one order; leave one of them out"
            )),
            None => Ok(()),
        }
    }
}

/// How a value is spelled on the command line.
fn value_name(value: impl ValueEnum) -> String {
    let value = value.to_possible_value();
    value.map_or(String::new(), |value| value.get_name().to_owned())
}

/// What stands for the model inside the program, where a model file may be named.
pub const EMBEDDED: &str = "embedded";

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
    /// One line per paragraph, for reading.
    Table,
    /// Rows of the training schema, and the probability.
    Csv,
    /// One JSON object per page: page (its name), language, all other fields of its input object but html and text,
    /// paragraphs (position, label, probability, probabilities, text, tag, path, start, end), and input: those fields
    /// of the input object whose names are taken by these.
    #[value(alias = "json")]
    Jsonl,
    /// The article's text. A page without an article gives nothing, which is not an error (exit code 0).
    Text,
    /// Dolma's attributes: an object per page with its id and the spans of each label (start, end, probability; in characters
    /// of the document's text), unpitch__paragraphs__article and so on.
    Dolma,
    /// A document for the eye: each paragraph in its label's colour, with the reasons, totals and the verdict.
    Html,
    /// Rows of a Parquet file, a page each with its paragraphs, or with --flat a paragraph each.
    Parquet,
}

impl DataArgs {
    /// Refuses two meanings of one label.
    fn check(&self) -> Result<(), String> {
        let mut meanings = BTreeMap::new();
        for (from, to) in &self.label_map {
            if let Some(before) = meanings.insert(from, to) {
                return Err(format!(
                    "--label-map gives {from:?} twice, as {before} and as {to}; keep one of them"
                ));
            }
        }
        Ok(())
    }
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn the_help_of_each_subcommand_ends_with_two_examples_that_are_understood() {
        for mut command in Args::command().get_subcommands().cloned() {
            let name = command.get_name().to_owned();
            for help in [command.render_help(), command.render_long_help()] {
                let help = help.to_string();
                let (_, examples) = help.split_once("Examples:\n").expect("examples");
                let examples: Vec<&str> = examples.trim_end().lines().map(str::trim).collect();
                assert_eq!(examples.len(), 2, "{name}: {examples:?}");
                for example in examples {
                    assert!(
                        format!("{example} ").starts_with(&format!("unpitch {name} ")),
                        "{example}"
                    );
                    let args = Args::try_parse_from(example.split(' '));
                    args.expect(example).check().expect(example);
                }
            }
        }
    }

    /// What is refused after parsing.
    fn refusal(line: &str) -> String {
        let args = Args::try_parse_from(line.split(' ')).expect(line);
        args.check().expect_err(line)
    }

    #[test]
    fn contradictions_are_refused_by_name() {
        for format in ["csv", "text"] {
            let refusal = refusal(&format!("unpitch predict --explain --format {format}"));
            assert!(
                refusal.contains("--explain") && refusal.contains(format),
                "{refusal}"
            );
        }
        for command in ["evaluate", "train --folds 2"] {
            let twice = "--label-map ad=navigation --label-map ad=related-content a.csv";
            let refusal = refusal(&format!("unpitch {command} {twice}"));
            assert!(
                refusal.contains("--label-map gives \"ad\" twice"),
                "{refusal}"
            );
        }
        let both = refusal("unpitch train a.csv --folds 2 --output -");
        assert!(both.contains("--output"), "{both}");
        for format in ["table", "jsonl"] {
            let line = format!("unpitch predict --explain --format {format}");
            Args::try_parse_from(line.split(' '))
                .unwrap()
                .check()
                .unwrap();
        }
    }
}
