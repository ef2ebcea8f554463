//! `[source.imap]`: a mailbox to which an agency, a press office or a stringer sends copy.

use std::path::PathBuf;

use jiff::SignedDuration;
use jiff::civil::Date;
use newsroom::span;
use serde::Deserialize;

use crate::secret;

#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImapSettings {
    /// Name of the server.
    pub host: String,
    /// Its port; 0 is the usual one for `tls`: 993, or 143.
    pub port: u16,
    pub tls: Tls,
    /// Certificates that are trusted beside those of the system, as PEM: for a server with its own.
    pub ca_file: Option<PathBuf>,
    pub user: String,
    /// A file whose first line is the password that goes with `user`.
    pub password_file: PathBuf,
    pub mailbox: String,
    /// How often to look, e.g. "60s".
    #[serde(deserialize_with = "span::needed")]
    pub every: SignedDuration,
    /// Only messages of these senders are copy: "desk@mna.example", or "@mna.example" for all of a house.
    /// Empty: of everybody.
    pub from: Vec<String>,
    /// Only messages that came on this day or later; without it, those since the day of the first look.
    pub since: Option<Date>,
    /// So many messages are taken at a time; the others the next time.
    pub most: usize,
    pub after: AfterMail,
    /// The folder to which `after = "move"` takes what was taken.
    pub move_to: String,
}

/// How the conversation is kept secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// Encrypted from the first byte.
    #[default]
    Tls,
    /// It begins in the clear and goes on encrypted, or not at all.
    Starttls,
    /// In the clear: for a server on the same machine, and no other.
    None,
}

/// What becomes of a message that was taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AfterMail {
    /// It stays and is marked as read.
    #[default]
    Seen,
    /// It stays as it is.
    Keep,
    /// It goes to the folder `move_to`.
    Move,
}

impl Default for ImapSettings {
    fn default() -> Self {
        ImapSettings {
            host: String::new(),
            port: 0,
            tls: Tls::default(),
            ca_file: None,
            user: String::new(),
            password_file: PathBuf::new(),
            mailbox: "INBOX".into(),
            every: SignedDuration::from_secs(60),
            from: Vec::new(),
            since: None,
            most: 100,
            after: AfterMail::default(),
            move_to: String::new(),
        }
    }
}

impl ImapSettings {
    pub fn port(&self) -> u16 {
        match (self.port, self.tls) {
            (0, Tls::Tls) => 993,
            (0, Tls::Starttls | Tls::None) => 143,
            (port, _) => port,
        }
    }

    /// Everything that is wrong with it, in sentences that begin with `whose` it is.
    pub(super) fn check(&self, whose: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut say = |sentence: String| wrong.push(format!("{whose} {sentence}"));
        let ImapSettings { host, user, mailbox, move_to, .. } = self;
        if host.is_empty() || host.contains(['/', ' ', '@']) || host.contains("://") {
            say(format!(
                "has \"{host}\" as imap.host. Write the server's name alone, such as \"imap.mna.example\"."
            ));
        }
        if user.is_empty() {
            say("has an imap without a user. Set imap.user, which often is the whole mail address.".into());
        }
        if mailbox.is_empty() {
            say("has an empty imap.mailbox. Write \"INBOX\", or leave it out.".into());
        }
        if [user, mailbox, move_to].iter().any(|text| text.contains(char::is_control)) {
            say("has a line break or another control character in imap. Take it out.".into());
        }
        if self.every < SignedDuration::from_secs(1) {
            say("would look into its mailbox without pause. Set imap.every to a second or more.".into());
        }
        if self.most == 0 {
            say("says imap.most = 0, so that nothing is taken. Write 1 or more.".into());
        }
        match (self.after, move_to.as_str()) {
            (AfterMail::Move, "") => {
                say("moves what was taken, and no folder is named. Set imap.move_to.".into());
            }
            // INBOX is one, however it is written (RFC 3501, 5.1).
            (AfterMail::Move, folder)
                if folder == mailbox
                    || [folder, mailbox].iter().all(|name| name.eq_ignore_ascii_case("INBOX")) =>
            {
                say("moves what was taken into the mailbox that it reads. Name another as imap.move_to."
                    .into());
            }
            (AfterMail::Seen | AfterMail::Keep, folder) if !folder.is_empty() => {
                say("names imap.move_to and does not move. Write imap.after = \"move\", or take it out."
                    .into());
            }
            _ => {}
        }
        for entry in &self.from {
            let sound =
                entry.split_once('@').is_some_and(|(_, house)| !house.is_empty() && !house.contains('@'));
            if !sound || entry.contains(['<', '>', '*', ' ']) {
                say(format!(
                    "has \"{entry}\" in imap.from. Write an address, such as \"desk@mna.example\", or \
                     \"@mna.example\" for all of a house."
                ));
            }
        }
        if self.tls == Tls::None && !is_near(host) {
            say(
                "says imap.tls = \"none\", so that the password would cross the network in the clear. Write \
                 \"tls\" or \"starttls\"; \"none\" is for a server on this machine."
                    .into(),
            );
        }
        let mut tell = |found: Result<(), String>| wrong.extend(found.err().map(|e| format!("{whose}: {e}")));
        tell(secret::read(&self.password_file).map(drop));
        tell(self.ca_file.as_deref().map_or(Ok(()), |file| crate::imap::certificates(file).map(drop)));
        wrong
    }
}

/// Is that this machine, by its name? Where it leads is looked at again before anything is said.
fn is_near(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
