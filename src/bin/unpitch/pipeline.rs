//! From paths to answers: pages are read ahead, labelled side by side and written in their order.

pub mod batch;
pub mod job;
pub mod notices;
pub mod queue;
