//! Who is answered, and what the browser is told.

use serde_json::{Value, json};

use super::{Desk, client};

/// Data routes.
const DATA: [&str; 2] = ["/sitting", "/why?page=a&paragraph=0"];
const STEPS: [&str; 2] = ["/steps", "/finish"];

#[test]
fn the_shell_has_no_data_and_the_data_need_the_token() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html"]);
    for path in [
        "/",
        "/page.css",
        "/page.js",
        "/program.js",
        "/selection.js",
        "/sheet.js",
        "/why.js",
    ] {
        let response = client().get(sitting.url(path)).send().expect("an answer");
        assert_eq!(response.status().as_u16(), 200, "{path}");
        let text = response.text().expect("UTF-8");
        assert!(
            !text.contains("Nobody was asked") && !text.contains(&sitting.token),
            "{path}"
        );
    }
    let wrong = "0".repeat(sitting.token.len());
    for token in [None, Some(""), Some(&wrong[..]), Some(&sitting.token[1..])] {
        let with = |request: reqwest::blocking::RequestBuilder| {
            let request = match token {
                Some(token) => request.bearer_auth(token),
                None => request,
            };
            request.send().expect("an answer").status().as_u16()
        };
        for path in DATA {
            assert_eq!(with(client().get(sitting.url(path))), 401, "{path}");
        }
        for path in STEPS {
            let request = client()
                .post(sitting.url(path))
                .header("Origin", sitting.url(""));
            let request = request
                .header("Content-Type", "application/json")
                .body("{}");
            assert_eq!(with(request), 401, "{path}");
        }
    }
    assert_eq!(sitting.token.len(), 32);
    assert_eq!(sitting.look()["taken"], 0);
}

#[test]
fn every_answer_is_strict() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html"]);
    for path in ["/", "/page.js", "/sitting", "/nowhere"] {
        let response = client().get(sitting.url(path)).send().expect("an answer");
        let header = |name: &str| response.headers()[name].to_str().expect("text");
        assert_eq!(
            header("content-security-policy"),
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action \
             'none'; frame-ancestors 'none'"
        );
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(
            response
                .headers()
                .get("access-control-allow-origin")
                .is_none()
        );
    }
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html"]);
    let ask = |path: &str, headers: &str| {
        sitting.raw(&format!(
            "GET {path} HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer {}\r\n{headers}\r\n",
            sitting.token
        ))
    };
    let own = format!("Host: {}\r\n", sitting.address);
    assert!(ask("/sitting", &own).starts_with("HTTP/1.1 200"));
    for headers in [
        "Host: evil.example\r\n",
        "",
        "Host: 127.0.0.1.evil.example\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
    ] {
        for path in ["/", "/sitting"] {
            let answer = ask(path, headers);
            assert!(answer.starts_with("HTTP/1.1 4"), "{headers}: {answer}");
            assert!(
                !answer.contains("taken") && !answer.contains("<html"),
                "{answer}"
            );
        }
    }
}

#[test]
fn steps_are_taken_from_the_page_itself_alone() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html"]);
    let page = sitting.look()["current"].clone();
    let step =
        json!({"taken": 0, "page": page, "do": "label", "at": [[0, 1]], "label": "navigation"});
    let send = |path: &str, origin: Option<&str>, media: &str| {
        let request = client().post(sitting.url(path)).bearer_auth(&sitting.token);
        let request = request.header("Content-Type", media).body(step.to_string());
        let request = match origin {
            Some(origin) => request.header("Origin", origin),
            None => request,
        };
        request.send().expect("an answer").status().as_u16()
    };
    let json = "application/json";
    let own = sitting.url("");
    for path in STEPS {
        for origin in [
            None,
            Some("null"),
            Some("http://evil.example"),
            Some(&*format!("https://{}", sitting.address)),
            Some(&*format!("{own}.evil.example")),
            Some("http://localhost:1"),
        ] {
            assert_eq!(send(path, origin, json), 403, "{origin:?}");
        }
        assert_eq!(send(path, Some(&own), "text/plain"), 415);
    }
    assert_eq!(sitting.look()["taken"], 0);
    assert_eq!(send("/steps", Some(&own), json), 200);
    assert_eq!(sitting.look()["taken"], 1);
}

#[test]
fn what_is_no_step_changes_nothing() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html"]);
    let view = sitting.look();
    let page = &view["current"];
    let n = view["page"]["paragraphs"]
        .as_array()
        .expect("paragraphs")
        .len();
    let label = |taken: u64, page: &Value, at: Value| json!({"taken": taken, "page": page, "do": "label", "at": at, "label": "article"});
    let post = |body: &Value| {
        let response = sitting.post("/steps", body).send().expect("an answer");
        response.status().as_u16()
    };
    for (body, status) in [
        (label(7, page, json!([[0, 1]])), 409),
        (label(0, &json!("0000"), json!([[0, 1]])), 409),
        (label(0, page, json!([[0, n + 1]])), 400),
        (label(0, page, json!([[2, 1]])), 400),
        (label(0, page, json!([])), 400),
        (label(0, page, json!([[-1, 1]])), 400),
        (json!({"taken": 0, "page": page, "do": "undo"}), 400),
        (
            json!({"taken": 0, "page": page, "do": "finish", "labels": "a"}),
            400,
        ),
        (json!({"taken": 0, "page": page, "do": "dance"}), 400),
        (json!([]), 400),
        (json!("x".repeat(2 << 20)), 413),
    ] {
        let found = post(&body);
        assert_eq!(
            found,
            status,
            "{}",
            body.to_string().chars().take(99).collect::<String>()
        );
    }
    assert_eq!(sitting.look(), view);
    let why = |query: &str| sitting.get(&format!("/why?{query}")).status().as_u16();
    let page = page.as_str().expect("an id");
    assert_eq!(why(&format!("page={page}&paragraph=0")), 200);
    assert_eq!(why(&format!("page={page}&paragraph={n}")), 400);
    assert_eq!(why("page=0&paragraph=0"), 409);
    assert_eq!(why(""), 400);
}
