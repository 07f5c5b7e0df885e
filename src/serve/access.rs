//! Who may ask: whoever has the token; on loopback whoever is on this machine, but no page in a browser.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use sha2::{Digest, Sha256};

use super::refusal::Refusal;

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Access {
    /// Whether only names of this machine are answered to: a page whose own name leads here by a trick gets nothing.
    is_local: bool,
    /// SHA-256 of the token: digests can be compared without telling by the time how far they agree.
    token: Option<[u8; 32]>,
}

impl Access {
    pub fn new(address: SocketAddr, token: Option<&str>) -> Access {
        Access {
            is_local: address.ip().is_loopback(),
            token: token.map(digest),
        }
    }

    fn check_names(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = text(headers, HOST.as_str()).unwrap_or_default();
        if self.is_local && !is_this_machine(host) {
            return Err(Refusal::new(
                StatusCode::FORBIDDEN,
                format!("found the Host {host:?}, expected localhost or a loopback address"),
            ));
        }
        let origin = text(headers, ORIGIN.as_str()).unwrap_or_default();
        match headers.contains_key(ORIGIN) {
            true if origin.split_once("://").map(|(_, host)| host) != Some(host) => {
                Err(Refusal::new(
                    StatusCode::FORBIDDEN,
                    "found a request that a page of another origin makes; ask from a program",
                ))
            }
            _ => Ok(()),
        }
    }

    fn check_token(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let Some(expected) = &self.token else {
            return Ok(());
        };
        let given = text(headers, AUTHORIZATION.as_str()).and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        match given {
            Some(token) if digest(token) == *expected => Ok(()),
            _ => Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "expected the service's token, as Authorization: Bearer TOKEN",
            )),
        }
    }
}

/// Lets through what names this machine, and comes from no other origin.
pub async fn by_name(
    State(access): State<Arc<Access>>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    access.check_names(request.headers())?;
    Ok(next.run(request).await)
}

/// Lets through what has the token, where there is one.
pub async fn by_token(
    State(access): State<Arc<Access>>,
    request: Request,
    next: Next,
) -> Result<Response, Refusal> {
    access.check_token(request.headers())?;
    Ok(next.run(request).await)
}

/// A header's value; nothing where it comes twice, or is not text.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    value.to_str().ok().filter(|_| values.next().is_none())
}

fn digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whether a `Host` names this machine. The port may be any: it may be a tunnel's.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_loopback = |name: &str| name.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    name.eq_ignore_ascii_case("localhost") || is_loopback(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    fn access(address: &str, token: Option<&str>) -> Access {
        Access::new(address.parse().unwrap(), token)
    }

    #[test]
    fn on_loopback_only_names_of_this_machine_are_answered() {
        let local = access("127.0.0.1:8080", None);
        let may = |host: &str| local.check_names(&headers(&[("host", host)])).is_ok();
        for host in [
            "localhost",
            "LocalHost:9",
            "127.0.0.1:8080",
            "[::1]:80",
            "127.9.9.9",
        ] {
            assert!(may(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "127.0.0.1.evil.example",
            "[::2]",
            "[evil",
            "10.0.0.1",
        ] {
            assert!(!may(host), "{host}");
        }
        assert!(local.check_names(&headers(&[])).is_err());
        let public = access("0.0.0.0:80", Some("a token of this test"));
        assert!(
            public
                .check_names(&headers(&[("host", "a.example")]))
                .is_ok()
        );
    }

    #[test]
    fn pages_of_another_origin_may_not_ask() {
        let local = access("127.0.0.1:8080", None);
        let may = |origin: &str| {
            let given = headers(&[("host", "localhost:8080"), ("origin", origin)]);
            local.check_names(&given).is_ok()
        };
        assert!(may("http://localhost:8080"));
        for origin in ["http://localhost:3000", "null", "https://evil.example"] {
            assert!(!may(origin), "{origin}");
        }
    }

    #[test]
    fn a_token_is_asked_for_where_there_is_one() {
        let open = access("127.0.0.1:1", None);
        assert!(open.check_token(&headers(&[])).is_ok());
        let closed = access("127.0.0.1:1", Some("tide-table-7"));
        let may = |value: &str| {
            let given = headers(&[("authorization", value)]);
            closed.check_token(&given).is_ok()
        };
        assert!(may("Bearer tide-table-7") && may("bearer  tide-table-7"));
        for wrong in [
            "Bearer tide-table-8",
            "tide-table-7",
            "Basic tide-table-7",
            "Bearer",
            "",
        ] {
            assert!(!may(wrong), "{wrong}");
        }
        assert!(closed.check_token(&headers(&[])).is_err());
    }
}
