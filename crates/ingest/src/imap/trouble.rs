//! What goes wrong in a conversation with a mail server.

use crate::settings::ImapSettings;

/// What ends a conversation, or a part of it.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("{0}")]
    Lost(String),
    #[error("it says more than it was asked for")]
    TooLong,
    #[error("it refuses: {0}")]
    Refused(String),
    #[error("it does not let this user in ({0})")]
    NotLetIn(String),
    #[error("it does not open the mailbox ({0})")]
    NotOpened(String),
    #[error("{0}")]
    NotKept(#[from] store::Error),
    #[error("the program stops")]
    Stopped,
}

impl Trouble {
    /// For the owner: whose mailbox it is, and the remedy.
    pub fn sentence(&self, settings: &ImapSettings) -> String {
        let ImapSettings { host, user, mailbox, .. } = settings;
        match self {
            Trouble::NotLetIn(words) => format!(
                "{host} does not let {user} in ({words}). Check imap.user and imap.password_file; many providers \
                 want a password that is for programs alone."
            ),
            Trouble::NotOpened(words) => {
                format!("{host} does not open {mailbox} ({words}). Check imap.mailbox.")
            }
            trouble => format!("{mailbox} at {host} cannot be read: {trouble}."),
        }
    }

    pub fn gone() -> Trouble {
        Trouble::Lost("the connection broke off".into())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Trouble {
        Trouble::Lost(error.to_string())
    }
}
