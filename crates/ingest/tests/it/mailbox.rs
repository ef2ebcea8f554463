//! A small IMAP server, in the clear, with one mailbox: what the tests need and no more.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub const PASSWORD: &str = "tide \"table\"";

pub struct Server {
    pub address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
pub struct State {
    pub uidvalidity: u32,
    pub next: u32,
    pub messages: Vec<Message>,
    /// What lies in other folders.
    pub moved: Vec<(String, Vec<u8>)>,
    /// Folders that are there beside the mailbox.
    pub folders: Vec<String>,
    pub capabilities: String,
    /// Every command that came, without its tag.
    pub heard: Vec<String>,
    /// A message that it cannot give.
    pub broken: Option<u32>,
    /// At a command that begins so the connection ends.
    pub hangs_up_at: Option<String>,
    /// At a command that begins so it answers no more.
    pub sleeps_at: Option<String>,
}

#[derive(Clone)]
pub struct Message {
    pub uid: u32,
    pub came: String,
    pub bytes: Vec<u8>,
    pub seen: bool,
}

impl Server {
    pub async fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(Mutex::new(State {
            uidvalidity: 1,
            next: 1,
            capabilities: "IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS".into(),
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&shared)));
            }
        });
        Server { address, state }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// A message comes in on 2 March 2026.
    pub fn receive(&self, bytes: impl Into<Vec<u8>>) -> u32 {
        self.receive_on("02-Mar-2026 08:00:00 +0000", bytes)
    }

    pub fn receive_on(&self, came: &str, bytes: impl Into<Vec<u8>>) -> u32 {
        let mut state = self.state();
        let uid = state.next;
        state.next += 1;
        state.messages.push(Message { uid, came: came.into(), bytes: bytes.into(), seen: false });
        uid
    }

    /// How often a command that begins so came.
    pub fn heard(&self, start: &str) -> usize {
        self.state().heard.iter().filter(|command| command.starts_with(start)).count()
    }

    pub fn seen(&self) -> Vec<u32> {
        self.state().messages.iter().filter(|message| message.seen).map(|message| message.uid).collect()
    }
}

async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut stream = BufReader::new(stream);
    let _ = stream.write_all(b"* OK at your service\r\n").await;
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
            return;
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap();
        let (tag, command) = (tag.to_owned(), command.to_owned());
        let at = |said: &Option<String>| said.as_ref().is_some_and(|start| command.starts_with(start));
        let (hangs_up, sleeps) = {
            let mut state = state.lock().unwrap();
            state.heard.push(command.clone());
            (at(&state.hangs_up_at), at(&state.sleeps_at))
        };
        if hangs_up {
            return;
        }
        if sleeps {
            std::future::pending::<()>().await;
        }
        if command == "AUTHENTICATE PLAIN" {
            let _ = stream.write_all(b"+ \r\n").await;
            line.clear();
            let _ = stream.read_line(&mut line).await;
            // NUL courier NUL tide "table", as base64.
            let right = line.trim_end() == "AGNvdXJpZXIAdGlkZSAidGFibGUi";
            let said = if right { "OK welcome" } else { "NO [AUTHENTICATIONFAILED] Wrong." };
            let _ = stream.write_all(format!("{tag} {said}\r\n").as_bytes()).await;
            continue;
        }
        let mut answer = state.lock().unwrap().answer(&command);
        let end = answer.pop().unwrap();
        let mut bytes = answer.concat();
        bytes.extend(format!("{tag} ").into_bytes());
        bytes.extend(end);
        let _ = stream.write_all(&bytes).await;
    }
}

