//! Inputs that nobody writes by accident: what is beyond a limit is refused by name while the rest goes on, and what is within it takes
//! its time in proportion. `benches/hostile` measures the large ones.
#![cfg(feature = "default-model")]

#[path = "../common/mod.rs"]
mod common;
mod limits;
mod pages;
