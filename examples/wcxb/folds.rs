//! A model for each fold, trained without the fold's sites, labels the WCXB pages of those sites.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use unpitch::Model;
use unpitch::dataset::{Dataset, DatasetReader, LabelledPage, NamedPage};
use unpitch::evaluate::without_fold;
use unpitch::train::{TrainParams, ValidTrainParams, folds_by_site};

use crate::common::{HtmlFile, Outcome, at};
use crate::pages::{self, WcxbPage};
use crate::sites;

#[derive(clap::Args)]
pub struct Args {
    /// Labelled pages, CSV or CSV.gz; may be given more than once
    #[arg(long, value_name = "FILE", required = true)]
    data: Vec<PathBuf>,
    /// WCXB's pages.csv; the folder html/ stands beside it
    #[arg(long, value_name = "FILE")]
    pages: PathBuf,
    /// Number of folds, and of models to train
    #[arg(long, value_name = "N", default_value_t = 3)]
    folds: usize,
    /// Threads of a training [default: one per core]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Folder for texts, models and folds.csv; made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Trains and extracts; gives the number of pages that failed.
pub fn run(args: &Args) -> Outcome<usize> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = args.threads.unwrap_or(cores);
    let params = TrainParams::default().threads(threads).check()?;
    let dataset = read(&args.data)?;
    let listed = pages::read(&args.pages)?;
    let html = files_of(&listed, &pages::beside(&args.pages, "html"))?;
    let plan = Plan::new(&dataset, &listed, args.folds)?;
    fs::create_dir_all(&args.out).map_err(at(&args.out))?;
    plan.write(&listed, &args.out.join("folds.csv"))?;
    let mut n_failed = 0;
    for fold in 0..args.folds {
        let model = train(&params, &plan, fold)?;
        model.save(args.out.join(format!("fold-{fold}.unpitch")))?;
        for (file, _) in html
            .iter()
            .zip(&plan.pages)
            .filter(|(_, of)| of.fold == fold)
        {
            if let Err(error) = file.extract(&model, &args.out) {
                eprintln!("error: {error}");
                n_failed += 1;
            }
        }
    }
    let (n_texts, out) = (html.len() - n_failed, args.out.display());
    eprintln!("{n_texts} texts in {out}, {n_failed} pages failed");
    Ok(n_failed)
}

fn read(paths: &[PathBuf]) -> Outcome<Dataset> {
    let mut all = Dataset::default();
    for path in paths {
        all = all.merge(DatasetReader::new().read_path(path)?.0)?;
    }
    Ok(all)
}

/// The HTML file of each page; one that is missing is found out before the hours of training.
fn files_of(listed: &[WcxbPage], folder: &Path) -> Outcome<Vec<HtmlFile>> {
    let files = HtmlFile::of_folder(folder)?;
    let mut by_id: BTreeMap<String, HtmlFile> = files
        .into_iter()
        .map(|file| (file.id.clone(), file))
        .collect();
    let file = |page: &WcxbPage| {
        let found = by_id.remove(&page.id);
        found.ok_or_else(|| format!("{}: no HTML of page {}", folder.display(), page.id).into())
    };
    listed.iter().map(file).collect()
}

fn train(params: &ValidTrainParams, plan: &Plan, fold: usize) -> Outcome<Model> {
    let dataset = without_fold(&plan.folds, fold);
    let (n_pages, n_paragraphs) = (dataset.pages().len(), dataset.n_paragraphs());
    eprintln!("fold {fold}: training on {n_pages} pages, {n_paragraphs} paragraphs");
    let start = Instant::now();
    let trained = params.train(&dataset)?;
    eprintln!("fold {fold}: trained in {:.0?}", start.elapsed());
    Ok(trained.model)
}

/// Which fold each page is of.
struct Plan {
    /// The labelled pages of each fold.
    folds: Vec<Dataset>,
    /// What was found for each WCXB page.
    pages: Vec<Placed>,
}

/// A WCXB page's place.
#[derive(Debug, PartialEq)]
struct Placed {
    /// The fold whose model saw none of the page's site; 0 if no model did.
    fold: usize,
    /// The sites of the labelled data that were taken to be the page's.
    sites: Vec<String>,
}

impl Plan {
    /// Divides the labelled pages so that all that is related to one WCXB page comes into one fold.
    fn new(dataset: &Dataset, listed: &[WcxbPage], n: usize) -> Outcome<Plan> {
        let related: Vec<Vec<String>> = listed.iter().map(|page| related(page, dataset)).collect();
        let groups = groups(dataset, &related);
        let grouped: Result<Dataset, unpitch::Error> = dataset
            .into_iter()
            .map(|page| with_site(page, &groups[page.group()]))
            .collect();
        let folds = folds_by_site(&grouped?, n)?;
        let fold_of = |site: &String| {
            let group = groups[site.as_str()].as_str();
            folds.iter().position(|fold| fold.sites().contains(&group))
        };
        let pages = related
            .into_iter()
            .map(|sites| Placed {
                fold: sites.first().and_then(fold_of).unwrap_or(0),
                sites,
            })
            .collect();
        Ok(Plan { folds, pages })
    }

