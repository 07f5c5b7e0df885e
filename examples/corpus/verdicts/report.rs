//! The report: figures, and the pages that are wrong, by name.

use std::collections::BTreeMap;
use std::fmt;

use unpitch::{PitchKind, Verdict};

use super::Judgement;
use super::tally::{Confusion, Counts};

/// How verdicts and judgements agree.
#[derive(Debug, Default)]
pub struct VerdictsReport {
    access: Confusion,
    kinds: BTreeMap<&'static str, Counts>,
    page_kinds: Confusion,
    claims: Confusion,
    types: Confusion,
    wrong: Vec<String>,
    missing: Vec<String>,
}

impl VerdictsReport {
    pub(super) fn judged(&mut self, page: &str, judgement: &Judgement, verdict: Option<&Verdict>) {
        let Some(verdict) = verdict else {
            self.missing.push(page.to_owned());
            return;
        };
        self.access.add(&judgement.access, verdict.access.name());
        self.page_kinds
            .add(&judgement.page_kind, verdict.kind.name());
        let mut odd = Vec::new();
        for kind in PitchKind::ALL {
            let is_right = judgement.kinds.iter().any(|own| own == kind.name());
            let is_said = verdict.pitches.contains(kind);
            self.kinds
                .entry(kind.name())
                .or_default()
                .add(is_right, is_said);
            if is_right != is_said {
                odd.push(format!("{}{kind}", if is_said { '+' } else { '-' }));
            }
        }
        self.note(
            page,
            "access",
            &judgement.access,
            verdict.access.name(),
            verdict,
        );
        self.note(
            page,
            "page kind",
            &judgement.page_kind,
            verdict.kind.name(),
            verdict,
        );
        if !odd.is_empty() {
            self.wrong.push(format!("{page} kinds: {}", odd.join(" ")));
        }
    }

    fn note(&mut self, page: &str, what: &str, right: &str, said: &str, verdict: &Verdict) {
        if right != said {
            let reasons: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
            let reasons = reasons.join("; ");
            self.wrong
                .push(format!("{page} {what}: {right}, said {said} ({reasons})"));
        }
    }

    /// What the page claims of itself, `true` or `false`, and the access; listed where they seem to differ.
    pub(super) fn claimed(&mut self, page: &str, claim: &str, verdict: &Verdict) {
        self.claims.add(claim, verdict.access.name());
        let as_claimed = if claim == "true" { "open" } else { "gated" };
        self.note(page, "claim", as_claimed, verdict.access.name(), verdict);
    }

    /// WCXB's type of a page: what it calls a collection is a listing here, a service a product, documentation an article.
    pub(super) fn typed(&mut self, page: &str, kind: &str, verdict: &Verdict) {
        let right = match kind {
            "collection" => "listing",
            "service" => "product",
            "documentation" => "article",
            other => other,
        };
        self.types.add(right, verdict.kind.name());
        if right != verdict.kind.name() {
            self.wrong
                .push(format!("{page} type: {kind}, said {}", verdict.kind));
        }
    }
}

impl fmt::Display for VerdictsReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.wrong {
            writeln!(f, "{line}")?;
        }
        for page in &self.missing {
            writeln!(f, "{page}: not there, or with other paragraphs")?;
        }
        write!(f, "access: {}", self.access)?;
        write!(f, "page kinds: {}", self.page_kinds)?;
        writeln!(
            f,
            "kinds of pitches: {}",
            self.kinds.values().copied().sum::<Counts>()
        )?;
        for (kind, counts) in &self.kinds {
            writeln!(f, "  {kind:<14} {counts}")?;
        }
        write!(f, "claimed to be free, and access: {:#}", self.claims)?;
        write!(f, "types of WCXB: {}", self.types)
    }
}
