//! When to ask again.

use http::header::{self, HeaderMap};
use jiff::{SignedDuration, Timestamp};

/// Nobody is believed who asks us to stay away longer.
const LONGEST_ASKED: SignedDuration = SignedDuration::from_hours(24);

/// `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3).
pub fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let said = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match said.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(seconds.into()),
        Err(_) => jiff::fmt::rfc2822::parse(said).ok()?.timestamp().duration_since(now),
    };
    now.checked_add(wait.clamp(SignedDuration::ZERO, LONGEST_ASKED)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_sides_wish_is_understood_and_bounded() {
        let now: Timestamp = "2026-03-02T10:00:00Z".parse().unwrap();
        let after = |said: &str| {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, said.parse().unwrap())]);
            retry_after(&headers, now).map(|at| at.to_string())
        };
        assert_eq!(after("120").as_deref(), Some("2026-03-02T10:02:00Z"));
        assert_eq!(after("Mon, 02 Mar 2026 10:30:00 GMT").as_deref(), Some("2026-03-02T10:30:00Z"));
        assert_eq!(after("Mon, 02 Mar 2020 10:30:00 GMT").as_deref(), Some("2026-03-02T10:00:00Z"));
        assert_eq!(after("99999999").as_deref(), Some("2026-03-03T10:00:00Z"));
        assert_eq!(after("soon"), None);
    }
}
