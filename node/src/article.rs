//! What of a page is its article's text: the options of `page.article` and `clean`.

use napi_derive::napi;
use unpitch::{CleanOptions, Part};

use crate::fault::Fault;

/// The options as `lib/checks.js` lets them through.
#[napi(object, object_to_js = false)]
pub struct ArticleOptions {
    pub parts: Option<Vec<String>>,
    pub max_loss: Option<f64>,
    pub markdown: Option<bool>,
}

impl ArticleOptions {
    /// What they stand for in the library.
    ///
    /// # Errors
    /// The name of a part that there is not.
    pub fn read(self) -> Result<CleanOptions, Fault> {
        let mut options = CleanOptions::default().markdown(self.markdown.unwrap_or(false));
        if let Some(names) = self.parts {
            let parts: Result<Vec<Part>, _> = names.iter().map(|name| name.parse()).collect();
            options = options.parts(&parts?);
        }
        if let Some(share) = self.max_loss {
            options = options.max_loss(share as f32);
        }
        Ok(options)
    }
}
