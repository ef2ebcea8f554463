//! The few commands that a mailbox needs (RFC 3501, 6851, 4315), each with its answer understood.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use imap_proto::{AttributeValue, Capability, MailboxDatum, Response, ResponseCode};
use jiff::Timestamp;
use jiff::civil::Date;

use super::lines::{Lines, SMALL, read};
use super::names;
use super::trouble::Trouble;

/// A conversation after the login.
pub(super) struct Session {
    lines: Lines,
    can_move: bool,
    can_expunge: bool,
}

/// A message without its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Envelope {
    pub uid: u32,
    pub size: u64,
    /// When it came into the mailbox.
    pub came: Option<Timestamp>,
    /// Its field `From`, as it came.
    pub from: Vec<u8>,
}

/// Numbers of all messages of a large mailbox.
const LISTING: u64 = 32 << 20;
/// So much of a field `From` is looked at.
const FIELD: usize = 4096;

impl Session {
    pub async fn login(mut lines: Lines, user: &str, password: &str) -> Result<Session, Trouble> {
        let known = capabilities(&mut lines).await?;
        let said = STANDARD.encode(format!("\0{user}\0{password}"));
        let done = if known.contains("AUTH=PLAIN") {
            lines.dialogue("AUTHENTICATE PLAIN", Some(&said), SMALL).await
        } else if known.contains("LOGINDISABLED") {
            return Err(Trouble::Refused("it takes no password over this connection".into()));
        } else {
            lines.command(&format!("LOGIN {} {}", names::quoted(user), names::quoted(password)), SMALL).await
        };
        match done {
            Ok(_) => {}
            // Some servers say again what they do not understand.
            Err(Trouble::Refused(words)) => {
                return Err(Trouble::NotLetIn(words.replace(&said, "…").replace(password, "…")));
            }
            Err(trouble) => return Err(trouble),
        }
        let known = capabilities(&mut lines).await?;
        Ok(Session { lines, can_move: known.contains("MOVE"), can_expunge: known.contains("UIDPLUS") })
    }

    /// Opens a mailbox and gives its UIDVALIDITY.
    pub async fn open(&mut self, mailbox: &str, to_change: bool) -> Result<u32, Trouble> {
        let verb = if to_change { "SELECT" } else { "EXAMINE" };
        let said = match self.lines.command(&format!("{verb} {}", names::mailbox(mailbox)), SMALL).await {
            Err(Trouble::Refused(words)) => return Err(Trouble::NotOpened(words)),
            said => said?,
        };
        let validity = said.iter().find_map(|raw| match read(raw)? {
            Response::Data { outcome, .. } => match outcome.code? {
                ResponseCode::UidValidity(number) => Some(number),
                _ => None,
            },
            _ => None,
        });
        validity
            .ok_or_else(|| Trouble::Refused("it gives its messages no lasting numbers (UIDVALIDITY)".into()))
    }

    /// Numbers of the messages after `uid` that came on this day or later, in their order.
    pub async fn since(&mut self, uid: u32, day: Date) -> Result<Vec<u32>, Trouble> {
        let Some(first) = uid.checked_add(1) else { return Ok(Vec::new()) };
        let day = day.strftime("%-d-%b-%Y");
        let asked = format!("UID SEARCH UID {first}:* SINCE {day} UNDELETED");
        let mut found = BTreeSet::new();
        for raw in self.lines.command(&asked, LISTING).await? {
            if let Some(Response::MailboxData(MailboxDatum::Search(numbers))) = read(&raw) {
                // "*" is the last message, also where that comes before the first.
                found.extend(numbers.into_iter().filter(|number| *number >= first));
            }
        }
        Ok(found.into_iter().collect())
    }

    /// What is known of these messages without their text.
    pub async fn envelopes(&mut self, uids: &[u32]) -> Result<Vec<Envelope>, Trouble> {
        let asked = format!(
            "UID FETCH {} (UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (FROM)]<0.{FIELD}>)",
            set(uids)
        );
        let most = SMALL + (2 * FIELD * uids.len()) as u64;
        let said = self.lines.command(&asked, most).await?;
        Ok(said.iter().filter_map(|raw| envelope(raw)).collect())
    }

    /// The bytes of a message, without marking it as read. `None` where it is not there any more.
    pub async fn message(&mut self, uid: u32, most: u64) -> Result<Option<Bytes>, Trouble> {
        let said = self.lines.command(&format!("UID FETCH {uid} (UID BODY.PEEK[])"), most + SMALL).await?;
        Ok(said.into_iter().find_map(|raw| body(raw, uid)))
    }

    pub async fn mark_seen(&mut self, uid: u32) -> Result<(), Trouble> {
        self.store(uid, "\\Seen").await
    }

