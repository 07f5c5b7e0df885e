//! The model as `lib/model.js` calls it.

use std::sync::Arc;

use napi::bindgen_prelude::{AsyncTask, Either, Env};
use napi_derive::napi;

use crate::answer::{Answer, JsPage, PageBytes, settle};
use crate::article::ArticleOptions;
use crate::fault::Fault;
use crate::labelling::{Labellers, Shared, guarded};
use crate::source::Source;
use crate::stored;
use crate::task::{Call, later};

/// A model and its labellers.
#[napi]
pub struct Engine {
    labellers: Arc<Labellers>,
}

impl From<Shared> for Engine {
    fn from(model: Shared) -> Engine {
        Engine {
            labellers: Arc::new(Labellers::new(model)),
        }
    }
}

impl Answer for Shared {
    type Js<'env> = Engine;

    fn into_js(self, _: &Env) -> napi::Result<Engine> {
        Ok(self.into())
    }
}

fn load(path: &str) -> Result<Shared, Fault> {
    Ok(Shared::Loaded(Arc::new(unpitch::Model::load(path)?)))
}

fn label(labellers: &Labellers, source: &Source<'_>) -> Result<PageBytes, Fault> {
    labellers.label(source, |labelled| PageBytes::new(&labelled))
}

fn clean(
    labellers: &Labellers,
    source: &Source<'_>,
    options: ArticleOptions,
) -> Result<String, Fault> {
    let options = options.read()?;
    labellers.label(source, |labelled| labelled.clean(&options))
}

#[napi]
impl Engine {
    /// The default model.
    #[napi(constructor)]
    pub fn new() -> Engine {
        Shared::Embedded.into()
    }

    #[napi]
    pub fn load(env: &Env, path: String) -> napi::Result<Either<Engine, Fault>> {
        settle(env, guarded(|| load(&path)))
    }

    #[napi]
    pub fn load_async(path: String) -> AsyncTask<Call<Shared>> {
        later(move || load(&path))
    }

    #[napi]
    pub fn label_html<'env>(
        &self,
        env: &'env Env,
        html: Either<String, &[u8]>,
        language: Option<String>,
    ) -> napi::Result<Either<JsPage<'env>, Fault>> {
        let source = Source::html(html, language.as_deref());
        settle(
            env,
            source.and_then(|source| label(&self.labellers, &source)),
        )
    }

    #[napi]
    pub fn label_html_async(
        &self,
        html: Either<String, &[u8]>,
        language: Option<String>,
    ) -> AsyncTask<Call<PageBytes>> {
        let source = Source::html(html, language.as_deref()).map(Source::owned);
        let labellers = Arc::clone(&self.labellers);
        later(move || label(&labellers, &source?))
    }

    #[napi]
    pub fn label_text<'env>(
        &self,
        env: &'env Env,
        text: String,
        language: Option<String>,
    ) -> napi::Result<Either<JsPage<'env>, Fault>> {
        let source = Source::text(text, language.as_deref());
        settle(
            env,
            source.and_then(|source| label(&self.labellers, &source)),
        )
    }

    #[napi]
    pub fn label_text_async(
        &self,
        text: String,
        language: Option<String>,
    ) -> AsyncTask<Call<PageBytes>> {
        let source = Source::text(text, language.as_deref());
        let labellers = Arc::clone(&self.labellers);
        later(move || label(&labellers, &source?))
    }

    #[napi]
    pub fn clean(
        &self,
        env: &Env,
        html: Either<String, &[u8]>,
        language: Option<String>,
        options: ArticleOptions,
    ) -> napi::Result<Either<String, Fault>> {
        let source = Source::html(html, language.as_deref());
        settle(
            env,
            source.and_then(|source| clean(&self.labellers, &source, options)),
        )
    }

    #[napi]
    pub fn clean_async(
        &self,
        html: Either<String, &[u8]>,
        language: Option<String>,
        options: ArticleOptions,
    ) -> AsyncTask<Call<String>> {
        let source = Source::html(html, language.as_deref()).map(Source::owned);
        let labellers = Arc::clone(&self.labellers);
        later(move || clean(&labellers, &source?, options))
    }
}

/// The article's text of a page that was labelled before, from what was stored of it.
#[napi]
pub fn article(
    env: &Env,
    page: &[u8],
    options: ArticleOptions,
) -> napi::Result<Either<String, Fault>> {
    let text = guarded(|| {
        let options = options.read()?;
        let (page, predictions) = stored::read(page)?;
        Ok(predictions.clean(&page, &options)?)
    });
    settle(env, text)
}
