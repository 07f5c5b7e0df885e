//! Labels of which all paragraphs come from one site: a model learns the site, and not the label.

use std::collections::BTreeSet;

use super::{Finding, Place, Rule};
use crate::Label;
use crate::dataset::{LabelledPage, Survey, excerpt};

/// The rule of labels that live on one site: in a file of several sites, or, where no file alone shows it, in all of them.
pub(super) fn find(files: &[Survey]) -> Vec<Finding> {
    let of_file = |file: &Survey| lonely(file.dataset.pages());
    let found: Vec<(Label, Finding)> = files.iter().flat_map(of_file).collect();
    let known: BTreeSet<Label> = found.iter().map(|(label, _)| *label).collect();
    let together = lonely(files.iter().flat_map(|file| file.dataset.pages()));
    let together = together
        .into_iter()
        .filter(|(label, _)| !known.contains(label));
    found
        .into_iter()
        .chain(together)
        .map(|(_, finding)| finding)
        .collect()
}

/// The labels that live on one site, where there are several.
fn lonely<'a>(pages: impl IntoIterator<Item = &'a LabelledPage> + Clone) -> Vec<(Label, Finding)> {
    let sites = pages.clone().into_iter().filter_map(LabelledPage::site);
    let n_sites = sites.collect::<BTreeSet<&str>>().len();
    if n_sites < 2 {
        return Vec::new();
    }
    let of_label = |label: Label| {
        let having = pages.clone().into_iter();
        let mut having = having.filter(|page| page.labels().contains(&label));
        let first = having.next()?;
        let site = first.site()?;
        let is_lonely = having.all(|page| page.site() == Some(site));
        is_lonely.then(|| (label, finding(first, label, site, n_sites)))
    };
    Label::ALL.into_iter().filter_map(of_label).collect()
}

fn finding(first: &LabelledPage, label: Label, site: &str, n_sites: usize) -> Finding {
    let own = first.labels().iter().position(|own| *own == label);
    let message = format!(
        "{label} is only on site {}, the first time here, of {n_sites} sites: a model would learn that site; label it on \
         others too",
        excerpt(site)
    );
    let at = Place::row(first, own.unwrap_or_default());
    Finding::new(Rule::OneSiteLabel, at, message)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{found, lines, survey};
    use super::*;

    fn csv(rows: &str) -> String {
        format!("page,site,label,text\n{rows}")
    }

    #[test]
    fn a_label_on_one_of_several_sites_is_found_where_it_first_stands() {
        let rows = "p,a,article,x\nq,b,article,x\nq,b,navigation,x\nr,b,navigation,x\n";
        assert_eq!(lines(&csv(rows), Rule::OneSiteLabel), [4]);
        let one = "p,a,article,x\nq,a,navigation,x\n";
        assert_eq!(lines(&csv(one), Rule::OneSiteLabel), [0; 0]);
        // A page whose site is not known may be of another one.
        let unknown = format!("{rows}s,,navigation,x\n");
        assert_eq!(lines(&csv(&unknown), Rule::OneSiteLabel), [0; 0]);
    }

    #[test]
    fn files_of_a_site_each_are_taken_together() {
        let a = survey("a.csv", &csv("p,a,article,x\np,a,navigation,y\n"));
        let b = survey("b.csv", &csv("q,b,article,x\n"));
        let found = found(&[a, b], Rule::OneSiteLabel);
        assert_eq!(
            (found.len(), found[0].0.as_str(), found[0].1),
            (1, "a.csv", 3)
        );
    }
}
