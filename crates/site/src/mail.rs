//! Mails that readers ask for, handed to the house's mail server in the background: an answer neither waits
//! for it nor tells what it said of an address.

use std::sync::Arc;
use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use tokio::sync::Semaphore;

use crate::settings::{MailSettings, Tls};

/// Mails on their way at once; more are not begun.
const MOST: usize = 32;
/// Until a connection stands.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Until a mail is taken. lettre waits for a server that says nothing more without end, and each wait has a place.
const PATIENCE: Duration = Duration::from_secs(90);

pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    places: Arc<Semaphore>,
    patience: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error("mail.from is no mail address: {0}")]
    From(#[from] lettre::address::AddressError),
    #[error("mail.smtp cannot be used: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
}

impl Mailer {
    pub fn new(settings: &MailSettings) -> Result<Mailer, MailError> {
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let from: Mailbox = settings.from.parse()?;
        let mut builder = match settings.tls {
            Tls::Starttls => Smtp::starttls_relay(&settings.smtp)?,
            Tls::Tls => Smtp::relay(&settings.smtp)?,
            Tls::None => Smtp::builder_dangerous(&settings.smtp),
        };
        if settings.port > 0 {
            builder = builder.port(settings.port);
        }
        if !settings.user.is_empty() {
            builder =
                builder.credentials(Credentials::new(settings.user.clone(), settings.password.0.clone()));
        }
        let name = ClientId::Domain(from.email.domain().to_owned());
        let transport = builder.hello_name(name).timeout(Some(TIMEOUT)).build();
        Ok(Mailer { transport, from, places: Arc::new(Semaphore::new(MOST)), patience: PATIENCE })
    }

    /// Sends in the background; `false` where too many are on their way. What goes wrong later stands in the
    /// log, without the address.
    pub fn send(&self, to: &str, subject: &str, text: String) -> bool {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else { return false };
        let letter = match self.letter(to, subject, text) {
            Ok(letter) => letter,
            Err(e) => {
                tracing::warn!("A mail could not be written: {e}");
                return true;
            }
        };
        let (transport, patience) = (self.transport.clone(), self.patience);
        tokio::spawn(async move {
            let _place = place;
            let why = match tokio::time::timeout(patience, transport.send(letter)).await {
                Ok(Ok(_)) => return,
                Ok(Err(e)) => e.to_string(),
                Err(_) => format!("mail.smtp did not take it within {} seconds", patience.as_secs()),
            };
            tracing::error!("A mail could not be sent: {why}. Look at [mail] of the configuration.");
        });
        true
    }

    fn letter(&self, to: &str, subject: &str, text: String) -> Result<Message, Box<dyn std::error::Error>> {
        let id = format!("<{:016x}@{}>", getrandom::u64()?, self.from.email.domain());
        let to = Mailbox::new(None, to.parse()?);
        let mut letter = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .message_id(Some(id))
            .header(ContentType::TEXT_PLAIN)
            .body(text)?;
        // Nobody's holiday answers to it.
        let name = HeaderName::new_from_ascii_str("Auto-Submitted");
        letter.headers_mut().insert_raw(HeaderValue::new(name, "auto-generated".to_owned()));
        Ok(letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_mail_server_that_says_nothing_does_not_keep_later_mails_from_being_sent() {
        let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let settings = MailSettings {
            smtp: "127.0.0.1".into(),
            port: silent.local_addr().unwrap().port(),
            tls: Tls::None,
            from: "post@courier.example".into(),
            ..MailSettings::default()
        };
        let mut mailer = Mailer::new(&settings).unwrap();
        mailer.patience = Duration::from_millis(1);
        for _ in 0..MOST {
            assert!(mailer.send("ida@mail.example", "Keep your name", "…".into()));
        }
        // All places are free again; else this waits for ever.
        let all = mailer.places.acquire_many(u32::try_from(MOST).unwrap()).await;
        assert!(all.is_ok());
    }
}
