//! The network: a question to the time-stamp service that the user has set, and nothing else.

use std::time::Duration;

use signing::TimeStampError;
use ureq::Agent;

/// A signature does not wait longer than this; it is made without, and stamped later.
const PATIENCE: Duration = Duration::from_secs(10);
/// An answer with its certificates is a few kilobytes.
const LONGEST: u64 = 256 * 1024;

/// Asks the service at an address (RFC 3161 over HTTP). It is not followed to another address, which the user has not
/// set.
pub fn ask_clock(url: &str, question: &[u8]) -> Result<Vec<u8>, TimeStampError> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .user_agent("")
        .build()
        .into();
    let answer = agent
        .post(url)
        .header("content-type", "application/timestamp-query")
        .header("accept", "application/timestamp-reply")
        .send(question);
    let answer = answer.map_err(|error| match error {
        ureq::Error::StatusCode(_) => TimeStampError::Refused,
        _ => TimeStampError::Unreachable,
    })?;
    if !answer.status().is_success() {
        return Err(TimeStampError::Refused);
    }
    let mut body = answer.into_body();
    let read = body.with_config().limit(LONGEST).read_to_vec();
    read.map_err(|_| TimeStampError::WrongAnswer)
}
