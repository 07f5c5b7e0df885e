//! What a call gives back, as JavaScript values.

use napi::bindgen_prelude::{BufferSlice, Either, Env, ToNapiValue, TypeName};
use napi_derive::napi;
use unpitch::CleanOptions;

use crate::facts;
use crate::fault::Fault;
use crate::labelling::Labelled;
use crate::stored;

/// What is made in any thread, and a JavaScript value only in that of JavaScript.
pub trait Answer: Send + 'static {
    type Js<'env>: ToNapiValue + TypeName;

    fn into_js(self, env: &Env) -> napi::Result<Self::Js<'_>>;
}

/// The value, or what went wrong in its place.
pub fn settle<T: Answer>(
    env: &Env,
    answer: Result<T, Fault>,
) -> napi::Result<Either<T::Js<'_>, Fault>> {
    Ok(match answer {
        Ok(answer) => Either::A(answer.into_js(env)?),
        Err(fault) => Either::B(fault),
    })
}

/// A labelled page, in bytes.
pub struct PageBytes {
    facts: Vec<u8>,
    article: String,
    stored: Vec<u8>,
}

/// A labelled page in memory that JavaScript's collector counts and frees, as it does not with a `Vec` of ours.
#[napi(object, object_from_js = false)]
pub struct JsPage<'env> {
    /// The JSON of `facts.rs`.
    pub facts: BufferSlice<'env>,
    /// The article's text by the default options.
    pub article: String,
    /// What `article` needs.
    pub stored: BufferSlice<'env>,
}

impl PageBytes {
    pub fn new(labelled: &Labelled) -> Result<PageBytes, Fault> {
        Ok(PageBytes {
            facts: facts::json(labelled)?,
            article: labelled.clean(&CleanOptions::default())?,
            stored: stored::write(labelled)?,
        })
    }
}

impl Answer for PageBytes {
    type Js<'env> = JsPage<'env>;

    fn into_js(self, env: &Env) -> napi::Result<JsPage<'_>> {
        Ok(JsPage {
            facts: BufferSlice::copy_from(env, self.facts)?,
            article: self.article,
            stored: BufferSlice::copy_from(env, self.stored)?,
        })
    }
}

impl Answer for String {
    type Js<'env> = String;

    fn into_js(self, _: &Env) -> napi::Result<String> {
        Ok(self)
    }
}
