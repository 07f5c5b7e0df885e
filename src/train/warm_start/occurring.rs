//! The few features that occur in the pages, of the many that a model knows: all others keep their weights.

use crate::Label;
use crate::logistic::FittedLogistic;
use crate::rows::{Layout, Rows};

/// The features that occur, and their columns by themselves.
pub(super) struct Occurring {
    /// In rising order.
    features: Vec<u32>,
    /// What the values of each are multiplied by: the root of what its penalty is to be divided by.
    scales: Vec<f32>,
    pub(super) layout: Layout,
}

impl Occurring {
    /// The features of rows, each with a penalty so many times as strong as `held` says.
    pub(super) fn new(rows: &Rows, layout: &Layout, held: impl Fn(u32) -> f32) -> Occurring {
        let paragraphs = 0..rows.n_paragraphs();
        let entries = paragraphs.flat_map(|index| rows.paragraph(index));
        let mut features: Vec<u32> = entries.map(|(feature, _)| *feature).collect();
        features.sort_unstable();
        features.dedup();
        let reaches = features.iter().map(|feature| layout.reach(*feature) as u32);
        Occurring {
            layout: Layout::from_reaches(reaches),
            scales: features
                .iter()
                .map(|feature| 1.0 / held(*feature).sqrt())
                .collect(),
            features,
        }
    }

    /// The rows with the features numbered by themselves.
    pub(super) fn renumber(&self, rows: &Rows) -> Rows {
        let mut own = Rows::default();
        for page in rows.pages() {
            for index in page {
                for (feature, value) in rows.paragraph(index) {
                    let found = self.features.binary_search(feature);
                    let number = found.expect("a feature that occurs");
                    own.push(number as u32, *value * self.scales[number]);
                }
                own.end_paragraph();
            }
            own.end_page();
        }
        own
    }

    /// Adds a fitted change to the weights of all features.
    pub(super) fn add(
        &self,
        change: &FittedLogistic,
        layout: &Layout,
        weights: &mut [[f64; Label::COUNT]],
    ) {
        for (own, feature) in (0..).zip(&self.features) {
            let scale = f64::from(self.scales[own as usize]);
            let reach = layout.reach(*feature) as isize;
            for offset in -reach..=reach {
                let added = &change.weights[self.layout.column(own, offset)];
                let weights = &mut weights[layout.column(*feature, offset)];
                weights
                    .iter_mut()
                    .zip(added)
                    .for_each(|(w, added)| *w += scale * added);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_occurs_is_numbered() {
        let layout = Layout::from_reaches([1, 0, 2, 0]);
        let mut rows = Rows::default();
        rows.push(3, 0.5);
        rows.push(0, 1.0);
        rows.end_paragraph();
        rows.end_page();
        let occurring = Occurring::new(
            &rows,
            &layout,
            |feature| if feature == 3 { 4.0 } else { 1.0 },
        );
        assert_eq!(
            (occurring.layout.n_features(), occurring.layout.n_columns()),
            (2, 4)
        );
        assert_eq!(
            occurring.renumber(&rows).paragraph(0),
            [(1, 0.25), (0, 1.0)]
        );
    }
}
