//! From bytes to a page.

use std::hint::black_box;

use criterion::Criterion;

use crate::samples::{bytes, of_each_source};

/// Bytes to characters, in bytes.
pub fn decode(c: &mut Criterion) {
    of_each_source(c, "decode", bytes, |group, id, source| {
        let page = source.text.as_bytes();
        group.bench_function(id, |b| b.iter(|| unpitch::decode(black_box(page))));
    });
}

/// Characters to paragraphs, in bytes.
pub fn read(c: &mut Criterion) {
    of_each_source(c, "read", bytes, |group, id, source| {
        group.bench_function(id, |b| b.iter(|| (source.read)(black_box(&source.text))));
    });
}
