//! What the fuzz targets share: inputs of more than bytes, and what must hold of every answer.
//!
//! ```text
//! memory      no more than so much is ever allocated
//! tokens      bytes -> pages whose bytes are tags, attributes, words and odd characters
//! rows        bytes -> CSVs of the schema's columns
//! model_file  bytes -> changes to a sound model, its checksum made right again
//! pages       what holds of every page, and of what is said of it
//! tables      what holds of every CSV
//! files       bytes -> a file -> the pages in it
//! markdown    what a reader makes of Markdown
//! exchange    bytes -> a request to a service -> its answer
//! ```
#![feature(alloc_error_hook)]

pub mod exchange;
pub mod files;
pub mod markdown;
pub mod memory;
pub mod model_file;
pub mod pages;
pub mod rows;
pub mod tables;
pub mod tokens;
