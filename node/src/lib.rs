//! The native half of the Node package `unpitch`, on the public API of the crate of that name.
//!
//! ```text
//! source, offsets     what JavaScript gives; UTF-16 units
//! fault               what went wrong, by its code
//! article             the options that say what of a page is its article's text
//! labelling           Source + model -> Labelled, in any thread
//! facts, stored       Labelled -> JSON that JavaScript reads; Labelled <-> JSON that an article is written from later
//! answer              what a call gives back, as JavaScript values
//! task                a call in another thread
//! engine              the one class that lib/*.js calls
//! ```
//! It trusts the types of what it is given: `lib/*.js` has checked them. It throws nothing of its own: what went wrong comes
//! back as a value, of which `lib/errors.js` makes the exception.
//!
//! No page stays here. Node frees what a native object holds only when its event loop comes round, so a loop that labels
//! thousands of files without an `await` would fill the memory. What a page is goes into buffers of JavaScript's own.

mod answer;
mod article;
mod engine;
mod facts;
mod fault;
mod labelling;
mod offsets;
mod source;
mod stored;
mod task;
