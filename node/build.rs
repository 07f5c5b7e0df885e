//! Lets the linker leave open what Node itself brings.

fn main() {
    napi_build::setup();
}
