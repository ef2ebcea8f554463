//! The conversation with an IMAP server: a command goes out, its responses come in, and none is larger than it may be.
//!
//! What the server says is cut into responses here, and understood by `imap_proto`. A response that it does not
//! understand is passed over, as nobody asked for it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use imap_proto::{Response, Status};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use super::trouble::Trouble;

/// Every kind of connection that a server is spoken to by.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

pub(super) struct Lines {
    stream: BufReader<Box<dyn Stream>>,
    commands: u32,
    /// For a command and its whole answer.
    patience: Duration,
}

/// What a server may say to a command that asks for nothing large.
pub(super) const SMALL: u64 = 1 << 20;

/// A response with more of them is none that was asked for.
const MOST_BRACKETS: usize = 64;

impl Lines {
    pub fn new(stream: Box<dyn Stream>, patience: Duration) -> Lines {
        Lines { stream: BufReader::new(stream), commands: 0, patience }
    }

    /// The connection itself, to go on encrypted. What the server said in the clear and was not read is forgotten.
    pub fn into_stream(self) -> Box<dyn Stream> {
        self.stream.into_inner()
    }

    /// What a server says first.
    pub async fn greeting(&mut self) -> Result<(), Trouble> {
        let patience = self.patience;
        let mut left = SMALL;
        let raw = in_time(patience, self.response(&mut left)).await?;
        match read(&raw) {
            Some(Response::Data { status: Status::Ok, .. }) => Ok(()),
            Some(Response::Data { outcome, .. }) => Err(Trouble::Refused(outcome_words(&outcome))),
            _ => Err(Trouble::Lost("it does not speak IMAP".into())),
        }
    }

    /// Sends a command and gives what came before its completion, at most `most` bytes, each response as it came.
    pub async fn command(&mut self, text: &str, most: u64) -> Result<Vec<Vec<u8>>, Trouble> {
        self.dialogue(text, None, most).await
    }

    /// As [`Lines::command`], with a line that the server asks for with "+".
    pub async fn dialogue(
        &mut self,
        text: &str,
        more: Option<&str>,
        most: u64,
    ) -> Result<Vec<Vec<u8>>, Trouble> {
        self.commands += 1;
        let tag = format!("d{}", self.commands);
        in_time(self.patience, self.exchange(&tag, text, more, most)).await
    }

    async fn exchange(
        &mut self,
        tag: &str,
        text: &str,
        mut more: Option<&str>,
        most: u64,
    ) -> Result<Vec<Vec<u8>>, Trouble> {
        self.send(&format!("{tag} {text}\r\n")).await?;
        let mut left = most;
        let mut said = Vec::new();
        loop {
            let raw = self.response(&mut left).await?;
            if let Some(rest) = raw.strip_prefix(tag.as_bytes()).and_then(|rest| rest.strip_prefix(b" ")) {
                return match rest.get(..2).map(<[u8]>::to_ascii_uppercase).as_deref() {
                    Some(b"OK") => Ok(said),
                    // Behind NO or BAD.
                    _ => Err(Trouble::Refused(words(rest.get(3..).unwrap_or_default()))),
                };
            }
            match (raw.first(), more.take()) {
                (Some(b'+'), Some(line)) => self.send(&format!("{line}\r\n")).await?,
                // It asks for more than there is: an empty line ends that with an error.
                (Some(b'+'), None) => self.send("*\r\n").await?,
                (_, waiting) => {
                    more = waiting;
                    if raw.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"* BYE")) {
                        return Err(Trouble::Lost(format!("it takes leave: {}", words(&raw[5..]))));
                    }
                    said.push(raw);
                }
            }
        }
    }

    async fn send(&mut self, line: &str) -> Result<(), Trouble> {
        self.stream.write_all(line.as_bytes()).await?;
        Ok(self.stream.flush().await?)
    }

    /// One response with its literals: bytes of a length that is told before them.
    async fn response(&mut self, left: &mut u64) -> Result<Vec<u8>, Trouble> {
        let mut raw = Vec::new();
        loop {
            let start = raw.len();
            *left -= (&mut self.stream).take(*left).read_until(b'\n', &mut raw).await? as u64;
            if raw.last() != Some(&b'\n') {
                return Err(if *left == 0 { Trouble::TooLong } else { Trouble::gone() });
            }
            let Some(length) = literal(&raw, start) else { return Ok(raw) };
            if length > *left {
                return Err(Trouble::TooLong);
            }
            // Room is made as bytes come, whatever length was told.
            let came = (&mut self.stream).take(length).read_to_end(&mut raw).await? as u64;
            if came < length {
                return Err(Trouble::gone());
            }
            *left -= length;
        }
    }
}

/// Understands a response; `None` where it is none that `imap_proto` knows.
pub(super) fn read(raw: &[u8]) -> Option<Response<'_>> {
    // Its reader goes one call deeper with each bracket, and what is asked for here has few.
    if brackets(raw) > MOST_BRACKETS {
        return None;
    }
    // It does break, in 0.17.0 at "]" before a letter that is no ASCII. The mailbox goes on being read.
    catch_unwind(AssertUnwindSafe(|| Response::parse(raw).ok())).ok().flatten().map(|(_, response)| response)
}

