//! The page's own files: they hold no data, so whoever looks may have them.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// Path, type and content.
const ASSETS: [(&str, &str, &str); 7] = [
    (
        "/",
        "text/html; charset=utf-8",
        include_str!("page/index.html"),
    ),
    (
        "/page.css",
        "text/css; charset=utf-8",
        include_str!("page/page.css"),
    ),
    ("/page.js", SCRIPT, include_str!("page/page.js")),
    ("/program.js", SCRIPT, include_str!("page/program.js")),
    ("/selection.js", SCRIPT, include_str!("page/selection.js")),
    ("/sheet.js", SCRIPT, include_str!("page/sheet.js")),
    ("/why.js", SCRIPT, include_str!("page/why.js")),
];

/// A route for each.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let routes = ASSETS.into_iter();
    routes.fold(Router::new(), |router, (path, media, content)| {
        let answer = ([(CONTENT_TYPE, HeaderValue::from_static(media))], content);
        router.route(path, get(async || answer))
    })
}
