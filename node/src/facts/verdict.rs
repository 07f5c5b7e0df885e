//! What a page's labels come to.

use serde::Serialize;

use super::paragraph::ByLabel;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    access: &'static str,
    kind: &'static str,
    pitches: Vec<&'static str>,
    claimed_free: Option<bool>,
    paid_parts: Vec<String>,
    reasons: Vec<String>,
    shares: ByLabel,
}

impl From<unpitch::Verdict> for Verdict {
    fn from(verdict: unpitch::Verdict) -> Verdict {
        let shares = verdict.shares;
        Verdict {
            access: verdict.access.name(),
            kind: verdict.kind.name(),
            pitches: verdict.pitches.iter().map(|pitch| pitch.name()).collect(),
            claimed_free: verdict.claimed_free,
            paid_parts: verdict.paid_parts,
            reasons: verdict.reasons.iter().map(ToString::to_string).collect(),
            shares: ByLabel([
                shares.article,
                shares.subscription_pitch,
                shares.navigation,
                shares.related_content,
            ]),
        }
    }
}
