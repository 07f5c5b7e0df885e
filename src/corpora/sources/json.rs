//! JSON by the byte: where a value ends in a stream, and which fields an object has.
//!
//! A parser for the whole would lose a page for a field nobody needs, and the spelling of its numbers; this one finds
//! the pieces, and only what is needed of them is understood.

mod fault;
pub mod fields;
mod scan;
pub mod string;
pub mod value;
pub mod values;
