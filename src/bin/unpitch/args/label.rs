//! `unpitch label`.

use std::path::PathBuf;

use clap::Args;

use super::{InputArgs, ModelArgs};
use crate::files::is_standard_output;

const LABEL_EXAMPLES: &str = "\
The keys a, p, n and r label what is selected, Tab goes to the next paragraph in doubt, Enter to the next page; the page has the \
others. Each key is in a journal beside the output before it is answered: after a crash the same command goes on.

Examples:
  unpitch label page.html --output corrected.csv
  unpitch label crawl/ --glob *.html --model site.unpitch --output corrected.csv";

/// `unpitch label`.
#[derive(Args, Debug)]
#[command(after_help = LABEL_EXAMPLES)]
pub struct LabelArgs {
    #[command(flatten)]
    pub inputs: InputArgs,
    /// The CSV of the training schema that finished pages go into, behind those that it has already.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    #[command(flatten)]
    pub model: ModelArgs,
    /// The port to listen on, on 127.0.0.1; 0 for any that is free.
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub port: u16,
    /// Ask about labels whose probability is less than this above the next one's, 0 to 1: at 0.5 half of what is wrong is among
    /// them, at 0.8 four fifths, with half as many again to look at.
    #[arg(long, value_name = "MARGIN", default_value_t = unpitch::labelling::DOUBT, value_parser = margin)]
    pub doubt: f32,
}

impl LabelArgs {
    /// Refuses what is no file of rows.
    pub fn check(&self) -> Result<(), String> {
        let ending = self.output.extension().and_then(|ending| ending.to_str());
        if is_standard_output(&self.output) || matches!(ending, Some("gz" | "zst")) {
            return Err(format!(
                "--output {}, but labels are gathered in a plain CSV over several sittings; give it a name such as \
                 corrected.csv",
                self.output.display()
            ));
        }
        let mut journal = self.output.clone().into_os_string();
        journal.push(".journal");
        for (file, of) in [(&self.output, ""), (&journal.into(), "'s journal")] {
            if self.inputs.rejects.as_ref() == Some(file) {
                return Err(format!(
                    "--output{of} and --rejects would be the same file; give them two"
                ));
            }
        }
        Ok(())
    }
}

fn margin(text: &str) -> Result<f32, String> {
    let margin = text
        .parse()
        .ok()
        .filter(|margin| (0.0..=1.0).contains(margin));
    margin.ok_or_else(|| "expected a margin of 0 to 1".to_owned())
}
