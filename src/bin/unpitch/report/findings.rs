//! What a check found: a line each, and how many there are.

use std::collections::BTreeMap;

use unpitch::check::{Finding, Rule};

use super::render;
use super::table::{Holds, Table};
use crate::output::neutral;

/// A line for each finding, at most so many of each rule, then a table; nothing where nothing was found.
pub fn text(findings: &[Finding], limit: usize) -> String {
    let mut found: BTreeMap<Rule, usize> = BTreeMap::new();
    let mut out = String::new();
    for finding in findings {
        let n = found.entry(finding.rule).or_default();
        *n += 1;
        if *n <= limit {
            out += &line(finding);
        }
    }
    if !found.is_empty() {
        out += "\n";
        out += &render::text(&[table(&found, limit)]);
    }
    out
}

/// `path:line: rule: message`, as editors and terminals make it a link.
fn line(finding: &Finding) -> String {
    let line = finding
        .line
        .map_or(String::new(), |line| format!(":{line}"));
    let text = format!(
        "{}{line}: {}: {}",
        finding.path.display(),
        finding.rule,
        finding.message
    );
    format!("{}\n", neutral(&text))
}

fn table(found: &BTreeMap<Rule, usize>, limit: usize) -> Table {
    let row = |(rule, n): (&Rule, &usize)| {
        vec![rule.to_string(), n.to_string(), limit.min(*n).to_string()]
    };
    Table {
        title: format!("Found: {}", found.values().sum::<usize>()),
        header: vec!["rule", "found", "shown"],
        rows: found.iter().map(row).collect(),
        holds: Holds::Numbers,
    }
}

/// All findings, a JSON object each.
///
/// # Errors
/// None that is known: paths are shown as text.
pub fn jsonl(findings: &[Finding]) -> serde_json::Result<String> {
    let lines = findings
        .iter()
        .map(|finding| Ok(serde_json::to_string(finding)? + "\n"));
    lines.collect()
}
