//! The options of `unpitch check`.

use clap::{Args as ClapArgs, ValueEnum};
use unpitch::check::{Rule, SuspicionParams};
use unpitch::train::TrainParams;

use super::DataArgs;
use super::clean::parse_percent;
use super::pages::default_threads;

const EXAMPLES: &str = "\
Each file is a part of its own, such as training and validation data: what stands in two of them is found. Exit code 1 where \
something is found, 2 where a file cannot be read.

Rules: invalid-row, encoding, garbled-text, line-ends, position-gap, no-article, two-labels, shared-page, shared-text, near-copy, \
one-site-label, suspicious-label; docs/checking-labels.md says what each means.

Examples:
  unpitch check train.csv validation.csv
  unpitch check train.csv --without suspicious-label,no-article --format jsonl";

/// `unpitch check`.
#[derive(ClapArgs, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// Check these rules only, separated by commas [default: all].
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    rules: Vec<Rule>,
    /// Leave these rules out, separated by commas.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    without: Vec<Rule>,
    /// Train N models, each without a part of the sites, to find suspicious labels; 0 trains none and leaves that rule out.
    #[arg(long, value_name = "N", default_value_t = SuspicionParams::default().folds)]
    pub folds: usize,
    /// Call a label suspicious that such a model gives at most this probability, while it gives another one 95 % or more; 1 %
    /// makes a longer list to work through.
    #[arg(long, value_name = "PERCENT", default_value = "0.1%", value_parser = parse_percent)]
    suspicious_below: f32,
    /// Leave suspicious labels out where models would be trained on fewer rows than this: such are sure of too much.
    #[arg(long, value_name = "ROWS", default_value_t = SuspicionParams::default().least_paragraphs)]
    suspicious_from: usize,
    /// Threads to train with; they change nothing that is found.
    #[arg(long, value_name = "N", default_value_t = default_threads(TrainParams::MOST_THREADS))]
    pub threads: usize,
    /// How to write what is found.
    #[arg(long, value_enum, default_value_t)]
    pub format: FindingFormat,
    /// In text, show at most N findings of each rule.
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum FindingFormat {
    /// A line for each, then a table of how many there are.
    #[default]
    Text,
    /// A JSON object for each: path, line, rule, message, other (path and line of the other row, or null).
    #[value(alias = "json")]
    Jsonl,
}

impl CheckArgs {
    /// How labels are held against models.
    pub fn suspicion(&self) -> SuspicionParams {
        SuspicionParams {
            folds: self.folds,
            most_given: self.suspicious_below,
            least_paragraphs: self.suspicious_from,
        }
    }

    /// The rules to check, in the library's order.
    pub fn rules(&self) -> Vec<Rule> {
        let is_asked = |rule: &Rule| {
            let is_given = self.rules.is_empty() || self.rules.contains(rule);
            let is_left_out = self.without.contains(rule)
                || (*rule == Rule::SuspiciousLabel && self.folds == 0)
                || (*rule == Rule::InvalidRow && self.data.skip_bad);
            is_given && !is_left_out
        };
        Rule::ALL.into_iter().filter(is_asked).collect()
    }

    /// Refuses what clap cannot know to be wrong.
    pub fn check(&self) -> Result<(), String> {
        if self.folds == 1 {
            return Err(
                "--folds 1 would leave nothing to train on; give 2 or more, or 0 for none"
                    .to_owned(),
            );
        }
        if self.rules().is_empty() {
            return Err(
                "no rule is left to check; give --rules others, or --without fewer".to_owned(),
            );
        }
        self.data.check()
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::args::{Args, Command};

    fn parsed(line: &str) -> CheckArgs {
        match Args::try_parse_from(line.split(' ')).expect(line).command {
            Command::Check(args) => args,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rules_are_all_but_those_left_out() {
        let args = parsed("unpitch check a.csv");
        assert_eq!(
            (args.rules(), args.suspicion()),
            (Rule::ALL.to_vec(), SuspicionParams::default())
        );
        let args = parsed("unpitch check a.csv --rules two-labels,encoding --without encoding");
        assert_eq!(args.rules(), [Rule::TwoLabels]);
        let args = parsed("unpitch check a.csv --folds 0 --skip-bad");
        assert_eq!(args.rules().len(), Rule::ALL.len() - 2);
        for none in [
            "--rules encoding --without encoding",
            "--rules suspicious-label --folds 0",
            "--folds 1",
        ] {
            assert!(
                parsed(&format!("unpitch check a.csv {none}"))
                    .check()
                    .is_err(),
                "{none}"
            );
        }
        assert!(
            Args::try_parse_from(["unpitch", "check", "a.csv", "--rules", "two-label"]).is_err()
        );
    }

    #[test]
    fn the_help_names_every_rule_in_order() {
        let mut command = Args::command();
        let check = command.find_subcommand_mut("check").expect("the command");
        let help = check.render_help().to_string();
        let words = help.split_whitespace().collect::<Vec<_>>().join(" ");
        let rules = Rule::ALL.map(Rule::name).join(", ");
        assert!(words.contains(&format!("Rules: {rules};")), "{words}");
    }
}
