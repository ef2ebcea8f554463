//! Reads the plainest of requests: what browsers and proxies send who want a page. Whatever is unusual is
//! not judged here but left to hyper, so that there is one place only that knows what HTTP allows.

use std::mem::MaybeUninit;

use httparse::{Header, Request, Status};

/// More header lines than any browser sends.
const MOST_LINES: usize = 64;

/// Room for header lines.
pub type Slots<'b> = [MaybeUninit<Header<'b>>; MOST_LINES];

/// These say that a request has a body, or wants more than a page.
const UNUSUAL: [&str; 6] = ["content-length", "transfer-encoding", "expect", "upgrade", "range", "trailer"];

/// A GET or HEAD of HTTP/1.1 without a body, on a connection that stays.
pub struct Plain<'b, 's> {
    pub head_only: bool,
    /// Path and query.
    pub target: &'b str,
    pub lines: &'s [Header<'b>],
    /// How many bytes it has; the next request begins there.
    pub length: usize,
}

pub enum Read<'b, 's> {
    Plain(Plain<'b, 's>),
    /// So far it could become one.
    Partial,
    /// Not for us.
    Unusual,
}

pub fn slots<'b>() -> Slots<'b> {
    [const { MaybeUninit::uninit() }; MOST_LINES]
}

/// Reads the first request in `bytes`.
pub fn read<'b, 's>(bytes: &'b [u8], slots: &'s mut Slots<'b>) -> Read<'b, 's> {
    match bytes.first() {
        None => return Read::Partial,
        Some(b'G' | b'H') => {}
        Some(_) => return Read::Unusual,
    }
    let mut request = Request::new(&mut []);
    let length = match request.parse_with_uninit_headers(bytes, slots) {
        Ok(Status::Complete(length)) => length,
        Ok(Status::Partial) => return Read::Partial,
        Err(_) => return Read::Unusual,
    };
    let (Some(method), Some(target), Some(1)) = (request.method, request.path, request.version) else {
        return Read::Unusual;
    };
    let lines: &'s [Header<'b>] = request.headers;
    let reads = method == "GET" || method == "HEAD";
    if !reads || !target.starts_with('/') || !ends_its_lines(&bytes[..length]) || !is_usual(lines) {
        return Read::Unusual;
    }
    Read::Plain(Plain { head_only: method == "HEAD", target, lines, length })
}

/// Every line ends with CR and LF: the parser takes an LF alone too, where others may see another line. It
/// takes no CR alone.
fn ends_its_lines(head: &[u8]) -> bool {
    memchr::memchr_iter(b'\n', head).all(|at| at > 0 && head[at - 1] == b'\r')
}

fn is_usual(lines: &[Header<'_>]) -> bool {
    let mut hosts = 0;
    for Header { name, value } in lines {
        if name.eq_ignore_ascii_case("host") {
            hosts += 1;
        } else if name.eq_ignore_ascii_case("connection") {
            if !value.eq_ignore_ascii_case(b"keep-alive") {
                return false;
            }
        } else if UNUSUAL.iter().any(|unusual| name.eq_ignore_ascii_case(unusual)) {
            return false;
        }
    }
    hosts == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "GET /harbour HTTP/1.1\r\nHost: courier.example\r\nAccept: */*\r\n\r\n";

    /// "plain", "partial" or "unusual".
    fn verdict(bytes: impl AsRef<[u8]>) -> &'static str {
        match read(bytes.as_ref(), &mut slots()) {
            Read::Plain(_) => "plain",
            Read::Partial => "partial",
            Read::Unusual => "unusual",
        }
    }

    fn with(line: &str) -> String {
        PLAIN.replace("Accept: */*\r\n", line)
    }

    #[test]
    fn a_browsers_request_is_plain() {
        let two = format!("{PLAIN}{}", PLAIN.replace("GET", "HEAD"));
        let mut room = slots();
        let Read::Plain(first) = read(two.as_bytes(), &mut room) else { panic!("the first") };
        assert_eq!((first.target, first.head_only, first.length), ("/harbour", false, PLAIN.len()));
        let mut room = slots();
        let Read::Plain(second) = read(&two.as_bytes()[PLAIN.len()..], &mut room) else {
            panic!("the second")
        };
        assert!(second.head_only);
        assert_eq!(second.lines.len(), 2);
        for line in ["Connection: keep-alive\r\n", "connection: Keep-Alive\r\n", "Cookie: caf\u{e9}\r\n", ""]
        {
            assert_eq!(verdict(with(line)), "plain", "{line}");
        }
    }

    #[test]
    fn a_request_that_is_still_coming_is_waited_for() {
        for end in 0..PLAIN.len() {
            assert_eq!(verdict(&PLAIN[..end]), "partial", "{end} bytes");
        }
    }

    #[test]
    fn whatever_has_a_body_or_wants_more_than_a_page_is_left_to_hyper() {
        for line in [
            "Content-Length: 5\r\n",
            "Content-Length: 0\r\n",
            "Content-Length: 0\r\nContent-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "transfer-encoding: identity\r\n",
            "Expect: 100-continue\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive, Upgrade\r\n",
            "Connection: keep-alive\r\nConnection: close\r\n",
            "Upgrade: h2c\r\n",
            "Range: bytes=0-1\r\n",
            "Trailer: x\r\n",
        ] {
            assert_eq!(verdict(with(line)), "unusual", "{line}");
        }
        for first in [
            "POST /harbour HTTP/1.1",
            "GETS /harbour HTTP/1.1",
            "get /harbour HTTP/1.1",
            "GET /harbour HTTP/1.0",
            "GET http://courier.example/harbour HTTP/1.1",
            "GET * HTTP/1.1",
            "GET courier.example:443 HTTP/1.1",
        ] {
            assert_eq!(verdict(PLAIN.replace("GET /harbour HTTP/1.1", first)), "unusual", "{first}");
        }
        assert_eq!(verdict("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "unusual");
        assert_eq!(verdict("\x16\x03\x01"), "unusual", "somebody who speaks TLS");
    }

    #[test]
    fn whatever_two_servers_could_read_in_two_ways_is_left_to_hyper() {
        for line in [
            "Host: elsewhere.example\r\n",
            "Accept : */*\r\n",
            "Accept: a\r\n b\r\n",
            " Accept: */*\r\n",
            "Accept: a\nX: b\r\n",
            "Accept: a\rX: b\r\n",
            "Accept: a\0b\r\n",
            "Acc\0ept: a\r\n",
            "Accept\r\n",
            ": a\r\n",
            "Accept: a\n\r\n",
        ] {
            assert_eq!(verdict(with(line)), "unusual", "{line:?}");
        }
        for whole in [
            PLAIN.replace("Host: courier.example\r\n", ""),
            PLAIN.replace("\r\n", "\n"),
            PLAIN.replace("HTTP/1.1\r\n", "HTTP/1.1\n"),
            format!("\r\n{PLAIN}"),
            PLAIN.replace("GET ", "GET  "),
            PLAIN.replace("GET ", "GET\t"),
            PLAIN.replace("/harbour", "/har\0bour"),
            PLAIN.replace("/harbour", "/har bour"),
            with(&"X: y\r\n".repeat(MOST_LINES)),
        ] {
            assert_eq!(verdict(&whole), "unusual", "{whole:?}");
        }
    }
}
