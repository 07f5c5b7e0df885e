//! The page's own style sheets, as far as they say what is seen and what is laid out apart.
//!
//! Of each rule three properties are kept: how its elements are displayed, whether they are invisible, and whether
//! they are clipped to nothing. A rule counts if its selector is made of tags, ids and classes, alone or below
//! others; what depends on more (states such as `:hover`, attributes, siblings) never hides, but what it shows is
//! taken as shown. So is what a rule inside `@media` shows, since its screen may be the reader's.
//!
//! All work is bounded: by the length of the sheets, the number of rules, and the steps of matching them.

mod cascade;
mod declarations;
mod names;
mod outcome;
mod selector;
mod sheet;

pub(super) use cascade::apply;
pub(super) use declarations::{Display, Style};
pub(super) use outcome::is_reachable;
pub(super) use sheet::Sheet;
