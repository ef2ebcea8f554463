//! A mail server that keeps what it gets.

use site::{MailSettings, Tls};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub struct Sink {
    port: u16,
    mails: tokio::sync::Mutex<UnboundedReceiver<Mail>>,
}

/// As it came over the wire.
pub struct Mail {
    pub from: String,
    pub to: String,
    text: String,
}

impl Sink {
    pub async fn open() -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (sender, mails) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, sender.clone()));
            }
        });
        Sink { port, mails: tokio::sync::Mutex::new(mails) }
    }

    pub fn settings(&self) -> MailSettings {
        MailSettings {
            smtp: "127.0.0.1".into(),
            port: self.port,
            tls: Tls::None,
            from: "The Courier <post@courier.example>".into(),
            ..MailSettings::default()
        }
    }

    /// The next mail; fails the test where none comes.
    pub async fn next(&self) -> Mail {
        let mut mails = self.mails.lock().await;
        let wait = std::time::Duration::from_secs(20);
        tokio::time::timeout(wait, mails.recv()).await.expect("no mail came").unwrap()
    }
}

impl Mail {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.text.split("\r\n\r\n").next()?;
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The words, decoded.
    pub fn words(&self) -> String {
        let body = self.text.split_once("\r\n\r\n").unwrap().1;
        match self.header("Content-Transfer-Encoding") {
            Some("quoted-printable") => quoted_printable(body),
            Some("7bit") => body.to_owned(),
            other => panic!("{other:?} is not expected here"),
        }
    }

    /// The address that stands alone on a line.
    pub fn link(&self) -> String {
        let words = self.words();
        words.lines().find(|line| line.starts_with("https://")).unwrap().trim().to_owned()
    }
}

async fn talk(stream: TcpStream, mails: UnboundedSender<Mail>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut mail = Mail { from: String::new(), to: String::new(), text: String::new() };
    stream.write_all(b"220 sink.example ESMTP\r\n").await?;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let said = match verb.as_str() {
            "EHLO" | "HELO" => "250-sink.example\r\n250 8BITMIME\r\n",
            "MAIL" => {
                mail.from = line.trim().to_owned();
                "250 Good\r\n"
            }
            "RCPT" => {
                mail.to = line.trim().to_owned();
                "250 Good\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 Go on\r\n").await?;
                loop {
                    let mut line = String::new();
                    stream.read_line(&mut line).await?;
                    if line == ".\r\n" {
                        break;
                    }
                    mail.text.push_str(line.strip_prefix('.').unwrap_or(&line));
                }
                let text = std::mem::take(&mut mail.text);
                let _ = mails.send(Mail { from: mail.from.clone(), to: mail.to.clone(), text });
                "250 Taken\r\n"
            }
            "QUIT" => "221 Farewell\r\n",
            _ => "500 What?\r\n",
        };
        stream.write_all(said.as_bytes()).await?;
    }
}

fn quoted_printable(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'=').then(|| std::str::from_utf8(&after[..2]).unwrap());
        bytes.push(code.map_or(*first, |code| u8::from_str_radix(code, 16).unwrap()));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap()
}