impl State {
    /// Responses, the last of which is the completion without its tag.
    fn answer(&mut self, command: &str) -> Vec<Vec<u8>> {
        let ok = b"OK done\r\n".to_vec();
        let words: Vec<&str> = command.split(' ').collect();
        match words.as_slice() {
            ["CAPABILITY"] => vec![format!("* CAPABILITY {}\r\n", self.capabilities).into_bytes(), ok],
            ["LOGIN", ..] => match command == "LOGIN \"courier\" \"tide \\\"table\\\"\"" {
                true => vec![ok],
                false => vec![b"NO Wrong.\r\n".to_vec()],
            },
            ["SELECT" | "EXAMINE", "\"INBOX\""] => {
                let said = format!(
                    "* FLAGS (\\Seen \\Deleted)\r\n* {} EXISTS\r\n* OK [UIDVALIDITY {}] lasting\r\n",
                    self.messages.len(),
                    self.uidvalidity
                );
                vec![said.into_bytes(), b"OK [READ-WRITE] done\r\n".to_vec()]
            }
            ["UID", "SEARCH", "UID", range, "SINCE", day, "UNDELETED"] => self.search(range, day),
            ["UID", "FETCH", set, rest @ ..] => self.fetch(set, rest),
            ["UID", "STORE", uid, "+FLAGS.SILENT", "(\\Seen)"] => {
                let uid: u32 = uid.parse().unwrap();
                self.messages.iter_mut().filter(|m| m.uid == uid).for_each(|m| m.seen = true);
                // As servers do that tell of a change to whoever made it.
                vec![b"* 1 FETCH (FLAGS (\\Seen))\r\n".to_vec(), ok]
            }
            ["UID", "STORE", _, "+FLAGS.SILENT", "(\\Deleted)"] | ["LOGOUT"] => vec![ok],
            ["UID", "MOVE", uid, folder] => {
                let done = self.copy(uid, folder);
                if done {
                    self.remove(uid);
                }
                vec![if done { ok } else { b"NO [TRYCREATE] No such folder.\r\n".to_vec() }]
            }
            ["UID", "COPY", uid, folder] => {
                let done = self.copy(uid, folder);
                vec![if done { ok } else { b"NO [TRYCREATE] No such folder.\r\n".to_vec() }]
            }
            ["UID", "EXPUNGE", uid] => {
                self.remove(uid);
                vec![ok]
            }
            _ => vec![b"BAD What?\r\n".to_vec()],
        }
    }

    fn search(&self, range: &str, day: &str) -> Vec<Vec<u8>> {
        let first: u32 = range.strip_suffix(":*").unwrap().parse().unwrap();
        let day = date(day);
        let came = |m: &&Message| date(m.came.split(' ').next().unwrap()) >= day;
        // The last one always is in "first:*".
        let last = self.messages.last().map(|m| m.uid);
        let found = self.messages.iter().filter(|m| m.uid >= first || Some(m.uid) == last).filter(came);
        let numbers: String = found.map(|m| format!(" {}", m.uid)).collect();
        vec![format!("* SEARCH{numbers}\r\n").into_bytes(), b"OK done\r\n".to_vec()]
    }

    fn fetch(&self, set: &str, asked: &[&str]) -> Vec<Vec<u8>> {
        let ranges = set.split(',').map(|range| range.split_once(':').unwrap_or((range, range)));
        let ranges: Vec<(u32, u32)> = ranges.map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap())).collect();
        let whole = asked.contains(&"BODY.PEEK[])");
        let mut answer = vec![b"* OK still here {7}\r\n".to_vec()];
        for (at, message) in self.messages.iter().enumerate() {
            let Message { uid, came, bytes, .. } = message;
            if !ranges.iter().any(|(a, b)| (a..=b).contains(&uid)) {
                continue;
            }
            if whole && self.broken == Some(*uid) {
                return vec![b"NO [SERVERBUG] It is damaged.\r\n".to_vec()];
            }
            let (head, body) = if whole {
                (format!("UID {uid} BODY[]"), bytes.clone())
            } else {
                let text = String::from_utf8_lossy(bytes);
                let from = text.lines().find(|line| line.starts_with("From:")).unwrap_or_default();
                let size = bytes.len();
                let head = format!(
                    "UID {uid} INTERNALDATE \"{came}\" RFC822.SIZE {size} BODY[HEADER.FIELDS (FROM)]<0>"
                );
                (head, format!("{from}\r\n\r\n").into_bytes())
            };
            let mut response = format!("* {} FETCH ({head} {{{}}}\r\n", at + 1, body.len()).into_bytes();
            response.extend(body);
            response.extend(b")\r\n");
            answer.push(response);
        }
        answer.push(b"OK done\r\n".to_vec());
        answer
    }

    fn copy(&mut self, uid: &str, folder: &str) -> bool {
        let (uid, folder): (u32, _) = (uid.parse().unwrap(), folder.trim_matches('"').to_owned());
        let there = self.folders.contains(&folder);
        if let Some(message) = self.messages.iter().find(|m| m.uid == uid).filter(|_| there) {
            self.moved.push((folder, message.bytes.clone()));
        }
        there
    }

    fn remove(&mut self, uid: &str) {
        let uid: u32 = uid.parse().unwrap();
        self.messages.retain(|m| m.uid != uid);
    }
}

fn date(text: &str) -> jiff::civil::Date {
    jiff::civil::Date::strptime("%d-%b-%Y", text).unwrap()
}
