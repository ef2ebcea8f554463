//! The fast lane: a plain request for a page that lies in the cache is answered with bytes that were made
//! when the page was. That allocates nothing, and asks the system twice: one read, one write.
//!
//! A plain request for anything else (a page that has to be made, a picture, a search) is answered by hyper,
//! and the connection comes back. A request that is not plain is left to hyper, and with it the connection:
//! only one of the two may say where such a request ends.

use std::io::{self, Cursor, IoSlice};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep};

use crate::FrontDoor;
use crate::headers;
use crate::page::{Choice, Page};
use crate::plain::{self, Plain, Read};

/// What a connection begins with, and what it may grow to. A longer head is left to hyper.
const ROOM: usize = 4 << 10;
const MOST_ROOM: usize = 16 << 10;

/// How a connection leaves the fast lane.
#[derive(Debug, PartialEq, Eq)]
pub enum Left {
    /// It is over: the reader went, took too long, or we stop.
    Over,
    /// Something that hyper has to answer; these bytes were read already.
    ForHyper(Vec<u8>),
}

impl FrontDoor {
    /// Answers what can be answered at once, until something else comes, the reader sends no whole request
    /// for as long as `patience`, or `stop` comes.
    pub async fn fast_lane(
        &self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        patience: Duration,
        stop: impl Future<Output = ()>,
    ) -> io::Result<Left> {
        let mut bytes = Vec::with_capacity(ROOM);
        let mut date = DateLine::default();
        let (mut stop, mut late) = (pin!(stop), pin!(sleep(patience)));
        loop {
            let mut begin = 0;
            loop {
                match self.next(&bytes[begin..]) {
                    Next::More => break,
                    Next::ForHyper => {
                        bytes.drain(..begin);
                        return Ok(Left::ForHyper(bytes));
                    }
                    Next::Give(answer, length) => {
                        begin += length;
                        answer.write(stream, &mut date).await?;
                    }
                    Next::Make(length) => {
                        let request = bytes[begin..begin + length].to_vec();
                        begin += length;
                        // Seldom, and large.
                        Box::pin(self.make(request, stream)).await?;
                    }
                }
            }
            if begin > 0 {
                bytes.drain(..begin);
                late.as_mut().reset(Instant::now() + patience);
            }
            if bytes.len() >= MOST_ROOM {
                return Ok(Left::ForHyper(bytes));
            }
            tokio::select! {
                biased;
                read = stream.read_buf(&mut bytes) => if read? == 0 { return Ok(Left::Over) },
                () = &mut stop => return Ok(Left::Over),
                () = &mut late => return Ok(Left::Over),
            }
        }
    }

    /// Has hyper answer one plain request: to hyper it is all that the reader has to say.
    async fn make(
        &self,
        request: Vec<u8>,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    ) -> io::Result<()> {
        let once = TokioIo::new(tokio::io::join(Cursor::new(request), stream));
        // It has written everything when it asks for the next request, of which there is none.
        let connection = http1::Builder::new().half_close(true).serve_connection(once, self.clone());
        connection.without_shutdown().await.map(drop).map_err(io::Error::other)
    }

    fn next(&self, bytes: &[u8]) -> Next {
        match plain::read(bytes, &mut plain::slots()) {
            Read::Partial => Next::More,
            Read::Unusual => Next::ForHyper,
            Read::Plain(plain) => match self.ready(&plain) {
                Some(answer) => Next::Give(answer, plain.length),
                None => Next::Make(plain.length),
            },
        }
    }

    fn ready(&self, plain: &Plain<'_, '_>) -> Option<Answer> {
        let now = self.now();
        let page = self.kept(plain.target, now)?;
        self.count(&page, plain.head_only, plain.lines);
        Some(Answer { choice: page.choose(plain.head_only, plain.lines), page, now })
    }
}

/// What to do with the bytes that were read.
enum Next {
    /// An answer, and how long the request was.
    Give(Answer, usize),
    /// The request, which is so long, is plain; the answer has to be made.
    Make(usize),
    More,
    ForHyper,
}

struct Answer {
    page: Arc<Page>,
    choice: Choice,
    now: Timestamp,
}

impl Answer {
    async fn write(&self, stream: &mut (impl AsyncWrite + Unpin), date: &mut DateLine) -> io::Result<()> {
        let head = self.page.printed(self.choice);
        let body = self.page.body(self.choice).map_or(&[][..], |body| body);
        let mut parts = [head, date.at(self.now), body].map(IoSlice::new);
        let mut left = &mut parts[..];
        while !left.is_empty() {
            match stream.write_vectored(left).await? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                written => IoSlice::advance_slices(&mut left, written),
            }
        }
        Ok(())
    }
}

/// The last line of a head, written once a second.
#[derive(Default)]
struct DateLine {
    second: i64,
    line: String,
}

impl DateLine {
    fn at(&mut self, now: Timestamp) -> &[u8] {
        if self.line.is_empty() || self.second != now.as_second() {
            self.second = now.as_second();
            self.line = format!("date: {}\r\n\r\n", headers::http_date(now));
        }
        self.line.as_bytes()
    }
}
