//! Who is answered.

use super::common::{stderr, unpitch};
use super::{Server, client, refusal};

#[test]
fn only_names_of_this_machine_are_answered_on_loopback() {
    let server = Server::start(&[]);
    let ask = |more: &str| {
        server.raw(&format!(
            "GET /health HTTP/1.1\r\nConnection: close\r\n{more}\r\n"
        ))
    };
    assert!(ask("Host: localhost:1\r\n").starts_with("HTTP/1.1 200"));
    for headers in [
        "Host: evil.example\r\n",
        "",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
        "Host: localhost\r\nOrigin: null\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
    ] {
        let answer = ask(headers);
        assert!(answer.starts_with("HTTP/1.1 4"), "{headers}: {answer}");
        assert!(!answer.contains("\"status\":\"ok\""), "{headers}: {answer}");
    }
    let shared = ask("Host: localhost\r\n").to_lowercase();
    assert!(!shared.contains("access-control"), "{shared}");
}

#[test]
fn where_there_is_a_token_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("token.txt");
    std::fs::write(&file, "high-tide-at-six-0412\n").expect("a file");
    let server = Server::start(&["--token-file", file.to_str().expect("UTF-8")]);
    let ask = |token: Option<&str>| {
        let request = client()
            .post(server.url("/label"))
            .header("Content-Type", "text/html");
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        request.body("<p>Sign in").send().expect("an answer")
    };
    assert_eq!(ask(Some("high-tide-at-six-0412")).status().as_u16(), 200);
    for token in [None, Some("low-tide-at-six-0412"), Some("")] {
        let (status, error) = refusal(ask(token));
        assert!(
            status == 401 && error.contains("Bearer"),
            "{token:?}: {error}"
        );
    }
    assert_eq!(server.get("/metrics").status().as_u16(), 401);
    assert_eq!(server.get("/health").status().as_u16(), 200);
}

#[test]
fn it_is_not_open_to_other_machines_unless_that_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let short = folder.path().join("short.txt");
    std::fs::write(&short, "1234").expect("a file");
    for (args, expected) in [
        (&["--host", "0.0.0.0"][..], "--token-file, or --insecure"),
        (&["--host", "::"], "--token-file, or --insecure"),
        (&["--token-file", short.to_str().expect("UTF-8")], "16"),
        (&["--token-file", "nowhere.txt"], "nowhere.txt"),
        (&["--host", "harbour.example"], "--host"),
    ] {
        let output = unpitch(&[&["serve", "--port", "0"], args].concat(), b"");
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains(expected), "{args:?}: {said}");
    }
}
