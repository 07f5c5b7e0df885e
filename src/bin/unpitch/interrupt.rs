//! Ctrl-C during a training: the training ends at its next step, and no file is written.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

static PRESSED: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C asks instead of killing.
pub fn watch() -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(|| {
        // Whoever presses it twice does not want to wait for the step to end; nothing is being written yet.
        if PRESSED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    })
}

/// `Break` once Ctrl-C was pressed.
pub fn flow() -> ControlFlow<()> {
    if PRESSED.load(Ordering::SeqCst) {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}
