//! The pages of all files, numbered.

use crate::dataset::{LabelledPage, Survey};

/// A page of one of the files.
#[derive(Clone, Copy)]
pub(super) struct FilePage<'a> {
    /// The file's number, from 0.
    pub(super) file: usize,
    pub(super) page: &'a LabelledPage,
}

/// The pages of all files, in their order.
pub(super) fn pages(files: &[Survey]) -> Vec<FilePage<'_>> {
    let files = files.iter().enumerate();
    let pages = files.flat_map(|(file, survey)| {
        let pages = survey.dataset.pages().iter();
        pages.map(move |page| FilePage { file, page })
    });
    pages.collect()
}
