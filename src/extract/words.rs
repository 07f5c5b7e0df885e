//! The words that an article's parts and a page's metadata are read by, in all languages, and how texts are compared.

pub(super) mod byline;
pub(super) mod calendar;
pub(super) mod fold;
pub(super) mod phrases;
