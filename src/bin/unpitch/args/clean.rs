//! The options of `unpitch clean` and `unpitch verdict`.

use clap::{Args as ClapArgs, ValueEnum};
use unpitch::Part;

use super::PageArgs;

const CLEAN_EXAMPLES: &str = "\
Without --max-loss, the text is the paragraphs that most probably are the article (the set of greatest expected F1 over \
words). With it, all is kept but what can be dropped while at most that share of the article is expected to be lost; the \
model card says what is dropped then.

Examples:
  unpitch clean page.html --markdown
  unpitch clean pages/ferry.html pages/tides.html --max-loss 0.5% --output-dir articles";

const VERDICT_EXAMPLES: &str = "\
access is open, metered (the text is there, but reading is limited), gated (the text is cut off before an offer) or \
unknown; kind is article, listing, forum, product or other.

Examples:
  unpitch verdict page.html --format table
  unpitch verdict pages.jsonl --format csv";

/// `unpitch clean`.
#[derive(Clone, ClapArgs, Debug)]
#[command(after_help = CLEAN_EXAMPLES)]
pub struct CleanArgs {
    #[command(flatten)]
    pub pages: PageArgs,
    /// How to write the articles [default: as the name of --output ends, else text].
    #[arg(long, value_enum)]
    pub format: Option<CleanFormat>,
    /// Headings, lists, quotes, tables, code and links as Markdown.
    #[arg(long)]
    pub markdown: bool,
    /// Lose at most this share of the article, such as 0.5%, and drop what that allows [default: the best balance].
    #[arg(long, value_name = "PERCENT", value_parser = parse_percent)]
    pub max_loss: Option<f32>,
    /// The parts that count as text, separated by commas: title, standfirst, byline, dateline, heading, caption, list-item,
    /// quote, table, code, bio, body [default: all].
    #[arg(long, value_name = "PART", value_delimiter = ',')]
    pub parts: Vec<Part>,
    /// Leave out paragraphs of an article that another page of the same site had already: agency lines, boxes about authors.
    /// The site is the field site, or the host of the page's address; all pages without one count as one site.
    #[arg(long)]
    pub drop_repeated: bool,
}

/// How articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CleanFormat {
    /// The article alone, two empty lines between pages. A page without an article gives nothing, which is not an error.
    Text,
    /// One JSON object per page: page (its name), all other fields of its input object but html and text, text, title,
    /// author, date, language, verdict, and input: those fields of the input object whose names are taken by these.
    #[value(alias = "json")]
    Jsonl,
    /// WARC records of type conversion, as WET files have them, of all pages that have an article.
    Wet,
    /// Rows of a Parquet file, a page each, with the fields of jsonl.
    Parquet,
}

impl CleanArgs {
    /// The format of the answers.
    pub fn format(&self) -> CleanFormat {
        self.pages
            .format(self.format, CleanFormat::Text, CleanFormat::Text)
    }

    /// Refuses what clap cannot know to be wrong.
    pub fn check(&self) -> Result<(), String> {
        self.pages
            .check_format(false, self.format() == CleanFormat::Parquet)?;
        self.pages.check()
    }
}

/// `unpitch verdict`.
#[derive(Clone, ClapArgs, Debug)]
#[command(after_help = VERDICT_EXAMPLES)]
pub struct VerdictArgs {
    #[command(flatten)]
    pub pages: PageArgs,
    /// How to write the verdicts [default: as the name of --output ends, else table on a terminal, jsonl into a pipe or file].
    #[arg(long, value_enum)]
    pub format: Option<VerdictFormat>,
}

/// How verdicts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum VerdictFormat {
    /// One line per page, for reading.
    Table,
    /// One row per page, with the first reasons.
    Csv,
    /// One JSON object per page: page (its name), all other fields of its input object but html and text, language, access,
    /// kind, pitches, shares, claimed_free, paid_parts, reasons, and input: those fields of the input object whose names
    /// are taken by these.
    #[value(alias = "json")]
    Jsonl,
    /// Rows of a Parquet file, a page each, with the fields of jsonl.
    Parquet,
}

impl VerdictArgs {
    /// The format of the answers.
    pub fn format(&self) -> VerdictFormat {
        let (people, programs) = (VerdictFormat::Table, VerdictFormat::Jsonl);
        self.pages.format(self.format, people, programs)
    }

    /// Refuses what clap cannot know to be wrong.
    pub fn check(&self) -> Result<(), String> {
        let format = self.format();
        let (table, parquet) = (VerdictFormat::Table, VerdictFormat::Parquet);
        self.pages
            .check_format(format == table, format == parquet)?;
        self.pages.check()
    }
}

/// A share of 0 to 1 from per cent.
pub fn parse_percent(text: &str) -> Result<f32, String> {
    let number = text
        .strip_suffix('%')
        .and_then(|number| number.trim().parse().ok());
    let share = number.filter(|percent| (0.0..=100.0).contains(percent));
    share
        .map(|percent: f32| percent / 100.0)
        .ok_or_else(|| "expected a share in per cent, such as 0.5%".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_given_in_per_cent() {
        assert_eq!(parse_percent("0.5%"), Ok(0.005));
        assert_eq!(parse_percent("2 %"), Ok(0.02));
        for wrong in ["0.5", "%", "-1%", "100.1%", "NaN%", "inf%"] {
            assert!(parse_percent(wrong).is_err(), "{wrong}");
        }
    }
}
