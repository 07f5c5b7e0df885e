//! How fast each stage is, on the sample data alone: bytes to a page, its labels, what is said of it then, and models.
#![allow(missing_docs)]

mod act;
mod labels;
mod models;
mod pages;
mod samples;

use criterion::{criterion_group, criterion_main};

criterion_group!(read, pages::decode, pages::read);
criterion_group!(predict, labels::predict, labels::vectorise);
criterion_group!(act, act::clean, act::verdict, act::metadata, act::records);
criterion_group!(models, models::open, models::train, models::evaluate);
criterion_main!(read, predict, act, models);