    fn write(&self, listed: &[WcxbPage], path: &Path) -> Outcome<()> {
        let mut writer = csv::Writer::from_path(path).map_err(at(path))?;
        let header = ["page", "site", "fold", "sites_of_data"];
        writer.write_record(header).map_err(at(path))?;
        for (page, placed) in listed.iter().zip(&self.pages) {
            let (fold, sites) = (placed.fold.to_string(), placed.sites.join(" "));
            let row = [&page.id, &page.site, &fold, &sites];
            writer.write_record(row).map_err(at(path))?;
        }
        Ok(writer.flush().map_err(at(path))?)
    }
}

/// The sites of the labelled data that are a WCXB page's, each once, sorted.
fn related(page: &WcxbPage, dataset: &Dataset) -> Vec<String> {
    let mut sites: Vec<String> = dataset
        .into_iter()
        .filter(|labelled| sites::is_related(page, labelled.name(), labelled.group()))
        .map(|labelled| labelled.group().to_owned())
        .collect();
    sites.sort();
    sites.dedup();
    sites
}

/// For each site of the labelled data the site that stands for all those which WCXB pages tie to it.
fn groups(dataset: &Dataset, related: &[Vec<String>]) -> BTreeMap<String, String> {
    let own = |page: &LabelledPage| (page.group().to_owned(), page.group().to_owned());
    let mut groups: BTreeMap<String, String> = dataset.into_iter().map(own).collect();
    for sites in related.iter().filter(|sites| sites.len() > 1) {
        let one = groups[&sites[0]].clone();
        for other in sites
            .iter()
            .map(|site| groups[site].clone())
            .collect::<Vec<_>>()
        {
            for group in groups.values_mut().filter(|group| **group == other) {
                group.clone_from(&one);
            }
        }
    }
    groups
}

fn with_site(page: &LabelledPage, site: &str) -> unpitch::Result<LabelledPage> {
    let named = NamedPage::new(page.name(), Some(site.to_owned()), page.page().clone());
    LabelledPage::new(named, page.labels().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = "page,site,text,label\n\
        a,one.example,1,article\n\
        b,blog.one.example,2,article\n\
        wcxb-dev-0003,fundus:elsewhere,3,article\n\
        d,four.example,4,article\n\
        e,five.example,5,article\n\
        f,,6,article\n";

    fn page(id: &str, site: &str) -> WcxbPage {
        WcxbPage {
            id: id.to_owned(),
            page_type: "article".to_owned(),
            site: site.to_owned(),
            url: format!("https://www.{site}/a"),
        }
    }

    #[test]
    fn no_model_labels_pages_of_its_own_sites() {
        let (dataset, _) = DatasetReader::new().read(DATA.as_bytes(), "a.csv").unwrap();
        let listed = [
            page("0001", "one.example"),
            page("0002", "new.example"),
            page("0003", "three.example"),
            page("0004", "four.example"),
        ];
        let plan = Plan::new(&dataset, &listed, 3).unwrap();
        assert_eq!(
            plan.folds.iter().map(Dataset::n_paragraphs).sum::<usize>(),
            6
        );
        assert_eq!(plan.pages[0].sites, ["blog.one.example", "one.example"]);
        assert_eq!(
            plan.pages[1],
            Placed {
                fold: 0,
                sites: vec![]
            }
        );
        assert_eq!(plan.pages[2].sites, ["fundus:elsewhere"]);
        let original: BTreeMap<&str, &str> = dataset
            .pages()
            .iter()
            .map(|page| (page.name(), page.group()))
            .collect();
        for (page, placed) in listed.iter().zip(&plan.pages) {
            for seen in &without_fold(&plan.folds, placed.fold) {
                let name = seen.name();
                assert!(!sites::is_related(page, name, original[name]), "{name}");
            }
        }
    }

    #[test]
    fn ties_between_sites_carry_over() {
        let (dataset, _) = DatasetReader::new().read(DATA.as_bytes(), "a.csv").unwrap();
        let tie = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
        let ties = [
            tie("four.example", "one.example"),
            tie("blog.one.example", "five.example"),
            tie("five.example", "four.example"),
        ];
        let groups = groups(&dataset, &ties);
        let tied = [
            "one.example",
            "four.example",
            "five.example",
            "blog.one.example",
        ];
        assert!(
            tied.iter()
                .all(|site| groups[*site] == groups["one.example"])
        );
        assert_eq!((groups["f"].as_str(), groups.len()), ("f", 6));
    }
}
