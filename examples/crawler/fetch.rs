//! One request: what an address answers, read no further than is allowed.

use std::io::Read;
use std::time::Duration;

use reqwest::Url;
use reqwest::blocking::{Client, ClientBuilder, Response};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use robotxt::{AccessResult, BYTE_LIMIT, Robots, robots_url};

use super::Outcome;

/// The name that `robots.txt` knows it by.
pub const AGENT: &str = "unpitch-example";

/// Longest page, in bytes.
const LONGEST: u64 = 5 << 20;

/// What an address answers.
#[derive(Debug)]
pub enum Answer {
    /// A page of HTML.
    Html(Vec<u8>),
    /// It is to be found elsewhere.
    Elsewhere(Url),
    /// A page of which so many bytes were read, and more are there than may be.
    TooLong(u64),
    /// Something else, and what.
    Other(String),
}

/// A client that follows no redirection by itself: `robots.txt` has its say on each address.
pub fn client() -> ClientBuilder {
    Client::builder()
        .user_agent(AGENT)
        .timeout(Duration::from_secs(20))
        .redirect(Policy::none())
}

/// Fetches an address; a page of more than `most` bytes is none.
pub fn fetch(url: &Url, client: &Client, most: u64) -> Outcome<Answer> {
    let response = client.get(url.clone()).send()?;
    let status = response.status();
    if status.is_redirection() {
        return elsewhere(url, &response);
    }
    let kind = header(&response, CONTENT_TYPE.as_str());
    if !status.is_success() || !is_html(&kind) {
        return Ok(Answer::Other(format!("{status}, {kind:?}")));
    }
    let most = most.min(LONGEST);
    let body = body(response, most)?;
    let n_bytes = body.len() as u64;
    Ok(if n_bytes > most {
        Answer::TooLong(n_bytes)
    } else {
        Answer::Html(body)
    })
}

/// What the host asks of crawlers.
///
/// As RFC 9309 has it: all is allowed where there is no such file, nothing where the host does not say. A redirection counts
/// as no file.
pub fn robots(start: &Url, client: &Client) -> Outcome<Robots> {
    let response = match client.get(robots_url(start)?).send() {
        Ok(response) if !response.status().is_server_error() => response,
        _ => return Ok(Robots::from_access(AccessResult::Unreachable, AGENT)),
    };
    if !response.status().is_success() {
        return Ok(Robots::from_access(AccessResult::Unavailable, AGENT));
    }
    let text = body(response, BYTE_LIMIT as u64)?;
    Ok(Robots::from_access(AccessResult::Successful(&text), AGENT))
}

/// The answer's bytes, at most one more than `most`.
fn body(response: Response, most: u64) -> Outcome<Vec<u8>> {
    let mut body = Vec::new();
    response.take(most + 1).read_to_end(&mut body)?;
    Ok(body)
}

fn elsewhere(url: &Url, response: &Response) -> Outcome<Answer> {
    let location = header(response, LOCATION.as_str());
    Ok(match url.join(&location) {
        Ok(target) if !location.is_empty() => Answer::Elsewhere(target),
        _ => Answer::Other(format!("{} to {location:?}", response.status())),
    })
}

/// A header's text, empty where there is none.
fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    let text = value.and_then(|value| value.to_str().ok());
    text.unwrap_or_default().to_owned()
}

fn is_html(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"]
        .iter()
        .any(|html| kind.eq_ignore_ascii_case(html))
}
