//! The talk on stderr: errors, warnings, notes, progress.
//!
//! Everything said is neutralised, also into a file, which somebody will look at in a terminal. A stderr that takes
//! nothing, such as a full disk or a closed pipe, is no reason to stop: there is no other place to complain.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;
use terminal_size::{Width, terminal_size_of};
use unicode_width::UnicodeWidthStr;

use super::neutral::neutral;
use super::{cut, error_style, faint, strong};

/// Whether only errors are said.
static QUIET: AtomicBool = AtomicBool::new(false);

/// Whether details are said.
static VERBOSE: AtomicBool = AtomicBool::new(false);

/// Columns of the passing line that the terminal shows, 0 where it shows none.
static PASSING: AtomicUsize = AtomicUsize::new(0);

/// The bar that the terminal shows below what is said.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// From now on, until another one, this bar is shown.
pub fn show_bar(bar: Option<ProgressBar>) {
    *BAR.lock().unwrap_or_else(PoisonError::into_inner) = bar;
}

/// Whether only errors are said.
pub fn is_quiet() -> bool {
    QUIET.load(Ordering::Relaxed)
}

/// From now on only errors are said, or details too.
pub fn set_loudness(quiet: bool, verbose: bool) {
    QUIET.store(quiet, Ordering::Relaxed);
    VERBOSE.store(verbose, Ordering::Relaxed);
}

/// Says what only somebody wants to know who looks for something; not put in words for others.
pub fn detail(text: impl FnOnce() -> String) {
    if VERBOSE.load(Ordering::Relaxed) {
        talk(&faint(neutral(&text())));
    }
}

/// Says what went wrong.
pub fn error(text: &str) {
    put(&format!("{} {}", error_style("error:"), neutral(text)));
}

/// Says what clap has to say of the arguments, in several lines: an error, or the help where nothing was asked for.
pub fn usage(text: &str) {
    let lines: Vec<_> = text.trim_end().lines().map(neutral).collect();
    let lines = lines.join("\n");
    match lines.strip_prefix("error: ") {
        Some(reason) => put(&format!("{} {reason}", error_style("error:"))),
        None => put(&lines),
    }
}

/// Says what a result, or the exit code, rests on: not even `--quiet` hides it.
pub fn outcome(text: &str) {
    put(&format!("{} {}", faint("note:"), neutral(text)));
}

/// Says what the user may want to change.
pub fn warning(text: &str) {
    talk(&format!("{} {}", error_style("warning:"), neutral(text)));
}

/// Says something that is neither result nor error.
pub fn note(text: &str) {
    talk(&format!("{} {}", faint("note:"), neutral(text)));
}

/// A title over the lines that follow.
pub fn heading(text: &str) {
    talk(&strong(neutral(text)));
}

/// A plain line.
pub fn line(text: &str) {
    talk(&neutral(text));
}

/// A name and its value, below others of the kind.
pub fn row(name: &str, value: &str) {
    line(&format!("{name:>18}  {value}"));
}

/// Whether lines can be shown in passing, which takes a terminal.
pub fn can_pass() -> bool {
    io::stderr().is_terminal()
}

/// Shows a line on the terminal until the next thing is said.
pub fn passing(text: &str) {
    if is_quiet() {
        return;
    }
    let width: usize = terminal_size_of(io::stderr()).map_or(80, |(Width(width), _)| width.into());
    let text = cut(&neutral(text), width.saturating_sub(1));
    let before = PASSING.swap(text.width(), Ordering::Relaxed);
    let rest = " ".repeat(before.saturating_sub(text.width()));
    let _ = write!(io::stderr().lock(), "\r{text}{rest}");
}

fn talk(styled: &str) {
    if !is_quiet() {
        put(styled);
    }
}

/// Writes a line above the bar, if there is one.
fn put(styled: &str) {
    let bar = BAR.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match bar {
        Some(bar) => bar.suspend(|| write_line(styled)),
        None => write_line(styled),
    }
}

/// Writes a line in one go, so that threads do not cut into each other's lines.
fn write_line(styled: &str) {
    let mut stderr = anstream::stderr().lock();
    let passing = PASSING.swap(0, Ordering::Relaxed);
    if passing > 0 {
        let _ = write!(stderr, "\r{}\r", " ".repeat(passing));
    }
    let _ = stderr.write_all(format!("{styled}\n").as_bytes());
}
