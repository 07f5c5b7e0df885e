//! The pages of a folder, as both programs of this folder read them.

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;

use flate2::read::MultiGzDecoder;

/// The bytes of each page, unpacked.
pub fn read(folder: &str) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder)? {
        let mut page = Vec::new();
        MultiGzDecoder::new(File::open(entry?.path())?).read_to_end(&mut page)?;
        pages.push(page);
    }
    Ok(pages)
}
