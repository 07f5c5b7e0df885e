//! A folder of HTML pages in, a folder of texts out: what the examples share.

use std::error::Error;
use std::fs;
use std::io::{Read, Result as IoResult};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use unpitch::{ArticleOptions, Model, Page};

/// A result whose error is a sentence that names the path.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Largest page that is read, unpacked, in bytes.
const LARGEST_PAGE: u64 = 64 << 20;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// An HTML file; its ID is its name without `.html` or `.html.gz`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HtmlFile {
    pub id: String,
    pub path: PathBuf,
}

impl HtmlFile {
    fn at(path: PathBuf) -> Option<HtmlFile> {
        let name = path.file_name()?.to_str()?;
        let id = name
            .strip_suffix(".html")
            .or_else(|| name.strip_suffix(".html.gz"))?
            .to_owned();
        Some(HtmlFile { id, path })
    }

    /// The HTML files of a folder, by ID. Two of one ID are refused: they would share a text.
    pub fn of_folder(folder: &Path) -> Outcome<Vec<HtmlFile>> {
        let entries = fs::read_dir(folder).and_then(|all| all.collect::<IoResult<Vec<_>>>());
        let entries = entries.map_err(at(folder))?.into_iter();
        let mut files: Vec<HtmlFile> = entries
            .filter_map(|entry| HtmlFile::at(entry.path()))
            .collect();
        files.sort();
        match files.windows(2).find(|pair| pair[0].id == pair[1].id) {
            None if files.is_empty() => Err(format!(
                "{}: no file named *.html or *.html.gz",
                folder.display()
            ))?,
            None => Ok(files),
            Some(pair) => {
                let (one, other) = (pair[0].path.display(), pair[1].path.display());
                Err(format!("{one} and {other} have one ID: take one away"))?
            }
        }
    }

    /// Reads the page; gzip is detected from the content.
    fn read(&self) -> Outcome<Page> {
        let bytes = fs::read(&self.path).map_err(at(&self.path))?;
        if !bytes.starts_with(&GZIP) {
            return Ok(Page::from_html_bytes(&bytes));
        }
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(&*bytes)
            .take(LARGEST_PAGE + 1)
            .read_to_end(&mut unpacked)
            .map_err(at(&self.path))?;
        if unpacked.len() as u64 > LARGEST_PAGE {
            let path = self.path.display();
            Err(format!("{path}: more than {LARGEST_PAGE} bytes unpacked"))?;
        }
        Ok(Page::from_html_bytes(&unpacked))
    }

    /// Writes the article's text to `out/ID.txt`; where that fails, no older text is left there.
    pub fn extract(&self, model: &Model, out: &Path) -> Outcome<()> {
        let text_path = out.join(format!("{}.txt", self.id));
        if text_path.exists() {
            fs::remove_file(&text_path).map_err(at(&text_path))?;
        }
        let page = self.read()?;
        let text = model
            .predict(&page)
            .article_text(&page, &ArticleOptions::default())?;
        fs::write(&text_path, text).map_err(at(&text_path))?;
        Ok(())
    }
}

/// Puts the path before an error.
pub fn at<E: std::fmt::Display>(path: &Path) -> impl Fn(E) -> String {
    move |error| format!("{}: {error}", path.display())
}
