//! A site to crawl, on a port of this machine: a listener that answers a bounded number of requests.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use reqwest::Url;

/// Most requests that are answered.
const MOST_REQUESTS: usize = 50;

/// A path, and the whole of what it answers but the length and the end of the connection.
pub type Answers = Vec<(&'static str, String)>;

/// A site that is being served.
pub struct Site {
    pub start: Url,
    paths: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Serves these paths; any other is not found.
    pub fn serve(answers: Answers) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let paths = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::clone(&paths);
        thread::spawn(move || {
            for stream in listener.incoming().take(MOST_REQUESTS).flatten() {
                // Who hangs up gets no answer.
                let path = answer(stream, &answers).unwrap_or_default();
                asked.lock().expect("no panic").push(path);
            }
        });
        let start = Url::parse(&format!("http://{address}/")).expect("an address");
        Site { start, paths }
    }

    /// The paths that were asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.paths.lock().expect("no panic").clone()
    }
}

/// A page of HTML.
pub fn html(page: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}")
}

fn answer(mut stream: TcpStream, answers: &Answers) -> std::io::Result<String> {
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    // To the empty line that ends the request.
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let found = answers.iter().find(|(own, _)| *own == path);
    let not_found = "HTTP/1.1 404 Not Found\r\n\r\n";
    let whole = found.map_or(not_found, |(_, whole)| whole);
    let (status, rest) = whole.split_once("\r\n").expect("a status");
    write!(stream, "{status}\r\nConnection: close\r\n{rest}")?;
    Ok(path)
}
