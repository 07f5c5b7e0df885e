//! The report as one JSON object, with every figure at full precision.

use unpitch::evaluate::Evaluation;

/// The report, indented, with a newline at the end. Undefined figures are 0.
pub fn render(evaluation: &Evaluation) -> String {
    let json = serde_json::to_string_pretty(evaluation)
        .expect("an evaluation has string keys and finite numbers only");
    json + "\n"
}
