//! A call in another thread: one of libuv's, which Node has for such work.

use napi::ScopedTask;
use napi::bindgen_prelude::{AsyncTask, Either, Env};

use crate::answer::{Answer, settle};
use crate::fault::Fault;
use crate::labelling::guarded;

type Work<T> = Box<dyn FnOnce() -> Result<T, Fault> + Send>;

/// Work that is done once, and the answer of which a promise waits for.
pub struct Call<T>(Option<Work<T>>);

/// Queues the work.
pub fn later<T: Answer>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> AsyncTask<Call<T>> {
    AsyncTask::new(Call(Some(Box::new(work))))
}

impl<'task, T: Answer> ScopedTask<'task> for Call<T> {
    type Output = Result<T, Fault>;
    type JsValue = Either<T::Js<'task>, Fault>;

    fn compute(&mut self) -> napi::Result<Self::Output> {
        let work = self.0.take().expect("computed once");
        Ok(guarded(work))
    }

    fn resolve(&mut self, env: &'task Env, output: Self::Output) -> napi::Result<Self::JsValue> {
        settle(env, output)
    }
}
