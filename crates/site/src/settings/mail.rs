//! `[mail]`: the house's mail server, for the mails that readers ask for. Without it there are none.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// Name of the server that takes mail.
    pub smtp: String,
    /// Its port; 0 is the usual one for `tls`: 587, 465 or 25.
    pub port: u16,
    pub tls: Tls,
    /// Who sends, where the server asks; the password stands in a file of its own.
    pub user: String,
    pub password_file: Option<PathBuf>,
    /// Address that stands in the mail, with or without a name: `The Courier <post@courier.example>`.
    pub from: String,
    /// Read from its file by whoever starts the program.
    #[serde(skip)]
    pub password: Password,
}

/// How the conversation is kept secret.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// It begins in the clear and goes on encrypted, or not at all.
    #[default]
    Starttls,
    /// Encrypted from the first byte.
    Tls,
    /// In the clear: for a server on the same machine.
    None,
}

/// Not printed, not even by mistake.
#[derive(Clone, Default)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl MailSettings {
    /// Everything that is wrong though it can be read, one sentence each.
    pub fn check(&self) -> Vec<String> {
        let mut findings = Vec::new();
        if self.smtp.is_empty() {
            findings.push("mail.smtp is empty. Write the name of your mail server.".to_owned());
        }
        if self.from.parse::<lettre::message::Mailbox>().is_err() {
            findings.push(format!(
                "mail.from is \"{}\", which is no mail address. Write for example \"The Courier \
                 <post@courier.example>\".",
                self.from
            ));
        }
        if self.user.is_empty() != self.password_file.is_none() {
            findings
                .push("mail.user and mail.password_file belong together. Set both or neither.".to_owned());
        }
        let near = matches!(self.smtp.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.tls == Tls::None && !self.user.is_empty() && !near {
            findings.push(
                "mail.tls is \"none\", so that the password would cross the network in the clear. Write \
                 \"starttls\" or \"tls\"."
                    .to_owned(),
            );
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_crosses_the_network_in_the_clear_nor_stands_in_a_log() {
        let settings = MailSettings {
            smtp: "mail.courier.example".into(),
            user: "courier".into(),
            password_file: Some("mail.secret".into()),
            from: "The Courier <post@courier.example>".into(),
            password: Password("tide table".into()),
            ..MailSettings::default()
        };
        assert_eq!(settings.check(), [] as [&str; 0]);
        assert!(!format!("{settings:?}").contains("tide"));
        let clear = MailSettings { tls: Tls::None, ..settings.clone() };
        assert!(clear.check()[0].starts_with("mail.tls"));
        let near = MailSettings { smtp: "localhost".into(), ..clear };
        assert_eq!(near.check(), [] as [&str; 0]);
        let half = MailSettings { password_file: None, from: "post".into(), smtp: String::new(), ..settings };
        for (finding, key) in half.check().iter().zip(["mail.smtp", "mail.from", "mail.user"]) {
            assert!(finding.starts_with(key), "{finding}");
        }
        assert_eq!(half.check().len(), 3);
    }
}
