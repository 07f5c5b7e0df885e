//! What a request asks for: the options of its query, the type of its body.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};

use super::refusal::Refusal;
use super::task::{Action, Order};
use crate::corpora::sent::Media;
use crate::extract::CleanOptions;
use crate::label::Label;

impl Action {
    /// Labelling, all labels being kept by default.
    pub fn label() -> Action {
        Action::Label {
            keep: Vec::new(),
            explain: false,
        }
    }

    /// Cleaning by default.
    pub fn clean() -> Action {
        Action::Clean(CleanOptions::default())
    }

    /// The names of its options.
    fn options(&self) -> &'static str {
        match self {
            Action::Label { .. } => "language, url, keep, explain",
            Action::Clean(_) => "language, url, parts, max_loss, markdown",
            Action::Verdict => "language, url",
        }
    }
}

/// The order that an action and a query make.
///
/// # Errors
/// The first option that is not one of the action's, or not as it has to be.
pub fn order(action: Action, query: &str) -> Result<Order, Refusal> {
    let mut order = Order {
        action,
        language: None,
        url: None,
    };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        take(&mut order, &name, &value).map_err(|expected| {
            Refusal::bad(format!("option {name}: found {value:?}, {expected}"))
        })?;
    }
    if let Action::Label { keep, .. } = &mut order.action
        && keep.is_empty()
    {
        *keep = Label::ALL.to_vec();
    }
    Ok(order)
}

/// Takes an option over, or says what was expected.
fn take(order: &mut Order, name: &str, value: &str) -> Result<(), String> {
    match (name, &mut order.action) {
        ("language", _) => order.language = Some(value.parse().map_err(said)?),
        ("url", _) => order.url = Some(value.to_owned()).filter(|url| !url.trim().is_empty()),
        ("keep", Action::Label { keep, .. }) => keep.extend(list::<Label>(value)?),
        ("explain", Action::Label { explain, .. }) => *explain = truth(value)?,
        ("parts", Action::Clean(options)) => *options = options.clone().parts(&list(value)?),
        ("max_loss", Action::Clean(options)) => *options = options.clone().max_loss(share(value)?),
        ("markdown", Action::Clean(options)) => *options = options.clone().markdown(truth(value)?),
        (_, action) => return Err(format!("expected one of {}", action.options())),
    }
    Ok(())
}

fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn list<T: std::str::FromStr<Err: std::fmt::Display>>(value: &str) -> Result<Vec<T>, String> {
    value
        .split(',')
        .map(|name| name.parse().map_err(said))
        .collect()
}

fn truth(value: &str) -> Result<bool, String> {
    value
        .parse()
        .map_err(|_| "expected true or false".to_owned())
}

fn share(value: &str) -> Result<f32, String> {
    let share = value
        .parse()
        .ok()
        .filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "expected a share of the article, 0 to 1, such as 0.005".to_owned())
}

/// What the body is.
///
/// # Errors
/// 415 with what it may be.
pub fn media(headers: &HeaderMap) -> Result<Media, Refusal> {
    let found = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
    found.and_then(Media::read).ok_or_else(|| {
        let found = String::from_utf8_lossy(found.unwrap_or_default()).into_owned();
        Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            format!(
                "found the Content-Type {found:?}, expected text/html, text/plain, application/json (an object with html or \
                 text) or application/x-ndjson (such an object on each line)"
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_those_of_the_action() {
        let order = order(
            Action::label(),
            "keep=article,navigation&language=de&explain=true&url=https%3A%2F%2Fa.example%2F",
        )
        .unwrap();
        let Action::Label { keep, explain } = order.action else {
            panic!("the action stays");
        };
        assert_eq!(keep, [Label::Article, Label::Navigation]);
        assert!(explain && order.language.is_some());
        assert_eq!(order.url.as_deref(), Some("https://a.example/"));
    }

    #[test]
    fn what_is_no_option_is_refused_with_what_was_expected() {
        let refused = |action: Action, query: &str| order(action, query).unwrap_err().error;
        for (query, expected) in [
            ("max_loss=2", "0 to 1"),
            ("max_loss=NaN", "0 to 1"),
            ("markdown=yes", "true or false"),
            ("parts=body,nose", "nose"),
            ("keep=article", "one of language, url, parts"),
            ("language=klingon!", "klingon"),
        ] {
            let error = refused(Action::clean(), query);
            assert!(error.contains(expected), "{query}: {error}");
        }
        assert!(refused(Action::Verdict, "explain=true").contains("one of language, url"));
        assert!(refused(Action::label(), "keep=advert").contains("advert"));
    }
}
