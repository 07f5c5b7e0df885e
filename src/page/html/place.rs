//! Where a walk of the tree stands: the number of each open element among the elements of its parent.

use super::super::Marks;

/// The numbers of the open elements, outermost first.
#[derive(Debug, Default)]
pub(super) struct Place {
    numbers: Vec<u32>,
    /// How many elements have been begun in each open element, and in the document first.
    begun: Vec<u32>,
}

impl Place {
    /// Begins an element.
    pub fn enter(&mut self) {
        if self.begun.is_empty() {
            self.begun.push(0);
        }
        let begun = self.begun.last_mut().expect("the document stays");
        self.numbers.push(*begun);
        *begun += 1;
        self.begun.push(0);
    }

    /// Ends the innermost open element.
    pub fn leave(&mut self) {
        self.numbers.pop();
        self.begun.pop();
    }

    /// The numbers of the open elements, outermost first, of the innermost ones that a path names.
    pub fn numbers(&self) -> &[u32] {
        let n_left_out = self.numbers.len().saturating_sub(Marks::MAX_ELEMENTS);
        &self.numbers[n_left_out..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_numbered_in_their_parents() {
        let mut place = Place::default();
        place.enter();
        place.enter();
        assert_eq!(place.numbers(), [0, 0]);
        place.leave();
        place.enter();
        place.enter();
        assert_eq!(place.numbers(), [0, 1, 0]);
        place.leave();
        place.leave();
        place.leave();
        place.enter();
        assert_eq!(place.numbers(), [1]);
    }
}
