//! What stands around a report: head, style, script and the policy that allows nothing else.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("report.css");

/// A file up to what its `main` holds; it ends with [`foot`], given the same script.
pub(super) fn head(title: &str, script: Option<&str>) -> String {
    let head = html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"en\">\n"))
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy(script));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            // It quotes pages that others wrote.
            meta name="robots" content="noindex";
            meta name="generator" content={ "unpitch " (env!("CARGO_PKG_VERSION")) };
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
        (PreEscaped("\n<body>\n<main>\n"))
    };
    head.into_string()
}

/// What closes a file.
pub(super) fn foot(script: Option<&str>) -> String {
    let foot = html! {
        (PreEscaped("</main>\n"))
        @if let Some(script) = script {
            script { (PreEscaped(script)) }
        }
        (PreEscaped("</body>\n</html>\n"))
    };
    foot.into_string()
}

/// The style and the script by their digests; nothing from elsewhere, nothing that a quoted page might bring along.
fn policy(script: Option<&str>) -> String {
    let script = script.map_or("'none'".to_owned(), source);
    format!(
        "default-src 'none'; style-src {}; script-src {script}; base-uri 'none'; form-action 'none'",
        source(STYLE)
    )
}

fn source(text: &str) -> String {
    let digest = BASE64_STANDARD.encode(Sha256::digest(text));
    format!("'sha256-{digest}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_allows_its_own_style_and_script_alone() {
        // echo -n 'show()' | openssl dgst -sha256 -binary | base64
        let allowed = "script-src 'sha256-bZcXq6A55386WOhnm+CkmXOdvD/gkjsQT5fkz6gxfg8='";
        let file = head("Ferries & <tides>", Some("show()")) + &foot(Some("show()"));
        assert!(file.contains(allowed), "{}", policy(Some("show()")));
        assert!(file.contains("default-src 'none'; style-src 'sha256-"));
        assert!(file.contains("<title>Ferries &amp; &lt;tides&gt;</title>"));
        assert!(file.ends_with("<script>show()</script></body>\n</html>\n"));
        assert!(head("Ferries", None).contains("script-src 'none'"));
    }

    #[test]
    fn the_style_ends_where_it_should() {
        assert!(!STYLE.contains("</") && !STYLE.contains("url(") && !STYLE.contains("@import"));
    }
}
