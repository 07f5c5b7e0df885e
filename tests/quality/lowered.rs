//! Floors rise freely, and fall with a reason.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The name of a figure that has a floor.
pub type Figure = String;

/// The variable that gives the reason.
pub const REASON: &str = "UNPITCH_REASON";

/// A floor that was lowered.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Lowered {
    pub floor: Figure,
    pub from: f64,
    /// `None` where it is held no more.
    pub to: Option<f64>,
    pub reason: String,
}

/// What figures fall from some floors to others, each with the reason.
///
/// # Errors
/// Which ones fall, if there is no reason.
pub fn lowered(
    from: &BTreeMap<Figure, f64>,
    to: &BTreeMap<Figure, f64>,
    reason: Option<&str>,
) -> Result<Vec<Lowered>, String> {
    let falls = from.iter().filter_map(|(floor, from)| {
        let to = to.get(floor).copied();
        to.is_none_or(|to| to < *from).then(|| Lowered {
            floor: floor.clone(),
            from: *from,
            to,
            reason: reason.unwrap_or_default().trim().to_owned(),
        })
    });
    let falls: Vec<Lowered> = falls.collect();
    match falls.iter().any(|fall| fall.reason.is_empty()) {
        true => Err(refusal(&falls)),
        false => Ok(falls),
    }
}

fn refusal(falls: &[Lowered]) -> String {
    let line = |fall: &Lowered| match fall.to {
        Some(to) => format!("  {}: {:.4} -> {to:.4}", fall.floor, fall.from),
        None => format!("  {}: {:.4} -> none", fall.floor, fall.from),
    };
    let lines: Vec<String> = falls.iter().map(line).collect();
    format!(
        "floors would fall, and nothing was written; if that is meant, say why: {REASON}=\"...\"\n{}",
        lines.join("\n")
    )
}

#[test]
fn no_floor_falls_without_a_reason() {
    let figures = |values: &[(&str, f64)]| -> BTreeMap<Figure, f64> {
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value))
            .collect()
    };
    let before = figures(&[("a", 0.5), ("b", 0.5), ("c", 0.5)]);
    let after = figures(&[("a", 0.4), ("b", 0.6)]);
    for no_reason in [None, Some(" ")] {
        let refused = lowered(&before, &after, no_reason).expect_err("two fall");
        assert!(refused.contains("a: 0.5000 -> 0.4000") && refused.contains("c: 0.5000 -> none"));
        assert!(!refused.contains("b: "), "{refused}");
    }
    let fallen =
        lowered(&before, &after, Some("labels of ferries were corrected")).expect("a reason");
    assert_eq!(fallen.len(), 2);
    assert_eq!((fallen[0].from, fallen[0].to), (0.5, Some(0.4)));
    assert_eq!(lowered(&after, &after, None), Ok(Vec::new()));
}
