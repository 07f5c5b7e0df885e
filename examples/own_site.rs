//! How much a site's own model gains by how many of its pages: trained from a base that has not seen the site, measured on
//! the rest of the site's pages and on the pages of all others.
//!
//! ```sh
//! cargo run --release --example own_site -- train.csv.gz validation.csv.gz --sites reddit.com,cnn.com --base base.unpitch
//! ```
//! The base is trained on the first file without those sites and saved, unless it is there already. From each site 1, 3, 5, 10
//! and all but three of its pages are learned from, in up to three draws each; at least three are left to measure on.

use std::fmt::{Display, Formatter};
use std::path::PathBuf;

use clap::Parser;
use unpitch::dataset::{Dataset, DatasetReader, LabelledPage};
use unpitch::evaluate::Confusion;
use unpitch::train::{TrainParams, ValidTrainParams};
use unpitch::{Model, Result};

/// Pages that are left to measure on.
const LEFT: usize = 3;
/// Draws of so many pages of a site.
const DRAWS: usize = 3;

#[derive(Parser)]
struct Args {
    /// The pages that the base learns from, and others that are measured only.
    train: PathBuf,
    others: PathBuf,
    /// The sites, as the files' column `site` has them.
    #[arg(long, value_delimiter = ',')]
    sites: Vec<String>,
    /// The base's file.
    #[arg(long)]
    base: PathBuf,
    /// Strengths of the penalty on changes.
    #[arg(long, value_delimiter = ',', default_values_t = [TrainParams::BASE_ALPHA])]
    base_alpha: Vec<f64>,
    /// As text, without marks.
    #[arg(long)]
    text: bool,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let (train, others) = (
        read(&args.train, args.text)?,
        read(&args.others, args.text)?,
    );
    let is_site = |page: &LabelledPage| args.sites.iter().any(|site| site == page.group());
    if !args.base.exists() {
        let pages = train.pages().iter().filter(|page| !is_site(page));
        let trained = TrainParams::default().threads(2).train(&dataset(pages))?;
        trained.model.save(&args.base)?;
    }
    let base = Model::load(&args.base)?;
    let elsewhere = others.pages().iter().filter(|page| !is_site(page));
    let elsewhere: Vec<&LabelledPage> = elsewhere.collect();
    println!(
        "{:<24} {:>5} {:>6} {:>6} {:>6} {:>7} {:>10}",
        "site", "pages", "alpha", "base", "own", "gain", "elsewhere"
    );
    for alpha in &args.base_alpha {
        let params = TrainParams::default().base_alpha(*alpha).check()?;
        let mut gains = Vec::new();
        for site in &args.sites {
            let pages = train.pages().iter().chain(others.pages());
            let own: Vec<&LabelledPage> = pages.filter(|page| page.group() == site).collect();
            for n in counts(own.len()) {
                let figures = measure(&base, &params, &own, n, &elsewhere)?;
                println!("{site:<24} {n:>5} {alpha:>6} {figures}");
                if n == counts(own.len())
                    .into_iter()
                    .filter(|n| *n <= 5)
                    .max()
                    .unwrap_or(0)
                {
                    gains.push(figures.own - figures.base);
                }
            }
        }
        println!(
            "{:<24} {:>5} {alpha:>6} {}",
            "mean",
            "3-5",
            interval(&gains)
        );
    }
    Ok(())
}

/// Macro F1, and what an own model gains elsewhere: means over the draws.
#[derive(Default)]
struct Figures {
    base: f64,
    own: f64,
    elsewhere: f64,
}

impl Display for Figures {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Figures {
            base,
            own,
            elsewhere,
        } = self;
        write!(
            f,
            "{base:>6.3} {own:>6.3} {:>+7.3} {elsewhere:>+10.4}",
            own - base
        )
    }
}

/// The mean of the sites' gains with the middle 95 % of those of 1,000 resamples of the sites.
fn interval(gains: &[f64]) -> String {
    let mean = |gains: &[f64]| gains.iter().sum::<f64>() / gains.len() as f64;
    let mut state = 7u64;
    let mut draw = || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        gains[((mixed ^ (mixed >> 31)) % gains.len() as u64) as usize]
    };
    let mut means: Vec<f64> = (0..1_000)
        .map(|_| mean(&(0..gains.len()).map(|_| draw()).collect::<Vec<f64>>()))
        .collect();
    means.sort_by(f64::total_cmp);
    format!(
        "gain {:+.3}, 95 % {:+.3} to {:+.3}",
        mean(gains),
        means[25],
        means[975]
    )
}

fn read(path: &PathBuf, text: bool) -> Result<Dataset> {
    let (dataset, _) = DatasetReader::new().read_path(path)?;
    Ok(if text {
        dataset.without_marks()
    } else {
        dataset
    })
}

fn dataset<'a>(pages: impl IntoIterator<Item = &'a LabelledPage>) -> Dataset {
    Dataset::from_iter(pages.into_iter().cloned())
}

/// Numbers of pages to learn from, of so many.
fn counts(n: usize) -> Vec<usize> {
    let most = n.saturating_sub(LEFT);
    let mut counts: Vec<usize> = [1, 3, 5, 10, most]
        .into_iter()
        .filter(|n| (1..=most).contains(n))
        .collect();
    counts.sort_unstable();
    counts.dedup();
    counts
}

/// How own models do that have learned from `n` pages.
fn measure(
    base: &Model,
    params: &ValidTrainParams,
    own: &[&LabelledPage],
    n: usize,
    elsewhere: &[&LabelledPage],
) -> Result<Figures> {
    let mut sums = Figures::default();
    let draws = DRAWS.min(own.len() / n).max(1);
    for draw in 0..draws {
        let pages = own.iter().enumerate();
        let (learned, rest): (Vec<_>, Vec<_>) =
            pages.partition(|(index, _)| (draw * n..(draw + 1) * n).contains(index));
        let learned = dataset(learned.into_iter().map(|(_, page)| *page));
        let rest: Vec<&LabelledPage> = rest.into_iter().map(|(_, page)| *page).collect();
        let model = params.train_from(base, &learned)?.model;
        let share = 1.0 / draws as f64;
        sums.base += share * macro_f1(base, &rest);
        sums.own += share * macro_f1(&model, &rest);
        sums.elsewhere += share * (macro_f1(&model, elsewhere) - macro_f1(base, elsewhere));
    }
    Ok(sums)
}

fn macro_f1(model: &Model, pages: &[&LabelledPage]) -> f64 {
    let mut counts = Confusion::default();
    for paragraph in pages.iter().flat_map(|page| model.outcome(page).paragraphs) {
        counts.record(paragraph.actual, paragraph.predicted);
    }
    counts.macro_f1()
}
