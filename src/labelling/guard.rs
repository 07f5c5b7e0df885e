//! What every answer says to the browser, and from which page alone it takes orders.

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, ORIGIN, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::serve::refusal::Refusal;

/// Own files alone, and no other use of them.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (CACHE_CONTROL, "no-store"),
    (REFERRER_POLICY, "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Has the browser be strict, whatever is answered.
pub async fn strict(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Lets through what changes something only if the page itself sends it: JSON, with its very origin.
pub async fn by_origin(request: Request, next: Next) -> Result<Response, Refusal> {
    if request.method() == Method::POST {
        check_origin(request.headers())?;
    }
    Ok(next.run(request).await)
}

fn check_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let expected = text(&HOST).map(|host| format!("http://{host}"));
    if expected.is_none() || text(&ORIGIN) != expected.as_deref() {
        let reason = "found a request without the Origin of the labelling page";
        return Err(Refusal::new(StatusCode::FORBIDDEN, reason));
    }
    match text(&CONTENT_TYPE) {
        Some("application/json") => Ok(()),
        _ => Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "expected Content-Type: application/json",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_itself_changes_something() {
        let may = |pairs: &[(HeaderName, &'static str)]| {
            let pairs = pairs.iter().cloned();
            let headers: HeaderMap = pairs
                .map(|(name, value)| (name, HeaderValue::from_static(value)))
                .collect();
            check_origin(&headers).is_ok()
        };
        let json = (CONTENT_TYPE, "application/json");
        let host = (HOST, "127.0.0.1:8080");
        let origin = |origin| (ORIGIN, origin);
        assert!(may(&[
            host.clone(),
            origin("http://127.0.0.1:8080"),
            json.clone()
        ]));
        for other in [
            "https://127.0.0.1:8080",
            "http://127.0.0.1:8081",
            "http://localhost:8080",
            "http://127.0.0.1:8080.evil.example",
            "null",
        ] {
            assert!(
                !may(&[host.clone(), origin(other), json.clone()]),
                "{other}"
            );
        }
        assert!(!may(&[host.clone(), json.clone()]) && !may(&[json]));
        assert!(!may(&[host, origin("http://127.0.0.1:8080")]));
    }
}
