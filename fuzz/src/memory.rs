//! A bound on what is allocated: whoever believes a length that a file claims is found out, even where the memory is never
//! touched.

use std::alloc::System;

use cap::Cap;

/// Most bytes at a time. Inputs have a few thousand, and what all targets hold at their ends is below a fifth of it.
const MOST_BYTES: usize = 512 << 20;

#[global_allocator]
static ALLOCATOR: Cap<System> = Cap::new(System, MOST_BYTES);