    /// Moves a message into another folder, where the server can do that to this one alone.
    pub async fn move_to(&mut self, uid: u32, folder: &str) -> Result<(), Trouble> {
        let folder = names::mailbox(folder);
        if self.can_move {
            return self.lines.command(&format!("UID MOVE {uid} {folder}"), SMALL).await.map(drop);
        }
        if !self.can_expunge {
            return Err(Trouble::Refused("the server can do neither MOVE nor UIDPLUS".into()));
        }
        self.lines.command(&format!("UID COPY {uid} {folder}"), SMALL).await?;
        self.store(uid, "\\Deleted").await?;
        self.lines.command(&format!("UID EXPUNGE {uid}"), SMALL).await.map(drop)
    }

    async fn store(&mut self, uid: u32, flag: &str) -> Result<(), Trouble> {
        self.lines.command(&format!("UID STORE {uid} +FLAGS.SILENT ({flag})"), SMALL).await.map(drop)
    }

    /// Whatever it answers: all is done.
    pub async fn leave(mut self) -> Result<(), Trouble> {
        let _ = self.lines.command("LOGOUT", SMALL).await;
        Ok(())
    }
}

/// In upper case, as they are compared.
async fn capabilities(lines: &mut Lines) -> Result<BTreeSet<String>, Trouble> {
    let mut known = BTreeSet::new();
    for raw in lines.command("CAPABILITY", SMALL).await? {
        if let Some(Response::Capabilities(list)) = read(&raw) {
            known.extend(list.iter().map(|one| match one {
                Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
                Capability::Auth(how) => format!("AUTH={}", how.to_ascii_uppercase()),
                Capability::Atom(name) => name.to_ascii_uppercase(),
            }));
        }
    }
    Ok(known)
}

/// An answer to what was asked. Servers also tell, unasked, what others do to a message, its number with it.
fn envelope(raw: &[u8]) -> Option<Envelope> {
    let Response::Fetch(_, attributes) = read(raw)? else { return None };
    let (mut uid, mut size, mut came, mut from) = (None, None, None, None);
    for attribute in attributes {
        match attribute {
            AttributeValue::Uid(number) => uid = Some(number),
            AttributeValue::Rfc822Size(bytes) => size = Some(bytes.into()),
            AttributeValue::InternalDate(date) => came = moment(&date),
            AttributeValue::BodySection { data, .. } => from = Some(data.unwrap_or_default().into_owned()),
            _ => {}
        }
    }
    Some(Envelope { uid: uid?, size: size?, came, from: from? })
}

/// `" 2-Mar-2026 08:00:00 +0100"`
fn moment(date: &str) -> Option<Timestamp> {
    Timestamp::strptime("%d-%b-%Y %H:%M:%S %z", date.trim()).ok()
}

/// The text of this message out of an answer, without a copy of it.
fn body(raw: Vec<u8>, uid: u32) -> Option<Bytes> {
    let raw = Bytes::from(raw);
    let Response::Fetch(_, attributes) = read(&raw)? else { return None };
    if !attributes.iter().any(|attribute| matches!(attribute, AttributeValue::Uid(its) if *its == uid)) {
        return None;
    }
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection { section: None, data: Some(data), .. } => Some(raw.slice_ref(data)),
        _ => None,
    })
}

/// Numbers as a set, neighbours as a range: `1:3,7`.
fn set(uids: &[u32]) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for uid in uids {
        match ranges.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(*uid) => *last = *uid,
            _ => ranges.push((*uid, *uid)),
        }
    }
    let words = ranges.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}:{last}"),
    });
    words.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_say_of_a_message_is_understood() {
        let raw = b"* 3 FETCH (UID 7 INTERNALDATE \" 2-Mar-2026 08:00:00 +0100\" RFC822.SIZE 512 \
                    BODY[HEADER.FIELDS (FROM)]<0> {23}\r\nFrom: a@mna.example\r\n\r\n)\r\n";
        let found = envelope(raw).unwrap();
        assert_eq!((found.uid, found.size), (7, 512));
        assert_eq!(found.came.unwrap().to_string(), "2026-03-02T07:00:00Z");
        assert!(found.from.starts_with(b"From: a@"));
        for unasked in [&b"* 3 FETCH (FLAGS (\\Seen))\r\n"[..], b"* 3 FETCH (UID 7 FLAGS (\\Seen))\r\n"] {
            assert_eq!(envelope(unasked), None, "a change of flags was not asked for");
        }
        let text = body(b"* 3 FETCH (UID 7 BODY[] {3}\r\nabc)\r\n".to_vec(), 7).unwrap();
        assert_eq!(text, "abc");
        assert_eq!(body(b"* 3 FETCH (UID 8 BODY[] {3}\r\nabc)\r\n".to_vec(), 7), None);
    }

    #[test]
    fn neighbours_are_asked_for_as_a_range() {
        assert_eq!(set(&[1, 2, 3, 7, 9, 10]), "1:3,7,9:10");
        assert_eq!(set(&[u32::MAX]), "4294967295");
    }
}
