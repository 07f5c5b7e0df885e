//! A bound on what is allocated: whoever believes a length that a file claims is found out, even where the memory is never
//! touched.

use std::alloc::{Layout, System, set_alloc_error_hook};
use std::backtrace::Backtrace;

use cap::Cap;

/// Most bytes at a time. Inputs have a few thousand; no target had 200 MB in memory at its end, in November 2026.
const MOST_BYTES: usize = 512 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MOST_BYTES);

/// Has allocations that fail in the parquet crate's decoder of DELTA_BYTE_ARRAY end in a panic, which its caller catches: they are known.
pub fn allow_failures_in_delta_byte_arrays() {
    set_alloc_error_hook(|layout: Layout| {
        let trace = Backtrace::force_capture().to_string();
        assert!(
            !trace.contains("delta_byte_array"),
            "{} bytes, allowed",
            layout.size()
        );
    });
}