/// Brackets that open outside of literals, which are bytes of mails.
fn brackets(raw: &[u8]) -> usize {
    let (mut count, mut start) = (0, 0);
    while start < raw.len() {
        let end = raw[start..].iter().position(|byte| *byte == b'\n').map_or(raw.len(), |at| start + at + 1);
        count += raw[start..end].iter().filter(|byte| **byte == b'(').count();
        let skip = literal(&raw[..end], start).and_then(|length| usize::try_from(length).ok());
        start = end.saturating_add(skip.unwrap_or(0));
    }
    count
}

async fn in_time<T>(
    patience: Duration,
    talk: impl Future<Output = Result<T, Trouble>>,
) -> Result<T, Trouble> {
    let late = |_| Trouble::Lost(format!("it did not answer in full within {} seconds", patience.as_secs()));
    tokio::time::timeout(patience, talk).await.map_err(late)?
}

/// The length of the literal that a line ends with the announcement of. Only data has one: words of a status are
/// for people.
fn literal(raw: &[u8], start: usize) -> Option<u64> {
    if start == 0 {
        let kind = raw.strip_prefix(b"* ")?;
        if !kind.first()?.is_ascii_digit() && !kind.get(..4)?.eq_ignore_ascii_case(b"LIST") {
            return None;
        }
    }
    let line = raw[start..].strip_suffix(b"\n")?;
    let line = line.strip_suffix(b"\r").unwrap_or(line).strip_suffix(b"}")?;
    let open = line.iter().rposition(|byte| *byte == b'{')?;
    std::str::from_utf8(&line[open + 1..]).ok()?.parse().ok()
}

fn outcome_words(outcome: &imap_proto::Outcome<'_>) -> String {
    words(outcome.information.as_deref().unwrap_or_default().as_bytes())
}

/// What a server says to people: one line, not endless.
fn words(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(&said[..said.len().min(400)]);
    let text: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    text.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_of_many_brackets_is_not_read_and_those_of_a_mail_do_not_count() {
        let mail = "(".repeat(1000);
        let fetch = format!("* 1 FETCH (UID 7 BODY[] {{{}}}\r\n{mail})\r\n", mail.len());
        assert!(matches!(read(fetch.as_bytes()), Some(Response::Fetch(1, _))));
        let deep = format!("* 1 FETCH (UID 7 BODY[HEADER] {{1}}\r\nx BODYSTRUCTURE {mail})\r\n");
        assert_eq!(read(deep.as_bytes()), None);
    }

    #[test]
    fn a_length_counts_in_data_and_not_in_words_for_people() {
        assert_eq!(literal(b"* 1 FETCH (BODY[] {12}\r\n", 0), Some(12));
        assert_eq!(literal(b"* OK at your service {12}\r\n", 0), None);
        assert_eq!(literal(b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n", 0), None);
        assert_eq!(literal(b"* 1 FETCH (FLAGS ())\r\n", 0), None);
    }

    #[test]
    fn whatever_a_server_says_it_is_read_or_passed_over() {
        let said = [
            "* 3 FETCH (UID 7 INTERNALDATE \" 2-Mar-2026 08:00:00 +0100\" RFC822.SIZE 512 FLAGS (\\Seen))\r\n",
            "* 3 FETCH (UID 7 BODY[HEADER.FIELDS (FROM)]<0> {4}\r\nabcd FLAGS (\\Seen))\r\n",
            "* OK [UIDVALIDITY 4294967295] lasting\r\n",
            "* SEARCH 1 2 3 4294967295\r\n",
            "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
        ];
        // Each byte of each, exchanged for each of these, and cut there.
        assert_eq!(read("* OK [UIDVALIDITY 1]ÅÅ\r\n".as_bytes()), None);
        for line in said {
            assert!(read(line.as_bytes()).is_some(), "{line}");
            for at in 0..line.len() {
                let _ = read(&line.as_bytes()[..at]);
                for byte in b"\0 \r\n\"\\()[]{}<>*9-N\x80\xff" {
                    let mut bent = line.as_bytes().to_vec();
                    bent[at] = *byte;
                    let _ = read(&bent);
                }
            }
        }
    }

    #[tokio::test]
    async fn a_server_that_announces_or_sends_too_much_is_left() {
        for said in ["* 1 FETCH (BODY[] {4000000000}\r\n".to_owned(), "x".repeat(2 << 20)] {
            let (ours, mut theirs) = tokio::io::duplex(4 << 20);
            theirs.write_all(said.as_bytes()).await.unwrap();
            let mut lines = Lines::new(Box::new(ours), Duration::from_secs(5));
            assert!(matches!(lines.command("NOOP", SMALL).await, Err(Trouble::TooLong)));
        }
    }
}
