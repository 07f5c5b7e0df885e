//! Colours; anstream leaves them out where the stream is no terminal or `NO_COLOR` is set.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use unpitch::Label;

fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A label's colour: what to keep is green, what to cut stands out, the rest is quiet.
pub fn label(label: Label, text: impl Display) -> String {
    let colour = match label {
        Label::Article => AnsiColor::Green,
        Label::SubscriptionPitch => AnsiColor::Red,
        Label::Navigation => AnsiColor::BrightBlack,
        Label::RelatedContent => AnsiColor::Blue,
    };
    styled(colour.on_default(), text)
}

/// For the word `error:`.
pub fn error(text: impl Display) -> String {
    styled(AnsiColor::Red.on_default().bold(), text)
}

/// For what may be passed over.
pub fn faint(text: impl Display) -> String {
    styled(Style::new().dimmed(), text)
}

/// For headings.
pub fn strong(text: impl Display) -> String {
    styled(Style::new().bold(), text)
}
