//! `unpitch serve`.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::ModelArgs;
use super::pages::{default_threads, parse_threads};

/// A day: longer waits are waits for ever.
const LONGEST: u64 = 86_400;

/// MiB of the longest page that other inputs have, too.
const LONGEST_PAGE: u64 = 256;

const SERVE_EXAMPLES: &str = "\
POST /label, /clean and /verdict take text/html, text/plain, application/json (an object with html or text) or application/x-ndjson \
(such an object a line, answered line by line); GET /openapi.json describes them, /health and /metrics watch them.

Examples:
  unpitch serve --port 8080
  unpitch serve --host 0.0.0.0 --token-file token.txt --max-page 4";

/// `unpitch serve`.
#[derive(Args, Debug)]
#[command(after_help = SERVE_EXAMPLES)]
pub struct ServeArgs {
    /// The address to listen on; another than a loopback address needs --token-file or --insecure.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port to listen on; 0 for any that is free, which is said.
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    pub port: u16,
    #[command(flatten)]
    pub model: ModelArgs,
    /// Answer only those who send the token in this file, as Authorization: Bearer TOKEN.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Answer whoever can reach an address that is no loopback address, without a token.
    #[arg(long, conflicts_with = "token_file")]
    pub insecure: bool,
    /// Pages to label at a time.
    #[arg(long, value_name = "N", default_value_t = default_threads(super::pages::MOST_THREADS), value_parser = parse_threads)]
    pub threads: usize,
    /// Requests at a time; any more get 503.
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub max_requests: u32,
    /// Longest page, in MiB, unpacked: a body, or a line of a batch.
    #[arg(long, value_name = "MIB", default_value_t = 16, value_parser = clap::value_parser!(u64).range(1..=LONGEST_PAGE))]
    pub max_page: u64,
    /// Seconds that a request may take to send its body, and then to be answered; of a batch, each page.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=LONGEST))]
    pub timeout: u64,
}

impl ServeArgs {
    /// Refuses to be open to others unless that is said.
    pub fn check(&self) -> Result<(), String> {
        if self.host.is_loopback() || self.insecure || self.token_file.is_some() {
            return Ok(());
        }
        Err(format!(
            "--host {} can be reached by other machines; give --token-file, or --insecure if all of them may use it",
            self.host
        ))
    }

    /// How long a request may take.
    pub fn time(&self) -> Duration {
        Duration::from_secs(self.timeout)
    }
}
