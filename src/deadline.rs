//! When work on a page is to end, done or not.

use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// When work on a page is to end, done or not: reading and labelling look at it as they go, and give up once it has passed.
///
/// ```
/// # #[cfg(all(feature = "html", feature = "default-model"))] {
/// use std::time::Duration;
/// use unpitch::{Deadline, Error, Model, Page};
///
/// let deadline = Deadline::after(Duration::from_secs(5));
/// let page = Page::from_html_until("<p>Ferries sail again.", deadline)?;
/// assert_eq!(Model::embedded().scorer().predict_until(&page, deadline)?.len(), 1);
/// # }
/// # Ok::<(), unpitch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// There is all the time in the world.
    pub const NEVER: Deadline = Deadline(None);

    /// So long from now.
    #[must_use]
    pub fn after(patience: Duration) -> Deadline {
        Deadline(Instant::now().checked_add(patience))
    }

    /// Whether it has passed.
    #[must_use]
    pub fn has_passed(&self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }

    /// Whether work may go on.
    ///
    /// # Errors
    /// [`Error::OutOfTime`] once it has passed.
    pub fn check(&self) -> Result<()> {
        match self.has_passed() {
            true => Err(Error::OutOfTime),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_passes_at_its_time_and_none_never_does() {
        assert!(Deadline::after(Duration::ZERO).has_passed());
        assert!(!Deadline::after(Duration::from_secs(1_000)).has_passed());
        assert!(!Deadline::after(Duration::MAX).has_passed());
        assert!(Deadline::NEVER.check().is_ok());
        let late = Deadline::after(Duration::ZERO).check();
        assert!(matches!(late, Err(Error::OutOfTime)));
    }
}
