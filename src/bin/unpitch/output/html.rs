//! Pages for the eye: each paragraph in its label's colour, with the reasons.

use std::io;

use unpitch::records::Labelled;
use unpitch::report::PagesReport;

use super::container::Container;
use super::pages::Render;

/// Renders pages of one document.
pub struct Html;

impl Render for Html {
    fn container(&self) -> Container {
        Container::Document
    }

    fn header(&self) -> io::Result<Vec<u8>> {
        Ok(PagesReport::begin().into_bytes())
    }

    fn render(&self, page: &Labelled<'_>) -> io::Result<Vec<u8>> {
        Ok(PagesReport::page(page).into_bytes())
    }
}
