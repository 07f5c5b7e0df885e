//! `unpitch serve`: an HTTP service.

use std::net::TcpListener;
use std::path::Path;

use unpitch::serve::{Limits, Service};

use crate::args::ServeArgs;
use crate::exit::{self, Exit};
use crate::output::{notice, say};
use crate::{Outcome, files, input};

/// Shortest token: of random letters and digits, more than anybody guesses.
const SHORTEST_TOKEN: usize = 16;

pub fn run(args: &ServeArgs) -> Outcome {
    let token = args.token_file.as_deref().map(token).transpose()?;
    let model = input::model::open(&args.model)?;
    let listener = TcpListener::bind((args.host, args.port));
    let listener = listener.map_err(|error| {
        format!(
            "{}:{}: {error}; give another --host or --port",
            args.host, args.port
        )
    })?;
    let address = listener.local_addr()?;
    let service = Service::new(&model, limits(args)).token(token);
    let stop = service.stop();
    exit::on_interrupt(move || {
        say::outcome("stopping; requests under way are finished (press again to end at once)");
        stop.stop();
    })?;
    if args.insecure && !args.host.is_loopback() {
        say::warning("--insecure: whoever can reach this address can use the service");
    }
    say::outcome(&format!("listening on http://{address}"));
    service.run(listener)?;
    notice("stopped");
    Ok(Exit::Done)
}

fn limits(args: &ServeArgs) -> Limits {
    let mut limits = Limits::default();
    limits.threads = args.threads;
    limits.requests = args.max_requests as usize;
    limits.page_bytes = (args.max_page << 20) as usize;
    limits.time = args.time();
    limits
}

/// The token that a file holds.
fn token(path: &Path) -> unpitch::Result<String> {
    let refused = |reason: String| files::refused(path, reason);
    let text = std::fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    let token = text.trim();
    let n = token.chars().count();
    let is_token = token.bytes().all(|byte| byte.is_ascii_graphic());
    if n < SHORTEST_TOKEN || !is_token {
        return Err(refused(format!(
            "found {n} characters, expected a token of {SHORTEST_TOKEN} ASCII letters, digits or signs at least, and nothing \
             else; make one, such as by openssl rand -hex 16"
        )));
    }
    Ok(token.to_owned())
}
