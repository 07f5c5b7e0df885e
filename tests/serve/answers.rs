//! One page, one answer: that of the program.

use serde_json::Value;
use unpitch::{Label, Model, Page};

use super::common::{gzip, pages, unpitch};
use super::{Server, client, json, refusal};

const HTML: &str = include_str!("../../data/html/harbour.html");
const TEXT: &str = include_str!("../../data/example.txt");

/// What the program says of a page, under the name that the service gives it.
fn programs(args: &[&str], page: &str) -> Value {
    let mut record = pages(&unpitch(args, page.as_bytes())).remove(0);
    record["page"] = "body".into();
    record
}

#[test]
fn pages_are_answered_as_by_the_program() {
    let server = Server::start(&[]);
    let by_server = |path: &str, media: &str, page: &str| json(server.post(path, media, page));
    let (html, text) = ("text/html", "text/plain; charset=utf-8");
    for (media, page) in [(html, HTML), (text, TEXT)] {
        let ours = programs(&["predict", "--format", "jsonl"], page);
        assert_eq!(by_server("/label", media, page), ours);
        let ours = programs(&["verdict", "--format", "jsonl"], page);
        assert_eq!(by_server("/verdict", media, page), ours);
        let ours = programs(
            &[
                "clean",
                "--format",
                "jsonl",
                "--markdown",
                "--max-loss",
                "0.5%",
            ],
            page,
        );
        let path = "/clean?markdown=true&max_loss=0.005";
        assert_eq!(by_server(path, media, page), ours);
    }
    let args = "predict --format jsonl --explain --keep subscription-pitch --language en";
    let ours = programs(&args.split(' ').collect::<Vec<_>>(), HTML);
    let path = "/label?explain=true&keep=subscription-pitch&language=en";
    assert_eq!(by_server(path, html, HTML), ours);
}

/// Those that `tests/properties/delivery.rs` hands to the program in other ways.
#[test]
fn pages_of_all_kinds_are_answered_as_by_the_library() {
    let server = Server::start(&[]);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/properties/pages");
    let mut n = 0;
    for file in std::fs::read_dir(folder).expect("a folder") {
        let html = std::fs::read_to_string(file.expect("an entry").path()).expect("UTF-8");
        let page = Page::from_html(&html);
        let labels = Model::embedded().predict(&page);
        let answer = json(server.post("/label", "text/html; charset=utf-8", html));
        let paragraphs = answer["paragraphs"].as_array().expect("paragraphs");
        assert_eq!(paragraphs.len(), labels.len());
        for ((own, label), theirs) in labels.zip(&page).expect("the same page").zip(paragraphs) {
            assert_eq!(own.text(), theirs["text"]);
            assert_eq!(label.label().name(), theirs["label"]);
            for (name, share) in Label::ALL.iter().zip(label.probabilities()) {
                let theirs = theirs["probabilities"][name.name()]
                    .as_f64()
                    .expect("a share");
                assert_eq!(theirs as f32, share, "{name} of {}", own.text());
            }
        }
        n += 1;
    }
    assert!(n >= 4, "{n} pages");
}

#[test]
fn an_object_is_a_page_whose_fields_come_back() {
    let server = Server::start(&[]);
    let object = serde_json::json!({"id": 7, "html": HTML, "crawl": {"n": 1.50}, "site": 8});
    let answer = json(server.post("/verdict", "application/json", object.to_string()));
    assert_eq!((&answer["page"], &answer["id"]), (&"7".into(), &7.into()));
    assert_eq!(answer["crawl"], object["crawl"]);
    let remark = answer["unpitch_remarks"][0].as_str().expect("a remark");
    assert!(remark.contains("site"), "{remark}");
    let (status, error) = refusal(server.post("/label", "application/json", "{\"html\": "));
    assert_eq!(status, 400, "{error}");
    let (status, error) =
        refusal(server.post("/label", "application/json", "{\"title\": \"Tides\"}"));
    assert!(status == 400 && error.contains("html or text"), "{error}");
}

#[test]
fn bodies_may_be_packed() {
    let server = Server::start(&["--max-page", "1"]);
    let packed = |encoding: &str, body: Vec<u8>| {
        let request = client().post(server.url("/verdict"));
        let request = request.header("Content-Type", "text/html");
        let request = request.header("Content-Encoding", encoding);
        request.body(body).send().expect("an answer")
    };
    let plain = json(server.post("/verdict", "text/html", HTML));
    assert_eq!(json(packed("gzip", gzip(HTML.as_bytes()))), plain);
    let bomb = gzip(&vec![b' '; 100 << 20]);
    let (status, error) = refusal(packed("gzip", bomb));
    assert!(status == 413 && error.contains("--max-page"), "{error}");
    let (status, error) = refusal(packed("gzip", b"no gzip at all".to_vec()));
    assert!(
        status == 400 && error.contains("Content-Encoding"),
        "{error}"
    );
    assert_eq!(packed("br", HTML.into()).status().as_u16(), 415);
}

#[test]
fn what_is_no_page_and_no_option_is_refused_with_what_to_do() {
    let server = Server::start(&[]);
    let post = |path: &str, media: &str| refusal(server.post(path, media, HTML));
    for (path, media, status, expected) in [
        ("/label", "image/png", 415, "text/html"),
        (
            "/label",
            "application/x-www-form-urlencoded",
            415,
            "application/json",
        ),
        ("/label?keep=adverts", "text/html", 400, "adverts"),
        ("/clean?max_loss=7", "text/html", 400, "0 to 1"),
        ("/verdict?markdown=true", "text/html", 400, "language, url"),
        ("/labels", "text/html", 404, "/label"),
        ("/health", "text/html", 405, "GET"),
    ] {
        let (found, error) = post(path, media);
        assert!(
            found == status && error.contains(expected),
            "{path} {media}: {found} {error}"
        );
    }
    let (status, error) = refusal(server.get("/label"));
    assert!(status == 405 && error.contains("POST"), "{error}");
}

#[test]
fn the_description_names_all_routes_and_metrics_count_them() {
    let server = Server::start(&[]);
    let described = json(server.get("/openapi.json"));
    assert_eq!(described["info"]["version"], env!("CARGO_PKG_VERSION"));
    let paths = described["paths"].as_object().expect("paths");
    for (path, operations) in paths {
        let is_post = operations.get("post").is_some();
        let response = match is_post {
            true => server.post(path, "text/html", HTML),
            false => server.get(path),
        };
        assert_eq!(response.status().as_u16(), 200, "{path}");
    }
    assert_eq!(paths.len(), 6);
    server.get("/nowhere");
    let metrics = server.get("/metrics").text().expect("UTF-8");
    for line in [
        "unpitch_requests_total{route=\"/label\",status=\"200\"} 1",
        "unpitch_requests_total{route=\"/metrics\",status=\"200\"} 1",
        "unpitch_requests_total{route=\"other\",status=\"404\"} 1",
        "unpitch_pages_total{outcome=\"labelled\"} 3",
        "unpitch_requests_under_way 1",
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    let health = json(server.get("/health"));
    assert_eq!(health["status"], "ok");
    assert_eq!(health["model"].as_str().map(str::len), Some(64));
}
