#![no_main]
//! Requests to the service, sound and not: each is answered in time, and none by a fault of its own.

use libfuzzer_sys::fuzz_target;
use unpitch_fuzz::exchange::{self, Request};

fuzz_target!(|request: Request<'_>| exchange::check(&request));
