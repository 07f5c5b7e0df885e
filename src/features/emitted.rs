//! For tests: features as texts.

use super::family::Family;
use super::name::Name;

/// What features are emitted into.
pub(super) type Sink<'s> = &'s mut dyn FnMut(Family, Name<'_>);

/// The features that are emitted, each with its family and its name's text, in the order in which they come.
pub(super) fn emitted(emit: impl FnOnce(&mut Sink<'_>)) -> Vec<(Family, String)> {
    let mut features = Vec::new();
    let mut sink = |family: Family, name: Name<'_>| {
        let mut text = String::new();
        name.write(&mut text);
        features.push((family, text));
    };
    emit(&mut (&mut sink as Sink<'_>));
    features
}

/// The texts of the features of one family.
pub(super) fn texts_of(family: Family, emit: impl FnOnce(&mut Sink<'_>)) -> Vec<String> {
    let features = emitted(emit).into_iter();
    let own = features.filter(|(own, _)| *own == family);
    own.map(|(_, text)| text).collect()
}
